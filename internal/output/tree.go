package output

import (
	"cmp"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
)

const (
	tempPrefix = ".pairbook-"
	tempSuffix = ".tmp"
)

func isTemp(name string) bool {
	return strings.HasPrefix(name, tempPrefix) && strings.HasSuffix(name, tempSuffix)
}

// A tree is one output folder during one run.
type tree struct {
	Tree
	at    string // where it really is
	stem  string // of its files in .pairbook
	disk  *disk
	state *state

	old      *manifest            // what the last build left, with what killed ones promised
	kept     *manifest            // old as it is on the disk, without promises
	promised map[string][]version // what is ours besides old, by path
	sums     summer
	pending  bool // a promise is on the disk: a build died, or this one stages
	before   bool // the promise is an earlier build's
	damaged  bool // the manifest could not be read

	ready    sync.Mutex
	folders  *folders // nil while there is no folder
	marker   *os.File // open and locked
	missing  bool     // there was none when this run began
	fresh    bool     // the folder is this run's own making
	parents  []string // those above it that are, the highest first
	unmarked bool     // the marker was not there before this run

	run   string        // part of the names of temporary files
	temps atomic.Uint64 // number of the last one

	claimed []atomic.Bool // old entries that are wanted in this run
	gone    []bool        // old entries that are no more, or replaced by a record
	begun   bool          // the promise is made: from here on pages may be new

	mu      sync.Mutex
	records []*record
}

// location names a folder for the records: relative to the site when it lies in
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

// newTree reads what is known about a folder, and refuses one that is not ours.
func newTree(s *Store, site, at string, t Tree, clean bool) (*tree, error) {
	d, st, memory := s.disk, s.state, s.o.Memory
	where := location(site, at)
	id := newSummer(key{}).of([]byte(where))
	tr := &tree{Tree: t, at: at, disk: d, state: st, run: randomName(),
		stem: t.Name + "-" + hex.EncodeToString(id[:4])}
	var err error
	if tr.kept = memory.recall(st, tr.manifestName()); tr.kept == nil {
		if tr.kept, _, tr.damaged, err = st.load(tr.manifestName()); err != nil {
			return nil, err
		}
		if tr.kept.at != "" && tr.kept.at != where {
			tr.kept = &manifest{} // of another folder, by a clash of stems
		}
		tr.kept.at = where
		tr.kept.index()
	}
	promise, there, _, err := st.load(tr.promiseName())
	if err != nil {
		return nil, err
	}
	tr.pending, tr.before = there, there
	if tr.kept.key == (key{}) {
		tr.kept.key = promise.key
	}
	if tr.kept.key == (key{}) {
		tr.kept.key = newKey()
	}
	tr.sums = newSummer(tr.kept.key)
	if tr.old, tr.promised = tr.kept.withPromises(promise); tr.old != tr.kept {
		tr.old.index()
	}
	tr.claimed = make([]atomic.Bool, len(tr.old.entries))
	tr.gone = make([]bool, len(tr.old.entries))
	found, err := look(at)
	if err != nil {
		return nil, faulty("reading", t.Dir, err)
	}
	if found != nothing {
		if err := tr.enter(); err != nil {
			return nil, err
		}
	}
	tr.missing, tr.unmarked = found == nothing, found != marked
	if found == others && !clean && !tr.recognised() {
		tr.close()
		return nil, &Refusal{t.Dir, "is not empty, and Pairbook did not write what is in it",
			"empty it or choose another folder; to let Pairbook add its pages to what is there, put an empty file named " +
				markerName + " in it"}
	}
	return tr, nil
}

func randomName() string {
	var b [4]byte
	rand.Read(b[:])
	return hex.EncodeToString(b[:])
}

func (t *tree) manifestName() string { return t.stem + ".manifest" }
func (t *tree) promiseName() string  { return t.stem + ".promise" }

// named is a path as people see it in messages.
func (t *tree) named(path string) string { return t.Name + "/" + path }

// enter opens the folder, the same one that was checked.
func (t *tree) enter() error {
	info, err := os.Lstat(t.at)
	if err == nil && !info.IsDir() {
		return &Refusal{t.Dir, "is no folder any more", "see what has taken its place"}
	}
	var root *os.Root
	if err == nil {
		root, err = os.OpenRoot(t.at)
	}
	if err != nil {
		return faulty("opening", t.Dir, err)
	}
	if opened, err := root.Stat("."); err != nil || !os.SameFile(info, opened) {
		root.Close()
		return faulty("opening", t.Dir, cmp.Or(err, error(&inTheWay{t.Dir})))
	}
	t.folders = newFolders(t.disk, root, t.announce)
	return nil
}

// recognised says that a folder without marker is ours all the same: it holds a file
// just as the manifest has it. Tools that copy sites often leave hidden files out.
func (t *tree) recognised() bool {
	for i := range t.kept.entries {
		if t.asLeft(&t.kept.entries[i]) {
			return true
		}
	}
	return false
}

