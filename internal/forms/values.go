package forms

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"pairbook/internal/diag"
	"pairbook/internal/edit"
	"pairbook/internal/program"
	"pairbook/internal/schema"
)

// shown is a value of a file as a field shows it: a list has a line for each text.
func shown(value any) string {
	switch v := value.(type) {
	case nil:
		return ""
	case string:
		return v
	case time.Time:
		if v.Location().String() == "time-local" {
			return v.Format("15:04")
		}
		return v.Format(time.DateOnly)
	case []any:
		all := make([]string, len(v))
		for i, item := range v {
			all[i] = shown(item)
		}
		return strings.Join(all, "\n")
	}
	return fmt.Sprint(value)
}

// same compares what was typed with what a file says. Browsers end lines in their own way, and blanks round a
// text are not meant.
func same(typed, now string) bool { return trimmed(typed) == trimmed(now) }

func trimmed(text string) string {
	return norm.NFC.String(strings.TrimSpace(strings.ReplaceAll(text, "\r\n", "\n")))
}

// parse reads what was typed into a field, as the value of its key; nil: nothing was.
func (f field) parse(typed string) (any, *diag.Complaint) {
	typed = trimmed(typed)
	if typed == "" {
		if f.Required {
			return nil, &diag.Complaint{Text: "this cannot be empty"}
		}
		return nil, nil
	}
	switch f.Kind {
	case schema.Day:
		return orNil(edit.ParseDay(typed))
	case schema.Time:
		return orNil(edit.ParseClock(typed))
	case schema.Number:
		n, err := strconv.Atoi(strings.TrimSuffix(typed, "%"))
		if err != nil {
			return nil, &diag.Complaint{Text: fmt.Sprintf("%q is no whole number", typed)}
		}
		if n < f.Least || f.Most > 0 && n > f.Most {
			return nil, &diag.Complaint{Text: fmt.Sprintf("%d lies outside %d to %d", n, f.Least, f.Most)}
		}
		return n, nil
	case schema.List:
		return lines(typed), nil
	case schema.Yes:
		return typed == "true", nil
	}
	if !f.Long {
		typed = strings.Join(strings.Fields(typed), " ")
	}
	return typed, nil
}

// orNil keeps a value only when nothing is wrong with it.
func orNil[T any](value T, c *diag.Complaint) (any, *diag.Complaint) {
	if c != nil {
		return nil, c
	}
	return value, nil
}

// day reads a day of the form; zero when there is none. One that cannot be read is a problem of the plan.
func (q *request) day(p *edit.Plan, name string) program.Date {
	typed := q.line(name)
	if typed == "" {
		return program.Date{}
	}
	d, complaint := edit.ParseDay(typed)
	if complaint != nil {
		p.Problem(diag.Position{}, complaint.Text, complaint.Hint)
	}
	return d
}

// clock is day for a time of day.
func (q *request) clock(p *edit.Plan, name string) program.Clock {
	typed := q.line(name)
	if typed == "" {
		return program.Clock{}
	}
	c, complaint := edit.ParseClock(typed)
	if complaint != nil {
		p.Problem(diag.Position{}, complaint.Text, complaint.Hint)
	}
	return c
}

// link is day for the address of a page elsewhere.
func (q *request) link(p *edit.Plan, name string) program.Link {
	l, complaint := edit.ParseLink(q.line(name))
	if complaint != nil {
		p.Problem(diag.Position{}, complaint.Text, complaint.Hint)
	}
	return l
}

// number reads a whole number of the form; 0 when there is none.
func (q *request) number(p *edit.Plan, name string) int {
	typed := strings.TrimSuffix(q.line(name), "%")
	if typed == "" {
		return 0
	}
	n, err := strconv.Atoi(typed)
	if err != nil {
		p.Problem(diag.Position{}, fmt.Sprintf("%q is no whole number", typed), "")
	}
	return n
}
