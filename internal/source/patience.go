package source

import (
	"context"
	"errors"
	"io/fs"
	"sync/atomic"
	"time"
)

// A Patience tries again what fails because another program has a file open: an office
// program, a virus scanner, a cloud folder at work.
type Patience struct {
	Each time.Duration // how long one file is tried again

	ctx    context.Context
	waited atomic.Int64 // nanoseconds, for all files
}

// each is how long a file is tried again, and inAll bounds the waiting of one run, should a
// whole folder be held.
const (
	each  = 2 * time.Second
	inAll = 20 * time.Second
)

// NewPatience returns a Patience that ends with ctx.
func NewPatience(ctx context.Context) *Patience { return &Patience{Each: each, ctx: ctx} }

// Again runs do until it works, fails with an error that is not held, or patience is
// at its end. It returns the last error.
func (p *Patience) Again(held func(error) bool, do func() error) error {
	err := do()
	if err == nil || !held(err) { // as mostly: without asking the clock
		return err
	}
	start, pause := time.Now(), time.Millisecond
	for {
		if time.Since(start) > p.Each || time.Duration(p.waited.Load()) > inAll {
			return err
		}
		select {
		case <-p.ctx.Done():
			return err
		case <-time.After(pause):
		}
		p.waited.Add(int64(pause))
		pause = min(2*pause, 100*time.Millisecond)
		if err = do(); err == nil || !held(err) {
			return err
		}
	}
}

// Patient returns a file system that waits for files of fsys that another program
// holds open.
func Patient(ctx context.Context, fsys fs.FS) fs.FS {
	return &patient{fsys, NewPatience(ctx)}
}

type patient struct {
	fsys     fs.FS
	patience *Patience
}

// waitFor runs do with the patience of a file system.
func waitFor[T any](p *Patience, do func() (T, error)) (value T, err error) {
	err = p.Again(Held, func() (err error) {
		value, err = do()
		return err
	})
	return value, err
}

func (p *patient) Open(name string) (fs.File, error) {
	file, err := waitFor(p.patience, func() (fs.File, error) { return p.fsys.Open(name) })
	if err != nil {
		return nil, err
	}
	return &patientFile{file, name, p.patience}, nil
}

func (p *patient) Stat(name string) (fs.FileInfo, error) {
	return waitFor(p.patience, func() (fs.FileInfo, error) { return fs.Stat(p.fsys, name) })
}

func (p *patient) Lstat(name string) (fs.FileInfo, error) {
	return waitFor(p.patience, func() (fs.FileInfo, error) { return fs.Lstat(p.fsys, name) })
}

func (p *patient) ReadLink(name string) (string, error) { return fs.ReadLink(p.fsys, name) }

func (p *patient) ReadDir(name string) ([]fs.DirEntry, error) {
	return waitFor(p.patience, func() ([]fs.DirEntry, error) { return fs.ReadDir(p.fsys, name) })
}

func (p *patient) ReadFile(name string) ([]byte, error) {
	return waitFor(p.patience, func() ([]byte, error) { return fs.ReadFile(p.fsys, name) })
}

// A patientFile waits when a part of the file is locked, which shows only in reading.
type patientFile struct {
	fs.File
	name     string
	patience *Patience
}

func (f *patientFile) Read(p []byte) (int, error) {
	return waitFor(f.patience, func() (int, error) { return f.File.Read(p) })
}

func (f *patientFile) ReadDir(n int) ([]fs.DirEntry, error) {
	if folder, ok := f.File.(fs.ReadDirFile); ok {
		return folder.ReadDir(n)
	}
	return nil, &fs.PathError{Op: "readdir", Path: f.name, Err: errors.New("not a folder")}
}
