package markdown

import (
	"regexp"
	"strconv"
	"strings"
)

// exampleLines is how many lines of TOML the hint about other front matter
// shows. It is there to teach the form, not to convert files.
const exampleLines = 12

var (
	yamlKey  = regexp.MustCompile(`^([A-Za-z][A-Za-z0-9_-]*):(?:[ \t]+(.*))?$`)
	yamlItem = regexp.MustCompile(`^\s*-\s+(?:ask:\s*)?(.+)$`)
	yamlPart = regexp.MustCompile(`^\s+(for|lines):\s*(.+)$`)
	tomlKey  = regexp.MustCompile(`^([A-Za-z][A-Za-z0-9_-]*)\s*=\s*\S`)
)

// otherFront warns of front matter between lines of ---, as other programs use
// it, and returns the text without it. Markdown alone would print it as a rule
// and a heading. A text that merely begins with a rule is left as it is.
func otherFront(text string, open, after int, notes *notes) string {
	const dashes = "---"
	if strings.TrimRight(text[open:after], " \t\n") != dashes || after >= len(text) {
		return text
	}
	first := strings.TrimRight(text[after:lineEnd(text, after)], " \t\n")
	isTOML := tomlKey.MatchString(first)
	if !isTOML && !yamlKey.MatchString(first) {
		return text
	}
	var lines []string
	for at := after; at < len(text); {
		end := lineEnd(text, at)
		line := strings.TrimRight(text[at:end], " \t\n")
		if line == dashes || line == "..." {
			if isTOML {
				notes.warn(open, len(dashes), "front matter between lines of --- is not read",
					"write +++ instead of --- above and below it")
			} else {
				notes.warn(open, len(dashes), "front matter in YAML is not read", asTOML(lines))
			}
			return blank(text[:end]) + text[end:]
		}
		lines = append(lines, line)
		at = end
	}
	return text
}

// asTOML shows the author's own lines as front matter that is read, where they
// are simple; the rest is left for the author.
func asTOML(yaml []string) string {
	var values, prompts []string
	inPrompts := false
	for _, line := range yaml {
		if m := yamlKey.FindStringSubmatch(line); m != nil {
			inPrompts = m[1] == "prompts"
			if value, ok := plainYAML(m[2]); ok && (m[1] == "title" || m[1] == "summary") {
				values = append(values, m[1]+" = "+strconv.Quote(value))
			}
			continue
		}
		if !inPrompts {
			continue
		}
		if m := yamlPart.FindStringSubmatch(line); m != nil && len(prompts) > 0 {
			if value, ok := plainYAML(m[2]); ok && m[1] == "for" {
				prompts = append(prompts, "for = "+strconv.Quote(value))
			} else if _, err := strconv.Atoi(value); err == nil && m[1] == "lines" {
				prompts = append(prompts, "lines = "+value)
			}
		} else if m := yamlItem.FindStringSubmatch(line); m != nil {
			if value, ok := plainYAML(m[1]); ok {
				prompts = append(prompts, "[[prompts]]", "ask = "+strconv.Quote(value))
			}
		}
	}
	example := append(values, prompts...)
	if len(example) == 0 {
		example = []string{`title = "…"`}
	}
	if len(example) > exampleLines {
		example = append(example[:exampleLines], "…")
	}
	return "write it in TOML, between lines of +++:\n" + fence + "\n" + strings.Join(example, "\n") + "\n" + fence
}

// plainYAML returns the text of a value on one line: bare or in quotes. Lists,
// maps, references and blocks are not for it.
func plainYAML(value string) (text string, ok bool) {
	value = strings.TrimSpace(value)
	if value == "" || strings.ContainsAny(value[:1], "[{|>&*!%@`#") {
		return "", false
	}
	quote := value[0]
	if quote != '"' && quote != '\'' {
		text, _, _ = strings.Cut(value, " #")
		return strings.TrimSpace(text), true
	}
	if len(value) < 2 || value[len(value)-1] != quote {
		return "", false
	}
	inner := value[1 : len(value)-1]
	if quote == '\'' {
		return strings.ReplaceAll(inner, "''", "'"), true
	}
	text, err := strconv.Unquote(value)
	return text, err == nil
}
