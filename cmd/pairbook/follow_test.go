package main

import (
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// limit is how long a test waits for what has to come: the machine may be busy with
// other tests.
const limit = 2 * time.Minute

// full reports whether tests are to do things as often as they are meant to be done,
// which takes minutes.
func full() bool { return os.Getenv("PAIRBOOK_FULL") != "" }

// What goes for one of the verbs that build again and again goes for the other.
func TestFollowing(t *testing.T) {
	if testing.Short() {
		t.Skip("saves files and waits for builds")
	}
	for _, verb := range []string{"watch", "serve"} {
		t.Run(verb, func(t *testing.T) {
			testscript.Run(t, testscript.Params{Dir: "testdata/follow", Cmds: commands(), Setup: func(env *testscript.Env) error {
				env.Setenv("VERB", verb)
				return background(env)
			}})
		})
	}
}

// A running is a pairbook in the background of a script. What it says goes to the
// files run.out and run.err in the script's first folder.
type running struct {
	cmd   *exec.Cmd
	ended chan struct{}
}

type runningKey struct{}

// background makes room for one.
func background(env *testscript.Env) error {
	env.Values[runningKey{}] = &running{}
	env.Values[visitorKey{}] = &visitor{}
	return nil
}

// start argument...: runs pairbook in the background until it is interrupted. serve and desk
// get any port unless the arguments name one.
func start(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) == 0 {
		ts.Fatalf("usage: start argument...")
	}
	if (args[0] == "serve" || args[0] == "desk") && !strings.Contains(strings.Join(args, " "), "--port") {
		args = append(args, "--port", "0")
	}
	r := &running{cmd: exec.Command("pairbook", args...), ended: make(chan struct{})}
	r.cmd.Dir = ts.MkAbs(".")
	r.cmd.Env = os.Environ()
	for _, name := range []string{"PATH", "HOME", "TMPDIR", "WORK", "XDG_CONFIG_HOME"} {
		r.cmd.Env = append(r.cmd.Env, name+"="+ts.Getenv(name))
	}
	out, err := os.Create(runFile(ts, "out"))
	ts.Check(err)
	problems, err := os.Create(runFile(ts, "err"))
	ts.Check(err)
	r.cmd.Stdout, r.cmd.Stderr = out, problems
	ts.Check(r.cmd.Start())
	go func() {
		defer close(r.ended)
		_ = r.cmd.Wait()
		out.Close()
		problems.Close()
	}()
	*ts.Value(runningKey{}).(*running) = *r
	ts.Defer(func() {
		_ = r.cmd.Process.Kill()
		<-r.ended
	})
}

func runFile(ts *testscript.TestScript, ending string) string {
	return path.Join(ts.Getenv("WORK"), "run."+ending)
}

// interrupt: presses Ctrl-C, and checks that the exit status says so.
func interrupt(ts *testscript.TestScript, neg bool, args []string) {
	r := ts.Value(runningKey{}).(*running)
	if neg || len(args) != 0 || r.cmd == nil {
		ts.Fatalf("usage: interrupt, after start")
	}
	begun := time.Now()
	ts.Check(r.cmd.Process.Signal(os.Interrupt))
	select {
	case <-r.ended:
	case <-time.After(limit):
		ts.Fatalf("it does not end")
	}
	ts.Logf("ended after %s", time.Since(begun))
	if code := r.cmd.ProcessState.ExitCode(); code != statusInterrupted {
		ts.Fatalf("exit status %d; want %d", code, statusInterrupted)
	}
}

// wait waits until try returns "", which is else what is wrong still.
func wait(ts *testscript.TestScript, try func() string) {
	r := ts.Value(runningKey{}).(*running)
	for begun := time.Now(); ; time.Sleep(10 * time.Millisecond) {
		wrong := try()
		if wrong == "" {
			return
		}
		ended := false
		select {
		case <-r.ended:
			ended = true
		default:
		}
		if ended || time.Since(begun) > limit {
			ts.Fatalf("%s\nit said:\n%s%s", wrong, ts.ReadFile(runFile(ts, "out")), ts.ReadFile(runFile(ts, "err")))
		}
	}
}

// said [-count=N] pattern: waits until the verb has said it, N times or more.
func said(ts *testscript.TestScript, neg bool, args []string) {
	times := 1
	if len(args) == 2 {
		if _, err := fmt.Sscanf(args[0], "-count=%d", &times); err != nil {
			ts.Fatalf("said: %v", err)
		}
		args = args[1:]
	}
	if neg || len(args) != 1 {
		ts.Fatalf("usage: said [-count=N] pattern")
	}
	wait(ts, func() string {
		if n := sayings(ts, args[0]); n < times {
			return fmt.Sprintf("%q was said %d times; want %d", args[0], n, times)
		}
		return ""
	})
}

