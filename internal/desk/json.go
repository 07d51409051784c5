package desk

import (
	"bytes"
	"encoding/json"

	"pairbook/internal/program"
)

// What `status --json` promises. Days are ISO, times 24 hours; what is not known
// is an empty text, "next" is null when there is no next session, and "closing" when the
// relationship is not closed.
type (
	jsonCohort struct {
		ID            string             `json:"id"`
		Title         string             `json:"title"`
		Draft         int                `json:"draft"`
		Active        int                `json:"active"`
		Paused        int                `json:"paused"`
		Closed        int                `json:"closed"`
		Held          int                `json:"held"`
		Planned       int                `json:"planned"`
		Cancelled     int                `json:"cancelled"`
		Open          int                `json:"open_actions"`
		Missing       jsonMissing        `json:"missing"`
		Broken        []string           `json:"broken"`
		RetainUntil   string             `json:"retain_until"` // empty: that is not said
		Anonymised    jsonAnonymised     `json:"anonymised"`
		Relationships []jsonRelationship `json:"relationships"`
	}
	jsonAnonymised struct {
		Relationships int `json:"relationships"`
		Held          int `json:"held"`
		Planned       int `json:"planned"`
	}
	jsonMissing struct {
		Agreements int `json:"agreements"`
		Goalless   int `json:"without_goal"`
		Vague      int `json:"goals"`
		Undated    int `json:"next_dates"`
	}
	jsonRelationship struct {
		ID        string         `json:"id"`
		Title     string         `json:"title"`
		Status    program.Status `json:"status"`
		Mentors   []jsonPerson   `json:"mentors"`
		Mentees   []jsonPerson   `json:"mentees"`
		Next      *jsonSession   `json:"next"`
		Held      int            `json:"held"`
		Planned   int            `json:"planned"`
		Cancelled int            `json:"cancelled"`
		Closing   *jsonClosing   `json:"closing"`
		Complete  bool           `json:"agreement_complete"`
		Blank     []Clause       `json:"agreement_blank"`
		Goals     []jsonGoal     `json:"goals"`
		Open      []jsonAction   `json:"open_actions"`
	}
	jsonPerson struct {
		Name  string        `json:"name"`
		Email program.Email `json:"email"`
		Phone string        `json:"phone"`
		Busy  int           `json:"over_limit"` // mentees of a mentor who has too many, else 0
	}
	jsonSession struct {
		N     int    `json:"n"`
		Date  string `json:"date"`
		Time  string `json:"time"`
		Place string `json:"place"`

		Link program.Link `json:"link,omitempty"` // where to meet on the screen
	}
	jsonClosing struct {
		Date    string          `json:"date"`
		Outcome program.Outcome `json:"outcome"`
		Reason  string          `json:"reason"`
	}
	jsonGoal struct {
		N       int    `json:"n"`
		Title   string `json:"title"`
		Owner   string `json:"owner"`
		Missing []Part `json:"missing"`
	}
	jsonAction struct {
		Who     []string `json:"who"`
		What    string   `json:"what"`
		Session int      `json:"session"` // where it was agreed; 0: not said
		Due     string   `json:"due"`
	}
	jsonBusy struct {
		Name          string        `json:"name"`
		Email         program.Email `json:"email"`
		Mentees       int           `json:"mentees"`
		Relationships []string      `json:"relationships"` // "spring/tom"
	}
)

// MarshalJSON writes the facts of a cohort as `status --json` promises them.
func (c *Cohort) MarshalJSON() ([]byte, error) {
	j := jsonCohort{
		ID: c.Of.ID, Title: c.Of.Title,
		Draft: c.Draft, Active: c.Active, Paused: c.Paused, Closed: c.Closed,
		Held: c.Held, Planned: c.Planned, Cancelled: c.Cancelled, Open: c.Open,
		Missing: jsonMissing{c.Agreements, c.Goalless, c.Vague, c.Undated},
		Broken:  list(c.Broken), Relationships: []jsonRelationship{},
		RetainUntil: c.Of.RetainUntil.String(), Anonymised: jsonAnonymised{c.Anonymised.Count, c.Anonymised.Held, c.Anonymised.Planned},
	}
	for i := range c.Relationships {
		j.Relationships = append(j.Relationships, c.Relationships[i].json())
	}
	return unescaped(j)
}

// MarshalJSON writes a mentor who has too many mentees.
func (b Busy) MarshalJSON() ([]byte, error) {
	j := jsonBusy{Name: b.Name, Email: b.Email, Mentees: b.Mentees}
	for _, r := range b.In {
		j.Relationships = append(j.Relationships, r.Key())
	}
	return unescaped(j)
}

// unescaped writes a value as it is: nobody puts this JSON into HTML, and an "&"
// stands in most titles.
func unescaped(value any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(value)
	return b.Bytes(), err
}

func (r *Relationship) json() jsonRelationship {
	j := jsonRelationship{
		ID: r.Of.ID, Title: r.Of.Title, Status: r.Of.Status,
		Mentors: jsonPeople(r.Mentors), Mentees: jsonPeople(r.Mentees),
		Held: r.Held, Planned: r.Planned, Cancelled: r.Cancelled, Complete: len(r.Blank) == 0, Blank: list(r.Blank),
		Goals: []jsonGoal{}, Open: []jsonAction{},
	}
	if r.Next != nil {
		j.Next = &jsonSession{r.Next.Number, r.Next.Date.String(), r.Next.Time.String(), r.Next.Place, r.Next.Link}
	}
	if c := r.Of.Closing; r.Of.Status == program.Closed {
		j.Closing = &jsonClosing{c.Date.String(), c.Outcome, c.Reason}
	}
	for _, g := range r.Goals {
		j.Goals = append(j.Goals, jsonGoal{g.N, g.Title, g.Owner, list(g.Missing)})
	}
	for _, a := range r.Open {
		action := jsonAction{Who: []string{}, What: a.What, Session: a.Session, Due: a.Due.String()}
		for _, owner := range a.Owners {
			action.Who = append(action.Who, owner.Name)
		}
		j.Open = append(j.Open, action)
	}
	return j
}

func jsonPeople(people []Person) []jsonPerson {
	all := make([]jsonPerson, len(people))
	for i, p := range people {
		all[i] = jsonPerson{p.Name, p.Email, p.Phone, p.Busy}
	}
	return all
}

// list is never nil: an empty list is [] in JSON.
func list[T any](items []T) []T { return append([]T{}, items...) }
