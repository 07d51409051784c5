package site

import (
	"cmp"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"
	"golang.org/x/text/unicode/norm"

	"pairbook/internal/diag"
	"pairbook/internal/digest"
	"pairbook/internal/markdown"
	"pairbook/internal/program"
	"pairbook/internal/source"
)

// A documentFile is one Markdown file, and what was read of it.
type documentFile struct {
	fsys     fs.FS
	name     string
	document *Document

	source   diag.Source
	parsed   *markdown.Document // nil when it cannot be read
	problems []diag.Problem
}

// listDocuments finds all Markdown, the site's and what the built-in site has besides. The
// names are all that relationships rest on.
func (l *loader) listDocuments() error {
	isDocument := func(name string) bool {
		_, format, ok := documentPlace(name)
		return ok && l.known(format)
	}
	for _, name := range l.listed(isDocument) {
		cohort, format, _ := documentPlace(name)
		l.tree[name] = true
		l.found = append(l.found, &documentFile{fsys: l.fsys, name: name, document: l.newDocument(name, cohort, format, false)})
	}
	for _, pattern := range []string{"content/guidance/*.md", "content/topics/*.md", "content/formats/*/guidance/*.md"} {
		names, err := fs.Glob(l.builtin, pattern)
		if err != nil {
			return err
		}
		for _, name := range names {
			if _, own := l.tree[name]; !own {
				_, format, _ := documentPlace(name)
				l.found = append(l.found, &documentFile{fsys: l.builtin, name: name, document: l.newDocument(name, "", format, true)})
			}
		}
	}
	for _, f := range l.found {
		l.docs = append(l.docs, f.document)
	}
	l.site.Library = newLibrary(l.site.Program.Language, l.docs)
	return nil
}

func (l *loader) newDocument(name, cohort, format string, builtin bool) *Document {
	var in *program.Cohort
	if cohort != "" {
		in = &program.Cohort{ID: cohort, Address: program.Slug(cohort)}
	}
	return newDocument(name, in, format, l.site.Program.Language, builtin)
}

// readDocuments reads what was found, but the built-in documents in languages that nobody
// here reads, and those of formats that no relationship has.
func (l *loader) readDocuments() error {
	used, formats := l.site.tags(), l.site.formats()
	files := slices.DeleteFunc(l.found, func(f *documentFile) bool {
		d := f.document
		return d.builtin && (d.suffix != "" && !used[d.suffix] || !formats[d.Format])
	})
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for _, f := range files {
		group.Go(func() (err error) {
			defer diag.Catch(&err)
			return l.readDocument(f)
		})
	}
	if err := group.Wait(); err != nil {
		return err
	}
	sums := map[digest.Sum]bool{}
	l.docs = nil
	for _, f := range files {
		sums[digest.Of(f.source)] = true
		l.addDocument(f)
	}
	l.memory.keep(sums)
	slices.SortFunc(l.docs, func(a, b *Document) int { return cmp.Compare(a.Address, b.Address) })
	l.site.Library = newLibrary(l.site.Program.Language, l.docs)
	return nil
}

// documentPlace reports whether a file lies where guidance and topics lie, and in which
// cohort or format. A format has guidance alone.
func documentPlace(file string) (cohort, format string, ok bool) {
	if path.Ext(file) != ".md" {
		return "", "", false
	}
	parts := strings.Split(file, "/")
	switch {
	case len(parts) == 3:
	case len(parts) == 5 && parts[1] == "cohorts":
		cohort = parts[2]
	case len(parts) == 5 && parts[1] == Formats:
		format = parts[2]
	default:
		return "", "", false
	}
	kind := parts[len(parts)-2]
	return cohort, format, kind == Guidance || kind == Topics && format == ""
}

// known reports whether there is a format of a name, or none is named.
func (l *loader) known(format string) bool {
	return format == "" || formatOf(l.site.Formats, format) != nil
}

// readDocument reads one Markdown file.
func (l *loader) readDocument(f *documentFile) error {
	src, problem, err := source.Read(f.fsys, f.name, source.MarkdownSize)
	if err != nil {
		return err
	}
	if problem != nil {
		f.problems = []diag.Problem{*problem}
		return nil
	}
	f.source = src
	f.parsed, f.problems = l.memory.document(src)
	return nil
}

// addDocument puts a document where it belongs, if it can be used.
func (l *loader) addDocument(f *documentFile) {
	d := f.document
	d.Labels = cmp.Or(l.inherited[d.Cohort], l.inherited[""]).labels(d)
	if f.parsed != nil && d.Kind == Guidance && !slices.Contains(Sections, d.Name) {
		l.unknownSection(d)
		return
	}
	l.problems = append(l.problems, f.problems...)
	if errs, _ := diag.Count(f.problems); errs > 0 {
		d.broken = true
	}
	if d.Document = f.parsed; f.parsed == nil {
		d.Document = &markdown.Document{} // there is such a page, whatever it says: one mistake is enough
	} else if len(f.problems) == 0 && f.parsed.Silent() {
		l.warn(diag.Position{File: f.name}, "this file says nothing", emptyHint(d, l.builtin))
	}
	for _, other := range l.docs {
		if other.Address == d.Address {
			l.problem(diag.Position{File: f.name}, fmt.Sprintf("this page has the same address, %q, as %s", d.Address, other.Source), "rename one of the two files")
		}
	}
	l.docs = append(l.docs, d)
}

// emptyHint says what to do about a file that says nothing.
func emptyHint(d *Document, builtin fs.FS) string {
	const write = "write its text"
	if regular(builtin, "content/"+d.Kind+"/"+path.Base(d.Source)) && !d.builtin {
		return write + ", or delete it to have the built-in one"
	}
	return write + ", or delete it"
}

func (l *loader) unknownSection(d *Document) {
	hint := "the sections are " + strings.Join(Sections, ", ")
	if near := diag.Nearest(d.Name, Sections); near != "" {
		hint = fmt.Sprintf("did you mean %q? %s", near+".md", hint)
	}
	l.warn(diag.Position{File: d.Source}, fmt.Sprintf("no section is called %q, so nothing reads this file", d.Name), hint)
}

// link resolves the links of all documents and gathers what they show.
func (l *loader) link() error {
	published := l.site.published()
	linker := newLinker(l.site, l.files, published)
	for _, d := range published {
		linker.link(d)
	}
	l.problems = append(l.problems, linker.problems...)
	if logo, ok := l.site.Options["logo"].Value.(string); ok {
		l.tree["content/"+norm.NFC.String(logo)] = true
	}
	for file := range linker.refused {
		l.tree[file] = true // it was spoken of at the link
	}
	taken := map[string]string{}
	for _, file := range slices.Sorted(maps.Keys(linker.media)) {
		m := linker.media[file]
		if other := taken[m.Address]; other != "" {
			l.problem(diag.Position{File: file}, fmt.Sprintf("this file has the same address, %q, as %s", m.Address, other), "rename one of the two files")
		}
		taken[m.Address] = file
		l.tree[file] = true
		l.site.Media = append(l.site.Media, m)
	}
	return nil
}
