package source

import (
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Composed shows a file system with names in the composed form of Unicode (NFC), in which
// nearly every keyboard writes, and finds files under both forms. Archives and disks of
// macOS have names in the decomposed form, so that a topic "résumé" would not be found
// though both look the same.
func Composed(fsys fs.FS) fs.FS { return composed{fsys} }

type composed struct{ fsys fs.FS }

// real returns the name that a file has on the disk.
func (c composed) real(name string) string {
	if ascii(name) || !fs.ValidPath(name) {
		return name
	}
	if _, err := fs.Lstat(c.fsys, name); !errors.Is(err, fs.ErrNotExist) {
		return name
	}
	dir := "."
	for part := range strings.SplitSeq(name, "/") {
		if !ascii(part) {
			part = c.entry(dir, part)
		}
		dir = path.Join(dir, part)
	}
	return dir
}

// entry returns what a file of a folder is called in its own form.
func (c composed) entry(dir, name string) string {
	entries, err := fs.ReadDir(c.fsys, dir)
	if err != nil {
		return name
	}
	wanted := norm.NFC.String(name)
	for _, e := range entries {
		if e.Name() == name {
			return name
		}
	}
	for _, e := range entries {
		if norm.NFC.String(e.Name()) == wanted {
			return e.Name()
		}
	}
	return name
}

func ascii(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool { return r >= utf8.RuneSelf })
}

func (c composed) Open(name string) (fs.File, error)      { return c.fsys.Open(c.real(name)) }
func (c composed) Stat(name string) (fs.FileInfo, error)  { return fs.Stat(c.fsys, c.real(name)) }
func (c composed) Lstat(name string) (fs.FileInfo, error) { return fs.Lstat(c.fsys, c.real(name)) }
func (c composed) ReadLink(name string) (string, error)   { return fs.ReadLink(c.fsys, c.real(name)) }
func (c composed) ReadFile(name string) ([]byte, error)   { return fs.ReadFile(c.fsys, c.real(name)) }
func (c composed) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(c.fsys, c.real(name))
	if !slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return !ascii(e.Name()) }) {
		return entries, err
	}
	there := make(map[string]bool, len(entries))
	for _, e := range entries {
		there[e.Name()] = true
	}
	entries = slices.Clone(entries)
	for i, e := range entries {
		if name := norm.NFC.String(e.Name()); utf8.ValidString(name) && !there[name] {
			entries[i], there[name] = named{e, name}, true
		}
	}
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return entries, err
}

// named is an entry of a folder under another name.
type named struct {
	fs.DirEntry
	name string
}

func (n named) Name() string { return n.name }
