package desk

import (
	"reflect"
	"slices"
	"strings"

	"pairbook/internal/diag"
	"pairbook/internal/program"
	"pairbook/internal/render"
)

// inventoryPath is the file that says which personal data is where.
const inventoryPath = "inventory.html"

// A Shown is where Pairbook shows data of people.
type Shown string

const (
	InWorkbook Shown = "workbook"
	OnFront    Shown = "front"  // with list_relationships alone
	OnShared   Shown = "shared" // pages that are for all pairs
	InCalendar Shown = "calendar"
	OnDesk     Shown = "desk"
	InMessages Shown = "messages"
)

// A DataKind is one kind of personal data, with the keys of relationship files that hold it. A key stands
// for all below it that no other kind names. [mentor] stands for mentees and for several too.
type DataKind struct {
	Name   string // of its string
	Keys   []string
	Places []Shown // where any of it is shown
}

// Impersonal are the keys of relationship files that say nothing of a person.
var Impersonal = []string{"language", "format", "status", "parts", "labels", "anonymised"}

// Kinds lists all kinds of personal data.
func Kinds() []DataKind {
	everywhere := []Shown{InWorkbook, OnFront, InCalendar, OnDesk, InMessages}
	return []DataKind{
		{"names", []string{"title", "mentor.name", "mentor.preferred", "mentor.pronouns", "others.name", "others.role"}, everywhere},
		{"contact", []string{
			"mentor.title", "mentor.team", "mentor.email", "mentor.phone", "mentor.timezone", "mentor.link", "mentor.login",
			"others.title", "others.team", "others.email", "others.phone", "others.login", "others.signs", "others.access",
		}, []Shown{InWorkbook, OnDesk, InMessages}},
		{"hopes", []string{"mentor.hopes", "mentor.brings"}, []Shown{InWorkbook}},
		{"agreement", []string{"agreement"}, []Shown{InWorkbook}},
		{"goals", []string{"goals"}, []Shown{InWorkbook, OnDesk}},
		{"meetings", []string{"schedule", "sessions"}, []Shown{InWorkbook, InCalendar, OnDesk, InMessages}},
		{"promises", []string{"actions"}, []Shown{InWorkbook, OnDesk}},
		{"reasons", []string{"sessions.cancelled", "closing"}, []Shown{OnDesk}},
		{"organisers", []string{"contact", "access.facilitators"}, []Shown{InWorkbook, OnShared, InMessages}}, // of site.toml and cohort.toml
	}
}

// KindOf returns the name of the kind that a key of a relationship file is of, by the longest key that
// stands for it; empty: it is impersonal, or none knows it.
func KindOf(key string) string {
	name, longest := "", 0
	for _, kind := range Kinds() {
		for _, k := range kind.Keys {
			if (k == key || strings.HasPrefix(key, k+".")) && len(k) > longest {
				name, longest = kind.Name, len(k)
			}
		}
	}
	return name
}

// What the template desk/inventory is drawn from.
type (
	inventoryFacts struct {
		Program program.Program
		Cohorts []inventoryCohort
		Kinds   []inventoryKind
		Holders []holder
		Example string // a cohort to show commands with
	}
	inventoryCohort struct {
		Title, Href, Folder               string
		Relationships, People, Anonymised int
		Broken                            []string
		RetainUntil                       program.Date
	}
	inventoryKind struct {
		DataKind
		Given int // relationships that have any of it
	}
	holder struct{ Name, Path string } // Path: in the site, or outside; empty: it has none
)

// inventory draws the page that says which personal data is where.
func (d drawer) inventory(emit emit) ([]diag.Problem, error) {
	p := d.site.Program
	page := inventoryFacts{Program: p, Example: "spring-2027", Holders: holders(p)}
	var all []*program.Relationship
	for i := range d.Cohorts {
		c := &d.Cohorts[i]
		line := inventoryCohort{
			Title: c.Of.Title, Href: c.Of.Address + ".html", Folder: program.CohortsDir + "/" + c.Of.ID,
			Relationships: len(c.Of.Relationships), Anonymised: len(c.Of.Anonymised), Broken: c.Broken, RetainUntil: c.Of.RetainUntil,
		}
		for _, r := range c.Of.Relationships {
			line.People += len(r.Mentors) + len(r.Mentees) + len(r.Others)
		}
		page.Cohorts, all = append(page.Cohorts, line), append(all, c.Of.Relationships...)
	}
	if len(page.Cohorts) > 0 {
		page.Example = d.Cohorts[0].Of.ID
	}
	for _, kind := range Kinds() {
		if !p.Privacy.ListRelationships {
			kind.Places = slices.DeleteFunc(slices.Clone(kind.Places), func(at Shown) bool { return at == OnFront })
		}
		if len(d.messages) == 0 {
			kind.Places = slices.DeleteFunc(slices.Clone(kind.Places), func(at Shown) bool { return at == InMessages })
		}
		line := inventoryKind{DataKind: kind}
		for _, r := range all {
			if gives(r, kind.Name) {
				line.Given++
			}
		}
		page.Kinds = append(page.Kinds, line)
	}
	layout, err := d.layout("desk.inventory")
	if err != nil {
		return []diag.Problem{complaint(err)}, nil
	}
	return d.r.Assemble(render.Assembly{Path: inventoryPath, Language: d.lang, Layout: layout, Template: "desk/inventory", Data: page}, emit)
}

// holders are the places that hold personal data, of a programme as it is set up.
func holders(p program.Program) []holder {
	list := []holder{{"sources", program.CohortsDir}, {"workbooks", p.Output}}
	if p.Privacy.ListRelationships {
		list = append(list, holder{"front", p.Output + "/index.html"})
	}
	list = append(list, holder{"facilitator", p.FacilitatorOutput})
	if p.Access.Server != "" {
		list = append(list, holder{"access", p.FacilitatorOutput + "/access"})
	}
	if p.Publish != "" {
		list = append(list, holder{"published", p.Publish})
	}
	return append(list, holder{"state", ".pairbook"}, holder{Name: "browser"}, holder{Name: "paper"})
}

// gives reports whether a relationship has any data of a kind.
func gives(r *program.Relationship, kind string) bool {
	switch kind {
	case "names":
		return true
	case "contact":
		for _, p := range r.People() {
			if p.Title+p.Team+string(p.Email)+p.Phone+string(p.Timezone)+string(p.Link)+p.Login != "" {
				return true
			}
		}
		return slices.ContainsFunc(r.Others, func(o program.Other) bool { return o.Title+o.Team+string(o.Email)+o.Phone+o.Login != "" })
	case "hopes":
		return slices.ContainsFunc(r.People(), func(p program.Person) bool { return len(p.Hopes)+len(p.Brings) > 0 })
	case "agreement":
		return !reflect.DeepEqual(&r.Agreement, &program.Agreement{})
	case "goals":
		return len(r.Goals) > 0
	case "meetings":
		return slices.ContainsFunc(r.Sessions, func(s program.Session) bool { return !s.Date.IsZero() || s.Held || s.Cancelled != "" })
	case "promises":
		return len(r.Actions) > 0
	}
	if kind == "organisers" {
		return r.Contact != program.Contact{}
	}
	return r.Closing.Reason != "" || r.Cancelled() > 0
}
