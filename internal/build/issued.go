package build

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"pairbook/internal/diag"
	"pairbook/internal/issued"
	"pairbook/internal/output"
	"pairbook/internal/program"
	"pairbook/internal/site"
	"pairbook/internal/source"
	"pairbook/internal/state"
	"pairbook/internal/tomlfile"
)

// compareIssued finds the sheets that say something else than when they were handed out.
func (r *run) compareIssued() (err error) {
	r.reprints, err = r.memory.issued.Compare(state.Peek(r.Site, issued.IssuedName), r.site)
	if errors.Is(err, issued.ErrForm) {
		r.report.add(UnknownIssued())
		return nil
	}
	return err
}

// UnknownIssued is the warning that what was handed out cannot be read.
func UnknownIssued() diag.Problem {
	return diag.Problem{
		Severity: diag.Warning, Position: diag.Position{File: state.Name + "/" + issued.IssuedName},
		Text: "what was handed out cannot be read here: " + issued.ErrForm.Error(),
		Hint: `say "pairbook issued" again for what was handed out`,
	}
}

// A signedMemory is how agreements were when they were signed, as the last run knew it.
type signedMemory struct {
	data []byte // of the file
	all  issued.Signatures
	now  map[*program.Relationship]*issued.Signature
}

// compareSigned warns of agreements that say something else than when they were signed. It
// notes how agreements are whose day of signing is new.
func (r *run) compareSigned() {
	m := &r.memory.signed
	if data := state.Peek(r.Site, issued.SignedName); m.all == nil || !bytes.Equal(data, m.data) {
		m.data = data
		m.all, _ = issued.ParseSigned(data) // damaged, or of another version: nothing is known
	}
	now := map[*program.Relationship]*issued.Signature{}
	for _, c := range r.site.Cohorts {
		for _, rel := range c.Relationships {
			if rel.Agreement.Signed.IsZero() {
				continue
			}
			if now[rel] = m.now[rel]; now[rel] == nil {
				now[rel] = issued.NewSignature(rel)
			}
		}
	}
	m.now, r.signed = now, issued.Signatures{}
	gone := r.keepSigned(m.all)
	var changes []signedChange
	for _, c := range r.site.Cohorts {
		for _, rel := range c.Relationships {
			if now[rel] == nil {
				continue
			}
			known := m.all[rel.Key()]
			if known == nil {
				known = m.all.Renamed(now[rel], gone)
			}
			if known == nil || known.Day != now[rel].Day {
				known = now[rel]
			}
			r.signed[rel.Key()] = known
			if paths := known.Changed(now[rel]); len(paths) > 0 {
				changes = append(changes, signedChange{rel, paths})
			}
		}
	}
	r.warnOfSigned(changes)
}

// keepSigned keeps what is known of relationships with problems. It returns which of the others
// have no file any more.
func (r *run) keepSigned(all issued.Signatures) (gone func(key string) bool) {
	there := map[string]bool{}
	if len(all) == 0 {
		return func(string) bool { return false }
	}
	for _, c := range r.site.Cohorts {
		for _, rel := range c.Relationships {
			there[rel.Key()] = true
		}
	}
	for key, s := range all {
		cohort, id, _ := strings.Cut(key, "/")
		if slices.ContainsFunc(r.site.Broken, func(b site.Broken) bool { return means(b, publishedBook{cohort: cohort, id: id}) }) {
			r.signed[key], there[key] = s, true
		}
	}
	return func(key string) bool { return !there[key] }
}

// saveSigned keeps how agreements were when they were signed.
func (r *run) saveSigned(store *output.Store) error {
	m := &r.memory.signed
	if maps.Equal(r.signed, m.all) {
		return nil
	}
	data := r.signed.Bytes()
	if err := store.Save(issued.SignedName, data); err != nil {
		return err
	}
	m.data, m.all = data, r.signed
	return nil
}

// A signedChange is what has changed in an agreement since it was signed.
type signedChange struct {
	in    *program.Relationship
	paths []string
}

// warnOfSigned reports the keys where they stand: once for all agreements that have them from
// one file.
func (r *run) warnOfSigned(changes []signedChange) {
	type cause struct {
		at   diag.Position
		what string
	}
	of := map[cause][]*program.Relationship{}
	var order []cause
	for _, c := range changes {
		where := map[string][]string{} // paths by the file that says them
		places := map[string]diag.Position{}
		for _, path := range c.paths {
			at := r.place(c.in, path)
			if _, known := places[at.File]; !known {
				places[at.File] = at
			}
			where[at.File] = append(where[at.File], path)
		}
		for _, file := range slices.Sorted(maps.Keys(where)) {
			k := cause{places[file], diag.List(where[file])}
			if len(where[file]) == 1 {
				k.what += " has"
			} else {
				k.what += " have"
			}
			if of[k] == nil {
				order = append(order, k)
			}
			of[k] = append(of[k], c.in)
		}
	}
	for _, k := range order {
		rels := of[k]
		text := fmt.Sprintf("the agreement was signed on %s, and %s changed since", rels[0].Agreement.Signed, k.what)
		if len(rels) > 1 || k.at.File != rels[0].Source() {
			text = fmt.Sprintf("%s changed since %s signed", k.what, signers(rels))
		}
		r.report.add(diag.Problem{
			Severity: diag.Warning, Position: k.at, Text: text,
			Hint: "put back what was signed; or let all sign again, and write the new day as signed in [agreement]",
		})
	}
}

// signers names the relationships whose agreements were signed, or counts them.
func signers(rels []*program.Relationship) string {
	const most = 3
	if len(rels) > most {
		return fmt.Sprintf("%d agreements were", len(rels))
	}
	var keys []string
	for _, rel := range rels {
		keys = append(keys, rel.Key())
	}
	if len(keys) == 1 {
		return "the agreement of " + keys[0] + " was"
	}
	return "the agreements of " + diag.List(keys) + " were"
}

// place is where a key of a relationship stands: in its own file, that of its cohort, or
// site.toml. One that is in none of them any more is missed where the agreement is said to be
// signed.
func (r *run) place(rel *program.Relationship, path string) diag.Position {
	for _, wanted := range []string{path, "agreement.signed"} {
		for _, name := range []string{rel.Source(), cohortTOML(rel.Cohort), "site.toml"} {
			src, problem, err := source.Read(r.fsys, name, source.TOMLSize)
			if err != nil || problem != nil {
				continue
			}
			if file, _ := tomlfile.Parse(src); file != nil && file.Has(wanted) {
				return file.Key(wanted)
			}
		}
	}
	return diag.Position{File: rel.Source()}
}
