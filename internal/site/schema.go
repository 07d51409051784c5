package site

import (
	"slices"

	"pairbook/internal/diag"
	"pairbook/internal/program"
	"pairbook/internal/tomlfile"
)

// siteFile is all of site.toml.
type siteFile struct {
	program.Program
	program.Defaults
	ThemeOptions map[string]any `toml:"theme_options"`
}

// cohortFile is all of a cohort.toml.
type cohortFile struct {
	Title    string           `toml:"title"`
	Language program.Language `toml:"language"`
	Format   string           `toml:"format"`
	Contact  program.Contact  `toml:"contact"`
	Labels   program.Labels   `toml:"labels"`

	RetainUntil program.Date `toml:"retain_until"`
	program.Defaults
}

// formatFile is all of the file of a format.
type formatFile struct {
	Title       string         `toml:"title,required"`
	Description string         `toml:"description"`
	Labels      program.Labels `toml:"labels"`
	program.Defaults
}

// formatWords is all of the file of a format in one language.
type formatWords struct {
	Title       string            `toml:"title,required"`
	Description string            `toml:"description"`
	Labels      program.Labels    `toml:"labels"`
	Agreement   program.Agreement `toml:"agreement"`
	Sessions    []program.Entry   `toml:"sessions"`
}

func (w formatWords) defaults() program.Defaults {
	return program.Defaults{Agreement: w.Agreement, Sessions: w.Sessions}
}

// Tables are values of what the files of a site are read into, by the kind of file.
func Tables() map[string]any {
	return map[string]any{"site": siteFile{}, "cohort": cohortFile{}, "format": formatFile{}, "relationship": program.Record{}}
}

// levels are the files that a relationship is merged from, nearest first.
type levels []*tomlfile.File

// problems gives faults their places.
func (l levels) problems(faults []program.Fault) []diag.Problem {
	problems := make([]diag.Problem, len(faults))
	for i, f := range faults {
		problems[i] = problem(f, l.at(f.Path))
	}
	return problems
}

func problem(f program.Fault, at diag.Position) diag.Problem {
	p := diag.Problem{Position: at, Text: f.Text, Hint: f.Hint}
	if f.Warning {
		p.Severity = diag.Warning
	}
	return p
}

// at finds a key path of a merged relationship in the nearest file that has it.
// The number in "sessions[4]" is a session's, not a place in a list.
func (l levels) at(path string) diag.Position {
	number, rest, isSession := sessionPath(path)
	if !isSession {
		for _, file := range l {
			if file.Has(path) {
				return file.Value(path)
			}
		}
		return l[0].Key(path)
	}
	nearest := l[0].Key(path)
	for _, file := range slices.Backward(l) {
		for _, i := range slices.Backward(entriesOf(file, number)) {
			nearest = file.Key(entryPath(i))
		}
	}
	for _, file := range l {
		for _, i := range slices.Backward(entriesOf(file, number)) {
			if local := entryPath(i) + rest; file.Has(local) {
				return file.Value(local)
			}
		}
	}
	return nearest
}

// inFile gives the faults of one file, found before merging, their places. A
// fault of a key that the file lacks was reported when it was decoded.
func inFile(file *tomlfile.File, faults []program.Fault) []diag.Problem {
	var problems []diag.Problem
	for _, f := range faults {
		if slices.ContainsFunc(f.Without, file.Has) {
			continue
		}
		if f.Path == "" || file.Has(f.Path) {
			problems = append(problems, problem(f, file.Value(f.Path)))
		}
	}
	return problems
}
