package edit

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"sync"

	"pairbook/internal/diag"
	"pairbook/internal/site"
	"pairbook/internal/source"
	"pairbook/internal/state"
)

// A Folder is a site on the disk, of which files are changed. It remembers what it has read, so that
// a process that stays reads little again. It may be used from several goroutines.
type Folder struct {
	Dir string // of the site

	builtin fs.FS

	mu      sync.Mutex
	memory  site.Memory
	changed []string // what may not be as the memory has it
	any     bool     // anything may be
	site    *site.Site
	known   []diag.Problem // of site
	last    lastChange
}

// NewFolder is the folder dir, with the built-in site below it. Nothing is read yet.
func NewFolder(dir string, builtin fs.FS) *Folder {
	return &Folder{Dir: dir, builtin: builtin, any: true}
}

// Changed says that files were changed by others; nil: any may be.
func (f *Folder) Changed(paths []string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.note(paths)
}

func (f *Folder) note(paths []string) {
	f.any = f.any || paths == nil
	f.changed = append(f.changed, paths...)
	f.site = nil
}

// recall tells the memory what has to be read again.
func (f *Folder) recall() {
	if f.any {
		f.memory.Only(nil)
	} else {
		f.memory.Only(append([]string{}, f.changed...))
	}
	f.any, f.changed = true, nil // until the site is read to its end
}

// Site returns the site as its files are now, and the problems that they have.
func (f *Folder) Site(ctx context.Context) (*site.Site, []diag.Problem, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.site != nil {
		return f.site, f.known, nil
	}
	root, err := os.OpenRoot(f.Dir)
	if err != nil {
		return nil, nil, fmt.Errorf("opening the site: %w", err)
	}
	defer root.Close()
	f.recall()
	loaded, problems, err := site.Load(source.Sources(ctx, root.FS()), f.builtin, &f.memory)
	if err != nil {
		return nil, nil, err
	}
	f.site, f.known, f.any = loaded, problems, false
	return loaded, problems, nil
}

// Open opens the site for who reads it in another way; done closes it.
func (f *Folder) Open() (own fs.FS, done func(), err error) {
	root, err := os.OpenRoot(f.Dir)
	if err != nil {
		return nil, nil, fmt.Errorf("opening the site: %w", err)
	}
	return root.FS(), func() { root.Close() }, nil
}

// A Proposal is a change that can be made, and what there is to say of it.
type Proposal struct {
	Change   *Change        // nil while there are problems that are no warnings
	Problems []diag.Problem // that there were not before
	LeftOut  []LeftOut
	All      []diag.Problem // that the site would have; nil when it was not read with the change
}

// Propose finds the change that prepare plans. prepare says what it is in a few words.
func (f *Folder) Propose(ctx context.Context, prepare func(p *Plan) (what string, err error)) (*Proposal, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	root, err := os.OpenRoot(f.Dir)
	if err != nil {
		return nil, fmt.Errorf("opening the site: %w", err)
	}
	defer root.Close()
	f.recall()
	p := newPlan(source.Sources(ctx, root.FS()), f.builtin, &f.memory)
	if err := p.load(); err != nil {
		return nil, err
	}
	f.site, f.known, f.any = p.site, p.before, false
	what, err := prepare(p)
	if err != nil {
		return nil, err
	}
	change, problems, err := p.Finish(what)
	if p.looked != nil {
		f.note(p.looked) // the memory has the site with the change in it
	}
	if err != nil {
		f.note(nil)
		return nil, err
	}
	return &Proposal{Change: change, Problems: problems, LeftOut: p.LeftOut(), All: p.after}, nil
}

// Apply is the function Apply for this folder.
func (f *Folder) Apply(ctx context.Context, c *Change) error {
	err := Apply(ctx, state.NewDisk(ctx, nil), f.Dir, c)
	f.Changed(c.Paths())
	return err
}

// lastChange is what Undo would take back, as it was read from a file of the folder .pairbook.
type lastChange struct {
	id, what string
}

// Last says what Undo would take back, with an id that stands for this change alone; empty: nothing.
func (f *Folder) Last() (id, what string, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	folder, err := state.Open(state.NewDisk(context.Background(), nil), f.Dir, true)
	if err != nil {
		return "", "", err
	}
	defer folder.Close()
	copies, err := folder.List(undoPrefix)
	if err != nil || len(copies) == 0 {
		return "", "", err
	}
	name := copies[len(copies)-1]
	info, err := folder.Stat(name)
	if err != nil {
		return "", "", err
	}
	id = fmt.Sprintf("%s %d %d", name, info.Size(), info.ModTime().UnixNano())
	if f.last.id == id {
		return id, f.last.what, nil
	}
	data, err := folder.Read(name)
	if err != nil {
		return "", "", err
	}
	var j journal
	if err := json.Unmarshal(data, &j); err != nil {
		return "", "", state.Refuse(folder.Path(name), "this undo copy is damaged: "+err.Error(), "delete it; older changes can then be taken back")
	}
	f.last = lastChange{id: id, what: j.What}
	return id, j.What, nil
}

// ErrOther says that Undo would take back another change than the one that is meant.
var ErrOther = errors.New("there was another change since")

// Undo takes the change with an id back; the id is one of Last.
func (f *Folder) Undo(ctx context.Context, id string) (*Change, error) {
	now, _, err := f.Last()
	switch {
	case err != nil:
		return nil, err
	case now == "":
		return nil, ErrNothing
	case now != id:
		return nil, ErrOther
	}
	back, err := Undo(ctx, state.NewDisk(ctx, nil), f.Dir, false)
	if back != nil {
		f.Changed(back.Paths())
	}
	return back, err
}
