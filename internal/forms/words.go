package forms

import (
	"embed"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/BurntSushi/toml"

	"pairbook/internal/locale"
	"pairbook/internal/program"
	"pairbook/internal/schema"
)

//go:embed words/*.toml
var wordFiles embed.FS

// english is the language that all others fall back to.
const english = "en"

// words are what the pages say in one language, with what a programme calls the roles.
type words struct {
	Lang   string
	Dir    string
	texts  map[string]string
	locale *locale.Locale
	lang   program.Language
}

// wordsFor is newWords, remembered: a page says hundreds of texts.
func (d *Desk) wordsFor(lang program.Language, labels program.Labels) *words {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.spoken == nil || d.spokenLabels != labels || d.spokenLang != lang {
		d.spoken, d.spokenLabels, d.spokenLang = newWords(lang, labels), labels, lang
	}
	return d.spoken
}

// newWords returns the words of a language, English where the pages do not speak it.
func newWords(lang program.Language, labels program.Labels) *words {
	w := &words{lang: lang, Lang: string(lang), Dir: lang.Direction()}
	texts := allWords()[lang.Base()]
	if texts == nil {
		texts, w.Lang, w.Dir, w.lang = allWords()[english], english, "ltr", english
	}
	var known bool
	if w.locale, known = locale.Find(w.Lang); !known {
		w.locale, _ = locale.Find("en-GB")
	}
	label := func(own, key string) string {
		if own != "" {
			return own
		}
		return texts[key]
	}
	roles := strings.NewReplacer(
		"{mentor}", label(labels.Mentor, "label.mentor"), "{mentors}", label(labels.Mentors, "label.mentors"),
		"{mentee}", label(labels.Mentee, "label.mentee"), "{mentees}", label(labels.Mentees, "label.mentees"))
	w.texts = make(map[string]string, len(texts))
	for key, text := range texts {
		w.texts[key] = roles.Replace(text)
	}
	return w
}

// allWords are the words of every language, read once.
var allWords = sync.OnceValue(func() map[string]map[string]string {
	all := map[string]map[string]string{}
	entries, _ := wordFiles.ReadDir("words")
	for _, e := range entries {
		data, _ := wordFiles.ReadFile("words/" + e.Name())
		var texts map[string]string
		if _, err := toml.Decode(string(data), &texts); err != nil {
			panic(fmt.Sprintf("forms: words/%s: %v", e.Name(), err)) // a test reads it
		}
		all[strings.TrimSuffix(e.Name(), ".toml")] = texts
	}
	return all
})

// Say returns the text of a key with its slots filled from pairs of name and value. With a number "n" it is
// the form for that number, where the key has one for each.
func (w *words) Say(key string, pairs ...any) (string, error) {
	text, ok := w.texts[key]
	for i := 0; i+1 < len(pairs); i += 2 {
		if n, number := pairs[i+1].(int); number && pairs[i] == "n" && !ok {
			if text, ok = w.texts[key+"."+w.locale.Plural(n)]; !ok {
				text, ok = w.texts[key+".other"]
			}
		}
	}
	if !ok {
		return "", fmt.Errorf("there are no words for %q", key)
	}
	if len(pairs) == 0 {
		return text, nil
	}
	slots := make([]string, 0, len(pairs))
	for i := 0; i+1 < len(pairs); i += 2 {
		slots = append(slots, fmt.Sprintf("{%v}", pairs[i]), fmt.Sprint(pairs[i+1]))
	}
	return strings.NewReplacer(slots...).Replace(text), nil
}

// text is Say for what is no page.
func (w *words) text(key string, pairs ...any) string {
	text, err := w.Say(key, pairs...)
	if err != nil {
		panic("forms: " + err.Error()) // a test says every word
	}
	return text
}

// Day writes a day; nothing for the zero Date.
func (w *words) Day(d program.Date) string {
	if d.IsZero() {
		return ""
	}
	return w.locale.ShortDate(time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC))
}

// Clock writes a time of day; nothing when it is not set.
func (w *words) Clock(c program.Clock) string {
	if c.IsZero() {
		return ""
	}
	return w.locale.Clock(c.Hour, c.Minute)
}

// fields are those of a struct, as forms ask for them.
func (w *words) fields(table any) []schema.Field { return schema.Fields(table, w.lang) }
