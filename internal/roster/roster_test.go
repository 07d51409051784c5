package roster

import (
	"fmt"
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"pairbook/internal/diag"
	"pairbook/internal/filetest"
	"pairbook/internal/program"
	"pairbook/internal/site"
	"pairbook/internal/source"
)

func TestMain(m *testing.M) { filetest.Main(m) }

// builtin is a built-in site with a few topics.
func builtin() fs.FS {
	files := fstest.MapFS{}
	for _, section := range site.Sections {
		files["content/guidance/"+section+".md"] = document("About " + section)
	}
	for name, title := range map[string]string{
		"getting-started": "Getting started", "industry-trends": "Where our trade is going", "time-management": "Time management",
		"lessons-learned": "Lessons learned", "technical-issues": "Technical issues", "looking-ahead": "Looking ahead",
	} {
		files["content/topics/"+name+".md"] = document(title)
	}
	return files
}

func document(title string) *fstest.MapFile {
	return &fstest.MapFile{Data: []byte("+++\ntitle = \"" + title + "\"\n+++\n\nText.\n")}
}

// ownSite is a site of files given as name, text, name, text …
func ownSite(files ...string) fstest.MapFS {
	fsys := fstest.MapFS{"site.toml": {Data: []byte("title = \"Test\"\n")}}
	for i := 0; i < len(files); i += 2 {
		fsys[files[i]] = &fstest.MapFile{Data: []byte(files[i+1])}
	}
	return fsys
}

// read plans a roster for the cohort "spring" of a site.
func read(t testing.TB, name, data string, o Options, files ...string) (*Plan, []diag.Problem) {
	t.Helper()
	if o.Cohort == "" {
		o.Cohort = "spring"
	}
	plan, problems, err := Read(fstest.MapFS{name: {Data: []byte(data)}}, name, ownSite(files...), builtin(), o)
	if err != nil {
		t.Fatal(err)
	}
	return plan, problems
}

// planned reads a roster without problems.
func planned(t testing.TB, data string, o Options, files ...string) *Plan {
	t.Helper()
	plan, problems := read(t, "roster.csv", data, o, files...)
	if len(problems) > 0 {
		t.Fatalf("problems:\n%s", prose(problems))
	}
	return plan
}

// prose is what an author is told.
func prose(problems []diag.Problem) string {
	var b strings.Builder
	for _, p := range problems {
		fmt.Fprintln(&b, p)
	}
	return b.String()
}

// loaded returns the relationships that a plan adds to the cohort "spring".
func loaded(t testing.TB, plan *Plan, files ...string) map[string]*program.Relationship {
	t.Helper()
	archive := &txtar.Archive{}
	for _, f := range plan.Files {
		archive.Files = append(archive.Files, txtar.File{Name: f.Path, Data: []byte(f.Text)})
	}
	fsys, err := txtar.FS(archive)
	if err != nil {
		t.Fatal(err)
	}
	s, problems, err := site.Load(source.Layers{fsys, ownSite(files...)}, builtin(), &site.Memory{})
	if err != nil {
		t.Fatal(err)
	}
	if errors, _ := diag.Count(problems); errors > 0 {
		t.Fatalf("what was imported does not load:\n%s", prose(problems))
	}
	byID := map[string]*program.Relationship{}
	for _, r := range s.Cohort("spring").Relationships {
		byID[r.ID] = r
	}
	return byID
}

// paths are the names of the files of a plan.
func paths(files []File) string {
	var all []string
	for _, f := range files {
		all = append(all, strings.TrimPrefix(f.Path, "content/cohorts/spring/"))
	}
	return strings.Join(all, " ")
}

// The files in testdata were all saved by LibreOffice from one sheet.
func TestOneSheetInEveryFormatGivesTheSameFiles(t *testing.T) {
	options := Options{Cohort: "spring", Sheet: "", Map: []Mapping{{"Pair", "id"}}}
	for _, name := range []string{"pairs.xlsx", "pairs-1904.xlsx", "utf-8.csv", "utf-16.csv", "windows-1252.csv"} {
		plan, problems, err := Read(os.DirFS("testdata"), name, ownSite(), builtin(), options)
		if err != nil {
			t.Fatal(err)
		}
		if errors, _ := diag.Count(problems); errors > 0 {
			t.Fatalf("%s: problems:\n%s", name, prose(problems))
		}
		archive := &txtar.Archive{}
		for _, f := range plan.Files {
			text := strings.ReplaceAll(f.Text, name, "pairs.xlsx")
			archive.Files = append(archive.Files, txtar.File{Name: f.Path, Data: []byte(text)})
		}
		filetest.File(t, "testdata/planned.txtar", string(txtar.Format(archive)))
		loaded(t, plan)
		t.Logf("%+v\n%s", plan.Report, prose(problems))
	}
}
