package roster

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"golang.org/x/tools/txtar"

	"pairbook/internal/diag"
	"pairbook/internal/program"
	"pairbook/internal/site"
	"pairbook/internal/source"
)

const cohortName = "cohort.toml"

// dir is the folder of the cohort.
func (r *reader) dir() string { return program.CohortsDir + "/" + r.options.Cohort }

// load reads the site as it is: which topics there are, and who is in the cohort. It
// returns what the cohort calls the roles.
func (r *reader) load(own, builtin fs.FS) (program.Labels, error) {
	r.topics, r.people, r.taken = map[string]string{}, map[string]string{}, map[string]string{}
	if err := r.checkCohort(own); err != nil {
		return program.Labels{}, err
	}
	loaded, problems, err := site.Load(own, builtin, &r.memory)
	if err != nil {
		return program.Labels{}, err
	}
	for _, p := range problems {
		if p.Severity == diag.Error && (p.Position.File == "site.toml" || p.Position.File == r.dir()+"/"+cohortName) {
			r.problems = append(r.problems, p)
		}
	}
	r.names = loaded.Library.Names(site.Topics, r.options.Cohort)
	for _, d := range loaded.Library.Documents {
		if d.Kind == site.Topics && slices.Contains(r.names, d.Name) && (d.Cohort == "" || d.Cohort == r.options.Cohort) {
			r.topics[program.Folded(d.Title)] = d.Name
		}
	}
	for _, name := range r.names {
		r.topics[program.Folded(name)] = name
	}
	labels := loaded.Program.Labels
	if cohort := loaded.Cohort(r.options.Cohort); cohort != nil {
		labels = cohort.Labels
		for _, rel := range cohort.Relationships {
			r.people[together(rel.People())] = r.dir() + "/" + rel.ID + ".toml"
		}
	}
	return labels, nil
}

// checkCohort looks whether the cohort has a folder, or can have one.
func (r *reader) checkCohort(own fs.FS) error {
	name := r.options.Cohort
	problem := func(text, hint string) {
		r.problems = append(r.problems, *whole(program.CohortsDir, text, hint))
	}
	cohorts, err := list(own, program.CohortsDir)
	if err != nil {
		return err
	}
	slug := program.Slug(name)
	for _, c := range cohorts {
		if c == name {
			files, err := list(own, r.dir())
			for _, f := range files {
				if path.Ext(f) == ".toml" && f != cohortName {
					r.taken[program.Slug(strings.TrimSuffix(f, ".toml"))] = r.dir() + "/" + f
				}
			}
			return err
		}
		if program.Slug(c) == slug {
			problem(fmt.Sprintf("there is no cohort %q", shortened(name)), fmt.Sprintf("did you mean %q?", c))
			return nil
		}
	}
	switch {
	case program.ReservedCohort(slug):
		problem(fmt.Sprintf("a cohort cannot be called %q: Pairbook needs that address itself", shortened(name)), "give it another name")
	case name != slug:
		problem(fmt.Sprintf("a new cohort cannot be called %q: its folder has small letters, digits and hyphens", shortened(name)), "say --cohort "+slug)
	}
	return nil
}

// list returns the names in a folder, none when there is no such folder.
func list(fsys fs.FS, dir string) ([]string, error) {
	entries, err := fs.ReadDir(fsys, dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("reading %s: %w", dir, err)
	}
	var names []string
	for _, entry := range entries {
		names = append(names, entry.Name())
	}
	return names, nil
}

// plan fills in the files of the pairs that are sound, and loads the site with
// them.
func (r *reader) plan(plan *Plan, pairs []*pair, own, builtin fs.FS) error {
	for _, p := range pairs {
		if r.anyWrong(p) {
			continue
		}
		file := File{Path: r.dir() + "/" + p.id + ".toml", Row: p.rows[0]}
		if there := r.taken[p.id]; there != "" {
			file.Path = there
			plan.Existing = append(plan.Existing, file)
			continue
		}
		text, err := r.write(p)
		if err != nil {
			return err
		}
		file.Text = text
		plan.Files = append(plan.Files, file)
	}
	byPath := func(a, b File) int { return cmp.Compare(a.Path, b.Path) }
	slices.SortFunc(plan.Files, byPath)
	slices.SortFunc(plan.Existing, byPath)
	for _, p := range r.problems {
		if p.Severity == diag.Error && p.Position.File != r.name {
			return nil // the site cannot be loaded
		}
	}
	return r.check(plan.Files, own, builtin)
}

// check loads the site with the files of the plan in it. What is wrong with one of
// them is a problem of its row.
func (r *reader) check(files []File, own, builtin fs.FS) error {
	archive := &txtar.Archive{}
	rows := map[string]int{}
	for _, f := range files {
		archive.Files = append(archive.Files, txtar.File{Name: f.Path, Data: []byte(f.Text)})
		rows[f.Path] = f.Row
	}
	planned, err := txtar.FS(archive)
	if err != nil {
		return err
	}
	_, problems, err := site.Load(source.Layers{planned, own}, builtin, &r.memory)
	if err != nil {
		return err
	}
	for _, p := range problems {
		if row, ours := rows[p.Position.File]; ours && p.Severity == diag.Error {
			r.row(row, p.Text, p.Hint)
		}
	}
	return nil
}
