package forms

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"pairbook/internal/diag"
	"pairbook/internal/edit"
	"pairbook/internal/state"
)

// A form is what a page asks for, and what was typed when it comes again.
type form struct {
	Name   string
	Action string
	Seen   string // the digest of the file that it is about, as the page shows it

	typed    url.Values // nil: the form is new
	Problems *problems  // with what was typed
	Change   string     // the difference, when it is to be shown and not yet made
	Moved    *moved     // the file has changed since the page was made
}

// moved says how a file has changed since a page was made of it.
type moved struct {
	Path string
	Diff string // "" when it is not known any more what it said
	Now  string // what it says, when the page shows whole texts
}

// Value is what stands in a field: what was typed, else what the file says.
func (f *form) Value(name, now string) string {
	if f.typed != nil {
		return f.typed.Get(name)
	}
	return now
}

// Is reports whether one of several values of a field is chosen.
func (f *form) Is(name, value, now string) bool { return f.Value(name, now) == value }

// Ticked reports whether a box of a name and value is ticked.
func (f *form) Ticked(name, value string, now bool) bool {
	if f.typed != nil {
		return slices.Contains(f.typed[name], value)
	}
	return now
}

// Again reports whether the form was sent before, and comes again.
func (f *form) Again() bool { return f != nil && f.typed != nil }

// sent returns the form that was sent, when it is the one of a name; else a new one.
func (q *request) form(name, action string) *form {
	f := &form{Name: name, Action: action}
	if q.Method == http.MethodPost && strings.HasSuffix(q.URL.Path, action[strings.LastIndex(action, "/"):]) {
		f.typed = q.PostForm
	}
	return f
}

// showFirst reports whether the difference is to be shown before anything is written.
func (q *request) showFirst() bool { return q.PostForm.Get("do") == "show" }

// watched reads the file that a form is about, and says whether it is as the page had it. The form then
// has the file as it is now: when it is sent once more, it is meant for that.
func (q *request) watched(f *form, name string) (unchanged bool, err error) {
	now, err := q.site.Read(name)
	if err != nil {
		return false, err
	}
	f.Seen = q.site.seen.keep(now)
	if f.typed == nil {
		return true, nil
	}
	seen := f.typed.Get("seen")
	if seen == f.Seen {
		return true, nil
	}
	f.Moved = &moved{Path: name}
	if old := q.site.seen.of(seen); old != nil || seen == "none" {
		f.Moved.Diff = diag.Visible(edit.Difference(name, old, now))
	}
	return false, nil
}

// change makes what a form asks for, or says in the form why not. made is false when the page has to come
// again; n is the number of the change, 0 when there was nothing to change.
func (q *request) change(f *form, prepare func(p *edit.Plan) (string, error)) (n int, made bool, err error) {
	proposal, err := q.site.Propose(q.Context(), prepare)
	if err != nil {
		return 0, false, err
	}
	return q.carryOut(f, proposal.Change, proposal.Problems)
}

// carryOut shows or writes a change; it is nil when there are problems.
func (q *request) carryOut(f *form, change *edit.Change, found []diag.Problem) (n int, made bool, err error) {
	switch {
	case change == nil:
		f.Problems = q.problemsOf(found)
		return 0, false, nil
	case q.showFirst():
		f.Problems = q.problemsOf(found)
		f.Change = diag.Visible(change.Diff())
		if change.Empty() {
			f.Change = q.words.text("done.nothing")
		}
		return 0, false, nil
	case change.Empty():
		return 0, true, nil
	}
	err = q.apply(q.Context(), change)
	var movedErr *edit.MovedError
	var refusal *state.Refusal
	switch {
	case errors.As(err, &movedErr):
		f.Moved = &moved{Path: movedErr.Path, Diff: diag.Visible(movedErr.Diff)}
		return 0, false, nil
	case errors.As(err, &refusal):
		f.Problems = q.problemsOf([]diag.Problem{{Position: diag.Position{File: refusal.Path}, Text: refusal.Text, Hint: refusal.Hint}})
		return 0, false, nil
	case err != nil:
		return 0, false, err
	}
	return q.site.remember(entry{When: q.desk.Now(), Change: change, Warnings: found}), true, nil
}

// status is that of a page with a form: one that comes again could not be done.
func (f *form) status() int {
	switch {
	case !f.Again():
		return http.StatusOK
	case f.Moved != nil:
		return http.StatusConflict
	case f.Problems != nil && f.Problems.Errors > 0:
		return http.StatusUnprocessableEntity
	}
	return http.StatusOK
}

// line is what was typed into a field of one line.
func (q *request) line(name string) string {
	return strings.Join(strings.Fields(q.PostForm.Get(name)), " ")
}

// lines are the lines of a field that lists texts.
func lines(text string) []string {
	var list []string
	for line := range strings.SplitSeq(text, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			list = append(list, line)
		}
	}
	return list
}