// asLeft says that the file of an entry has the size and time it was left with.
func (t *tree) asLeft(e *entry) bool {
	dir, base := split(e.path)
	f, err := t.folders.get(dir, false)
	if err != nil {
		return false
	}
	defer t.folders.put(f)
	info, err := f.root.Lstat(base)
	return err == nil && e.describes(info)
}

func (e *entry) describes(info fs.FileInfo) bool {
	return info.Mode().IsRegular() && info.Size() == e.size && info.ModTime().UnixNano() == e.mtime
}

// prepare makes the folder and its marker, and locks the marker: two sites may
// name one folder as their output, and must not write to it at once.
func (t *tree) prepare() error {
	t.ready.Lock()
	defer t.ready.Unlock()
	if t.marker != nil {
		return nil
	}
	if t.folders == nil {
		if err := t.makeFolder(); err != nil {
			return faulty("making the folder", t.Dir, err)
		}
	}
	return t.lockMarker(os.O_CREATE)
}

func (t *tree) makeFolder() error {
	if err := t.makeParents(filepath.Dir(t.at)); err != nil {
		return err
	}
	up, err := os.OpenRoot(filepath.Dir(t.at))
	if err != nil {
		return err
	}
	defer up.Close()
	err = t.disk.mkdir(up, filepath.Base(t.at), 0o777)
	if err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	t.fresh = err == nil
	if found, err := look(t.at); err == nil && found == others {
		return &Refusal{t.Dir, "has just been filled by somebody else", "choose another folder"}
	}
	return t.enter()
}

// makeParents makes the folders above the tree that are missing, and notes them.
func (t *tree) makeParents(dir string) error {
	var missing []string
	for ; ; dir = filepath.Dir(dir) {
		if _, err := os.Lstat(dir); !errors.Is(err, fs.ErrNotExist) {
			break
		}
		missing = append(missing, dir)
	}
	for _, dir := range slices.Backward(missing) {
		err := t.disk.allow(opMkdir, dir)
		if err == nil {
			err = os.Mkdir(dir, 0o777)
		}
		if err != nil {
			return err
		}
		t.parents = append(t.parents, dir)
	}
	return nil
}

// lockMarker opens, locks and if need be mends the marker; with O_CREATE it makes it.
func (t *tree) lockMarker(create int) error {
	where := t.named(markerName)
	top := t.folders.top()
	if info, err := top.Lstat(markerName); err == nil && !info.Mode().IsRegular() {
		return &Refusal{t.Dir, "has a " + markerName + " that is no plain file", "remove it and build again"}
	} else if errors.Is(err, fs.ErrNotExist) && create == 0 {
		return nil
	} else if errors.Is(err, fs.ErrNotExist) {
		if err := t.disk.allow(opCreate, markerName); err != nil {
			return faulty("writing", where, err)
		}
	}
	f, err := top.OpenFile(markerName, os.O_RDWR|create, 0o666)
	if err != nil {
		return faulty("writing", where, err)
	}
	busy, err := lock(f)
	if lockless(err) {
		err = nil
	}
	if err == nil && !busy {
		err = stillThere(top, f, markerName)
	}
	if busy || errors.Is(err, errGone) {
		f.Close()
		return &Refusal{t.Dir, "another build is writing to this folder",
			"wait until it has ended; two sites should not share an output folder"}
	}
	if err == nil {
		err = t.mendMarker(f)
	}
	if err != nil {
		f.Close()
		return faulty("writing", where, err)
	}
	t.marker = f
	return nil
}

func (t *tree) mendMarker(f *os.File) error {
	have := make([]byte, len(markerText)+1)
	n, _ := f.ReadAt(have, 0)
	if string(have[:n]) == markerText {
		return nil
	}
	if err := f.Truncate(0); err != nil {
		return err
	}
	return t.disk.write(f, []byte(markerText))
}

// announce leaves a sign in .pairbook, before the first temporary file or new folder,
// that there may be some: should this build die, the next one sweeps.
func (t *tree) announce() error {
	t.ready.Lock()
	defer t.ready.Unlock()
	if t.pending {
		return nil
	}
	if err := t.state.save(t.promiseName(), (&manifest{at: t.old.at, key: t.old.key}).encode(), false); err != nil {
		return err
	}
	t.pending = true
	return nil
}

func (t *tree) tempName(n uint64) string {
	return tempPrefix + t.run + "-" + strconv.FormatUint(n, 36) + tempSuffix
}

func (t *tree) close() {
	if t.marker != nil {
		unlock(t.marker)
		t.marker.Close()
		t.marker = nil
	}
	if t.folders != nil {
		t.folders.close()
		t.folders = nil
	}
}
