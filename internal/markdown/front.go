package markdown

import (
	"fmt"
	"regexp"
	"strings"

	"pairbook/internal/diag"
	"pairbook/internal/source"
	"pairbook/internal/tomlfile"
)

// fence is the line above and below the front matter.
const fence = "+++"

// A front is what the front matter of a file can say.
type front struct {
	Title   string   `toml:"title"`
	Summary string   `toml:"summary"`
	Prompts []Prompt `toml:"prompts"`
}

// FrontMatter is a value of what front matter is read into.
func FrontMatter() any { return front{} }

// readFront decodes the front matter and returns it with the body. The body is
// the whole text with the front matter blanked, so that an offset into it is one
// into the file.
func readFront(src diag.Source, notes *notes) (front, string) {
	open, after, ok := firstLine(src.Text)
	if !ok {
		return front{}, src.Text
	}
	if line := strings.TrimSpace(src.Text[open:after]); line != fence {
		if len(line) > 1 && strings.Trim(line, "+") == "" {
			notes.error(open, len(line), "front matter begins with a line of three plus signs", "write "+fence)
			return front{}, ""
		}
		return front{}, otherFront(src.Text, open, after, notes)
	}
	for at := after; at < len(src.Text); {
		end := lineEnd(src.Text, at)
		if strings.TrimSpace(src.Text[at:end]) == fence {
			toml := diag.Source{Name: src.Name, Text: blank(src.Text[:after]) + src.Text[after:at]}
			return decodeFront(toml, notes), blank(src.Text[:end]) + src.Text[end:]
		}
		at = end
	}
	notes.error(open, len(fence), "the front matter that begins here has no end",
		"write +++ on a line of its own after its last key")
	return front{}, ""
}

// yamlHint shows the form of front matter that is read.
const yamlHint = "write it in TOML, between lines of +++:\n+++\ntitle = \"…\"\n+++"

var (
	yamlKey = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_-]*:(?:\s|$)`)
	tomlKey = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_-]*[ \t]*=[ \t]*\S`)
)

// otherFront warns of front matter between lines of ---, as other programs use
// it, and returns the text without it. Markdown alone would print it as a rule
// and a heading. A text that merely begins with a rule is left as it is.
func otherFront(text string, open, after int, notes *notes) string {
	const dashes = "---"
	if strings.TrimRight(text[open:after], " \t\n") != dashes {
		return text
	}
	isTOML := tomlKey.MatchString(text[after:])
	if !isTOML && !yamlKey.MatchString(text[after:lineEnd(text, after)]) {
		return text
	}
	for at := after; at < len(text); at = lineEnd(text, at) {
		end := lineEnd(text, at)
		if line := strings.TrimRight(text[at:end], " \t\n"); line != dashes && line != "..." {
			continue
		}
		if isTOML {
			notes.warn(open, len(dashes), "front matter between lines of --- is not read",
				"write +++ instead of --- above and below it")
		} else {
			notes.warn(open, len(dashes), "front matter in YAML is not read", yamlHint)
		}
		return blank(text[:end]) + text[end:]
	}
	return text
}

// firstLine returns where the first line with text on it begins, and where the
// line after it does.
func firstLine(text string) (start, next int, ok bool) {
	for start < len(text) {
		next = lineEnd(text, start)
		if strings.TrimSpace(text[start:next]) != "" {
			return start, next, true
		}
		start = next
	}
	return 0, 0, false
}

// lineEnd returns the offset after the end of the line at an offset.
func lineEnd(text string, offset int) int {
	if end := strings.IndexByte(text[offset:], '\n'); end >= 0 {
		return offset + end + 1
	}
	return len(text)
}

// blank hides text instead of cutting it off, so that the places of all that
// follows stay those the author sees in the editor.
func blank(text string) string {
	hidden := []byte(text)
	for i, b := range hidden {
		if b != '\n' {
			hidden[i] = ' '
		}
	}
	return string(hidden)
}

// decodeFront reads the keys and checks their values. What is wrong is left empty.
func decodeFront(src diag.Source, notes *notes) front {
	var f front
	file, problems := tomlfile.Parse(src)
	if file != nil {
		problems = append(problems, file.Decode(&f)...)
		for i := range f.Prompts {
			problems = append(problems, checkPrompt(file, fmt.Sprintf("prompts[%d]", i+1), &f.Prompts[i], problems)...)
		}
		problems = append(problems, f.fields(file)...)
		problems = append(problems, InPlainText(file)...) // last: a warning hides no error at its place
	}
	for _, p := range problems {
		notes.add(p)
	}
	f.Title, f.Summary = source.OneLine(f.Title), source.OneLine(f.Summary)
	return f
}

// fields warns of what is in braces and not filled in.
func (f front) fields(file *tomlfile.File) []diag.Problem {
	problems := append(inTitle(f.Title, file.Value("title")), UnknownFields(f.Summary, file.Value("summary"))...)
	for i, p := range f.Prompts {
		problems = append(problems, UnknownFields(p.Ask, file.Value(fmt.Sprintf("prompts[%d].ask", i+1)))...)
	}
	return problems
}
