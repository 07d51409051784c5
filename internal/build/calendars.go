package build

import (
	"fmt"

	"pairbook/internal/calendar"
	"pairbook/internal/diag"
	"pairbook/internal/output"
	"pairbook/internal/program"
	"pairbook/internal/workbook"
)

// sessions puts the calendar of a relationship's dated sessions. Calendar programs
// replace an entry only by one of a higher revision, so dates that moved without
// one are a warning.
func (r *run) sessions(rel *program.Relationship) error {
	data := calendar.Write(calendar.Events(rel), r.calendarWords(rel.Language, "calendar.session"))
	path := rel.Dir() + "/" + workbook.CalendarName
	if before := r.out.Present(public, path); calendar.Moved(before, data) {
		r.count(0, diag.Problem{
			Severity: diag.Warning, Position: diag.Position{File: rel.Source()},
			Text: fmt.Sprintf("dates have changed since the last build, but revision is still %d", rel.Schedule.Revision),
			Hint: fmt.Sprintf("if calendars went out already, write revision = %d in [schedule]", rel.Schedule.Revision+1),
		})
	}
	if data == nil {
		return nil
	}
	return r.out.Put(output.File{Tree: public, Path: path, Kind: output.Page, Owner: rel.Key(), Data: data})
}

// calendarWords are what a calendar says; key is the string for a session's title.
func (r *run) calendarWords(lang program.Language, key string) calendar.Words {
	say := func(key string, pairs ...any) string {
		text, err := r.renderer.Say(lang, key, pairs...)
		if err != nil {
			r.count(0, diag.Problem{Position: diag.Position{File: "templates/strings"}, Text: err.Error()})
		}
		return text
	}
	return calendar.Words{
		Name:    say("calendar.name"),
		Summary: func(book string, n int) string { return say(key, "n", n, "book", book) },
	}
}
