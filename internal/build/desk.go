package build

import (
	"net/url"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"pairbook/internal/calendar"
	"pairbook/internal/desk"
	"pairbook/internal/digest"
	"pairbook/internal/output"
	"pairbook/internal/program"
	"pairbook/internal/render"
)

// A deskFile is one of the facilitator's files, to be drawn.
type deskFile struct {
	desk.File
	key func() string // the digest of what it is drawn from
}

// deskFiles lists the facilitator's files.
func (r *run) deskFiles() []deskFile {
	o := desk.Options{Public: r.publicFromDesk(), Calendar: calendarOf, Planner: r.planner, Reprints: r.reprints}
	rest := digest.Of(r.shared, r.site.Messages).String()
	keys, again := map[*desk.Cohort]func() string{}, map[*desk.Cohort]func() string{}
	for i := range r.facts.Cohorts {
		c := &r.facts.Cohorts[i]
		keys[c] = sync.OnceValue(func() string { return digest.Of(rest, o.Public, c).String() })
		again[c] = sync.OnceValue(func() string { return digest.Of(keys[c](), o.Reprints[c.Of.ID]).String() })
	}
	key := func(path string, c *desk.Cohort) func() string {
		if c != nil && path == desk.ReprintPath(c.Of) {
			return again[c]
		}
		return keys[c]
	}
	if r.warm { // the pieces of a single run are needed once
		o.Memo = func(path string, c *desk.Cohort) render.Memo {
			return render.Memo{Key: key(path, c)(), Rest: rest, Same: func(key string) bool { return r.out.Keep(deskOwner(path), key) }}
		}
	}
	var files []deskFile
	for _, f := range r.facts.Files(r.renderer, o) {
		files = append(files, deskFile{f, key(f.Path, f.Cohort)})
	}
	return files
}

// deskFile makes one of the facilitator's files, unless the output still has what the
// same inputs gave before.
func (r *run) deskFile(f deskFile) error {
	pages := 1
	if f.Kind == desk.Table {
		pages = 0
	}
	owner, key := "", ""
	if f.Cohort != nil {
		owner, key = deskOwner(f.Path), f.key()
		if r.out.Keep(owner, key) {
			r.count(pages)
			return nil
		}
	}
	kind := output.Page
	if f.Kind == desk.Index {
		kind = output.Index
	}
	problems, err := f.Draw(func(data []byte) error {
		return r.out.Put(output.File{Tree: facilitator, Path: f.Path, Kind: kind, Owner: owner, Data: data})
	})
	if owner != "" {
		r.out.Own(owner, key)
	}
	r.count(pages, problems...)
	return err
}

// deskOwner is what a facilitator's file belongs to. No relationship has such a key.
func deskOwner(path string) string { return facilitator + "//" + path }

// publicFromDesk is the link from the facilitator's output to the public one, empty
// when none leads there.
func (r *run) publicFromDesk() string {
	if r.Preview {
		return "../" + public + "/"
	}
	trees := r.outputOptions(r.site).Trees
	way, err := filepath.Rel(absolute(trees[1].Dir), absolute(trees[0].Dir))
	if err != nil {
		return ""
	}
	parts := strings.Split(filepath.ToSlash(way), "/")
	for i, part := range parts {
		parts[i] = url.PathEscape(part)
	}
	return path.Join(parts...) + "/"
}

func absolute(dir string) string {
	if whole, err := filepath.Abs(dir); err == nil {
		return whole
	}
	return dir
}

// cohortCalendar puts a calendar of all sessions of a cohort.
func (r *run) cohortCalendar(c *program.Cohort) error {
	relationships, path := published(c), calendarOf(c)
	var events []digest.Sum
	for _, rel := range relationships {
		events = append(events, r.of[rel].events)
	}
	owner, key := deskOwner(path), digest.Of(r.shared, c.Language, c.Title, events).String()
	if path == "" || r.out.Keep(owner, key) {
		return nil
	}
	data := calendar.Write(calendar.Events(r.site.Program.Address, relationships...), r.calendarWords(c.Language, "calendar.book", c.Title))
	r.out.Own(owner, key)
	return r.out.Put(output.File{Tree: facilitator, Path: path, Kind: output.Page, Owner: owner, Data: data})
}

// published are the relationships of a cohort that have a workbook.
func published(c *program.Cohort) []*program.Relationship {
	return slices.DeleteFunc(slices.Clone(c.Relationships), func(rel *program.Relationship) bool { return rel.Status == program.Draft })
}

func calendarPath(c *program.Cohort) string { return c.Address + ".ics" }

// calendarOf returns the file of a cohort's calendar, empty when no session of it
// has a date.
func calendarOf(c *program.Cohort) string {
	dated := func(s program.Session) bool { return !s.Date.IsZero() }
	for _, rel := range published(c) {
		if slices.ContainsFunc(rel.Sessions, dated) {
			return calendarPath(c)
		}
	}
	return ""
}
