// Package watch tells of settled changes in the folder of a site.
//
//	fsnotify ─ ear ──event──►┐
//	sweep, every 2 s ───────►├ clockwork ──look──► snapshot     (the truth)
//	timers of a burst ──────►┘     │ ◄──what differs──┘
//	                               └─ a batch of paths, once the burst is over ──► the builder
//
// What counts is the snapshot: path, size and time of every file, and its content
// wherever those moved. Events of the system only say when to look. They get lost (a
// full queue, a network folder, a folder renamed while it was being watched), and a
// lost event must cost a delay, never a change. So a slow sweep looks anyway, and any
// news about a folder, and any error, replaces the whole fsnotify watcher, since
// mending one in place loses events in ways that were measured and never in the same
// way twice.
//
// Only folders are watched: a watch on a file dies when an editor saves by renaming.
// On Windows nothing is watched and all is polled, because a watch on a folder there
// keeps its parent from being renamed. The same goes for any system that refuses.
//
// One goroutine owns what is pending. While the builder works changes pile up and
// come to it as one batch.
//
// Not here: what is built, and what a change means (package main), which files a site
// has (package site, of which only the list of editors' litter is used).
package watch

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sync"
	"time"

	"pairbook/internal/diag"
)

// Options say what to watch. Dir and Tops are needed; the zero values of the rest work.
type Options struct {
	Dir  string   // the folder of the site; it must exist when New is called
	Tops []string // names in it, of files or folders: site.toml, content; all below them counts, nothing beside

	Quiet   time.Duration // how long no event may come before a burst is over; 0: 100 ms
	Longest time.Duration // how long a burst is waited for; 0: 1 s
	Sweep   time.Duration // how often to look without any event; 0: 2 s
	Poll    bool          // use no events of the system and look every 500 ms

	Notice func(string) // told, once, when events cannot be had; may be nil
}

// Times that are nobody's choice.
const (
	again = 200 * time.Millisecond // until a doubtful file is looked at again
	poll  = 500 * time.Millisecond // from look to look where there are no events
	young = 3 * time.Second        // how long the time of a file cannot be trusted: that of FAT moves in steps of 2 s

	// deafAfter is how many changes in a row may be found by sweeping alone before
	// events are given up; one can be bad luck.
	deafAfter = 3
)

// A Watcher watches one site.
type Watcher struct {
	options  Options
	snapshot *snapshot
	ear      *ear // nil where events cannot be had
	events   chan event
	unheard  int  // changes in a row that no event told of
	stale    bool // the ear may have missed something and is to be replaced
}

// New takes the first look at the folder and begins to listen. Everything that
// changes after New returns is told by Run, so whoever builds first builds after it.
// The error is a fault of the machine or a folder that is not there.
func New(o Options) (*Watcher, error) {
	dir, err := filepath.Abs(o.Dir) // "." would follow a folder that is renamed and miss the one put in its place
	if err != nil {
		return nil, fmt.Errorf("watching %s: %w", o.Dir, err)
	}
	if info, err := os.Stat(dir); err != nil {
		return nil, fmt.Errorf("watching %s: %w", o.Dir, err)
	} else if !info.IsDir() {
		return nil, fmt.Errorf("watching %s: not a folder", o.Dir)
	}
	o.Dir, o.Tops = dir, slices.Clone(o.Tops)
	o.Quiet = cmp.Or(o.Quiet, 100*time.Millisecond)
	o.Longest = cmp.Or(o.Longest, time.Second)
	o.Sweep = cmp.Or(o.Sweep, 2*time.Second)
	w := &Watcher{options: o, snapshot: newSnapshot(dir, o.Tops, o.Longest), events: make(chan event)}
	if !o.Poll {
		w.ear = newEar(dir, o.Tops, w.events)
		if runtime.GOOS == "windows" {
			w.giveUp("a watched folder could not be renamed on Windows")
		}
	}
	w.look(context.Background(), question{})
	return w, nil
}

// Run calls changed for each batch of settled changes until ctx ends, one call at a
// time, on the goroutine of the caller. The paths lie inside the site, with slashes,
// sorted; those of folders that came or went are among them. It returns the error of
// ctx, or that of a crash, and leaves nothing behind. A Watcher runs once.
func (w *Watcher) Run(ctx context.Context, changed func(ctx context.Context, paths []string)) error {
	defer w.Close()
	c := newClockwork(w.options, w.events, w.look)
	batches, built := make(chan []string), make(chan struct{})
	inner, cancel := context.WithCancel(ctx)
	var owner sync.WaitGroup
	var fault error
	defer owner.Wait()
	defer cancel() // before waiting, also when changed panics
	owner.Go(func() {
		defer close(batches)
		defer diag.Catch(&fault)
		c.run(inner, batches, built)
	})
	for batch := range batches {
		changed(ctx, batch)
		select {
		case built <- struct{}{}:
		case <-ctx.Done():
		}
	}
	owner.Wait()
	return cmp.Or(fault, ctx.Err())
}

// Close ends listening. Only a Watcher that never ran needs it.
func (w *Watcher) Close() {
	if w.ear != nil {
		w.ear.close()
	}
}

// look takes a new snapshot and answers what differs from the last. It also sees to
// it that exactly the folders of the snapshot are listened to: whenever those had to
// be changed it looks once more, for what happened in between.
func (w *Watcher) look(ctx context.Context, q question) answer {
	var a answer
	renew := q.folders || w.stale
	w.stale = false
	for range 4 { // folders that move all the time are left to the next look
		w.snapshot.look(ctx, time.Now(), q.suspects, &a)
		if w.ear == nil || ctx.Err() != nil || !renew && w.ear.hears(w.snapshot.folders) {
			break
		}
		renew = false
		if err := w.ear.listen(w.snapshot.folders); err != nil {
			w.giveUp(err.Error())
		}
	}
	w.listened(q, a)
	a.deaf = w.ear == nil
	return a
}

// listened notes whether events are worth anything here. A network folder takes a
// watch and stays silent.
func (w *Watcher) listened(q question, a answer) {
	switch {
	case w.ear == nil:
	case q.heard:
		w.unheard = 0
	case q.sweep && len(a.found) > 0:
		w.stale = true
		if w.unheard++; w.unheard >= deafAfter {
			w.giveUp("the folder does not tell of changes, as is usual on a network")
		}
	}
}

// giveUp goes over to polling, for good, and says so.
func (w *Watcher) giveUp(reason string) {
	w.ear.close()
	w.ear = nil
	if w.options.Notice != nil {
		w.options.Notice("looking for changes twice a second: " + reason)
	}
}
