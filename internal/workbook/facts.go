package workbook

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"

	"pairbook/internal/program"
	"pairbook/internal/site"
)

// What a sheet says is told apart from how it looks: whether it says something else than
// when it was printed is asked of its facts.
//
// Facts are the values in the structs of the sheets, as they are planned without paper: so
// neither theme nor paper has a part in them. A tag of a field says under which name its
// values count:
//
//	`facts:"topic"`                     all of it
//	`facts:"people:Name,Role"`          these fields of it
//	`facts:"meeting:Date;topic:Focus"`  some under one name, some under another
//	`facts:"-"`                         none of it
//
// Fields of a sheet and of its Frame have a tag each. Further below, fields without one count
// under the name of what they belong to.
//
// No fact is what a pair or the facilitator records as they go (held, cancelled, present,
// progress, promises): the pair has it on its paper already, in its own hand. Nor is how many
// sheets and sessions there are besides: else one more session would change all others.
//
// A value that is empty counts no more than a field that there is not. So a field that a later
// version adds changes the facts of those sheets alone that make use of it. To rename a field
// changes the facts of all sheets that have it: TestFactsStayAsTheyAre shows it.

// A Fact is the digest of all that a sheet says of one matter, such as its topic.
type Fact struct{ Name, Sum string }

// FactNames are the names of facts.
var FactNames = []string{"agreement", "contact", "goals", "guidance", "hopes", "meeting", "people", "questions", "title", "topic", "words"}

// SheetFacts are the facts of one sheet, sorted by their names.
type SheetFacts struct {
	ID      string // of the sheet
	Label   Label  // its heading
	Session int    // whose sheet it is; 0: of none
	Facts   []Fact
}

// A Reader finds the facts of the sheets of one site. It may be used from many goroutines.
type Reader struct{ planner *Planner }

// NewReader returns the Reader of a site.
func NewReader(s *site.Site) *Reader { return &Reader{NewPlanner(s)} }

// Facts returns the facts of each sheet of a relationship's workbook, in the order of
// printing. Sides for notes and backs that only go with their fronts have none, and are left out.
func (rd *Reader) Facts(r *program.Relationship) []SheetFacts {
	var all []SheetFacts
	for _, sheet := range rd.planner.Plan(r).Sheets {
		facts := SheetFacts{ID: sheet.Frame().ID, Label: sheet.Frame().Label}
		switch s := sheet.(type) {
		case *Notes, *Outside:
			continue
		case *Cover: // the title of its own is that of the workbook
			facts.Label = Label{Key: "section.cover"}
		case *Session:
			facts.Session = s.Session.Number
		case *CheckIn:
			facts.Session = s.Session.Number
		}
		texts := factTexts{by: map[string][]byte{}}
		texts.value("words", reflect.ValueOf(sheetWords{r.Language, r.Labels}), nil)
		texts.of(sheet)
		facts.Facts = texts.sums()
		all = append(all, facts)
	}
	return all
}

// sheetWords are what all words on a sheet depend on.
type sheetWords struct {
	Language program.Language
	Labels   program.Labels
}

// factTexts is what a sheet says, as a text for each name. Each value that is not empty has a
// line with the way to it.
type factTexts struct {
	by   map[string][]byte
	path []byte // the way to the value that is looked at
}

// of fills in what the sheet says.
func (t *factTexts) of(sheet Sheet) {
	t.fields("", reflect.ValueOf(sheet).Elem(), nil)
	if name := unsaid(sheet); name != "" {
		delete(t.by, name)
	}
}

// unsaid is the name of facts that a sheet has and does not print; mostly there is none.
func unsaid(sheet Sheet) string {
	switch s := sheet.(type) {
	case *Cover: // on the screen alone
		return "guidance"
	case *Session: // the topic says it in place of the guidance
		if s.Topic.Summary != "" {
			return "guidance"
		}
	}
	return ""
}

