package program

import (
	"slices"
)

// A Status says how a relationship stands. Resolve makes the empty one Active.
type Status string

const (
	Draft  Status = "draft" // no pages are built
	Active Status = "active"
	Paused Status = "paused"
	Closed Status = "closed"
)

// An ActionStatus says how an action stands. Resolve makes the empty one Open.
type ActionStatus string

const (
	Open    ActionStatus = "open"
	Done    ActionStatus = "done"
	Dropped ActionStatus = "dropped"
)

// An Outcome says how a relationship ended. Resolve fills in the empty one.
type Outcome string

const (
	Completed  Outcome = "completed"
	EndedEarly Outcome = "ended-early"
	Changed    Outcome = "changed" // another relationship took its place
)

// Paper is the size that pages are printed on. The empty one is AnyPaper.
type Paper string

const (
	AnyPaper Paper = "any" // no size is forced; A4 and Letter both fit
	A4       Paper = "A4"
	Letter   Paper = "Letter"
)

// UnmarshalTOML takes "draft", "active", "paused" or "closed".
func (s *Status) UnmarshalTOML(v any) error {
	return choose(s, v, "status", Draft, Active, Paused, Closed)
}

// UnmarshalTOML takes "open", "done" or "dropped".
func (s *ActionStatus) UnmarshalTOML(v any) error {
	return choose(s, v, "status", Open, Done, Dropped)
}

// UnmarshalTOML takes "completed", "ended-early" or "changed".
func (o *Outcome) UnmarshalTOML(v any) error {
	return choose(o, v, "outcome", Completed, EndedEarly, Changed)
}

// UnmarshalTOML takes "any", "A4" or "Letter".
func (p *Paper) UnmarshalTOML(v any) error {
	return choose(p, v, "paper", AnyPaper, A4, Letter)
}

// A question, given to a value that is chosen among words in place of a word, is answered with
// the words.
type question struct{ words []string }

// Choices lists the words that a value is chosen among; nil when it is not.
func Choices(value interface{ UnmarshalTOML(any) error }) []string {
	q := &question{}
	if value.UnmarshalTOML(q) != nil {
		return nil
	}
	return q.words
}

// choose sets into to the one of known that v is; what says what is chosen.
func choose[T ~string](into *T, v any, what string, known ...T) error {
	words := make([]string, len(known))
	for i, k := range known {
		words[i] = string(k)
	}
	if q, ok := v.(*question); ok {
		q.words = words
		return nil
	}
	list := "write one of " + quotes(words)
	s, ok := v.(string)
	if !ok {
		return notThat("text", v, list)
	}
	if !slices.Contains(words, s) {
		return complain("unknown "+what+" "+quote(s), didYouMean(s, words, list))
	}
	*into = T(s)
	return nil
}
