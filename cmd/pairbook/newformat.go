package main

import (
	"fmt"
	"slices"
	"strings"

	"pairbook"
	"pairbook/internal/diag"
	"pairbook/internal/edit"
	"pairbook/internal/program"
	"pairbook/internal/site"
)

// What the starter has for programmes that are one to one, and others lack: a sample that
// says everything, and what begins the list of topics of the cohort.
const (
	oneToOneSample   = "leila-marcus.toml"
	roadmapOfStarter = "# The roadmap:"
)

// leftToFormats are the settings of the starter that formats say themselves.
var leftToFormats = []string{"schedule.every", "schedule.sessions", "schedule.minutes", "agreement.expectations", "agreement.excludes"}

// startOf starts a site of a format, with its samples.
func startOf(dir, format string) error {
	if err := checkBuiltinFormat(format); err != nil {
		return err
	}
	if format == program.DefaultFormat {
		return startSite(dir, true, format, nil)
	}
	return startSite(dir, true, format, func(t *edit.Text) error {
		for _, key := range leftToFormats {
			if err := t.Remove(key); err != nil {
				return err
			}
		}
		return t.Set("format", format)
	})
}

// checkBuiltinFormat finds the name of a format that is not built in.
func checkBuiltinFormat(name string) error {
	formats, _, _, err := site.ListFormats(pairbook.Builtin(), pairbook.Builtin())
	if err != nil {
		return err
	}
	known := make([]string, len(formats))
	for i, f := range formats {
		known[i] = f.Name
	}
	if slices.Contains(known, name) {
		return nil
	}
	hint := "the formats are " + strings.Join(known, ", ")
	if near := diag.Nearest(name, known); near != "" {
		hint = fmt.Sprintf("did you mean %q? %s", near, hint)
	}
	return &usageError{fmt.Sprintf("there is no format %q", name), hint}
}