// sums returns the facts, sorted by their names.
func (t *factTexts) sums() []Fact {
	facts := make([]Fact, 0, len(t.by))
	for name, text := range t.by {
		facts = append(facts, Fact{name, factSum(text)})
	}
	slices.SortFunc(facts, func(a, b Fact) int { return cmp.Compare(a.Name, b.Name) })
	return facts
}

// factSum is the beginning of the SHA-256 of a text. 32 bits are enough: what it stands for is
// compared with one other alone, itself.
func factSum(text []byte) string {
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:4])
}

// Sum is the digest of a value by the rules for facts.
func Sum(value any) string {
	t := factTexts{by: map[string][]byte{}}
	t.value("", reflect.ValueOf(value), nil)
	return factSum(t.by[""])
}

var dateType, clockType = reflect.TypeFor[program.Date](), reflect.TypeFor[program.Clock]()

// value notes a value and all in it.
func (t *factTexts) value(name string, v reflect.Value, only []string) {
	if v.IsZero() {
		return
	}
	switch v.Type() {
	case dateType, clockType:
		t.line(name, fmt.Append(nil, v.Interface()))
		return
	}
	switch v.Kind() {
	case reflect.Bool:
		t.line(name, []byte("true"))
	case reflect.Int:
		t.line(name, strconv.AppendInt(nil, v.Int(), 10))
	case reflect.String:
		t.line(name, strconv.AppendQuote(nil, v.String()))
	case reflect.Pointer:
		t.value(name, v.Elem(), only)
	case reflect.Slice:
		here := len(t.path)
		for i := range v.Len() {
			t.path = append(strconv.AppendInt(append(t.path[:here], '['), int64(i+1), 10), ']')
			t.value(name, v.Index(i), only)
		}
		t.path = t.path[:here]
	case reflect.Struct:
		t.fields(name, v, only)
	default:
		panic(fmt.Sprintf("workbook: no facts are known of a value of type %s", v.Type()))
	}
}

// line notes what the value says to which the way leads.
func (t *factTexts) line(name string, said []byte) {
	b := append(append(t.by[name], t.path...), '=')
	t.by[name] = append(append(b, said...), '\n')
}

// fields notes the fields of a struct that count, or those of them that are listed. Those of
// an embedded struct, and of a Frame, are its own.
func (t *factTexts) fields(name string, v reflect.Value, only []string) {
	here := len(t.path)
	for _, f := range factFields(v.Type()) {
		switch {
		case f.within:
			t.value(name, v.Field(f.index), only)
		case only == nil || slices.Contains(only, f.path):
			if t.path = t.path[:here]; here > 0 {
				t.path = append(t.path, '.')
			}
			t.path = append(t.path, f.path...)
			t.value(cmp.Or(f.name, name), v.Field(f.index), f.only)
		}
		t.path = t.path[:here]
	}
}

// A factField is a field of a struct under a name; a field with two names comes twice.
type factField struct {
	index  int
	path   string   // its name in the struct
	within bool     // its fields are those of the struct
	name   string   // under which it counts; empty: that of the struct
	only   []string // the fields of it that count; nil: all
}

var knownFactFields sync.Map // reflect.Type -> []factField

// factFields reads the tags of a type.
func factFields(t reflect.Type) []factField {
	if known, ok := knownFactFields.Load(t); ok {
		return known.([]factField)
	}
	var fields []factField
	for i := range t.NumField() {
		field := t.Field(i)
		tag := field.Tag.Get("facts")
		if tag == "-" {
			continue
		}
		for part := range strings.SplitSeq(tag, ";") {
			name, list, chosen := strings.Cut(part, ":")
			f := factField{index: i, path: field.Name, name: name, within: field.Anonymous || field.Type == reflect.TypeFor[Frame]()}
			if chosen {
				f.only = strings.Split(list, ",")
			}
			fields = append(fields, f)
		}
	}
	knownFactFields.Store(t, fields)
	return fields
}
