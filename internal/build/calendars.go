package build

import (
	"pairbook/internal/calendar"
	"pairbook/internal/diag"
	"pairbook/internal/output"
	"pairbook/internal/program"
	"pairbook/internal/workbook"
)

// sessions puts the calendar of a relationship's dated sessions.
func (r *run) sessions(rel *program.Relationship) error {
	words := r.calendarWords(rel.Language, "calendar.session", rel.Title)
	data := calendar.Write(calendar.Events(r.site.Program.Address, rel), words)
	if data == nil {
		return nil
	}
	path := rel.Dir() + "/" + workbook.CalendarName
	return r.out.Put(output.File{Tree: public, Path: path, Kind: output.Page, Owner: rel.Key(), Data: data})
}

// calendarWords are what a calendar says of a pair or a cohort of that title; key is the
// string for a session's title.
func (r *run) calendarWords(lang program.Language, key, title string) calendar.Words {
	say := func(key string, pairs ...any) string {
		text, err := r.renderer.Say(lang, key, pairs...)
		if err != nil {
			r.count(0, diag.Problem{Position: diag.Position{File: "templates/strings"}, Text: err.Error()})
		}
		return text
	}
	return calendar.Words{
		Name:      say("calendar.name", "programme", r.site.Program.Title, "book", title),
		Summary:   func(book string, n int) string { return say(key, "n", n, "book", book) },
		Cancelled: func(summary string) string { return say("calendar.cancelled", "session", summary) },
		Meet:      func(link string) string { return say("calendar.meet", "link", link) },
		Description: func(link string, n int) string {
			if link == "" {
				return say("calendar.page", "n", n)
			}
			return say("calendar.link", "n", n, "link", link)
		},
	}
}
