package render

import (
	"encoding/json"
	"fmt"
	"strings"

	"pairbook/internal/program"
	"pairbook/internal/workbook"
)

// fillScript is the script that fills in workbooks on the screen, below assets/. It asks
// for a file of words beside it, named after the language of the page.
const fillScript = "fill.js"

// fillKeys begins the keys of the strings that are its words.
const fillKeys = "fill."

// Fills reports whether workbooks can be filled in on the screen.
func (r *Renderer) Fills() bool { return r.fill }

// filling is what the script has to know on a page of a workbook; nil when there is none.
func (r *Renderer) filling(w *workbook.Workbook, p *workbook.Page) *Fill {
	if !r.fill {
		return nil
	}
	f := &Fill{Stamp: w.Stamp, Book: w.Relationship.Key()}
	if p.Whole || p.Label.Key == "session" {
		f.Contact = w.Relationship.Contact.Email
	}
	return f
}

// FillWords returns the file of words for pages in a language, and its name below
// assets/, in small letters. Slots other than labels are left for the script to fill.
func (r *Renderer) FillWords(lang program.Language) (name string, script []byte, err error) {
	m := r.localize(localizedKey{lang: lang, labels: r.labels}).messages
	words := map[string]string{}
	for key, message := range m.byKey {
		if key, ok := strings.CutPrefix(key, fillKeys); ok {
			words[key] = message.unfilled()
		}
	}
	if m.borrowed[fillKeys+"start"] {
		words["lang"] = englishTag
	}
	text, err := json.MarshalIndent(words, "", "\t")
	if err != nil {
		return "", nil, fmt.Errorf("the words of %s: %w", fillScript, err)
	}
	return "fill." + strings.ToLower(string(lang)) + ".js", fmt.Appendf(nil, "self.pairbookWords = %s;\n", text), nil
}

// unfilled is a message with its slots as they are written.
func (m message) unfilled() string {
	var b strings.Builder
	for _, p := range m {
		if p.slot != "" {
			b.WriteString("{" + p.slot + "}")
		} else {
			b.WriteString(p.text)
		}
	}
	return b.String()
}
