// Package output writes the pages of a site to its folders, and removes those that no
// longer belong.
//
// A run has three steps. Open checks the folders and takes the lock. Put stages each
// file as a temporary one beside its place, while rendering goes on, and leaves out
// what is there already; Keep claims the files of a workbook whose inputs are the
// same. Commit lists which contents it is about to put where (the promise), renames
// assets, then pages, then indexes, removes the files that this run did not claim,
// looks at those that it kept, and lists what there is now (the manifest). A
// reader meets the old page or the new one, never half of one. So does the next
// run when this one is killed: what manifest and promise list together is ours.
//
// Only our files are replaced or removed. A file whose content is neither in the
// manifest nor promised was edited by hand or is foreign; it is kept and named.
// What a file holds is known without reading it as long as its size and time are those
// of the manifest. Everything goes through os.Root, directory by directory, and
// follows no link.
//
// Commit may find that kept files are not as they were left. Result.Stale then says that
// a second run is needed, which finds no key for their owners and makes them anew.
// So the files that stay are looked at after those that change are in place.
//
// Manifest and promise are on the disk before the step that depends on them. Pages
// are left to the system, because waiting for each would take longer than writing them.
// A power cut may therefore leave a page empty: the next build sees that and writes it
// anew.
//
// The files in the order of the data: output, refuse, tree, folder, directory; reuse,
// stage; commit, prune, finish, manifest, sum, memory; sweep, clean.
//
// Not here: what the files hold and where they go, the folder .pairbook itself (package
// state), and any word to the user but the texts of Refusal and Fault.
package output

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"runtime"
	"sync"
	"sync/atomic"

	"golang.org/x/sync/errgroup"

	"pairbook/internal/state"
)

// A Refusal says that a folder will not be written to, a Fault that the machine did not
// do its part.
type (
	Refusal = state.Refusal
	Fault   = state.Fault
)

// A Tree is a folder to write to and the name that it has in messages and in File.
type Tree struct {
	Name string // "public" or "facilitator"
	Dir  string // on disk, as the user gave it
}

// Options say where to write. Site and at least one tree are required.
type Options struct {
	Site   string // folder of the site; .pairbook is made in it
	Trees  []Tree
	Disown bool          // what is not as it was left, and does not belong any more, stands in no manifest from now on
	Force  bool          // replace and remove what was edited by hand, replace foreign files in the way
	DryRun bool          // write nothing at all; Commit says what would be done
	State  *state.Folder // .pairbook, when the caller has it open and locked; nil: the run opens and closes it
	Memory *Memory       // spares a process that builds again and again the reading of manifests; may be nil

	// Learned writes what the next process may want to know, once the pages are in
	// place; see Learned. nil: what is there stays.
	Learned func(io.Writer) error

	// Notes are the files that Save was given in earlier runs; Clean removes them.
	Notes []string

	// Tests only: see state.NewDisk and state.Disk.
	fault func(op state.Operation, name string) error
	look  func(name string, info fs.FileInfo, err error) (fs.FileInfo, error)
}

// A Kind says when a file is put in place: what others refer to comes before them.
type Kind uint8

const (
	Asset Kind = iota
	Page
	Index
	kinds
)

// A File is one file to write.
type File struct {
	Tree  string // name of one of Options.Trees
	Path  string // below the tree, with slashes; see CheckPath
	Kind  Kind
	Owner string // what it belongs to, for Keep: "cohort/id"; "" is nobody
	Data  []byte // not kept after Put
}

// A Result says what a run did, or would do. Names are tree and path,
// "public/spring/tom/index.html", sorted.
type Result struct {
	Written   int      // files that are new or have new content
	Unchanged int      // files that were right already
	Removed   []string // files that no longer belong
	Kept      []string // edited by hand or foreign, and so left as they are
	Folders   []string // of Kept, those that are folders in the place of a file; force does not remove them
	Held      []string // open in another program, and so left for the next build
	Writes    []string // in a dry run: the files that would be written
	Forgotten []string // trees whose manifest was damaged: what is there counts as foreign
	Stale     int      // kept owners and blocked files that a second run has to make anew
}

