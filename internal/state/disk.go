package state

import (
	"context"
	"io/fs"
	"os"

	"pairbook/internal/source"
)

// An Operation is one kind of change to the disk.
type Operation string

const (
	OpCreate Operation = "create"
	OpWrite  Operation = "write"
	OpClose  Operation = "close"
	OpChmod  Operation = "chmod"
	OpRename Operation = "rename"
	OpRemove Operation = "remove"
	OpMkdir  Operation = "mkdir"
	OpSync   Operation = "sync"
)

// A Disk does every operation that changes a file, and looks at those that are to be
// changed. It is the one seam between Pairbook and the machine: a fault, given by tests
// alone, is asked before each operation and fails it. What another program holds open is
// tried again for a while.
type Disk struct {
	Patience *source.Patience

	// Look, set by tests alone, changes what the machine says of a file.
	Look func(name string, info fs.FileInfo, err error) (fs.FileInfo, error)

	fault func(op Operation, name string) error
}

// A Place is a folder that a Disk works in: an os.Root, or in tests a share that behaves
// otherwise than the disks of this computer.
type Place interface {
	Lstat(name string) (fs.FileInfo, error)
	ReadFile(name string) ([]byte, error)
	OpenFile(name string, flag int, mode fs.FileMode) (*os.File, error)
	Mkdir(name string, mode fs.FileMode) error
	Chmod(name string, mode fs.FileMode) error
	Rename(from, to string) error
	Remove(name string) error
}

// NewDisk returns a disk whose waiting ends with ctx. fault may be nil.
func NewDisk(ctx context.Context, fault func(op Operation, name string) error) *Disk {
	return &Disk{Patience: source.NewPatience(ctx), fault: fault}
}

// Allow asks the fault; it serves operations that a Disk has no method for.
func (d *Disk) Allow(op Operation, name string) error {
	if d.fault == nil {
		return nil
	}
	return d.fault(op, name)
}

// Again runs do until it works, fails for another reason than a file held open, or
// patience is at its end.
func (d *Disk) Again(do func() error) error { return d.Patience.Again(HeldOpen, do) }

// Lstat describes what lies at a name, a link itself and not what it leads to. Windows opens
// a file for that, so that it fails while another program holds the file.
func (d *Disk) Lstat(root Place, name string) (info fs.FileInfo, err error) {
	err = d.Again(func() (err error) {
		info, err = root.Lstat(name)
		if d.Look != nil {
			info, err = d.Look(name, info, err)
		}
		return err
	})
	return info, err
}

// ReadFile returns what a file holds.
func (d *Disk) ReadFile(root Place, name string) (data []byte, err error) {
	err = d.Again(func() (err error) {
		data, err = root.ReadFile(name)
		return err
	})
	return data, err
}

// Create makes a file that is not there yet.
func (d *Disk) Create(root Place, name string, mode os.FileMode) (*os.File, error) {
	if err := d.Allow(OpCreate, name); err != nil {
		return nil, err
	}
	return root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
}

// Write writes to a file that is open.
func (d *Disk) Write(f *os.File, data []byte) error {
	if err := d.Allow(OpWrite, f.Name()); err != nil {
		return err
	}
	_, err := f.Write(data)
	return err
}

func (d *Disk) sync(f *os.File) error {
	if err := d.Allow(OpSync, f.Name()); err != nil {
		return err
	}
	return f.Sync()
}

// Close closes the file even when the answer is an error.
func (d *Disk) Close(f *os.File) error {
	err := d.Allow(OpClose, f.Name())
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	return err
}

func (d *Disk) chmod(root Place, name string, mode os.FileMode) error {
	if err := d.Allow(OpChmod, name); err != nil {
		return err
	}
	return root.Chmod(name, mode)
}

// Mkdir makes a directory.
func (d *Disk) Mkdir(root Place, name string, mode os.FileMode) error {
	if err := d.Allow(OpMkdir, name); err != nil {
		return err
	}
	return root.Mkdir(name, mode)
}

// Rename gives a file another name in its directory, in place of what had it.
func (d *Disk) Rename(root Place, from, to string) error {
	return d.Again(func() error {
		if err := d.Allow(OpRename, to); err != nil {
			return err
		}
		return root.Rename(from, to)
	})
}

// Remove removes a file or an empty folder; a link itself, not what it leads to.
func (d *Disk) Remove(root Place, name string) error {
	return d.Again(func() error {
		if err := d.Allow(OpRemove, name); err != nil {
			return err
		}
		return root.Remove(name)
	})
}

// replace writes a file of ours whole: a reader meets the old or the new, and with safe
// set after a power cut too. The directory is not synced: file systems bring
// renames to the disk in their order, which is all that is asked for here.
func (d *Disk) replace(root Place, name string, safe bool, write func(*os.File) error) error {
	temp := name + ".new"
	err := d.Stage(root, temp, 0o600, safe, write)
	if err == nil {
		err = d.Rename(root, temp, name)
	}
	if err != nil {
		root.Remove(temp)
	}
	return err
}

// Stage writes a temporary file whole, in place of one that an earlier run left, for
// Rename to give it its name. With safe set it is on the disk when Stage returns. On an error it
// is removed.
func (d *Disk) Stage(root Place, temp string, mode os.FileMode, safe bool, write func(*os.File) error) error {
	f, err := d.Create(root, temp, mode)
	if os.IsExist(err) {
		if err = root.Remove(temp); err == nil {
			f, err = d.Create(root, temp, mode)
		}
	}
	if err != nil {
		return err
	}
	err = write(f)
	if err == nil && safe {
		err = d.sync(f)
	}
	if cerr := d.Close(f); err == nil {
		err = cerr
	}
	if err != nil {
		root.Remove(temp)
	}
	return err
}
