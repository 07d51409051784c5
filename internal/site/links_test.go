package site

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"pairbook/internal/source"
)

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
