package tomlfile

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"pairbook/internal/diag"
	"pairbook/internal/source"
)

// documents are valid texts of many shapes.
var documents = map[string]string{
	"empty":                    "",
	"blank":                    " \t\n\r\n\n",
	"comments only":            "# one\n  # two = 2\n#",
	"no line end":              "a = 1",
	"numbers":                  "a = 1\nb = -1_000\nc = 0xff\nd = 1.5e-3\ne = inf\nf = +nan\ng = 0b11\nh = 0o7",
	"truths":                   "a = true\nb=false # no\n",
	"dates":                    "a = 2027-01-14\nb = 15:00\nc = 2027-01-14 15:00:00\nd = 2027-01-14T15:00:00.5Z\ne = 2027-01-14t15:00+01:00 # c",
	"texts":                    "a = \"x\"\nb = 'y'\nc = \"\"\"z\"\"\"\nd = '''w'''\ne = \"\"\nf = ''",
	"escapes":                  `a = "\"=# [x] \\"` + "\n" + `b = "\u00e9\U0001F600\x41\e"` + "\n" + `c = '\'`,
	"long texts":               "a = \"\"\"\none = 1\n[two]\n# three\n\"\"\"\nb = '''\n'it''s'\n'''\nc = 1",
	"long texts with quotes":   "a = \"\"\"\"x\"\"\"\"\"\nb = ''''x'''''\nc = \"\"\"\\\"\"\"\"\nd = \"\"\"a\"b\"\"c\"\"\"\ne = \"\"\"\"\"\"\nf=''''''",
	"line end escaped":         "a = \"\"\"one \\\n   two \\  \n\n three\"\"\"\nb = 2",
	"quoted keys":              "\"a b\" = 1\n'c.d' = 2\n\"e\\u0301\\t\" = 3\n\"\\\"\" = 4\n1 = 5\n- = 6\n\"é\" = 7",
	"dotted keys":              "a.b = 1\na . c = 2\n\"x.y\".'z' = 3\nd.e.f.g = 4\nd.e.h = 5",
	"tables":                   "[a]\nb = 1\n[c]\n[d.e]\nf = 2\n[ g . \"h i\" ]\nj = 3",
	"table after its part":     "[a.b]\nc = 1\n[a]\nd = 2",
	"list of tables":           "[[a]]\nb = 1\n[[a]]\n[[a]]\nb = 3",
	"lists of tables nested":   "[[a]]\n[[a.b]]\nc = 1\n[[a.b]]\nc = 2\n[a.d]\ne = 3\n[[a]]\n[[a.b]]\nc = 4\n[a.d]\nf.g = 5",
	"table in list in table":   "[s]\nx = 1\n[[s.breaks]]\nname = \"a\"\n[[s.breaks]]\nname = \"b\"\n[s.more]\ny = 2",
	"lists":                    "a = []\nb = [1, 2 , 3]\nc = [ \"x\", 'y', ]\nd = [[1], [], [[2]]]\ne = [1.5,true,2027-01-14]",
	"lists over lines":         "a = [ # one\n  1, # two\n\n  2\n  # three\n  ,\n  3,\n]\nb = 1",
	"lists of long texts":      "a = [\"\"\"x]\n\"\"\", '''\n,''']\nb = \"]\"",
	"inline tables":            "a = {}\nb = { c = 1, d = \"x\" }\ne = { f.g = 1, f.h = 2, 'i j' = { k = [1] } }",
	"inline tables over lines": "a = {\n  b = 1, # one\n  c = { d = 2,\n },\n}\nb = 3",
	"lists of inline tables":   "a = [{ b = 1 }, {}, { b = 2, c = [ { d = 3 } ] }]\nb = [[{ c = 1 }]]",
	"carriage returns":         "a = 1\r\n[b]\r\nc = \"\"\"\r\nx\r\n\"\"\"\r\nd = [\r\n1,\r\n2\r\n]\r\n[[e]]\r\nf = 1\r\n",
	"wide characters":          "a = \"日本語 é\" # ключ\nb = [ \"é\", \"ü\" ]\n\"ключ\" = { \"é\" = 1, z = 2 }\n[\"日本\"]\nx = 1",
	"brackets in texts":        "a = [\"]\", '[', \"{\", '}']\nb = { c = \"},\" }\nd = \"[e]\"",
	"relationship": `title = "A & B"
status = "active"
[mentor]
name = "Amara Nwosu"
hopes = ["one", "two"]
[[mentees]]
name = "Tom"
[[mentees]]
name = "Ada"
[schedule]
first = 2027-01-14
every = "3 weeks"
[[schedule.breaks]]
name = "Summer"
from = 2027-07-26
[agreement.contact]
mentor = "phone"
[agreement]
place = "library"
[[goals]]
title = "one"
[[goals]]
title = "two"
steps = [
  "a",
  "b",
]
`,
}

