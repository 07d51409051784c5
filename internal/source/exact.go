package source

import (
	"context"
	"io/fs"
	"path"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Site returns the file system of a site's folder as all systems are to see it: Patient,
// Exact and Composed.
func Site(ctx context.Context, fsys fs.FS) fs.FS { return Composed(Exact(Patient(ctx, fsys))) }

// Sources is Site with the names that files have on the disk, for verbs that write to them.
func Sources(ctx context.Context, fsys fs.FS) fs.FS { return Exact(Patient(ctx, fsys)) }

// Exact returns a file system in which a file is found only under its own name,
// capitals included. Windows and macOS find logo.svg as LOGO.svg too; a site that
// rests on that would break on a Linux server. What a folder holds is looked at once,
// so that an exact file system serves one run.
func Exact(fsys fs.FS) fs.FS {
	if !ignoresCase(fsys) {
		return fsys
	}
	return &exact{fsys: fsys, folders: map[string]map[string]bool{}}
}

// ignoresCase reports whether a file at the top is found under its name with capitals
// and small letters exchanged.
func ignoresCase(fsys fs.FS) bool {
	entries, err := fs.ReadDir(fsys, ".")
	if err != nil {
		return false
	}
	names := map[string]bool{}
	for _, entry := range entries {
		names[entry.Name()] = true
	}
	for name := range names {
		other := strings.Map(exchangeCase, name)
		if other == name || names[other] {
			continue
		}
		_, err := fs.Lstat(fsys, other)
		return err == nil
	}
	return false
}

// exchangeCase changes the letters that all systems agree on.
func exchangeCase(r rune) rune {
	switch {
	case r >= 'a' && r <= 'z':
		return unicode.ToUpper(r)
	case r >= 'A' && r <= 'Z':
		return unicode.ToLower(r)
	}
	return r
}

type exact struct {
	fsys fs.FS

	mu      sync.Mutex
	folders map[string]map[string]bool // the names in a folder; nil: it cannot be listed
}

// check returns fs.ErrNotExist when a part of the name is written otherwise in its folder.
// Of letters with accents there are two forms, which macOS takes for one.
func (e *exact) check(op, name string) error {
	if !fs.ValidPath(name) {
		return nil // the file system below says so
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	for part := name; part != "."; part = path.Dir(part) {
		if names := e.names(path.Dir(part)); names != nil && !names[norm.NFC.String(path.Base(part))] {
			return &fs.PathError{Op: op, Path: name, Err: fs.ErrNotExist}
		}
	}
	return nil
}

// names lists a folder, once; e.mu is held.
func (e *exact) names(folder string) map[string]bool {
	names, known := e.folders[folder]
	if known {
		return names
	}
	if entries, err := fs.ReadDir(e.fsys, folder); err == nil {
		names = make(map[string]bool, len(entries))
		for _, entry := range entries {
			names[norm.NFC.String(entry.Name())] = true
		}
	}
	e.folders[folder] = names
	return names
}

func (e *exact) Open(name string) (fs.File, error) {
	if err := e.check("open", name); err != nil {
		return nil, err
	}
	return e.fsys.Open(name)
}

func (e *exact) Stat(name string) (fs.FileInfo, error) {
	if err := e.check("stat", name); err != nil {
		return nil, err
	}
	return fs.Stat(e.fsys, name)
}

func (e *exact) Lstat(name string) (fs.FileInfo, error) {
	if err := e.check("lstat", name); err != nil {
		return nil, err
	}
	return fs.Lstat(e.fsys, name)
}

func (e *exact) ReadLink(name string) (string, error) { return fs.ReadLink(e.fsys, name) }

func (e *exact) ReadDir(name string) ([]fs.DirEntry, error) {
	if err := e.check("readdir", name); err != nil {
		return nil, err
	}
	return fs.ReadDir(e.fsys, name)
}

func (e *exact) ReadFile(name string) ([]byte, error) {
	if err := e.check("open", name); err != nil {
		return nil, err
	}
	return fs.ReadFile(e.fsys, name)
}
