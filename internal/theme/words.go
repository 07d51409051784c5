package theme

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"

	"golang.org/x/text/language"

	"pairbook/internal/diag"
	"pairbook/internal/program"
	"pairbook/internal/source"
	"pairbook/internal/tomlfile"
)

// english is the language every string is in, and that others fall back to.
const english = "en"

// A wordFile is one file of strings.
type wordFile struct {
	tag      program.Language
	source   diag.Source
	origin   string
	fromSite bool
	read     func() *wordTexts `digest:"-"` // what source says
}

// wordTexts are the strings of a file by their keys.
type wordTexts struct {
	file     *tomlfile.File // nil when it is no TOML
	texts    map[string]string
	problems []diag.Problem
}

// Words are the strings of one language. They are never changed.
type Words struct {
	Language program.Language
	texts    map[string]string
	borrowed map[string]bool // the keys whose text is English for want of an own one
	problems []diag.Problem
}

// Borrowed reports whether the string of a key is in English because the language has
// none: nearly always of whole languages that nobody has translated.
func (w *Words) Borrowed(key string) bool { return w.borrowed[key] }

// Text returns the string of a key.
func (w *Words) Text(key string) (string, bool) {
	text, ok := w.texts[key]
	return text, ok
}

// Keys returns the keys of all strings, sorted.
func (w *Words) Keys() []string { return slices.Sorted(maps.Keys(w.texts)) }

// Problems returns the warning that the language has no strings, or lacks some.
func (w *Words) Problems() []diag.Problem { return w.problems }

// loadWords reads templates/strings/<language>.toml of all layers.
func (t *Theme) loadWords() ([]diag.Problem, error) {
	t.words = map[string][]wordFile{}
	var problems []diag.Problem
	for _, l := range t.layers() {
		err := walk(l, l.dir+"/strings", &problems, func(name string) error {
			if !isStrings(strings.TrimPrefix(name, l.dir+"/")) {
				return nil
			}
			src, problem, err := source.Read(l.fsys, name, source.TOMLSize)
			if err != nil {
				return err
			}
			if problem != nil {
				problems = append(problems, *problem)
				return nil
			}
			if t.unchanged(l, name, []byte(src.Text)) {
				return nil
			}
			file, problem := wordsIn(src)
			if problem != nil {
				problems = append(problems, *problem)
				return nil
			}
			file.origin, file.fromSite = l.origin(t, name), l.fromSite(t, name)
			key := strings.ToLower(string(file.tag))
			// Of the built-in languages few are asked for.
			if l.site || l.theme != "" || key == english {
				problems = append(problems, file.read().problems...)
				if file.read().file == nil {
					return nil
				}
			}
			t.words[key] = append(t.words[key], *file)
			return nil
		})
		if err != nil {
			return problems, err
		}
	}
	return append(problems, t.checkWords()...), nil
}

// wordsIn is a file of strings that has not been read yet.
func wordsIn(src diag.Source) (*wordFile, *diag.Problem) {
	stem := strings.TrimSuffix(path.Base(src.Name), ".toml")
	tag, err := language.Parse(stem)
	if err != nil || !strings.EqualFold(tag.String(), stem) && !strings.EqualFold(stem, "no") {
		return nil, &diag.Problem{
			Severity: diag.Warning,
			Position: src.Whole(),
			Text:     fmt.Sprintf("no language has the tag %q, so nothing reads this file", stem),
			Hint:     `strings are in a file named after their language: de.toml, pt-BR.toml`,
		}
	}
	return &wordFile{tag: program.Language(tag.String()), source: src, read: sync.OnceValue(func() *wordTexts { return readWords(src) })}, nil
}

// readWords reads one file of strings: a flat table, though a key with dots may
// also be written as a table.
func readWords(src diag.Source) *wordTexts {
	file, problems := tomlfile.Parse(src)
	w := &wordTexts{file: file, texts: map[string]string{}}
	if file != nil {
		problems = append(problems, w.flatten(file.Tree, "", "")...)
	}
	w.problems = problems
	return w
}

// flatten gathers the strings of a table. prefix is what its keys begin with,
// at the path of the table in the file.
func (w *wordTexts) flatten(table map[string]any, prefix, at string) []diag.Problem {
	var problems []diag.Problem
	for _, key := range slices.Sorted(maps.Keys(table)) {
		where := strings.TrimPrefix(at+"."+strconv.Quote(key), ".")
		switch value := table[key].(type) {
		case string:
			w.texts[prefix+key] = value
			if _, name, ok := source.Safe(value); !ok {
				problems = append(problems, diag.Problem{Position: w.file.Value(where), Text: "this string holds " + name, Hint: "take it out"})
			}
		case map[string]any:
			problems = append(problems, w.flatten(value, prefix+key+".", where)...)
		default:
			problems = append(problems, diag.Problem{
				Position: w.file.Value(where),
				Text:     fmt.Sprintf("the string %q must be text in quotes", prefix+key),
			})
		}
	}
	return problems
}

// path returns a key as a path in the file, however it is written there.
func (w *wordTexts) path(key string) string {
	if quoted := strconv.Quote(key); w.file.Has(quoted) {
		return quoted
	}
	return key
}

// plurals are the endings of a key that has a form for each number, by the
// categories of CLDR.
var plurals = []string{".zero", ".one", ".two", ".few", ".many", ".other"}

// base returns the key without the ending of a plural form.
func base(key string) string {
	for _, ending := range plurals {
		if stem, ok := strings.CutSuffix(key, ending); ok {
			return stem
		}
	}
	return key
}

// merge returns the strings of one tag, those of the upper layers first.
func (t *Theme) merge(tag string) (map[string]string, *wordFile) {
	files := t.words[tag]
	if len(files) == 0 {
		return nil, nil
	}
	texts := map[string]string{}
	for _, f := range slices.Backward(files) {
		maps.Copy(texts, f.read().texts)
	}
	return texts, &files[0]
}

// Words returns the strings of a language: of pt-BR those of pt-BR, pt and en,
// string by string, the first that has one. Of strings with a form for each
// number all forms come from the same language.
func (t *Theme) Words(lang program.Language) *Words {
	w := &Words{Language: lang, texts: map[string]string{}, borrowed: map[string]bool{}}
	var own *wordFile
	taken := map[string]bool{}
	for _, tag := range fallbacks(string(lang)) {
		texts, file := t.merge(tag)
		if tag == english && own == nil && file != nil {
			w.problems = append(w.problems, borrowed(lang)...)
		} else if tag == english && file != nil {
			w.problems = append(w.problems, own.missing(texts, taken)...)
		}
		if own == nil {
			own = file
		}
		fresh := map[string]bool{}
		for key, text := range texts {
			if !taken[base(key)] {
				w.texts[key] = text
				if tag == english && lang.Base() != english {
					w.borrowed[key] = true
				}
				fresh[base(key)] = true
			}
		}
		maps.Copy(taken, fresh)
	}
	return w
}

// fallbacks returns the tags to look under, in small letters: pt-br, pt, en.
func fallbacks(tag string) []string {
	var tags []string
	for tag = strings.ToLower(tag); tag != ""; tag = tag[:max(0, strings.LastIndexByte(tag, '-'))] {
		tags = append(tags, tag)
	}
	if !slices.Contains(tags, english) {
		tags = append(tags, english)
	}
	return tags
}
