package site

import (
	"bytes"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"pairbook/internal/source"
)

// example reads the example site that comes with Pairbook, with a memory.
func example(t *testing.T, m *Memory) *Site {
	t.Helper()
	s, problems, err := Load(os.DirFS("../.."), fstest.MapFS{}, m)
	if problems = slices.DeleteFunc(problems, borrows); err != nil || len(problems) > 0 {
		t.Fatal(problems, err)
	}
	return s
}

func saved(t *testing.T, m *Memory, version string) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := m.Save(&b, version); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestWhatIsRecalledIsWhatWasRead(t *testing.T) {
	var first, second Memory
	read := example(t, &first)
	if !first.News() {
		t.Error("nothing to save after the first reading")
	}
	second.Recall(saved(t, &first, "1"), "1")
	recalled := example(t, &second)
	if second.News() {
		t.Error("something was read again that could be recalled")
	}
	if diff := cmp.Diff(read.Cohorts, recalled.Cohorts, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("recalled, the site is another (-read +recalled):\n%s", diff)
	}
	for i, c := range read.Cohorts {
		for j, r := range c.Relationships {
			if r.Sources != recalled.Cohorts[i].Relationships[j].Sources {
				t.Errorf("%s has other inputs when it is recalled", r.Key())
			}
		}
	}
	if !bytes.Equal(saved(t, &first, "1"), saved(t, &second, "1")) {
		t.Error("saved again, it has other bytes")
	}
}

func TestWhatIsDamagedOrOfAnotherVersionIsReadAgain(t *testing.T) {
	var first Memory
	example(t, &first)
	good := saved(t, &first, "1")
	for name, bytes := range map[string][]byte{
		"nothing": nil, "cut short": good[:len(good)/2], "changed": append(append([]byte{}, good[:len(good)-50]...), make([]byte, 50)...),
		"longer": append(append([]byte{}, good...), 0), "of another version": saved(t, &first, "2"),
	} {
		var m Memory
		m.Recall(bytes, "1")
		if m.relationships != nil {
			t.Errorf("%s: %d relationships were recalled", name, len(m.relationships))
		}
	}
}

func TestOnlyWhatIsRightIsSaved(t *testing.T) {
	const pair = "[mentor]\nname = \"Amara Nwosu\"\n[mentee]\nname = \"Tom Okafor\"\n"
	files := fstest.MapFS{
		"site.toml":                        {Data: []byte("title = \"Test\"\n")},
		"content/cohorts/spring/good.toml": {Data: []byte(pair)},
		"content/cohorts/spring/warn.toml": {Data: []byte("colour = \"red\"\n" + pair)},
		"content/cohorts/spring/bad.toml":  {Data: []byte("[mentor]\n")},
	}
	// load reads the files with what was saved before, and returns what is saved then.
	load := func(before []byte) (news bool, after *Memory) {
		m := &Memory{}
		m.Recall(before, "1")
		if _, _, err := Load(files, builtin(), m); err != nil {
			t.Fatal(err)
		}
		news, after = m.News(), &Memory{}
		after.Recall(saved(t, m, "1"), "1")
		return news, after
	}
	_, m := load(nil)
	if len(m.relationships) != 1 || m.relationships["content/cohorts/spring/good.toml"] == nil {
		t.Errorf("%d relationships are saved; want the good one", len(m.relationships))
	}
	if news, _ := load(saved(t, m, "1")); news {
		t.Error("files with problems are news every time")
	}
	files["content/cohorts/spring/good.toml"].Data = []byte("status = \"paused\"\n" + pair)
	news, changed := load(saved(t, m, "1"))
	if r := changed.relationships["content/cohorts/spring/good.toml"]; !news || r.relationship.Status != "paused" {
		t.Errorf("a changed file was not read again: %+v", r.relationship)
	}
	delete(files, "content/cohorts/spring/good.toml")
	if news, m := load(saved(t, m, "1")); !news || len(m.relationships) > 0 {
		t.Error("a relationship is saved whose file has gone")
	}
}

// A Load that is told what changed comes to what one comes to that reads everything.
func TestOnlyWhatChangedIsReadAgain(t *testing.T) {
	const pair = "[mentor]\nname = \"Amara Nwosu\"\n[mentee]\nname = \"Tom Okafor\"\n"
	const tom, ada, cohort, link = "content/cohorts/spring/tom.toml", "content/cohorts/spring/ada.toml", "content/cohorts/spring/cohort.toml", "content/topics/own.md"
	const misnamed, unread = "content/cohorts/spring/\u202eada.toml", "content/notes.txt"
	files := fstest.MapFS{
		"site.toml": {Data: []byte("title = \"Test\"\n")},
		tom:         {Data: []byte(pair)},
		ada:         {Data: []byte(strings.ReplaceAll(pair, "Tom", "Ada"))},
	}
	var m Memory
	told := 0
	for _, step := range []struct {
		changed, text string // "-": the file is deleted
	}{
		{tom, pair}, {tom, "status = \"paused\"\n" + pair},
		{tom, "\xff"}, {ada, pair + "title = \"Ada\"\n"}, {tom, pair},
		{tom, "[mentor\n"}, {ada, pair + "title = \"Ada again\"\n"}, {tom, strings.Repeat("#", source.TOMLSize+1)}, {ada, pair + "title = \"A\"\n"},
		{tom, "-"}, {ada, pair + "title = \"Alone\"\n"}, {tom, pair},
		{cohort, "title = \"Spring\"\n[schedule]\nsessions = 3\n"}, {tom, pair + "title = \"T\"\n"},
		{cohort, "title = 3\n"}, {tom, pair + "title = \"U\"\n"}, {cohort, "-"},
		{tom, pair + "[[sessions]]\ntopic = \"own\"\n"}, {link, "+++\ntitle = \"Own\"\n+++\n"}, {link, "-"},
		{"site.toml", "title = \"Other\"\nlanguage = \"pt\"\n"}, {tom, pair},
		{misnamed, pair}, {tom, pair + "title = \"V\"\n"}, {misnamed, "-"}, {tom, pair + "title = \"W\"\n"},
		{unread, "a"}, {unread, "b"}, {tom, pair}, {unread, "-"}, {tom, pair + "title = \"X\"\n"},
	} {
		if files[step.changed] = (&fstest.MapFile{Data: []byte(step.text)}); step.text == "-" {
			delete(files, step.changed)
		}
		if told++; told > 1 {
			m.Only([]string{step.changed})
		}
		got, problems, err := Load(files, builtin(), &m)
		alone, want, wantErr := Load(files, builtin(), &Memory{})
		if err != nil || wantErr != nil {
			t.Fatal(err, wantErr)
		}
		if diff := cmp.Diff(want, problems); diff != "" {
			t.Errorf("%.60q: other problems when told what changed (-wanted +got):\n%s", step, diff)
		}
		if diff := cmp.Diff(alone.Cohorts, got.Cohorts); diff != "" {
			t.Errorf("%.60q: another site when told what changed (-wanted +got):\n%s", step, diff)
		}
	}
}
