package render

import (
	"html/template"
	"path"

	"pairbook/internal/program"
	"pairbook/internal/workbook"
)

// layoutName is the template of the page round the sheets.
const layoutName = "page"

// A Layout is what templates/page.html is drawn from.
type Layout struct {
	Lang, Dir string // of the page: "ar", "rtl"
	Title     string
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

// bookLayout returns a function that makes the layout of each page of a
// workbook. What the pages have in common is made once.
func (e *edition) bookLayout(w *workbook.Workbook) func(*workbook.Page) Layout {
	var common Layout
	e.language(&common)
	common.Kind, common.Book = "book", w.Title
	common.Home = &Nav{Text: e.r.title, Href: e.root + "index.html"}
	contents := make([]Nav, len(w.Pages))
	for i, p := range w.Pages {
		contents[i] = Nav{Text: e.label(p.Label), Href: path.Base(p.Path)}
	}
	return func(page *workbook.Page) Layout {
		l := common
		l.Contents = make([]Nav, len(contents))
		copy(l.Contents, contents)
		for i, p := range w.Pages {
			if p != page {
				continue
			}
			l.Contents[i].Current = true
			l.Title = contents[i].Text + " · " + w.Title
			if i == 0 {
				l.Title = w.Title + " · " + e.r.title
			}
			if i > 0 && !p.Whole {
				l.Prev = &contents[i-1]
			}
			if i+1 < len(w.Pages) && !w.Pages[i+1].Whole {
				l.Next = &contents[i+1]
			}
		}
		return l
	}
}

// pageLayout is the layout of a page that belongs to no workbook.
func (e *edition) pageLayout(p *workbook.Page, kind string) Layout {
	var l Layout
	e.language(&l)
	l.Kind = kind
	l.Title = e.label(p.Label)
	if kind != "programme" {
		l.Home = &Nav{Text: e.r.title, Href: e.root + "index.html"}
		l.Title += " · " + e.r.title
	}
	return l
}

// variant is what makes one edition differ from another.
type variant struct {
	lang             program.Language
	labels           program.Labels
	mentors, mentees bool // there are several
	root             string
}
