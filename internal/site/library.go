package site

import (
	"path"
	"slices"
	"strings"

	"golang.org/x/text/language"

	"pairbook/internal/markdown"
	"pairbook/internal/program"
)

// Kinds of document: the folders they lie in, in the site and in the output.
const (
	Guidance = "guidance"
	Topics   = "topics"
)

// Sections are the names that guidance can have: one a part of the workbook.
var Sections = []string{"welcome", "pre-work", "agreement", "goals", "roadmap", "session", "follow-through", "check-in", "midpoint", "closing", "first-meeting", "baseline", "letter", "next-steps", "feedback"}

// builtinLanguage is the language of a built-in document whose name has none.
const builtinLanguage program.Language = "en"

// A Document is guidance for a section, or a topic.
type Document struct {
	*markdown.Document
	Kind     string // Guidance or Topics
	Name     string // "time-management"
	Cohort   string // the cohort whose own version it is; empty: everybody's
	Format   string // the format whose own version it is; empty: every format's
	Language program.Language
	Labels   program.Labels // what the roles are called on its page
	Source   string         // path in the site
	Address  string         // its page in the output: "topics/time-management.html"

	hrefs   map[markdown.Link]string // of its links, as seen from its page
	suffix  string                   // the language in its file's name; empty: none
	builtin bool                     // from the built-in site
	broken  bool                     // its file has a problem: what it lacks may be in it
}

// A Library is all guidance and topics, everybody's and the cohorts' own.
type Library struct {
	Documents []*Document // sorted by Address
	site      program.Language
	byKey     map[documentKey][]*Document `digest:"-"` // the same
	byLayer   map[layerKey][]*Document    `digest:"-"` // the same again
}

// A documentKey is what the versions of one document in several languages have in common.
type documentKey struct{ cohort, format, kind, name string }

// A layerKey is that of the versions that the site has of a document, or that are built in.
type layerKey struct {
	documentKey
	builtin bool
}

func newLibrary(site program.Language, documents []*Document) *Library {
	l := &Library{Documents: documents, site: site, byKey: map[documentKey][]*Document{}, byLayer: map[layerKey][]*Document{}}
	for _, d := range documents {
		key := documentKey{d.Cohort, d.Format, d.Kind, d.Name}
		l.byKey[key] = append(l.byKey[key], d)
		l.byLayer[layerKey{key, d.builtin}] = append(l.byLayer[layerKey{key, d.builtin}], d)
	}
	return l
}

// Find returns the document that the readers of a language in a cohort and a format get:
// their language as exactly as possible, then the site's, then the version without a
// language in its name. Of each it is the cohort's own, else the format's in the site, the
// site's, the built-in format's, or the built-in one. It is nil when there is none.
func (l *Library) Find(kind, name, cohort, format string, lang program.Language) *Document {
	var all [5][]*Document // in this order
	own, shared := all[:1], all[1:]
	if cohort != "" {
		own[0] = l.byKey[documentKey{cohort, "", kind, name}]
	}
	for i, builtin := range []bool{false, true} {
		if format != "" {
			shared[2*i] = l.byLayer[layerKey{documentKey{"", format, kind, name}, builtin}]
		}
		shared[2*i+1] = l.byLayer[layerKey{documentKey{"", "", kind, name}, builtin}]
	}
	for _, tag := range chain(lang) {
		if d := firstOf(tag, all[:]); d != nil {
			return d
		}
	}
	for _, groups := range [][][]*Document{own, shared} {
		for _, tag := range append(chain(l.site), "") {
			if d := firstOf(tag, groups); d != nil {
				return d
			}
		}
	}
	return nil
}

// Versions returns the same document in every language there is, the cohort's
// own or everybody's.
func (l *Library) Versions(d *Document) []*Document {
	return l.byKey[documentKey{d.Cohort, d.Format, d.Kind, d.Name}]
}

// unread reports whether a document is a built-in one that the readers of no language in use
// get, but for what cohorts have themselves.
func (l *Library) unread(d *Document, used map[string]bool) bool {
	if !d.builtin {
		return false
	}
	for tag := range used {
		if l.Find(d.Kind, d.Name, "", d.Format, program.Language(tag)) == d {
			return false
		}
	}
	return true
}

// anyCohort, in place of a cohort, stands for all of them.
const anyCohort = "*"

// Names returns the names of all documents of a kind that a cohort can use, sorted.
func (l *Library) Names(kind, cohort string) []string {
	var names []string
	for key := range l.byKey {
		if key.kind == kind && key.format == "" && (key.cohort == "" || key.cohort == cohort || cohort == anyCohort) {
			names = append(names, key.name)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// firstOf returns the first document in a language; "": the first without one in its name.
func firstOf(tag string, groups [][]*Document) *Document {
	for _, versions := range groups {
		if i := ofTag(tag, versions, (*Document).inName); i >= 0 {
			return versions[i]
		}
	}
	return nil
}

// inName is the language in the name of the document's file, and the one it is in.
func (d *Document) inName() (suffix string, lang program.Language) { return d.suffix, d.Language }

// ofTag returns which of the versions of a text is in a language, -1 for none: the one that has
// it in the name of its file comes before the one that is merely in it.
func ofTag[V any](tag string, versions []V, inName func(V) (suffix string, lang program.Language)) int {
	named := slices.IndexFunc(versions, func(v V) bool { suffix, _ := inName(v); return suffix == tag })
	if named >= 0 {
		return named
	}
	return slices.IndexFunc(versions, func(v V) bool { suffix, lang := inName(v); return suffix == "" && lang.Base() == tag })
}

// chain lists a language tag and what it is a kind of: pt-BR, then pt.
func chain(lang program.Language) []string {
	var tags []string
	for tag := string(lang); tag != ""; {
		tags = append(tags, tag)
		i := strings.LastIndexByte(tag, '-')
		if i < 0 {
			break
		}
		tag = tag[:i]
	}
	return tags
}

// newDocument reads the name of a Markdown file: which document, which language.
func newDocument(file string, cohort *program.Cohort, format string, site program.Language, builtin bool) *Document {
	d := &Document{Source: file, Kind: path.Base(path.Dir(file)), builtin: builtin, Language: site}
	d.Name = strings.TrimSuffix(path.Base(file), ".md")
	if stem, suffix, ok := cutLanguage(d.Name); ok {
		d.Name, d.suffix, d.Language = stem, suffix, program.Language(suffix)
	} else if builtin {
		d.Language = builtinLanguage
	}
	d.Address = d.Kind + "/" + program.Slug(d.Name)
	if d.suffix != "" {
		d.Address += "." + strings.ToLower(d.suffix)
	}
	d.Address += ".html"
	if format != "" {
		d.Format = format
		d.Address = d.Kind + "/" + program.Slug(format) + strings.TrimPrefix(d.Address, d.Kind)
	}
	if cohort != nil {
		d.Cohort = cohort.ID
		d.Address = cohort.Address + "/" + d.Address
	}
	return d
}

// DocumentName is the name of the document in a Markdown file: without folder, language and ending.
func DocumentName(file string) string {
	name, _, _ := cutLanguage(strings.TrimSuffix(path.Base(file), ".md"))
	return name
}

// cutLanguage splits "welcome.pt-BR" into "welcome" and "pt-BR".
func cutLanguage(stem string) (name, tag string, ok bool) {
	i := strings.LastIndexByte(stem, '.')
	if i <= 0 {
		return stem, "", false
	}
	parsed, err := language.Parse(stem[i+1:])
	if err != nil {
		return stem, "", false
	}
	return stem[:i], parsed.String(), true
}
