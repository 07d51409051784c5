package roster

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"pairbook/internal/dates"
	"pairbook/internal/diag"
	"pairbook/internal/edit"
	"pairbook/internal/program"
	"pairbook/internal/source"
)

// Lines of "we met" messages, as pairs send them and facilitators paste them:
//
//	pairbook: spring/tom; session 3; held 2027-02-04
//	promise: mentor; lend the book; 2027-03-01
//
// The keywords are English in every language. Mail programs put ">" in front, indent, and
// wrap long lines.

// wrapWidth is the length from which on a line may have been wrapped by a mail program.
// They wrap at 72 characters or a few more, before a word.
const wrapWidth = 60

var keyword = regexp.MustCompile(`^(?i:(pairbook|promise)\s*:)\s*`)

// A saying is a line with a keyword and the lines that continue it.
type saying struct {
	keyword, text string
	line          int // number of the first
	indent        int
	last          string // the last of the lines, to know whether it was wrapped
}

// ReadPasted reads pasted lines.
func ReadPasted(src diag.Source) *Records {
	all := &Records{}
	var sayings []saying
	sayings, all.Passed = sayingsOf(src.Text)
	offsets := lineOffsets(src.Text)
	for _, s := range sayings {
		at := src.At(offsets[s.line-1], len(src.Text))
		if complaint := all.hear(s, at); complaint != nil {
			all.Problems = append(all.Problems, diag.Problem{Position: at, Text: complaint.Text, Hint: complaint.Hint})
		}
	}
	if len(sayings) == 0 {
		all.Problems = []diag.Problem{{
			Position: src.Whole(), Text: "no line begins with pairbook:",
			Hint: `paste the lines of a "we met" message, like pairbook: spring-2027/tom; session 3; held 2027-02-04`,
		}}
	}
	return all
}

// hear adds what one saying says.
func (r *Records) hear(s saying, at diag.Position) *diag.Complaint {
	if s.keyword == "pairbook" {
		fact, complaint := meeting(s.text)
		if fact.At = at; complaint != nil {
			fact.Name = "" // what follows from a mistake is not told
		}
		r.Facts = append(r.Facts, fact)
		return complaint
	}
	if len(r.Facts) == 0 {
		return &diag.Complaint{Text: "a promise stands before any line that says of whom it is", Hint: "paste the whole message: its first line begins with pairbook:"}
	}
	promise, complaint := edit.ParsePromise(s.text)
	if complaint == nil {
		last := r.Facts[len(r.Facts)-1]
		r.Facts = append(r.Facts, Fact{Name: last.Name, Record: edit.Record{At: at, Session: last.Session, Promises: []edit.Promise{promise}}})
	}
	return complaint
}

// sayingsOf finds the lines with keywords and joins what belongs to them.
func sayingsOf(text string) (all []saying, passed int) {
	open := false // the last saying may go on
	number := 0
	for line := range strings.Lines(text) {
		number++
		line = strings.TrimRight(line, "\r\n \t")
		quoted := strings.TrimLeft(line, "> \t\u00a0")
		indent := utf8.RuneCountInString(line) - utf8.RuneCountInString(quoted)
		m := keyword.FindStringSubmatch(quoted)
		switch {
		case m != nil:
			all = append(all, saying{strings.ToLower(m[1]), quoted[len(m[0]):], number, indent, quoted})
			open = true
		case quoted == "":
			open = false
		case open && all[len(all)-1].goesOn(indent):
			last := &all[len(all)-1]
			last.text, last.last = last.text+" "+quoted, quoted
		default:
			open = false
			passed++
		}
	}
	return all, passed
}

// goesOn reports whether a line below a saying belongs to it: it is indented more, or the
// line above was long enough to be wrapped, or ends where something has to follow.
func (s saying) goesOn(indent int) bool {
	return indent > s.indent || utf8.RuneCountInString(s.last) >= wrapWidth || strings.HasSuffix(s.last, ";")
}

func lineOffsets(text string) []int {
	offsets, at := []int{}, 0
	for line := range strings.Lines(text) {
		offsets = append(offsets, at)
		at += len(line)
	}
	return offsets
}

// meeting reads "cohort/id; session 3; held 2027-02-04".
func meeting(text string) (Fact, *diag.Complaint) {
	name, rest, _ := strings.Cut(text, ";")
	f := Fact{Name: source.OneLine(name)}
	if !strings.Contains(f.Name, "/") {
		return f, &diag.Complaint{Text: fmt.Sprintf("%q does not name a relationship", shortened(f.Name)), Hint: "write cohort/id, like spring-2027/tom"}
	}
	for part := range strings.SplitSeq(rest, ";") {
		part = source.OneLine(part)
		word, value, _ := strings.Cut(part, " ")
		value = strings.TrimSpace(value)
		switch strings.ToLower(word) {
		case "":
		case "session":
			n, err := strconv.Atoi(value)
			if err != nil || n < 1 {
				return f, &diag.Complaint{Text: fmt.Sprintf("%q is not the number of a session", shortened(value)), Hint: "write it like session 3"}
			}
			f.Session = n
		case "held":
			f.Held = true
			if value == "" {
				continue
			}
			days := dates.Read(value).Readings
			if len(days) != 1 {
				return f, &diag.Complaint{Text: fmt.Sprintf("%q is no sure day", shortened(value)), Hint: "write the year first, like held 2027-02-04"}
			}
			f.Date = program.DayOf(days[0].Day)
		case "cancelled", "canceled":
			if f.Cancelled = value; value == "" {
				return f, &diag.Complaint{Text: "why the session was cancelled is missing", Hint: "write it like cancelled the mentor was ill"}
			}
		default:
			return f, &diag.Complaint{Text: fmt.Sprintf("%q says nothing that is known", shortened(part)), Hint: "the parts of the line are session, held and cancelled"}
		}
	}
	return f, nil
}
