package site

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math"
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"pairbook/internal/diag"
	"pairbook/internal/source"
)

// contentDir is the folder of everything that is written for a programme.
const contentDir = "content"

// An inventory is what lies below content/.
type inventory struct {
	tree    map[string]bool     // every file, and whether something reads it
	folders map[string][]string // cohort folders that hold something, with their relationship files
	spoiled map[string]bool     // cohorts of which a file or folder cannot be used
	count   int                 // how many of the files are relationships
	plain   bool                // there is nothing but folders and regular files, all with good names
}

// list walks content/ and notes every file in it. What has a name that cannot be
// used, or is a link that cannot be followed, is a problem here, whether
// something would read it or not.
func (l *loader) list() error {
	m := l.memory
	if l.sameFiles() {
		l.inventory = m.last
		l.tree = maps.Clone(m.last.tree)
		return nil
	}
	l.inventory = inventory{tree: make(map[string]bool, len(m.relationships)), folders: map[string][]string{}, spoiled: map[string]bool{}, plain: true}
	before := len(l.problems)
	err := fs.WalkDir(l.fsys, contentDir, l.visit)
	if err == nil {
		l.plain = l.plain && len(l.problems) == before
		m.last = l.inventory
		m.last.tree = maps.Clone(l.tree)
		m.forget(func(file string) bool { _, ok := l.tree[file]; return ok })
	}
	return err
}

// listed returns the files below content/ of which something is so, sorted.
func (l *loader) listed(is func(file string) bool) []string {
	var files []string
	for file := range l.tree {
		if is(file) {
			files = append(files, file)
		}
	}
	slices.Sort(files)
	return files
}

// sameFiles reports whether the files below content/ are those of the last time: what may
// have changed there are files that were listed, and are there still.
func (l *loader) sameFiles() bool {
	m := l.memory
	if m.changed == nil || !m.last.plain {
		return false
	}
	for name := range m.changed {
		if name != contentDir && !strings.HasPrefix(name, contentDir+"/") {
			continue
		}
		info, err := fs.Lstat(l.fsys, name)
		if _, listed := m.last.tree[name]; !listed || err != nil || !source.PlainFile(info) {
			return false
		}
	}
	return true
}

// visit notes one file or folder.
func (l *loader) visit(name string, entry fs.DirEntry, err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return l.unreadable(name, entry, err)
	case name == contentDir && !entry.IsDir():
		l.problem(diag.Position{File: name}, "a folder is wanted here, this is a file", "rename it, and make a folder of that name")
		return nil
	case !entry.IsDir() && l.nearlyRead(name):
		return nil
	case Litter(entry.Name()) || l.misnamed(name):
		return skip(entry)
	case l.elsewhere(name):
		return nil
	case entry.IsDir():
		return l.enter(name)
	}
	l.tree[name] = false
	if !source.PlainEntry(entry) {
		l.plain = false
		if err := l.look(name); err != nil {
			return err
		}
	}
	return l.assign(name)
}

// unreadable says why a folder cannot be listed.
func (l *loader) unreadable(name string, entry fs.DirEntry, err error) error {
	if p := source.Outside(name, err); p != nil {
		l.problems = append(l.problems, *p)
		return nil
	}
	err = source.Unreadable(name, err)
	if entry == nil || !l.setAside(name) {
		return err
	}
	l.plain = false
	l.site.Unreadable = append(l.site.Unreadable, Unreadable{name, err})
	return nil
}

// setAside notes that something in content/cohorts is not as it should be, and which
// relationships that spoils. It reports false when it could be anything.
func (l *loader) setAside(name string) bool {
	cohort, inside, below := cohortPart(name)
	if !below {
		return false
	}
	l.site.Aside = append(l.site.Aside, name)
	switch top, _, _ := strings.Cut(inside, "/"); {
	case inside == "":
		l.site.Broken = append(l.site.Broken, Broken{Cohort: cohort})
	case top == Guidance, top == Topics, inside == cohortName:
		l.spoiled[cohort] = true
	}
	return true
}

