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
	"strconv"
	"strings"
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
	s.root, err = openFolder(s.site, stateName, info)
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
	busy, err := lock(f)
	if lockless(err) {
		busy, err = lockByName(f)
	}
	switch {
	case busy:
		defer f.Close()
		return &Refusal{filepath.Dir(s.dir), "another build is at work here" + s.holder(),
			"wait until it has ended, or end it; nothing has been changed"}
	case err == nil:
		err = stillThere(s.root, f, lockName)
	}
	if err != nil {
		f.Close()
		return err
	}
	host, _ := os.Hostname()
	line := fmt.Sprintf("process %d on %s since %s\n", os.Getpid(), strconv.Quote(host), time.Now().Format("2006-01-02 15:04:05"))
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

// stillThere says that a locked file bears its name yet: its last holder removes it
// before letting go.
func stillThere(root *os.Root, f *os.File, name string) error {
	mine, err := f.Stat()
	if err != nil {
		return err
	}
	there, err := root.Lstat(name)
	if errors.Is(err, fs.ErrNotExist) || err == nil && !os.SameFile(mine, there) {
		return errGone
	}
	return err
}

// holder says who has the lock; the other build may be about to write its line.
func (s *state) holder() string {
	for range 10 {
		data, err := s.root.ReadFile(lockName)
		if pid, host, since, ok := parseHolder(string(data)); err == nil && ok {
			who := fmt.Sprintf(": process %d", pid)
			if own, _ := os.Hostname(); own != host {
				who += " on " + strconv.Quote(host)
			}
			return who + ", since " + since
		}
		time.Sleep(5 * time.Millisecond)
	}
	return ""
}

func parseHolder(line string) (pid int, host, since string, ok bool) {
	rest, ok := strings.CutPrefix(strings.TrimSuffix(line, "\n"), "process ")
	number, rest, ok2 := strings.Cut(rest, " on ")
	quoted, err := strconv.QuotedPrefix(rest)
	if !ok || !ok2 || err != nil {
		return 0, "", "", false
	}
	pid, err = strconv.Atoi(number)
	host, err2 := strconv.Unquote(quoted)
	since, ok = strings.CutPrefix(rest[len(quoted):], " since ")
	return pid, host, since, ok && err == nil && err2 == nil
}

// lockByName is for shares without locks: the line in the file counts as long as the
// process it names lives, or is one of another machine.
func lockByName(f *os.File) (busy bool, err error) {
	data, err := io.ReadAll(io.NewSectionReader(f, 0, 1024))
	if err != nil {
		return false, err
	}
	pid, host, _, ok := parseHolder(string(data))
	own, _ := os.Hostname()
	return ok && pid != os.Getpid() && (host != own || alive(pid)), nil
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
	return faulty("writing", filepath.Join(s.dir, name), s.disk.replace(s.root, name, data, 0o600, safe))
}

// learn lets write fill the file of what was learned. Without it the next build is
// slower and no worse, so a disk that does not do its part is no matter.
func (s *state) learn(write func(io.Writer) error) {
	const temp = learnedName + ".new"
	s.root.Remove(temp)
	f, err := s.disk.create(s.root, temp, 0o600)
	if err != nil {
		return
	}
	all := bufio.NewWriterSize(f, 1<<16)
	err = write(all)
	if err == nil {
		err = all.Flush()
	}
	if cerr := s.disk.close(f); err == nil {
		err = cerr
	}
	if err != nil || s.disk.rename(s.root, temp, learnedName) != nil {
		s.root.Remove(temp)
	}
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
// nothing. The file is removed first: see stillThere.
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
