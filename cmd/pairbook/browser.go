package main

import (
	"os/exec"
	"runtime"
)

// openBrowser shows an address in the browser that the user prefers. The browser
// outlives us.
func openBrowser(address string) error {
	name, args := "xdg-open", []string{address}
	switch runtime.GOOS {
	case "darwin":
		name = "open"
	case "windows": // the shell would take an & in the address for its own
		name, args = "rundll32", []string{"url.dll,FileProtocolHandler", address}
	}
	cmd := exec.Command(name, args...)
	apart(cmd)
	if err := cmd.Start(); err != nil {
		return err
	}
	go func() { _ = cmd.Wait() }() // a browser that is not running yet may stay in it for hours
	return nil
}