// cohortPart splits the path of what lies in content/cohorts into the cohort and the
// path in its folder.
func cohortPart(name string) (cohort, inside string, ok bool) {
	rest, ok := strings.CutPrefix(name, cohortsDir+"/")
	cohort, inside, _ = strings.Cut(rest, "/")
	return cohort, inside, ok
}

func skip(entry fs.DirEntry) error {
	if entry.IsDir() {
		return fs.SkipDir
	}
	return nil
}

// misnamed finds names that no page, message or address can show as they are.
func (l *loader) misnamed(name string) bool {
	base, at := path.Base(name), diag.Position{File: name}
	if !utf8.ValidString(base) {
		l.problem(at, "this name is not UTF-8", "rename it")
		return true
	}
	what := ""
	if i := strings.IndexFunc(base, unicode.IsControl); i >= 0 {
		r, _ := utf8.DecodeRuneInString(base[i:])
		what = fmt.Sprintf("the control character U+%04X", r)
	} else if _, found, ok := source.Safe(base); !ok {
		what = found
	}
	if what != "" {
		l.problem(at, "this name holds "+what, "rename it")
	}
	return what != ""
}

// enter goes into a folder, unless it lies too deep.
func (l *loader) enter(name string) error {
	if strings.Count(name, "/") > source.FolderDepth {
		l.warn(diag.Position{File: name}, fmt.Sprintf("this folder lies more than %d folders deep: nothing in it is looked at", source.FolderDepth), "")
		return fs.SkipDir
	}
	return nil
}

// look looks at what is no regular file: a link to a file of the site is as good
// as that file, anything else is a problem.
func (l *loader) look(name string) error {
	if info, err := fs.Stat(l.fsys, name); err == nil && info.IsDir() {
		l.tree[name] = true
		l.setAside(name)
		l.problem(diag.Position{File: name}, "this is a link to a folder, and only links to files are followed", "put the folder itself here")
		return nil
	}
	problem, err := source.Inspect(l.fsys, name, math.MaxInt64)
	if problem != nil {
		l.tree[name] = true
		l.setAside(name)
		l.problems = append(l.problems, *problem)
	}
	return err
}

// assign notes which cohort a file belongs to, and counts the relationships.
func (l *loader) assign(name string) error {
	rest, below := strings.CutPrefix(name, cohortsDir+"/")
	id, file, inside := strings.Cut(rest, "/")
	if !below || !inside {
		return nil
	}
	l.holds(id)
	if strings.Contains(file, "/") || path.Ext(file) != ".toml" || file == cohortName {
		return nil
	}
	l.folders[id] = append(l.folders[id], name)
	if l.count++; l.count > source.Relationships {
		l.problem(diag.Position{File: cohortsDir}, fmt.Sprintf("there are more than %d relationships", source.Relationships), "make several sites of them")
		clear(l.tree)
		clear(l.folders)
		return fs.SkipAll
	}
	return nil
}

// holds notes that there is something in the folder of a cohort.
func (l *loader) holds(cohort string) {
	if _, known := l.folders[cohort]; !known {
		l.folders[cohort] = nil
	}
}

// Litter reports whether a file or folder is one that editors, office programs
// and file managers leave behind, by its name.
func Litter(name string) bool {
	if original, ok := inCloud(name); ok {
		return Litter(original)
	}
	switch {
	case strings.HasPrefix(name, "."), strings.HasPrefix(name, "~$"), strings.HasSuffix(name, "~"),
		strings.HasPrefix(name, "#") && strings.HasSuffix(name, "#"),
		strings.HasPrefix(name, "~WR"), strings.Contains(name, "___jb_"),
		slices.Contains(litterEndings[:], path.Ext(name)), slices.Contains(litterNames[:], name):
		return true
	}
	return false
}

var (
	litterEndings = [...]string{".tmp", ".swp", ".swo", ".swx"}
	litterNames   = [...]string{"4913", "Thumbs.db", "desktop.ini", "Icon\r", "__MACOSX"}
)
