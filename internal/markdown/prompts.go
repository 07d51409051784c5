package markdown

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"pairbook/internal/diag"
	"pairbook/internal/source"
	"pairbook/internal/tomlfile"
)

// A Prompt is a question with room to answer it.
type Prompt struct {
	Ask     string   `toml:"ask,required"` // plain text
	For     string   `toml:"for"`          // "mentor", "mentee"; "": everyone
	Kind    string   `toml:"kind"`         // one of Kinds; "": Lines
	Lines   int      `toml:"lines"`        // room to write, 1 to 40 lines; 0: not said
	From    int      `toml:"from"`         // the first number of a scale
	To      int      `toml:"to"`           // the last number of a scale
	Low     string   `toml:"low"`          // what the first number means
	High    string   `toml:"high"`         // what the last number means
	Options []string `toml:"options"`      // of a choice
	Columns []string `toml:"columns"`      // of a table
	Rows    int      `toml:"rows"`         // of a table; 0: not said
	Again   bool     `toml:"again"`        // asked again half-way and at the end
}

// The kinds of room that a prompt can have.
const (
	Lines  = "lines"  // to write on
	Scale  = "scale"  // numbers to circle one of
	Choice = "choice" // boxes to tick, with words
	Table  = "table"  // empty rows
)

// Kinds are all kinds of prompts.
var Kinds = []string{Lines, Scale, Choice, Table}

// What a prompt can have.
const (
	MostLines   = 40 // to write on: one more does not fit an A4 page beside a heading
	MostRows    = 12
	MostColumns = 6
	MostOptions = 12
	HighestStep = 10 // of a scale
)

// keysOfKinds are the keys that go with one kind alone.
var keysOfKinds = map[string]string{
	"lines": Lines, "from": Scale, "to": Scale, "low": Scale, "high": Scale, "options": Choice, "columns": Table, "rows": Table,
}

// A promptCheck looks at one prompt of a file.
type promptCheck struct {
	file     *tomlfile.File
	path     string // "prompts[2]"
	known    []diag.Problem
	problems []diag.Problem
}

// at notes a problem at the value of a key, unless there is one already.
func (c *promptCheck) at(key, text, hint string) {
	c.note(c.file.Value(c.path+"."+key), text, hint)
}

func (c *promptCheck) note(place diag.Position, text, hint string) {
	taken := func(p diag.Problem) bool { return p.Position == place }
	if !slices.ContainsFunc(c.known, taken) && !slices.ContainsFunc(c.problems, taken) {
		c.problems = append(c.problems, diag.Problem{Position: place, Text: text, Hint: hint})
	}
}

func (c *promptCheck) has(key string) bool { return c.file.Has(c.path + "." + key) }

// checkPrompt checks what the types of the keys do not say, and fills in what they leave
// open. A value about which there is a problem already is not spoken of twice.
func checkPrompt(file *tomlfile.File, path string, p *Prompt, known []diag.Problem) []diag.Problem {
	c := &promptCheck{file: file, path: path, known: known}
	p.Ask = strings.TrimSpace(p.Ask)
	if p.Ask == "" && c.has("ask") {
		c.at("ask", "this prompt asks nothing", "write a question, or take the prompt out")
	}
	if p.For != "" && p.For != "mentor" && p.For != "mentee" {
		hint := `write "mentor" or "mentee"; leave the key out to ask everyone`
		if near := diag.Nearest(p.For, []string{"mentor", "mentee"}); near != "" {
			hint = fmt.Sprintf("did you mean %q?", near)
		}
		c.at("for", fmt.Sprintf("a prompt cannot be for %q", p.For), hint)
		p.For = ""
	}
	if c.has("kind") && !slices.Contains(Kinds, p.Kind) {
		hint := "the kinds are " + strings.Join(Kinds, ", ")
		if near := diag.Nearest(p.Kind, Kinds); near != "" {
			hint = fmt.Sprintf("did you mean %q? %s", near, hint)
		}
		c.at("kind", fmt.Sprintf("there is no kind of prompt %q", p.Kind), hint)
		p.Kind = Lines
		return c.problems
	}
	if p.Kind == "" {
		p.Kind = Lines
	}
	for _, key := range slices.Sorted(maps.Keys(keysOfKinds)) {
		if kind := keysOfKinds[key]; kind != p.Kind && c.has(key) {
			c.note(file.Key(path+"."+key), fmt.Sprintf("%q goes with kind = %q, and this prompt is of the kind %q", key, kind, p.Kind),
				fmt.Sprintf("write kind = %q, or take %q out", kind, key))
		}
	}
	c.kind(p)
	return c.problems
}

// kind checks the keys of the kind that a prompt has.
func (c *promptCheck) kind(p *Prompt) {
	switch p.Kind {
	case Lines:
		if c.has("lines") && (p.Lines < 1 || p.Lines > MostLines) {
			c.at("lines", fmt.Sprintf("a prompt has 1 to %d lines to write on, not %d", MostLines, p.Lines), "")
			p.Lines = 0
		}
	case Scale:
		c.scale(p)
	case Choice:
		if n := len(p.Options); !c.has("options") {
			c.at("kind", "this choice has nothing to choose from", `add options = ["yes", "no"]`)
		} else if n < 1 || n > MostOptions {
			c.at("options", fmt.Sprintf("a choice has 1 to %d options, not %d", MostOptions, n), "")
		}
		c.words("options", p.Options, "option")
	case Table:
		if n := len(p.Columns); !c.has("columns") {
			c.at("kind", "this table has no columns", `add columns = ["What", "By when"]`)
		} else if n < 1 || n > MostColumns {
			c.at("columns", fmt.Sprintf("a table has 1 to %d columns, not %d", MostColumns, n), "")
		}
		c.words("columns", p.Columns, "column")
		if c.has("rows") && (p.Rows < 1 || p.Rows > MostRows) {
			c.at("rows", fmt.Sprintf("a table has 1 to %d rows, not %d", MostRows, p.Rows), "")
			p.Rows = 0
		}
	}
}

// scale checks the numbers of a scale and their words.
func (c *promptCheck) scale(p *Prompt) {
	if !c.has("from") {
		p.From = 1
	}
	if !c.has("to") {
		p.To = 5
	}
	if p.From < 0 || p.To > HighestStep || p.From >= p.To {
		key := "to"
		if !c.has(key) {
			key = "from"
		}
		c.at(key, fmt.Sprintf("a scale goes up, between 0 and %d; this one would go from %d to %d", HighestStep, p.From, p.To), "write from = 1 and to = 5")
		p.From, p.To = 1, 5
	}
}

// words checks the texts of a list.
func (c *promptCheck) words(key string, words []string, what string) {
	for i, word := range words {
		here := fmt.Sprintf("%s[%d]", key, i+1)
		switch long := utf8.RuneCountInString(word); {
		case strings.TrimSpace(word) == "":
			c.at(here, fmt.Sprintf("this %s is blank", what), "write a word, or take it out")
		case long > source.LineLength:
			c.at(here, fmt.Sprintf("this text has %d characters, and at most %d can be printed here", long, source.LineLength), "shorten it")
		}
	}
}
