package desk

import (
	"errors"
	"fmt"
	"html/template"
	"iter"
	"slices"
	"strings"

	"pairbook/internal/diag"
	"pairbook/internal/issued"
	"pairbook/internal/program"
	"pairbook/internal/render"
	"pairbook/internal/workbook"
)

// Options say where other files lie, as seen from the root of the facilitator's
// output.
type Options struct {
	// Public is the relative link to the root of the public output, ready for an
	// address and with a "/" at its end: "../public/". Empty: there is none, and
	// workbooks are linked by their full address alone.
	Public string

	// Calendar returns the file of a cohort's calendar, "" when it has none; nil
	// when there are no calendars.
	Calendar func(*program.Cohort) string

	// Planner plans the sheets of session packs. nil: the packs have one of their own.
	Planner *workbook.Planner

	// Reprints are the sheets that say something else than when they were handed out. A cohort
	// that is in it has a file of them, though there be none.
	Reprints issued.Comparison

	// Memo says what a file of a cohort rests on, for the renderer to remember it by: its
	// Rest is a digest of the programme, the documents and the messages. nil: nothing is
	// remembered.
	Memo func(path string, c *Cohort) render.Memo
}

// Kind says what a File is.
type Kind int

const (
	Page    Kind = iota // a cohort's page or a session pack
	Index               // index.html
	Summary             // report.html and inventory.html, which are drawn from the whole site too
	Table               // CSV
)

// A File is one file of the facilitator's output.
type File struct {
	Path string // below the root of that output
	Kind Kind

	// Cohort is what the file is drawn from, besides the programme, the documents, the theme
	// and the Options: when all of these are the same, it has the same bytes. (Of the Reprints those
	// of the cohort, and they count for the file at ReprintPath alone.) nil for the
	// index and the report, which are drawn from the whole site, and quickly.
	Cohort *Cohort

	draw func(emit) ([]diag.Problem, error)
}

// emit takes the bytes of a file, which are only good until it returns.
type emit = func([]byte) error

// Draw makes the content of the file and passes it to emit, unless there are problems;
// the bytes are only good until emit returns. An error of emit is returned. Draw may be
// called from any goroutine.
func (f File) Draw(emit func([]byte) error) ([]diag.Problem, error) { return f.draw(emit) }

// Files lists the files of the facilitator's output: the index first, then each
// cohort's page, table, session packs, and what is to be printed again.
func (d *Desk) Files(r *render.Renderer, o Options) []File {
	desk := drawer{Desk: d, r: r, o: o, lang: d.site.Program.Language, planner: o.Planner}
	switch {
	case o.Public == "":
		desk.planner = workbook.NewPlannerWithoutLinks(d.site).Speak(r.Speech).Like(o.Planner)
	case o.Planner == nil:
		desk.planner = workbook.NewPlanner(d.site).Speak(r.Speech)
	}
	files := []File{{Path: "index.html", Kind: Index, draw: desk.index}, {Path: reportPath, Kind: Summary, draw: desk.report}, {Path: inventoryPath, Kind: Summary, draw: desk.inventory}}
	for i := range d.Cohorts {
		c := &d.Cohorts[i]
		packs := packsOf(c)
		page, csv := c.Of.Address+".html", c.Of.Address+".csv"
		files = append(files,
			File{Path: page, Cohort: c, draw: func(emit emit) ([]diag.Problem, error) { return desk.cohort(c, page, packs, emit) }},
			File{Path: csv, Kind: Table, Cohort: c, draw: func(emit emit) ([]diag.Problem, error) {
				return desk.factsTable(csv, c, emit)
			}})
		for _, name := range d.written(c) {
			files = append(files, File{Path: messagePath(c.Of, name), Kind: Table, Cohort: c, draw: func(emit emit) ([]diag.Problem, error) {
				return desk.mailTable(c, name, emit)
			}})
		}
		for j := range packs {
			files = append(files, File{
				Path: packs[j].Path, Cohort: c,
				draw: func(emit emit) ([]diag.Problem, error) { return desk.pack(c, packs, j, emit) },
			})
		}
		if changes, given := o.Reprints[c.Of.ID]; given {
			files = append(files, File{
				Path: ReprintPath(c.Of), Cohort: c,
				draw: func(emit emit) ([]diag.Problem, error) { return desk.reprint(c, changes, emit) },
			})
		}
	}
	return files
}

