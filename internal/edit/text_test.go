package edit

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"pairbook/internal/program"
)

func parsed(t testing.TB, text string) *Text {
	t.Helper()
	made, problems := Parse("tom.toml", []byte(text))
	if made == nil {
		t.Fatalf("%q: %v", text, problems)
	}
	return made
}

var february = program.Date{Year: 2027, Month: 2, Day: 4}

func set(path string, value any) func(*Text) error {
	return func(t *Text) error { return t.Set(path, value) }
}

func remove(path string) func(*Text) error { return func(t *Text) error { return t.Remove(path) } }

func add(list string, keys ...Pair) func(*Text) error {
	return func(t *Text) error { return t.Append(list, keys...) }
}

var held = []Pair{{"n", 2}, {"held", true}}

func TestChangesLookLikeTheirNeighbours(t *testing.T) {
	for _, c := range []struct {
		name, text, want string
		change           func(*Text) error
	}{
		{"a value", "a = 1 # one\nb   = \"x\"  # two\n", "a = 1 # one\nb   = \"y\"  # two\n", set("b", "y")},
		{"a value that is there", "d = 2027-02-04\nt = 15:00:00\n", "d = 2027-02-04\nt = 15:00:00\n", set("d", february)},
		{"another spelling of it", "a = 'x'\n", "a = 'x'\n", set("a", "x")},
		{"single quotes", `a = 'S:\x'` + "\n", `a = 'S:\y'` + "\n", set("a", `S:\y`)},
		{"single quotes that cannot stay", "a = 'x'\n", "a = \"it's\"\n", set("a", "it's")},
		{"a list", "a = [\"x\"]\n", "a = [\"x\", \"y\"]\n", set("a", []string{"x", "y"})},
		{"quotes in a text", "", `a = "say \"yes\" \\ no"` + "\n", set("a", `say "yes" \ no`)},
		{"an empty file", "", "a = 1\n", set("a", 1)},
		{"comments alone", "# x\n", "# x\na = 1\n", set("a", 1)},
		{"no line break at the end", "[t]\na = 1", "[t]\na = 1\nb = 2", set("t.b", 2)},
		{"line breaks of Windows", "[t]\r\na = 1\r\n", "[t]\r\na = 1\r\nb = 2\r\n", set("t.b", 2)},
		{"a byte order mark", "\ufeff[t]\na = 1\n", "\ufeff[t]\na = 1\nb = 2\n", set("t.b", 2)},
		{"signs below each other", "[t]\na     = 1\ntopic = 2\n\n[u]\n", "[t]\na     = 1\ntopic = 2\nheld  = true\n\n[u]\n", set("t.held", true)},
		{"signs close together", "[t]\na=1\n", "[t]\na=1\nheld=true\n", set("t.held", true)},
		{"signs as they come", "[t]\na = 1\ntopic = 2\n", "[t]\na = 1\ntopic = 2\nheld = true\n", set("t.held", true)},
		{"an indent", "[t]\n  a = 1\n", "[t]\n  a = 1\n  b = 2\n", set("t.b", 2)},
		{"a table without lines", "[t] # x\n\n[u]\n", "[t] # x\nb = 2\n\n[u]\n", set("t.b", 2)},
		{"before the first table", "# All of it.\n\n# Them.\n[mentor]\nname = \"A\"\n", "# All of it.\n\nstatus = \"closed\"\n\n# Them.\n[mentor]\nname = \"A\"\n", set("status", "closed")},
		{"behind the first lines", "title = \"x\"\n#status = \"draft\"\n\n[mentor]\n", "title = \"x\"\nstatus = \"closed\"\n#status = \"draft\"\n\n[mentor]\n", set("status", "closed")},
		{"a table that is missing", "[mentor]\nname = \"A\" # x\n# y\n", "[mentor]\nname = \"A\" # x\n# y\n\n[schedule]\nrevision = 1\n", set("schedule.revision", 1)},
		{"a table that is implied", "[mentor]\n\n# x\n[[schedule.breaks]]\nfrom = 2027-01-01\n", "[mentor]\n\n[schedule]\nrevision = 1\n\n# x\n[[schedule.breaks]]\nfrom = 2027-01-01\n", set("schedule.revision", 1)},
		{"keys with dots", "schedule.first = 2027-02-04\n[mentor]\n", "schedule.first = 2027-02-04\nschedule.revision = 1\n[mentor]\n", set("schedule.revision", 1)},
		{"keys with dots in a table", "[a]\nb.c.d = 1\ne = 2\n", "[a]\nb.c.d = 1\nb.c.x = 3\ne = 2\n", set("a.b.c.x", 3)},
		{"braces", "mentor = { name = \"A\" }\n", "mentor = { name = \"A\", team = \"T\" }\n", set("mentor.team", "T")},
		{"empty braces", "mentor = {}\n", "mentor = { team = \"T\" }\n", set("mentor.team", "T")},
		{"a table in braces", "agreement = { place = \"x\" }\n", "agreement = { place = \"x\", contact.mentor = \"y\" }\n", set("agreement.contact.mentor", "y")},
		{"an entry", "[[sessions]]\nn = 2\n\n[[sessions]]\nn = 1\n\n[[goals]]\n", "[[sessions]]\nn = 2\n\n[[sessions]]\nn = 1\nheld = true\n\n[[goals]]\n", set("sessions[2].held", true)},
		{"a new entry", "[[sessions]]\nn = 1\n# x\n\n# y\n[[goals]]\n", "[[sessions]]\nn = 1\n# x\n\n[[sessions]]\nn    = 2\nheld = true\n\n# y\n[[goals]]\n", add("sessions", held...)},
		{"a new entry, whose neighbours stand close", "[[sessions]]\nn = 1\n[[sessions]]\nn = 3\n", "[[sessions]]\nn = 1\n[[sessions]]\nn = 3\n[[sessions]]\nn    = 2\nheld = true\n", add("sessions", held...)},
		{"the first entry", "[mentor]\nname  = \"A\"\ntitle = \"B\"\n", "[mentor]\nname  = \"A\"\ntitle = \"B\"\n\n[[sessions]]\nn    = 2\nheld = true\n", add("sessions", held...)},
		{"an indented entry", "[[sessions]]\nn = 1\n\n  [[sessions]]\n  n = 3\n", "[[sessions]]\nn = 1\n\n  [[sessions]]\n  n = 3\n\n  [[sessions]]\n  n    = 2\n  held = true\n", add("sessions", held...)},
		{"an entry in brackets", "sessions = [{ n = 1 }]\n", "sessions = [{ n = 1 }, { n = 2, held = true }]\n", add("sessions", held...)},
		{"an entry in empty brackets", "sessions = []\n", "sessions = [{ n = 2, held = true }]\n", add("sessions", held...)},
		{"an entry on a line", "sessions = [\n  { n = 1 } # x\n]\n", "sessions = [\n  { n = 1 }, # x\n  { n = 2, held = true }\n]\n", add("sessions", held...)},
		{"an entry with a comma", "sessions = [\n  { n = 1 }, # x\n]\n", "sessions = [\n  { n = 1 }, # x\n  { n = 2, held = true },\n]\n", add("sessions", held...)},
		{"a line less", "a = 1\nb = 2\nc = 3\n", "a = 1\nc = 3\n", remove("b")},
		{"a line less, with a comment", "  b = 2 # why\n", "  # why\n", remove("b")},
		{"a table less", "a = 1\n\n[closing]\ndate = 2027-02-04\nreason = \"x\"\n", "a = 1\n", remove("closing")},
		{"a table less, with comments", "a = 1\n\n# the end\n[closing]\n# why\nreason = \"x\"\n\n[b]\n", "a = 1\n\n# the end\n# why\n\n[b]\n", remove("closing")},
		{"a table less, in the middle", "a = 1\n\n[closing]\nreason = \"x\"\n\n[b]\n", "a = 1\n\n[b]\n", remove("closing")},
		{"what is not there", "a = 1\n", "a = 1\n", remove("closing.date")},
		{"a key less in braces", "a = { b = 1, c = 2 }\n", "a = { c = 2 }\n", remove("a.b")},
		{"the last key less in braces", "a = { b = 1, c = 2 }\n", "a = { b = 1 }\n", remove("a.c")},
		{"all keys less in braces", "a = { b = 1 }\n", "a = {  }\n", remove("a.b")},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := parsed(t, c.text)
			if err := c.change(text); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, string(text.Bytes())); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// What cannot be changed without harm is refused, and the text stays as it was.
func TestWhatOnlyAHandCanChangeIsRefused(t *testing.T) {
	for _, c := range []struct {
		text   string
		change func(*Text) error
	}{
		{"a = [\n  \"x\", # why\n]\n", set("a", []string{"y"})},
		{"a = 1\n", set("a.b", 2)},
		{"[a]\n", set("a", 2)},
		{"[[a]]\n", remove("a[1]")},
		{"a = { b.c = 1, d = 2 }\n", remove("a.b.c")},
		{"a = 1\n", add("a", held...)},
		{"[[a]]\n", func(t *Text) error { return t.AddTable("a") }},
	} {
		text := parsed(t, c.text)
		if err := c.change(text); !errors.Is(err, ErrByHand) {
			t.Errorf("%q: %v", c.text, err)
		}
		if got := string(text.Bytes()); got != c.text {
			t.Errorf("%q became %q", c.text, got)
		}
	}
}

// examples are the relationship files of the example programme, and everything besides.
func examples(t testing.TB) map[string]string {
	t.Helper()
	files := map[string]string{}
	for _, pattern := range []string{"../../site.toml", "../../content/cohorts/*/*.toml", "../../themes/*/theme.toml", "../../templates/strings/*.toml"} {
		names, err := filepath.Glob(pattern)
		if err != nil || len(names) == 0 {
			t.Fatal(pattern, err)
		}
		for _, name := range names {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			files[name] = string(data)
		}
	}
	return files
}

// Every line of every example is there after every change, but for the one that the change
// means.
func TestChangesKeepEveryOtherLine(t *testing.T) {
	for name, before := range examples(t) {
		for i, change := range []func(*Text) error{
			set("status", "closed"), set("schedule.revision", 7), set("sessions[1].held", true), set("mentor.team", "T"),
			add("sessions", held...), add("actions", Pair{"who", "mentor"}, Pair{"what", "call"}), set("closing.date", february),
		} {
			text := parsed(t, before)
			if err := change(text); err != nil && !errors.Is(err, ErrByHand) {
				t.Fatalf("%s, change %d: %v", name, i, err)
			}
			count := map[string]int{}
			for line := range strings.Lines(string(text.Bytes())) {
				count[line]++
			}
			gone := 0
			for line := range strings.Lines(before) {
				if count[line]--; count[line] < 0 {
					gone++
				}
			}
			if gone > 1 {
				t.Errorf("%s, change %d: %d lines are gone:\n%s", name, i, gone, cmp.Diff(before, string(text.Bytes())))
			}
		}
	}
}

// FuzzChanges makes any change of any text that can be read: what comes out can be read,
// and says what was meant and nothing else anew; a change that is made twice, or made and
// taken back, costs no comment.
func FuzzChanges(f *testing.F) {
	for _, text := range examples(f) {
		f.Add(text, "sessions[1].held", "x", byte(0))
		f.Add(text, "closing.reason", "x", byte(3))
		f.Add(text, "sessions", "x", byte(2))
	}
	f.Add("a = { b.c = 1, d = [ {}, {e=1,}, ] }\r\n[x.y] # z\r\n'q r'.s = 1\n[[x.w]]\n[[x.w]]\n[x.w.v]", "a.b.c", "y", byte(1))
	f.Fuzz(func(t *testing.T, before, path, value string, kind byte) {
		text, _ := Parse("fuzz.toml", []byte(before))
		if text == nil || path == "" {
			return
		}
		tree := copied(text.file.Tree).(map[string]any)
		meant, err := meaning(literal(value))
		if err != nil {
			return // no text can hold it
		}
		switch kind % 4 {
		case 0:
			if err = text.Set(path, value); err == nil {
				err = put(tree, path, meant)
			}
		case 1:
			if err = text.Remove(path); err == nil && lookup(tree, path) != nil {
				err = drop(tree, path)
			}
		case 2:
			if err = text.Append(path, Pair{"n", 2}, Pair{"what", value}); err == nil {
				list, _ := lookup(tree, path).([]any)
				err = put(tree, path, append(list, any(map[string]any{"n": int64(2), "what": meant})))
			}
		case 3:
			if err = text.AddTable(path, Pair{"what", value}); err == nil {
				err = put(tree, path, map[string]any{"what": meant})
			}
		}
		if err != nil {
			tree = text.file.Tree
			if got := string(text.Bytes()); got != before {
				t.Errorf("%v, and the text changed:\n%s", err, cmp.Diff(before, got))
			}
		}
		again, problems := Parse("fuzz.toml", text.Bytes())
		if again == nil {
			t.Fatalf("%q cannot be read any more: %v", text.Bytes(), problems)
		}
		if !same(again.file.Tree, tree) {
			t.Errorf("%q says\n%v\nwant\n%v", text.Bytes(), again.file.Tree, tree)
		}
		if was, is := strings.Count(before, "#"), strings.Count(string(text.Bytes()), "#"); is < was && !strings.ContainsAny(before, `"'`) {
			t.Errorf("a comment is gone:\n%s", cmp.Diff(before, string(text.Bytes())))
		}
	})
}
