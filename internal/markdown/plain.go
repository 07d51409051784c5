package markdown

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"pairbook/internal/diag"
	"pairbook/internal/tomlfile"
)

// marks are signs of Markdown that hardly anybody writes in plain text; the group is the
// text without them.
var marks = regexp.MustCompile(`(?m)\*\*(\S(?:[^*\n]*\S)?)\*\*|(?:^|[\s(])__(\S(?:[^_\n]*\S)?)__(?:$|[\s,;:!?)]|\.(?:\s|$))|~~(\S(?:[^~\n]*\S)?)~~|!?\[([^\[\]\n]+)\]\([^()\s]+\)|^[ \t]*#{1,6}[ \t]+(\S[^\n]*)$`)

// marksIn finds the first signs of Markdown in a text. Thousands of files are looked at, and most texts have
// none of them.
func marksIn(text string) []string {
	for _, sign := range []string{"**", "__", "~~", "](", "#"} {
		if strings.Contains(text, sign) {
			return marks.FindStringSubmatch(text)
		}
	}
	return nil
}

// InPlainText warns of Markdown in the texts of a TOML file: they are printed as they stand.
func InPlainText(file *tomlfile.File) []diag.Problem {
	var problems []diag.Problem
	var look func(value any, path string)
	look = func(value any, path string) {
		switch value := value.(type) {
		case map[string]any:
			for _, key := range slices.Sorted(maps.Keys(value)) {
				inner := key
				if !bareKey.MatchString(key) {
					inner = strconv.Quote(key)
				}
				if path != "" {
					inner = path + "." + inner
				}
				look(value[key], inner)
			}
		case []any:
			for i, item := range value {
				look(item, fmt.Sprintf("%s[%d]", path, i+1))
			}
		case string:
			if m := marksIn(value); m != nil {
				text := ""
				for _, group := range m[1:] {
					text += group
				}
				problems = append(problems, diag.Problem{
					Severity: diag.Warning, Position: file.Value(path),
					Text: fmt.Sprintf("this text is printed as it stands, with the signs of Markdown in %q", clip(strings.TrimSpace(m[0]))),
					Hint: fmt.Sprintf("write %s; Markdown is for the files of guidance and topics", clip(text)),
				})
			}
		}
	}
	look(file.Tree, "")
	return problems
}

var bareKey = regexp.MustCompile(`^[A-Za-z0-9_-]+$`)
