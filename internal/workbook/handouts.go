package workbook

import (
	"slices"

	"pairbook/internal/locale"
	"pairbook/internal/markdown"
	"pairbook/internal/program"
	"pairbook/internal/site"
)

// Shared plans the pages that belong to no workbook: the programme's own, and
// one for each section of guidance and each topic. words says what a document
// needs besides its own text, in its language and with its labels.
func Shared(s *site.Site, words func(program.Language, program.Labels) site.Words) []*Page {
	documents := s.Handouts()
	pages := []*Page{programme(s, documents, words(s.Program.Language, s.Program.Labels))}
	for _, d := range documents {
		pages = append(pages, handout(s, d, documents, words(d.Language, d.Labels)))
	}
	return pages
}

// Programme is the programme's own public page.
type Programme struct {
	F                   Frame
	Title, Organisation string
	Contact             program.Contact
	RetainUntil         program.Date // zero: that is not said
	Welcome             *Guide
	Guidance, Topics    []Guide
	Books               []Book // only when the programme lists its relationships
}

func (Programme) Template() string { return "programme" }
func (s *Programme) Frame() *Frame { return &s.F }

// A Book is a workbook on a list.
type Book struct {
	Cohort, Title, Href string
}

// Handout is a guidance section or a topic as a page of its own.
type Handout struct {
	F              Frame
	Title, Summary string
	Headline       string // the title as HTML made by package markdown; empty: it is plain text
	Body           string // HTML made by package markdown
	Prompts        []Prompt
	Kind           string // "guidance" or "topics"
	Versions       []Version
}

func (Handout) Template() string { return "handout" }
func (s *Handout) Frame() *Frame { return &s.F }

// A Version is the same document in another language.
type Version struct {
	Language program.Language
	Name     string // the language's own name for itself
	Href     string
}

func programme(s *site.Site, documents []*site.Document, words site.Words) *Page {
	title := Label{Key: "text", Name: s.Program.Title}
	sheet := &Programme{
		F:     Frame{ID: "programme", Number: 1, Of: 1, Label: title, Program: s.Program.Title},
		Title: s.Program.Title, Organisation: s.Program.Organisation, Contact: s.Program.Contact,
		RetainUntil: s.Program.RetainUntil,
	}
	for _, section := range site.Sections {
		if d := s.Library.Find(site.Guidance, section, "", "", s.Program.Language); d != nil && slices.Contains(documents, d) {
			sheet.Guidance = append(sheet.Guidance, listed(s, d, words))
		}
	}
	for _, name := range s.Library.Names(site.Topics, "") {
		if d := s.Library.Find(site.Topics, name, "", "", s.Program.Language); d != nil {
			sheet.Topics = append(sheet.Topics, listed(s, d, words))
		}
	}
	if s.Program.Privacy.ListRelationships {
		sheet.Books = books(s)
	}
	return &Page{Path: "index.html", Label: title, Language: s.Program.Language, Labels: s.Program.Labels, Sheets: []Sheet{sheet}}
}

// listed is a document on the programme's page.
func listed(s *site.Site, d *site.Document, words site.Words) Guide {
	g := Guide{Title: d.Title, Summary: spoken(d.Summary, words), Href: d.Address}
	if d.Language.Base() != s.Program.Language.Base() {
		g.Language = d.Language
	}
	return g
}

// spoken is a text for everybody, filled in.
func spoken(text string, words site.Words) string {
	if words.Field == nil {
		return text
	}
	return markdown.Fill(text, words.Field)
}

// books lists every workbook that has pages.
func books(s *site.Site) []Book {
	var books []Book
	for _, c := range s.Cohorts {
		for _, r := range c.Relationships {
			if r.Status != program.Draft {
				books = append(books, Book{Cohort: c.Title, Title: r.Title, Href: r.Dir() + "/index.html"})
			}
		}
	}
	return books
}

func handout(s *site.Site, d *site.Document, published []*site.Document, words site.Words) *Page {
	title := Label{Key: "text", Name: d.Title}
	sheet := &Handout{
		F:     Frame{ID: "handout", Number: 1, Of: 1, Section: d.Kind, Label: title, Program: s.Program.Title},
		Title: d.Title, Summary: spoken(d.Summary, words), Headline: d.Headline(words), Body: d.Body(words), Kind: d.Kind,
	}
	for _, prompt := range d.Prompts {
		asked := promptOf(prompt, "")
		asked.Ask = spoken(asked.Ask, words)
		sheet.Prompts = append(sheet.Prompts, asked)
	}
	for _, other := range published {
		if other != d && other.Kind == d.Kind && other.Name == d.Name && other.Cohort == d.Cohort && other.Format == d.Format {
			sheet.Versions = append(sheet.Versions, Version{Language: other.Language, Name: nameOf(other.Language), Href: site.Relative(d.Address, other.Address)})
		}
	}
	return &Page{Path: d.Address, Label: title, Language: d.Language, Labels: d.Labels, Sheets: []Sheet{sheet}}
}

// nameOf is what a language is called by those who speak it.
func nameOf(lang program.Language) string {
	l, ok := locale.Find(string(lang))
	switch {
	case !ok || l.Name == "":
		return string(lang)
	case l.Tag != string(lang):
		return l.Name + " (" + string(lang) + ")"
	}
	return l.Name
}
