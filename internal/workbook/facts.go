package workbook

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
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
		texts := factTexts{}
		texts.value("words", "", reflect.ValueOf(sheetWords{r.Language, r.Labels}), nil)
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
type factTexts map[string][]byte

// of fills in what the sheet says.
func (t factTexts) of(sheet Sheet) {
	t.fields("", "", reflect.ValueOf(sheet).Elem(), nil)
	if name := unsaid(sheet); name != "" {
		delete(t, name)
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
func (t factTexts) sums() []Fact {
	var facts []Fact
	for _, name := range slices.Sorted(maps.Keys(t)) {
		facts = append(facts, Fact{name, factSum(t[name])})
	}
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
	t := factTexts{}
	t.value("", "", reflect.ValueOf(value), nil)
	return factSum(t[""])
}

// value notes a value and all in it.
func (t factTexts) value(name, path string, v reflect.Value, only []string) {
	if v.IsZero() {
		return
	}
	line := func(text string) { t[name] = fmt.Appendf(t[name], "%s=%s\n", path, text) }
	switch value := v.Interface().(type) {
	case program.Date:
		line(value.String())
		return
	case program.Clock:
		line(value.String())
		return
	}
	switch v.Kind() {
	case reflect.Bool:
		line("true")
	case reflect.Int:
		line(strconv.FormatInt(v.Int(), 10))
	case reflect.String:
		line(strconv.Quote(v.String()))
	case reflect.Pointer:
		t.value(name, path, v.Elem(), only)
	case reflect.Slice:
		for i := range v.Len() {
			t.value(name, fmt.Sprintf("%s[%d]", path, i+1), v.Index(i), only)
		}
	case reflect.Struct:
		t.fields(name, path, v, only)
	default:
		panic(fmt.Sprintf("workbook: no facts are known of a value of type %s", v.Type()))
	}
}

// fields notes the fields of a struct that count, or those of them that are listed. Those of
// an embedded struct, and of a Frame, are its own.
func (t factTexts) fields(name, path string, v reflect.Value, only []string) {
	for _, f := range factFields(v.Type()) {
		switch {
		case f.within:
			t.value(name, path, v.Field(f.index), only)
		case only == nil || slices.Contains(only, f.path):
			t.value(cmp.Or(f.name, name), strings.TrimPrefix(path+"."+f.path, "."), v.Field(f.index), f.only)
		}
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
