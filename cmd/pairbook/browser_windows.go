package main

import (
	"os/exec"
	"syscall"
)

// apart starts a program in a group of its own, where Ctrl-C does not reach it.
func apart(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{CreationFlags: syscall.CREATE_NEW_PROCESS_GROUP}
}
