package output

import (
	"context"
	"os"
	"sync/atomic"
	"time"
)

// An operation is one kind of change to the disk.
type operation string

const (
	opCreate operation = "create"
	opWrite  operation = "write"
	opClose  operation = "close"
	opChmod  operation = "chmod"
	opRename operation = "rename"
	opRemove operation = "remove"
	opMkdir  operation = "mkdir"
	opSync   operation = "sync"
)

const (
	// patience is how long a file that another program has open is tried again.
	patience = 2 * time.Second
	// patienceInAll bounds the waiting of one build, should a whole folder be held.
	patienceInAll = 20 * time.Second
)

// A disk does every operation that changes a file. It is the one seam of this
// package: fault, set by tests alone, is asked before each and fails it. What
// another program holds open is tried again for a while.
type disk struct {
	ctx    context.Context
	fault  func(op operation, name string) error
	waited atomic.Int64 // nanoseconds spent on files held open
}

func (d *disk) allow(op operation, name string) error {
	if d.fault == nil {
		return nil
	}
	return d.fault(op, name)
}

// again runs do until it works, fails for another reason than a file held open, or
// patience is at its end.
func (d *disk) again(do func() error) error {
	start, pause := time.Now(), time.Millisecond
	for {
		err := do()
		if err == nil || !heldOpen(err) {
			return err
		}
		if time.Since(start) > patience || time.Duration(d.waited.Load()) > patienceInAll {
			return err
		}
		select {
		case <-d.ctx.Done():
			return err
		case <-time.After(pause):
		}
		d.waited.Add(int64(pause))
		pause = min(2*pause, 100*time.Millisecond)
	}
}

func (d *disk) create(root *os.Root, name string, mode os.FileMode) (*os.File, error) {
	if err := d.allow(opCreate, name); err != nil {
		return nil, err
	}
	return root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
}

func (d *disk) write(f *os.File, data []byte) error {
	if err := d.allow(opWrite, f.Name()); err != nil {
		return err
	}
	_, err := f.Write(data)
	return err
}

func (d *disk) sync(f *os.File) error {
	if err := d.allow(opSync, f.Name()); err != nil {
		return err
	}
	return f.Sync()
}

// close closes the file even when the answer is an error.
func (d *disk) close(f *os.File) error {
	err := d.allow(opClose, f.Name())
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	return err
}

func (d *disk) chmod(root *os.Root, name string, mode os.FileMode) error {
	if err := d.allow(opChmod, name); err != nil {
		return err
	}
	return root.Chmod(name, mode)
}

func (d *disk) mkdir(root *os.Root, name string, mode os.FileMode) error {
	if err := d.allow(opMkdir, name); err != nil {
		return err
	}
	return root.Mkdir(name, mode)
}

func (d *disk) rename(root *os.Root, from, to string) error {
	return d.again(func() error {
		if err := d.allow(opRename, to); err != nil {
			return err
		}
		return root.Rename(from, to)
	})
}

// remove removes a file or an empty folder; a link itself, not what it leads to.
func (d *disk) remove(root *os.Root, name string) error {
	return d.again(func() error {
		if err := d.allow(opRemove, name); err != nil {
			return err
		}
		return root.Remove(name)
	})
}

// replace writes a file of ours whole: a reader meets the old or the new, and with safe
// set after a power cut too. The directory is not synced: file systems bring
// renames to the disk in their order, which is all that is asked for here.
func (d *disk) replace(root *os.Root, name string, safe bool, write func(*os.File) error) error {
	temp := name + ".new"
	if err := root.Remove(temp); err != nil && !os.IsNotExist(err) {
		return err
	}
	f, err := d.create(root, temp, 0o600)
	if err != nil {
		return err
	}
	err = write(f)
	if err == nil && safe {
		err = d.sync(f)
	}
	if cerr := d.close(f); err == nil {
		err = cerr
	}
	if err == nil {
		err = d.rename(root, temp, name)
	}
	if err != nil {
		root.Remove(temp)
	}
	return err
}
