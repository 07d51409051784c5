package state

import (
	"context"
	"errors"
	"io/fs"
	"os"

	"pairbook/internal/diag"
)

// A Refusal says that a folder will not be written to: it is not ours, it is a
// dangerous one, or another build is at work there. Nothing has been changed.
type Refusal struct {
	Path string // the folder, as it was given
	Text string // what is wrong with it
	Hint string // what to do
}

// Refuse returns a Refusal of a folder.
func Refuse(path, text, hint string) *Refusal { return &Refusal{path, text, hint} }

func (r *Refusal) Error() string { return r.Path + ": " + r.Text }

// A Fault is something the machine would not do. Every page is then either the old
// one or the new one, and the next build puts the rest right.
type Fault = diag.Fault

const wholePages = "every page is either the old one or the new one"

// Faulty makes a Fault of an error of the machine. An interruption, a refusal and an error
// that is wrapped already pass unchanged.
func Faulty(doing, path string, err error) error {
	var fault *Fault
	var refusal *Refusal
	if err == nil || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) ||
		errors.As(err, &fault) || errors.As(err, &refusal) {
		return err
	}
	hint := "mend the cause and build again; " + wholePages
	switch {
	case diskFull(err):
		hint = "the disk is full or your quota is used up: make room and build again; " + wholePages
	case readOnly(err):
		hint = "the disk is read-only: choose another folder, or have it made writable"
	case HeldOpen(err):
		hint = "is it open in a browser preview, in Excel, or being read by an antivirus scan? close it and build again"
	case errors.Is(err, fs.ErrPermission):
		hint = "you may not write there: check the permissions of the folder, or choose another"
	case errors.Is(err, fs.ErrNotExist):
		hint = "it vanished meanwhile: was the folder moved or deleted? build again"
	}
	return &Fault{Doing: doing, Path: path, Err: cause(err), Hint: hint}
}

// cause is the innermost reason without the system's names for call and file, which
// the Fault says better.
func cause(err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err
	}
	var link *os.LinkError
	if errors.As(err, &link) {
		return link.Err
	}
	return err
}
