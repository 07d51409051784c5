package output

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"time"
)

const (
	stateName   = ".pairbook" // in the site folder, never published
	lockName    = "lock"
	learnedName = "learned"
)

// A state is the folder .pairbook of a site: for each tree the manifest and the
// promise, what the last build learned, and the lock of the build at work. The
// manifest lists names of people in its paths, and what was learned is all that
// their files say, so all of it is for the owner's eyes alone.
type state struct {
	disk *disk
	dir  string   // on disk, for messages
	site *os.Root // the site folder
	root *os.Root // .pairbook; nil when there is none, in a dry run
	lock *os.File
	made bool // the folder is this run's own making
}

// openState opens the folder, and takes the lock unless look is set: then nothing is
// made or changed.
func openState(d *disk, site string, look bool) (*state, error) {
	root, err := os.OpenRoot(site)
	if err != nil {
		return nil, faulty("opening", site, err)
	}
	s := &state{disk: d, dir: filepath.Join(site, stateName), site: root}
	for range 20 { // another build may take its empty folder away between two steps
		err = s.enter(look)
		if err == nil && !look && s.root != nil {
			err = s.acquire()
		}
		if !errors.Is(err, errGone) {
			break
		}
	}
	if err != nil {
		s.close()
		return nil, faulty("opening", s.dir, err)
	}
	return s, nil
}

// errGone: another build has just taken away what this one was about to use.
var errGone = fmt.Errorf("the folder is being removed: %w", fs.ErrNotExist)

// enter opens .pairbook, and makes it with mode 0700 when it is missing.
func (s *state) enter(look bool) error {
	if s.root != nil {
		s.root.Close()
		s.root = nil
	}
	info, err := s.site.Lstat(stateName)
	if errors.Is(err, fs.ErrNotExist) {
		if look {
			return nil
		}
		err = s.disk.mkdir(s.site, stateName, 0o700)
		if errors.Is(err, fs.ErrExist) {
			return errGone
		}
		if err == nil {
			s.made = true
			info, err = s.site.Lstat(stateName)
		}
	}
	if err != nil {
		return err
	}
	if !info.IsDir() {
		return &Refusal{s.dir, "is not a folder", "move it away: Pairbook keeps its own records under this name"}
	}
	if !look && info.Mode().Perm()&0o077 != 0 && runtime.GOOS != "windows" {
		if err := s.disk.chmod(s.site, stateName, 0o700); err != nil {
			return err
		}
	}
	s.root, err = openDirectory(s.site, stateName, info)
	if errors.Is(err, fs.ErrNotExist) {
		return errGone
	}
	return err
}

// acquire takes the lock of the site. A lock file that the last build left behind
// by dying is free at once, for the system lets go of a dead process's locks.
func (s *state) acquire() error {
	f, err := s.root.OpenFile(lockName, os.O_RDWR|os.O_CREATE, 0o600)
	if errors.Is(err, fs.ErrNotExist) {
		return errGone
	}
	if err != nil {
		return err
	}
	busy, err := lockNamed(s.root, f, lockName)
	if busy {
		defer f.Close()
		return &Refusal{filepath.Dir(s.dir), "another build is at work here" + s.holder(),
			"wait until it has ended, or end it; nothing has been changed"}
	}
	if err != nil {
		f.Close()
		return err
	}
	host, _ := os.Hostname()
	now := time.Now()
	line := fmt.Sprintf(holderLine, os.Getpid(), host, now.Format(time.DateOnly), now.Format(time.TimeOnly))
	err = f.Truncate(0)
	if err == nil {
		_, err = f.WriteAt([]byte(line), 0)
	}
	if err != nil {
		f.Close()
		return err
	}
	s.lock = f
	return nil
}

// lockNamed takes the lock of an open file, or says that another process has it. The
// error is errGone when the file bears its name no more: its last holder removes it
// before letting go. On a network share that knows no locks every file is free.
func lockNamed(root *os.Root, f *os.File, name string) (busy bool, err error) {
	busy, err = lock(f)
	if busy || err != nil && !lockless(err) {
		return busy, err
	}
	mine, err := f.Stat()
	if err != nil {
		return false, err
	}
	there, err := root.Lstat(name)
	if errors.Is(err, fs.ErrNotExist) || err == nil && !os.SameFile(mine, there) {
		return false, errGone
	}
	return false, err
}

// holderLine says in the lock file who has it.
const holderLine = "process %d on %q since %s %s\n"

// holder says who has the lock; the other build may be about to write its line.
func (s *state) holder() string {
	for range 10 {
		var (
			pid             int
			host, day, hour string
		)
		data, err := s.root.ReadFile(lockName)
		if err == nil {
			_, err = fmt.Sscanf(string(data), holderLine, &pid, &host, &day, &hour)
		}
		if err == nil {
			who := fmt.Sprintf(": process %d", pid)
			if own, _ := os.Hostname(); own != host {
				who += fmt.Sprintf(" on %q", host)
			}
			return fmt.Sprintf("%s, since %s %s", who, day, hour)
		}
		time.Sleep(5 * time.Millisecond)
	}
	return ""
}

// load reads a file of ours; a missing one is empty, a damaged one too, and says so.
func (s *state) load(name string) (m *manifest, there, damaged bool, err error) {
	if s.root == nil {
		return &manifest{}, false, false, nil
	}
	data, err := s.root.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return &manifest{}, false, false, nil
	}
	if err != nil {
		return nil, false, false, faulty("reading", filepath.Join(s.dir, name), err)
	}
	m, err = decode(data)
	if err != nil {
		return &manifest{}, true, true, nil
	}
	return m, true, false, nil
}

func (s *state) save(name string, data []byte, safe bool) error {
	write := func(f *os.File) error { return s.disk.write(f, data) }
	return faulty("writing", filepath.Join(s.dir, name), s.disk.replace(s.root, name, safe, write))
}

// learn lets write fill the file of what was learned. Without it the next build is
// slower and no worse, so a disk that does not do its part is no matter.
func (s *state) learn(write func(io.Writer) error) {
	s.disk.replace(s.root, learnedName, false, func(f *os.File) error {
		all := bufio.NewWriterSize(f, 1<<16)
		if err := write(all); err != nil {
			return err
		}
		return all.Flush()
	})
}

// Learned returns what the Learned of the last build of a site wrote, nil when there is
// nothing. It may be of any age, and damaged.
func Learned(site string) []byte {
	root, err := os.OpenRoot(site)
	if err != nil {
		return nil
	}
	defer root.Close()
	name := stateName + "/" + learnedName
	if info, err := root.Lstat(name); err != nil || !info.Mode().IsRegular() {
		return nil
	}
	data, err := root.ReadFile(name)
	if err != nil {
		return nil
	}
	return data
}

func (s *state) drop(name string) error {
	err := s.disk.remove(s.root, name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return faulty("removing", filepath.Join(s.dir, name), err)
}

// close lets the lock go, and takes the folder away when this run made it for
// nothing. The file is removed first: see lockNamed.
func (s *state) close() error {
	var err error
	if s.lock != nil {
		err = s.disk.remove(s.root, lockName)
		unlock(s.lock)
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
		s.site.Remove(stateName) // stays when there is anything in it
	}
	s.site.Close()
	return faulty("removing", filepath.Join(s.dir, lockName), err)
}
