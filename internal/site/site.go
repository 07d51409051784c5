// Package site reads a folder: site.toml, the cohorts with their relationships,
// guidance and topics, and what the built-in site adds to them.
//
//	site.toml ──────────────┐
//	cohorts/x/cohort.toml ──┼─ merge ─ resolve ─► Relationships ─┐
//	cohorts/x/tom.toml ─────┘                                    ├─► Site
//	guidance/*.md, topics/*.md ─ parse ─ link ─► Library ────────┘
//
// Everything wrong with any file comes back as a Problem at its place; one bad
// relationship hides nothing of the others. An error is a fault of the machine.
// What Load learned of a file it keeps in a Memory, by the content of that file
// and of whatever else the result rests on, so that the next Load is quick; Save
// leaves it to the next process.
//
// Not here: the rules between the nouns (package program), templates, themes and
// strings (package theme), what is printed (package workbook). Nothing is written.
package site

import (
	"slices"

	"pairbook/internal/diag"
	"pairbook/internal/markdown"
	"pairbook/internal/message"
	"pairbook/internal/program"
)

// A Top is what site.toml says of the whole programme.
type Top struct {
	Program program.Program
	ThemeAt diag.Position     // of the name of the theme, for problems with it
	Options map[string]Option // [theme_options]
}

// A Site is a folder that has been read. It is never changed.
type Site struct {
	Top
	Cohorts  []*program.Cohort // sorted by Address; sound relationships only
	Revision int               // of the schedule in site.toml
	Broken   []Broken          // relationships with problems, in the order of their files
	Aside    []string          // files and folders with a problem, without which the sound relationships can be built

	Formats    []*Format    // by name, built-in ones included
	Unreadable []Unreadable // files and folders of cohorts
	Library    *Library
	Messages   []*message.Message // by name and language; sound ones only
	Media      []Media            // files beside the Markdown that pages show or link to, and the logo
}

// An Option is a value of [theme_options] with its places in site.toml.
type Option struct {
	Value   any
	Key, At diag.Position
}

// Broken names a relationship that cannot be built. Where the Cohort is empty it may
// be in any, where the ID is empty it may be any of the cohort.
type Broken struct {
	Cohort, ID string
	Dir        string // its folder in the output, if Cohort and ID are known
}

// Unreadable is a file or folder that the machine does not let us read. What depends on
// it is Broken.
type Unreadable struct {
	Name string
	Err  error
}

// Media is a file that is copied as it is.
type Media struct {
	Source  string // path in the site, below content/
	Address string // path in the output
}

// Languages lists the languages that the programme, its cohorts and relationships
// name, sorted.
func (s *Site) Languages() []program.Language {
	used := []program.Language{s.Program.Language}
	for _, c := range s.Cohorts {
		used = append(used, c.Language)
		for _, r := range c.Relationships {
			used = append(used, r.Language)
		}
	}
	slices.Sort(used)
	return slices.Compact(used)
}

// tags are those of the languages, and of what they are kinds of.
func (s *Site) tags() map[string]bool {
	used := map[string]bool{}
	for _, lang := range s.Languages() {
		for _, tag := range chain(lang) {
			used[tag] = true
		}
	}
	return used
}

// Handouts returns the documents that get a page: all of the site's own, and the built-in
// ones that somebody gets in the languages that the programme uses, of the formats that
// relationships have, and of the parts that their workbooks have.
func (s *Site) Handouts() []*Document {
	used := s.tags()
	return slices.DeleteFunc(s.published(), func(d *Document) bool { return s.Library.unread(d, used) })
}

// formats are those that relationships have, and "" for what is for all.
func (s *Site) formats() map[string]bool {
	used := map[string]bool{"": true}
	for _, c := range s.Cohorts {
		for _, r := range c.Relationships {
			used[r.Format] = true
		}
	}
	return used
}

// published are the documents that have a page in some language.
func (s *Site) published() []*Document {
	parts := map[string]bool{}
	var last []string
	for _, c := range s.Cohorts {
		for _, r := range c.Relationships {
			if all := r.AllParts(); !slices.Equal(all, last) { // mostly they are
				last = all
				for _, part := range all {
					parts[part] = true
				}
			}
		}
	}
	return slices.DeleteFunc(slices.Clone(s.Library.Documents), func(d *Document) bool {
		return d.builtin && d.Kind == Guidance && isExtra(d.Name) && !parts[d.Name]
	})
}

// isExtra reports whether a section belongs to a part that workbooks mostly lack.
func isExtra(section string) bool {
	return slices.Contains(program.Parts, section) && !slices.Contains(program.DefaultParts, section)
}

// Cohort returns the cohort with an id, nil when there is none.
func (s *Site) Cohort(id string) *program.Cohort {
	for _, c := range s.Cohorts {
		if c.ID == id {
			return c
		}
	}
	return nil
}

// Words are what the body of a document says besides its own text.
type Words struct {
	ToDo, Done string // what a box in a task list means, ticked or not
	Back       string // the link from a footnote back to the text

	// Aside returns the title of an aside of a kind that has none of its own.
	Aside func(kind string) string

	// Field returns what fills a field such as {mentor}.
	Field func(name string) string
}

// Body returns the text of a document as HTML for its page, links resolved.
func (d *Document) Body(w Words) string { return d.Render(d.options(w)) }

// Headline returns the title as HTML, with the links and footnotes in it; "" when it is plain text.
func (d *Document) Headline(w Words) string { return d.RenderTitle(d.options(w)) }

func (d *Document) options(w Words) markdown.Options {
	return markdown.Options{
		Resolve: func(link markdown.Link) string { return d.hrefs[link] },
		ToDo:    w.ToDo, Done: w.Done, Back: w.Back, Aside: w.Aside, Field: w.Field,
	}
}

// Relative returns the link from one page of the output to another.
func Relative(from, to string) string { return relative(from, to) }
