package edit

import (
	"context"
	"encoding/json"
	"errors"

	"pairbook/internal/state"
)

// ErrNothing says that there is no change to take back.
var ErrNothing = errors.New("there is no change to take back")

// Undo takes the last change back that was not taken back yet, and returns what it did.
// With look set it writes nothing. A file that was edited since is a MovedError, and
// nothing is taken back.
func Undo(ctx context.Context, d *state.Disk, site string, look bool) (*Change, error) {
	var folder *state.Folder
	var err error
	if look {
		folder, err = state.Open(d, site, true)
	} else {
		folder, err = Open(ctx, d, site)
	}
	if err != nil {
		return nil, err
	}
	w := &writer{ctx: ctx, disk: d, folder: folder, root: folder.Site()}
	back, err := w.undo(look)
	return back, errors.Join(err, w.close())
}

func (w *writer) undo(look bool) (*Change, error) {
	if !look {
		if err := w.recover(); err != nil {
			return nil, err
		}
	}
	copies, err := w.folder.List(undoPrefix)
	if err != nil {
		return nil, err
	}
	if len(copies) == 0 {
		return nil, ErrNothing
	}
	last := copies[len(copies)-1]
	data, err := w.folder.Read(last)
	if err != nil {
		return nil, err
	}
	var j journal
	if err := json.Unmarshal(data, &j); err != nil {
		return nil, state.Refuse(w.folder.Path(last), "this undo copy is damaged: "+err.Error(), "delete it; older changes can then be taken back")
	}
	back := j.reversed()
	if !look {
		return back, w.write(&journal{Change: *back, Undoes: last})
	}
	for _, f := range back.Files {
		there, err := w.read(f.Path)
		if err != nil {
			return nil, err
		}
		if !equal(there, f.Before) {
			return nil, &MovedError{Path: f.Path, Diff: Difference(f.Path, f.Before, there)}
		}
	}
	return back, nil
}
