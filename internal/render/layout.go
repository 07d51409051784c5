package render

import (
	"fmt"
	"html/template"
	"path"
	"slices"
	"strings"

	"pairbook/internal/diag"
	"pairbook/internal/program"
	"pairbook/internal/workbook"
)

// layoutName is the template of the page round the sheets.
const layoutName = "page"

// A Layout is what templates/page.html is drawn from.
type Layout struct {
	Lang, Dir string // of the page: "ar", "rtl"
	Title     string // a page can only show it, and ask whether it is there; Book likewise
	Root      string // the way to the root of the output: "../../"; empty at the root
	Program   string // the programme's title
	Book      string // the workbook's title; empty on other pages

	Prev, Next, Home *Nav  // nil: there is none
	Contents         []Nav // the pages of the workbook

	Print bool   // there is a script for a print button, assets/print.js
	Kind  string // "book", "handout", "programme", "desk"
	Body  template.HTML
}

// A Nav is a link to another page.
type Nav struct {
	Text, Href string
	Current    bool // it is this page
}

// language fills in what follows from the edition.
func (e *edition) language(l *Layout) {
	l.Lang = string(e.lang)
	l.Dir = e.lang.Direction()
	l.Root = e.root
	l.Print = e.r.print
	l.Program = e.r.title
}

// contents are the pages of a workbook by name.
type contents struct {
	entries []Nav
	key     string // the same for workbooks with the same entries
}

// contents names the pages of a workbook.
func (e *edition) contents(w *workbook.Workbook) (contents, *diag.Problem) {
	c := contents{entries: make([]Nav, len(w.Pages))}
	var key strings.Builder
	for i, p := range w.Pages {
		text, err := e.label(p.Label)
		if err != nil {
			return c, missing(err)
		}
		c.entries[i] = Nav{Text: text, Href: path.Base(p.Path)}
		fmt.Fprintf(&key, "%s\x00%s\x00", text, c.entries[i].Href)
	}
	c.key = key.String()
	return c, nil
}

// title is the title of the i-th page.
func (c contents) title(w *workbook.Workbook, i int) string {
	if i == 0 {
		return w.Title
	}
	return c.entries[i].Text + " · " + w.Title
}

// bookLayout is the layout of the i-th page of a workbook. workbook.html is not
// among those one turns to from page to page.
func (e *edition) bookLayout(w *workbook.Workbook, i int, c contents) Layout {
	var l Layout
	e.language(&l)
	l.Kind, l.Book, l.Title = "book", w.Title, c.title(w, i)
	l.Home = &Nav{Text: e.r.title, Href: e.root + "index.html"}
	l.Contents = slices.Clone(c.entries)
	l.Contents[i].Current = true
	if i > 0 && !w.Pages[i].Whole {
		l.Prev = &c.entries[i-1]
	}
	if i+1 < len(w.Pages) && !w.Pages[i+1].Whole {
		l.Next = &c.entries[i+1]
	}
	return l
}

// pageLayout is the layout of a page that belongs to no workbook.
func (e *edition) pageLayout(p *workbook.Page, kind string) (Layout, *diag.Problem) {
	var l Layout
	e.language(&l)
	text, err := e.label(p.Label)
	if err != nil {
		return l, missing(err)
	}
	l.Kind, l.Title = kind, text
	if kind != "programme" {
		l.Home = &Nav{Text: e.r.title, Href: e.root + "index.html"}
		l.Title += " · " + e.r.title
	}
	return l, nil
}

// missing is the problem of a label that has no string.
func missing(err error) *diag.Problem {
	p := complaint(diag.Source{}, 0, "", err)
	p.Position = diag.Position{File: englishStrings}
	return &p
}

// englishStrings is the file that a string missing everywhere is missing from.
const englishStrings = "templates/strings/en.toml"

// variant is what makes one edition differ from another.
type variant struct {
	lang             program.Language
	labels           program.Labels
	mentors, mentees bool // there are several
	root             string
	use              use
}

// A use is what an edition is for: it has the templates for that and no others, since
// html/template takes its time to look through each.
type use int

const (
	anything use = iota // workbooks, and what is made of their sheets
	handouts            // the pages that belong to no workbook
	desks               // the facilitator's
)

// at is the variant for another folder and use.
func (v variant) at(root string, u use) variant {
	v.root, v.use = root, u
	return v
}

// has reports whether a template is asked for by name in editions of this use.
func (u use) has(name string) bool {
	switch u {
	case handouts:
		return name == layoutName || name == "sheets/handout" || name == "sheets/programme"
	case desks:
		return name == layoutName || strings.HasPrefix(name, "desk/")
	}
	return true
}
