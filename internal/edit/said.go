package edit

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"pairbook/internal/dates"
	"pairbook/internal/diag"
	"pairbook/internal/program"
	"pairbook/internal/source"
)

// What people write on one line.

// ParsePromise reads "who; what; day": who ends at the first semicolon, the day is what
// follows the last one when it is a date, and may be missing.
func ParsePromise(text string) (Promise, *diag.Complaint) {
	const form = `write who; what; and a day, like "mentor; lend the book; 2027-03-01"`
	who, what, _ := strings.Cut(clean(text), ";")
	p := Promise{Who: strings.TrimSpace(who), What: strings.TrimSpace(what)}
	if at := strings.LastIndex(p.What, ";"); at >= 0 {
		last := strings.TrimSpace(p.What[at+1:])
		written := dates.Read(last)
		switch {
		case last == "":
			p.What = strings.TrimSpace(p.What[:at])
		case len(written.Readings) == 1:
			p.Due, p.What = program.DayOf(written.Readings[0].Day), strings.TrimSpace(p.What[:at])
		case written.Form != dates.None:
			return p, &diag.Complaint{Text: fmt.Sprintf("%q is no sure day", last), Hint: "write the year first, like 2027-03-01"}
		}
	}
	if p.Who == "" || p.What == "" {
		return p, &diag.Complaint{Text: fmt.Sprintf("%q is no promise", clean(text)), Hint: form}
	}
	return p, nil
}

// SplitNames returns the names between semicolons.
func SplitNames(text string) []string {
	var names []string
	for name := range strings.SplitSeq(text, ";") {
		if name = clean(name); name != "" {
			names = append(names, name)
		}
	}
	return names
}

// clean puts a text into the form that files have.
func clean(text string) string { return source.OneLine(norm.NFC.String(text)) }

// ParseDay reads a day that can mean no other.
func ParseDay(text string) (program.Date, *diag.Complaint) {
	days := dates.Read(clean(text)).Readings
	if len(days) != 1 {
		return program.Date{}, &diag.Complaint{Text: fmt.Sprintf("%q is no day", clean(text)), Hint: "write the year first, like 2027-02-04"}
	}
	d := program.DayOf(days[0].Day)
	if d.Year < program.FirstYear || d.Year > program.LastYear {
		return program.Date{}, &diag.Complaint{Text: fmt.Sprintf("the year of %q lies outside %d to %d", clean(text), program.FirstYear, program.LastYear)}
	}
	return d, nil
}

// ParseClock reads a time of day.
func ParseClock(text string) (program.Clock, *diag.Complaint) {
	for _, form := range []string{"15:04", "15:04:05", "15.04"} {
		if t, err := time.Parse(form, clean(text)); err == nil && t.Second() == 0 {
			return program.Clock{Hour: t.Hour(), Minute: t.Minute(), Set: true}, nil
		}
	}
	return program.Clock{}, &diag.Complaint{Text: fmt.Sprintf("%q is no time", clean(text)), Hint: "write it like 15:00"}
}

// ParseLink reads the address of a page elsewhere; empty text is none.
func ParseLink(text string) (program.Link, *diag.Complaint) {
	var link program.Link
	var complaint diag.Complaint
	if errors.As(link.UnmarshalTOML(strings.TrimSpace(text)), &complaint) {
		return "", &complaint
	}
	return link, nil
}
