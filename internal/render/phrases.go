package render

import (
	"cmp"
	"fmt"
	"html"
	"html/template"
	"regexp"
	"strconv"
	"strings"

	"pairbook/internal/diag"
	"pairbook/internal/program"
	"pairbook/internal/source"
	"pairbook/internal/theme"
	"pairbook/internal/workbook"
)

// A phrase is a string taken apart: texts, and slots to be filled. Taken apart
// beforehand, what fills a slot is never taken for a slot itself, whatever braces
// a name has.
type phrase []part

// A part is a text, or the name of a slot when slot is not empty.
type part struct{ text, slot string }

var slotForm = regexp.MustCompile(`\{[a-z_]+\}`)

// phrases takes the strings of a language apart, and puts the labels in.
func phrases(w *theme.Words, v variant) map[string]phrase {
	word := func(own, key string) string {
		text, _ := w.Text(key)
		return cmp.Or(own, text)
	}
	labels := map[string]string{
		"mentor": word(v.labels.Mentor, "label.mentor"), "mentors": word(v.labels.Mentors, "label.mentors"),
		"mentee": word(v.labels.Mentee, "label.mentee"), "mentees": word(v.labels.Mentees, "label.mentees"),
	}
	labels["mentor_side"], labels["mentee_side"] = labels["mentor"], labels["mentee"]
	if v.mentors {
		labels["mentor_side"] = labels["mentors"]
	}
	if v.mentees {
		labels["mentee_side"] = labels["mentees"]
	}
	made := map[string]phrase{}
	for _, key := range w.Keys() {
		text, _ := w.Text(key)
		made[key] = takeApart(text, labels)
	}
	return made
}

func takeApart(text string, labels map[string]string) phrase {
	var p phrase
	add := func(text string) {
		if text == "" {
			return
		}
		if last := len(p) - 1; last >= 0 && p[last].slot == "" {
			p[last].text += text
			return
		}
		p = append(p, part{text: text})
	}
	for {
		at := slotForm.FindStringIndex(text)
		if at == nil {
			add(text)
			return p
		}
		add(text[:at[0]])
		slot := text[at[0]+1 : at[1]-1]
		if label, ok := labels[slot]; ok {
			add(label)
		} else {
			p = append(p, part{slot: slot})
		}
		text = text[at[1]:]
	}
}

// say returns the string of a key with its slots filled from pairs of name and
// value. When there is a number "n" and the key has a form for each number, it
// is that form. The result is text, or HTML when one of the values is; then
// all else in it has been escaped.
func (v *vocabulary) say(key string, pairs ...any) (any, error) {
	p, err := v.phrase(key, pairs)
	if err != nil {
		return nil, err
	}
	if len(p) == 1 && p[0].slot == "" {
		return p[0].text, nil
	}
	var b strings.Builder
	rich := false
	for i := 1; i < len(pairs); i += 2 {
		_, isHTML := pairs[i].(template.HTML)
		rich = rich || isHTML
	}
	for _, part := range p {
		text, isHTML := part.text, false
		if part.slot != "" {
			if text, isHTML, err = filling(key, part.slot, pairs); err != nil {
				return nil, err
			}
		}
		if rich && !isHTML {
			text = html.EscapeString(text)
		}
		if b.Len()+len(text) > source.PageSize {
			return nil, errTooLarge
		}
		b.WriteString(text)
	}
	if rich {
		return markup(b.String()), nil
	}
	return b.String(), nil
}

// phrase finds the phrase of a key.
func (v *vocabulary) phrase(key string, pairs []any) (phrase, error) {
	if len(pairs)%2 != 0 {
		return nil, diag.Complaint{
			Text: fmt.Sprintf("the values for the string %q do not come in pairs", key),
			Hint: `write a name in quotes before each value: say "session" "n" .N`,
		}
	}
	if p, ok := v.phrases[key]; ok {
		return p, nil
	}
	for i := 0; i < len(pairs); i += 2 {
		if n, ok := pairs[i+1].(int); ok && pairs[i] == "n" {
			if p, ok := v.phrases[key+v.calendar.plural(n)]; ok {
				return p, nil
			}
		}
	}
	if p, ok := v.phrases[key+".other"]; ok {
		return p, nil
	}
	return nil, noString(key, v.phrases)
}

func noString(key string, phrases map[string]phrase) diag.Complaint {
	var keys []string
	for k := range phrases {
		keys = append(keys, k)
	}
	c := diag.Complaint{Text: fmt.Sprintf("there is no string %q", key), Hint: "put it into templates/strings/en.toml"}
	if nearest := diag.Nearest(key, keys); nearest != "" {
		c.Hint = fmt.Sprintf("did you mean %q?", nearest)
	}
	return c
}

// filling returns what fills a slot.
func filling(key, slot string, pairs []any) (text string, isHTML bool, err error) {
	for i := 0; i < len(pairs); i += 2 {
		if pairs[i] != slot {
			continue
		}
		switch v := pairs[i+1].(type) {
		case string:
			return v, false, nil
		case int:
			return strconv.Itoa(v), false, nil
		case template.HTML:
			return string(v), true, nil
		default:
			return fmt.Sprint(v), false, nil
		}
	}
	return "", false, diag.Complaint{
		Text: fmt.Sprintf("nothing fills {%s} in the string %q", slot, key),
		Hint: fmt.Sprintf(`add "%s" and its value to the call of say`, slot),
	}
}

// label returns a label as words.
func (v *vocabulary) label(l workbook.Label) (string, error) {
	if l.Key == "text" {
		return l.Name, nil
	}
	said, err := v.say(l.Key, "n", l.N, "name", l.Name)
	if err != nil {
		return "", err
	}
	return said.(string), nil
}

// The strings that functions ask for, besides those in templates.
const (
	commaKey      = "list.comma" // {a}, {b}
	andKey        = "list.and"   // {a} and {b}
	everyWeekKey  = "every.week"
	everyMonthKey = "every.month"
)

// lacking returns a problem when the strings that functions need are not there.
func lacking(w *theme.Words) []diag.Problem {
	var problems []diag.Problem
	for _, key := range []string{commaKey, andKey, everyWeekKey, everyMonthKey, "label.mentor", "label.mentors", "label.mentee", "label.mentees"} {
		_, plain := w.Text(key)
		if _, plural := w.Text(key + ".other"); plain || plural {
			continue
		}
		problems = append(problems, diag.Problem{
			Position: diag.Position{File: englishStrings},
			Text:     fmt.Sprintf("the string %q is missing", key),
		})
	}
	return problems
}

// and joins names as a sentence has them: Amara, Ben and Tom.
func (v *vocabulary) and(names []string) string {
	if len(names) == 0 {
		return ""
	}
	joined := names[0]
	for i, name := range names[1:] {
		key := commaKey
		if i == len(names)-2 {
			key = andKey
		}
		said, err := v.say(key, "a", joined, "b", name)
		if err != nil {
			return strings.Join(names, ", ")
		}
		joined = said.(string)
	}
	return joined
}

// every returns a rhythm in words: every 3 weeks.
func (v *vocabulary) every(every program.Every) (string, error) {
	if every.IsZero() {
		return "", nil
	}
	key := everyMonthKey
	if every.Unit == program.Week {
		key = everyWeekKey
	}
	said, err := v.say(key, "n", every.N)
	if err != nil {
		return "", err
	}
	return said.(string), nil
}
