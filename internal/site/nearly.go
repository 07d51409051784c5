package site

import (
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"

	"pairbook/internal/diag"
	"pairbook/internal/program"
	"pairbook/internal/source"
)

// nearlyRead finds files that were meant to be read and have a name under which
// nothing reads them. They are problems, since the pages of a relationship would go with
// its file.
func (l *loader) nearlyRead(name string) bool {
	meant, text, hint := meantName(path.Base(name))
	cohort, inside, below := cohortPart(name)
	inCohort := below && inside != "" && !strings.Contains(inside, "/")
	if meant == "" || !inCohort && !strings.HasSuffix(strings.ToLower(name), icloud) {
		return false
	}
	l.tree[name] = true
	l.problem(diag.Position{File: name}, text, hint)
	if !inCohort || path.Ext(meant) != ".toml" {
		return true
	}
	l.setAside(name)
	l.holds(cohort)
	if id := stem(meant); meant == cohortName {
		l.spoiled[cohort] = true
	} else {
		l.site.Broken = append(l.site.Broken, Broken{Cohort: cohort, ID: id, Dir: program.Slug(cohort) + "/" + program.Slug(id)})
	}
	return true
}

// icloud ends the names of files that lie in iCloud alone.
const icloud = ".icloud"

// textEndings are what programs for texts put behind the name that one types.
var textEndings = [...]string{".txt", ".text", ".rtf", ".md", ".html", ".doc", ".docx", ".odt"}

// meantName returns the name that a file was meant to have, empty when it is no other
// than the one it has.
func meantName(name string) (meant, text, hint string) {
	ext := path.Ext(name)
	lower := strings.ToLower(ext)
	stem := strings.TrimSuffix(name, ext)
	original, cloud := inCloud(name)
	switch {
	case cloud:
		meant = original
		if e := strings.ToLower(path.Ext(meant)); e != ".toml" && e != ".md" {
			return "", "", ""
		}
		text, hint = download(meant)
		return meant, text, hint
	case slices.Contains(textEndings[:], lower) && strings.EqualFold(path.Ext(stem), ".toml"):
		meant = strings.TrimSuffix(stem, path.Ext(stem)) + ".toml"
		hint = fmt.Sprintf("take the %s off its name: %q", ext, meant)
	case ext != ".toml" && lower == ".toml":
		meant, hint = stem+".toml", "write its ending in small letters: .toml"
	default:
		return "", "", ""
	}
	return meant, fmt.Sprintf("nothing reads this file, because it is not quite called %q", meant), hint
}

// relationshipText finds the tables that only a relationship file has.
var relationshipText = regexp.MustCompile(`(?m)^[ \t]*\[{0,2}[ \t]*"?(mentor|mentee)s?"?[ \t]*[\].=]`)

// misplaced finds a relationship that lies outside the folder of a cohort.
func (l *loader) misplaced(name string) (bool, error) {
	if strings.ToLower(path.Ext(name)) != ".toml" {
		return false, nil
	}
	if _, inside, below := cohortPart(name); below && strings.Contains(inside, "/") {
		return false, nil
	}
	src, problem, err := source.Read(l.fsys, name, source.TOMLSize)
	if err != nil || problem != nil || !relationshipText.MatchString(src.Text) {
		return false, err
	}
	l.problem(diag.Position{File: name}, "this is a relationship, and nothing reads it, because it lies in no cohort",
		"put it into the folder of its cohort: "+cohortsDir+"/<cohort>/"+path.Base(name))
	l.site.Aside = append(l.site.Aside, name)
	l.site.Broken = append(l.site.Broken, Broken{ID: stem(name)})
	return true, nil
}
