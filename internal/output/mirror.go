package output

import (
	"context"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"

	"pairbook/internal/source"
	"pairbook/internal/state"
)

// MirrorOptions say what to copy where.
type MirrorOptions struct {
	Site     string // folder of the site
	From     Tree   // the output that a build has written
	To       string // the folder to copy it to, on any disk or share
	DryRun   bool   // say what would be done
	Progress func(done, total int)

	fault func(op state.Operation, name string) error // tests only: see state.NewDisk
	share func(*os.Root) share                        // tests only: what the folder is like
}

// A share is a folder to copy to, open.
type share interface {
	state.Place
	FS() fs.FS
	Close() error
}

// Mirrored says what a Mirror did, or would do. Paths are those below the folder, sorted.
type Mirrored struct {
	Written   []string
	Removed   []string
	Unchanged int
	Altered   []string // files of the output that are not as the build wrote them: not copied
	Unknown   []string // files in the folder that nobody knows to be ours: left alone
}

// Mirror copies the files that the manifest of a build lists to another folder, and nothing
// else: those that differ, assets first, pages after them, the pages that lead to
// others last; then it removes those of an earlier Mirror that are no more.
//
// Each file is written beside its place and renamed; where the share cannot rename, it is
// written in its place. What a Mirror has written, or is about to, is recorded in
// .pairbook, before the first change: one that was interrupted is continued by the
// next, which looks at what it is not sure of.
//
// A folder that holds files and is not marked as one of ours is refused.
func Mirror(ctx context.Context, o MirrorOptions) (Mirrored, error) {
	m := &mirror{o: o, ctx: ctx, disk: state.NewDisk(ctx, o.fault)}
	defer m.close()
	steps := []func() error{m.open, m.readManifest, m.enter, m.compare}
	if !o.DryRun {
		steps = append(steps, m.mark, m.promise, m.copyAll, m.removeAll, m.keepRecord)
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return m.result, m.faulty("publishing to", o.To, err)
		}
	}
	for _, f := range m.jobs {
		if o.DryRun {
			m.result.Written = append(m.result.Written, f.path)
		}
	}
	if o.DryRun {
		m.result.Removed = m.gone
	}
	slices.Sort(m.result.Written)
	return m.result, nil
}

// A mirror is one run of Mirror; its steps go from top to bottom.
type mirror struct {
	o      MirrorOptions
	ctx    context.Context
	disk   *state.Disk
	state  *state.Folder
	at     string // where the folder really is
	result Mirrored

	source *os.Root // the output
	listed []entry  // what the build has written
	sums   summer   // of these
	of     key      // of the sums

	target share     // nil: not there yet
	found  holding   // what was in it
	record string    // the file in .pairbook about it
	known  *manifest // what earlier runs have written there; times are those of the share
	sure   bool      // there is a record of what is there

	next  []entry // what is there when all is done
	jobs  []entry // of these: to be copied
	gone  []string
	plain bool // the share cannot rename
}

// publishedName marks a folder that Mirror writes to. It is not the marker of an output: to
// copy one output over another must not happen by a slip.
const (
	publishedName = ".pairbook-published"
	publishedText = "Pairbook copies pages into this folder and removes those that are no more; it leaves other files alone.\n"
)

// open checks the folders and takes the lock of the site, so that no build is at work.
func (m *mirror) open() error {
	check, err := newChecker(m.o.Site)
	if err != nil {
		return err
	}
	check.share = true
	if m.at, err = check.tree(m.o.To); err != nil {
		return err
	}
	from, err := resolve(m.o.From.Dir)
	if err != nil {
		return m.faulty("looking at", m.o.From.Dir, err)
	}
	if inside(m.at, from) || inside(from, m.at) {
		return state.Refuse(m.o.To, "is or holds the folder that is to be copied, or lies in it", "choose a folder of its own, on the server or the share")
	}
	if m.state, err = state.Open(m.disk, check.site, m.o.DryRun); err != nil {
		return err
	}
	m.source, err = os.OpenRoot(from)
	if errors.Is(err, fs.ErrNotExist) {
		return state.Refuse(m.o.From.Dir, "is not there", "run: pairbook build")
	}
	return m.faulty("opening", m.o.From.Dir, err)
}

// readManifest reads what the last build has written.
func (m *mirror) readManifest() error {
	t := &tree{Tree: m.o.From, disk: m.disk, state: m.state}
	check, err := newChecker(m.o.Site)
	if err != nil {
		return err
	}
	from, err := resolve(m.o.From.Dir)
	if err != nil {
		return m.faulty("looking at", m.o.From.Dir, err)
	}
	if err := t.load(location(check.site, from), nil); err != nil {
		return err
	}
	if t.damaged || len(t.saved.entries) == 0 {
		return state.Refuse(m.o.From.Dir, "holds nothing that a build is known to have written", "run: pairbook build")
	}
	m.listed, m.sums, m.of = t.saved.entries, t.sums, t.saved.key
	return nil
}

// enter opens the folder, if it is there, and reads the record of what is in it.
func (m *mirror) enter() error {
	var err error
	if m.found, err = lookFor(m.at, publishedName); err != nil {
		return m.faulty("reading", m.o.To, err)
	}
	if m.known, m.sure, err = m.readRecord(); err != nil {
		return err
	}
	switch {
	case m.found == others && !m.ours():
		return state.Refuse(m.o.To, "is not empty, and Pairbook did not copy what is in it",
			"empty it or choose another folder; to let Pairbook copy its pages to what is there, put an empty file named "+publishedName+" in it")
	case m.found == nothing:
		return nil
	}
	return m.faulty("opening", m.o.To, m.openTarget())
}

