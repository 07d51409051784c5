package theme

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"pairbook/internal/diag"
	"pairbook/internal/program"
)

var placeholder = regexp.MustCompile(`\{[a-z_]+\}`)

// everywhere are the placeholders that any string may have.
var everywhere = []string{"{mentor}", "{mentors}", "{mentee}", "{mentees}", "{mentor_side}", "{mentee_side}"}

// checkWords warns of strings that nothing asks for, of placeholders that nothing fills,
// and of those that a string has lost, in the files of the site.
func (t *Theme) checkWords() []diag.Problem {
	var problems []diag.Problem
	slots := sync.OnceValue(t.slots) // most sites have no strings of their own
	names := sync.OnceValue(func() []string { return slices.Sorted(maps.Keys(slots())) })
	for _, tag := range slices.Sorted(maps.Keys(t.words)) {
		for _, f := range t.words[tag] {
			if !f.fromSite {
				continue
			}
			for _, key := range slices.Sorted(maps.Keys(f.read().texts)) {
				allowed, known := slots()[base(key)]
				switch {
				case !known && !t.called(key) && !t.called(base(key)):
					problems = append(problems, f.unknownKey(key, names()))
				case known:
					wrong := f.placeholders(key, allowed)
					if wrong == nil { // else the one is written for the other
						wrong = f.lost(key, t.builtinText(tag, key))
					}
					problems = append(problems, wrong...)
				}
			}
		}
	}
	return problems
}

// slots returns the placeholders of every English string of the built-in files
// and the themes, by its key without the ending of a plural form.
func (t *Theme) slots() map[string][]string {
	slots := map[string][]string{}
	for _, f := range t.words[english] {
		if f.fromSite {
			continue
		}
		for key, text := range f.read().texts {
			slots[base(key)] = append(slots[base(key)], placeholder.FindAllString(text, -1)...)
		}
	}
	return slots
}

func (w *wordFile) unknownKey(key string, names []string) diag.Problem {
	return diag.Problem{
		Severity: diag.Warning,
		Position: w.key(key),
		Text:     fmt.Sprintf("no template asks for the string %q", key),
		Hint:     suggest(base(key), names, ""),
	}
}

// placeholders warns of those that the English string does not have.
func (w *wordFile) placeholders(key string, english []string) []diag.Problem {
	allowed := append(slices.Clone(everywhere), english...)
	slices.Sort(allowed)
	allowed = slices.Compact(allowed)
	var problems []diag.Problem
	for _, p := range placeholder.FindAllString(w.read().texts[key], -1) {
		if slices.Contains(allowed, p) {
			continue
		}
		problems = append(problems, diag.Problem{
			Severity: diag.Warning,
			Position: w.value(key),
			Text:     fmt.Sprintf("nothing fills %s in the string %q", p, key),
			Hint:     suggest(p, allowed, "it can have "+diag.List(allowed)),
		})
	}
	return problems
}

// builtinText is the string that one of the site stands for: the built-in one of its language,
// else the English one.
func (t *Theme) builtinText(tag, key string) string {
	for _, tag := range fallbacks(tag) {
		for _, f := range t.words[tag] {
			if text, ok := f.read().texts[key]; ok && !f.fromSite {
				return text
			}
		}
	}
	return ""
}

// fewer are the forms of a string that may do without the number.
var fewer = []string{".zero", ".one", ".two"}

// lost warns of placeholders that the built-in string has and this one has not. Names
// of roles are no such: a sentence may do without.
func (w *wordFile) lost(key, builtin string) []diag.Problem {
	var missing []string
	for _, p := range placeholder.FindAllString(builtin, -1) {
		few := p == "{n}" && slices.ContainsFunc(fewer, func(ending string) bool { return strings.HasSuffix(key, ending) })
		if !few && !slices.Contains(everywhere, p) && !slices.Contains(missing, p) && !strings.Contains(w.read().texts[key], p) {
			missing = append(missing, p)
		}
	}
	if len(missing) == 0 {
		return nil
	}
	return []diag.Problem{{
		Severity: diag.Warning,
		Position: w.value(key),
		Text:     fmt.Sprintf("the string %q has lost %s, which is filled in when it is shown", key, strings.Join(missing, " and ")),
		Hint:     "the built-in one is " + strconv.Quote(builtin),
	}}
}

// key and value are the places of a string in the file.
func (w *wordFile) key(key string) diag.Position   { return w.read().file.Key(w.read().path(key)) }
func (w *wordFile) value(key string) diag.Position { return w.read().file.Value(w.read().path(key)) }

func borrowed(lang program.Language) []diag.Problem {
	if lang.Base() == english {
		return nil
	}
	name := "templates/strings/" + string(lang) + ".toml"
	return []diag.Problem{{
		Severity: diag.Warning,
		Position: diag.Position{File: name},
		Text:     fmt.Sprintf("there are no strings in the language %q, so its pages speak English", lang),
		Hint:     fmt.Sprintf("\"pairbook copy strings/%s\" puts the English ones there: translate as many as you like", lang),
	}}
}

// missing warns of strings that only English has. w is the file of the language
// that wins.
func (w *wordFile) missing(original map[string]string, taken map[string]bool) []diag.Problem {
	if w.tag.Base() == english {
		return nil
	}
	var lacking []string
	total := map[string]bool{}
	for key := range original {
		total[base(key)] = true
		if !taken[base(key)] {
			lacking = append(lacking, base(key))
		}
	}
	slices.Sort(lacking)
	lacking = slices.Compact(lacking)
	if len(lacking) == 0 {
		return nil
	}
	shown := lacking[:min(len(lacking), 5)]
	hint := "still in English: " + strings.Join(shown, ", ")
	if len(lacking) > len(shown) {
		hint += " …"
	}
	return []diag.Problem{{
		Severity: diag.Warning,
		Position: w.source.Whole(),
		Text:     fmt.Sprintf("%d of %d strings are not translated", len(lacking), len(total)),
		Hint:     hint,
	}}
}
