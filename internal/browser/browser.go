// Package browser finds an installed Chromium, or a browser that is made from it: Chrome,
// Edge.
//
// Not here: starting it (package pdf; for tests, package browsertest).
package browser

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
)

// Find returns the path of the program: from the PATH, or from where systems keep it.
func Find() (program string, ok bool) {
	for _, name := range []string{
		"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "headless-shell",
		"microsoft-edge", "microsoft-edge-stable", "msedge",
	} {
		if program, err := exec.LookPath(name); err == nil {
			return program, true
		}
	}
	for _, program := range usual() {
		if info, err := os.Stat(program); err == nil && info.Mode().IsRegular() {
			return program, true
		}
	}
	return "", false
}

// usual lists where the systems keep the browser that have no PATH to it.
func usual() []string {
	var list []string
	switch runtime.GOOS {
	case "darwin":
		home, _ := os.UserHomeDir()
		for _, folder := range []string{"/Applications", filepath.Join(home, "Applications")} {
			for _, name := range []string{"Google Chrome", "Microsoft Edge", "Chromium"} {
				list = append(list, filepath.Join(folder, name+".app", "Contents", "MacOS", name))
			}
		}
	case "windows":
		for _, folder := range []string{"ProgramFiles", "ProgramFiles(x86)", "LocalAppData"} {
			if folder = os.Getenv(folder); folder != "" {
				list = append(list,
					filepath.Join(folder, `Google\Chrome\Application\chrome.exe`),
					filepath.Join(folder, `Chromium\Application\chrome.exe`),
					filepath.Join(folder, `Microsoft\Edge\Application\msedge.exe`))
			}
		}
	default:
		list = append(list, "/snap/bin/chromium", "/opt/google/chrome/chrome", "/opt/microsoft/msedge/msedge")
	}
	return list
}
