package watch

import (
	"context"
	"crypto/sha256"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"pairbook/internal/site"
)

// largest is up to where the content of a file is read, in bytes. No file of a site
// may be as large, so of the rest size and time are enough.
const largest = 64 << 20

// A file is what is known of one file or folder.
type file struct {
	kind  fs.FileMode // its type bits; folders have no more than this
	size  int64
	time  time.Time // of the last change, as the file system has it
	sum   [sha256.Size]byte
	fault string    // why it cannot be read
	since time.Time // when this size and time were first seen
}

// same reports whether a builder would find the same in both.
func (f file) same(g file) bool {
	return f.kind == g.kind && f.size == g.size && f.sum == g.sum && f.fault == g.fault &&
		(f.size <= largest || f.time.Equal(g.time))
}

// A snapshot is the state of all that is watched, with what is doubtful left as it was.
type snapshot struct {
	dir     string
	tops    []string
	longest time.Duration        // until a file that changes while it is read counts all the same
	files   map[string]file      // by path inside the site; nil before the first look
	folders []string             // those among them, sorted
	doubts  map[string]time.Time // since when a file has been doubtful
}

func newSnapshot(dir string, tops []string, longest time.Duration) *snapshot {
	return &snapshot{dir: dir, tops: tops, longest: longest, doubts: map[string]time.Time{}}
}

// look brings the snapshot up to date and adds what differs to the answer. The first
// look has nothing to differ from. When ctx ends the snapshot stays as it was.
func (s *snapshot) look(ctx context.Context, now time.Time, suspects map[string]bool, a *answer) {
	l := &looking{
		snapshot: s, now: now, suspects: suspects, answer: a,
		next: make(map[string]file, len(s.files)), doubts: map[string]time.Time{}, linked: map[string]bool{},
	}
	for _, top := range s.tops {
		if info, err := os.Lstat(l.place(top)); err == nil {
			l.visit(ctx, top, info)
		}
	}
	if ctx.Err() != nil {
		return
	}
	if s.files != nil {
		for name := range s.files {
			if _, ok := l.next[name]; !ok {
				a.found = append(a.found, name)
			}
		}
		for name := range suspects {
			_, before := s.files[name]
			if _, after := l.next[name]; !before && !after {
				a.touched = append(a.touched, name) // it came and went
			}
		}
	}
	slices.Sort(l.folders)
	s.files, s.folders, s.doubts = l.next, l.folders, l.doubts
	a.doubt = len(l.doubts) > 0
}

// A looking is one look in progress.
type looking struct {
	*snapshot
	now      time.Time
	suspects map[string]bool
	answer   *answer
	next     map[string]file
	folders  []string
	doubts   map[string]time.Time
	linked   map[string]bool // folders that were reached through a symbolic link
}

// place returns the path of a file for the system.
func (l *looking) place(name string) string { return filepath.Join(l.dir, filepath.FromSlash(name)) }

// visit takes in one file, or a folder and all below it.
func (l *looking) visit(ctx context.Context, name string, info fs.FileInfo) {
	if ctx.Err() != nil {
		return
	}
	if info.Mode()&fs.ModeSymlink != 0 {
		target, err := os.Stat(l.place(name))
		if err != nil || target.IsDir() && !l.follow(name) {
			l.note(name, file{kind: info.Mode().Type(), size: info.Size()})
			return
		}
		info = target
	}
	switch {
	case info.IsDir():
		l.visitFolder(ctx, name)
	case info.Mode().IsRegular():
		l.visitFile(name, info)
	default:
		l.note(name, file{kind: info.Mode().Type()}) // a pipe must never be opened: it blocks
	}
}

// follow reports whether to look into the folder that a link leads to: once in a look,
// which also ends every circle, and only where it lies inside the site, since no
// reader of a site goes beyond, and is not among the tops, which are looked into anyway.
func (l *looking) follow(name string) bool {
	target, err := filepath.EvalSymlinks(l.place(name))
	if err != nil || l.linked[target] {
		return false
	}
	l.linked[target] = true
	home, err := filepath.EvalSymlinks(l.dir)
	if err != nil {
		return false
	}
	inside, err := filepath.Rel(home, target)
	if err != nil {
		return false
	}
	top, _, _ := strings.Cut(filepath.ToSlash(inside), "/")
	return top != ".." && top != "." && !slices.Contains(l.tops, top)
}

func (l *looking) visitFolder(ctx context.Context, name string) {
	entries, err := os.ReadDir(l.place(name))
	folder := file{kind: fs.ModeDir}
	if err != nil {
		folder.fault = err.Error()
	}
	l.note(name, folder)
	l.folders = append(l.folders, name)
	for _, entry := range entries {
		if site.Litter(entry.Name()) {
			continue
		}
		if info, err := entry.Info(); err == nil { // else it has gone meanwhile
			l.visit(ctx, path.Join(name, entry.Name()), info)
		}
	}
}

// visitFile reads a file if there is any reason to, and holds it back while it is in doubt.
func (l *looking) visitFile(name string, info fs.FileInfo) {
	old, known := l.files[name]
	_, doubted := l.snapshot.doubts[name]
	still := known && old.kind == 0 && old.size == info.Size() && old.time.Equal(info.ModTime())
	if still && !doubted && !l.suspects[name] && l.now.Sub(old.since) > young {
		l.next[name] = old
		return
	}
	f, moving := l.read(name, info)
	f.since = l.now
	if still {
		f.since = old.since
	}
	if l.files == nil || !moving && known && old.same(f) {
		l.note(name, f)
		return
	}
	patience := again
	if moving {
		patience = l.longest
	}
	if moving || f.size == 0 || f.fault != "" {
		since, ok := l.snapshot.doubts[name]
		if !ok {
			since = l.now
		}
		if l.now.Sub(since) < patience {
			l.doubts[name] = since
			if known {
				l.next[name] = old
			}
			return
		}
	}
	l.note(name, f)
}

// note takes in the state of a file and says whether it is another than before.
func (l *looking) note(name string, f file) {
	l.next[name] = f
	if l.files == nil {
		return
	}
	old, known := l.files[name]
	switch {
	case !known || !old.same(f):
		l.answer.found = append(l.answer.found, name)
	case f.kind == 0 && (!old.time.Equal(f.time) || l.suspects[name]):
		l.answer.touched = append(l.answer.touched, name)
	}
}

// read returns what is in a file now. moving: it was written to at the same time.
func (l *looking) read(name string, info fs.FileInfo) (f file, moving bool) {
	f = file{size: info.Size(), time: info.ModTime()}
	if f.size > largest {
		return f, false
	}
	r, err := os.Open(l.place(name))
	if err != nil {
		f.fault = err.Error()
		return f, false
	}
	defer r.Close()
	hash := sha256.New()
	n, err := io.Copy(hash, io.LimitReader(r, largest+1))
	if err != nil {
		f.fault = err.Error()
		return f, false
	}
	hash.Sum(f.sum[:0])
	after, err := r.Stat()
	return f, err != nil || n != f.size || after.Size() != f.size || !after.ModTime().Equal(f.time)
}
