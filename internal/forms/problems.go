package forms

import (
	"fmt"
	"net/url"

	"pairbook/internal/diag"
	"pairbook/internal/edit"
)

// problems is a list of problems for a page.
type problems struct {
	Errors, Warnings int
	Items            []problem
	More             int // that are not shown
}

// A problem is one of them. Href leads to its line in the editor; "" when it has none.
type problem struct {
	Warning     bool
	Place, Href string
	Text, Hint  string
}

// most is how many problems a page shows.
const most = 100

// problemsOf makes a list; nil when there is nothing to say.
func (q *request) problemsOf(found []diag.Problem) *problems {
	if len(found) == 0 {
		return nil
	}
	list := &problems{}
	list.Errors, list.Warnings = diag.Count(found)
	for i, p := range found {
		if i == most {
			list.More = len(found) - most
			break
		}
		item := problem{Warning: p.Severity == diag.Warning, Place: diag.Visible(p.Position.String()), Text: diag.Visible(p.Text), Hint: diag.Visible(p.Hint)}
		if edit.IsText(p.Position.File) {
			item.Href = q.editorAt(p.Position.File, p.Position.Line)
		}
		list.Items = append(list.Items, item)
	}
	return list
}

// editorAt is the address of a line of a file.
func (q *request) editorAt(file string, line int) string {
	address := q.address("desk/text") + "?" + url.Values{"file": {file}}.Encode()
	if line > 0 {
		address += fmt.Sprintf("&line=%d#L%d", line, line)
	}
	return address
}

// problems are those of the site: what the last build has met, or, when something was changed since, what
// reading the files has.
func (q *request) problems() *problems {
	q.site.mu.Lock()
	found := q.site.problems
	if q.site.behind {
		found = q.wrong
	}
	q.site.mu.Unlock()
	return q.problemsOf(found)
}
