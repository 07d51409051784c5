package build

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pairbook"
)

// No field may be forgotten where it is asked what may have changed: a build after a
// change of any one leaves what a build from nothing does. The fields are those of a
// specimen, which are found by reflection, the options of a theme, and its strings.
func TestABuildEqualsACleanBuildAfterAChangeOfAnyField(t *testing.T) {
	files := fieldSite(t)
	steps := fieldSteps(files)
	kept, forgetful, memory := newCopy(t), newCopy(t), &Memory{}
	before := map[string][]byte(nil)
	idle := 0
	for i, step := range append([]fieldStep{{"nothing", func() {}}}, steps...) {
		if testing.Short() && i%20 > 0 {
			continue
		}
		step.change()
		kept.sync(files)
		forgetful.sync(files)
		clean := newCopy(t)
		clean.sync(files)
		if got := clean.build(&Memory{}, nil); !strings.HasPrefix(got, "done") {
			t.Fatalf("%s: the site is no longer sound:\n%s", step.field, got)
		}
		kept.build(memory, nil)
		forgetful.build(&Memory{}, nil)
		want := readTree(t, clean.dir)
		for name, c := range map[string]*siteCopy{"with its memory": kept, "in a new process": forgetful} {
			if diff := difference(want, readTree(t, c.dir)); diff != "" {
				t.Errorf("%s is another, %s: %s", step.field, name, diff)
			}
		}
		if before != nil && difference(before, want) == "" {
			idle++
		}
		before = want
		os.RemoveAll(clean.dir)
	}
	t.Logf("%d fields, of which %d change no page here", len(steps), idle)
	if !testing.Short() && idle > len(steps)/4 {
		t.Errorf("%d of %d fields change no page: the test says little", idle, len(steps))
	}
}

// fieldSite is a specimen with pairs that say nothing themselves, and the theme's own files.
func fieldSite(t *testing.T) map[string]string {
	t.Helper()
	files := newSpecimen(t, func(key, kind string) (string, bool) { return "Text", kind == "" || kind == "Markdown" }).files
	for _, name := range []string{"first/bare", "second/other"} {
		who := path.Base(name)
		files["content/cohorts/"+name+".toml"] = fmt.Sprintf("schedule.first = 2027-02-15\n[mentor]\nname = \"Mentor %s\"\n[mentee]\nname = \"Mentee %s\"\n[[goals]]\ntitle = \"First\"\n[[goals]]\ntitle = \"Second\"\n", who, who)
	}
	files["content/messages/note.md"] = "+++\nsubject = \"Hello {names}\"\n+++\nDear {names},\n\nask {contact?} about {cohort}.\n"
	files["content/picture.svg"] = `<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"/>`
	for _, name := range []string{"themes/classic/theme.toml", "templates/strings/en.toml"} {
		data, err := fs.ReadFile(pairbook.Builtin(), name)
		if err != nil {
			t.Fatal(err)
		}
		files[name] = string(data)
	}
	return files
}

// A fieldStep gives one field of one file another value.
type fieldStep struct {
	field  string
	change func()
}

// fieldSteps lists a step for each field of each kind of file.
func fieldSteps(files map[string]string) []fieldStep {
	var steps []fieldStep
	seen := map[string]bool{}
	for _, name := range []string{
		"site.toml", "content/cohorts/first/cohort.toml", "content/cohorts/first/pair.toml", "content/cohorts/first/group.toml", "content/formats/own.toml",
		"content/guidance/welcome.md", "content/topics/time-management.md", "content/messages/note.md", "themes/classic/theme.toml", "templates/strings/en.toml",
	} {
		head, list := "", ""
		for i, line := range strings.Split(files[name], "\n") {
			key, value, isPair := strings.Cut(line, " = ")
			key = strings.TrimSpace(key)
			switch {
			case strings.HasPrefix(line, "["):
				head = strings.Trim(line, "[]")
				continue
			case isPair && value == "[":
				list = key
				continue
			case !isPair && strings.HasPrefix(line, `"`):
				key, value = list, line
			case !isPair || strings.HasPrefix(line, "#"):
				continue
			}
			field := fmt.Sprintf("%s %s.%s", kindOf(name), head, key)
			other := otherValue(name, head, key, strings.TrimSuffix(value, ","))
			if seen[field] || other == "" || strings.HasPrefix(name, "templates/") && !full() && i%12 > 0 {
				continue
			}
			seen[field] = true
			old := strings.TrimSuffix(value, ",")
			steps = append(steps, fieldStep{field, func() { files[name] = exchange(files[name], i, key, old, other) }})
		}
	}
	for option, value := range map[string]string{
		"accent": `"#204080"`, "logo": `"picture.svg"`, "heading_font": `"grotesque"`, "body_font": `"book"`, "line_height": "9", "density": `"compact"`,
	} {
		steps = append(steps, fieldStep{"theme_options." + option, func() {
			files["site.toml"] = strings.Replace(files["site.toml"], "[theme_options]\n", fmt.Sprintf("[theme_options]\n%s = %s\n", option, value), 1)
		}})
	}
	slices.SortStableFunc(steps, func(a, b fieldStep) int { return strings.Compare(a.field, b.field) })
	return steps
}

