package render

import (
	"fmt"
	"html/template"

	"pairbook/internal/diag"
	"pairbook/internal/program"
)

// functionNames are the functions a template may call: those below, and those
// that html/template has. The ones of html/template that only make sense with
// its own escaping turned off (html, js, urlquery) are not among them.
var functionNames = []string{
	"clock", "date", "day", "dayText", "every", "join", "label", "lang", "names", "option", "place", "plus", "prose", "root", "say", "section", "tel",
	"and", "eq", "ge", "gt", "index", "le", "len", "lt", "ne", "not", "or", "print", "printf", "slice",
	"break", "continue",
}

// funcs returns the functions of an edition.
//
//	say "key" "n" .N     a string, its slots filled
//	label .Label         a heading as words
//	date .Date           Thursday 4 February 2027, in a <time>; nothing for a zero date
//	day .Date            4 Feb 2027, likewise
//	dayText .Date        4 Feb 2027 without the <time>, which a drawing must not have
//	clock .Time          15:00; nothing when not set
//	every .Every         every 3 weeks
//	names .People        Amara Nwosu, Ben Adeyemi and Tom Okafor; also of a list of texts
//	join .Texts ", "     a list of texts with something between them
//	tel .Phone           the address of a telephone; empty when there are no digits
//	prose .Body          HTML that package markdown made
//	lang .Language       lang and dir of an element in another language than the page
//	option "logo"        what the theme's option is set to
//	root                 the way to the root of the output: ../../
//	plus 1 2             the sum
//	section .F           the word on a sheet's edge tab
//	place .F             Sheet 3 of 24
func (e *edition) funcs() template.FuncMap {
	return template.FuncMap{
		"say":     e.say,
		"label":   e.label,
		"date":    func(d program.Date) template.HTML { return markup(e.calendar.full(d)) },
		"day":     func(d program.Date) template.HTML { return markup(e.calendar.short(d)) },
		"dayText": e.calendar.plainShort,
		"clock":   e.calendar.clock,
		"every":   e.every,
		"names":   e.names,
		"join":    joined,
		"print":   printed,
		"printf":  printedAs,
		"tel":     telephone,
		"prose":   prose,
		"part":    e.part,
		"lang":    e.attributes,
		"option":  e.option,
		"root":    func() string { return e.root },
		"section": e.section,
		"place":   e.place,
		"sheet":   e.sheetWithin,
		"plus":    func(a, b int) int { return a + b },

		turnsFunction: atMost,
	}
}

// names joins people, or texts.
func (e *edition) names(list any) (string, error) {
	switch list := list.(type) {
	case []program.Person:
		names := make([]string, len(list))
		for i, p := range list {
			names[i] = p.Name
		}
		return e.and(names), nil
	case []string:
		return e.and(list), nil
	}
	return "", diag.Complaint{Text: fmt.Sprintf("names wants a list of people or of texts, not %T", list)}
}

// option returns the value of a theme option.
func (e *edition) option(name string) (string, error) {
	value, ok := e.r.theme.Option(name)
	if !ok {
		return "", diag.Complaint{Text: fmt.Sprintf("the theme %q has no option %q", e.r.theme.Name, name)}
	}
	return value, nil
}
