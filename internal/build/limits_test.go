package build

import (
	"context"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"pairbook/internal/diag"
	"pairbook/internal/source"
)

// Every limit is spoken of by its name in a test: here, or where it is checked.
func TestEveryLimitHasATest(t *testing.T) {
	tree, err := parser.ParseFile(token.NewFileSet(), repository+"/internal/source/limits.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var tests strings.Builder
	fsys := os.DirFS(repository + "/internal")
	err = fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(name, "_test.go") {
			text, err := fs.ReadFile(fsys, name)
			tests.Write(text)
			return err
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	count := 0
	ast.Inspect(tree, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok {
			return true
		}
		for _, name := range spec.Names {
			count++
			if !regexp.MustCompile(`source\.` + name.Name + `\b`).MatchString(tests.String()) {
				t.Errorf("no test speaks of source.%s", name.Name)
			}
		}
		return true
	})
	if count < 15 {
		t.Errorf("only %d limits", count)
	}
}

// Each text is right at its limit, and one more is a problem.
func TestTextsAtTheirLimits(t *testing.T) {
	const relationship, topic = "content/cohorts/a/x.toml", "content/topics/x.md"
	repeat := strings.Repeat
	rows := func(n int) string { return "a|b\n-|-\n" + repeat("x|y\n", n-1) }
	for _, c := range []struct{ name, file, at, above, want string }{
		{"TOMLSize", relationship, padded(pairText+"#", "x", source.TOMLSize), padded(pairText+"#", "x", source.TOMLSize+1), "0:0: the file is too large: 1.1 MiB, and at most 1 MiB can be read"},
		{"TOMLDepth", relationship, pairText + "x = " + repeat("[", source.TOMLDepth-1) + repeat("]", source.TOMLDepth-1), pairText + "x = " + repeat("[", source.TOMLDepth) + repeat("]", source.TOMLDepth), "more than 32 deep"},
		{"TOMLKeyParts", relationship, pairText + repeat("a.", source.TOMLKeyParts-1) + "a = 1\n", pairText + repeat("a.", source.TOMLKeyParts) + "a = 1\n", "at most 16 parts"},
		{"MarkdownSize", topic, padded("", "words ", source.MarkdownSize), padded("", "words ", source.MarkdownSize+1), "0:0: the file is too large: 256.1 KiB, and at most 256 KiB can be read"},
		{"MarkdownMarkers", topic, repeat(">", source.MarkdownMarkers) + "a", repeat(">", source.MarkdownMarkers+1) + "a", "1:1: this line opens more than 32 quotes"},
		{"MarkdownIndent", topic, repeat(" ", source.MarkdownIndent) + "a", repeat(" ", source.MarkdownIndent+1) + "a", "1:1: this line begins more than 200 columns"},
		{"MarkdownBrackets", topic, repeat("[", source.MarkdownBrackets), repeat("[", source.MarkdownBrackets+1), "1:1: this block of text has more than 1000 of the sign ["},
		{"MarkdownEmphasis", topic, repeat("*a ", source.MarkdownEmphasis), repeat("*a ", source.MarkdownEmphasis+1), "1:1: this block of text has more than 4000 of the signs"},
		{"MarkdownColumns", topic, repeat("|a", source.MarkdownColumns) + "\n" + repeat("|-", source.MarkdownColumns), repeat("|a", source.MarkdownColumns+1) + "\n" + repeat("|-", source.MarkdownColumns+1), "2:1: this table has more than 64 columns"},
		{"MarkdownCells", topic, rows(source.MarkdownCells / 2), rows(source.MarkdownCells/2 + 1), "the tables of this file have more than 20000 cells"},
		{"MarkdownFootnotes", topic, noted(source.MarkdownFootnotes), noted(source.MarkdownFootnotes + 1), "this file has more than 500 footnotes"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := verdict(t, c.file, []byte(c.at)); strings.Contains(got, c.want) || strings.Contains(got, "more than") {
				t.Errorf("at the limit: %s", got)
			}
			if got := verdict(t, c.file, []byte(c.above)); !strings.Contains(got, c.want) {
				t.Errorf("above the limit: %.300s; want %s", got, c.want)
			}
		})
	}
}

