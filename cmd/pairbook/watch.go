package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"runtime"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"pairbook/internal/build"
	"pairbook/internal/diag"
	"pairbook/internal/watch"
)

// watch writes the workbooks again whenever the site changes.
func (c *call) watch() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "watch",
		Short: "build, then build again on every change",
		Long: `watch builds the site and then waits: each time a file of it is saved, added,
renamed or deleted, it builds again, and says in one line what changed.

While there is a problem in any file nothing is written, and the next save is
waited for. Ctrl-C ends it. Other commands can be used meanwhile.

To see the pages while you edit, "pairbook serve" is better.`,
		Example: `  pairbook watch
  pairbook watch --output /srv/www/mentoring`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			o, err := c.standing()
			if err != nil {
				return err
			}
			f, err := c.follow(o, func(a attempt) { c.voice.rebuilt(a, ": nothing was written") })
			if err != nil {
				return err
			}
			c.voice.watching()
			return f.run(cmd.Context())
		},
	}
	f := cmd.Flags()
	f.StringVarP(&c.flags.output, "output", "o", "", "write to this `folder` instead of the one in site.toml")
	cmd.MarkFlagDirname("output")
	return c.following(cmd)
}

// following adds the flags of verbs that build again and again.
func (c *call) following(cmd *cobra.Command) *cobra.Command {
	c.common(cmd).Flags().Lookup("json").Usage = "say it as JSON objects on standard output, one a build, each on a line"
	return cmd
}

// standing are the options of a verb that outlives its folders: "." would stay the
// folder that it was, when that is renamed and another put in its place.
func (c *call) standing() (build.Options, error) {
	o := c.options()
	for _, dir := range []*string{&o.Site, &o.Output} {
		if *dir == "" {
			continue
		}
		whole, err := filepath.Abs(*dir)
		if err != nil {
			return o, fmt.Errorf("finding the folder %s: %w", *dir, err)
		}
		*dir = whole
	}
	return o, nil
}

// sources are what a site is made of. Nothing else in its folder is watched, its
// outputs least of all.
var sources = []string{"site.toml", "content", "templates", "themes"}

// An attempt is one build of many, and how it went.
type attempt struct {
	changed []string       // paths in the site; nil: nothing changed
	report  *build.Report  // nil when there is an error
	err     error          // a fault of the machine
	known   []diag.Problem // those of the attempt before
}

// A follower builds a site whenever it changes.
type follower struct {
	options  build.Options
	progress func() func(done, total int) // for each build
	done     func(attempt)

	memory  build.Memory
	watcher *watch.Watcher
	last    attempt
}

// follow begins to watch a site; done is told of each build.
func (c *call) follow(o build.Options, done func(attempt)) (*follower, error) {
	w, err := watch.New(watch.Options{Dir: o.Site, Tops: sources, Notice: c.voice.noticed})
	if err != nil {
		return nil, err
	}
	return &follower{options: o, progress: c.voice.progress, done: done, watcher: w}, nil
}

// run builds now and after every change until ctx ends, whatever goes wrong. It
// returns the error of ctx.
func (f *follower) run(ctx context.Context) error {
	defer f.watcher.Close()
	f.build(ctx, nil)
	return f.watcher.Run(ctx, f.build)
}

// patience is how long to wait before a build that failed for no fault of the site is
// tried again: the folder was being exchanged, the disk was full, another build was at
// work. After a fault that has gone there is one build more, when the watcher has
// certainly looked: what it cannot see it cannot tell of, when that is there and gone
// between two looks.
const (
	patience  = time.Second
	certainty = 3 * time.Second
)

// build builds, and builds again as long as waiting alone may help. In the end it
// collects the garbage, while nobody waits, lest the next build has to.
func (f *follower) build(ctx context.Context, changed []string) {
	defer runtime.GC()
	for faulty := false; ; changed = nil {
		begun := time.Now()
		a := f.once(ctx, changed)
		if ctx.Err() != nil {
			return
		}
		if !a.repeats(f.last) {
			f.done(a)
		}
		f.last = a
		pause := max(patience, 4*time.Since(begun)) // on a slow share, a fifth of the time
		switch {
		case a.passing():
			faulty = a.err != nil
		case faulty:
			faulty, pause = false, max(pause, certainty)
		default:
			return
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(pause):
		}
	}
}

// once is one build; a mistake of ours in it ends no watching.
func (f *follower) once(ctx context.Context, changed []string) (a attempt) {
	a.changed = changed
	if f.last.report != nil {
		a.known = f.last.report.Problems
	}
	defer diag.Catch(&a.err)
	o := f.options
	o.Progress, o.Changed = f.progress(), changed
	a.report, a.err = build.Run(ctx, o, &f.memory)
	return a
}

// passing reports whether what stands in the way may go without a change of the site.
func (a attempt) passing() bool {
	var crash *diag.Crash
	return a.err != nil && !errors.As(a.err, &crash) || a.report != nil && a.report.Refused
}

// repeats reports whether an attempt that nothing changed for came to what the last
// one came to.
func (a attempt) repeats(last attempt) bool {
	switch {
	case a.changed != nil:
		return false
	case a.err != nil || last.err != nil:
		return a.err != nil && last.err != nil && a.err.Error() == last.err.Error()
	case last.report == nil:
		return false
	}
	return a.report.Done == last.report.Done && a.report.Written+a.report.Removed == 0 && slices.Equal(a.report.Problems, last.report.Problems)
}
