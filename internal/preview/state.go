package preview

import (
	"encoding/json"
	"fmt"
	"strings"

	"pairbook/internal/diag"
)

// unbuilt is the digest of the assets while there is no good build.
const unbuilt = "unbuilt"

// Limits of what is shown; the terminal has everything.
const (
	maxProblems = 200
	maxExcerpt  = 400 // characters
)

// A state is all that the preview shows at one time. It is never changed, only replaced.
type state struct {
	pages    *Pages       // nil: no build has succeeded yet
	problems *problemList // nil: none
	html     string       // problems, as HTML
	failed   bool         // the last build failed
	base     string       // what addresses begin with
}

func (server *Server) newState(pages *Pages, problems []diag.Problem, failed bool) *state {
	s := &state{pages: pages, problems: newProblemList(problems), failed: failed, base: server.base}
	if s.problems != nil {
		var b strings.Builder
		if err := own.ExecuteTemplate(&b, "list", s.problems); err != nil {
			b.WriteString("the problems cannot be shown here: the terminal lists them")
		}
		s.html = b.String()
	}
	return s
}

// page returns the sum of the page at an address, "" if there is none. While there is no
// good build, every address shows the problems, and their sum is returned.
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

// digest returns the sum of all assets.
func (s *state) digest() string {
	if s.pages == nil {
		return unbuilt
	}
	return s.pages.digest
}

// waitingPage is the page to show until there is a good build.
func (s *state) waitingPage() ownPage {
	if !s.failed {
		return ownPage{Title: "Building …", Text: "The pages appear here as soon as they are built."}
	}
	return ownPage{
		Title: "The workbooks cannot be built yet", List: s.problems,
		Text: "Mend what is listed here and save. The pages appear by themselves.",
	}
}

// A message is the whole state, as it is sent to an open page.
type message struct {
	Page    string            `json:"page"`    // sum of the page that asks
	Assets  string            `json:"assets"`  // sum of all assets
	Files   map[string]string `json:"files"`   // address -> sum
	Failed  bool              `json:"failed"`  // the last build failed; the page is of an earlier one
	Heading string            `json:"heading"` // of the list of problems; "": there are none
	List    string            `json:"list"`    // as HTML, every text in it escaped
}

// message returns the message for the page at an address, as JSON.
func (s *state) message(address string) ([]byte, error) {
	m := message{Page: s.page(address), Assets: s.digest(), Failed: s.failed, Files: map[string]string{}}
	if s.pages != nil {
		for address, sum := range s.pages.assets {
			m.Files[s.base+address] = sum
		}
	}
	if s.problems != nil {
		m.Heading, m.List = s.problems.Heading, s.html
	}
	return json.Marshal(m)
}

// A problemList is a list of problems for the template.
type problemList struct {
	Heading string
	Items   []problemItem
	More    int // that are not shown
}

// A problemItem is one problem. Its excerpt has three parts; the problem is in the middle
// one.
type problemItem struct {
	Kind, Place, Text, Hint string
	Line                    int // of the excerpt; 0: there is none
	Before, Marked, After   string
}

func newProblemList(problems []diag.Problem) *problemList {
	if len(problems) == 0 {
		return nil
	}
	l := &problemList{}
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
		if i == maxProblems {
			l.More = len(problems) - i
			break
		}
		l.Items = append(l.Items, newProblemItem(p))
	}
	return l
}

func newProblemItem(p diag.Problem) problemItem {
	it := problemItem{Kind: p.Severity.String(), Place: diag.Visible(p.Position.String()), Text: diag.Visible(p.Text), Hint: diag.Visible(p.Hint)}
	if p.Position.Line == 0 || strings.TrimSpace(p.Position.Excerpt) == "" {
		return it
	}
	it.Line = p.Position.Line
	line := []rune(p.Position.Excerpt)
	from := max(0, min(p.Position.Column-1, len(line)))
	to := min(from+max(p.Position.Width, 1), len(line))
	first, last := max(0, from-maxExcerpt/4), len(line)
	if last-first > maxExcerpt {
		last = first + maxExcerpt
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
