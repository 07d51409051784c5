package edit

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"

	"pairbook/internal/source"
	"pairbook/internal/state"
)

// Sources are the files and folders of a site that are its author's.
var Sources = []string{"site.toml", "content", "templates", "themes"}

// textEndings are those of files that are text to be read and written by people.
var textEndings = []string{".toml", ".md", ".html", ".css", ".js", ".svg", ".txt"}

// IsText reports whether a name is one that a text of a site can have: among its sources, with the ending
// of a text, nothing hidden, nothing that leads elsewhere on any system.
func IsText(name string) bool {
	top, _, below := strings.Cut(name, "/")
	if !fs.ValidPath(name) || !slices.Contains(Sources, top) || below != (path.Ext(top) == "") {
		return false
	}
	for part := range strings.SplitSeq(name, "/") {
		if strings.HasPrefix(part, ".") || strings.HasSuffix(part, ".") || strings.HasSuffix(part, " ") || strings.ContainsAny(part, "\\:*?\"<>|\n\t") {
			return false
		}
	}
	_, _, safe := source.Safe(name)
	return safe && slices.Contains(textEndings, path.Ext(name))
}

// Read returns a text of the site; nil: there is none of that name. A link is refused, also on the way.
func (f *Folder) Read(name string) ([]byte, error) {
	if !IsText(name) {
		return nil, state.Refuse(name, "this is no text of the site", "the texts are site.toml and what lies in content, templates and themes")
	}
	root, err := os.OpenRoot(f.Dir)
	if err != nil {
		return nil, fmt.Errorf("opening the site: %w", err)
	}
	defer root.Close()
	for at := range len(name) {
		if name[at] != '/' {
			continue
		}
		info, err := root.Lstat(name[:at])
		if errors.Is(err, fs.ErrNotExist) {
			return nil, nil
		}
		if err == nil && !info.IsDir() {
			return nil, state.Refuse(name[:at], "this is no folder of its own", "change the files where they are")
		}
	}
	info, err := root.Lstat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil
	case err == nil && !source.PlainFile(info):
		return nil, state.Refuse(name, "this is a link, and would become a file of its own", "change the file that it leads to")
	case err != nil:
		return nil, source.Unreadable(name, err)
	}
	data, problem, err := source.ReadBinary(root.FS(), name, source.TOMLSize)
	if problem != nil {
		return nil, state.Refuse(name, problem.Text, problem.Hint)
	}
	if data == nil && err == nil {
		data = []byte{}
	}
	return data, err
}

// Texts lists the texts of the site. Links are passed over.
func (f *Folder) Texts() ([]string, error) {
	root, err := os.OpenRoot(f.Dir)
	if err != nil {
		return nil, fmt.Errorf("opening the site: %w", err)
	}
	defer root.Close()
	var names []string
	for _, top := range Sources {
		err := fs.WalkDir(root.FS(), top, func(name string, entry fs.DirEntry, err error) error {
			switch {
			case errors.Is(err, fs.ErrNotExist):
				return nil
			case err != nil:
				return err
			case entry.IsDir() && strings.HasPrefix(entry.Name(), "."):
				return fs.SkipDir
			case !entry.IsDir() && source.PlainEntry(entry) && IsText(name):
				names = append(names, name)
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return names, nil
}
