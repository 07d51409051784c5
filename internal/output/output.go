// Package output writes the pages of a site to its folders, and takes away those
// that no longer belong.
//
// A run goes so: Open checks the folders and takes the lock; Put stages each file as
// a temporary one beside its place, while rendering goes on, and leaves out what is
// there already; Commit writes down which contents it is about to put where (the
// promise), renames assets, then pages, then indexes, removes what nobody wanted in
// this run, and writes down what there is now (the manifest). A reader meets
// the old page or the new one, never half of one; so does a run that is killed
// anywhere, since what manifest and promise list together is ours whichever it is.
//
// Only ours is replaced or removed: a file whose content is neither in the manifest
// nor promised was edited by hand or is foreign, and is kept and named. What a file
// holds is known without reading it as long as its size and time are those of the
// manifest. Everything goes through os.Root, folder by folder, and follows no link.
//
// Where one process builds again and again, a Memory spares the reading of manifests
// and puts the looking at files that stay behind the placing of those that change.
//
// Manifest and promise are on the disk before the step that depends on them; pages
// are left to the system, for waiting for each would take longer than writing them. A
// power cut may therefore leave a page empty: the next build sees that and writes it
// anew.
//
// Not here: what the files hold and where they go, and any word to the user but the
// texts of Refusal and Fault.
package output

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"sync"
	"sync/atomic"
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
	Force  bool    // replace and remove what was edited by hand, replace foreign files in the way
	DryRun bool    // write nothing at all; Commit says what would be done
	Memory *Memory // spares a process that builds again and again the reading of manifests; may be nil

	// Learned writes what the next process may want to know, once the pages are in
	// place; see Learned. nil: what is there stays.
	Learned func(io.Writer) error

	fault func(op operation, name string) error // tests only: see disk
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
	Held      []string // open in another program, and so left for the next build
	Writes    []string // in a dry run: the files that would be written
	Forgotten []string // trees whose manifest was damaged: what is there counts as foreign
	Amiss     int      // owners that Keep took on trust and whose files are not as they were left: build again
}

// A Store is one run of writing. Put, Keep, KeepOwner and Own may be called from
// several goroutines, before Commit. Close has to be called in every case.
type Store struct {
	ctx    context.Context
	o      Options
	disk   *disk
	state  *state
	trees  []*tree
	closed bool
	begun  bool // Commit was called
	done   bool // and has concluded
	rest   bool // KeepRest was called

	unchanged atomic.Int64
	written   atomic.Int64

	mu     sync.Mutex
	owners []ownership
	number map[string]int32 // index in owners
	result Result           // the lists
	held   error            // the first file held open
}

// An ownership is what a run learns about an owner.
type ownership struct {
	owner
	keyed   bool    // key counts
	touched bool    // files were put
	seen    bool    // all its files were seen to be as they were left
	trusted bool    // to be seen by Commit
	at      []int32 // where Keep found the owner in the old manifests
	spoiled bool    // one of its files is not as it should be: look again next time
}