// paths returns the paths of all keys and elements of a value.
func paths(value any, path string, into map[string]bool) {
	if path != "" {
		into[path] = true
	}
	switch v := value.(type) {
	case map[string]any:
		for key, field := range v {
			paths(field, within(path, key), into)
		}
	case []any:
		for i, item := range v {
			paths(item, fmt.Sprintf("%s[%d]", path, i+1), into)
		}
	}
}

// places returns the paths of all nodes.
func places(n *node, path string, into map[string]bool) {
	if path != "" {
		into[path] = true
	}
	for key, field := range n.fields {
		places(field, within(path, key), into)
	}
	for i, item := range n.items {
		places(item, fmt.Sprintf("%s[%d]", path, i+1), into)
	}
}

// checkPlaces fails when a path of the tree has no place in the text, or a place
// no value.
func checkPlaces(t *testing.T, f *File) {
	t.Helper()
	tree, index := map[string]bool{}, map[string]bool{}
	paths(f.Tree, "", tree)
	places(f.root, "", index)
	if diff := cmp.Diff(slices.Sorted(maps.Keys(tree)), slices.Sorted(maps.Keys(index))); diff != "" {
		t.Errorf("paths (-tree +index):\n%s", diff)
	}
	lines := strings.Split(f.Text, "\n")
	for path := range tree {
		if !f.Has(path) {
			t.Errorf("Has(%s) = false", path)
		}
		for _, p := range []diag.Position{f.Key(path), f.Value(path)} {
			if p.Line < 1 || p.Line > len(lines) || p.Width < 1 || p.Column < 1 ||
				p.Column-1+p.Width > len([]rune(p.Excerpt)) || p.Excerpt != strings.TrimSuffix(lines[p.Line-1], "\r") {
				t.Errorf("place of %s: %+v", path, p)
			}
		}
		list := steps(path)
		if last := list[len(list)-1]; last.index < 0 {
			if got := keyAt(f.Key(path)); got != last.key {
				t.Errorf("the key of %s is %q at %v", path, got, f.Key(path))
			}
		}
	}
}

// keyAt reads the key that a position marks.
func keyAt(p diag.Position) string {
	raw := string([]rune(p.Excerpt)[p.Column-1 : p.Column-1+p.Width])
	switch raw[0] {
	case '"':
		return unescape(raw[1 : len(raw)-1])
	case '\'':
		return raw[1 : len(raw)-1]
	}
	return raw
}

func TestEveryPathHasItsPlace(t *testing.T) {
	for name, text := range documents {
		for variant, text := range map[string]string{
			"as it is": text,
			"crlf":     strings.ReplaceAll(strings.ReplaceAll(text, "\r", ""), "\n", "\r\n"),
			"mark":     "\ufeff" + text,
		} {
			t.Run(name+"/"+variant, func(t *testing.T) {
				f, problems := Parse(diag.Source{Name: "a.toml", Text: text})
				if f == nil {
					t.Fatal(problems)
				}
				checkPlaces(t, f)
			})
		}
	}
}

