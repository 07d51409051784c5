package edit

import (
	"fmt"
	"strings"

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
