package roster

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"pairbook/internal/diag"
)

// A field is what a column can mean, by the words that name it.
type field string

// fieldIgnored is the meaning of a column that an option leaves out.
const fieldIgnored field = "ignore"

// A vocabulary is the columns that a kind of sheet can have.
type vocabulary struct {
	columns []column         // in the order in which they are listed
	further []column         // with more words for the same fields
	byWord  map[string]field // by their words, compact
	foreign map[string]field // by words of other languages

	// heads tells whether a row that names these fields is the header.
	heads func(map[field]bool) bool

	// numbered returns the field of a column whose header has a number besides the
	// words of a field, like "Mentee 2 email"; nil, or false: there is none.
	numbered func(f field, n int) (field, bool)
}

// A column is a field with the other words that spreadsheets have for it.
type column struct {
	field field
	words []string
}

// newVocabulary makes a vocabulary of its columns. Of two columns with one word the
// first has it.
func newVocabulary(heads func(map[field]bool) bool, columns ...column) *vocabulary {
	v := &vocabulary{columns: columns, byWord: map[string]field{}, heads: heads}
	for _, c := range columns {
		v.learn(c.field, append([]string{string(c.field)}, c.words...))
	}
	return v
}

// also adds words to columns that are there. What means something already goes on
// meaning that.
func (v *vocabulary) also(columns []column) {
	for _, c := range columns {
		v.learn(c.field, c.words)
	}
	v.further = append(v.further, columns...)
}

func (v *vocabulary) learn(f field, words []string) {
	for _, w := range words {
		word := compact(w)
		if _, taken := v.byWord[word]; !taken {
			v.byWord[word] = f
		}
	}
}

// numberIn matches the number in a header, "2", "2nd" or "#2", when it is the only one.
var numberIn = regexp.MustCompile(`^([^0-9]*)([0-9]{1,2})(?:st|nd|rd|th)?([^0-9]*)$`)

// meaning returns the field that a header names. Blanks, capitals, hyphens and full
// stops make no difference.
func (v *vocabulary) meaning(header string) (field, bool) {
	if f, ok := v.known(compact(header)); ok {
		return f, true
	}
	m := numberIn.FindStringSubmatch(plain(header))
	if m == nil || v.numbered == nil {
		return "", false
	}
	f, ok := v.known(compact(m[1] + " " + m[3]))
	n, err := strconv.Atoi(m[2])
	if !ok || err != nil {
		return "", false
	}
	return v.numbered(f, n)
}

// known returns the field of a compact word, English and the programme's own words first.
func (v *vocabulary) known(word string) (field, bool) {
	f, ok := v.byWord[word]
	if !ok {
		f, ok = v.foreign[word]
	}
	return f, ok
}

// nearest returns the fields whose words a header is nearest to: two when they are equally
// near, so that nobody is led to the wrong side.
func (v *vocabulary) nearest(header string) []string {
	var all []string
	for _, c := range slices.Concat(v.columns, v.further) {
		all = append(append(all, string(c.field)), c.words...)
	}
	header = plain(header)
	first := diag.Nearest(header, all)
	if first == "" {
		return nil
	}
	f := v.byWord[compact(first)]
	second := diag.Nearest(header, slices.DeleteFunc(all, func(w string) bool { return v.byWord[compact(w)] == f }))
	if second == "" || diag.Distance(header, second) > diag.Distance(header, first) {
		return []string{string(f)}
	}
	return []string{string(f), string(v.byWord[compact(second)])}
}

// names are all fields.
func (v *vocabulary) names() []string {
	var names []string
	for _, c := range v.columns {
		names = append(names, string(c.field))
	}
	return names
}

// spellings are forms of words that mean the same.
var spellings = strings.NewReplacer("e-mail", "email", "e mail", "email", "'s ", " ", "’s ", " ")

// plain is a header in the form in which it is compared with what is known.
func plain(header string) string {
	folded := cases.Fold().String(norm.NFKC.String(header))
	return strings.Join(strings.FieldsFunc(spellings.Replace(folded), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.IsMark(r) }), " ")
}

func compact(header string) string { return strings.ReplaceAll(plain(header), " ", "") }
