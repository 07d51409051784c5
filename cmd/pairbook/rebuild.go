package main

import (
	"context"
	"errors"
	"runtime"
	"slices"
	"time"

	"pairbook/internal/build"
	"pairbook/internal/diag"
	"pairbook/internal/watch"
)

// sources are the names of the files and folders of a site. Nothing else in its folder
// is watched, in particular not its outputs.
var sources = []string{"site.toml", "content", "templates", "themes"}

const (
	// retryPause is the time until a build is tried again that failed for another reason
	// than the site: the folder was being replaced, the disk was full, another build was
	// running.
	retryPause = time.Second

	// recheckPause is the time from such a failure to one more build after it has gone:
	// by then the watcher has looked. A file that came and went between two looks is
	// reported by nobody.
	recheckPause = 3 * time.Second
)

// A rebuilder builds a site now and whenever it changes.
type rebuilder struct {
	options  build.Options
	progress func() func(done, total int) // for each build
	done     func(attempt)

	memory  build.Memory
	watcher *watch.Watcher
	last    attempt
}

// newRebuilder begins to watch a site. It calls done after each build.
func (c *call) newRebuilder(o build.Options, done func(attempt)) (*rebuilder, error) {
	w, err := watch.New(watch.Options{Dir: o.Site, Tops: sources, Notice: c.voice.notice})
	if err != nil {
		return nil, err
	}
	return &rebuilder{options: o, progress: c.voice.progress, done: done, watcher: w}, nil
}

// run builds now and after every change until ctx ends. A build that fails does not
// end it. It returns the error of ctx.
func (r *rebuilder) run(ctx context.Context) error {
	defer r.watcher.Close()
	r.build(ctx, nil)
	return r.watcher.Run(ctx, r.build)
}

// build builds, and tries again for as long as that may help. At the end it collects
// the garbage, while nobody waits, so that the next build need not.
func (r *rebuilder) build(ctx context.Context, changed []string) {
	defer runtime.GC()
	for failed := false; ; changed = nil {
		began := time.Now()
		a := r.try(ctx, changed)
		if ctx.Err() != nil {
			return
		}
		if !a.repeats(r.last) {
			r.done(a)
		}
		r.last = a
		pause := max(retryPause, 4*time.Since(began)) // on a slow share, building takes a fifth of the time
		switch {
		case a.retry():
			failed = a.err != nil
		case failed:
			failed, pause = false, max(pause, recheckPause)
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

// try builds once. A panic in it becomes the error of the attempt.
func (r *rebuilder) try(ctx context.Context, changed []string) (a attempt) {
	a.changed = changed
	if r.last.report != nil {
		a.known = r.last.report.Problems
	}
	defer diag.Catch(&a.err)
	o := r.options
	o.Progress, o.Changed = r.progress(), changed
	a.report, a.err = build.Run(ctx, o, &r.memory)
	return a
}

// An attempt is the outcome of one of many builds.
type attempt struct {
	changed []string       // paths in the site; nil: nothing changed
	report  *build.Report  // nil when there is an error
	err     error          // of the machine, or a crash
	known   []diag.Problem // the problems of the attempt before
}

// retry reports whether a build may succeed later without a change of the site.
func (a attempt) retry() bool {
	var crash *diag.Crash
	return a.err != nil && !errors.As(a.err, &crash) || a.report != nil && a.report.Refused
}

// repeats reports whether an attempt without a change had the same outcome as the last
// one.
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
