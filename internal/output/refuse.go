package output

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"pairbook/internal/source"
	"pairbook/internal/state"
)

// markerName is the file that says a folder is ours. Its bytes are the same
// everywhere, so that it tells nothing about who is in the programme.
const (
	markerName = ".pairbook-output"
	markerText = "Pairbook writes this folder and replaces the pages in it; files that it did not write stay as they are.\n"
)

// sources are the folders of a site that hold what people wrote, and our records.
var sources = [...]string{"content", "templates", "themes", state.Name}

// litter is what desktops and version control leave in an empty folder.
var litter = [...]string{".DS_Store", "Thumbs.db", "desktop.ini", ".gitkeep", ".gitignore"}

// A checker refuses folders that no build may write to. Folders are compared as the
// system sees them, for names that differ in case or lead through links may be one
// folder; and as text besides, with case folded, for those that are not there yet.
type checker struct {
	site  string // absolute, links followed
	here  []os.FileInfo
	share bool // the folder may lie directly in a share: pages are copied there
}

func newChecker(site string) (*checker, error) {
	info, err := os.Stat(site)
	if err == nil && !info.IsDir() {
		return nil, state.Refuse(site, "is a file, not the folder of a site", "give the folder that holds site.toml")
	}
	if errors.Is(err, fs.ErrNotExist) {
		return nil, state.Refuse(site, "there is no such folder", "give the folder that holds site.toml")
	}
	var at string
	if err == nil {
		at, err = resolve(site)
	}
	if err != nil {
		return nil, state.Faulty("looking at", site, err)
	}
	return &checker{site: at, here: upwards(at)}, nil
}

// resolve makes a path absolute and follows the links of the part that exists.
func resolve(path string) (string, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	rest := ""
	for dir := abs; ; {
		_, err := os.Lstat(dir)
		if err == nil {
			real, err := filepath.EvalSymlinks(dir)
			return filepath.Join(real, rest), err
		}
		up := filepath.Dir(dir)
		if !errors.Is(err, fs.ErrNotExist) || up == dir {
			return "", err
		}
		rest = filepath.Join(filepath.Base(dir), rest)
		dir = up
	}
}

// fileAbove returns the file that a path would lie below, "" when there is none. Of
// such paths systems speak in several ways.
func fileAbove(path string) string {
	for dir := filepath.Dir(path); ; dir = filepath.Dir(dir) {
		if info, err := os.Stat(dir); err == nil && !info.IsDir() {
			return dir
		} else if err == nil || dir == filepath.Dir(dir) {
			return ""
		}
	}
}

// upwards describes a folder and all above it, those that exist.
func upwards(path string) []os.FileInfo {
	var infos []os.FileInfo
	for {
		if info, err := os.Stat(path); err == nil {
			infos = append(infos, info)
		}
		up := filepath.Dir(path)
		if up == path {
			return infos
		}
		path = up
	}
}

func among(info os.FileInfo, infos []os.FileInfo) bool {
	return slices.ContainsFunc(infos, func(other os.FileInfo) bool { return os.SameFile(info, other) })
}

// inside says that path is folder or lies in it. Both are resolved.
func inside(path, folder string) bool {
	if info, err := os.Stat(folder); err == nil && among(info, upwards(path)) {
		return true
	}
	rel, err := filepath.Rel(strings.ToLower(folder), strings.ToLower(path))
	return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}

// tree checks the folder of a tree and returns where it really is.
func (c *checker) tree(given string) (string, error) {
	given = filepath.Clean(given) // a slash at the end would follow a link
	if file := fileAbove(given); file != "" {
		return "", state.Refuse(given, "lies below "+file+", which is a file", "choose another folder for the output")
	}
	info, err := os.Lstat(given)
	switch {
	case err == nil && info.Mode()&fs.ModeSymlink != 0:
		to, err := filepath.EvalSymlinks(given)
		if err != nil {
			to, _ = os.Readlink(given)
		}
		return "", state.Refuse(given, "is a symbolic link", "give the folder it leads to: "+to)
	case err == nil && !info.IsDir():
		return "", state.Refuse(given, "is a file, not a folder", "choose another folder for the output")
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return "", state.Faulty("looking at", given, err)
	}
	at, err := resolve(given)
	if err != nil {
		return "", state.Faulty("looking at", given, err)
	}
	if text := c.danger(at); text != "" {
		return "", state.Refuse(given, text, "choose a folder of its own for the output, like public in the site folder")
	}
	return at, nil
}

// danger says what is wrong with a folder as output, "" when nothing is.
func (c *checker) danger(at string) string {
	volume := filepath.VolumeName(at)
	parts := strings.FieldsFunc(at[len(volume):], func(r rune) bool { return os.IsPathSeparator(uint8(r)) && r < 128 })
	switch {
	case len(parts) == 0:
		return "is the root of a disk or share"
	case len(parts) == 1 && !(c.share && volume != ""):
		return "lies directly below the root of a disk or share"
	}
	info, err := os.Stat(at)
	there := err == nil
	if home, err := os.UserHomeDir(); err == nil && there {
		if real, err := filepath.EvalSymlinks(home); err == nil && among(info, upwards(real)) {
			return "is your home folder or holds it"
		}
	}
	if there && among(info, c.here) {
		return "is the site itself or holds it"
	}
	for _, name := range sources {
		folder := filepath.Join(c.site, name)
		if real, err := filepath.EvalSymlinks(folder); err == nil {
			folder = real
		}
		switch {
		case inside(at, folder), inside(at, filepath.Join(c.site, name)):
			return "lies in " + name + ", which is not for output"
		case there && among(info, upwards(folder)):
			return "holds the folder " + name + " of the site"
		}
	}
	if _, err := os.Lstat(filepath.Join(at, "site.toml")); err == nil {
		return "is a site itself: it holds a site.toml"
	}
	return ""
}

// apart refuses two trees that share a folder.
func apart(a, b Tree, atA, atB string) error {
	if !inside(atA, atB) {
		a, b, atA, atB = b, a, atB, atA
	}
	if !inside(atA, atB) {
		return nil
	}
	return state.Refuse(a.Dir, "is or lies in the folder for the "+b.Name+" pages, "+b.Dir,
		"give each a folder of its own: what is in public is for everybody")
}

// A holding is what is found in the folder of a tree.
type holding int

const (
	nothing holding = iota // no folder
	empty
	marked // ours
	others
)

// look says whose a folder is. The name of the marker decides, and not its bytes: a
// killed build may have left it empty.
func look(at string) (holding, error) { return lookFor(at, markerName) }

// lookFor is look for a marker of any name.
func lookFor(at, marker string) (holding, error) {
	list, err := os.ReadDir(at)
	if errors.Is(err, fs.ErrNotExist) {
		return nothing, nil
	}
	if err != nil {
		return nothing, err
	}
	found := empty
	for _, item := range list {
		switch name := item.Name(); {
		case name == marker && source.PlainEntry(item):
			return marked, nil
		case !isLitter(name):
			found = others
		}
	}
	return found, nil
}

func isLitter(name string) bool { return slices.Contains(litter[:], name) || isTemp(name) }
