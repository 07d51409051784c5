package tomlfile

import (
	"errors"
	"strings"

	"github.com/BurntSushi/toml"

	"pairbook/internal/diag"
	"pairbook/internal/tomlfile/advice"
)

// What the library says, and where it stopped.

// decode runs the library. It is known to panic for some broken texts.
func decode(text string) (tree map[string]any, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = errors.New("the library gave up")
		}
	}()
	tree = map[string]any{}
	_, err = toml.Decode(text, &tree)
	return tree, err
}

// refusals are words of the library's messages that tell kinds of mistakes apart;
// the library has no other sign. A test provokes every message that is meant, and
// fails when a new version words it differently.
var refusals = []struct {
	words string
	kind  advice.Kind
}{
	{`invalid escape in string '\`, advice.Escape},
	{`invalid escape: '\`, advice.Escape},
	{`hexadecimal digits after '\`, advice.Escape},
	{`Escaped character '\u`, advice.Escape},
	{"TOML files cannot contain control characters", advice.Control},
	{"already been defined", advice.Repeated},
	{"was already created", advice.Repeated},
	{"is not a table", advice.Repeated},
}

// stopped describes where the library stopped.
func stopped(src diag.Source, err error) advice.Stop {
	var parse toml.ParseError
	if !errors.As(err, &parse) { // it panicked
		return stop(src, scan(src.Text).pos, advice.Grammar)
	}
	kind := advice.Grammar
	for _, r := range refusals {
		if strings.Contains(parse.Message, r.words) {
			kind = r.kind
			break
		}
	}
	return stop(src, parse.Position.Start, kind)
}

// stop describes what was being read at an offset.
func stop(src diag.Source, at int, kind advice.Kind) advice.Stop {
	at = max(0, min(at, len(src.Text)))
	s := scanTo(src.Text, at)
	found := advice.Stop{
		Source: src, Offset: at, Kind: kind,
		Pos: s.pos, Statement: s.statement, Name: s.name.in(src.Text), From: s.from, To: s.to, Cut: s.cut,
		Open: s.open, Quote: s.quote, QuoteAt: s.quoteAt,
		Valid: single,
	}
	if twice := scan(src.Text).twice; twice != nil {
		found.Twice = twice.use(src.Text)
	}
	return found
}

// single reports whether a text sets one key and can be read.
func single(text string) bool {
	s := scan(text)
	if !s.whole() || s.over != none || len(s.root.fields) != 1 {
		return false
	}
	_, err := decode(text)
	return err == nil
}

// use describes both places of a name that stands twice.
func (r *repeat) use(text string) *advice.Repeat {
	of := func(n *node) advice.Use {
		u := advice.Use{At: n.key.at, Width: n.key.width, List: n.form == tables}
		if n.form == table || n.form == tables {
			u.Head = n.value.in(text)
		}
		return u
	}
	return &advice.Repeat{First: of(r.first), Second: of(r.second)}
}
