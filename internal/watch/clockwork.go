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
	folders bool   // folders came, went or moved, or hints were lost
}

// A question is asked of the snapshot.
type question struct {
	suspects map[string]bool // files whose size and time are not believed
	folders  bool            // folders may have come, gone or moved
	heard    bool            // an event came since the last look
	sweep    bool            // no event: the time had come
}

// An answer says what is different from the look before.
type answer struct {
	found   []string // changed, as far as anybody can tell
	touched []string // written, but what is in them is the same, or they are not there as before
	doubt   bool     // there are files that were seen empty or half-written
	deaf    bool     // no event will come
}

// A clockwork decides when to look and when a burst of changes is over. It knows no
// file and no fsnotify: it lives on a channel and a function, so that its rules are
// tested in a bubble of time.
type clockwork struct {
	Options
	events <-chan event
	look   func(context.Context, question) answer

	ask     question        // for the next look
	pending map[string]bool // found and not handed over
	ready   bool            // the burst is over; pending waits for the builder alone
	begun   time.Time       // when the burst began; zero: there is none
	quiet   *time.Timer     // runs while there is a burst
	sweep   *time.Timer
	busy    bool // the builder works
	raced   bool // the builder has worked since the last look
}

func newClockwork(o Options, events <-chan event, look func(context.Context, question) answer) *clockwork {
	return &clockwork{
		Options: o, events: events, look: look, pending: map[string]bool{},
		raced: true, // the builder has built since New looked
	}
}

// run owns what is pending until ctx ends. It offers batches to the builder, which
// answers each with built.
func (c *clockwork) run(ctx context.Context, batches chan<- []string, built <-chan struct{}) {
	c.quiet, c.sweep = time.NewTimer(c.Longest), time.NewTimer(min(c.Sweep, poll))
	c.quiet.Stop()
	defer c.sweep.Stop()
	defer c.quiet.Stop()
	var batch []string
	for ctx.Err() == nil {
		var out chan<- []string // nil, "not yet", while a burst goes on
		if c.ready {
			out, batch = batches, slices.Sorted(maps.Keys(c.pending))
		}
		select {
		case <-ctx.Done():
		case e := <-c.events:
			c.hear(e)
		case <-c.quiet.C:
			c.settle(ctx)
		case <-c.sweep.C:
			c.sweepNow(ctx)
		case out <- batch:
			clear(c.pending)
			c.ready, c.busy, c.raced = false, true, true
		case <-built:
			c.busy = false
		}
	}
}

// hear begins a burst or prolongs it.
func (c *clockwork) hear(e event) {
	c.ask.heard = true
	c.ask.folders = c.ask.folders || e.folders
	if e.path != "" {
		if c.ask.suspects == nil {
			c.ask.suspects = map[string]bool{}
		}
		c.ask.suspects[e.path] = true
	}
	c.wait(c.Quiet)
}

// wait lets a burst go on for d, but never beyond its longest time.
func (c *clockwork) wait(d time.Duration) {
	if c.begun.IsZero() {
		c.begun = time.Now()
	}
	c.ready = false
	c.quiet.Reset(max(0, min(d, time.Until(c.begun.Add(c.Longest)))))
}

// settle looks when it has been quiet, or when the burst has lasted too long.
func (c *clockwork) settle(ctx context.Context) {
	a := c.see(ctx)
	late := time.Since(c.begun) >= c.Longest
	switch {
	case a.doubt && !late:
		c.wait(again)
	case a.deaf && len(a.found) > 0 && !late:
		c.wait(c.Quiet) // only looking tells whether it is quiet
	default:
		c.begun = time.Time{}
		c.ready = len(c.pending) > 0
		if a.doubt { // what is sure goes ahead; the rest is a burst of its own
			c.begun = time.Now()
			c.quiet.Reset(again)
		}
	}
}

// sweepNow looks without having been told. During a burst that is done anyway.
func (c *clockwork) sweepNow(ctx context.Context) {
	if !c.begun.IsZero() {
		c.sweep.Reset(c.Sweep)
		return
	}
	c.ask.sweep = true
	switch a := c.see(ctx); {
	case a.doubt:
		c.wait(again)
	case len(a.found) > 0:
		c.wait(c.Quiet) // it may be in the middle of something
	}
}

// see looks, and notes what was found. What was only touched counts when the builder
// worked meanwhile: it may have read something that is gone again.
func (c *clockwork) see(ctx context.Context) answer {
	begun := time.Now()
	a := c.look(ctx, c.ask)
	c.ask = question{}
	if c.raced {
		a.found = append(slices.Clip(a.found), a.touched...)
	}
	c.raced = c.busy
	for _, path := range a.found {
		c.pending[path] = true
	}
	pause := c.Sweep
	if a.deaf {
		pause = min(pause, poll)
	}
	// A look that takes seconds, on a slow share, may take a fifth of the time at most.
	c.sweep.Reset(max(pause, 4*time.Since(begun)))
	return a
}