// sound says that all files of an owner are as its key says.
func (o *ownership) sound() bool { return o.key != "" && !o.spoiled && (o.touched || o.seen) }

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
	s := &Store{ctx: ctx, o: o, disk: &disk{ctx: ctx, fault: o.fault}, number: map[string]int32{}}
	if s.state, err = openState(s.disk, check.site, o.DryRun); err != nil {
		return nil, err
	}
	for i, t := range o.Trees {
		tr, err := newTree(s, check.site, places[i], t, clean)
		if err == nil {
			s.trees = append(s.trees, tr)
			err = tr.begin(o.DryRun)
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

// begin locks a folder that is there and sweeps what a dead build has left in it.
func (t *tree) begin(look bool) error {
	if look || t.folders == nil {
		return nil
	}
	err := t.lockMarker(0)
	if err == nil && t.pending {
		err = t.sweep()
	}
	return err
}

func (s *Store) tree(name string) *tree {
	for _, t := range s.trees {
		if t.Name == name {
			return t
		}
	}
	return nil
}

// owner returns the number of an owner, and what is known about it; s.mu is held.
func (s *Store) owner(name string) int32 {
	n, ok := s.number[name]
	if !ok {
		n = int32(len(s.owners))
		s.owners = append(s.owners, ownership{owner: owner{name: name}})
		s.number[name] = n
	}
	return n
}

// Keep claims the files of an owner as the last build left them, in all trees, when
// that build was given the same key by Own and every file is there with its
// size and time. They count as unchanged. Otherwise it claims none and returns
// false, and the files have to be Put.
//
// Where this process has seen in its last build that the files are right, Keep takes
// them on trust; Commit looks at them when the new pages are in place (Result.Amiss).
func (s *Store) Keep(name, key string) bool {
	if key == "" {
		return false
	}
	at, trusted := make([]int32, len(s.trees)), true // the place of the owner in each tree
	for i, t := range s.trees {
		n := t.old.ownerNamed(name)
		if n < 0 || t.old.owners[n].key != key {
			return false
		}
		at[i], trusted = n, trusted && t.trusts(n)
	}
	if !trusted && !s.asLeft(at) {
		return false
	}
	s.claimAll(at)
	s.mu.Lock()
	defer s.mu.Unlock()
	o := s.own(name, key)
	o.trusted, o.seen, o.at = trusted, !trusted, at
	return true
}

// trusts says that the files of an owner need not be looked at before the new pages
// are in place.
func (t *tree) trusts(owner int32) bool {
	return t.old == t.kept && t.kept.sound != nil && t.kept.sound[owner] && (!t.missing || len(t.old.of(owner)) == 0)
}

// asLeft says that all files of an owner, whose places in the trees are given, are
// there with their sizes and times.
func (s *Store) asLeft(at []int32) bool {
	for i, t := range s.trees {
		if !t.allAsLeft(t.old.of(at[i])) {
			return false
		}
	}
	return true
}

// KeepOwner claims whatever files an owner has, unseen: they are neither removed nor
// compared, and the key of the owner stays. They count as unchanged. It serves
// for workbooks that cannot be built now or are not asked for.
func (s *Store) KeepOwner(name string) {
	at, keys := make([]int32, len(s.trees)), map[string]bool{}
	key := ""
	for i, t := range s.trees {
		if at[i] = t.old.ownerNamed(name); at[i] >= 0 {
			key = t.old.owners[at[i]].key
		} else {
			key = ""
		}
		keys[key] = true
	}
	if len(keys) > 1 {
		key = ""
	}
	s.claimAll(at)
	s.Own(name, key)
}

// KeepRest lets everything stay that is not Put, uncounted: nothing is removed.
func (s *Store) KeepRest() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.rest = true
}

// Own remembers the key of an owner's inputs for the Keep of the next build.
func (s *Store) Own(name, key string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.own(name, key)
}

// own is Own; s.mu is held.
func (s *Store) own(name, key string) *ownership {
	o := &s.owners[s.owner(name)]
	o.key, o.keyed = key, key != ""
	return o
}

// Owners lists the owners that the last build knew, without "", sorted.
func (s *Store) Owners() []string {
	seen := map[string]bool{"": true}
	var names []string
	for _, t := range s.trees {
		for _, o := range t.old.owners {
			if !seen[o.name] {
				seen[o.name] = true
				names = append(names, o.name)
			}
		}
	}
	return sorted(names)
}

// claimAll claims the files of the owner whose places in the trees are given, -1 where
// there is none.
func (s *Store) claimAll(at []int32) {
	claimed := 0
	for i, t := range s.trees {
		if at[i] < 0 {
			continue
		}
		for _, file := range t.old.of(at[i]) {
			if !t.claimed[file].Swap(true) {
				claimed++
			}
		}
	}
	s.unchanged.Add(int64(claimed))
}

// allAsLeft says that the files of these entries, which are in path order, are there
// with their sizes and times.
func (t *tree) allAsLeft(entries []int32) bool {
	if len(entries) > 0 && t.missing {
		return false
	}
	var f *folder
	for _, i := range entries {
		e := &t.old.entries[i]
		dir, base := split(e.path)
		if f == nil || f.path != dir {
			if f != nil {
				t.folders.put(f)
			}
			var err error
			if f, err = t.folders.get(dir, false); err != nil {
				return false
			}
		}
		if info, err := f.root.Lstat(base); err != nil || !e.describes(info) {
			t.folders.put(f)
			return false
		}
	}
	if f != nil {
		t.folders.put(f)
	}
	return true
}

// Close releases the locks. When Commit has not run to its end it removes what was
// staged, and the folders made for it.
func (s *Store) Close() error {
	if s.closed {
		return nil
	}
	s.closed = true
	var err error
	for _, t := range s.trees {
		if !s.o.DryRun && !s.done {
			err = cmp.Or(err, t.discard())
		}
		t.close()
	}
	return cmp.Or(err, s.state.close())
}

// each runs do for 0 to n-1 on a few workers, neighbours on the same one, until one
// fails or the run is interrupted.
func (s *Store) each(n int, do func(i int) error) error {
	const stretch = 16
	var (
		next   atomic.Int64
		failed atomic.Bool
		first  error
		once   sync.Once
		wait   sync.WaitGroup
	)
	for range min(max(2, runtime.GOMAXPROCS(0)), 8, n/stretch+1) {
		wait.Go(func() {
			for !failed.Load() {
				from := int(next.Add(stretch)) - stretch
				for i := from; i < min(from+stretch, n) && !failed.Load(); i++ {
					err := s.ctx.Err()
					if err == nil {
						err = do(i)
					}
					if err != nil {
						once.Do(func() { first = err })
						failed.Store(true)
					}
				}
				if from >= n {
					return
				}
			}
		})
	}
	wait.Wait()
	return first
}

var errUse = errors.New("output: wrong use")

func (s *Store) usable() error {
	if s.closed || s.begun {
		return fmt.Errorf("%w: the store is committed or closed", errUse)
	}
	return s.ctx.Err()
}