// What a relationship lists and says is right at its limit, and one more is a problem at
// its place.
func TestRelationshipsAtTheirLimits(t *testing.T) {
	repeat := strings.Repeat
	for _, c := range []struct {
		name  string
		text  func(n int) string
		limit int
		want  string
	}{
		{"LineLength", func(n int) string { return pairText + "[schedule]\nplace = \"" + repeat("é", n) + "\"\n" }, source.LineLength,
			"6:9: this text has 601 characters, and at most 600 can be printed here"},
		{"TextLength", func(n int) string { return pairText + "[agreement]\nending = \"" + repeat("x", n) + "\"\n" }, source.TextLength,
			"6:10: this text has 4001 characters, and at most 4000 can be printed here"},
		{"TextLength in a list", func(n int) string { return pairText + "[agreement]\ncovers = [\"" + repeat("x", n) + "\"]\n" }, source.TextLength,
			"6:11: this text has 4001 characters, and at most 4000 can be printed here"},
		{"Goals", func(n int) string { return pairText + repeat("[[goals]]\ntitle = \"g\"\n", n) }, source.Goals,
			"125:1: there are 61 of [[goals]], and at most 60 can be read"},
		{"Actions", func(n int) string { return pairText + repeat("[[actions]]\nwho = \"both\"\nwhat = \"a\"\n", n) }, source.Actions,
			"1205:1: there are 401 of [[actions]], and at most 400 can be read"},
		{"Sessions", func(n int) string { return pairText + repeat("[[sessions]]\nn = 1\nheld = true\n", n) }, source.Sessions,
			"1805:1: there are 601 of [[sessions]], and at most 600 can be read"},
		{"People", func(n int) string {
			text := "[mentor]\nname = \"A\"\n"
			for i := range n - 1 {
				text += fmt.Sprintf("[[mentees]]\nname = \"B%d\"\n", i)
			}
			return text
		}, source.People, "81:1: there are 41 people, and at most 40 can be in a relationship"},
		{"ListLength", func(n int) string { return pairText + "[agreement]\ncovers = [" + repeat("\"x\", ", n) + "]\n" }, source.ListLength,
			"6:1011: there are 201 of \"covers\", and at most 200 can be read"},
	} {
		t.Run(c.name, func(t *testing.T) {
			const said = ", and at most "
			if got := verdict(t, "content/cohorts/a/x.toml", []byte(c.text(c.limit))); strings.Contains(got, said) {
				t.Errorf("at the limit: %s", got)
			}
			got := verdict(t, "content/cohorts/a/x.toml", []byte(c.text(c.limit+1)))
			if !strings.Contains(got, c.want) || strings.Count(got, said) != 1 {
				t.Errorf("above the limit: %.300s; want %s", got, c.want)
			}
		})
	}
}

// noted is a text with so many footnotes.
func noted(n int) string {
	var b strings.Builder
	b.WriteString("x[^1]\n\n")
	for i := range n {
		fmt.Fprintf(&b, "[^%d]: a\n", i+1)
	}
	return b.String()
}

// padded fills a text up to a size.
func padded(text, with string, size int) string {
	return (text + strings.Repeat(with, (size-len(text))/len(with)+1))[:size]
}

// Files that are copied or read as a whole are right at their limit, and one byte
// more is a problem.
func TestFilesAtTheirLimits(t *testing.T) {
	if testing.Short() {
		t.Skip("reads files of 16 MiB")
	}
	for _, c := range []struct {
		name, file, head string
		size             int
		want             string
	}{
		{"PictureSize", "content/guidance/p.png", "", source.PictureSize, "content/guidance/p.png: the file is too large: 16.1 MiB, and at most 16 MiB can be read"},
		{"PictureSize of a logo", "content/logo.png", "\x89PNG\r\n", source.PictureSize, "content/logo.png: the file is too large: 16.1 MiB, and at most 16 MiB can be read"},
		{"AssetSize", "templates/assets/font.woff2", "", source.AssetSize, "templates/assets/font.woff2: the file is too large: 16.1 MiB, and at most 16 MiB can be read"},
		{"AssetSize of a style sheet", "themes/own/page.css", "/*" + strings.Repeat(" ", 1<<20), source.AssetSize, "themes/own/page.css: the file is too large: 16.1 MiB, and at most 16 MiB can be read"},
		{"TemplateSize", "templates/parts/foot.html", "", source.TemplateSize, "templates/parts/foot.html: the file is too large: 256.1 KiB, and at most 256 KiB can be read"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			for name, text := range map[string]string{
				"site.toml":                 "title = \"T\"\ntheme = \"own\"\n[theme_options]\nlogo = \"logo.png\"\n",
				"content/cohorts/a/x.toml":  pairText,
				"content/guidance/p.png":    "p",
				"content/logo.png":          "\x89PNG\r\n",
				"content/topics/own.md":     "![p](../guidance/p.png)\n",
				"themes/own/theme.toml":     "title = \"Own\"\nextends = \"classic\"\n",
				"templates/parts/foot.html": "",
			} {
				writeFile(t, filepath.Join(dir, name), text)
			}
			for more, done := range []bool{true, false} {
				writeFile(t, filepath.Join(dir, c.file), padded(c.head, " ", c.size+more))
				o := options(dir)
				o.CheckOnly = true
				report, err := Run(context.Background(), o, &Memory{})
				if err != nil {
					t.Fatal(err)
				}
				said := false
				for _, p := range report.Problems {
					said = said || strings.Contains(p.String(), c.want)
				}
				if report.Done != done || said == done {
					t.Errorf("%d bytes above the limit: done %t, %v", more, report.Done, report.Problems)
				}
			}
		})
	}
}

