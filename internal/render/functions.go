package render

import (
	"fmt"
	"html/template"

	"pairbook/internal/compile"
	"pairbook/internal/diag"
	"pairbook/internal/program"
	"pairbook/internal/workbook"
)

// functionNames are the functions a template may call: those below, and those
// that html/template has. The ones of html/template that only make sense with
// its own escaping turned off (html, js, urlquery) are not among them.
var functionNames = []string{
	"clock", "date", "day", "dayText", "every", "join", "key", "label", "lang", "names", "option", "place", "plus", "prose", "root", "say", "section", "spoken", "tel",
	"and", "eq", "ge", "gt", "index", "le", "len", "lt", "ne", "not", "or", "print", "printf", "slice",
	"break", "continue",
}

// functions returns the functions of localized templates.
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
//	key .Text            the Key of a text, to name a field after it
//	tel .Phone           the address of a telephone; empty when there are no digits
//	prose .Body          HTML that package markdown made
//	lang .Language       lang and dir of an element in another language than the page
//	spoken .Text .Language  a text in another language than the page, in a <span> that says so
//	option "logo"        what the theme's option is set to
//	root                 the way to the root of the output: ../../
//	plus 1 2             the sum
//	section .F           the word on a sheet's edge tab
//	place .F             Sheet 3 of 24
func (l *localized) functions() map[string]compile.Func {
	return map[string]compile.Func{
		"say":     compile.List(l.say),
		"label":   compile.One(l.label),
		"date":    compile.Sure(func(d program.Date) template.HTML { return markup(l.calendar.full(d)) }),
		"day":     compile.Sure(func(d program.Date) template.HTML { return markup(l.calendar.short(d)) }),
		"dayText": compile.Sure(l.calendar.plainShort),
		"clock":   compile.Sure(l.calendar.clock),
		"every":   compile.One(l.every),
		"names":   compile.One(l.names),
		"join":    compile.Any(joined),
		"print":   compile.Any(printed),
		"printf":  compile.Any(printedAs),
		"key":     compile.Sure(workbook.Key),
		"tel":     compile.Sure(telephone),
		"prose":   compile.Sure(prose),
		"lang":    compile.Sure(l.attributes),
		"spoken":  compile.Any(l.spoken),
		"option":  compile.One(l.option),
		"root":    compile.Any(func() string { return l.root }),
		"section": compile.One(l.section),
		"place":   compile.One(l.place),
		"plus":    compile.Any(func(a, b int) int { return a + b }),

		turnsFunction: compile.Any(atMost),
	}
}

// methods are those that templates call often.
var methods = []compile.Method{
	compile.On("IsZero", program.Date.IsZero),
	compile.On("Tab", workbook.Frame.Tab),
	compile.On("Heading", (*workbook.Session).Heading),
	compile.On("Meeting", (*workbook.Session).Meeting),
}

// names joins people, or texts.
func (l *localized) names(list any) (string, error) {
	switch list := list.(type) {
	case []program.Person:
		names := make([]string, len(list))
		for i, p := range list {
			names[i] = p.Name
		}
		return l.and(names), nil
	case []string:
		return l.and(list), nil
	}
	return "", diag.Complaint{Text: fmt.Sprintf("names wants a list of people or of texts, not %T", list)}
}

// option returns the value of a theme option.
func (l *localized) option(name string) (string, error) {
	value, ok := l.r.theme.Option(name)
	if !ok {
		return "", diag.Complaint{Text: fmt.Sprintf("the theme %q has no option %q", l.r.theme.Name, name)}
	}
	return value, nil
}
