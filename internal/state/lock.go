package state

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

const lockName = "lock"

// ErrGone: another build has just taken away what this one was about to use.
var ErrGone = fmt.Errorf("the folder is being removed: %w", fs.ErrNotExist)

// acquire takes the lock of the site. A lock file that the last build left behind
// by dying is free at once, for the system lets go of a dead process's locks.
func (s *Folder) acquire() error {
	f, err := s.root.OpenFile(lockName, os.O_RDWR|os.O_CREATE, 0o600)
	if errors.Is(err, fs.ErrNotExist) {
		return ErrGone
	}
	if err != nil {
		return err
	}
	busy, err := Lock(s.root, f, lockName)
	if busy {
		defer f.Close()
		return Refuse(filepath.Dir(s.dir), "another build is at work here"+s.holder(),
			"wait until it has ended, or end it; nothing has been changed")
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

// Lock takes the lock of an open file, or says that another process has it. The
// error is ErrGone when the file bears its name no more: its last holder removes it
// before letting go. On a network share that knows no locks every file is free.
func Lock(root *os.Root, f *os.File, name string) (busy bool, err error) {
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
		return false, ErrGone
	}
	return false, err
}

// holderLine says in the lock file who has it.
const holderLine = "process %d on %q since %s %s\n"

// holder says who has the lock; the other build may be about to write its line.
func (s *Folder) holder() string {
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
