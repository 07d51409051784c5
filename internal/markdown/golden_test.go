package markdown

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"pairbook/internal/diag"
)

var update = flag.Bool("update", false, "rewrite the wanted results in testdata")

// Each archive in testdata has an input.md, the HTML it becomes (want.html), what
// else is known of it (want.facts) and its problems (want.problems).
func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no archives in testdata: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) { golden(t, file) })
	}
}

func golden(t *testing.T, file string) {
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	input := ""
	for _, f := range archive.Files {
		if f.Name == "input.md" {
			input = string(f.Data)
		}
	}
	input = strings.ReplaceAll(input, "␠", " ") // a blank at the end of a line, which editors like to take away
	d, problems := Parse(diag.Source{Name: "content/guidance/goals.md", Text: input})
	got := []txtar.File{
		{Name: "want.html", Data: []byte(d.HTML(beside))},
		{Name: "want.facts", Data: []byte(facts(d))},
		{Name: "want.problems", Data: []byte(prose(problems))},
	}
	if *update {
		kept := archive.Files[:1]
		archive.Files = append(kept[:1:1], got...)
		if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	for i, f := range got {
		want := ""
		if i+1 < len(archive.Files) && archive.Files[i+1].Name == f.Name {
			want = string(archive.Files[i+1].Data)
		}
		if diff := cmp.Diff(want, string(f.Data)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", f.Name, diff)
		}
	}
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
