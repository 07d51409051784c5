package site

import (
	"cmp"
	"slices"
	"sync"

	"pairbook/internal/diag"
	"pairbook/internal/program"
	"pairbook/internal/tomlfile"
)

// A level is what a file and those farther away say that nearer files complete.
type level struct {
	Labels program.Labels `toml:"labels"`
	program.Defaults
}

// A layer is a file of which a level is made.
type layer struct {
	file  *tomlfile.File
	words bool // it has words of the layer before it, in another language
}

// layered lays files over each other, the farthest first, and finds what one says that
// another farther away does not let it say.
func layered(layers []layer) (made level, problems []diag.Problem) {
	var before level // without the last layer
	for _, l := range layers {
		near, far := made, made.Defaults
		tomlfile.DecodeTree(l.file.Tree, &near)
		if l.words { // they take the place of those they translate
			far.Agreement.Clauses = before.Agreement.Clauses
		} else {
			before = made
		}
		problems = append(problems, inherit(&near.Defaults, far, l.file)...)
		made = near
	}
	return made, problems
}

// layers are the files of a format for readers of a language.
func (f *Format) layers(lang, programme program.Language) []layer {
	if f == nil {
		return nil
	}
	layers := []layer{{file: f.versions[0].text().file}}
	if words := f.in(lang, programme); words != nil {
		layers = append(layers, layer{words.text().file, true})
	}
	return layers
}

// A foundation is what relationships inherit that are of one format and one language.
type foundation struct {
	level
	format string
	files  levels // that it was made of, nearest first

	problems []diag.Problem // between these files
}

// named are the formats that the files of a relationship name, where there are such formats;
// nil: none is named there. The nearest counts alone, and stands just under the file that
// names it.
type named struct {
	relationship, cohort, site *Format
}

// foundation makes what is inherited from site.toml and cohort.toml, each nil where there is
// none, and from the format that counts.
func (n named) foundation(top, cohort *tomlfile.File, lang, programme program.Language, otherwise *Format) foundation {
	counts := cmp.Or(n.relationship, n.cohort, n.site, otherwise)
	preset := counts.layers(lang, programme)
	var layers []layer
	add := func(here bool, file *tomlfile.File) {
		if here {
			layers = append(layers, preset...)
		}
		if file != nil {
			layers = append(layers, layer{file: file})
		}
	}
	add(n.relationship == nil && n.cohort == nil, top)
	add(n.relationship == nil && n.cohort != nil, cohort)
	add(n.relationship != nil, nil)
	f := foundation{format: program.DefaultFormat}
	f.level, f.problems = layered(layers)
	if counts != nil {
		f.format = counts.Name
	}
	for _, l := range slices.Backward(layers) {
		f.files = append(f.files, l.file)
	}
	return f
}

// An inheritance is what the relationships of a cohort, or of any, have from the files around
// them. It makes a foundation once for each format and language. It may be used from many
// goroutines.
type inheritance struct {
	folder    *cohortFolder
	programme program.Language
	cohort    *Format // that cohort.toml names
	site      *Format // that site.toml names

	mu   sync.Mutex
	made map[inherited]*foundation
}

// inherited is what a foundation is for.
type inherited struct {
	own      *Format // that the relationship names
	language program.Language
}

// of is what the relationship in a file inherits.
func (in *inheritance) of(file *tomlfile.File) *foundation {
	key := inherited{language: in.folder.cohort.Language}
	if name, ok := file.Tree["format"].(string); ok {
		key.own = formatOf(in.folder.listed, name)
	}
	var own program.Language
	if written := file.Tree["language"]; written != nil && own.UnmarshalTOML(written) == nil {
		key.language = own
	}
	return in.base(key)
}

// labels are what the roles are called in a document: as for relationships that say nothing
// themselves, of its language and, where it is a format's, of that format.
func (in *inheritance) labels(d *Document) program.Labels {
	key := inherited{language: d.Language}
	if own := formatOf(in.folder.listed, d.Format); own != cmp.Or(in.cohort, in.site, in.otherwise()) {
		key.own = own
	}
	return in.base(key).Labels
}

// otherwise is the format that counts where none is named.
func (in *inheritance) otherwise() *Format {
	return formatOf(in.folder.listed, program.DefaultFormat)
}

// base makes a foundation, or returns it when it is made.
func (in *inheritance) base(key inherited) *foundation {
	in.mu.Lock()
	defer in.mu.Unlock()
	if in.made == nil {
		in.made = map[inherited]*foundation{}
	}
	if in.made[key] == nil {
		n := named{relationship: key.own, cohort: in.cohort, site: in.site}
		f := n.foundation(in.folder.top, in.folder.file, key.language, in.programme, in.otherwise())
		in.made[key] = &f
	}
	return in.made[key]
}
