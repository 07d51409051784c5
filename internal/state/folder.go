// Package state is the folder .pairbook of a site: what Pairbook has to remember from
// one run to the next, and the lock that lets only one run change the site. It
// is for the owner's eyes alone, since it lists names of people.
//
// A file of it is written whole: a reader meets the old one or the new one, after a
// power cut too. Every change to the disk goes through a Disk, here and in package
// output, so that tests can fail each one; what the machine does not do is a
// Fault, and a folder that must not be written to is a Refusal.
//
// Not here: what the files say.
package state

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
)

// Name is the folder's name in the site.
const Name = ".pairbook"

// A Folder is the folder .pairbook, open and locked.
type Folder struct {
	disk *Disk
	dir  string   // on disk, for messages
	site *os.Root // the site folder
	root *os.Root // .pairbook; nil when there is none, and only looked at
	lock *os.File
	made bool // the folder is this run's own making
}

// Open opens the folder of a site, makes it when it is missing, and takes the lock. When
// look is set nothing is made or changed, and no lock taken. The error is a Refusal
// or a Fault.
func Open(d *Disk, site string, look bool) (*Folder, error) {
	root, err := os.OpenRoot(site)
	if err != nil {
		return nil, Faulty("opening", site, err)
	}
	s := &Folder{disk: d, dir: filepath.Join(site, Name), site: root}
	for range 20 { // another build may take its empty folder away between two steps
		err = s.enter(look)
		if err == nil && !look && s.root != nil {
			err = s.acquire()
		}
		if !errors.Is(err, ErrGone) {
			break
		}
	}
	if err != nil {
		s.Close()
		return nil, Faulty("opening", s.dir, err)
	}
	return s, nil
}

// enter opens .pairbook, and makes it with mode 0700 when it is missing.
func (s *Folder) enter(look bool) error {
	if s.root != nil {
		s.root.Close()
		s.root = nil
	}
	info, err := s.site.Lstat(Name)
	if errors.Is(err, fs.ErrNotExist) {
		if look {
			return nil
		}
		err = s.disk.Mkdir(s.site, Name, 0o700)
		if errors.Is(err, fs.ErrExist) {
			return ErrGone
		}
		if err == nil {
			s.made = true
			info, err = s.site.Lstat(Name)
		}
	}
	if err != nil {
		return err
	}
	if !info.IsDir() {
		return Refuse(s.dir, "is not a folder", "move it away: Pairbook keeps its own records under this name")
	}
	if !look && info.Mode().Perm()&0o077 != 0 && runtime.GOOS != "windows" {
		if err := s.disk.chmod(s.site, Name, 0o700); err != nil {
			return err
		}
	}
	s.root, err = OpenDirectory(s.site, Name, info)
	if errors.Is(err, fs.ErrNotExist) {
		return ErrGone
	}
	if err != nil {
		return err
	}
	return s.inspect()
}

// inspect refuses a folder in which something lies that is neither a file nor a folder: reading from a
// pipe would wait for ever.
func (s *Folder) inspect() error {
	entries, err := fs.ReadDir(s.root.FS(), ".")
	if err != nil {
		return err
	}
	for _, e := range entries {
		if e.Type()&(fs.ModeNamedPipe|fs.ModeSocket|fs.ModeDevice|fs.ModeCharDevice) != 0 {
			return Refuse(s.Path(e.Name()), "is not a file", "move it away: Pairbook keeps its own records in this folder")
		}
	}
	return nil
}

// Stat describes a file of the folder; a missing one is an fs.ErrNotExist.
func (s *Folder) Stat(name string) (fs.FileInfo, error) {
	if s.root == nil {
		return nil, fs.ErrNotExist
	}
	return s.root.Lstat(name)
}

// Path is where a file of the folder is on the disk.
func (s *Folder) Path(name string) string { return filepath.Join(s.dir, name) }

// Read returns what a file of the folder holds, nil when there is none.
func (s *Folder) Read(name string) ([]byte, error) {
	if s.root == nil {
		return nil, nil
	}
	data, err := s.root.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if data == nil {
		data = []byte{}
	}
	return data, Faulty("reading", s.Path(name), err)
}

// List returns the names of the files of the folder that begin with prefix, sorted.
func (s *Folder) List(prefix string) ([]string, error) {
	if s.root == nil {
		return nil, nil
	}
	entries, err := fs.ReadDir(s.root.FS(), ".")
	if err != nil {
		return nil, Faulty("reading", s.dir, err)
	}
	var names []string
	for _, entry := range entries {
		if strings.HasPrefix(entry.Name(), prefix) && entry.Type().IsRegular() {
			names = append(names, entry.Name())
		}
	}
	return names, nil
}

// Rename gives a file of the folder another name, in place of what had it.
func (s *Folder) Rename(from, to string) error {
	return Faulty("writing", s.Path(to), s.disk.Rename(s.root, from, to))
}

// Site is the folder of the site; Close closes it.
func (s *Folder) Site() *os.Root { return s.site }

// Peek returns what a file in the folder of a site holds, without the lock: nil when it
// cannot be read. It may be of any age, and damaged.
func Peek(site, name string) []byte {
	root, err := os.OpenRoot(site)
	if err != nil {
		return nil
	}
	defer root.Close()
	if info, err := root.Lstat(Name + "/" + name); err != nil || !info.Mode().IsRegular() {
		return nil
	}
	data, err := root.ReadFile(Name + "/" + name)
	if err != nil {
		return nil
	}
	return data
}

// Save writes a file of the folder whole, with safe set so that it outlives a power cut.
func (s *Folder) Save(name string, data []byte, safe bool) error {
	return s.Write(name, safe, func(f *os.File) error { return s.disk.Write(f, data) })
}

// Write is Save of what fill writes.
func (s *Folder) Write(name string, safe bool, fill func(*os.File) error) error {
	return Faulty("writing", s.Path(name), s.disk.replace(s.root, name, safe, fill))
}

// Remove removes a file of the folder, if it is there.
func (s *Folder) Remove(name string) error {
	err := s.disk.Remove(s.root, name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return Faulty("removing", s.Path(name), err)
}

// RemoveWhenEmpty lets Close remove the folder, as it does one that this run made.
func (s *Folder) RemoveWhenEmpty() { s.made = true }

// Close lets the lock go, and takes the folder away when this run made it for
// nothing. The file is removed first: see Lock.
func (s *Folder) Close() error {
	var err error
	if s.lock != nil {
		err = s.disk.Remove(s.root, lockName)
		Unlock(s.lock)
		if cerr := s.lock.Close(); err == nil {
			err = cerr
		}
		s.lock = nil
	}
	if s.root != nil {
		s.root.Close()
		s.root = nil
	}
	if s.made {
		s.site.Remove(Name) // stays when there is anything in it
	}
	s.site.Close()
	return Faulty("removing", s.Path(lockName), err)
}
