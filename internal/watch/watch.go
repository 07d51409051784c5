// Package watch reports changes in the folder of a site once they have settled.
//
//	fsnotify ─► listener ──event──► ┐
//	sweep timer, every 2 s ───────► ├ debouncer ──request────► snapshot
//	quiet timer of a burst ───────► ┘     │  ◄──difference──┘
//	                                      └─ a batch of paths, when the burst is over ──► the builder
//
// The snapshot decides what changed: it holds path, size and time of every file, and
// a sum of its content, which is computed again when size or time differ. Events of
// the system only say when to look. They get lost (a full queue, a network folder, a
// folder renamed while it was being watched), and a lost event may cost a delay but
// never a change. Therefore a slow sweep looks without any event. News about a folder,
// and every error, replace the whole fsnotify watcher: adding and removing single
// folders loses events.
//
// Only folders are watched: a watch on a file ends when an editor saves by renaming.
// On Windows the package polls, because a watched folder there keeps its parent from
// being renamed. It also polls wherever the system refuses to watch.
//
// One goroutine, the debouncer's, owns the pending changes. Changes that come while
// the builder works are given to it as one batch afterwards.
//
// Not here: what is built, and what a change means (package main); which files a site
// has (package site, of which only the list of editors' temporary files is used).
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

	Notice func(string) // is called once, with the reason, when polling starts; may be nil
}

// Times that are not options.
const (
	retryPause = 200 * time.Millisecond // until a look at an unsettled file is repeated
	pollPause  = 500 * time.Millisecond // between looks where there are no events

	// A file that changed within the last untrusted may change again without a new time:
	// times on FAT move in steps of 2 s.
	untrusted = 3 * time.Second

	// pollAfter is the number of changes in a row that came without an event before the
	// watcher polls. A single one may be an event that was lost.
	pollAfter = 3
)

// A Watcher watches one site.
type Watcher struct {
	options       Options
	snapshot      *snapshot
	listener      *listener // nil while polling
	events        chan event
	silentChanges int  // changes in a row that came without an event
	stale         bool // the listener may have missed something and is to be replaced
}

// New takes the first look at the folder and begins to listen. Run reports every
// change after New, so the first build has to come after New. New fails if the folder
// does not exist or cannot be read.
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
		w.listener = newListener(dir, o.Tops, w.events)
		if runtime.GOOS == "windows" {
			w.startPolling("a watched folder could not be renamed on Windows")
		}
	}
	w.look(context.Background(), request{})
	return w, nil
}

// Run calls changed for each batch of settled changes until ctx ends, one call at a
// time, on the goroutine of the caller. The paths lie inside the site, with slashes,
// sorted; the paths of folders that came or went are among them. It returns the error
// of ctx or of a crash; all its goroutines have ended then. A Watcher runs once.
func (w *Watcher) Run(ctx context.Context, changed func(ctx context.Context, paths []string)) error {
	defer w.Close()
	d := newDebouncer(w.options, w.events, w.look)
	batches, built := make(chan []string), make(chan struct{})
	inner, cancel := context.WithCancel(ctx)
	var owner sync.WaitGroup
	var crash error
	defer owner.Wait()
	defer cancel() // before waiting, also when changed panics
	owner.Go(func() {
		defer close(batches)
		defer diag.Catch(&crash)
		d.run(inner, batches, built)
	})
	for batch := range batches {
		changed(ctx, batch)
		select {
		case built <- struct{}{}:
		case <-ctx.Done():
		}
	}
	owner.Wait()
	return cmp.Or(crash, ctx.Err())
}

// Close ends listening. Only a Watcher that never ran needs it.
func (w *Watcher) Close() {
	if w.listener != nil {
		w.listener.close()
	}
}

// look takes a new snapshot and returns the differences from the last one. It also
// makes the listener watch exactly the folders of the snapshot. When those changed it
// looks once more, for changes that came before the new watches.
func (w *Watcher) look(ctx context.Context, q request) difference {
	var found difference
	renew := q.folders || w.stale
	w.stale = false
	for range 4 { // folders that keep moving are left to the next look
		w.snapshot.look(ctx, time.Now(), q.suspects, &found)
		if w.listener == nil || ctx.Err() != nil || !renew && w.listener.watches(w.snapshot.folders) {
			break
		}
		renew = false
		if err := w.listener.listen(w.snapshot.folders); err != nil {
			w.startPolling(err.Error())
		}
	}
	w.countSilence(q, found)
	found.polling = w.listener == nil
	return found
}

// countSilence counts changes that came without an event, and starts polling when
// there are too many: a network folder can be watched and still send no events.
func (w *Watcher) countSilence(q request, found difference) {
	switch {
	case w.listener == nil:
	case q.heard:
		w.silentChanges = 0
	case q.sweep && len(found.changed) > 0:
		w.stale = true
		if w.silentChanges++; w.silentChanges >= pollAfter {
			w.startPolling("the folder does not tell of changes, as is usual on a network")
		}
	}
}

// startPolling closes the listener for good and gives the reason to Notice.
func (w *Watcher) startPolling(reason string) {
	w.listener.close()
	w.listener = nil
	if w.options.Notice != nil {
		w.options.Notice("looking for changes twice a second: " + reason)
	}
}
