package build

import (
	"fmt"
	"maps"
	"path"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/BurntSushi/toml"

	"pairbook"
	"pairbook/internal/program"
	"pairbook/internal/source"
)

// A specimen is a site in which every key that the formats know is set, found by
// reflection over the structs that files are decoded into: a key that is added to
// one of them is in the next specimen.
type specimen struct {
	files map[string]string
	at    map[string]map[int]string // file -> line -> the key whose value stands there
	keys  []string                  // all that hold text, sorted: "site.toml title"
}

// A chooser says what stands in a field. kind is empty for a plain text; for a
// value with rules of its own it is their name, and ok false leaves the value as
// it should be.
type chooser func(key, kind string) (text string, ok bool)

// newSpecimen makes a site of one cohort with a pair and a group, a section of
// guidance and a topic.
func newSpecimen(t *testing.T, choose chooser) *specimen {
	t.Helper()
	s := &specimen{files: map[string]string{}, at: map[string]map[int]string{}}
	write := func(file string, record any, without ...string) {
		w := &writer{t: t, specimen: s, file: file, choose: choose}
		w.table("", "", reflect.TypeOf(record), without...)
		s.files[file] = w.text.String()
	}
	write("site.toml", siteFile{})
	write("content/formats/own.toml", formatFile{})
	write("content/cohorts/first/cohort.toml", cohortFile{})
	write("content/cohorts/first/pair.toml", program.Record{}, "mentors", "mentees", "closing", "anonymised")
	write("content/cohorts/first/group.toml", program.Record{}, "mentor", "mentee", "anonymised")
	for _, file := range []string{"content/guidance/welcome.md", "content/topics/time-management.md", "content/cohorts/first/guidance/session.md", "content/formats/own/guidance/check-in.md"} {
		w := &writer{t: t, specimen: s, file: file, choose: choose}
		w.line("+++")
		w.table("", "", reflect.TypeFor[front]())
		w.line("+++")
		body, _ := choose(file+" body", "Markdown")
		w.key("body", "Before.\n\n"+body+"\n\nAfter.")
		s.files[file] = w.text.String()
	}
	slices.Sort(s.keys)
	return s
}

// A writer writes one file, a value to a line.
type writer struct {
	t        *testing.T
	specimen *specimen
	file     string
	choose   chooser
	text     strings.Builder
	lines    int
}

func (w *writer) line(text string) {
	w.text.WriteString(text + "\n")
	w.lines += strings.Count(text, "\n") + 1
}

// key writes the value of a key that holds text.
func (w *writer) key(key, text string) {
	if w.specimen.at[w.file] == nil {
		w.specimen.at[w.file] = map[int]string{}
	}
	key = w.file + " " + key
	for i := range strings.Count(text, "\n") + 1 {
		w.specimen.at[w.file][w.lines+1+i] = key
	}
	w.specimen.keys = append(w.specimen.keys, key)
	w.line(text)
}

type selfReader interface{ UnmarshalTOML(any) error }

// table writes the keys of a struct: values first, then tables, as TOML wants. at
// is where it lies, lists counted ("goals2"), and head the same as TOML has it.
func (w *writer) table(at, head string, t reflect.Type, without ...string) {
	var tables []reflect.StructField
	for _, f := range reflect.VisibleFields(t) {
		name := keyOf(f)
		switch {
		case name == "" || slices.Contains(without, name) || w.elsewhere(at, name):
		case isTable(f.Type):
			tables = append(tables, f)
		default:
			w.value(path.Join(at, name), name, f.Type)
		}
	}
	for _, f := range tables {
		at, head := path.Join(at, keyOf(f)), strings.TrimPrefix(head+"."+keyOf(f), ".")
		switch inner := f.Type; inner.Kind() {
		case reflect.Map:
			w.line("[" + head + "]")
			w.options(at)
		case reflect.Slice:
			for _, n := range []string{"1", "2"} {
				w.line("[[" + head + "]]")
				w.table(at+n, head, inner.Elem())
			}
		case reflect.Pointer:
			w.line("[" + head + "]")
			w.table(at, head, inner.Elem())
		default:
			w.line("[" + head + "]")
			w.table(at, head, inner)
		}
	}
}

