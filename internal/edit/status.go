package edit

import (
	"fmt"

	"pairbook/internal/diag"
	"pairbook/internal/program"
)

// A Closing is how a relationship ends. What is zero is not said.
type Closing struct {
	Date    program.Date
	Outcome program.Outcome
	Reason  string
}

// Close closes a relationship, or says more of how it was closed.
func (p *Plan) Close(rel *program.Relationship, c Closing, at diag.Position) {
	t := p.open(rel, at)
	if t == nil {
		return
	}
	var pairs []Pair
	if !c.Date.IsZero() {
		pairs = append(pairs, Pair{"date", c.Date})
	}
	if c.Outcome != "" {
		pairs = append(pairs, Pair{"outcome", string(c.Outcome)})
	}
	if c.Reason != "" {
		pairs = append(pairs, Pair{"reason", c.Reason})
	}
	err := t.Set("status", string(program.Closed))
	if err == nil && len(pairs) > 0 && t.Value("closing") == nil {
		err = t.AddTable("closing", pairs...)
	}
	for _, pair := range pairs {
		if err == nil {
			err = t.Set("closing."+pair.Key, pair.Value)
		}
	}
	p.do(rel, at, err)
}

// SetStatus makes a relationship active, paused or a draft. One that is closed has to be active
// again first.
func (p *Plan) SetStatus(rel *program.Relationship, status program.Status, at diag.Position) {
	if rel.Status == program.Closed && status != program.Active {
		p.Problem(at, fmt.Sprintf("%s is closed", rel.Key()), fmt.Sprintf("pairbook resume %s opens it again", rel.Key()))
		return
	}
	t := p.open(rel, at)
	if t == nil {
		return
	}
	var err error
	if status == program.Active {
		err = t.Remove("closing")
	}
	if err == nil && (t.Value("status") != nil || status != program.Active) {
		err = t.Set("status", string(status))
	}
	p.do(rel, at, err)
}
