package site

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"pairbook/internal/diag"
)

// tops are the files and folders at the top of a site that are read.
var tops = []string{siteName, contentDir, "templates", "themes"}

// checkNames finds what the site folder has under almost the right name: other capitals,
// which only some systems pass over, and files that are in iCloud alone.
func (l *loader) checkNames() error {
	entries, err := fs.ReadDir(l.fsys, ".")
	if err != nil {
		return l.unreadable(".", nil, err)
	}
	for _, entry := range entries {
		name := entry.Name()
		if original, ok := inCloud(name); ok && slices.Contains(tops, original) {
			l.elsewhere(name)
		}
		i := slices.IndexFunc(tops, func(top string) bool { return strings.EqualFold(top, name) })
		if i >= 0 && name != tops[i] {
			l.problem(diag.Position{File: name}, fmt.Sprintf("Pairbook reads %q, and this is called %q", tops[i], name),
				fmt.Sprintf("rename it %q: capitals and small letters are not the same on every computer", tops[i]))
		}
	}
	for _, top := range tops[2:] { // content is walked by list
		err := fs.WalkDir(l.fsys, top, func(name string, _ fs.DirEntry, err error) error {
			if err == nil {
				l.elsewhere(name)
			}
			return nil // package theme says what is wrong with a folder
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// elsewhere finds the placeholder of a file that is in iCloud and not on this computer.
func (l *loader) elsewhere(name string) bool {
	original, ok := inCloud(path.Base(name))
	if ok && !Litter(original) {
		text, hint := download(original)
		l.problem(diag.Position{File: name}, text, hint)
	}
	return ok
}

// download words the problem of a file that lies in iCloud alone.
func download(original string) (text, hint string) {
	return fmt.Sprintf("%q lies in iCloud and not on this computer", original), "download it first: in the Finder, choose Download Now for it"
}

// inCloud returns the name of the file that a placeholder of iCloud stands for. Up to
// macOS 13 a file that was not downloaded is seen as ".name.icloud".
func inCloud(name string) (original string, ok bool) {
	original, ok = strings.CutSuffix(name, icloud)
	if !ok || len(original) < 2 || original[0] != '.' {
		return "", false
	}
	return original[1:], true
}

// cloudOnly reports whether a file of the site is in iCloud alone.
func cloudOnly(fsys fs.FS, name string) bool {
	_, err := fs.Lstat(fsys, path.Join(path.Dir(name), "."+path.Base(name)+icloud))
	return err == nil
}
