package output

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"

	"pairbook/internal/state"
)

// mark makes the folder and its marker.
func (m *mirror) mark() error {
	if m.target == nil {
		err := m.disk.Allow(state.OpMkdir, m.at)
		if err == nil {
			err = os.MkdirAll(m.at, 0o777)
		}
		if err == nil {
			err = m.openTarget()
		}
		if err != nil {
			return m.faulty("making the folder", m.o.To, err)
		}
	}
	if _, err := m.target.Lstat(publishedName); err == nil {
		return nil
	}
	return m.faulty("writing", path.Join(m.o.To, publishedName), m.overwrite(publishedName, []byte(publishedText)))
}

// promise records what is about to be in the folder, together with what was, before anything
// is changed.
func (m *mirror) promise() error {
	if len(m.jobs) == 0 && len(m.gone) == 0 && m.sure {
		return nil
	}
	all := slices.Clone(m.next)
	for _, name := range m.gone {
		all = append(all, m.known.entries[m.known.find(name)])
	}
	return m.save(all)
}

// keepRecord records what is in the folder now.
func (m *mirror) keepRecord() error {
	if err := m.save(m.next); err != nil {
		return err
	}
	slices.Sort(m.result.Removed)
	return nil
}

func (m *mirror) save(entries []entry) error {
	all := &manifest{at: m.at, key: m.of, owners: []owner{{}}, entries: entries}
	slices.SortFunc(all.entries, func(a, b entry) int { return strings.Compare(a.path, b.path) })
	if m.sure && all.same(m.known) {
		return nil
	}
	return m.state.Save(m.record, all.encode(), true)
}

// copyAll copies what differs. What an interrupted run has left beside it goes first.
func (m *mirror) copyAll() error {
	swept := map[string]bool{}
	for i, e := range m.jobs {
		if err := m.ctx.Err(); err != nil {
			return err
		}
		if dir := path.Dir(e.path); !swept[dir] {
			swept[dir] = true
			if err := m.prepare(dir); err != nil {
				return m.faulty("making the folder", path.Join(m.o.To, dir), err)
			}
		}
		if err := m.copy(e); err != nil {
			return m.faulty("writing", path.Join(m.o.To, e.path), err)
		}
		if m.o.Progress != nil {
			m.o.Progress(i+1, len(m.jobs))
		}
	}
	return nil
}

// prepare makes a folder and removes temporary files of a run that was killed.
func (m *mirror) prepare(dir string) error {
	for i := range dir + "/" {
		if i == 0 || (dir + "/")[i] != '/' || dir == "." {
			continue
		}
		if _, err := m.target.Lstat(dir[:i]); err == nil {
			continue
		}
		if err := m.disk.Mkdir(m.target, dir[:i], 0o777); err != nil && !errors.Is(err, fs.ErrExist) {
			return err
		}
	}
	list, err := fs.ReadDir(m.target.FS(), dir)
	if err != nil {
		return err
	}
	for _, item := range list {
		if isTemp(item.Name()) {
			if err := m.disk.Remove(m.target, path.Join(dir, item.Name())); err != nil && !errors.Is(err, fs.ErrNotExist) {
				return err
			}
		}
	}
	return nil
}

// copy copies one file, and looks whether it has arrived.
func (m *mirror) copy(e entry) error {
	data, err := m.source.ReadFile(e.path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err != nil || m.sums.version(data) != e.version {
		m.result.Altered = append(m.result.Altered, e.path)
		m.drop(e.path)
		return nil
	}
	if err := m.put(e.path, data); err != nil {
		return err
	}
	info, err := m.target.Lstat(e.path)
	if err == nil && info.Size() != e.size {
		err = fmt.Errorf("the folder holds %d bytes of it after %d were written", info.Size(), e.size)
	}
	if err != nil {
		return err
	}
	m.result.Written = append(m.result.Written, e.path)
	m.next[m.place(e.path)].mtime = info.ModTime().UnixNano()
	return nil
}

// place is where a file stands in what is there when all is done, which is in path order.
func (m *mirror) place(name string) int {
	i, _ := slices.BinarySearchFunc(m.next, name, func(e entry, name string) int { return strings.Compare(e.path, name) })
	return i
}

// drop takes a file out of what is recorded: the folder has another version of it, if any.
func (m *mirror) drop(name string) {
	i := m.place(name)
	if k := m.known.find(name); k >= 0 {
		m.next[i] = m.known.entries[k]
		m.next[i].mtime = unknownTime
		return
	}
	m.next = slices.Delete(m.next, i, i+1)
}

// put writes a file beside its place and renames it, or into its place where the share does
// not rename.
func (m *mirror) put(name string, data []byte) error {
	if m.plain {
		return m.overwrite(name, data)
	}
	temp := path.Join(path.Dir(name), tempPrefix+randomName()+tempSuffix)
	err := m.create(temp, data)
	if err != nil {
		m.target.Remove(temp)
		return err
	}
	if err = m.disk.Rename(m.target, temp, name); err == nil {
		return nil
	}
	m.disk.Remove(m.target, temp)
	if state.HeldOpen(err) {
		return err
	}
	if werr := m.overwrite(name, data); werr != nil {
		return err // the first is the cause
	}
	m.plain = true
	return nil
}

func (m *mirror) create(name string, data []byte) error {
	f, err := m.disk.Create(m.target, name, 0o666)
	if err != nil {
		return err
	}
	err = m.disk.Write(f, data)
	if cerr := m.disk.Close(f); err == nil {
		err = cerr
	}
	return err
}

// overwrite writes a file in its place, and makes it if need be.
func (m *mirror) overwrite(name string, data []byte) error {
	return m.disk.Again(func() error {
		if err := m.disk.Allow(state.OpCreate, name); err != nil {
			return err
		}
		f, err := m.target.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o666)
		if err != nil {
			return err
		}
		err = m.disk.Write(f, data)
		if cerr := m.disk.Close(f); err == nil {
			err = cerr
		}
		return err
	})
}

// removeAll removes what is no more, and the folders that are empty then.
func (m *mirror) removeAll() error {
	dirs := map[string]bool{}
	for _, name := range m.gone {
		if err := m.ctx.Err(); err != nil {
			return err
		}
		err := m.disk.Remove(m.target, name)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return m.faulty("removing", path.Join(m.o.To, name), err)
		}
		if err == nil {
			m.result.Removed = append(m.result.Removed, name)
		}
		for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
			dirs[dir] = true
		}
	}
	var list []string
	for dir := range dirs {
		list = append(list, dir)
	}
	slices.Sort(list)
	for _, dir := range slices.Backward(list) {
		m.target.Remove(dir) // stays when there is anything in it
	}
	return nil
}
