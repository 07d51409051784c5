package desk

import (
	"slices"

	"pairbook/internal/diag"
	"pairbook/internal/program"
	"pairbook/internal/render"
)

// reportPath is the file of the programme report.
const reportPath = "report.html"

// fewestEnded is how many relationships must have ended before the report says how: of
// fewer, those who know the people could tell who is meant.
const fewestEnded = 5

// A Report is what a programme can show to those who pay for it: counts alone, over all
// relationships but drafts, and nobody's name.
type Report struct {
	Active, Paused, Closed   int
	Held, Planned, Cancelled int
	Months                   []ReportMonth
	Undated                  int             // sessions without a date
	Goals, Reached           int             // Reached: with a progress of 100 per cent
	Promises, Kept           int             // Promises: without those that were dropped
	Ended                    []ReportOutcome // empty when too few have
	TooFew                   bool            // some have ended, but fewer than fewestEnded
}

// A ReportMonth counts the sessions of one month.
type ReportMonth struct {
	Year          int
	Month         string // its name
	Held, Planned int
	Cancelled     int
	first         program.Date
}

// A ReportOutcome counts how relationships ended.
type ReportOutcome struct {
	Outcome program.Outcome
	Count   int
}

// Report counts the programme.
func (d *Desk) Report() Report {
	var report Report
	months := map[program.Date]*ReportMonth{}
	ended := map[program.Outcome]int{}
	for _, c := range d.Cohorts {
		for _, r := range slices.Concat(c.Of.Relationships, c.Of.Anonymised) {
			if r.Status == program.Draft {
				continue
			}
			report.count(r, months)
			if r.Status == program.Closed {
				ended[r.Closing.Outcome]++
			}
		}
	}
	for first, m := range months {
		m.first, m.Year = first, first.Year
		report.Months = append(report.Months, *m)
	}
	slices.SortFunc(report.Months, func(a, b ReportMonth) int { return a.first.Compare(b.first) })
	if report.TooFew = report.Closed > 0 && report.Closed < fewestEnded; report.Closed >= fewestEnded {
		for _, outcome := range []program.Outcome{program.Completed, program.EndedEarly, program.Changed} {
			report.Ended = append(report.Ended, ReportOutcome{outcome, ended[outcome]})
		}
	}
	return report
}

func (t *Report) count(r *program.Relationship, months map[program.Date]*ReportMonth) {
	switch r.Status {
	case program.Active:
		t.Active++
	case program.Paused:
		t.Paused++
	case program.Closed:
		t.Closed++
	}
	for _, s := range r.Sessions {
		if s.Cancelled == "" && r.Dropped(s) {
			continue // the relationship had ended
		}
		var undated ReportMonth // which no table shows
		m := &undated
		if s.Date.IsZero() {
			t.Undated++
		} else {
			first := program.Date{Year: s.Date.Year, Month: s.Date.Month, Day: 1}
			if months[first] == nil {
				months[first] = &ReportMonth{}
			}
			m = months[first]
		}
		m.Planned++
		t.Planned++
		if s.Held {
			m.Held++
			t.Held++
		}
		if s.Cancelled != "" {
			m.Cancelled++
			t.Cancelled++
		}
	}
	counts := r.Counts()
	t.Goals += counts.GoalsOpen + counts.GoalsReached
	t.Reached += counts.GoalsReached
	t.Promises += counts.PromisesOpen + counts.PromisesDone
	t.Kept += counts.PromisesDone
}

// What the template desk/report is drawn from.
type (
	reportPage struct {
		Report
		Program program.Program
		Bars    []reportBar
	}
	reportBar struct {
		ReportMonth
		PlannedWidth, HeldWidth int // of 100, the month with the most sessions
	}
)

// report draws the programme report.
func (d drawer) report(emit emit) ([]diag.Problem, error) {
	page := reportPage{Report: d.Report(), Program: d.site.Program}
	text, most := d.r.Text(d.lang), 0
	for _, m := range page.Months {
		most = max(most, m.Planned)
	}
	for _, m := range page.Months {
		m.Month = text.Month(m.first.Month)
		page.Bars = append(page.Bars, reportBar{m, 100 * m.Planned / most, 100 * m.Held / most})
	}
	layout, err := d.layout("desk.report")
	if err != nil {
		return []diag.Problem{complaint(err)}, nil
	}
	return d.r.Assemble(render.Assembly{Path: reportPath, Language: d.lang, Layout: layout, Template: "desk/report", Data: page}, emit)
}
