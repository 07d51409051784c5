package build

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"pairbook/internal/diag"
	"pairbook/internal/output"
	"pairbook/internal/program"
	"pairbook/internal/site"
	"pairbook/internal/source"
)

// A Publication says what publishing did.
type Publication struct {
	From, To string // the folders, absolute; To is as it was given
	output.Mirrored
	Problems []diag.Problem
	Done     bool
}

// Publish copies what the last build wrote to the folder to, empty: the one that site.toml
// names. Unless anyway is set it refuses while a build would fail, or would write
// something else. Without any folder the Publication has no To.
func Publish(ctx context.Context, o Options, to string, anyway bool) (*Publication, error) {
	p := &Publication{To: to}
	program, problems, err := programOf(ctx, o)
	if err != nil {
		return nil, err
	}
	if errs, _ := diag.Count(problems); errs > 0 {
		p.Problems = problems
		return p, nil
	}
	if to == "" && program.Publish != "" {
		p.To = program.Publish
		if !filepath.IsAbs(p.To) {
			p.To = filepath.Join(o.Site, filepath.FromSlash(p.To))
		}
	}
	tree := o.outputOptions(&site.Site{Top: site.Top{Program: program}}).Trees[0]
	p.From = absolute(tree.Dir)
	if p.To == "" {
		return p, nil
	}
	if !anyway {
		if p.Problems, err = unbuilt(ctx, o); err != nil || len(p.Problems) > 0 {
			return p, err
		}
	}
	p.Mirrored, err = output.Mirror(ctx, output.MirrorOptions{Site: o.Site, From: tree, To: p.To, DryRun: o.DryRun, Progress: o.Progress})
	report := &Report{}
	if err := report.refused(err); err != nil {
		return p, err
	}
	p.Problems, p.Done = report.Problems, err == nil
	p.tell()
	return p, nil
}

// PublicFolder is where a site's pages to publish are, absolute.
func PublicFolder(ctx context.Context, o Options) (string, error) {
	program, _, err := programOf(ctx, o)
	return absolute(o.outputOptions(&site.Site{Top: site.Top{Program: program}}).Trees[0].Dir), err
}

// programOf reads site.toml.
func programOf(ctx context.Context, o Options) (program.Program, []diag.Problem, error) {
	root, err := os.OpenRoot(o.Site)
	if err != nil {
		return program.Program{}, nil, fmt.Errorf("opening the site: %w", err)
	}
	defer root.Close()
	return site.ReadProgram(source.Site(ctx, root.FS()))
}

// unbuilt says why the output is not what a build would write now, if so.
func unbuilt(ctx context.Context, o Options) ([]diag.Problem, error) {
	o.DryRun, o.Progress = true, nil
	report, err := Run(ctx, o, &Memory{})
	if err != nil {
		return nil, err
	}
	if !report.Done {
		return append(report.Problems, diag.Problem{
			Text: "the site has problems, so the pages are older than what its files say",
			Hint: "mend them and build; to publish what the last build wrote, use --anyway",
		}), nil
	}
	stale := 0
	for _, name := range append(report.WrittenFiles, report.RemovedFiles...) {
		if strings.HasPrefix(name, public+"/") {
			stale++
		}
	}
	if stale == 0 {
		return nil, nil
	}
	return []diag.Problem{{
		Text: fmt.Sprintf("the site has changed since the last build: %d of the published files would be others", stale),
		Hint: "run: pairbook build; to publish what the last build wrote, use --anyway",
	}}, nil
}

// mostUnknown is how many files that nobody knows are named.
const mostUnknown = 20

// tell makes problems of what was not copied, and of what lies there unknown.
func (p *Publication) tell() {
	for _, name := range p.Altered {
		p.Problems = append(p.Problems, diag.Problem{
			Position: diag.Position{File: public + "/" + name}, Text: "this file is not as Pairbook wrote it, so it was not published",
			Hint: "move your changes into the site's own files, then build with --force",
		})
	}
	for i, name := range p.Unknown {
		more := ""
		if i == mostUnknown-1 && len(p.Unknown) > mostUnknown {
			more = fmt.Sprintf(", and %d more files", len(p.Unknown)-mostUnknown)
		}
		p.Problems = append(p.Problems, diag.Problem{
			Severity: diag.Warning, Position: diag.Position{File: filepath.ToSlash(p.To) + "/" + name},
			Text: "Pairbook does not know whose this file is, so it was left alone" + more,
			Hint: "delete it if it is a page of somebody who has left",
		})
		if more != "" {
			return
		}
	}
}
