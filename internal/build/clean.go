package build

import (
	"context"
	"fmt"
	"os"

	"pairbook/internal/diag"
	"pairbook/internal/output"
	"pairbook/internal/site"
)

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
	report.take(result, o.Force)
	report.Done = true
	return report.complete(), nil
}
