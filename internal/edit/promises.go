package edit

import (
	"fmt"
	"slices"
	"strings"

	"pairbook/internal/diag"
	"pairbook/internal/program"
	"pairbook/internal/tomlfile"
)

// An action is a promise as it stands in a file.
type action struct {
	path              string
	who, what, status string
	session           int
}

func actions(t *Text) []action {
	var all []action
	list, _ := t.Value("actions").([]any)
	for i, item := range list {
		table, _ := item.(map[string]any)
		a := action{path: tomlfile.Element("actions", i+1)}
		a.who, _ = table["who"].(string)
		a.what, _ = table["what"].(string)
		a.status, _ = table["status"].(string)
		session, _ := table["session"].(int64)
		a.session = int(session)
		all = append(all, a)
	}
	return all
}

// setPromise writes a promise down. One with the same session, who and what is the same;
// with a status, one of another session is too.
func setPromise(t *Text, session int, promise Promise) error {
	if path := t.promise(session, promise); path != "" {
		var pairs []Pair
		if !promise.Due.IsZero() {
			pairs = append(pairs, Pair{"due", promise.Due})
		}
		if promise.Goal != 0 {
			pairs = append(pairs, Pair{"goal", promise.Goal})
		}
		if promise.Status != "" && (promise.Status != program.Open || t.Value(path+".status") != nil) {
			pairs = append(pairs, Pair{"status", string(promise.Status)})
		}
		for _, pair := range pairs {
			if err := t.Set(path+"."+pair.Key, pair.Value); err != nil {
				return err
			}
		}
		return nil
	}
	pairs := []Pair{{"who", promise.Who}, {"what", promise.What}}
	if session != 0 {
		pairs = append(pairs, Pair{"session", session})
	}
	if !promise.Due.IsZero() {
		pairs = append(pairs, Pair{"due", promise.Due})
	}
	if promise.Goal != 0 {
		pairs = append(pairs, Pair{"goal", promise.Goal})
	}
	if promise.Status != "" && promise.Status != program.Open {
		pairs = append(pairs, Pair{"status", string(promise.Status)})
	}
	return t.Append("actions", pairs...)
}

// promise returns the path of a promise that is there; empty: there is none.
func (t *Text) promise(session int, promise Promise) string {
	elsewhere := ""
	for _, a := range actions(t) {
		switch {
		case program.Folded(a.who) != program.Folded(promise.Who) || program.Folded(a.what) != program.Folded(promise.What):
		case a.session == session:
			return a.path
		case elsewhere == "" && (session == 0 || promise.Status != ""):
			elsewhere = a.path
		}
	}
	return elsewhere
}

// kept finds the promise that some words mean: an open one first, and one whose text is just
// those words before one that holds them.
func (p *Plan) kept(rel *program.Relationship, t *Text, words string, at diag.Position) string {
	all := actions(t)
	is := func(a action) bool { return program.Folded(a.what) == program.Folded(words) }
	holds := func(a action) bool { return strings.Contains(program.Folded(a.what), program.Folded(words)) }
	open := func(a action) bool { return a.status == "" || a.status == string(program.Open) }
	for _, match := range []func(action) bool{
		func(a action) bool { return open(a) && is(a) },
		func(a action) bool { return open(a) && holds(a) },
		func(a action) bool { return a.status == string(program.Done) && holds(a) },
	} {
		var found []action
		for _, a := range all {
			if match(a) {
				found = append(found, a)
			}
		}
		if len(found) == 1 || len(found) > 1 && !open(found[0]) {
			return found[0].path
		}
		if len(found) > 1 {
			p.Problem(at, fmt.Sprintf("%d open promises of %s have the words %q", len(found), rel.Key(), words), "say more of it: "+whats(found))
			return ""
		}
	}
	hint := "it has no open promise"
	if all = slices.DeleteFunc(all, func(a action) bool { return !open(a) }); len(all) > 0 {
		hint = "its open promises are " + whats(all)
	}
	p.Problem(at, fmt.Sprintf("no promise of %s has the words %q", rel.Key(), words), hint)
	return ""
}

// longestList is how many promises a hint lists.
const longestList = 6

func whats(all []action) string {
	var list []string
	for _, a := range all[:min(len(all), longestList)] {
		list = append(list, fmt.Sprintf("%q", a.what))
	}
	if len(all) > longestList {
		list = append(list, "…")
	}
	return strings.Join(list, ", ")
}
