package render

import (
	"html/template"
	"path"
	"slices"

	"pairbook/internal/diag"
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
	Fill  *Fill  // nil: the page is not filled in on the screen
	Kind  string // "book", "handout", "programme", "desk"
	Body  template.HTML
}

// A Nav is a link to another page.
type Nav struct {
	Text, Href string
	Language   program.Language // of the text; empty: the page's own
	Current    bool             // it is this page
}

// A Fill is what the script needs that fills in a workbook on the screen, assets/fill.js.
type Fill struct {
	Stamp, Book string        // of the workbook: its stamp, and the relationship as commands name it
	Contact     program.Email // whom to tell that the two met; empty: the page has no such sheet
}

// complete fills in what is the same for all pages of these templates.
func (l *localized) complete(layout *Layout) {
	layout.Lang, layout.Dir = string(l.lang), l.direction
	layout.Root, layout.Print, layout.Program = l.root, l.r.print, l.r.title
}

// contents names the pages of a workbook.
func (l *localized) contents(w *workbook.Workbook) ([]Nav, *diag.Problem) {
	entries := make([]Nav, len(w.Pages))
	for i, p := range w.Pages {
		text, err := l.title(p.Label)
		if err != nil {
			return nil, missing(err)
		}
		entries[i] = Nav{Text: text, Href: path.Base(p.Path), Language: l.language(p.Label.Key)}
	}
	return entries, nil
}

// bookLayout is the layout of the i-th page of a workbook. workbook.html is not
// among those one turns to from page to page.
func (l *localized) bookLayout(w *workbook.Workbook, i int, contents []Nav) Layout {
	layout := Layout{
		Kind: "book", Book: w.Title, Title: w.Title,
		Home:     &Nav{Text: l.r.title, Href: l.root + "index.html"},
		Contents: slices.Clone(contents),
	}
	l.complete(&layout)
	layout.Fill = l.r.filling(w, w.Pages[i])
	layout.Contents[i].Current = true
	if i > 0 {
		layout.Title = contents[i].Text + " · " + w.Title
	}
	if i > 0 && !w.Pages[i].Whole {
		layout.Prev = &contents[i-1]
	}
	if i+1 < len(w.Pages) && !w.Pages[i+1].Whole {
		layout.Next = &contents[i+1]
	}
	return layout
}

// pageLayout is the layout of a page that belongs to no workbook.
func (l *localized) pageLayout(p *workbook.Page, kind string) (Layout, *diag.Problem) {
	text, err := l.title(p.Label)
	if err != nil {
		return Layout{}, missing(err)
	}
	layout := Layout{Kind: kind, Title: text}
	l.complete(&layout)
	if kind != "programme" {
		layout.Home = &Nav{Text: l.r.title, Href: l.root + "index.html"}
		layout.Title += " · " + l.r.title
	}
	return layout, nil
}

// missing is the problem of a label that has no string.
func missing(err error) *diag.Problem {
	p := complaint(diag.Source{}, 0, "", err)
	p.Position = diag.Position{File: englishStrings}
	return &p
}

// englishStrings is the file that a string missing everywhere is missing from.
const englishStrings = "templates/strings/en.toml"
