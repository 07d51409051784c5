package site

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"pairbook/internal/diag"
	"pairbook/internal/source"
)

// loadFolder reads a site on disk that prepare has changed.
func loadFolder(t *testing.T, prepare func(dir string) error) (*Site, []diag.Problem) {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{"site.toml": "title = \"Test\"\n", "content/cohorts/spring/tom.toml": pair} {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if err := prepare(dir); err != nil {
		t.Skip("not possible here: ", err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { root.Close() })
	s, problems, err := Load(root.FS(), builtin(), &Memory{})
	if err != nil {
		t.Fatal(err)
	}
	return s, problems
}

func TestLinksAreFollowedToFilesOfTheSiteOnly(t *testing.T) {
	link := func(to, from string) func(string) error {
		return func(dir string) error {
			from := filepath.Join(dir, filepath.FromSlash(from))
			os.RemoveAll(from)
			if err := os.MkdirAll(filepath.Dir(from), 0o777); err != nil {
				return err
			}
			return os.Symlink(filepath.FromSlash(to), from)
		}
	}
	const outside = ": this is a link to a place outside the site folder\n   put the file itself into the site folder"
	const folder = ": this is a link to a folder, and only links to files are followed\n   put the folder itself here"
	for _, c := range []struct{ to, from, want string }{
		{"../../../..", "content/cohorts/autumn", "content/cohorts/autumn" + outside},
		{"spring", "content/cohorts/autumn", "content/cohorts/autumn" + folder},
		{"..", "content/cohorts/spring/up", "content/cohorts/spring/up" + folder},
		{"../../../../x.toml", "content/cohorts/spring/ann.toml", "content/cohorts/spring/ann.toml" + outside},
		{"../../../../x.pdf", "content/guidance/stray.pdf", "content/guidance/stray.pdf" + outside},
		{"nowhere.md", "content/guidance/welcome.md", "content/guidance/welcome.md: this is a link to a file that does not exist\n   put the file itself here, or delete the link"},
		{"loop.toml", "content/cohorts/spring/loop.toml", "content/cohorts/spring/loop.toml: this is a link that leads back to itself\n   put the file itself here, or delete the link"},
		{"../elsewhere", "content", "content" + outside},
	} {
		_, problems := loadFolder(t, link(c.to, c.from))
		if len(problems) != 1 || problems[0].String() != c.want {
			t.Errorf("%s -> %s: %v\nwant %s", c.from, c.to, problems, c.want)
		}
	}
	s, problems := loadFolder(t, link("tom.toml", "content/cohorts/spring/ann.toml"))
	if len(s.Cohorts[0].Relationships) != 2 || len(problems) != 1 || problems[0].Severity != diag.Warning {
		t.Errorf("a link to a file of the site: %d relationships, %v", len(s.Cohorts[0].Relationships), problems)
	}
}

func TestNamesThatCannotBeShownAreProblems(t *testing.T) {
	add := func(name string) func(string) error {
		return func(dir string) error {
			file := filepath.Join(dir, filepath.FromSlash(name))
			if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
				return err
			}
			return os.WriteFile(file, []byte(pair), 0o666)
		}
	}
	for name, want := range map[string]string{
		"content/cohorts/spring/a\xff.toml":       "content/cohorts/spring/a\ufffd.toml: this name is not UTF-8\n   rename it",
		"content/cohorts/b\xff/a.toml":            "content/cohorts/b\ufffd: this name is not UTF-8\n   rename it",
		"content/cohorts/b\u202ecod/a.toml":       "content/cohorts/b\ufffdcod: this name holds the character that turns the direction of the text, U+202E\n   rename it",
		"content/cohorts/spring/a\nb.toml":        "content/cohorts/spring/a b.toml: this name holds the control character U+000A\n   rename it",
		"content/guidance/zero\u200bwidth.pdf":    "content/guidance/zero\ufffdwidth.pdf: this name holds the zero-width space U+200B\n   rename it",
		"content/cohorts/spring/tab\tand \x1b[2J": "content/cohorts/spring/tab and \ufffd[2J: this name holds the control character U+0009\n   rename it",
	} {
		_, problems := loadFolder(t, add(name))
		if len(problems) != 1 || problems[0].String() != want {
			t.Errorf("%q: %v\nwant %s", name, problems, want)
		}
	}
	for _, name := range []string{"content/cohorts/spring/Icon\r", "content/cohorts/spring/.a\xff", "content/cohorts/~$\u202e/a.toml"} {
		if _, problems := loadFolder(t, add(name)); len(problems) > 0 {
			t.Errorf("%q is what a file manager leaves behind: %v", name, problems)
		}
	}
}

func TestContentMustBeAFolder(t *testing.T) {
	_, problems := loadFolder(t, func(dir string) error {
		os.RemoveAll(filepath.Join(dir, "content"))
		return os.WriteFile(filepath.Join(dir, "content"), nil, 0o666)
	})
	want := "content: a folder is wanted here, this is a file\n   rename it, and make a folder of that name"
	if len(problems) != 1 || problems[0].String() != want {
		t.Errorf("problems: %v", problems)
	}
}

func TestFoldersAreSearchedToALimit(t *testing.T) {
	deep := func(n int) string { return "content/guidance/" + strings.Repeat("d/", n) + "a.pdf" }
	_, problems := load(t, deep(source.FolderDepth-1), "x")
	if len(problems) != 1 || problems[0].Position.File != deep(source.FolderDepth-1) {
		t.Errorf("at the limit: %v", problems)
	}
	_, problems = load(t, deep(source.FolderDepth), "x")
	want := strings.TrimSuffix(deep(source.FolderDepth), "/a.pdf") + ": warning: this folder lies more than 16 folders deep: nothing in it is looked at"
	if len(problems) != 1 || problems[0].String() != want {
		t.Errorf("above the limit: %v\nwant %s", problems, want)
	}
}

// crowd is a folder of n relationships, and of nothing else.
type crowd struct {
	fs.FS
	n int
}

func (c crowd) ReadDir(name string) ([]fs.DirEntry, error) {
	if name != "content/cohorts/spring" {
		return fs.ReadDir(c.FS, name)
	}
	one, err := fs.Stat(c.FS, "content/cohorts/spring/tom.toml")
	entries := make([]fs.DirEntry, c.n)
	for i := range entries {
		entries[i] = renamed{fs.FileInfoToDirEntry(one), fmt.Sprintf("%06d.toml", i)}
	}
	return entries, err
}

type renamed struct {
	fs.DirEntry
	name string
}

func (r renamed) Name() string { return r.name }

func TestRelationshipsAreCountedToALimit(t *testing.T) {
	list := func(n int) (files int, problems []diag.Problem) {
		l := &loader{fsys: crowd{fstest.MapFS{"content/cohorts/spring/tom.toml": {}}, n}, memory: &Memory{}}
		if err := l.list(); err != nil {
			t.Fatal(err)
		}
		return len(l.tree), l.problems
	}
	if files, problems := list(source.Relationships); files != source.Relationships || problems != nil {
		t.Errorf("at the limit: %d files, %v", files, problems)
	}
	files, problems := list(source.Relationships + 1)
	want := "content/cohorts: there are more than 50000 relationships\n   make several sites of them"
	if files != 0 || len(problems) != 1 || problems[0].String() != want {
		t.Errorf("above the limit: %d files, %v", files, problems)
	}
}

func TestDocumentsNoLongerInUseAreForgotten(t *testing.T) {
	memory := &Memory{}
	for i := range 5 {
		fsys := fstest.MapFS{"site.toml": {Data: []byte("title = \"Test\"\n")}, "content/guidance/welcome.md": text(fmt.Sprint("Version ", i))}
		if _, _, err := Load(fsys, builtin(), memory); err != nil {
			t.Fatal(err)
		}
	}
	// The built-in document in Portuguese has no readers.
	if in := len(builtin().(fstest.MapFS)) - 1; len(memory.documents) != in {
		t.Errorf("%d documents are remembered, %d are in use", len(memory.documents), in)
	}
}

// A pipe in place of a file is spoken of once.
func TestWhatCannotBeReadIsNotCalledUnread(t *testing.T) {
	fsys := fstest.MapFS{
		"site.toml":                          {Data: []byte("title = \"Test\"\n")},
		"content/cohorts/spring/cohort.toml": {Mode: fs.ModeNamedPipe},
		"content/cohorts/spring/tom.toml":    {Data: []byte(pair)},
	}
	_, problems, err := Load(fsys, builtin(), &Memory{})
	if err != nil {
		t.Fatal(err)
	}
	want := "content/cohorts/spring/cohort.toml: a file is wanted here, this is a pipe\n   rename it or take it away"
	if len(problems) != 1 || problems[0].String() != want {
		t.Errorf("problems: %v", problems)
	}
}

// listing counts how often a folder is listed.
type listing struct {
	fstest.MapFS
	count map[string]int
}

func (l listing) ReadDir(name string) ([]fs.DirEntry, error) {
	l.count[name]++
	return l.MapFS.ReadDir(name)
}

func TestLinksToNothingAreWarnedOfToALimit(t *testing.T) {
	dead := func(n int) listing {
		return listing{fstest.MapFS{
			"site.toml":                   {Data: []byte("title = \"Test\"\n")},
			"content/guidance/welcome.md": {Data: []byte(strings.Repeat("[a](sesion.md)\n\n", n))},
			"content/guidance/session.md": text("Session"),
		}, map[string]int{}}
	}
	_, problems, err := Load(dead(source.FileProblems), builtin(), &Memory{})
	if err != nil || len(problems) != source.FileProblems || problems[0].Hint != `did you mean "session.md"?` {
		t.Errorf("at the limit: %d problems, %v", len(problems), err)
	}
	fsys := dead(source.FileProblems + 7)
	_, problems, err = Load(fsys, builtin(), &Memory{})
	const want = "content/guidance/welcome.md: warning: 7 more links of this file lead nowhere"
	if err != nil || len(problems) != source.FileProblems+1 || problems[0].String() != want {
		t.Errorf("above the limit: %d problems, %v: %s", len(problems), err, problems[0])
	}
	if n := fsys.count["content/guidance"]; n > 3 {
		t.Errorf("the folder is listed %d times", n)
	}
}
