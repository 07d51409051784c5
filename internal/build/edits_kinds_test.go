package build

import (
	"fmt"
	"path"
	"strings"
)

// The edits of everything but relationships.

func (e *editor) setting() string {
	number := fmt.Sprint(e.random.IntN(90))
	type setting struct{ key, value string }
	s := []setting{
		{"title", quoted("Programme " + number)}, {"organisation", quoted("Works " + number)}, {"language", e.among(`"en-GB"`, `"pt-BR"`, `"en"`, `"ar"`)},
		{"theme", e.among(`"classic"`, `"modern"`, `"large-print"`)}, {"paper", e.among(`"A4"`, `"Letter"`, `"any"`)},
		{"address", `"https://intranet.example.org/` + number + `/"`}, {"labels.mentor", quoted("Guide " + number)}, {"print.duplex", e.among("true", "false")},
		{"privacy.list_relationships", e.among("true", "false")}, {"limits.mentees_per_mentor", "3"},
	}[e.random.IntN(10)]
	return e.line("site.toml", s.key, s.value)
}

func (e *editor) cohort() string {
	name := fmt.Sprintf("content/cohorts/cohort-%d/cohort.toml", e.random.IntN(4)+1)
	switch e.random.IntN(6) {
	case 0:
		delete(e.files, name)
		return "remove " + name
	case 1:
		return e.line(name, "title", quoted(fmt.Sprintf("Cohort %d", e.random.IntN(90))))
	case 2:
		return e.line(name, "language", e.among(`"pt"`, `"en"`, `"de"`))
	case 3:
		return e.line(name, "contact.name", e.among(`"Ann"`, `"Bob"`))
	case 4:
		return e.line(name, "agreement.ending", quoted(fmt.Sprintf("End %d", e.random.IntN(90))))
	}
	return e.line(name, "schedule.every", e.among(`"2 weeks"`, `"month"`, `"6 weeks"`))
}

// document puts a Markdown file of one's own where a built-in one is, changes it, or takes it away.
func (e *editor) document(name, builtin string) string {
	switch e.random.IntN(4) {
	case 0:
		delete(e.files, name)
		return "remove " + name
	case 1:
		e.files[name] = e.builtin[builtin] + fmt.Sprintf("\nMore %d: [pre-work](../guidance/pre-work.md), [topic](../topics/own.md), ![p](p.svg).\n", e.random.IntN(90))
	case 2:
		e.files[name] = fmt.Sprintf("+++\ntitle = \"Own %d\"\nsummary = \"s\"\n[[prompts]]\nask = \"What %[1]d?\"\nlines = %d\n+++\n# A\n\ntext\n", e.random.IntN(90), e.random.IntN(5)+1)
	default:
		e.files[name] += fmt.Sprintf("\n%d\n", e.random.IntN(90))
	}
	return "write " + name
}

func (e *editor) guidance() string {
	section := e.among("welcome", "session", "check-in", "goals")
	folder := e.among("content/guidance/", "content/guidance/", "content/cohorts/cohort-1/guidance/")
	return e.document(folder+section+e.among("", "", ".pt", ".de")+".md", "content/guidance/"+section+".md")
}

func (e *editor) topic() string {
	topic := e.among("time-management", "looking-ahead", "own", "lessons-learned")
	folder := e.among("content/topics/", "content/topics/", "content/cohorts/cohort-2/topics/")
	return e.document(folder+topic+e.among("", "", ".pt")+".md", "content/topics/"+topic+".md")
}

func (e *editor) template() string {
	name := e.among("templates/page.html", "templates/sheets/cover.html", "templates/sheets/session.html", "templates/parts/foot.html", "templates/sheets/handout.html")
	if e.random.IntN(3) == 0 {
		delete(e.files, name)
		return "remove " + name
	}
	e.files[name] = strings.Replace(e.builtin[name], "</footer>", fmt.Sprintf("<b>%d</b></footer>", e.random.IntN(90)), 1)
	if e.random.IntN(4) == 0 {
		e.files[name] = e.builtin[name]
	}
	return "write " + name
}

func (e *editor) strings() string {
	name := e.among("templates/strings/en.toml", "templates/strings/pt.toml", "templates/strings/en-GB.toml", "templates/strings/de.toml")
	if e.random.IntN(3) == 0 {
		delete(e.files, name)
		return "remove " + name
	}
	return e.line(name, e.among(`"session.agenda"`, `"page.contents"`, `"label.mentor"`), quoted(fmt.Sprintf("Word %d", e.random.IntN(90))))
}

func (e *editor) option() string {
	if e.random.IntN(2) == 0 {
		return e.line("site.toml", "theme_options.accent", e.among(`"#114477"`, `"#1f5f5b"`, `"#552200"`))
	}
	return e.line("site.toml", "theme_options.line_height", e.among("7", "8", "9", "40"))
}

func (e *editor) picture() string {
	name := e.among("content/guidance/p.svg", "content/topics/p.svg", "templates/assets/extra.css", "themes/classic/type.css")
	if e.random.IntN(3) == 0 {
		delete(e.files, name)
		return "remove " + name
	}
	e.files[name] = fmt.Sprintf("/* %d */ <svg xmlns='http://www.w3.org/2000/svg'/>", e.random.IntN(90))
	return "write " + name
}

// spoil makes a mistake.
func (e *editor) spoil() string {
	name := e.pick("content/")
	if name == "" {
		name = "site.toml"
	}
	e.files[name] += "\n[[[\n+++"
	return "spoil " + path.Base(name)
}
