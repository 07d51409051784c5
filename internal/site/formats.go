package site

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

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
	Name               string // "circle"
	Title, Description string
	Parts              []string
	Source             string // path in the site
	Builtin            bool

	versions []*formatVersion // the one without a language first
}

// A formatVersion is a file of a format: all it says, or its words in one language.
type formatVersion struct {
	source   diag.Source
	file     *tomlfile.File `digest:"-"` // what the source says
	said     formatFile
	suffix   string           // the language in the file's name; empty: none
	language program.Language // that, or the one that the words without one are in
	builtin  bool
}

// readFormats reads the formats of the site and the built-in ones, a file of the site in
// place of the built-in one of its name. They come before all else below content/, since
// they have a say in what the roles are called.
func (l *loader) readFormats() error {
	names, err := fs.Glob(l.files, contentDir+"/"+Formats+"/*.toml")
	if err != nil {
		return err
	}
	versions := map[string][]*formatVersion{}
	for _, file := range names { // "circle.pt.toml" comes before "circle.toml"
		if Litter(path.Base(file)) {
			continue
		}
		v, err := l.readFormat(file)
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

// readFormat reads one file of a format; nil when it cannot be read.
func (l *loader) readFormat(file string) (*formatVersion, error) {
	src, problem, err := source.Read(l.files, file, source.TOMLSize)
	if err != nil || problem != nil {
		if problem != nil {
			l.problems = append(l.problems, *problem)
		}
		return nil, err
	}
	v := &formatVersion{source: src, builtin: l.files.Layer(file) > 0, language: l.site.Program.Language}
	if _, suffix, ok := cutLanguage(stem(file)); ok {
		v.suffix, v.language = suffix, program.Language(suffix)
		var words formatWords
		v.file = l.parse(src, &words, func() []program.Fault { return append(words.defaults().Check(), words.defaults().CheckFormat()...) })
		v.said = formatFile{Title: words.Title, Description: words.Description}
	} else {
		if v.builtin {
			v.language = builtinLanguage
		}
		v.file = l.parse(src, &v.said, func() []program.Fault { return append(v.said.Check(), v.said.CheckFormat()...) })
	}
	if v.file == nil {
		return nil, nil
	}
	return v, nil
}

// newFormat is a format of its files, with title and description in the programme's language.
func (l *loader) newFormat(name string, versions []*formatVersion) *Format {
	first := versions[0]
	f := &Format{
		Name: name, Title: first.said.Title, Description: first.said.Description, Parts: first.said.Parts,
		Source: first.source.Name, Builtin: first.builtin, versions: versions,
	}
	if f.Parts == nil {
		f.Parts = program.DefaultParts
	}
	if words := f.in(l.site.Program.Language, ""); words != nil {
		f.Title = words.said.Title
		if words.said.Description != "" {
			f.Description = words.said.Description
		}
	}
	return f
}

// in returns the words of a format for readers of a language: in theirs as exactly as
// possible, else in the programme's; nil when those without a language are as near.
func (f *Format) in(lang, programme program.Language) *formatVersion {
	for _, tag := range slices.Concat(chain(lang), chain(programme)) {
		for _, v := range f.versions {
			switch {
			case v.suffix == tag:
				return v
			case v.suffix == "" && v.language.Base() == tag:
				return nil
			}
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
