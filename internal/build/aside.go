package build

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"pairbook/internal/diag"
	"pairbook/internal/digest"
	"pairbook/internal/output"
	"pairbook/internal/program"
	"pairbook/internal/site"
)

// An Aside writes files into the facilitator's folder that are no part of a build, and
// leaves there what a build wrote. The manifest lists them under an owner that no page
// has; a build keeps them, as long as they are about something that is published.
type Aside struct {
	report *Report
	store  *output.Store
	own    map[string]bool // owners that are written in this run
}

// Owners of files that are no part of a build. Those of relationships have one slash.
const (
	pdfOwners    = "pdf/"     // and session, cohort, and relationship or packed
	accessOwners = "access//" // and a name
)

// pdfOwner is what a PDF belongs to; session 0 is the whole workbook.
func pdfOwner(session int, cohort, id string) string {
	return pdfOwners + strconv.Itoa(session) + "/" + cohort + "/" + id
}

// packed stands in place of a relationship for a pack: whoever is in it, and nobody who
// has gone.
func packed(s *site.Site, cohort string) string {
	var ids []string
	if c := s.Cohort(cohort); c != nil {
		for _, rel := range published(c) {
			ids = append(ids, rel.ID)
		}
	}
	for _, b := range s.Broken {
		if b.Cohort == cohort {
			ids = append(ids, b.ID)
		}
	}
	slices.Sort(ids)
	return "#" + digest.Of(ids).String()
}

// aside says which owners of files that are no part of a build are to stay: all but PDFs
// of what is no longer published.
func (r *run) aside() func(owner string) bool {
	published := map[string]bool{}
	for _, c := range r.site.Cohorts {
		published[c.ID+"/"+packed(r.site, c.ID)] = true
		for _, rel := range c.Relationships {
			published[rel.Key()] = rel.Status != program.Draft
		}
	}
	for _, b := range r.site.Broken {
		published[b.Cohort+"/"+b.ID] = true
	}
	return func(owner string) bool {
		if _, key, ok := strings.Cut(strings.TrimPrefix(owner, pdfOwners), "/"); ok && strings.HasPrefix(owner, pdfOwners) {
			return published[key]
		}
		return strings.HasPrefix(owner, accessOwners)
	}
}

// openAside opens the facilitator's folder of a site. look is set for who only asks. A
// nil Aside without an error has been refused; the report says why.
func openAside(ctx context.Context, o Options, p program.Program, look bool) (*Aside, error) {
	all := o.outputOptions(&site.Site{Top: site.Top{Program: p}})
	all.Trees, all.DryRun = all.Trees[1:], look
	a := &Aside{report: &Report{}, own: map[string]bool{}}
	store, err := output.Open(ctx, all)
	a.store = store
	return a, err
}

// put writes the one file of an owner.
func (a *Aside) put(owner, key, path string, data []byte) error {
	a.own[owner] = true
	a.store.Own(owner, key)
	return a.store.Put(output.File{Tree: facilitator, Path: path, Kind: output.Page, Owner: owner, Data: data})
}

// close puts the files in place and returns what is to be said of it. gone tells owners
// whose files of the last run go; nil: none.
func (a *Aside) close(gone func(owner string) bool) ([]diag.Problem, error) {
	defer a.store.Close()
	a.store.Retain(func(owner string) bool { return !a.own[owner] && (gone == nil || !gone(owner)) })
	result, err := a.store.Commit()
	if err != nil {
		return nil, err
	}
	a.report.take(result)
	return a.report.Problems, nil
}
