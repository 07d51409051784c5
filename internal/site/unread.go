package site

import (
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"pairbook/internal/diag"
)

// reportUnread warns of every file below content/ that nothing read. Where a
// whole folder is out of place, it is named once.
func (l *loader) reportUnread() error {
	if err := l.misspelt(); err != nil {
		return err
	}
	strays := map[string]int{}
	for _, file := range l.unread() {
		misplaced, err := l.misplaced(file)
		if err != nil {
			return err
		}
		if misplaced {
			continue
		}
		if top := strings.SplitN(file, "/", 3); len(top) == 3 && !slices.Contains(folderNames, top[1]) {
			strays[top[1]]++
			continue
		}
		l.warn(diag.Position{File: file}, "nothing reads this file", unreadHint(file))
	}
	for _, folder := range sortedKeys(strays) {
		hint := "the folders of content/ are " + strings.Join(folderNames, ", ")
		if near := diag.Nearest(folder, folderNames); near != "" {
			hint = fmt.Sprintf("did you mean %q?", "content/"+near)
		}
		what := "nothing reads the file in this folder"
		if n := strays[folder]; n > 1 {
			what = fmt.Sprintf("nothing reads the %d files in this folder", n)
		}
		l.warn(diag.Position{File: "content/" + folder}, what, hint)
	}
	return nil
}

// siteFolders are the folders of a site that something reads.
var siteFolders = []string{contentDir, "templates", "themes"}

// misspelt warns of folders beside site.toml that are nearly called like one that is read.
// Those that differ in capitals alone are problems of checkNames.
func (l *loader) misspelt() error {
	entries, err := fs.ReadDir(l.fsys, ".")
	if err != nil {
		return l.unreadable(".", nil, err)
	}
	p := l.site.Program
	for _, e := range entries {
		name := e.Name()
		switch {
		case !e.IsDir(), slices.Contains(siteFolders, name), name == path.Clean(p.Output), name == path.Clean(p.FacilitatorOutput), Litter(name):
		default:
			if near := diag.Nearest(name, siteFolders); near != "" && !strings.EqualFold(name, near) {
				l.warn(diag.Position{File: name}, "nothing reads this folder", fmt.Sprintf("did you mean %q?", near))
			}
		}
	}
	return nil
}

// unread lists the files that nothing read, sorted.
func (l *loader) unread() []string {
	return l.listed(func(file string) bool { return !l.tree[file] })
}

var folderNames = []string{"cohorts", Guidance, Topics, Messages, Formats}

// unreadHint says how a file would have to be called, or where it would have to lie.
func unreadHint(file string) string {
	lower := strings.ToLower(path.Base(file))
	dir := path.Dir(file)
	switch {
	case strings.HasSuffix(lower, ".toml.txt"), strings.HasSuffix(lower, ".md.txt"):
		return fmt.Sprintf("take the .txt off its name: %q", strings.TrimSuffix(path.Base(file), path.Ext(file)))
	case strings.HasSuffix(lower, ".toml") && path.Ext(file) != ".toml", strings.HasSuffix(lower, ".md") && path.Ext(file) != ".md":
		return "write its ending in small letters: " + strings.ToLower(path.Ext(file))
	case path.Ext(file) == ".toml" && dir == contentDir+"/"+Formats: // words in a language
		name, _, _ := cutLanguage(stem(file))
		return fmt.Sprintf("there is no format %q: its file would be %s/%s.toml", name, dir, name)
	case path.Ext(file) == ".toml" && strings.HasPrefix(dir, contentDir+"/"+Formats+"/"):
		return "formats lie directly in content/formats"
	case path.Ext(file) == ".toml" && (dir == "content" || dir == cohortsDir):
		return "a relationship lies in the folder of its cohort: " + cohortsDir + "/<cohort>/" + path.Base(file)
	case path.Ext(file) == ".toml":
		return "relationships lie directly in the folder of their cohort"
	case path.Ext(file) == ".md" && strings.HasPrefix(dir, contentDir+"/"+Formats+"/") && path.Base(dir) == Topics:
		return "a format has no topics of its own: topics lie in content/topics"
	case path.Ext(file) == ".md" && strings.HasPrefix(dir, contentDir+"/"+Formats+"/"):
		return "the guidance of a format lies in content/formats/<format>/guidance, beside content/formats/<format>.toml"
	case path.Ext(file) == ".md":
		return "guidance lies in content/guidance, topics in content/topics, a cohort's own in the same folders of the cohort; messages lie in content/messages"
	}
	if office[strings.ToLower(path.Ext(file))] {
		text := strings.TrimSuffix(path.Base(file), path.Ext(file)) + ".md"
		if kind := path.Base(dir); kind == Guidance || kind == Topics {
			return "copy its text into " + dir + "/" + text
		}
		return "copy its text into content/topics/" + text + ", or into the guidance that it belongs to"
	}
	return "no page shows it or links to it"
}

// office are the endings of documents whose text may have been meant as guidance. A PDF is
// not among them, nor are slides and tables: they are published as they are, by a link.
var office = map[string]bool{
	".docx": true, ".doc": true, ".docm": true, ".odt": true, ".rtf": true, ".pages": true, ".gdoc": true,
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
