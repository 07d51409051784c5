package main

import (
	"os/exec"
	"runtime"
)

// openBrowser shows an address in the user's default browser. The browser stays open when
// the command ends.
func openBrowser(address string) error {
	name, args := "xdg-open", []string{address}
	switch runtime.GOOS {
	case "darwin":
		name = "open"
	case "windows": // cmd.exe would interpret an & in the address
		name, args = "rundll32", []string{"url.dll,FileProtocolHandler", address}
	}
	cmd := exec.Command(name, args...)
	detach(cmd)
	if err := cmd.Start(); err != nil {
		return err
	}
	go func() { _ = cmd.Wait() }() // returns when the browser ends, which may be hours later
	return nil
}