// kindOf is what the fields of a file belong to.
func kindOf(name string) string {
	switch {
	case path.Ext(name) == ".md":
		return "front matter"
	case strings.HasSuffix(name, "/pair.toml"), strings.HasSuffix(name, "/group.toml"):
		return "relationship"
	}
	return path.Base(name)
}

// exchange gives a line another value; a person is called the new name everywhere.
func exchange(text string, line int, key, old, other string) string {
	if key == "name" && strings.Contains(old, " ment") {
		return strings.ReplaceAll(text, old, other)
	}
	lines := strings.Split(text, "\n")
	lines[line] = strings.Replace(lines[line], old, other, 1)
	return strings.Join(lines, "\n")
}

var isDay = regexp.MustCompile(`^2027-\d\d-\d\d$`)

// otherValue is another value that is sound as well; "": none is.
func otherValue(file, head, key, value string) string {
	if other, ok := map[string]string{
		"true": "false", "false": "true", `"en-GB"`: `"pt"`, `"Europe/Lisbon"`: `"Europe/London"`, `"3 weeks"`: `"4 weeks"`, `"A4"`: `"Letter"`, `"https://meet.example.org/room"`: `"https://meet.example.org/other"`,
		`"active"`: `"paused"`, `"changed"`: `"completed"`, `"open"`: `"done"`, "15:00:00": "16:30:00", "40": "50", "[1, 2]": "[2]", "60": "45", "3": "4", `"classic"`: `"modern"`,
		`"time-management"`: `"getting-started"`, `"mentee"`: `"mentor"`, `"https://intranet.example.org/mentoring/"`: `"https://intranet.example.org/pairs/"`,
		`"#1f5f5b"`: `"#204081"`, "8": "10", `"comfortable"`: `"compact"`, `"book"`: `"grotesque"`, `"grotesque"`: `"book"`,
		`"own"`: `"circle"`, `["cover", "pre-work", "agreement", "goals", "roadmap", "sessions", "midpoint", "follow-through", "closing", "notes"]`: `["sessions", "closing", "agreement"]`,
		`"apache"`: `"iis"`, `"email"`: `"login"`, `"/srv/www/mentoring"`: `"/srv/www/pairs"`, `"/mentoring/"`: `"/pairs/"`,
	}[value]; ok {
		return other
	}
	switch {
	case file == "themes/classic/theme.toml":
		if head == "" && strings.HasPrefix(value, `"`) {
			return `"Other ` + value[1:]
		}
		return "" // what an option is, not what it is set to
	case isDay.MatchString(value):
		return value[:9] + map[byte]string{'3': "2", '4': "5", '6': "7"}[value[9]]
	case key == "output", key == "facilitator_output": // say where pages lie, not what is on them
		return ""
	case key == "who":
		return `"both"`
	case key == "owner":
		return `""`
	case key == "present": // names somebody
		return ""
	case key == "kind": // says which other fields there are
		return ""
	case key == "n": // says which session the other fields are about
		return ""
	case value == "5":
		return "6"
	case value == "1":
		return "2"
	case strings.Contains(value, "@"):
		return `"new-` + value[1:]
	case strings.HasPrefix(value, `"`):
		return value[:len(value)-1] + ` anew"`
	}
	return ""
}
