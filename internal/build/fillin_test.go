package build

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"pairbook"
)

// markAttributes are the marks in templates, whole with their conditions, and in pages.
var (
	markTemplates = regexp.MustCompile(`\{\{with [.\w]+\}\} data-(?:of|in)="\{\{\.\}\}"\{\{end\}\}| data-f="[^"]*"| data-any`)
	markPages     = regexp.MustCompile(` data-(?:f|of|in|book|contact)="[^"]*"| data-any|\n<script src="(?:\.\./)*assets/fill\.js" defer></script>`)
)

// Pages that can be filled in on the screen are those that cannot but for the marks, byte by
// byte, and the marks are few. The facilitator's pages have no script for it.
func TestFillingInAddsMarksAlone(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the example twice")
	}
	dir := exampleSite(t, "")
	mustRun(t, options(dir), &Memory{})
	plain := exampleSite(t, "fill_in = false")
	o := options(plain)
	o.Builtin = unmarked(t)
	mustRun(t, o, &Memory{})
	with, without := readTree(t, dir), readTree(t, plain)
	marked, bare := 0, 0
	for name, page := range with {
		if strings.HasPrefix(name, "public/assets/fill.") {
			delete(with, name)
			continue
		}
		if path.Ext(name) != ".html" {
			continue
		}
		if strings.HasPrefix(name, "public/") {
			marked, bare = marked+len(page), bare+len(without[name])
		} else if bytes.Contains(page, []byte("fill.js")) || bytes.Contains(page, []byte("data-book")) {
			t.Errorf("%s can be filled in", name)
		}
		with[name] = markPages.ReplaceAll(page, nil)
	}
	if len(with) != len(without) {
		t.Errorf("%d files with it, %d without it", len(with), len(without))
	}
	for name, page := range without {
		if !bytes.Equal(page, with[name]) {
			t.Errorf("%s differs by more than marks", name)
		}
	}
	if more := float64(marked)/float64(bare) - 1; more > .055 || more < .01 {
		t.Errorf("the pages have grown by %.1f %%", 100*more)
	}
}

// exampleSite is a copy of the example, with a line in the table [screen] instead of its own.
func exampleSite(t *testing.T, screen string) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(filepath.Join(dir, "content"), os.DirFS(repository+"/content")); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(repository + "/site.toml")
	if err != nil {
		t.Fatal(err)
	}
	if screen != "" {
		text = bytes.Replace(text, []byte("fill_in = true"), []byte(screen), 1)
		if !bytes.Contains(text, []byte(screen)) {
			t.Fatal("the example does not say fill_in")
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "site.toml"), text, 0o666); err != nil {
		t.Fatal(err)
	}
	return dir
}

// unmarked is what is built in, without the marks.
func unmarked(t *testing.T) fs.FS {
	t.Helper()
	files, builtin := fstest.MapFS{}, pairbook.Builtin()
	marks := 0
	err := fs.WalkDir(builtin, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(builtin, name)
		if strings.HasPrefix(name, "templates/") && path.Ext(name) == ".html" && name != "templates/page.html" {
			marks += len(markTemplates.FindAll(data, -1))
			data = markTemplates.ReplaceAll(data, nil)
		}
		files[name] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if marks < 40 {
		t.Fatalf("the templates have %d marks", marks)
	}
	return files
}

// The words of the script come from the strings, in each language of a workbook.
func TestWordsForFillingIn(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		name = filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	write("site.toml", "title = \"T\"\nlanguage = \"en-GB\"\n[labels]\nmentor = \"Guide\"\n")
	write("templates/strings/en.toml", "\"fill.start\" = \"</script> {mentor} & \\\"type\\\" {n}\"\n")
	for _, lang := range []string{"pt-BR", "it", "en-GB"} {
		write("content/cohorts/spring/"+strings.ToLower(lang)+".toml", fmt.Sprintf("language = %q\n[mentor]\nname = \"Amara Nwosu\"\n[mentee]\nname = \"Tom %s\"\n", lang, lang))
	}
	report, err := Run(t.Context(), options(dir), &Memory{})
	if err != nil || !report.Done {
		t.Fatal(err, report.Problems)
	}
	files := readTree(t, dir)
	for name, wants := range map[string][]string{
		"en-gb": {`"start": "\u003c/script\u003e Guide \u0026 \"type\" {n}"`, `"close": "Close"`},
		"pt-br": {`"start": "Preencher aqui"`, `"close": "Fechar"`},
		"it":    {`"close": "Close"`, `"lang": "en"`},
	} {
		text := string(files["public/assets/fill."+name+".js"])
		for _, want := range wants {
			if !strings.Contains(text, want) {
				t.Errorf("fill.%s.js has no %s:\n%.300s", name, want, text)
			}
		}
	}
	var names []string
	for name := range files {
		if strings.Contains(name, "assets/fill.") {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	if want := []string{"public/assets/fill.css", "public/assets/fill.en-gb.js", "public/assets/fill.it.js", "public/assets/fill.js", "public/assets/fill.pt-br.js"}; !slices.Equal(names, want) {
		t.Errorf("there are %q", names)
	}
}

// A script knows its words: each that it says is a string, and each string is said.
func TestTheScriptSaysEveryString(t *testing.T) {
	script, err := fs.ReadFile(pairbook.Builtin(), "templates/assets/fill.js")
	if err != nil {
		t.Fatal(err)
	}
	strs, err := fs.ReadFile(pairbook.Builtin(), "templates/strings/en.toml")
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for _, m := range regexp.MustCompile(`(?m)^"fill\.([^"]+)"`).FindAllSubmatch(strs, -1) {
		key := string(m[1])
		known[key] = true
		said := key
		if state, ok := strings.CutPrefix(key, "state."); ok {
			said = state
		}
		if !bytes.Contains(script, []byte(`"`+said+`"`)) {
			t.Errorf("nothing says fill.%s", key)
		}
	}
	for _, m := range regexp.MustCompile(`\b(?:say|button|closing|labelled)\("([^"]+)"`).FindAllSubmatch(script, -1) {
		if key := string(m[1]); !known[key] && key != "state." {
			t.Errorf("there is no string fill.%s", key)
		}
	}
}
