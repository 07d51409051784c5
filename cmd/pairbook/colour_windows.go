package main

import (
	"os"
	"syscall"
)

// virtualTerminal is ENABLE_VIRTUAL_TERMINAL_PROCESSING of the console API.
const virtualTerminal = 0x4

var setConsoleMode = syscall.NewLazyDLL("kernel32.dll").NewProc("SetConsoleMode")

// enableColours asks the console to obey the signs for colours; old ones print them.
func enableColours(terminal *os.File) bool {
	var mode uint32
	console := syscall.Handle(terminal.Fd())
	if syscall.GetConsoleMode(console, &mode) != nil {
		return false
	}
	done, _, _ := setConsoleMode.Call(uintptr(console), uintptr(mode|virtualTerminal))
	return done != 0
}
