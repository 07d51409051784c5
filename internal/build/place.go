package build

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"pairbook/internal/diag"
	"pairbook/internal/output"
	"pairbook/internal/site"
)

// The trees of the output.
const (
	public      = "public"
	facilitator = "facilitator"
)

// outputOptions says where the pages of a site go.
func (o Options) outputOptions(s *site.Site) output.Options {
	inSite := func(dir string) string {
		if filepath.IsAbs(dir) {
			return dir
		}
		return filepath.Join(o.Site, filepath.FromSlash(dir))
	}
	dir := o.Output
	if dir == "" {
		dir = inSite(s.Program.Output)
	}
	return output.Options{
		Site: o.Site, Force: o.Force, DryRun: o.DryRun,
		Trees: []output.Tree{{Name: public, Dir: dir}, {Name: facilitator, Dir: inSite(s.Program.FacilitatorOutput)}},
	}
}

// Clean removes what Pairbook wrote for a site. What was edited by hand stays and
// is a problem of the report.
func Clean(ctx context.Context, o Options) (*Report, error) {
	root, err := os.OpenRoot(o.Site)
	if err != nil {
		return nil, fmt.Errorf("opening the site: %w", err)
	}
	defer root.Close()
	report := &Report{}
	program, problems, err := site.ReadProgram(root.FS())
	if err != nil {
		return nil, err
	}
	report.add(problems...)
	if errs, _ := diag.Count(problems); errs > 0 {
		return report.complete(), nil
	}
	result, err := output.Clean(ctx, o.outputOptions(&site.Site{Top: site.Top{Program: program}}))
	if err != nil {
		return report, report.refused(err)
	}
	report.take(result)
	report.Done = true
	return report.complete(), nil
}

// refused makes a problem of an error that the user can mend without the machine
// being at fault; any other error it returns.
func (r *Report) refused(err error) error {
	var refusal *output.Refusal
	if !errors.As(err, &refusal) {
		return err
	}
	r.Refused = true
	r.add(diag.Problem{Position: diag.Position{File: refusal.Path}, Text: refusal.Text, Hint: refusal.Hint})
	return nil
}

// take takes over what was written and removed, and names the files that were
// left alone.
func (r *Report) take(result output.Result) {
	r.Unchanged = result.Unchanged - r.Written // of which those written before, in the same run
	r.Written += result.Written
	r.Removed += len(result.Removed)
	r.WrittenFiles, r.RemovedFiles = result.Writes, result.Removed
	hint := "move your changes into the site's own files, then delete it or build with --force"
	for _, name := range result.Kept {
		r.add(diag.Problem{
			Position: diag.Position{File: name}, Text: "this file is not as Pairbook wrote it, so it was left alone", Hint: hint,
		})
		hint = "" // there may be many; once is enough
	}
	for _, name := range result.Held {
		r.add(diag.Problem{
			Position: diag.Position{File: name}, Text: "this file is open in another program, so it was left as it is",
			Hint: "close the program that shows it, then build again",
		})
	}
	for _, name := range result.Forgotten {
		r.add(diag.Problem{
			Severity: diag.Warning, Position: diag.Position{File: name},
			Text: "Pairbook's notes on this folder were damaged: pages that no longer belong may be left in it",
			Hint: "compare the folder with what you expect, and delete what is too much",
		})
	}
}