// busyMarks are what other cohorts have to do with a relationship: of each mentor how
// many mentees there are, when some mentor has too many.
func busyMarks(r *Relationship) string {
	isBusy := func(m Person) bool { return m.Busy > 0 }
	if !slices.ContainsFunc(r.Mentors, isBusy) {
		return ""
	}
	marks := make([]int, len(r.Mentors))
	for i, m := range r.Mentors {
		marks[i] = m.Busy
	}
	return fmt.Sprint(marks)
}

// memo is what a file of a cohort rests on, when the renderer is to remember it.
func (d drawer) memo(path string, c *Cohort) render.Memo {
	if d.o.Memo == nil {
		return render.Memo{}
	}
	m := d.o.Memo(path, c)
	m.Rest += " " + d.o.Public + " " + c.Of.Title // which messages may say
	return m
}

// A from is what a piece of a cohort's file rests on besides the Memo: a relationship, and
// which piece of it that is.
type from struct {
	*program.Relationship
	n       int
	besides any // what comes from others
}

// A drawer draws the files of one Desk.
type drawer struct {
	*Desk
	r    *render.Renderer
	o    Options
	lang program.Language // of the facilitator's pages: the programme's

	planner *workbook.Planner // of leaves
}

// What the templates desk/* are drawn from.
type (
	indexPage struct {
		Program  program.Program
		Tallied  []Sum
		Statuses []Sum // above the columns of the cohorts
		Cohorts  []cohortLine
		Busy     []Busy
		Limit    int
	}
	cohortLine struct {
		*Cohort
		Href     string
		Tally    string // see tally
		Statuses []Sum
		Missing  []Sum
	}
	cohortPage struct {
		*Cohort
		Run             []Meeting
		Tallied         []Sum
		Missing         []Sum
		Tasks           []*Task
		Span            Span
		Lines           int // of the picture
		Mails           []mail
		Program         string
		Statuses        []program.Status // that occur
		Limit           int
		Packs           []Pack
		Table, Calendar string        // addresses; Calendar may be empty
		Rows            template.HTML // of desk/relationship
		Meetings        template.HTML // of desk/meeting
		ToDo            template.HTML // of desk/task
		Picture         template.HTML // of desk/line
	}
	mail            struct{ Name, Path string }
	relationshipRow struct {
		*Relationship
		Href  string // its workbook; empty: no link
		Full  string // its full address; empty when the programme has none
		Limit int
		Write []writeLink
		Lacks string // what it lacks, as the filter calls it

		Blank, Standard []Clause // without those of Everywhere
		Goals           []Goal   // likewise
		Complete        bool     // nothing is blank, everywhere or here
	}
)

// index draws the facilitator's first page.
func (d drawer) index(emit emit) ([]diag.Problem, error) {
	page := indexPage{Program: d.site.Program, Tallied: d.Totals().tallied(false), Statuses: d.Totals().counted(""), Busy: d.Busy, Limit: d.Limit}
	for i := range d.Cohorts {
		c := &d.Cohorts[i]
		page.Cohorts = append(page.Cohorts, c.line(c.Of.Address+".html"))
	}
	layout, err := d.layout("desk.title")
	if err != nil {
		return []diag.Problem{complaint(err)}, nil
	}
	layout.Home = nil
	return d.r.Assemble(render.Assembly{Path: "index.html", Language: d.lang, Layout: layout, Template: "desk/index", Data: page}, emit)
}

// line is what the front page says of a cohort, whose page has a name.
func (c *Cohort) line(page string) cohortLine {
	return cohortLine{Cohort: c, Href: page, Tally: c.tally(), Statuses: c.Totals.counted(page), Missing: c.Totals.missing(page)}
}