// sayings counts how often the verb has said what fits a pattern.
func sayings(ts *testscript.TestScript, pattern string) int {
	words := regexp.MustCompile("(?m)" + pattern)
	n := 0
	for _, ending := range []string{"out", "err"} {
		n += len(words.FindAllString(ts.ReadFile(runFile(ts, ending)), -1))
	}
	return n
}

// page name [pattern]: waits until there is a page, and the pattern in it; with "!",
// until there is not. Names are those of files in the output. While serve runs, the
// page is the one that the browser gets.
func page(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 1 && len(args) != 2 {
		ts.Fatalf("usage: [!] page name [pattern]")
	}
	pattern := regexp.MustCompile(append(args, "")[1])
	wait(ts, func() string {
		text, there := seen(ts, args[0])
		if (there && pattern.MatchString(text)) == neg {
			return fmt.Sprintf("page %q; there is (%v):\n%s", args, there, text[:min(len(text), 1000)])
		}
		return ""
	})
}

// preview finds the address in what serve says.
var address = regexp.MustCompile(`http://\S+/`)

// seen returns a page as its reader gets it.
func seen(ts *testscript.TestScript, name string) (text string, there bool) {
	said := ts.ReadFile(runFile(ts, "out"))
	server := address.FindString(said)
	if server == "" {
		data, err := os.ReadFile(ts.MkAbs(name))
		return string(data), err == nil
	}
	response, err := http.Get(server + name)
	if err != nil {
		return err.Error(), false
	}
	defer response.Body.Close()
	data, err := io.ReadAll(response.Body)
	return string(data), err == nil && response.StatusCode == http.StatusOK
}

// mends file good bad problem name pattern: breaks a file, waits for the problem, sees
// that the page stays, mends the file and waits for the page; all that twice.
// {n} in a text or pattern is the number of the time, from 0, which is how the file
// comes to the script.
func mends(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 6 {
		ts.Fatalf("usage: mends file good bad problem page pattern")
	}
	file, good, bad, problem, name, pattern := args[0], args[1], args[2], args[3], args[4], args[5]
	turn := func(text string, n int) string {
		return strings.ReplaceAll(strings.ReplaceAll(text, "{n}", fmt.Sprint(n)), `\n`, "\n")
	}
	page(ts, false, []string{name, turn(pattern, 0)})
	for n := range 2 {
		before, _ := seen(ts, name)
		complaints := sayings(ts, turn(problem, n))
		replace(ts, file, turn(good, n), turn(bad, n))
		said(ts, false, []string{fmt.Sprintf("-count=%d", complaints+1), turn(problem, n)})
		if after, there := seen(ts, name); !there || after != before {
			ts.Fatalf("with a problem in %s, %s is not what it was", file, name)
		}
		replace(ts, file, turn(bad, n), turn(good, n+1))
		page(ts, false, []string{name, turn(pattern, n+1)})
	}
}

func replace(ts *testscript.TestScript, file, old, fresh string) {
	text := ts.ReadFile(file)
	if strings.Count(text, old) != 1 {
		ts.Fatalf("%s has %q %d times; want once", file, old, strings.Count(text, old))
	}
	ts.Check(os.WriteFile(ts.MkAbs(file), []byte(strings.Replace(text, old, fresh, 1)), 0o666))
}

// occupy name: takes a port and writes its number to the variable.
func occupy(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: occupy variable")
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	ts.Check(err)
	ts.Defer(func() { listener.Close() })
	ts.Setenv(args[0], fmt.Sprint(listener.Addr().(*net.TCPAddr).Port))
}

// halves file source: writes a file as a slow program does, after emptying it in two
// pieces, the first of which ends in the middle of a line.
func halves(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: halves file source")
	}
	text := ts.ReadFile(args[1])
	file, err := os.Create(ts.MkAbs(args[0]))
	ts.Check(err)
	for _, half := range []string{text[:len(text)/2], text[len(text)/2:]} {
		time.Sleep(60 * time.Millisecond) // so slow is the program; nothing is waited for
		_, err := file.WriteString(half)
		ts.Check(err)
	}
	ts.Check(errors.Join(file.Sync(), file.Close()))
}
