package filetest

import (
	"io/fs"
	"path"
	"strings"
)

// Cloud returns the files of fsys as Windows shows those of a cloud folder such as
// OneDrive: neither files nor folders are regular, and all can be read.
func Cloud(fsys fs.FS) fs.FS { return cloud{fsys} }

// Irregular is a file of a cloud folder.
func Irregular(info fs.FileInfo) fs.FileInfo { return irregular{info} }

type cloud struct{ fsys fs.FS }

func (c cloud) Open(name string) (fs.File, error) {
	file, err := c.fsys.Open(name)
	if err != nil {
		return nil, err
	}
	return irregularFile{file}, nil
}

func (c cloud) Lstat(name string) (fs.FileInfo, error) {
	info, err := fs.Lstat(c.fsys, name)
	if err != nil {
		return nil, err
	}
	return irregular{info}, nil
}

func (c cloud) ReadLink(name string) (string, error) { return fs.ReadLink(c.fsys, name) }

func (c cloud) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(c.fsys, name)
	for i, entry := range entries {
		info, err := entry.Info()
		if err != nil {
			return nil, err
		}
		entries[i] = fs.FileInfoToDirEntry(irregular{info})
	}
	return entries, err
}

type irregularFile struct{ fs.File }

func (f irregularFile) Stat() (fs.FileInfo, error) {
	info, err := f.File.Stat()
	if err != nil {
		return nil, err
	}
	return irregular{info}, nil
}

type irregular struct{ fs.FileInfo }

func (i irregular) Mode() fs.FileMode { return i.FileInfo.Mode() | fs.ModeIrregular }
func (i irregular) Sys() any          { return nil }

// Caseless returns the files of fsys as Windows and macOS find them: under their names in
// capitals or small letters. Folders are listed with the names that they have.
func Caseless(fsys fs.FS) fs.FS { return caseless{fsys} }

type caseless struct{ fsys fs.FS }

func (c caseless) Open(name string) (fs.File, error)      { return c.fsys.Open(c.real(name)) }
func (c caseless) Lstat(name string) (fs.FileInfo, error) { return fs.Lstat(c.fsys, c.real(name)) }
func (c caseless) Stat(name string) (fs.FileInfo, error)  { return fs.Stat(c.fsys, c.real(name)) }
func (c caseless) ReadLink(name string) (string, error)   { return fs.ReadLink(c.fsys, c.real(name)) }
func (c caseless) ReadDir(name string) ([]fs.DirEntry, error) {
	return fs.ReadDir(c.fsys, c.real(name))
}

// real is the name that a file has; name itself, when there is none.
func (c caseless) real(name string) string {
	if name == "." || !fs.ValidPath(name) {
		return name
	}
	dir := c.real(path.Dir(name))
	entries, err := fs.ReadDir(c.fsys, dir)
	if err != nil {
		return name
	}
	for _, entry := range entries {
		if strings.EqualFold(entry.Name(), path.Base(name)) {
			return path.Join(dir, entry.Name())
		}
	}
	return name
}
