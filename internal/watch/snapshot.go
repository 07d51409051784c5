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
	"pairbook/internal/source"
)

// largest is the size in bytes up to which the content of a file is read. No file of
// a site may be that large, so size and time are enough for larger ones.
const largest = 64 << 20

// A file is what is known of one file or folder.
type file struct {
	kind       fs.FileMode // its type bits; for a folder the other fields are zero
	size       int64
	time       time.Time // of the last change, according to the file system
	sum        [sha256.Size]byte
	unreadable string    // why it cannot be read
	since      time.Time // when this size and time were first seen
}

// same reports whether a builder would read the same from both.
func (f file) same(g file) bool {
	return f.kind == g.kind && f.size == g.size && f.sum == g.sum && f.unreadable == g.unreadable &&
		(f.size <= largest || f.time.Equal(g.time))
}

// A snapshot is the state of all watched files. An unsettled file keeps the state it
// had before.
type snapshot struct {
	dir       string
	tops      []string
	longest   time.Duration        // a file that has been written to for longer counts all the same
	files     map[string]file      // by path inside the site; nil before the first look
	folders   []string             // the folders among the files, sorted
	unsettled map[string]time.Time // since when a file has been unsettled
}

func newSnapshot(dir string, tops []string, longest time.Duration) *snapshot {
	return &snapshot{dir: dir, tops: tops, longest: longest, unsettled: map[string]time.Time{}}
}

// look brings the snapshot up to date and adds what differs to found. The first look
// finds no difference. When ctx ends the snapshot stays as it was.
func (s *snapshot) look(ctx context.Context, now time.Time, suspects map[string]bool, found *difference) {
	c := &scan{
		snapshot: s, now: now, suspects: suspects, found: found,
		files: make(map[string]file, len(s.files)), unsettled: map[string]time.Time{}, linked: map[string]bool{},
	}
	for _, top := range s.tops {
		if info, err := os.Lstat(c.path(top)); err == nil {
			c.visit(ctx, top, info)
		}
	}
	if ctx.Err() != nil {
		return
	}
	if s.files != nil {
		for name := range s.files {
			if _, ok := c.files[name]; !ok {
				found.changed = append(found.changed, name)
			}
		}
		for name := range suspects {
			_, before := s.files[name]
			if _, after := c.files[name]; !before && !after {
				found.touched = append(found.touched, name) // it came and went
			}
		}
	}
	slices.Sort(c.folders)
	s.files, s.folders, s.unsettled = c.files, c.folders, c.unsettled
	found.unsettled = len(c.unsettled) > 0
}

// A scan is one look in progress. Its files, folders and unsettled become those of
// the snapshot.
type scan struct {
	snapshot  *snapshot
	now       time.Time
	suspects  map[string]bool
	found     *difference
	files     map[string]file
	folders   []string
	unsettled map[string]time.Time
	linked    map[string]bool // folders that were reached through a symbolic link
}

// path returns the path of a file for the operating system.
func (c *scan) path(name string) string {
	return filepath.Join(c.snapshot.dir, filepath.FromSlash(name))
}

// visit records one file, or a folder and all below it.
func (c *scan) visit(ctx context.Context, name string, info fs.FileInfo) {
	if ctx.Err() != nil {
		return
	}
	if info.Mode()&fs.ModeSymlink != 0 {
		target, err := os.Stat(c.path(name))
		if err != nil || target.IsDir() && !c.follow(name) {
			c.record(name, file{kind: info.Mode().Type(), size: info.Size()})
			return
		}
		info = target
	}
	switch {
	case info.IsDir():
		c.visitFolder(ctx, name)
	case source.PlainFile(info):
		c.visitFile(name, info)
	default:
		c.record(name, file{kind: info.Mode().Type()}) // not opened: opening a pipe blocks
	}
}

// follow reports whether to visit the folder that a link leads to. Each folder is
// visited once in a look, which ends circles of links. A folder outside the site is
// not visited, since a build does not read it; neither are the tops, which are visited
// anyway.
func (c *scan) follow(name string) bool {
	target, err := filepath.EvalSymlinks(c.path(name))
	if err != nil || c.linked[target] {
		return false
	}
	c.linked[target] = true
	home, err := filepath.EvalSymlinks(c.snapshot.dir)
	if err != nil {
		return false
	}
	inside, err := filepath.Rel(home, target)
	if err != nil {
		return false
	}
	top, _, _ := strings.Cut(filepath.ToSlash(inside), "/")
	return top != ".." && top != "." && !slices.Contains(c.snapshot.tops, top)
}

func (c *scan) visitFolder(ctx context.Context, name string) {
	entries, err := os.ReadDir(c.path(name))
	folder := file{kind: fs.ModeDir}
	if err != nil {
		folder.unreadable = err.Error()
	}
	c.record(name, folder)
	c.folders = append(c.folders, name)
	for _, entry := range entries {
		if site.Litter(entry.Name()) {
			continue
		}
		if info, err := entry.Info(); err == nil { // an error means that it is gone already
			c.visit(ctx, path.Join(name, entry.Name()), info)
		}
	}
}

// visitFile reads a file if it may have changed, and records it unless it is
// unsettled.
func (c *scan) visitFile(name string, info fs.FileInfo) {
	old, known := c.snapshot.files[name]
	_, wasUnsettled := c.snapshot.unsettled[name]
	still := known && old.kind == 0 && old.size == info.Size() && old.time.Equal(info.ModTime())
	if still && !wasUnsettled && !c.suspects[name] && c.now.Sub(old.since) > untrusted {
		c.files[name] = old
		return
	}
	f, moving := c.read(name, info)
	f.since = c.now
	if still {
		f.since = old.since
	}
	unchanged := !moving && known && old.same(f)
	if c.snapshot.files != nil && !unchanged && c.hold(name, f, moving) {
		if known {
			c.files[name] = old
		}
		return
	}
	c.record(name, f)
}

// hold reports whether a changed file is unsettled: empty, unreadable or being
// written, and not for long.
func (c *scan) hold(name string, f file, moving bool) bool {
	if !moving && f.size != 0 && f.unreadable == "" {
		return false
	}
	patience := retryPause
	if moving {
		patience = c.snapshot.longest
	}
	since, ok := c.snapshot.unsettled[name]
	if !ok {
		since = c.now
	}
	if c.now.Sub(since) >= patience {
		return false
	}
	c.unsettled[name] = since
	return true
}

// record records the state of a file and adds it to the differences.
func (c *scan) record(name string, f file) {
	c.files[name] = f
	if c.snapshot.files == nil {
		return
	}
	old, known := c.snapshot.files[name]
	switch {
	case !known || !old.same(f):
		c.found.changed = append(c.found.changed, name)
	case f.kind == 0 && (!old.time.Equal(f.time) || c.suspects[name]):
		c.found.touched = append(c.found.touched, name)
	}
}

// read returns what is in a file now. moving means that it changed while it was read.
func (c *scan) read(name string, info fs.FileInfo) (f file, moving bool) {
	f = file{size: info.Size(), time: info.ModTime()}
	if f.size > largest {
		return f, false
	}
	r, err := os.Open(c.path(name))
	if err != nil {
		f.unreadable = err.Error()
		return f, false
	}
	defer r.Close()
	hash := sha256.New()
	n, err := io.Copy(hash, io.LimitReader(r, largest+1))
	if err != nil {
		f.unreadable = err.Error()
		return f, false
	}
	hash.Sum(f.sum[:0])
	after, err := r.Stat()
	return f, err != nil || n != f.size || after.Size() != f.size || !after.ModTime().Equal(f.time)
}
