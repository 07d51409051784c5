package main

import (
	"encoding/base64"
	"io/fs"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// A typist runs a command on a terminal of its own and types what it asks for.
type typist struct {
	t        *testing.T
	keyboard *os.File
	screen   *os.File
	cmd      *exec.Cmd
	seen     chan string // what came to the screen, in parts; closed at the end
	text     strings.Builder
}

func newTypist(t *testing.T, args ...string) *typist {
	t.Helper()
	ty := &typist{t: t, seen: make(chan string)}
	ty.keyboard, ty.screen = pseudoTerminal(t)
	t.Cleanup(func() { ty.screen.Close() })
	ty.cmd = exec.Command("pairbook", args...)
	ty.cmd.Env = append(os.Environ(), "TERM=xterm", "TMPDIR="+t.TempDir())
	ty.cmd.Stdin, ty.cmd.Stdout, ty.cmd.Stderr = ty.screen, ty.screen, ty.screen
	ty.cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true} // so that Ctrl-C reaches it
	if err := ty.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() {
		defer close(ty.seen)
		for buffer := make([]byte, 4096); ; {
			n, err := ty.keyboard.Read(buffer)
			if n > 0 {
				ty.seen <- string(buffer[:n])
			}
			if err != nil {
				return
			}
		}
	}()
	return ty
}

// echoes says whether the terminal shows what is typed.
func (ty *typist) echoes() bool {
	ty.t.Helper()
	state, err := unix.IoctlGetTermios(int(ty.screen.Fd()), unix.TCGETS)
	if err != nil {
		ty.t.Fatal(err)
	}
	return state.Lflag&unix.ECHO != 0
}

// answer types a text once the question is on the screen, and the terminal hides what is
// typed.
func (ty *typist) answer(question, text string) {
	ty.t.Helper()
	for !strings.Contains(ty.text.String(), question) {
		part, more := <-ty.seen
		if !more {
			ty.t.Fatalf("%q is not asked: %s", question, ty.text.String())
		}
		ty.text.WriteString(part)
	}
	for tick := time.NewTicker(time.Millisecond); ty.echoes(); {
		<-tick.C
	}
	if _, err := ty.keyboard.WriteString(text); err != nil {
		ty.t.Fatal(err)
	}
}

// end waits for the command and returns what was to be seen, and its status.
func (ty *typist) end() (text string, status int) {
	ty.t.Helper()
	ended := make(chan struct{})
	go func() { ty.cmd.Wait(); close(ended) }()
	for {
		select {
		case part := <-ty.seen:
			ty.text.WriteString(part)
		case <-ended:
			if !ty.echoes() {
				ty.t.Error("the terminal goes on hiding what is typed")
			}
			ty.screen.Close() // the last that had it, so that the reading ends
			for part := range ty.seen {
				ty.text.WriteString(part)
			}
			return ty.text.String(), ty.cmd.ProcessState.ExitCode()
		}
	}
}

func TestPasswordsAreAskedForAndNeitherShownNorKept(t *testing.T) {
	const secret = "grey heron : 7"
	token := base64.StdEncoding.EncodeToString([]byte("Tom@example.org:" + secret))
	dir := probeSite(t)
	server := published(t, dir, func(r *http.Request) string {
		switch user, password, _ := r.BasicAuth(); {
		case user == "Tom@example.org" && password == secret:
			return "tom"
		case user == "amara@example.org" && password == "x":
			return "tom" // of the same pair
		}
		return ""
	}, tomOnly)
	ty := newTypist(t, "access", "--site", dir, "--probe", server.URL+"/mentoring/", "--as", "Tom@example.org", "--as", "amara@example.org")
	ty.answer("Password of Tom@example.org: ", secret+"\n")
	ty.answer("Password of amara@example.org: ", "x\n")
	text, status := ty.end()
	if status != statusDone || !strings.Contains(text, " doors at "+server.URL+"/mentoring/ are as they should be: ") {
		t.Errorf("status %d: %s", status, text)
	}
	kept := []string{dir, os.Getenv("TMPDIR")}
	for _, e := range ty.cmd.Env {
		if tmp, ok := strings.CutPrefix(e, "TMPDIR="); ok {
			kept[1] = tmp
		}
	}
	for _, word := range []string{secret, token} {
		if strings.Contains(text, word) {
			t.Errorf("%q is shown: %s", word, text)
		}
		for _, folder := range kept {
			err := filepath.WalkDir(folder, func(name string, d fs.DirEntry, err error) error {
				if err != nil || d.IsDir() {
					return err
				}
				data, err := os.ReadFile(name)
				if strings.Contains(string(data), word) {
					t.Errorf("%q is kept in %s", word, name)
				}
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		}
	}

	// A wrong one opens nothing, and is not shown either.
	ty = newTypist(t, "access", "--site", dir, "--probe", server.URL+"/mentoring/", "--as", "Tom@example.org")
	ty.answer("Password of Tom@example.org: ", "magpie\n")
	if text, status := ty.end(); status != statusProblems || strings.Contains(text, "magpie") || !strings.Contains(text, "shut, and should be open: ") {
		t.Errorf("a wrong password: status %d: %s", status, text)
	}
}

func TestAPasswordNeedNotBeGiven(t *testing.T) {
	dir := probeSite(t)
	ty := newTypist(t, "access", "--site", dir, "--probe", "http://127.0.0.1:9/", "--as", "tom@example.org")
	ty.answer("Password of tom@example.org: ", "gre\x03") // Ctrl-C
	if text, status := ty.end(); status != statusInterrupted || strings.Contains(text, "gre") {
		t.Errorf("status %d: %s", status, text)
	}
}
