// Package build makes one run from folder to folder: it reads a site, makes every
// page, and only when all have succeeded puts them in place.
//
//	folder ─ site ─ theme ─ render ──► pages ─ stage ──► commit
//	            └───────┴──────┴─ problems: nothing is committed
//
// Building, checking, watching and previewing are this one run with another end:
// check throws the pages away, a preview keeps them, build and watch give them to
// package output. A run is made quick by what a Memory carries from the last one
// and by what the output still has, never by another way through the code. Whether a
// file may have changed is asked by one rule: its digest (package digest) is that of
// everything it is drawn from.
//
// Not here: what the terminal says of a Report (package main in cmd/pairbook),
// when to run (package watch).
package build

import (
	"io/fs"
	"time"

	"pairbook/internal/desk"
	"pairbook/internal/diag"
	"pairbook/internal/issued"
	"pairbook/internal/output"
	"pairbook/internal/program"
	"pairbook/internal/site"
)

// Options say what to build. Site and Builtin are needed; the rest may be zero.
type Options struct {
	Site    string // the folder of the site
	Builtin fs.FS  // the built-in site
	Version string // of the program; pages made by another are made anew

	Output string        // folder to write to, relative to the current one; empty: what site.toml says
	Paper  program.Paper // instead of the one in site.toml; empty: that one
	Cohort string        // build this cohort alone and leave the others as they are; empty: all

	CheckOnly bool // do all but write
	Preview   bool // do all but write, and give the pages to the Preview of the Report
	DryRun    bool // say what would be written and removed
	KeepGoing bool // build the sound relationships, keep the pages of the broken ones
	Strict    bool // warnings count as problems
	Force     bool // replace files that are not ours
	Remove    bool // remove as many workbooks as are gone; see checkRemoval

	// Changed lists the paths in the site that may not be as they were in the last run
	// with the same Memory; nil: any may.
	Changed []string

	Progress func(done, total int) // told after each workbook, from any goroutine; may be nil
}

// A Memory carries what one run learned to the next. The zero Memory is empty; it
// serves one run at a time.
type Memory struct {
	begun     bool // there was a run
	whole     bool // the last run has read the site to the end
	site      site.Memory
	desk      desk.Memory
	output    output.Memory
	said      saidMemory
	issued    issued.Memory
	signed    signedMemory
	digests   digests
	preview   *Preview  // of the last good run
	rendering rendering // of the last run, unless a page could not be made in it
}

// A Report says what a run did.
type Report struct {
	Workbooks    int      // that have pages
	Pages        int      // HTML files, of every kind
	Written      int      // files of every kind
	Unchanged    int      // files that were right already
	Removed      int      // files that no longer belong
	Drafts       int      // relationships left out because they are drafts
	Kept         int      // broken relationships whose last good pages stay
	WrittenFiles []string // in a dry run: what would be written
	RemovedFiles []string
	Duration     time.Duration
	Problems     []diag.Problem // sorted
	Done         bool           // the pages are in place, or would be; false: nothing was written
	Refused      bool           // by the output: a build later may go well though no file of the site changed
	Preview      *Preview       // the pages, in a preview that is Done
}