// A Store is one run of writing. Put, Keep, KeepOwner and Own may be called from
// several goroutines, before Commit. Close has to be called in every case.
type Store struct {
	ctx   context.Context
	o     Options
	disk  *state.Disk
	state *state.Folder
	trees []*tree
	phase phase

	unchanged atomic.Int64
	written   atomic.Int64

	mu     sync.Mutex
	owners []ownership
	number map[string]int32 // index in owners
	result Result           // the lists
	held   error            // the first file held open
}

// A phase is how far a run has come.
type phase uint8

const (
	collecting phase = iota
	committing       // Commit was called
	committed        // and came to its end
	closed
)

// Open checks the folders, takes the lock of the site and reads the manifests. It
// returns a *Refusal when a folder is dangerous or not ours or another build is at
// work, and a *Fault when the machine does not do its part. In a dry run it takes
// no lock and makes nothing.
func Open(ctx context.Context, o Options) (*Store, error) {
	return open(ctx, o, false)
}

func open(ctx context.Context, o Options, clean bool) (*Store, error) {
	check, err := newChecker(o.Site)
	if err != nil {
		return nil, err
	}
	places := make([]string, len(o.Trees))
	for i, t := range o.Trees {
		if places[i], err = check.tree(t.Dir); err != nil {
			return nil, err
		}
		for j := range i {
			if err := apart(t, o.Trees[j], places[i], places[j]); err != nil {
				return nil, err
			}
		}
	}
	if len(o.Trees) == 0 {
		return nil, fmt.Errorf("%w: no tree", errUse)
	}
	s := &Store{ctx: ctx, o: o, disk: state.NewDisk(ctx, o.fault), number: map[string]int32{}}
	s.disk.Look = o.look
	if s.state = o.State; s.state == nil {
		if s.state, err = state.Open(s.disk, check.site, o.DryRun); err != nil {
			return nil, err
		}
	}
	for i, t := range o.Trees {
		tr, err := newTree(s, check.site, places[i], t, clean)
		if err == nil {
			s.trees = append(s.trees, tr)
			if !o.DryRun {
				err = tr.begin()
			}
		}
		if err != nil {
			s.Close()
			return nil, err
		}
		if tr.damaged {
			s.result.Forgotten = append(s.result.Forgotten, t.Name)
		}
	}
	return s, nil
}

func (s *Store) tree(name string) *tree {
	for _, t := range s.trees {
		if t.Name == name {
			return t
		}
	}
	return nil
}

// owner returns the number of an owner; s.mu is held.
func (s *Store) owner(name string) int32 {
	n, ok := s.number[name]
	if !ok {
		n = int32(len(s.owners))
		s.owners = append(s.owners, ownership{owner: owner{name: name}})
		s.number[name] = n
	}
	return n
}

// Save writes a file of the folder .pairbook after Commit, while the lock of the site is
// still held.
func (s *Store) Save(name string, data []byte) error {
	if s.phase != committed {
		return fmt.Errorf("%w: nothing was committed", errUse)
	}
	return s.state.Save(name, data, true)
}

// Close releases the locks. When Commit has not run to its end it removes what was
// staged, and the folders made for it.
func (s *Store) Close() error {
	last := s.phase
	if last == closed {
		return nil
	}
	s.phase = closed
	var err error
	for _, t := range s.trees {
		if !s.o.DryRun && last != committed {
			err = cmp.Or(err, t.discard())
		}
		t.close()
	}
	if s.o.State != nil {
		return err
	}
	return cmp.Or(err, s.state.Close())
}

// each runs do for 0 to n-1 on a few workers, neighbours on the same one, until one
// fails or the run is interrupted.
func (s *Store) each(n int, do func(i int) error) error {
	const stretch = 16
	group, ctx := errgroup.WithContext(s.ctx)
	group.SetLimit(min(max(2, runtime.GOMAXPROCS(0)), 8))
	for from := 0; from < n; from += stretch {
		group.Go(func() error {
			for i := from; i < min(from+stretch, n); i++ {
				if err := ctx.Err(); err != nil {
					return err
				}
				if err := do(i); err != nil {
					return err
				}
			}
			return nil
		})
	}
	return group.Wait()
}

var errUse = errors.New("output: wrong use")

func (s *Store) usable() error {
	if s.phase != collecting {
		return fmt.Errorf("%w: the store is committed or closed", errUse)
	}
	return s.ctx.Err()
}
