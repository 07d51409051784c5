package build

import (
	"cmp"
	"fmt"
	"io/fs"
	"os"
	"path"
	"regexp"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"pairbook"
	"pairbook/internal/program"
)

// No field may be forgotten where it is asked what may have changed: a build after a
// change of any one leaves what a build from nothing does. The fields are those of a
// specimen, which are found by reflection, the options of a theme, and its strings.
func TestABuildEqualsACleanBuildAfterAChangeOfAnyField(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long")
	}
	defer debug.SetGCPercent(debug.SetGCPercent(400))
	files := fieldSite(t)
	steps := fieldSteps(files)
	kept, forgetful, memory := newCopy(t), newCopy(t), &Memory{}
	before := map[string][]byte(nil)
	var idle []string
	for _, step := range append([]fieldStep{{"nothing", func() {}}}, steps...) {
		step.change()
		clean := newCopy(t)
		var want, remembered, recalled map[string][]byte
		var group sync.WaitGroup
		group.Go(func() { want = builtAs(t, clean, files, &Memory{}) })
		group.Go(func() { remembered = builtAs(t, kept, files, memory) })
		group.Go(func() { recalled = builtAs(t, forgetful, files, &Memory{}) })
		group.Wait()
		if want == nil {
			t.Fatalf("%s: the site is no longer sound", step.field)
		}
		for how, got := range map[string]map[string][]byte{"with its memory": remembered, "in a new process": recalled} {
			if diff := difference(want, got); diff != "" {
				t.Errorf("%s is another, %s: %s", step.field, how, diff)
			}
		}
		if before != nil && difference(before, want) == "" {
			idle = append(idle, step.field)
		}
		before = want
		os.RemoveAll(clean.dir)
	}
	t.Logf("%d fields, of which %d change no page here: %q", len(steps), len(idle), idle)
	if len(idle) > len(steps)/4 {
		t.Errorf("%d of %d fields change no page: the test says little", len(idle), len(steps))
	}
}

// builtAs builds a copy of the site as it is now, and returns its files; nil when it is not sound.
func builtAs(t *testing.T, c *siteCopy, files map[string]string, memory *Memory) map[string][]byte {
	c.sync(files)
	if said := c.build(memory, nil); !strings.HasPrefix(said, "done") {
		t.Error(said)
		return nil
	}
	return readTree(t, c.dir)
}

// fieldSite is a specimen with pairs that say nothing themselves: of the cohort, the programme and
// the format they have all there is. It has the theme's own files.
func fieldSite(t *testing.T) map[string]string {
	t.Helper()
	files := newSpecimen(t, func(key, kind string) (string, bool) { return "Text", kind == "" || kind == "Markdown" }).files
	for name, format := range map[string]string{"first/bare": "", "second/other": "", "second/formed": "format = \"own\"\n"} {
		who := path.Base(name)
		files["content/cohorts/"+name+".toml"] = format + fmt.Sprintf("[mentor]\nname = \"Mentor %s\"\n[mentee]\nname = \"Mentee %s\"\n[[goals]]\ntitle = \"First\"\n[[goals]]\ntitle = \"Second\"\n", who, who)
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

// hides says whether a step hides fields, which are changed before: 1 does.
func (s fieldStep) hides() int {
	if slices.Contains([]string{"format", "language", "parts", "short", "status", "theme"}, s.field[strings.LastIndexByte(s.field, '.')+1:]) {
		return 1
	}
	return 0
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
	slices.SortStableFunc(steps, func(a, b fieldStep) int {
		return cmp.Or(cmp.Compare(a.hides(), b.hides()), strings.Compare(a.field, b.field))
	})
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
		`"own"`: `"circle"`, `["` + strings.Join(program.Parts, `", "`) + `"]`: `["sessions", "closing", "agreement"]`,
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
		day, _ := time.Parse(time.DateOnly, value)
		return day.AddDate(0, 0, 1).Format(time.DateOnly)
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
