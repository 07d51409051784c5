package preview

import (
	"encoding/json"
	"fmt"
	"strings"

	"pairbook/internal/diag"
)

// unbuilt is what stands for files while there is no good build.
const unbuilt = "unbuilt"

// Limits of what is shown; the terminal has everything.
const (
	problemsShown = 200
	excerptShown  = 400 // characters
)

// A state is all that the preview knows at one time. It never changes.
type state struct {
	pages    *Pages // nil: no build was good yet
	problems *list  // nil: none
	html     string // problems, as HTML
	failed   bool   // the last build was no good
}

func newState(pages *Pages, problems []diag.Problem, failed bool) *state {
	s := &state{pages: pages, problems: newList(problems), failed: failed}
	if s.problems != nil {
		var b strings.Builder
		if err := own.ExecuteTemplate(&b, "list", s.problems); err != nil {
			b.WriteString("the problems cannot be shown here: the terminal lists them")
		}
		s.html = b.String()
	}
	return s
}

// page returns what stands for the page at an address: its sum, "" if there is none.
// While there is no good build, every address shows the problems.
func (s *state) page(address string) string {
	if s.pages == nil {
		return SumOf(fmt.Appendf(nil, "%v %s", s.failed, s.html)).String()
	}
	name, _, ok := s.pages.find(address)
	if !ok {
		return ""
	}
	return s.pages.files[name].Sum.String()
}

// digest stands for everything that pages load.
func (s *state) digest() string {
	if s.pages == nil {
		return unbuilt
	}
	return s.pages.digest
}

// waiting is the page to show while there is no other.
func (s *state) waiting() ownPage {
	if !s.failed {
		return ownPage{Title: "Building …", Text: "The pages appear here as soon as they are built."}
	}
	return ownPage{
		Title: "The workbooks cannot be built yet", List: s.problems,
		Text: "Mend what is listed here and save. The pages appear by themselves.",
	}
}

// A message is what an open page is told, all of it each time.
type message struct {
	Page    string            `json:"page"`    // sum of the page that asks
	Assets  string            `json:"assets"`  // what stands for files as a whole
	Files   map[string]string `json:"files"`   // address -> sum
	Failed  bool              `json:"failed"`  // the last build was no good; what is seen is older
	Heading string            `json:"heading"` // of the list of problems; "": there are none
	List    string            `json:"list"`    // as HTML, every text in it escaped
}

// message returns what the page at an address is told, as JSON.
func (s *state) message(address string) ([]byte, error) {
	m := message{Page: s.page(address), Assets: s.digest(), Failed: s.failed, Files: map[string]string{}}
	if s.pages != nil {
		m.Files = s.pages.assets
	}
	if s.problems != nil {
		m.Heading, m.List = s.problems.Heading, s.html
	}
	return json.Marshal(m)
}

// A list is the problems as the templates show them.
type list struct {
	Heading string
	Items   []item
	More    int // that are not shown
}

// An item is one problem. Its excerpt is in three parts, the middle one being meant.
type item struct {
	Kind, Place, Text, Hint string
	Line                    int // of the excerpt; 0: there is none
	Before, Marked, After   string
}

func newList(problems []diag.Problem) *list {
	if len(problems) == 0 {
		return nil
	}
	l := &list{}
	errors, warnings := diag.Count(problems)
	var parts []string
	for _, part := range []struct {
		n    int
		word string
	}{{errors, "problem"}, {warnings, "warning"}} {
		switch part.n {
		case 0:
		case 1:
			parts = append(parts, "1 "+part.word)
		default:
			parts = append(parts, fmt.Sprintf("%d %ss", part.n, part.word))
		}
	}
	l.Heading = strings.Join(parts, ", ")
	for i, p := range problems {
		if i == problemsShown {
			l.More = len(problems) - i
			break
		}
		l.Items = append(l.Items, newItem(p))
	}
	return l
}

func newItem(p diag.Problem) item {
	it := item{Kind: p.Severity.String(), Place: diag.Visible(p.Position.String()), Text: diag.Visible(p.Text), Hint: diag.Visible(p.Hint)}
	if p.Position.Line == 0 || strings.TrimSpace(p.Position.Excerpt) == "" {
		return it
	}
	it.Line = p.Position.Line
	line := []rune(p.Position.Excerpt)
	from := max(0, min(p.Position.Column-1, len(line)))
	to := min(from+max(p.Position.Width, 1), len(line))
	first, last := max(0, from-excerptShown/4), len(line)
	if last-first > excerptShown {
		last = first + excerptShown
		to = min(to, last)
	}
	it.Before, it.Marked, it.After = string(line[first:from]), string(line[from:to]), string(line[to:last])
	if first > 0 {
		it.Before = "…" + it.Before
	}
	if last < len(line) {
		it.After += "…"
	}
	it.Before, it.Marked, it.After = diag.Visible(it.Before), diag.Visible(it.Marked), diag.Visible(it.After)
	return it
}