// A template that does not end, or that writes too much, is a problem at its file:
// no hang, no lack of memory, nothing written.
func TestTemplatesWithoutEndAreProblems(t *testing.T) {
	if testing.Short() {
		t.Skip("draws until templates reach their limits")
	}
	for file, text := range map[string]string{
		"sheets/cover.html":     "{{range 10000}}{{range 10000}}x{{end}}{{end}}",
		"sheets/session.html":   "{{range 1000000000}}{{end}}",
		"sheets/handout.html":   `{{$x := "x"}}{{range 99}}{{$x = print $x $x}}{{end}}{{$x}}`,
		"sheets/programme.html": `{{define "a"}}{{range 9}}{{template "a"}}{{end}}{{end}}{{template "a"}}`,
		"parts/room.html":       "{{range 9999}}{{range 9999}}x{{end}}{{end}}",
		"page.html":             "{{.Body}}{{range 9999}}{{range 9999}}x{{end}}{{end}}",
	} {
		t.Run(file, func(t *testing.T) {
			dir := t.TempDir()
			writeFile(t, filepath.Join(dir, "site.toml"), "title = \"T\"\n")
			writeFile(t, filepath.Join(dir, "content/cohorts/a/x.toml"), pairText)
			writeFile(t, filepath.Join(dir, "templates", file), text)
			report, err := Run(context.Background(), options(dir), &Memory{})
			if err != nil || report.Done || fileExists(filepath.Join(dir, public, "index.html")) {
				t.Fatalf("%v, %v", report, err)
			}
			said := false
			for _, p := range report.Problems {
				said = said || strings.HasPrefix(p.Position.File, "templates/")
			}
			if !said || len(report.Problems) > 3 {
				t.Errorf("%d problems: %.500s", len(report.Problems), report.Problems)
			}
		})
	}
}

// A relationship file that is made to be heavy stops no other, and no template is blamed.
func TestAHostileRelationshipStopsNoOther(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long")
	}
	repeat := strings.Repeat
	for name, c := range map[string]struct{ text, want string }{
		"goals": {pairText + repeat("[[goals]]\ntitle = \"g\"\n", 2000), "content/cohorts/a/x.toml:125:1: there are 2000 of [[goals]]"},
		"place": {pairText + "[schedule]\nsessions = 60\nplace = \"" + repeat("P ", 40_000) + "\"\n", "content/cohorts/a/x.toml:7:9: this text has 80000 characters"},
		"all that is allowed": {pairText + "[schedule]\nsessions = 60\n" +
			repeat("[[actions]]\nwho = \"both\"\nwhat = \""+repeat("w ", 600)+"\"\n", source.Actions),
			"content/cohorts/a/x.toml: the workbook of this relationship grows beyond 8 MiB"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			writeFile(t, filepath.Join(dir, "site.toml"), "title = \"T\"\n")
			writeFile(t, filepath.Join(dir, "content/cohorts/a/tom.toml"), pairText)
			writeFile(t, filepath.Join(dir, "content/cohorts/a/x.toml"), strings.ReplaceAll(pairText, "Tom", "Tim"))
			o := options(dir)
			mustRun(t, o, &Memory{})
			writeFile(t, filepath.Join(dir, "content/cohorts/a/tom.toml"), strings.ReplaceAll(pairText, "Tom", "Thomas"))
			writeFile(t, filepath.Join(dir, "content/cohorts/a/x.toml"), strings.ReplaceAll(c.text, "Tom", "Tim"))
			o.KeepGoing = true
			report, err := Run(context.Background(), o, &Memory{})
			if err != nil || !report.Done || report.Kept != 1 || report.Removed > 12 { // pages of the facilitator
				t.Fatalf("%+v, %v", report, err)
			}
			var said []string
			for _, p := range report.Problems {
				if p.Severity == diag.Error {
					said = append(said, p.String())
				}
			}
			if len(said) != 1 || !strings.HasPrefix(said[0], c.want) {
				t.Errorf("problems %.300q; want %s", said, c.want)
			}
			for id, who := range map[string]string{"tom": "Thomas", "x": "Tim"} {
				page, err := os.ReadFile(filepath.Join(dir, public, "a", id, "index.html"))
				if err != nil || !strings.Contains(string(page), who) {
					t.Errorf("the pages of %s: %v", id, err)
				}
			}
		})
	}
}

// Warnings of one file end somewhere, with their number.
func TestWarningsOfAFileAreCountedToALimit(t *testing.T) {
	report := Report{}
	for i := range source.FileProblems + 3 {
		report.add(diag.Problem{Severity: diag.Warning, Position: diag.Position{File: "content/topics/a.md", Line: i + 1, Column: 1}, Text: "odd"})
	}
	report.add(diag.Problem{Severity: diag.Warning, Position: diag.Position{File: "content/topics/b.md", Line: 1, Column: 1}, Text: "odd"})
	list := report.complete().Problems
	const want = "content/topics/a.md: warning: this file has 503 warnings: these are 500 of them"
	if len(list) != source.FileProblems+2 || list[0].String() != want {
		t.Errorf("%d problems, the first is %q; want %q", len(list), list[0], want)
	}
}
