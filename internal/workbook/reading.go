package workbook

import (
	"slices"
	"sync"

	"pairbook/internal/markdown"
	"pairbook/internal/program"
	"pairbook/internal/room"
	"pairbook/internal/site"
)

// A Planner plans the workbooks of one site. What they quote of guidance and
// topics is prepared once for all that are read alike. It may be used from many
// goroutines.
type Planner struct {
	site *site.Site
	href func(book string, d *site.Document) string // from the workbook in a folder to a document

	ruler *ruler // nil: sheets are as long as they are

	speech func(program.Language) Speech // nil: none

	mu       sync.Mutex
	readings map[readingKey]*reading
	outlines map[*program.Relationship]func() *outline
}

// Like plans for the paper of another Planner, when there is one.
func (pl *Planner) Like(other *Planner) *Planner {
	if other != nil {
		pl.ruler, pl.speech = other.ruler, other.speech
	}
	return pl
}

// On returns the Planner, to plan for a paper: what does not fit a side of it goes on on a
// further sheet. nil: each sheet holds all, and may run over.
func (pl *Planner) On(paper *room.Paper) *Planner {
	pl.ruler = nil
	if paper != nil {
		pl.ruler = newRuler(paper)
	}
	return pl
}

// NewPlanner returns a Planner for a site.
func NewPlanner(s *site.Site) *Planner {
	return &Planner{site: s, readings: map[readingKey]*reading{}, outlines: map[*program.Relationship]func() *outline{}, href: func(book string, d *site.Document) string {
		return site.Relative(book+"/index.html", d.Address)
	}}
}

// NewPlannerWithoutLinks returns a Planner for sheets that are shown where no link
// leads to the public output.
func NewPlannerWithoutLinks(s *site.Site) *Planner {
	return &Planner{site: s, readings: map[readingKey]*reading{}, outlines: map[*program.Relationship]func() *outline{}, href: func(string, *site.Document) string { return "" }}
}

// A readingKey is a document and who reads it: in their language, from the folder
// of their cohort, in their format.
type readingKey struct {
	kind, name, cohort, format string
	language                   program.Language
}

// A reading is what workbooks quote of a document. They share it, so it is never
// changed. It is empty when there is no such document.
type reading struct {
	guide            *Guide // nil when there is none
	topic            Topic
	all              []Prompt
	mentors, mentees []Prompt
	session          []Prompt // of a topic: those of its session's sheet
	speaks           bool     // it has something to fill in
}

// prompts returns those for a role, everyone's included.
func (r *reading) prompts(role program.Role) []Prompt {
	if role == program.Mentor {
		return r.mentors
	}
	return r.mentees
}

// guidance returns what is quoted of a section of guidance.
func (p *planning) guidance(name string) *reading { return p.reading(site.Guidance, name) }

// nothing is quoted of no document.
var nothing = &reading{}

// reading returns what is quoted of a document, filled in for the pair.
func (p *planning) reading(kind, name string) *reading { return p.filled(p.shared(kind, name)) }

// shared returns what is quoted of a document, for all who read it.
func (p *planning) shared(kind, name string) *reading {
	if name == "" {
		return nothing
	}
	key := readingKey{kind, name, p.r.Cohort, p.r.Format, p.r.Language}
	p.mu.Lock()
	defer p.mu.Unlock()
	known := p.readings[key]
	if known == nil {
		known = nothing
		if d := p.site.Library.Find(kind, name, p.r.Cohort, p.r.Format, p.r.Language); d != nil {
			known = p.read(d)
		}
		p.readings[key] = known
	}
	return known
}

// read prepares what is quoted of a document. Its address is as seen from the
// folder of any workbook of the cohort.
func (p *planning) read(d *site.Document) *reading {
	href, foreign := p.href(p.book.Dir, d), p.foreign(d)
	r := &reading{topic: Topic{Title: d.Title, Summary: d.Summary, Href: href, Language: foreign}}
	for _, slot := range d.Plan {
		r.topic.Plan = append(r.topic.Plan, Slot(slot))
	}
	if href != "" {
		r.guide = &Guide{Title: d.Title, Summary: d.Summary, Href: href, Language: foreign}
	}
	r.speaks = markdown.Speaks(d.Summary)
	for _, asked := range d.Prompts {
		r.speaks = r.speaks || markdown.Speaks(asked.Ask)
		prompts := []Prompt{promptOf(asked, foreign)}
		if p.ruler != nil {
			prompts = p.ruler.pieces(prompts[0], p.ruler.Height*mostOfASheet)
		}
		r.all = append(r.all, prompts...)
		if asked.For != string(program.Mentee) {
			r.mentors = append(r.mentors, prompts...)
		}
		if asked.For != string(program.Mentor) {
			r.mentees = append(r.mentees, prompts...)
		}
	}
	return r
}

// mostOfASheet is the share of a sheet that one question takes at most.
const mostOfASheet = .75

// defaultLines is the room a prompt has that does not ask for more.
const defaultLines = 2

// foreign returns the language of a document where it is another than the
// workbook's: English is English, in Britain or anywhere.
func (p *planning) foreign(d *site.Document) program.Language {
	if d.Language.Base() == p.r.Language.Base() {
		return ""
	}
	return d.Language
}

// sessionPrompts returns what a session's sheet asks: what all such sheets do, and
// what its topic does.
func (p *planning) sessionPrompts(topic string) []Prompt {
	every := p.guidance("session").all
	about := p.reading(site.Topics, topic)
	if len(about.all) == 0 {
		return every
	}
	if p.shared(site.Guidance, "session").speaks || about.speaks {
		return slices.Concat(every, about.all)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if about.session == nil {
		about.session = slices.Concat(every, about.all)
	}
	return about.session
}
