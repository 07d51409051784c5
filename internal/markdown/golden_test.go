package markdown

import (
	"fmt"
	"strings"
	"testing"

	"pairbook/internal/diag"
	"pairbook/internal/filetest"
)

// Each archive in testdata has an input.md, the HTML it becomes (want.html), what
// else is known of it (want.facts) and its problems (want.problems).
func TestGolden(t *testing.T) {
	filetest.Run(t, "testdata/*.txtar", func(t *testing.T, a *filetest.Archive) {
		input := strings.ReplaceAll(a.Input["input.md"], "␠", " ") // editors take blanks at the end of a line away
		d, problems := Parse(diag.Source{Name: "content/guidance/goals.md", Text: input})
		a.Want(t, "want.html", d.HTML(beside))
		a.Want(t, "want.facts", facts(d))
		a.Want(t, "want.problems", prose(problems))
	})
}

// beside is a site in which every file exists but those called "missing".
func beside(l Link) string {
	if strings.Contains(l.Path, "missing") {
		return ""
	}
	to := strings.TrimSuffix(l.Path, ".md")
	if to != l.Path {
		to += ".html"
	}
	if l.Fragment != "" {
		to += "#" + l.Fragment
	}
	return to
}

func facts(d *Document) string {
	var b strings.Builder
	fmt.Fprintf(&b, "title: %s\nsummary: %s\nempty: %v\n", d.Title, d.Summary, d.Empty())
	if title := d.RenderTitle(Options{Resolve: beside}); title != "" && title != escape(d.Title) {
		fmt.Fprintf(&b, "title as HTML: %s\n", title)
	}
	for _, p := range d.Prompts {
		fmt.Fprintf(&b, "prompt: %+v\n", p)
	}
	for _, h := range d.Headings {
		fmt.Fprintf(&b, "heading: %d %s %q\n", h.Level, h.ID, h.Text)
	}
	for _, l := range d.Links {
		fmt.Fprintf(&b, "link: %s path=%q fragment=%q picture=%v at %d:%d+%d\n",
			l.To, l.Path, l.Fragment, l.Picture, l.Position.Line, l.Position.Column, l.Position.Width)
	}
	return b.String()
}

func prose(problems []diag.Problem) string {
	var b strings.Builder
	for _, p := range problems {
		b.WriteString(p.String() + "\n")
	}
	return b.String()
}
