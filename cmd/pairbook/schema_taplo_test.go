package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"pairbook/internal/diag"
	"pairbook/internal/site"
)

// taplo runs what editors check TOML with, and returns what it says.
func taplo(t *testing.T, dir string) string {
	t.Helper()
	node, err := exec.LookPath("node")
	if err != nil {
		missing(t, "no node: apt-get install npm brings it")
	}
	program, err := filepath.Abs("../../.ci/node_modules/@taplo/cli/dist/cli.js")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(program); err != nil {
		missing(t, "no @taplo/cli: npm ci --prefix .ci installs it")
	}
	cmd := exec.Command(node, program, "lint", "--colors", "never")
	cmd.Dir = dir
	said, err := cmd.CombinedOutput()
	if _, failed := err.(*exec.ExitError); err != nil && !failed {
		t.Fatal(err)
	}
	if !strings.Contains(string(said), "found configuration file") || !strings.Contains(string(said), "found files total=") {
		t.Fatalf("taplo found nothing to check:\n%s", said)
	}
	return string(said)
}

// missing skips the test, or fails it where tools are required.
func missing(t *testing.T, what string) {
	t.Helper()
	if os.Getenv("PAIRBOOK_BROWSER") == "required" {
		t.Fatal("PAIRBOOK_BROWSER is required, but there is " + what)
	}
	t.Skip("there is " + what)
}

// An editor finds no mistake in a new site and in the example.
func TestEditorsAcceptTheSamples(t *testing.T) {
	if testing.Short() {
		t.Skip("starts node")
	}
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "new")
	if err := (siteStart{language: "en-GB", samples: true}).write(dir); err != nil {
		t.Fatal(err)
	}
	for _, example := range []string{"site.toml", "content/cohorts", "themes"} {
		if err := copyExample(filepath.Join(dir, "example"), example); err != nil {
			t.Fatal(err)
		}
	}
	if said := taplo(t, dir); strings.Contains(said, "rror") {
		t.Errorf("%s", said)
	}
}

// copyExample copies a file or a folder of the example.
func copyExample(to, name string) error {
	from := filepath.Join("..", "..", filepath.FromSlash(name))
	to = filepath.Join(to, filepath.FromSlash(name))
	info, err := os.Stat(from)
	if err != nil {
		return err
	}
	if info.IsDir() {
		return os.CopyFS(to, os.DirFS(from))
	}
	data, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(to), 0o777); err != nil {
		return err
	}
	return os.WriteFile(to, data, 0o666)
}

// mistakes are the kinds that people make; the editor marks what the reader refuses.
var mistakes = map[string][]string{
	"site.toml": {
		`titel = "x"`, `title = 3`, `title = ""`, `paper = "a4"`, `theme = "clasic"`, `language = "english (UK)"`, `address = "intranet/mentoring"`,
		"[contact]\nemial = \"a@example.org\"", "[contact]\nemail = \"Jordan <a@example.org>\"", "[theme_options]\naccent = 3",
		"[theme_options]\nacent = \"#1f5f5b\"", "[theme_options]\nlogo = \"content/logo.png\"", "[theme_options]\nline_height = 80", "[theme_options]\ndensity = \"tight\"",
		"[print]\nduplex = \"yes\"", "[limits]\nmentees_per_mentor = 0", "[schedule]\nevery = \"fortnight\"", "[schedule]\nsessions = 0",
		"[schedule]\nfirst = \"14 January\"", "[[schedule.breaks]]\nname = \"Summer\"", "[agreement]\nfrequancy = \"often\"", "[[agreement.clauses]]\ntitle = \"Travel\"",
	},
	"content/cohorts/spring/tom.toml": {
		`status = "closd"`, `Title = "x"`, "[[goals]]\nprogress = 140\ntitle = \"x\"", "[[goals]]\ndue = 2027-06-30", "[[actions]]\nwhat = \"x\"",
		"[[actions]]\nwho = \"mentor\"\nwhat = \"x\"\nstatus = \"finished\"", "[[actions]]\nwho = \"mentor\"\nwhat = \"x\"\ndue = \"soon\"", "[[sessions]]\ntime = 25",
		"[[sessions]]\ndate = 14", "[[sessions]]\nheld = \"yes\"", "[[sessions]]\nn = 0", "[[sessions]]\ngoals = [\"one\"]", "[agreement]\ncovers = \"work\"",
		"[sessions]\ntopic = \"x\"", "goals = \"x\"", "[[goal]]\ntitle = \"x\"",
	},
	"content/cohorts/spring/cohort.toml": {"[mentor]\nname = \"x\"", "[privacy]\nlist_relationships = true", "status = \"draft\""},
	"themes/own/theme.toml":              {"extends = \"classic\"", "title = \"x\"\n[options.a]\ntype = \"color\"", "title = \"x\"\nextend = \"classic\""},
}

func TestEditorsMarkMistakes(t *testing.T) {
	if testing.Short() {
		t.Skip("starts node")
	}
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "new")
	if err := (siteStart{language: "en-GB", samples: true}).write(dir); err != nil {
		t.Fatal(err)
	}
	var wrong []string
	for file, texts := range mistakes {
		for i, text := range texts {
			name := fmt.Sprintf("m%02d/%s", i, file)
			wrong = append(wrong, name)
			switch {
			case file == "site.toml" && !strings.Contains(text, "title ="), file == "site.toml" && strings.Contains(text, "[["):
				text = "title = \"Test\"\n" + text
			case strings.HasSuffix(file, "tom.toml"):
				text += "\n[mentor]\nname = \"Amara Nwosu\"\n[mentee]\nname = \"Tom Okafor\"\n"
			}
			f := folder{t, dir}
			f.write(name, text+"\n")
			readerRefuses(t, file, text)
		}
	}
	if len(wrong) < 40 {
		t.Fatalf("only %d mistakes", len(wrong))
	}
	said := taplo(t, dir)
	for _, name := range wrong {
		if !strings.Contains(said, filepath.FromSlash("/"+name)) {
			data, _ := os.ReadFile(filepath.Join(dir, name))
			t.Errorf("taplo lets this pass in %s:\n%s", name, data)
		}
	}
}

// readerRefuses wants a problem of a file with a mistake: a schema must not be stricter than the reader.
func readerRefuses(t *testing.T, file, text string) {
	t.Helper()
	fsys := fstest.MapFS{"site.toml": {Data: []byte("title = \"Test\"\n")}}
	fsys[file] = &fstest.MapFile{Data: []byte(text + "\n")}
	if strings.HasPrefix(file, "themes/") || strings.Contains(text, "[theme_options]") || strings.Contains(text, "theme = ") {
		return // package theme has these in its own tests
	}
	_, problems, err := site.Load(fsys, fstest.MapFS{}, &site.Memory{})
	if errors, _ := diag.Count(problems); err != nil || errors == 0 {
		t.Errorf("%s: the reader takes this: %v\n%s", file, err, text)
	}
}