func TestPlacesAreThoseOfTheText(t *testing.T) {
	f, problems := Parse(diag.Source{Name: "a.toml", Text: strings.Join([]string{
		`title = "Zoë" # c`,
		`[ mentor . "x y" ]`,
		`  name = 'ñ' `,
		`[[goals]]`,
		`[[goals]]`,
		`title = "x"`,
		`steps = ["é", "ü", { a.b = 1 }]`,
		`due.first = """`,
		`long"""`,
	}, "\r\n")})
	if f == nil {
		t.Fatal(problems)
	}
	for path, want := range map[string][2]string{
		"title":                   {"1:1+5", "1:9+5"},
		"mentor":                  {"2:3+6", "2:1+18"},
		`mentor."x y"`:            {"2:12+5", "2:1+18"},
		`mentor."x y".name`:       {"3:3+4", "3:10+3"},
		"goals":                   {"4:3+5", "4:1+9"},
		"goals[1]":                {"4:3+5", "4:1+9"},
		"goals[2]":                {"5:3+5", "5:1+9"},
		"goals[2].title":          {"6:1+5", "6:9+3"},
		"goals[2].steps":          {"7:1+5", "7:9+23"},
		"goals[2].steps[2]":       {"7:15+3", "7:15+3"},
		"goals[2].steps[3]":       {"7:20+11", "7:20+11"},
		"goals[2].steps[3].a":     {"7:22+1", "7:28+1"},
		"goals[2].steps[3].a.b":   {"7:24+1", "7:28+1"},
		"goals[2].due.first":      {"8:5+5", "8:13+3"},
		"goals[2].owner":          {"5:3+5", "5:3+5"}, // the nearest table there is
		"goals[1].title":          {"4:3+5", "4:3+5"},
		"goals[7].title":          {"4:3+5", "4:3+5"},
		"mentor.name":             {"2:3+6", "2:3+6"},
		"title.x":                 {"1:1+5", "1:1+5"},
		"mentee.name":             {"0:0+0", "0:0+0"},
		"":                        {"0:0+0", "0:0+0"},
		"goals[0]":                {"4:3+5", "4:3+5"},
		"goals[x]":                {"4:3+5", "4:3+5"},
		`goals[2]."`:              {"5:3+5", "5:3+5"},
		"goals[2].steps[3].a.b.c": {"7:24+1", "7:24+1"},
	} {
		short := func(p diag.Position) string { return fmt.Sprintf("%d:%d+%d", p.Line, p.Column, p.Width) }
		if key, value := short(f.Key(path)), short(f.Value(path)); key != want[0] || value != want[1] {
			t.Errorf("%s: key %s, value %s; want %s, %s", path, key, value, want[0], want[1])
		}
	}
	for _, path := range []string{"mentee", "goals[3]", "goals[0]", "goals[-1]", "goals.title", "title[1]", "goals[2].steps[3].a.c", "Title", "goals[x]"} {
		if f.Has(path) {
			t.Errorf("Has(%s) = true", path)
		}
	}
}

func TestTreeHasTheSameTypesWhereverTablesStand(t *testing.T) {
	f, problems := Parse(diag.Source{Text: "a = [{ b = 1 }]\n[[c]]\n[[c.d]]\ne = 1.0\n"})
	if f == nil {
		t.Fatal(problems)
	}
	want := map[string]any{
		"a": []any{map[string]any{"b": int64(1)}},
		"c": []any{map[string]any{"d": []any{map[string]any{"e": 1.0}}}},
	}
	if diff := cmp.Diff(want, f.Tree); diff != "" {
		t.Errorf("tree (-want +got):\n%s", diff)
	}
}

// checkRefusal fails when a text was refused only because the scanner does not
// understand what the decoder does.
func checkRefusal(t *testing.T, text string, problem diag.Problem) {
	t.Helper()
	src, unreadable := source.Text("a.toml", []byte(text))
	if unreadable != nil || conflict(src) != nil {
		return
	}
	s := scan(src.Text)
	if s.over != none || s.twice != nil {
		return
	}
	if _, err := decode(src.Text); err == nil {
		t.Errorf("the scanner stopped at %d: %s", s.pos, problem)
	}
}

func FuzzParse(f *testing.F) {
	for _, text := range documents {
		f.Add(text)
	}
	for _, name := range []string{"testdata/mistakes.txtar", "testdata/misfits.txtar"} {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range archive.Files {
			f.Add(string(file.Data))
		}
	}
	for _, text := range []string{"\"\\", "a = [[{\"\" = 2}]]", "a.a=1\n[a]\n", "a={b=1}\na.c=2", "[[a]]\n[a]", "a=[{b=1}]\n[[a]]", "[a]\n[a.b]\n[a]"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > source.TOMLSize/4 {
			return
		}
		file, problems := Parse(diag.Source{Name: "a.toml", Text: text})
		if (file == nil) == (len(problems) == 0) {
			t.Fatalf("file %v with %d problems", file, len(problems))
		}
		for _, p := range problems {
			if p.Text == "" || p.Hint == "" || strings.Contains(p.Text, "BUG") {
				t.Errorf("poor problem: %+v", p)
			}
			_ = p.String()
		}
		if file == nil {
			checkRefusal(t, text, problems[0])
			return
		}
		checkPlaces(t, file)
		var into sample
		for _, p := range file.Decode(&into) {
			if p.Text == "" || p.Position.Line > strings.Count(text, "\n")+1 {
				t.Errorf("poor problem: %+v", p)
			}
			_ = p.String()
		}
		DecodeTree(file.Tree, &into)
	})
}
