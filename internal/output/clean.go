package output

import (
	"context"

	"pairbook/internal/state"
)

// Clean removes what Pairbook wrote and is as it was left, then the marker, the
// folders that are empty, and the records. What was edited by hand is kept and
// named, Force aside. With DryRun it only says so.
func Clean(ctx context.Context, o Options) (Result, error) {
	s, err := open(ctx, o, true)
	if err != nil {
		return Result{}, err
	}
	s.phase = committing
	if o.DryRun {
		err = s.prune()
	} else {
		err = s.clean()
	}
	result := s.sortedResult()
	if cerr := s.Close(); err == nil {
		err = cerr
	}
	return result, err
}

func (s *Store) clean() error {
	if err := s.prune(); err != nil {
		return err
	}
	for _, t := range s.trees {
		if len(s.result.Held) > 0 {
			if err := s.finish(t); err != nil {
				return err
			}
			continue
		}
		if t.directories != nil && (t.found == marked || len(t.old.entries) > 0) {
			if err := t.sweep(); err != nil {
				return err
			}
			if err := t.removeMarker(true); err != nil {
				return state.Faulty("removing", t.named(markerName), err)
			}
		}
		for _, name := range []string{t.manifestName(), t.promiseName()} {
			if err := t.state.Remove(name); err != nil {
				return err
			}
		}
		t.promise = noPromise
	}
	for _, name := range append([]string{learnedName}, s.o.Notes...) {
		if err := s.state.Remove(name); err != nil {
			return err
		}
	}
	s.phase = committed
	s.state.RemoveWhenEmpty() // goes with the lock when it is empty
	return s.heldFault()
}
