package render

import (
	"cmp"
	"fmt"
	"html"
	"html/template"
	"regexp"
	"strconv"
	"strings"
	"text/template/parse"

	"pairbook/internal/compile"
	"pairbook/internal/diag"
	"pairbook/internal/locale"
	"pairbook/internal/program"
	"pairbook/internal/source"
	"pairbook/internal/theme"
	"pairbook/internal/workbook"
)

// messages are the strings of a language with labels put in, and its dates.
type messages struct {
	byKey    map[string]message
	borrowed map[string]bool // the keys whose message is English in a page that is not
	calendar *calendar
	english  *calendar      // the forms of English numbers
	problems []diag.Problem // of templates that ask for a string in vain
}

// A message is a string taken apart: texts, and slots to be filled. Taken apart
// beforehand, what fills a slot is never taken for a slot itself, whatever braces
// a name has.
type message []part

// A part is a text, or the name of a slot when slot is not empty.
type part struct{ text, slot string }

var slotForm = regexp.MustCompile(`\{[a-z_]+\}`)

// newMessages takes the strings of a language apart, and puts the labels in.
func newMessages(of vocabulary, v localizedKey) *messages {
	word := func(own, key string) string {
		text, _ := of.words.Text(key)
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
	m := &messages{byKey: map[string]message{}, borrowed: map[string]bool{}, calendar: of.calendar}
	m.english, _ = newCalendar(englishTag)
	for _, key := range of.words.Keys() {
		text, _ := of.words.Text(key)
		m.byKey[key] = takeApart(text, labels)
		if of.words.Borrowed(key) {
			m.borrowed[key] = true
		}
	}
	return m
}

func takeApart(text string, labels map[string]string) message {
	var p message
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

// englishTag is the language of borrowed strings.
const englishTag = "en"

// say is words, marked as English where it is borrowed: then it is read out, and runs,
// as English does. The mark is left out in attributes and titles, which hold text alone.
func (m *messages) say(key string, pairs ...any) (any, error) {
	said, borrowed, err := m.words(key, pairs)
	if err != nil || !borrowed {
		return said, err
	}
	return inEnglish(said), nil
}

// language is that of the message of a key, where it is not that of the page.
func (m *messages) language(key string) program.Language {
	if m.borrowed[key] || m.borrowed[key+".other"] {
		return englishTag
	}
	return ""
}

// inEnglish wraps what was said into an element that names its language.
func inEnglish(said any) template.HTML {
	text, isHTML := said.(template.HTML)
	if !isHTML {
		text = markup(html.EscapeString(said.(string)))
	}
	return markup(`<span lang="` + englishTag + `" dir="ltr">` + string(text) + "</span>")
}

// words returns the string of a key with its slots filled from pairs of name and
// value. When there is a number "n" and the key has a form for each number, it
// is that form. The result is text, or HTML when one of the values is; then
// all else in it has been escaped. borrowed says that the string is English in a page
// that is not.
func (m *messages) words(key string, pairs []any) (said any, borrowed bool, err error) {
	p, borrowed, err := m.message(key, pairs)
	if err != nil {
		return nil, false, err
	}
	in := m.calendar.Locale
	if borrowed {
		in = m.english.Locale
	}
	said, err = fill(in, key, p, pairs)
	return said, borrowed, err
}

// fill puts values into the slots of a message of a language.
func fill(in *locale.Locale, key string, p message, pairs []any) (any, error) {
	if len(p) == 1 && p[0].slot == "" {
		return p[0].text, nil
	}
	var b strings.Builder
	rich := false
	for i := 1; i < len(pairs); i += 2 {
		_, isHTML := pairs[i].(template.HTML)
		rich = rich || isHTML
	}
	for i, part := range p {
		text, isHTML := part.text, false
		if part.slot != "" {
			var err error
			if text, isHTML, err = filling(key, part.slot, pairs); err != nil {
				return nil, err
			}
		} else if i+1 < len(p) {
			next, _, _ := filling(key, p[i+1].slot, pairs) // its error comes with its turn
			text = in.Before(text, next)
		}
		if rich && !isHTML {
			text = html.EscapeString(text)
		}
		if b.Len()+len(text) > source.PageSize {
			return nil, compile.ErrTooLarge
		}
		b.WriteString(text)
	}
	if rich {
		return markup(b.String()), nil
	}
	return b.String(), nil
}

// message finds the message of a key, and whether it is borrowed. A borrowed one has the
// forms of English numbers.
func (m *messages) message(key string, pairs []any) (message, bool, error) {
	if len(pairs)%2 != 0 {
		return nil, false, diag.Complaint{
			Text: fmt.Sprintf("the values for the string %q do not come in pairs", key),
			Hint: `write a name in quotes before each value: say "session" "n" .N`,
		}
	}
	if p, ok := m.byKey[key]; ok {
		return p, m.borrowed[key], nil
	}
	other := key + ".other"
	numbers := m.calendar
	if m.borrowed[other] {
		numbers = m.english
	}
	for i := 0; i < len(pairs); i += 2 {
		if n, ok := pairs[i+1].(int); ok && pairs[i] == "n" {
			form := key + numbers.plural(n)
			if p, ok := m.byKey[form]; ok {
				return p, m.borrowed[form], nil
			}
		}
	}
	if p, ok := m.byKey[other]; ok {
		return p, m.borrowed[other], nil
	}
	return nil, false, noString(key, m.byKey)
}

func noString(key string, messages map[string]message) diag.Complaint {
	var keys []string
	for k := range messages {
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
func (m *messages) label(l workbook.Label) (any, error) {
	if l.Key == "text" {
		return l.Name, nil
	}
	return m.say(l.Key, "n", l.N, "name", l.Name)
}

// title is label for places that hold text alone.
func (m *messages) title(l workbook.Label) (string, error) {
	if l.Key == "text" {
		return l.Name, nil
	}
	return m.text(l.Key, "n", l.N, "name", l.Name)
}

// section is the word on the edge tab of a sheet.
func (m *messages) section(f workbook.Frame) (any, error) { return m.say("section." + f.Section) }

// place is the number of a sheet among all.
func (m *messages) place(f workbook.Frame) (any, error) {
	return m.say("foot.sheet", "n", f.Number, "of", f.Of)
}

// text is words for strings without HTML in them.
func (m *messages) text(key string, pairs ...any) (string, error) {
	said, _, err := m.words(key, pairs)
	if err != nil {
		return "", err
	}
	return said.(string), nil
}

// checkMessages returns a problem for each {{say "key"}} of a template that asks for a
// string in vain: so they are found before the first page.
func (r *Renderer) checkMessages(m *messages) []diag.Problem {
	var problems []diag.Problem
	for _, name := range r.called() {
		file, _ := r.file(name)
		each(file.trees[name].Root, func(n parse.Node) {
			action, ok := n.(*parse.ActionNode)
			if !ok {
				return
			}
			if args, ok := sayArguments(action.Pipe); ok {
				if _, err := m.say(args[0].(string), args[1:]...); err != nil {
					problems = append(problems, complaint(file.source, int(n.Position()), args[0].(string), err))
				}
			}
		})
	}
	return problems
}

// sayArguments returns the arguments of a call of say, when nothing else is in a
// pipeline and all of them are written out.
func sayArguments(p *parse.PipeNode) (args []any, ok bool) {
	if len(p.Cmds) != 1 || p.Cmds[0].Args[0].String() != "say" {
		return nil, false
	}
	for _, arg := range p.Cmds[0].Args[1:] {
		switch arg := arg.(type) {
		case *parse.StringNode:
			args = append(args, arg.Text)
		case *parse.NumberNode:
			args = append(args, int(arg.Int64))
		default:
			return nil, false
		}
	}
	if len(args) == 0 {
		return nil, false
	}
	_, ok = args[0].(string)
	return args, ok
}

// The strings that functions ask for, besides those in templates.
const (
	commaKey      = "list.comma" // {a}, {b}
	andKey        = "list.and"   // {a} and {b}
	everyWeekKey  = "every.week"
	everyMonthKey = "every.month"
	twiceKey      = "every.month.twice"
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
func (m *messages) and(names []string) string {
	if len(names) == 0 {
		return ""
	}
	joined := names[0]
	for i, name := range names[1:] {
		key := commaKey
		if i == len(names)-2 {
			key = andKey
		}
		said, err := m.text(key, "a", joined, "b", name)
		if err != nil {
			return strings.Join(names, ", ")
		}
		joined = said
	}
	return joined
}

// every returns a rhythm in words: every 3 weeks.
func (m *messages) every(every program.Every) (any, error) {
	if every.IsZero() {
		return "", nil
	}
	key := everyMonthKey
	if every.Unit == program.Week {
		key = everyWeekKey
	}
	if every.Times == 2 {
		return m.say(twiceKey)
	}
	return m.say(key, "n", every.N)
}
