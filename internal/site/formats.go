package site

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"pairbook/internal/diag"
	"pairbook/internal/digest"
	"pairbook/internal/program"
	"pairbook/internal/source"
	"pairbook/internal/tomlfile"
)

// Formats is the folder of content/ for formats.
const Formats = "formats"

// A Format is a preset for a kind of programme: the parts of its workbooks, words and rhythm.
type Format struct {
	Name    string // "circle"
	Source  string // path in the site
	Builtin bool

	versions []*formatVersion // the one without a language first
	language program.Language // of the programme
}

// A formatVersion is a file of a format: all it says, or its words in one language.
type formatVersion struct {
	source   diag.Source
	text     func() *formatText `digest:"-"` // what the source says, read when it is first asked for
	suffix   string             // the language in the file's name; empty: none
	language program.Language   // that, or the one that the words without one are in
	builtin  bool
}

// formatText is what a file of a format says.
type formatText struct {
	file     *tomlfile.File // nil when it is no TOML
	said     formatFile
	problems []diag.Problem
}

// readFormats reads the formats of the site and the built-in ones, a file of the site in
// place of the built-in one of its name. They come before all else below content/, since
// they have a say in what the roles are called.
func (l *loader) readFormats() error {
	const all = contentDir + "/" + Formats + "/*.toml"
	own, err := fs.Glob(l.fsys, all)
	if err != nil {
		return err
	}
	builtin, err := fs.Glob(l.builtin, all)
	if err != nil {
		return err
	}
	names := slices.Concat(own, builtin)
	slices.Sort(names)
	versions := map[string][]*formatVersion{}
	for _, file := range slices.Compact(names) { // "circle.pt.toml" comes before "circle.toml"
		if Litter(path.Base(file)) {
			continue
		}
		v, err := l.readFormat(file, !slices.Contains(own, file))
		if err != nil {
			return err
		}
		if v == nil {
			continue
		}
		name, _, _ := cutLanguage(stem(file))
		if v.suffix == "" {
			versions[name] = append([]*formatVersion{v}, versions[name]...)
		} else {
			versions[name] = append(versions[name], v)
		}
	}
	for _, name := range sortedKeys(versions) {
		if all := versions[name]; all[0].suffix == "" {
			l.site.Formats = append(l.site.Formats, l.newFormat(name, all))
		}
	}
	l.formats = digest.Of(l.site.Formats)
	return nil
}

// readFormat reads one file of a format; nil when it cannot be used. A built-in one is not
// parsed before somebody asks for what it says: most are of formats and in languages that
// nobody here uses.
func (l *loader) readFormat(file string, builtin bool) (*formatVersion, error) {
	layer := l.fsys
	if builtin {
		layer = l.builtin
	}
	src, problem, err := source.Read(layer, file, source.TOMLSize)
	if err != nil || problem != nil {
		if problem != nil {
			l.problems = append(l.problems, *problem)
		}
		return nil, err
	}
	v := &formatVersion{source: src, builtin: builtin, language: l.site.Program.Language}
	if _, suffix, ok := cutLanguage(stem(file)); ok {
		v.suffix, v.language = suffix, program.Language(suffix)
	} else if v.builtin {
		v.language = builtinLanguage
	}
	v.text = sync.OnceValue(func() *formatText { return parseFormat(src, v.suffix != "") })
	if v.builtin {
		return v, nil
	}
	text := v.text()
	l.problems = append(l.problems, text.problems...)
	if text.file == nil {
		return nil, nil
	}
	return v, nil
}

// parseFormat finds what a file of a format says: all of it, or its words in a language.
func parseFormat(src diag.Source, inLanguage bool) *formatText {
	var t formatText
	if !inLanguage {
		t.file, t.problems = parse(src, &t.said, func() []program.Fault { return append(t.said.Check(), t.said.CheckFormat()...) })
		return &t
	}
	var words formatWords
	t.file, t.problems = parse(src, &words, func() []program.Fault { return append(words.defaults().Check(), words.defaults().CheckFormat()...) })
	t.said = formatFile{Title: words.Title, Description: words.Description}
	return &t
}

// newFormat is a format of its files.
func (l *loader) newFormat(name string, versions []*formatVersion) *Format {
	first := versions[0]
	return &Format{Name: name, Source: first.source.Name, Builtin: first.builtin, versions: versions, language: l.site.Program.Language}
}

// said is what the file without a language says.
func (f *Format) said() *formatFile { return &f.versions[0].text().said }

// Title is what the format is called in the programme's language.
func (f *Format) Title() string {
	if words := f.in(f.language, ""); words != nil {
		return words.text().said.Title
	}
	return f.said().Title
}

// Description says what the format is for, in the programme's language.
func (f *Format) Description() string {
	if words := f.in(f.language, ""); words != nil && words.text().said.Description != "" {
		return words.text().said.Description
	}
	return f.said().Description
}

// Parts are those of its workbooks.
func (f *Format) Parts() []string {
	if parts := f.said().Parts; parts != nil {
		return parts
	}
	return program.DefaultParts
}

// in returns the words of a format for readers of a language: in theirs as exactly as
// possible, else in the programme's; nil when those without a language are as near.
func (f *Format) in(lang, programme program.Language) *formatVersion {
	for _, tag := range slices.Concat(chain(lang), chain(programme)) {
		switch i := ofTag(tag, f.versions, func(v *formatVersion) (string, program.Language) { return v.suffix, v.language }); {
		case i > 0:
			return f.versions[i]
		case i == 0: // the one without a language
			return nil
		}
	}
	return nil
}

// formatOf returns the format of a name, nil when there is none.
func formatOf(formats []*Format, name string) *Format {
	i := slices.IndexFunc(formats, func(f *Format) bool { return f.Name == name })
	if i < 0 {
		return nil
	}
	return formats[i]
}

// checkFormat finds the name of a format that there is none of.
func checkFormat(formats []*Format, name string) []program.Fault {
	if name == "" || formatOf(formats, name) != nil {
		return nil
	}
	known := make([]string, len(formats))
	for i, f := range formats {
		known[i] = f.Name
	}
	hint := "the formats are " + strings.Join(known, ", ")
	if near := diag.Nearest(name, known); near != "" {
		hint = fmt.Sprintf("did you mean %q? %s", near, hint)
	}
	return []program.Fault{{Path: "format", Text: fmt.Sprintf("there is no format %q", name), Hint: hint}}
}

// markFormats notes that the files of formats have been read.
func (l *loader) markFormats() error {
	for _, f := range l.site.Formats {
		for _, v := range f.versions {
			if _, own := l.tree[v.source.Name]; own && !v.builtin {
				l.tree[v.source.Name] = true
			}
		}
	}
	return nil
}

// ListFormats reads the formats that a site can use, by name, and the name of the one that
// counts where no other is named; with what is wrong with them and with site.toml.
func ListFormats(fsys, builtin fs.FS) (formats []*Format, chosen string, problems []diag.Problem, err error) {
	b, err := Begin(fsys, builtin, &Memory{})
	if err != nil {
		return nil, "", nil, err
	}
	chosen = program.DefaultFormat
	if named := b.loader.named; named != nil {
		chosen = named.Name
	}
	return b.loader.site.Formats, chosen, diag.Sort(b.loader.problems), nil
}