func (m *mirror) openTarget() error {
	root, err := os.OpenRoot(m.at)
	if err != nil {
		return err
	}
	m.target = root
	if m.o.share != nil {
		m.target = m.o.share(root)
	}
	return nil
}

// ours says that a folder without the marker holds something just as we have left it.
func (m *mirror) ours() bool {
	for _, e := range m.known.entries {
		if info, err := os.Lstat(m.at + "/" + e.path); err == nil && e.describes(info) {
			return true
		}
	}
	return false
}

// The records of folders are files of .pairbook with names that begin and end so.
const recordPrefix, recordSuffix = "published-", ".manifest"

// readRecord finds the record of what is in the folder.
func (m *mirror) readRecord() (known *manifest, sure bool, err error) {
	id := newSummer(key{}).of([]byte(m.at))
	m.record = recordPrefix + hex.EncodeToString(id[:4]) + recordSuffix
	files, err := m.state.List(recordPrefix)
	if err != nil {
		return nil, false, err
	}
	for _, name := range append([]string{m.record}, files...) {
		if !strings.HasSuffix(name, recordSuffix) {
			continue
		}
		data, err := m.state.Read(name)
		if err != nil {
			return nil, false, err
		}
		if known, err := decode(data); err == nil && m.isFolder(known.at) {
			m.record = name
			return known, true, nil
		}
	}
	return &manifest{}, false, nil
}

// isFolder says whether a path is that of the folder. Servers of Windows know one folder
// by any capitals.
func (m *mirror) isFolder(at string) bool {
	if at == m.at || !strings.EqualFold(at, m.at) {
		return at == m.at
	}
	there, err := os.Stat(at)
	here, herr := os.Stat(m.at)
	return errors.Is(err, fs.ErrNotExist) || err == nil && herr == nil && os.SameFile(there, here)
}

// compare decides what is to be copied and what is to go.
func (m *mirror) compare() error {
	for _, e := range m.listed {
		e.owner = 0
		if err := m.ctx.Err(); err != nil {
			return err
		}
		now, same, err := m.same(e)
		switch {
		case err != nil:
			return m.faulty("reading", path.Join(m.o.To, e.path), err)
		case same:
			e.mtime = now
			m.result.Unchanged++
		default:
			m.jobs = append(m.jobs, e)
			e.mtime = unknownTime
		}
		m.next = append(m.next, e)
	}
	slices.SortStableFunc(m.jobs, func(a, b entry) int { return order(a.path) - order(b.path) })
	for _, e := range m.known.entries {
		if m.find(e.path) == nil {
			m.gone = append(m.gone, e.path)
		}
	}
	return m.unknown()
}

// find returns the listed file of a path, if there is one.
func (m *mirror) find(name string) []entry {
	i, ok := slices.BinarySearchFunc(m.listed, name, func(e entry, name string) int { return strings.Compare(e.path, name) })
	if !ok {
		return nil
	}
	return m.listed[i : i+1]
}

// order is when a file is copied: what pages need comes before them, and pages before
// those that lead to them. The rules of a server come with the first.
func order(name string) int {
	switch {
	case path.Base(name) == "index.html":
		return 2
	case path.Ext(name) == ".html":
		return 1
	}
	return 0
}

// same says whether a file is in the folder with the content that it is to have, and its
// time there. It is read only when the record does not tell.
func (m *mirror) same(e entry) (mtime int64, same bool, err error) {
	if m.target == nil {
		return 0, false, nil
	}
	info, err := m.target.Lstat(e.path)
	if err != nil || !source.PlainFile(info) || info.Size() != e.size {
		if errors.Is(err, fs.ErrNotExist) {
			err = nil
		}
		return 0, false, err
	}
	mtime = info.ModTime().UnixNano()
	if i := m.known.find(e.path); i >= 0 {
		if k := &m.known.entries[i]; k.mtime == mtime && k.version == e.version && m.known.key == m.of {
			return mtime, true, nil
		}
	}
	var data []byte
	err = m.disk.Again(func() (err error) {
		data, err = m.target.ReadFile(e.path)
		return err
	})
	return mtime, err == nil && m.sums.version(data) == e.version, err
}

// unknown names what is in a folder of ours of which there is no record.
func (m *mirror) unknown() error {
	if m.target == nil || m.sure {
		return nil
	}
	return fs.WalkDir(m.target.FS(), ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return m.faulty("reading", path.Join(m.o.To, name), err)
		case d.IsDir() || isLitter(d.Name()) || name == publishedName || name == markerName || m.isListed(name, d):
		default:
			m.result.Unknown = append(m.result.Unknown, name)
		}
		return m.ctx.Err()
	})
}

// isListed says whether a file in the folder is one that the build has written, perhaps in
// capitals where the share takes them for the same.
func (m *mirror) isListed(name string, d fs.DirEntry) bool {
	if m.find(name) != nil {
		return true
	}
	lower := strings.ToLower(name)
	if lower == name || m.find(lower) == nil {
		return false
	}
	info, err := d.Info()
	same, serr := m.target.Lstat(lower)
	return err == nil && serr == nil && os.SameFile(info, same)
}

// faulty makes a Fault of an error, with the words of publishing.
func (m *mirror) faulty(doing, where string, err error) error {
	err = state.Faulty(doing, where, err)
	var fault *Fault
	if errors.As(err, &fault) {
		fault.Hint = strings.ReplaceAll(strings.ReplaceAll(fault.Hint, "build again", "publish again"), "; every page is either the old one or the new one", ": the next run goes on from here")
	}
	return err
}

func (m *mirror) close() {
	if m.source != nil {
		m.source.Close()
	}
	if m.target != nil {
		m.target.Close()
	}
	if m.state != nil {
		m.state.Close()
	}
}
