//go:build !windows

package main

import (
	"os/exec"
	"syscall"
)

// detach starts a program in a session of its own, where Ctrl-C does not reach it.
func detach(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true} }
