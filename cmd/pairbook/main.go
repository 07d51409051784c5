// Command pairbook turns a folder of relationship files and guidance into
// printable mentoring workbooks.
//
// main decides nothing: run takes arguments and streams and returns the exit
// status. Each verb has a file of its own, named after it; everything the tool
// says is in voice.go.
package main

import (
	"context"
	"io"
	"os"
	"os/signal"
	"runtime"
	"runtime/debug"
	"syscall"
	_ "time/tzdata" // time zones, where the machine has none (Windows)

	"pairbook/internal/diag"
)

// Exit statuses.
const (
	statusDone        = 0
	statusProblems    = 1 // the site has problems that its author can mend
	statusFault       = 2 // wrong usage, or a fault of the machine
	statusInterrupted = 130
)

// How much garbage may lie about before it is collected, in percent of what is in use.
const (
	// usual is a little less than Go's own: it keeps a programme of 5,000 pairs within
	// 250 MB.
	usual = 80

	// early is up to the first collection, which then comes at 40 MB: by that time a few
	// workbooks are made, a third sooner than with collections from 3 MB on.
	early = 1000
)

// collect sets how often garbage is collected.
func collect() {
	debug.SetGCPercent(early)
	runtime.AddCleanup(new([1 << 10]byte), func(percent int) { debug.SetGCPercent(percent) }, usual)
}

func main() {
	if os.Getenv("GOGC") == "" {
		collect()
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // whoever asks twice does not want to wait: nothing is lost by it
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

// run carries out one command line.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	c := &call{voice: voice{out: stdout, err: stderr}}
	err := c.execute(ctx, args)
	switch {
	case ctx.Err() != nil:
		c.voice.interrupted()
		return statusInterrupted
	case err != nil:
		c.voice.fault(err)
		return statusFault
	}
	return c.status
}

// execute finds the verb and runs it; not even a panic gets past it.
func (c *call) execute(ctx context.Context, args []string) (err error) {
	defer diag.Catch(&err)
	root := c.root()
	root.SetArgs(args)
	root.SetOut(c.voice.out)
	root.SetErr(c.voice.err)
	return root.ExecuteContext(ctx)
}
