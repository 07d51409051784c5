package main

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"
	"unsafe"
)

// pseudoTerminal opens both ends of one.
func pseudoTerminal(t *testing.T) (keyboard, screen *os.File) {
	t.Helper()
	keyboard, err := os.OpenFile("/dev/ptmx", os.O_RDWR, 0)
	if err != nil {
		t.Skip("no pseudo-terminal here: ", err)
	}
	var number, unlock uint32
	for request, value := range map[uintptr]*uint32{syscall.TIOCGPTN: &number, syscall.TIOCSPTLCK: &unlock} {
		if _, _, errno := syscall.Syscall(syscall.SYS_IOCTL, keyboard.Fd(), request, uintptr(unsafe.Pointer(value))); errno != 0 {
			t.Skip("no pseudo-terminal here: ", errno)
		}
	}
	screen, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", number), os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		t.Skip("no pseudo-terminal here: ", err)
	}
	t.Cleanup(func() { keyboard.Close() })
	return keyboard, screen
}

// onTerminal returns what a command shows on a terminal.
func onTerminal(t *testing.T, environment string, args ...string) string {
	keyboard, screen := pseudoTerminal(t)
	cmd := exec.Command("pairbook", args...)
	cmd.Env = append(os.Environ(), "TERM=xterm", "NO_COLOR=", environment)
	cmd.Stdout, cmd.Stderr = screen, screen
	err := cmd.Start()
	screen.Close()
	if err != nil {
		t.Fatal(err)
	}
	var shown strings.Builder
	for buffer := make([]byte, 4096); ; {
		n, err := keyboard.Read(buffer)
		shown.Write(buffer[:n])
		if err != nil { // the last of those that had the screen has closed it
			break
		}
	}
	_ = cmd.Wait()
	return shown.String()
}

func TestColoursOnATerminalUnlessForbidden(t *testing.T) {
	site := newFolder(t)
	site.write("site.toml", "titel = \"Test\"\n")
	args := []string{"check", "--site", site.dir}
	if got := onTerminal(t, "", args...); !strings.Contains(got, red+" ^^^^^") || !strings.Contains(got, `unknown key "titel"`) {
		t.Errorf("on a terminal: %q", got)
	}
	for _, environment := range []string{"NO_COLOR=1", "TERM=dumb"} {
		if got := onTerminal(t, environment, args...); strings.Contains(got, "\x1b") || !strings.Contains(got, `unknown key "titel"`) {
			t.Errorf("with %s: %q", environment, got)
		}
	}
}

// Consoles that know no escape codes print them; progress goes back to the beginning of the line, and
// ends with blanks over it.
func TestProgressNeedsNoEscapeCodes(t *testing.T) {
	keyboard, screen := pseudoTerminal(t)
	synctest.Test(t, func(t *testing.T) {
		progress := voice{err: screen}.progressOf("files")
		progress(1, 10) // a short run shows none
		time.Sleep(1100 * time.Millisecond)
		progress(5, 10)
		progress(6, 10) // at most ten times a second
		time.Sleep(200 * time.Millisecond)
		progress(7, 10)
		progress(10, 10)
	})
	screen.Close()
	shown, _ := io.ReadAll(keyboard) // ends with an error when the screen is closed
	want := "\r[############............] 5 of 10 files" +
		"\r[################........] 7 of 10 files" +
		"\r[########################] 10 of 10 files\r" + strings.Repeat(" ", 41) + "\r"
	if string(shown) != want {
		t.Errorf("got  %q\nwant %q", shown, want)
	}
	for _, v := range []voice{{err: io.Discard}, {err: screen, json: true}, {err: screen, quiet: true}} {
		if v.progress() != nil {
			t.Errorf("%+v shows progress", v)
		}
	}
}
