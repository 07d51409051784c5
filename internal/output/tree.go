package output

import (
	"crypto/rand"
	"encoding/hex"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"

	"pairbook/internal/state"
)

// A tree is one output folder during one run.
type tree struct {
	Tree
	at    string // where it really is
	disk  *state.Disk
	state *state.Folder
	past
	folder
	promise promiseState

	run   string        // part of the names of temporary files
	temps atomic.Uint64 // number of the last one

	mu      sync.Mutex
	records []*record
}

// The past of a tree is what earlier builds wrote to it, as .pairbook says.
type past struct {
	stem     string               // of the tree's files in .pairbook
	saved    *manifest            // what the last build left, as it is on the disk
	old      *manifest            // the same with what killed builds promised
	promised map[string][]version // by path: all contents that are ours where a promise was made
	sums     summer
	damaged  bool // the manifest could not be read

	claimed []atomic.Bool // entries of old that are wanted in this run
	gone    []bool        // entries of old that are no more, or replaced by a record
}

// A promiseState says what the promise of a tree on the disk is good for.
type promiseState uint8

const (
	noPromise    promiseState = iota
	oldPromise                // a killed build left it, and perhaps the files it lists
	emptyPromise              // this run left it, empty: there may be temporary files
	fullPromise               // this run listed its files in it: they may be in place
)

// newTree reads what is known about a folder, and refuses one that is not ours.
func newTree(s *Store, site, at string, t Tree, clean bool) (*tree, error) {
	tr := &tree{Tree: t, at: at, disk: s.disk, state: s.state, run: randomName()}
	if err := tr.load(location(site, at), s.o.Memory); err != nil {
		return nil, err
	}
	var err error
	if tr.found, err = look(at); err != nil {
		return nil, state.Faulty("reading", t.Dir, err)
	}
	if tr.found != nothing {
		if err := tr.enter(); err != nil {
			return nil, err
		}
	}
	if tr.found == others && !clean && !tr.recognised() {
		tr.close()
		return nil, state.Refuse(t.Dir, "is not empty, and Pairbook did not write what is in it",
			"empty it or choose another folder; to let Pairbook add its pages to what is there, put an empty file named "+
				markerName+" in it")
	}
	return tr, nil
}

func randomName() string {
	var b [4]byte
	rand.Read(b[:])
	return hex.EncodeToString(b[:])
}

// location names a folder in .pairbook: relative to the site when it lies in
// it, so that a site can be moved with all it has.
func location(site, at string) string {
	rel, err := filepath.Rel(site, at)
	if err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
		at = rel
	}
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" {
		at = strings.ToLower(at) // Public and public are one folder
	}
	return filepath.ToSlash(at)
}

// load reads manifest and promise of the tree at a location.
func (t *tree) load(where string, memory *Memory) error {
	id := newSummer(key{}).of([]byte(where))
	t.stem = t.Name + "-" + hex.EncodeToString(id[:4])
	if t.saved = memory.recall(t.state, t.manifestName()); t.saved == nil {
		var err error
		if t.saved, _, t.damaged, err = t.readManifest(t.manifestName()); err != nil {
			return err
		}
		if t.saved.at != "" && t.saved.at != where {
			t.saved = &manifest{} // of another folder, by a clash of stems
		}
		t.saved.at = where
		t.saved.index()
	}
	promise, there, _, err := t.readManifest(t.promiseName())
	if err != nil {
		return err
	}
	if there {
		t.promise = oldPromise
	}
	if t.saved.key == (key{}) {
		t.saved.key = promise.key
	}
	if t.saved.key == (key{}) {
		t.saved.key = newKey()
	}
	t.sums = newSummer(t.saved.key)
	t.old, t.promised = t.saved.withPromises(promise)
	t.claimed = make([]atomic.Bool, len(t.old.entries))
	t.gone = make([]bool, len(t.old.entries))
	return nil
}

// readManifest reads a manifest or promise; a missing one is empty, a damaged one too,
// and says so.
func (t *tree) readManifest(name string) (m *manifest, there, damaged bool, err error) {
	data, err := t.state.Read(name)
	if err != nil || data == nil {
		return &manifest{}, false, false, err
	}
	if m, err = decode(data); err != nil {
		return &manifest{}, true, true, nil
	}
	return m, true, false, nil
}

func (t *tree) manifestName() string { return t.stem + manifestSuffix }
func (t *tree) promiseName() string  { return t.stem + promiseSuffix }

// named is a path as people see it in messages.
func (t *tree) named(path string) string { return t.Name + "/" + path }

// recognised says that a folder without marker is ours all the same: it holds a file
// just as the manifest has it. Tools that copy sites often leave hidden files out.
func (t *tree) recognised() bool {
	return slices.ContainsFunc(t.saved.entries, func(e entry) bool {
		info, err := t.directories.lstat(e.path)
		return err == nil && e.describes(info)
	})
}

// begin locks a folder that is there and sweeps what a dead build has left in it.
func (t *tree) begin() error {
	if t.directories == nil {
		return nil
	}
	err := t.lockMarker(0)
	if err == nil && t.promise == oldPromise {
		err = t.sweep()
	}
	return err
}

// announce leaves an empty promise in .pairbook, before the first temporary file or new
// directory: should this build die, the next one finds it and sweeps.
func (t *tree) announce() error {
	t.ready.Lock()
	defer t.ready.Unlock()
	if t.promise != noPromise {
		return nil
	}
	if err := t.state.Save(t.promiseName(), (&manifest{at: t.old.at, key: t.old.key}).encode(), false); err != nil {
		return err
	}
	t.promise = emptyPromise
	return nil
}

func (t *tree) tempName(n uint64) string {
	return tempPrefix + t.run + "-" + strconv.FormatUint(n, 36) + tempSuffix
}

const (
	tempPrefix = ".pairbook-"
	tempSuffix = ".tmp"
)

func isTemp(name string) bool {
	return strings.HasPrefix(name, tempPrefix) && strings.HasSuffix(name, tempSuffix)
}

// close lets go of the folder.
func (t *tree) close() {
	t.unlockMarker()
	if t.directories != nil {
		t.directories.close()
		t.directories = nil
	}
}