// elsewhere reports whether a key does not belong where it would be written: a session is
// either held or cancelled, those present are people of one relationship, and so on.
func (w *writer) elsewhere(at, name string) bool {
	if strings.HasPrefix(w.file, "content/formats/") && slices.Contains([]string{"first", "revision", "held", "cancelled", "present", "date"}, name) {
		return true
	}
	if kind, ok := map[string]string{"lines": "lines", "from": "scale", "to": "scale", "low": "scale", "high": "scale", "options": "choice", "columns": "table", "rows": "table"}[name]; ok && strings.HasPrefix(at, "prompts") {
		return w.promptKind(at) != kind
	}
	switch name {
	case "held":
		return at == "sessions2"
	case "cancelled":
		return at == "sessions1"
	case "text": // of a clause that has no lines
		return at == "agreement/clauses2"
	case "lines":
		return at == "agreement/clauses1"
	case "fixed": // nothing is nearer
		return !strings.HasSuffix(w.file, "/group.toml")
	case "per_month": // goes with every = "month"
		return !strings.HasSuffix(w.file, "/group.toml")
	case "present":
		return !strings.HasSuffix(w.file, "/pair.toml") && !strings.HasSuffix(w.file, "/group.toml")
	}
	return false
}

// promptKind is the kind of the prompt at a place: two files together have one of each.
func (w *writer) promptKind(at string) string {
	first := strings.HasPrefix(at, "prompts1")
	switch w.file {
	case "content/topics/time-management.md", "content/formats/own/guidance/check-in.md":
		if first {
			return "table"
		}
		return "lines"
	}
	if first {
		return "scale"
	}
	return "choice"
}

// keyOf is the key that a field of a struct is filled from; empty: none.
func keyOf(f reflect.StructField) string {
	name, _, _ := strings.Cut(f.Tag.Get("toml"), ",")
	return strings.TrimPrefix(name, "-")
}

func isTable(t reflect.Type) bool {
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	return (t.Kind() == reflect.Struct || t.Kind() == reflect.Map) && !reads(t)
}

func reads(t reflect.Type) bool {
	return reflect.PointerTo(t).Implements(reflect.TypeFor[selfReader]())
}

// value writes one value, or a list of two.
func (w *writer) value(at, name string, t reflect.Type) {
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch {
	case reads(t):
		w.ruled(at, name, t.Name())
	case name == "parts":
		w.line(name + ` = ["` + strings.Join(program.Parts, `", "`) + `"]`)
	case t.Kind() == reflect.Slice && t.Elem().Kind() == reflect.String:
		w.line(name + " = [")
		for _, n := range []string{"1", "2"} {
			text, _ := w.choose(w.file+" "+at+n, "")
			if name == "facilitators" { // names as a server knows them
				w.line(quoted("jordan"+n+"@example.org") + ",")
				continue
			}
			if name == "present" {
				text = w.person([]string{"mentor", "mentee"}[n[0]-'1'])
			}
			w.key(at+n, quoted(text)+",")
		}
		w.line("]")
	case t.Kind() == reflect.Slice && t.Elem().Kind() == reflect.Int:
		w.line(name + " = [1, 2]")
	case name == "short": // hides most of what is agreed
		w.line(fmt.Sprintf("%s = %t", name, path.Base(w.file) == "group.toml"))
	case t.Kind() == reflect.Bool:
		w.line(name + " = true")
	case t.Kind() == reflect.Int:
		w.line(name + " = " + number(at, name))
	case t.Kind() == reflect.String:
		w.words(at, name)
	default:
		w.t.Fatalf("%s %s is a %s, which no specimen has", w.file, at, t)
	}
}

// named are the keys whose text names something, and what.
var named = map[string]string{
	"theme": "classic", "format": "own", "topic": "time-management", "for": "mentee", "output": "public", "facilitator_output": "facilitator",
	"folder": "/srv/www/mentoring", "path": "/mentoring/",
}

// words writes a text, or one that names something.
func (w *writer) words(at, name string) {
	switch {
	case name == "output" || name == "facilitator_output", at == "access/folder", at == "access/path": // where to write is for the facilitator to say
		w.line(name + " = " + quoted(named[name]))
	case name == "kind":
		w.line(name + " = " + quoted(w.promptKind(at)))
	case name == "owner":
		w.key(at, name+" = "+quoted(w.person("mentee")))
	case name == "who":
		w.key(at, name+" = "+quoted(w.person("mentor")))
	case named[name] != "":
		text, ok := w.choose(w.file+" "+at, name)
		if !ok {
			text = named[name]
		}
		w.key(at, name+" = "+quoted(text))
	case name == "name" && (strings.HasPrefix(at, "mentor") || strings.HasPrefix(at, "mentee")):
		w.key(at, name+" = "+quoted(w.person(path.Dir(at))))
	default:
		text, _ := w.choose(w.file+" "+at, "")
		w.key(at, name+" = "+quoted(text))
	}
}

