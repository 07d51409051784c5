package watch

import (
	"context"
	"maps"
	"slices"
	"time"
)

// An event is a hint that something changed.
type event struct {
	path    string // inside the site; "" when it is not known
	folders bool   // folders came, went or moved, or events were lost
}

// A request says what a look at the site has to check.
type request struct {
	suspects map[string]bool // files to read even if their size and time are the same
	folders  bool            // folders may have come, gone or moved
	heard    bool            // an event came since the last look
	sweep    bool            // no event came: the sweep timer ran out
}

// A difference says what a look found different from the look before.
type difference struct {
	changed   []string // files and folders that changed
	touched   []string // files that were written with the same content, or came and went again
	unsettled bool     // some files are empty or half-written
	polling   bool     // events cannot be had
}

// A debouncer decides when to look and when a burst of changes is over. It knows
// neither files nor fsnotify, only a channel and a function, so that synctest can
// test its rules.
type debouncer struct {
	Options
	events <-chan event
	look   func(context.Context, request) difference

	next       request         // for the next look
	pending    map[string]bool // changed and not yet given to the builder
	ready      bool            // the burst is over: offer pending to the builder
	burstBegan time.Time       // zero: there is no burst
	quiet      *time.Timer     // runs during a burst
	sweep      *time.Timer
	building   bool // the builder works
	builtSince bool // the builder has worked since the last look
}

func newDebouncer(o Options, events <-chan event, look func(context.Context, request) difference) *debouncer {
	return &debouncer{
		Options: o, events: events, look: look, pending: map[string]bool{},
		builtSince: true, // the first build ran after the look of New
	}
}

// run offers batches of changed paths to the builder until ctx ends. The builder
// sends to built after each batch.
func (d *debouncer) run(ctx context.Context, batches chan<- []string, built <-chan struct{}) {
	d.quiet, d.sweep = time.NewTimer(d.Longest), time.NewTimer(min(d.Sweep, pollPause))
	d.quiet.Stop()
	defer d.sweep.Stop()
	defer d.quiet.Stop()
	var batch []string
	for ctx.Err() == nil {
		var out chan<- []string // nil blocks: nothing is offered during a burst
		if d.ready {
			out, batch = batches, slices.Sorted(maps.Keys(d.pending))
		}
		select {
		case <-ctx.Done():
		case e := <-d.events:
			d.onEvent(e)
		case <-d.quiet.C:
			d.onQuiet(ctx)
		case <-d.sweep.C:
			d.onSweep(ctx)
		case out <- batch:
			clear(d.pending)
			d.ready, d.building, d.builtSince = false, true, true
		case <-built:
			d.building = false
		}
	}
}

// onEvent begins a burst or prolongs it.
func (d *debouncer) onEvent(e event) {
	d.next.heard = true
	d.next.folders = d.next.folders || e.folders
	if e.path != "" {
		if d.next.suspects == nil {
			d.next.suspects = map[string]bool{}
		}
		d.next.suspects[e.path] = true
	}
	d.wait(d.Quiet)
}

// wait prolongs the burst by pause, but not beyond its longest time.
func (d *debouncer) wait(pause time.Duration) {
	if d.burstBegan.IsZero() {
		d.burstBegan = time.Now()
	}
	d.ready = false
	d.quiet.Reset(max(0, min(pause, time.Until(d.burstBegan.Add(d.Longest)))))
}

// onQuiet looks after a pause without events, or when the burst has reached its
// longest time.
func (d *debouncer) onQuiet(ctx context.Context) {
	found := d.lookNow(ctx)
	late := time.Since(d.burstBegan) >= d.Longest
	switch {
	case found.unsettled && !late:
		d.wait(retryPause)
	case found.polling && len(found.changed) > 0 && !late:
		d.wait(d.Quiet) // without events, only another look tells whether the burst is over
	default:
		d.burstBegan = time.Time{}
		d.ready = len(d.pending) > 0
		if found.unsettled { // the settled files go to the builder; the others begin a new burst
			d.burstBegan = time.Now()
			d.quiet.Reset(retryPause)
		}
	}
}

// onSweep looks without an event. During a burst it does nothing, because onQuiet
// will look.
func (d *debouncer) onSweep(ctx context.Context) {
	if !d.burstBegan.IsZero() {
		d.sweep.Reset(d.Sweep)
		return
	}
	d.next.sweep = true
	switch found := d.lookNow(ctx); {
	case found.unsettled:
		d.wait(retryPause)
	case len(found.changed) > 0:
		d.wait(d.Quiet) // more changes may follow
	}
}

// lookNow looks and adds what changed to pending. Touched files count as changed if
// the builder worked since the last look: it may have read content that was there
// only for a moment.
func (d *debouncer) lookNow(ctx context.Context) difference {
	began := time.Now()
	found := d.look(ctx, d.next)
	d.next = request{}
	if d.builtSince {
		found.changed = append(slices.Clip(found.changed), found.touched...)
	}
	d.builtSince = d.building
	for _, path := range found.changed {
		d.pending[path] = true
	}
	pause := d.Sweep
	if found.polling {
		pause = min(pause, pollPause)
	}
	// On a slow share a look takes seconds. Looking takes a fifth of the time at most.
	d.sweep.Reset(max(pause, 4*time.Since(began)))
	return found
}
