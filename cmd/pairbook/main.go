// Command pairbook turns a folder of relationship files and guidance into
// printable mentoring workbooks.
//
// main decides nothing: run takes arguments and streams and returns the exit
// status. Each verb has a file of its own, named after it; all that the tool says is in
// voice.go and the files voice_*.go.
package main

import (
	"bufio"
	"context"
	"io"
	"os"
	"os/signal"
	"syscall"
	_ "time/tzdata" // time zones, where the machine has none (Windows)

	"github.com/inconshreveable/mousetrap"

	"pairbook/internal/diag"
)

// Exit statuses.
const (
	statusDone        = 0
	statusProblems    = 1 // the site has problems that its author can mend
	statusFault       = 2 // wrong usage, or a fault of the machine
	statusInterrupted = 130
)

func main() {
	tuneGarbageCollector()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second Ctrl-C ends the process at once; no page is harmed by it
	if mousetrap.StartedByExplorer() {
		os.Exit(runInWindow(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
	}
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

// runInWindow is run for a double click on Windows, on the program or on a shortcut to it: the
// window closes with the program, so that it stays until Enter is pressed. Without arguments it is the desk.
func runInWindow(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	v := voice{out: stdout, err: stderr}
	if len(args) == 0 {
		v.clicked()
		args = []string{"desk"}
	}
	exit := run(ctx, args, stdout, stderr)
	v.enter()
	bufio.NewReader(stdin).ReadString('\n') // the end of the input is an answer too
	return exit
}

// run carries out one command line.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	c := &call{voice: voice{out: stdout, err: stderr}}
	err := c.execute(ctx, args)
	switch {
	case ctx.Err() != nil:
		c.voice.interrupted(c.endless)
		return statusInterrupted
	case err != nil:
		c.voice.fault(err)
		return statusFault
	}
	return c.exit
}

// execute finds the verb and runs it. It returns a panic as an error.
func (c *call) execute(ctx context.Context, args []string) (err error) {
	defer diag.Catch(&err)
	root := c.root()
	root.SetArgs(args)
	root.SetOut(c.voice.out)
	root.SetErr(c.voice.err)
	return root.ExecuteContext(ctx)
}