// person is the name of the person whose table lies somewhere: nobody has another's.
func (w *writer) person(at string) string {
	if path.Base(w.file) == "group.toml" && !strings.HasSuffix(at, "s1") && !strings.HasSuffix(at, "s2") {
		at += "s1"
	}
	text, _ := w.choose(w.file+" "+at+"/name", "")
	return text + " " + at
}

// ruled writes a value that parses itself.
func (w *writer) ruled(at, name, kind string) {
	if kind == "Reason" { // any text will do
		w.words(at, name)
		return
	}
	if text, ok := w.choose(w.file+" "+at, kind); ok {
		w.key(at, name+" = "+quoted(text))
		return
	}
	status := `"active"`
	if path.Base(w.file) == "group.toml" { // which has [closing]
		status = `"closed"`
	}
	every := `"3 weeks"`
	if path.Base(w.file) == "group.toml" { // which has per_month
		every = `"month"`
	}
	literal, known := map[string]string{
		"Email": quoted(strings.ReplaceAll(at, "/", "-") + "@example.org"), "Address": `"https://intranet.example.org/mentoring/"`,
		"Language": `"en-GB"`, "Zone": `"Europe/Lisbon"`, "Every": every, "Paper": `"A4"`, "Status": status, "ActionStatus": `"open"`, "Outcome": `"changed"`, "Server": `"apache"`, "UserKey": `"email"`,
		"Link": `"https://meet.example.org/room"`, "Clock": "15:00:00", "Percent": "40", "Date": w.day(at, name),
	}[kind]
	if !known {
		w.t.Fatalf("%s %s is a %s, which no specimen has", w.file, at, kind)
	}
	w.key(at, name+" = "+literal)
}

// day is a day that fits where it stands. The first breaks of the levels follow one another, a
// week each: a session moves from one into the next.
func (w *writer) day(at, name string) string {
	weeks := map[string]int{"site.toml": 0, "content/formats/own.toml": 1, "content/cohorts/first/cohort.toml": 2}
	week, far := weeks[w.file]
	if !far {
		week = len(weeks)
	}
	start := time.Date(2027, time.February, 25+7*week, 0, 0, 0, 0, time.UTC)
	switch {
	case strings.HasPrefix(at, "schedule/breaks2"):
		return map[string]string{"from": "2027-07-26", "to": "2027-08-13"}[name]
	case name == "from":
		return start.Format(time.DateOnly)
	case name == "to":
		return start.AddDate(0, 0, 6).Format(time.DateOnly)
	case strings.HasPrefix(at, "sessions2"):
		return "2027-02-04"
	}
	return "2027-01-14"
}

func number(at, name string) string {
	switch name {
	case "minutes":
		return "60"
	case "sessions", "mentees_per_mentor", "lines", "rows":
		return "3"
	case "to":
		return "5"
	case "n":
		return strings.TrimPrefix(path.Dir(at), "sessions")
	}
	return "1"
}

// options writes every option that the theme has and that is chosen.
func (w *writer) options(at string) {
	var theme struct {
		Options map[string]struct{ Type string }
	}
	if _, err := toml.DecodeFS(pairbook.Builtin(), "themes/classic/theme.toml", &theme); err != nil {
		w.t.Fatal(err)
	}
	for _, name := range slices.Sorted(maps.Keys(theme.Options)) {
		if text, ok := w.choose(w.file+" "+path.Join(at, name), theme.Options[name].Type); ok {
			w.key(path.Join(at, name), name+" = "+quoted(text))
		}
	}
}

// quoted writes a text as TOML does: in one line, unless it has several.
func quoted(text string) string {
	var b strings.Builder
	several := strings.ContainsAny(text, "\n\t")
	for _, r := range strings.ReplaceAll(text, "\r\n", "\n") {
		switch {
		case r == '"' || r == '\\':
			b.WriteString(`\` + string(r))
		case several && (r == '\n' || r == '\t'):
			b.WriteRune(r)
		case r < ' ' || r == 0x7f:
			fmt.Fprintf(&b, `\u%04X`, r)
		default:
			b.WriteRune(r)
		}
	}
	if several {
		return "\"\"\"\n" + b.String() + "\"\"\""
	}
	return `"` + b.String() + `"`
}

// plain is a harmless text of the same shape: as many words of as many letters.
func plain(text string) string {
	return strings.Map(func(r rune) rune {
		_, _, safe := source.Safe(string(r))
		if safe && unicode.IsSpace(r) || r >= '0' && r <= '9' {
			return r
		}
		return 'x'
	}, strings.ReplaceAll(text, "\r\n", "\n"))
}
