package build

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"pairbook/internal/diag"
	"pairbook/internal/output"
	"pairbook/internal/program"
	"pairbook/internal/site"
)

const (
	// A build may remove a few workbooks, or a part of many: more are rather a folder
	// that was moved or not yet synchronised.
	fewWorkbooks = 3
	partOfMany   = 3 // a third

	// namedWorkbooks is how many of them a problem names.
	namedWorkbooks = 40
)

// A publishedBook is a workbook that the last build left in the output.
type publishedBook struct{ cohort, id string }

// key is the name under which the output keeps the workbook.
func (b publishedBook) key() string { return b.cohort + "/" + b.id }

// dir is its folder in the output.
func (b publishedBook) dir() string { return program.Slug(b.cohort) + "/" + program.Slug(b.id) }

// publishedIn lists the workbooks of the last build.
func publishedIn(store *output.Store) []publishedBook {
	var books []publishedBook
	for _, owner := range store.Owners(public) {
		if cohort, id, ok := strings.Cut(owner, "/"); ok && !strings.Contains(id, "/") {
			books = append(books, publishedBook{cohort, id})
		}
	}
	return books
}

// checkPublished is checkRemoval for a run that writes nothing. What the output refuses
// is said by a build.
func (r *run) checkPublished(ctx context.Context) error {
	o := r.outputOptions(r.site)
	o.DryRun = true
	store, err := output.Open(ctx, o)
	if err != nil {
		return ctx.Err()
	}
	defer store.Close()
	before := publishedIn(store)
	r.checkRemoval(before, r.untouched(before))
	return nil
}

// untouched lists the workbooks whose pages stay as they are: those of other cohorts,
// when one is asked for, and those of relationships that are broken now.
func (r *run) untouched(before []publishedBook) []string {
	var keys []string
	if len(r.site.Broken) > 0 {
		live := r.liveDirs()
		for _, book := range before {
			broken := slices.ContainsFunc(r.site.Broken, func(b site.Broken) bool { return means(b, book) })
			if broken && !live[book.dir()] {
				keys = append(keys, book.key())
			}
		}
	}
	r.report.Kept = len(keys)
	for _, c := range r.site.Cohorts {
		if r.Cohort == "" || c.ID == r.Cohort {
			continue
		}
		for _, rel := range c.Relationships {
			keys = append(keys, rel.Key())
		}
	}
	return keys
}

// liveDirs are the folders of the sound relationships in the output.
func (r *run) liveDirs() map[string]bool {
	live := map[string]bool{}
	for _, c := range r.site.Cohorts {
		for _, rel := range c.Relationships {
			live[rel.Dir()] = true
		}
	}
	return live
}

// means reports whether a workbook is that of something broken, of which the cohort or
// the id may not be known.
func means(b site.Broken, book publishedBook) bool {
	return (b.Cohort == "" || program.Slug(b.Cohort) == program.Slug(book.cohort)) &&
		(b.ID == "" || program.Slug(b.ID) == program.Slug(book.id))
}

// checkRemoval finds that more workbooks would be removed than anybody removes by hand:
// mostly a folder was moved, or the site is not all there yet. keep are those that stay
// whatever becomes of their relationships.
func (r *run) checkRemoval(before []publishedBook, keep []string) {
	if r.Remove {
		return
	}
	stays := map[string]bool{}
	for _, c := range r.site.Cohorts {
		for _, rel := range published(c) {
			stays[rel.Dir()] = true
		}
	}
	var gone []string
	for _, book := range before {
		if !stays[book.dir()] && !slices.Contains(keep, book.key()) {
			gone = append(gone, book.key())
		}
	}
	nothingLeft := len(gone) > 0 && len(r.site.Cohorts) == 0
	many := len(gone) > fewWorkbooks && partOfMany*len(gone) > len(before)
	if !nothingLeft && !many {
		return
	}
	names := strings.Join(gone[:min(len(gone), namedWorkbooks)], ", ")
	if more := len(gone) - namedWorkbooks; more > 0 {
		names += fmt.Sprintf(" and %d more", more)
	}
	text := fmt.Sprintf("this build would remove %d of %d published workbooks: %s", len(gone), len(before), names)
	if nothingLeft {
		text = "there are no relationships here any more; " + text
	}
	r.report.add(diag.Problem{
		Position: diag.Position{File: program.CohortsDir}, Text: text,
		Hint: `put their files back; if these workbooks are to go, "pairbook build --remove" removes them`,
	})
}
