// Package source is the one reader of a site's files. It says no to whatever is
// not a plain file inside the site, is too large, or is not text where text is
// wanted; and it says so in words for the author, as a diag.Problem.
//
// A site is an fs.FS: in life the FS of an os.Root, which no symbolic link can
// leave, in tests an fstest.MapFS. Layers puts several such file systems over
// each other, so that a site's own template or guidance stands before the
// built-in one of the same name.
//
// Safe finds the characters that no text of a workbook may hold, because they
// are invisible and turn text round or cut it short. The limits of the whole
// program are constants in limits.go.
//
// Not here: what the files mean (packages tomlfile, markdown, site), writing
// (package output).
package source

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"syscall"

	"pairbook/internal/diag"
)

// Read returns the text of a regular file of at most limit bytes, as UTF-8 and
// without byte order mark; line ends are kept. A mistake of the author is a
// problem: too large, not UTF-8, not a file, a link out of the site. A missing
// file is an error that is fs.ErrNotExist; faults of the machine are errors
// that name the file.
func Read(fsys fs.FS, name string, limit int64) (diag.Source, *diag.Problem, error) {
	data, problem, err := ReadBinary(fsys, name, limit)
	if problem != nil || err != nil {
		return diag.Source{}, problem, err
	}
	src, problem := Text(name, data)
	return src, problem, nil
}

// ReadBinary is Read without the checks of text, for pictures and fonts.
func ReadBinary(fsys fs.FS, name string, limit int64) ([]byte, *diag.Problem, error) {
	problem, err := Inspect(fsys, name, limit)
	if problem != nil || err != nil {
		return nil, problem, err
	}
	file, err := fsys.Open(name)
	if err != nil {
		if escapes(err) {
			return nil, outside(name), nil
		}
		return nil, nil, Unreadable(name, err)
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return nil, nil, Unreadable(name, err)
	}
	if !PlainFile(info) { // exchanged since it was looked at
		return nil, irregular(name, info.Mode()), nil
	}
	data := bytes.NewBuffer(make([]byte, 0, min(info.Size(), limit)+bytes.MinRead))
	if _, err := data.ReadFrom(io.LimitReader(file, limit+1)); err != nil {
		return nil, nil, Unreadable(name, err)
	}
	if int64(data.Len()) > limit { // grown since it was looked at
		return nil, tooLarge(name, int64(data.Len()), limit), nil
	}
	return data.Bytes(), nil, nil
}

// Inspect looks at a file without opening it: opening a FIFO would wait for
// ever, and reading a device may have no end. It returns what Read would.
func Inspect(fsys fs.FS, name string, limit int64) (*diag.Problem, error) {
	if !fs.ValidPath(name) {
		return nil, Unreadable(name, fs.ErrInvalid)
	}
	info, err := fs.Lstat(fsys, name)
	if err == nil && info.Mode()&fs.ModeSymlink != 0 {
		info, err = fs.Stat(fsys, name)
		if errors.Is(err, syscall.ELOOP) {
			return &diag.Problem{
				Position: diag.Position{File: name},
				Text:     "this is a link that leads back to itself",
				Hint:     "put the file itself here, or delete the link",
			}, nil
		}
		if errors.Is(err, fs.ErrNotExist) {
			return &diag.Problem{
				Position: diag.Position{File: name},
				Text:     "this is a link to a file that does not exist",
				Hint:     "put the file itself here, or delete the link",
			}, nil
		}
	}
	switch {
	case err != nil && escapes(err):
		return outside(name), nil
	case err != nil && blocked(fsys, name): // systems differ in what they call that
		return nil, Unreadable(name, fs.ErrNotExist)
	case err != nil:
		return nil, Unreadable(name, err)
	case !PlainFile(info):
		return irregular(name, info.Mode()), nil
	case info.Size() > limit:
		return tooLarge(name, info.Size(), limit), nil
	}
	return nil, nil
}

// Unreadable is the diag.Fault of a file or folder of the site that the machine does not
// give. It names the file once: the errors of fs carry an operation and often a path
// of the machine, which say less than the name in the site.
func Unreadable(name string, err error) error {
	var pathErr *fs.PathError
	if errors.As(err, &pathErr) {
		err = pathErr.Err
	}
	hint := ""
	switch {
	case Held(err):
		hint = "another program has it open: Excel or an editor, a preview, an antivirus scan or a cloud folder at work? close it there and try again"
	case errors.Is(err, fs.ErrPermission):
		hint = "you may not read it: check its permissions"
	}
	return &diag.Fault{Doing: "reading", Path: name, Err: err, Hint: hint}
}

// escapes reports whether an os.Root refused a name because a link leads out of
// it. The error has no name of its own in package os.
func escapes(err error) bool {
	var pathErr *fs.PathError
	return errors.As(err, &pathErr) && strings.Contains(pathErr.Err.Error(), "path escapes")
}

// Outside makes a problem of the error that a file or folder of the site gave
// because a link on the way to it leads out of the site; of any other, nil.
func Outside(name string, err error) *diag.Problem {
	if !escapes(err) {
		return nil
	}
	return outside(name)
}

func outside(name string) *diag.Problem {
	for part := range strings.SplitSeq(name, "/") {
		if device(part) {
			return &diag.Problem{
				Position: diag.Position{File: name},
				Text:     fmt.Sprintf("Windows keeps the name %q for a device, and opens no file or folder of that name", part),
				Hint:     "rename it",
			}
		}
	}
	return &diag.Problem{
		Position: diag.Position{File: name},
		Text:     "this is a link to a place outside the site folder",
		Hint:     "put the file itself into the site folder",
	}
}

// device reports whether Windows keeps a name for a device, with any ending.
func device(name string) bool {
	stem, _, _ := strings.Cut(strings.ToLower(name), ".")
	switch stem = strings.TrimRight(stem, " "); stem {
	case "con", "prn", "aux", "nul", "conin$", "conout$":
		return true
	}
	return len(stem) == 4 && (stem[:3] == "com" || stem[:3] == "lpt") && stem[3] >= '0' && stem[3] <= '9'
}

func irregular(name string, mode fs.FileMode) *diag.Problem {
	kind := "a device"
	switch {
	case mode.IsDir():
		kind = "a folder"
	case mode&fs.ModeNamedPipe != 0:
		kind = "a pipe"
	case mode&fs.ModeSocket != 0:
		kind = "a socket"
	}
	return &diag.Problem{
		Position: diag.Position{File: name},
		Text:     "a file is wanted here, this is " + kind,
		Hint:     "rename it or take it away",
	}
}

func tooLarge(name string, size, limit int64) *diag.Problem {
	return &diag.Problem{
		Position: diag.Position{File: name},
		Text:     fmt.Sprintf("the file is too large: %s, and at most %s can be read", amount(size), amount(limit)),
		Hint:     "divide it into several files, or look whether it is what its name says",
	}
}

// amount writes a size in the unit that reads best. Sizes are rounded up, so that
// one byte above a limit never looks like the limit.
func amount(n int64) string {
	for _, unit := range []struct {
		size int64
		name string
	}{{1 << 20, "MiB"}, {1 << 10, "KiB"}} {
		if n >= unit.size {
			tenths := (n*10 + unit.size - 1) / unit.size
			if tenths%10 == 0 {
				return fmt.Sprintf("%d %s", tenths/10, unit.name)
			}
			return fmt.Sprintf("%d.%d %s", tenths/10, tenths%10, unit.name)
		}
	}
	return fmt.Sprintf("%d bytes", n)
}
