package schema

import (
	"fmt"
	"reflect"

	"pairbook/internal/markdown"
	"pairbook/internal/program"
	"pairbook/internal/theme"
)

// number is a bound.
func number(n float64) *float64 { return &n }

// forms are what the types take that parse their values themselves, by the name of the type. An editor sees a
// date or a time of TOML as text.
var forms = map[string]node{
	"Address":  {Type: "string", Pattern: `^(https?://\S+)?$`},
	"Clock":    {Type: "string", Pattern: `^([01][0-9]|2[0-3]):[0-5][0-9](:00(\.0+)?)?$`},
	"Date":     {Type: "string", Pattern: `^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$`},
	"Email":    {Type: "string", Pattern: `^([^@\s<>]+@[^@\s<>]+\.[^@\s<>]+)?$`},
	"Every":    {Type: "string", Pattern: `^ *(([0-9]+|a|one|two|three|four|every) +)*(week|weeks|month|months)$`},
	"Language": {Type: "string", Pattern: `^[A-Za-z]{2,8}([-_][A-Za-z0-9]{1,8})*$`},
	"Link":     {Type: "string", Pattern: `^(https?://\S+)?$`},
	"Percent":  {Type: "integer", Minimum: number(0), Maximum: number(100)},
	"Reason":   {Type: "string", Pattern: `\S`},
	"Zone":     {Type: "string", Pattern: `^([A-Za-z]+(/[A-Za-z0-9_+-]+)*)?$`},
}

// form makes the schema of a type that parses its values itself: one that chooses among words knows
// them, of the others forms says it.
func (m *maker) form(t reflect.Type) *node {
	if words := program.Choices(reflect.New(t).Interface().(interface{ UnmarshalTOML(any) error })); words != nil {
		return &node{Type: "string", Enum: words}
	}
	form, ok := forms[t.Name()]
	if !ok {
		m.missing = append(m.missing, fmt.Sprintf("the type %s parses its values itself: say in forms.go what it takes", t))
	}
	return &form
}

// bounds narrow what the type of a key takes, as the checks of the values do.
var bounds = map[string]func(*node){
	"Prompt.for":                func(n *node) { n.Enum = []string{"mentor", "mentee"} },
	"Prompt.kind":               func(n *node) { n.Enum = markdown.Kinds },
	"Prompt.from":               between(0, markdown.HighestStep-1),
	"Prompt.to":                 between(1, markdown.HighestStep),
	"Prompt.rows":               between(1, markdown.MostRows),
	"Prompt.lines":              between(1, markdown.MostLines),
	"Schedule.sessions":         between(1, program.MaxSessions),
	"Schedule.per_month":        between(1, 2),
	"Schedule.minutes":          between(program.MinMinutes, program.MaxMinutes),
	"Schedule.revision":         func(n *node) { n.Minimum = number(0) },
	"Limits.mentees_per_mentor": between(1, program.MaxMenteesPerMentor),
	"Defaults.parts":            func(n *node) { n.Items.Enum = program.Parts },
	"Clause.lines":              between(1, program.MaxClauseLines),
	"Entry.n":                   between(1, program.MaxSessions),
	"Entry.goals":               func(n *node) { n.Items.Minimum = number(1) },
	"declaration.type":          func(n *node) { n.Enum = theme.Kinds() },
	"declaration.unit":          func(n *node) { n.Enum = theme.Units() },
}

// oneOf are keys of which a table has one at least, by the name of its struct.
var oneOf = map[string][]string{
	"Clause": {"text", "lines"},
}

// between bounds a whole number.
func between(least, most float64) func(*node) {
	return func(n *node) { n.Minimum, n.Maximum = number(least), number(most) }
}

// optionNode makes the schema of an option of a theme.
func optionNode(o theme.Choice) *node {
	n := &node{Title: titleOf(o.Name), Type: "string", Default: o.Default}
	switch o.Type {
	case "colour":
		n.Description, n.Pattern = "A colour, such as \"#7a1f4b\" or \"teal\".", `^(#?[0-9A-Fa-f]{3,8}|[A-Za-z]+|[a-z]+\(.*\))?$`
	case "choice", "font":
		n.Description, n.Enum = "One of the names that the theme knows.", o.Choices
	case "picture":
		n.Description, n.Pattern = "A picture below content/, such as \"logo.svg\".", `^$|^(?!content/)[^\\]+\.([sS][vV][gG]|[pP][nN][gG]|[jJ][pP][eE]?[gG]|[wW][eE][bB][pP])$`
	case "length":
		n.Description, n.Type, n.Minimum = "A length in "+o.Unit+".", "number", number(o.Min)
		if o.Max > 0 {
			n.Maximum = number(o.Max)
			n.Description = fmt.Sprintf("A length in %s, from %g to %g.", o.Unit, o.Min, o.Max)
		}
	default:
		n.Description, n.MaxLength = "A text.", int(o.Max)
	}
	return n
}
