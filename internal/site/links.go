package site

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"pairbook/internal/diag"
	"pairbook/internal/markdown"
	"pairbook/internal/program"
	"pairbook/internal/source"
)

// A linker turns the links between Markdown files into links between pages.
type linker struct {
	site     *Site
	used     map[string]bool // the site's tags
	files    fs.FS           // the site over the built-in one
	bySource map[string]*Document
	media    map[string]Media // by source
	problems []diag.Problem
	warned   int                 // how many of the problems are of the document in hand
	folders  map[string][]string // what lies in those that were looked into
	refused  map[string]bool     // files that links lead to and that may not be published
	active   map[string]string   // of SVG files that were looked into: what they do besides showing
}

func newLinker(s *Site, files fs.FS, documents []*Document) *linker {
	l := &linker{site: s, used: s.tags(), files: files, bySource: map[string]*Document{}, media: map[string]Media{}, folders: map[string][]string{}, active: map[string]string{}, refused: map[string]bool{}}
	for _, d := range documents {
		l.bySource[d.Source] = d
	}
	return l
}

// link finds out where the links of a document lead.
func (l *linker) link(d *Document) {
	d.hrefs = map[markdown.Link]string{}
	l.warned = 0
	for _, link := range d.Links {
		d.hrefs[link] = l.resolve(d, link)
	}
	if more := l.warned - source.FileProblems; more > 0 {
		l.problems = append(l.problems, diag.Problem{
			Severity: diag.Warning, Position: diag.Position{File: d.Source},
			Text: fmt.Sprintf("%d more links of this file lead nowhere", more),
		})
	}
}

// resolve returns the address of a link's target, relative to the document's
// page; empty when it leads nowhere, which is a warning.
func (l *linker) resolve(d *Document, link markdown.Link) string {
	for _, target := range candidates(d, link.Path) {
		if to := l.bySource[target]; to != nil && !link.Picture {
			return l.toDocument(d, to, link)
		}
		if !fs.ValidPath(target) || !regular(l.files, target) {
			continue
		}
		if text, hint := l.withheld(target); text != "" {
			l.refused[target] = true
			l.lost(link.Position, fmt.Sprintf("this %s is left out: %s", kindOf(link), text), func() string { return hint })
			return ""
		}
		return relative(d.Address, l.take(target).Address)
	}
	l.lost(link.Position, fmt.Sprintf("this %s leads nowhere: there is no file %q", kindOf(link), link.To),
		func() string { return l.nearest(d, link) })
	return ""
}

// kindOf names a link or picture for a message.
func kindOf(link markdown.Link) string {
	if link.Picture {
		return "picture"
	}
	return "link"
}

// toDocument prefers the version of the target in the language of the link's own
// document, and in place of one without a page the one that readers of that language, or of the
// programme's, get.
func (l *linker) toDocument(d, to *Document, link markdown.Link) string {
	versions := l.site.Library.Versions(to)
	inLanguage := func(lang program.Language) int {
		return slices.IndexFunc(versions, func(v *Document) bool { return v.Language.Base() == lang.Base() })
	}
	if i := slices.IndexFunc(versions, func(v *Document) bool { return v.suffix != "" && v.suffix == d.suffix }); i >= 0 {
		to = versions[i]
	} else if i := inLanguage(d.Language); i >= 0 && to.Language.Base() != d.Language.Base() {
		to = versions[i]
	}
	for _, lang := range []program.Language{d.Language, l.site.Program.Language} { // nobody may read the former
		if l.site.Library.unread(to, l.used) {
			to = l.site.Library.Find(to.Kind, to.Name, to.Cohort, to.Format, lang)
		}
	}
	href := relative(d.Address, to.Address)
	if link.Fragment == "" {
		return href
	}
	id, doubt, ok := to.Anchor(link.Fragment)
	if doubt != nil {
		l.lost(link.Position, doubt.Text, func() string { return doubt.Hint })
	}
	if !ok && !to.broken {
		l.lost(link.Position, fmt.Sprintf("this link leads nowhere: %s has no heading %q", to.Source, link.Fragment),
			func() string { return to.NearestAnchor(link.Fragment) })
	}
	if id == "" {
		return href
	}
	return href + "#" + id
}

// take notes that a file is to be copied.
func (l *linker) take(file string) Media {
	m, ok := l.media[file]
	if !ok {
		m = Media{Source: file, Address: mediaAddress(file)}
		l.media[file] = m
	}
	return m
}

// lost warns of a link that leads nowhere. hint is asked for as long as the warnings
// of a document are shown.
func (l *linker) lost(at diag.Position, text string, hint func() string) {
	l.warned++
	if l.warned <= source.FileProblems {
		l.problems = append(l.problems, diag.Problem{Severity: diag.Warning, Position: at, Text: text, Hint: hint()})
	}
}

// names lists a folder, once.
func (l *linker) names(folder string) []string {
	names, known := l.folders[folder]
	if !known {
		entries, err := fs.ReadDir(l.files, folder)
		if err != nil {
			entries = nil // a hint less
		}
		for _, e := range entries {
			names = append(names, e.Name())
		}
		l.folders[folder] = names
	}
	return names
}

// nearest is the hint for a link to nothing: the file whose name is closest.
func (l *linker) nearest(d *Document, link markdown.Link) string {
	if !link.Picture && !strings.HasSuffix(link.Path, ".md") && l.bySource[candidates(d, link.Path+".md")[0]] != nil {
		return fmt.Sprintf("did you mean %q?", link.Path+".md")
	}
	dir := path.Dir(path.Join(path.Dir(d.Source), link.Path))
	near := diag.Nearest(path.Base(link.Path), l.names(dir))
	if near == "" {
		return ""
	}
	return fmt.Sprintf("did you mean %q?", path.Join(path.Dir(link.Path), near))
}

// candidates lists the files that a relative path can mean: the one beside the
// document, and for a cohort's or a format's own document the one that everybody has.
func candidates(d *Document, to string) []string {
	target := path.Join(path.Dir(d.Source), norm.NFC.String(to))
	for folder, owner := range map[string]string{cohortsDir: d.Cohort, contentDir + "/" + Formats: d.Format} {
		if rest, ok := strings.CutPrefix(target, folder+"/"+owner+"/"); ok && owner != "" {
			return []string{target, "content/" + rest}
		}
	}
	return []string{target}
}

func regular(files fs.FS, name string) bool {
	info, err := fs.Stat(files, name)
	return err == nil && source.PlainFile(info)
}

// mediaAddress keeps a file's place below content/, each part made safe.
func mediaAddress(file string) string {
	parts := strings.Split(strings.TrimPrefix(file, "content/"), "/")
	last := len(parts) - 1
	ext := strings.ToLower(path.Ext(parts[last]))
	parts[last] = strings.TrimSuffix(parts[last], path.Ext(parts[last]))
	for i, part := range parts {
		parts[i] = program.Slug(part)
	}
	return "assets/media/" + strings.Join(parts, "/") + ext
}

// relative is the link from one page of the output to another.
func relative(from, to string) string {
	here, there := strings.Split(from, "/"), strings.Split(to, "/")
	for len(here) > 1 && len(there) > 1 && here[0] == there[0] {
		here, there = here[1:], there[1:]
	}
	return strings.Repeat("../", len(here)-1) + strings.Join(there, "/")
}
