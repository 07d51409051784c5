package workbook

import (
	"cmp"
	"fmt"
	"strings"

	"pairbook/internal/markdown"
	"pairbook/internal/program"
)

// A Speech says dates, lists of names and the strings in a language.
type Speech interface {
	Date(program.Date) string
	And(names []string) string
	// Said is the string of a key, filled in from pairs of name and value. It is empty
	// when there is none.
	Said(key string, pairs ...any) string
}

// Speak has the Planner fill texts in with dates and names as a language has them. Without,
// dates are 2027-01-14, and names have commas between them.
func (pl *Planner) Speak(in func(program.Language) Speech) *Planner {
	pl.speech = in
	return pl
}

// said is a string of the workbook's language; otherwise where the Planner does not speak it, or
// where there is none.
func (p *planning) said(key, otherwise string, pairs ...any) string {
	if p.speech == nil {
		return otherwise
	}
	return cmp.Or(p.speech(p.r.Language).Said(key, pairs...), otherwise)
}

// longest is the longest of some strings of the workbook's language.
func (p *planning) longest(keys ...string) string {
	longest := ""
	for _, key := range keys {
		if said := p.said(key, aTitle); len(said) > len(longest) {
			longest = said
		}
	}
	return longest
}

// Blank stands for what a text speaks of and nobody knows.
const Blank = "…"

// field returns what fills a field in a text for the pair.
func (p *planning) field(name string) string {
	text := ""
	switch name {
	case "mentor", "mentors":
		text = p.and(p.r.Mentors)
	case "mentee", "mentees":
		text = p.and(p.r.Mentees)
	case "programme":
		text = p.site.Program.Title
	case "cohort":
		if c := p.site.Cohort(p.r.Cohort); c != nil {
			text = c.Title
		}
	case "contact":
		text = ContactText(p.r.Contact)
	case "first":
		if text = p.r.First().String(); text != "" && p.speech != nil {
			text = p.speech(p.r.Language).Date(p.r.First())
		}
	}
	return cmp.Or(strings.TrimSpace(text), Blank)
}

// and joins the names of people as they are called.
func (p *planning) and(people []program.Person) string {
	called := asCalled(people)
	if p.speech == nil {
		return names(called)
	}
	all := make([]string, len(called))
	for i, person := range called {
		all[i] = person.Name
	}
	return p.speech(p.r.Language).And(all)
}

// ContactText is the name and the address of whom to turn to.
func ContactText(c program.Contact) string {
	switch {
	case c.Name != "" && c.Email != "":
		return fmt.Sprintf("%s (%s)", c.Name, c.Email)
	case c.Email != "":
		return string(c.Email)
	}
	return c.Name
}

// fillIn fills in texts for the pair.
func (p *planning) fillIn(texts []string) []string {
	var all []string
	for i, text := range texts {
		if filled := markdown.Fill(text, p.field); filled != text {
			if all == nil {
				all = append([]string(nil), texts...)
			}
			all[i] = filled
		}
	}
	if all == nil {
		return texts
	}
	return all
}

// filled is what is quoted of a document, filled in for the pair. It is made once for a
// workbook, and never shared with another.
func (p *planning) filled(r *reading) *reading {
	if !r.speaks {
		return r
	}
	if known := p.own[r]; known != nil {
		return known
	}
	own := *r
	own.topic.Summary = markdown.Fill(r.topic.Summary, p.field)
	if r.guide != nil {
		guide := *r.guide
		guide.Summary = own.topic.Summary
		own.guide = &guide
	}
	own.session = nil
	own.all, own.mentors, own.mentees = p.questions(r.all), p.questions(r.mentors), p.questions(r.mentees)
	if p.own == nil {
		p.own = map[*reading]*reading{}
	}
	p.own[r] = &own
	return &own
}

// questions are prompts, filled in. Their keys are those of the texts as they stand in the
// file, so that answers stay when somebody is called otherwise.
func (p *planning) questions(prompts []Prompt) []Prompt {
	all := append([]Prompt(nil), prompts...)
	for i := range all {
		all[i].Ask = markdown.Fill(all[i].Ask, p.field)
	}
	return all
}
