package source

import (
	"errors"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// Layers are file systems laid over each other, the first on top. A file is that
// of the first layer that has the name; a folder shows the files of all layers.
// Where an upper layer has a file and a lower one a folder of the same name, the
// folder and all below it are hidden. An error of a layer other than a missing
// file is returned: an unreadable file must not fall back to the one below.
type Layers []fs.FS

// Layer returns the number of the layer that name comes from, counting from 0,
// or -1 when no layer has it. For a folder it is the topmost.
func (l Layers) Layer(name string) int {
	i, _, err := l.find("stat", name)
	if err != nil {
		return -1
	}
	return i
}

// find returns the first layer that has the name, and what Lstat says there.
func (l Layers) find(op, name string) (int, fs.FileInfo, error) {
	if !fs.ValidPath(name) {
		return 0, nil, &fs.PathError{Op: op, Path: name, Err: fs.ErrInvalid}
	}
	for i, layer := range l {
		info, err := fs.Lstat(layer, name)
		switch {
		case err == nil:
			return i, info, nil
		case blocked(layer, name):
			return 0, nil, &fs.PathError{Op: op, Path: name, Err: fs.ErrNotExist}
		case !errors.Is(err, fs.ErrNotExist):
			return 0, nil, err
		}
	}
	return 0, nil, &fs.PathError{Op: op, Path: name, Err: fs.ErrNotExist}
}

// blocked reports whether a layer has a file where name needs a folder.
func blocked(layer fs.FS, name string) bool {
	for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
		if info, err := fs.Stat(layer, dir); err == nil {
			return !info.IsDir()
		}
	}
	return false
}

// Open opens the topmost file of the name; a folder lists the files of all layers.
func (l Layers) Open(name string) (fs.File, error) {
	i, _, err := l.find("open", name)
	if err != nil {
		return nil, err
	}
	file, err := l[i].Open(name)
	if err != nil {
		return nil, err
	}
	info, err := file.Stat()
	if err != nil || !info.IsDir() {
		return file, err
	}
	file.Close()
	entries, err := l.ReadDir(name)
	if err != nil {
		return nil, err
	}
	return &folder{name: name, info: info, entries: entries}, nil
}

// ReadDir returns the entries of a folder in all layers, sorted by name.
func (l Layers) ReadDir(name string) ([]fs.DirEntry, error) {
	first, _, err := l.find("readdir", name)
	if err != nil {
		return nil, err
	}
	var entries []fs.DirEntry
	seen := map[string]bool{}
	for i := first; i < len(l); i++ {
		if i > first {
			info, err := fs.Stat(l[i], name)
			if errors.Is(err, fs.ErrNotExist) && !blocked(l[i], name) {
				continue
			}
			if err == nil && !info.IsDir() || blocked(l[i], name) {
				break
			}
		}
		list, err := fs.ReadDir(l[i], name)
		if err != nil {
			return nil, err
		}
		for _, entry := range list {
			if !seen[entry.Name()] {
				seen[entry.Name()] = true
				entries = append(entries, entry)
			}
		}
	}
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return entries, nil
}

// Stat describes the topmost file of the name, after following links.
func (l Layers) Stat(name string) (fs.FileInfo, error) {
	i, _, err := l.find("stat", name)
	if err != nil {
		return nil, err
	}
	return fs.Stat(l[i], name)
}

// Lstat describes the topmost file of the name, or the link that it is.
func (l Layers) Lstat(name string) (fs.FileInfo, error) {
	_, info, err := l.find("lstat", name)
	return info, err
}

// ReadLink returns where the topmost file of the name, a link, leads.
func (l Layers) ReadLink(name string) (string, error) {
	i, _, err := l.find("readlink", name)
	if err != nil {
		return "", err
	}
	return fs.ReadLink(l[i], name)
}

// ReadFile returns the content of the topmost file of the name.
func (l Layers) ReadFile(name string) ([]byte, error) {
	i, _, err := l.find("read", name)
	if err != nil {
		return nil, err
	}
	return fs.ReadFile(l[i], name)
}

// A folder is an open folder of Layers: what it lists was gathered at the
// opening.
type folder struct {
	name    string
	info    fs.FileInfo
	entries []fs.DirEntry // those not yet returned
}

func (f *folder) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *folder) Close() error               { return nil }

func (f *folder) Read([]byte) (int, error) {
	return 0, &fs.PathError{Op: "read", Path: f.name, Err: errors.New("is a directory")}
}

// ReadDir returns the next n entries, all that are left when n is not positive.
func (f *folder) ReadDir(n int) ([]fs.DirEntry, error) {
	if n <= 0 || n > len(f.entries) {
		if n > 0 && len(f.entries) == 0 {
			return nil, io.EOF
		}
		n = len(f.entries)
	}
	list := slices.Clone(f.entries[:n])
	f.entries = f.entries[n:]
	return list, nil
}