// cohort draws a cohort's page.
func (d drawer) cohort(c *Cohort, path string, packs []Pack, emit emit) ([]diag.Problem, error) {
	page := cohortPage{
		Cohort: c, Run: d.runSheet(c), Program: d.site.Program.Title, Statuses: c.occurring(), Limit: d.Limit, Packs: packs,
		Table: c.Of.Address + ".csv",
		Rows:  render.Placeholder("relationships"), Meetings: render.Placeholder("meetings"),
		Tallied: c.Totals.tallied(true), Missing: c.Totals.missing(""),
		Tasks: c.tasks(), ToDo: render.Placeholder("tasks"),
		Span: pictureSpan(c), Lines: len(c.Relationships) - c.Draft, Picture: render.Placeholder("lines"),
	}
	for _, name := range d.written(c) {
		page.Mails = append(page.Mails, mail{d.messageTitle(name), messagePath(c.Of, name)})
	}
	if d.o.Calendar != nil {
		page.Calendar = d.o.Calendar(c.Of)
	}
	layout, err := d.layout("desk.cohort", "name", c.Of.Title)
	if err != nil {
		return []diag.Problem{complaint(err)}, nil
	}
	return d.r.Assemble(render.Assembly{
		Path: path, Language: d.lang, Layout: layout, Template: "desk/cohort", Data: page,
		Pieces: map[string]iter.Seq[render.Piece]{
			"relationships": d.rows(c), "meetings": d.meetings(page.Run), "tasks": d.toDo(page.Tasks), "lines": d.lines(c, page.Span),
		},
		Memo: d.memo(path, c),
	}, emit)
}

// occurring lists the statuses that occur in the cohort, in the order of a relationship's
// life.
func (c *Cohort) occurring() []program.Status {
	var list []program.Status
	for _, s := range append([]statusCount{{program.Draft, c.Draft}}, c.Totals.statuses()[:3]...) {
		if s.n > 0 {
			list = append(list, s.status)
		}
	}
	return list
}

// layout is what goes round the pages; the title is a string with its slots.
func (d drawer) layout(title string, pairs ...any) (render.Layout, error) {
	said, err := d.r.Say(d.lang, title, pairs...)
	if err != nil {
		return render.Layout{}, err
	}
	home, err := d.r.Say(d.lang, "desk.title")
	if err != nil {
		return render.Layout{}, err
	}
	return render.Layout{
		Title: said + " · " + d.site.Program.Title, Kind: "desk",
		Home: &render.Nav{Text: home, Href: "index.html"},
	}, nil
}

// link is the relative link to a relationship's workbook; empty when it has none,
// or there is no way to it.
func (d drawer) link(r *Relationship) string {
	if !r.Published() || d.o.Public == "" {
		return ""
	}
	return d.o.Public + r.Of.Dir() + "/index.html"
}

// full is the full address of a relationship's workbook.
func (d drawer) full(r *Relationship) string {
	if !r.Published() || d.site.Program.Address == "" {
		return ""
	}
	return string(d.site.Program.Address) + r.Of.Dir() + "/index.html"
}

// fullOrPath is the full address where there is one, else the place in the public
// output.
func (d drawer) fullOrPath(r *Relationship) string {
	switch full := d.full(r); {
	case full != "":
		return full
	case r.Published():
		return r.Of.Dir() + "/index.html"
	}
	return ""
}

// complaint makes a problem of an error of Say. English has every string, so the
// file of strings is where to look.
func complaint(err error) diag.Problem {
	p := diag.Problem{Position: diag.Position{File: "templates/strings/en.toml"}, Text: err.Error()}
	var own diag.Complaint
	if errors.As(err, &own) {
		p.Hint = own.Hint
	}
	p.Hint = strings.TrimSpace("while drawing the facilitator's pages\n" + p.Hint)
	return p
}

// sessionPath is the file of a cohort's session pack.
func sessionPath(c *program.Cohort, n int) string {
	return fmt.Sprintf("%s-session-%d.html", c.Address, n)
}
