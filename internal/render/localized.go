package render

import (
	"fmt"
	"html/template"
	"slices"

	"pairbook/internal/compile"
	"pairbook/internal/diag"
	"pairbook/internal/program"
	"pairbook/internal/source"
	"pairbook/internal/theme"
)

// A vocabulary is the words and dates of a language, whatever the labels.
type vocabulary struct {
	words    *theme.Words
	calendar *calendar
	problems []diag.Problem
}

// vocabulary returns the words and dates of a language.
func (r *Renderer) vocabulary(lang program.Language) vocabulary {
	r.mu.Lock()
	defer r.mu.Unlock()
	l, ok := r.vocabularies[lang]
	if ok {
		return l
	}
	l.words = r.theme.Words(lang)
	l.problems = append(slices.Clone(l.words.Problems()), lacking(l.words)...)
	l.calendar, ok = newCalendar(lang)
	if !ok {
		l.problems = append(l.problems, diag.Problem{
			Severity: diag.Warning,
			Position: diag.Position{File: "site.toml"},
			Text:     fmt.Sprintf("dates in the language %q are written in the English way: its own is not known", lang),
		})
	}
	r.vocabularies[lang] = l
	return l
}

// A localizedKey is what the words and links of a page depend on.
type localizedKey struct {
	lang             program.Language
	labels           program.Labels
	mentors, mentees bool   // there are several
	root             string // the way to the root of the output
}

// Localized templates are all templates with the messages of a language, for pages of
// one depth. They are never changed.
type localized struct {
	*messages
	r         *Renderer
	lang      program.Language
	direction string
	root      string
	set       *compile.Set
}

// manyLocalized is how many are kept. A programme has a few; one where every
// relationship has labels of its own must not keep them all.
const manyLocalized = 128

// localize returns the templates of a key, made when they are first asked for. When
// they have problems, they can draw nothing.
func (r *Renderer) localize(key localizedKey) *localized {
	words := r.vocabulary(key.lang)
	r.mu.Lock()
	defer r.mu.Unlock()
	if l := r.localized[key]; l != nil {
		return l
	}
	anywhere := key
	anywhere.root = ""
	m := r.messages[anywhere]
	if m == nil {
		m = newMessages(words, key)
		m.problems = r.checkMessages(m)
	}
	l := &localized{messages: m, r: r, lang: key.lang, direction: key.lang.Direction(), root: key.root}
	funcs := l.functions()
	l.set = compile.New(r.escaped, func() *template.Template { return r.templates(funcs) }, funcs, methods)
	if len(r.localized) >= manyLocalized {
		clear(r.localized)
		clear(r.messages)
	}
	r.messages[anywhere], r.localized[key] = m, l
	return l
}

// localizedFor returns the templates for the workbook of a relationship.
func (r *Renderer) localizedFor(rel *program.Relationship) *localized {
	return r.localize(localizedKey{
		lang: rel.Language, labels: rel.Labels, root: root(rel.Dir() + "/"),
		mentors: len(rel.Mentors) > 1, mentees: len(rel.Mentees) > 1,
	})
}

// Left lists the templates that have been drawn by html/template alone, since package
// compile does not know all that is in them: each with the reason.
func (r *Renderer) Left() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	var left []string
	for _, l := range r.localized {
		left = append(left, l.set.Left()...)
	}
	slices.Sort(left)
	return slices.Compact(left)
}

// Uncompiled returns a Renderer that draws the same pages by html/template alone.
func (r *Renderer) Uncompiled() *Renderer {
	return &Renderer{
		theme: r.theme, parsed: r.parsed, escaped: template.New(""), print: r.print, fill: r.fill, labels: r.labels, title: r.title,
		vocabularies: map[program.Language]vocabulary{}, messages: map[localizedKey]*messages{}, localized: map[localizedKey]*localized{},
	}
}

// draw draws a template onto the end of a buffer.
func (l *localized) draw(out []byte, name string, data any) ([]byte, *diag.Problem) {
	file, ok := l.r.parsed[name]
	if !ok {
		return out, &diag.Problem{
			Position: diag.Position{File: "templates/" + name + ".html"},
			Text:     "this template is missing",
		}
	}
	start := len(out)
	out, err := l.set.Append(out, name, data, start+source.PageSize)
	if err != nil {
		problem := l.r.mistake(name, err, data)
		return out, &problem
	}
	if refused := refusal(out[start:]); refused != "" {
		return out, &diag.Problem{
			Position: file.source.Whole(),
			Text:     fmt.Sprintf("a value in %s was refused: it could be unsafe there", refused),
			Hint:     "addresses are those of pages, of e-mail and, with the function tel, of telephones",
		}
	}
	return out, nil
}
