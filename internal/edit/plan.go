package edit

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"golang.org/x/tools/txtar"

	"pairbook/internal/diag"
	"pairbook/internal/program"
	"pairbook/internal/site"
	"pairbook/internal/source"
)

// A Plan gathers what is to become of the files of a site. Its methods change nothing but
// the plan; what cannot be done is a problem.
type Plan struct {
	Today program.Date // to warn of what is said to have happened later; zero: any day may be

	own, builtin fs.FS
	memory       *site.Memory
	site         *site.Site
	before       []diag.Problem
	after        []diag.Problem // of the site with the changes in it, once Finish has read it
	looked       []string       // the files that Finish has read as changed
	files        map[string]*planned
	problems     []diag.Problem
	leftOut      []LeftOut
}

// planned is a file that a plan looks at.
type planned struct {
	before []byte // nil: there is none
	text   *Text  // nil: after is the whole text
	after  []byte
	wishes []diag.Position // where it says what to change, for problems
}

// LeftOut is a relationship that nothing is done to.
type LeftOut struct {
	Key string `json:"relationship"` // cohort and id
	Why string `json:"why"`          // "paused"
}

// Begin reads a site. Problems that it has do not count later.
func Begin(own, builtin fs.FS) (*Plan, error) {
	p := newPlan(own, builtin, &site.Memory{})
	return p, p.load()
}

func newPlan(own, builtin fs.FS, memory *site.Memory) *Plan {
	return &Plan{own: own, builtin: builtin, memory: memory, files: map[string]*planned{}}
}

// load reads the site.
func (p *Plan) load() (err error) {
	p.site, p.before, err = site.Load(p.own, p.builtin, p.memory)
	return err
}

// Site is the site as it was when the plan began.
func (p *Plan) Site() *site.Site { return p.site }

// Problem adds a problem. Without a file in its place it is told as it is.
func (p *Plan) Problem(at diag.Position, text, hint string) {
	p.problems = append(p.problems, diag.Problem{Position: at, Text: text, Hint: hint})
}

func (p *Plan) warn(at diag.Position, text, hint string) {
	p.problems = append(p.problems, diag.Problem{Severity: diag.Warning, Position: at, Text: text, Hint: hint})
}

// LeftOut lists the relationships that nothing is done to, in the order in which they were found.
func (p *Plan) LeftOut() []LeftOut { return p.leftOut }

// open returns the text of a relationship's file, to be changed for the reason at.
func (p *Plan) open(rel *program.Relationship, at diag.Position) *Text {
	f := p.read(rel.Source(), at)
	if f == nil {
		return nil
	}
	if n := len(f.wishes); n == 0 || f.wishes[n-1] != at {
		f.wishes = append(f.wishes, at)
	}
	return f.text
}

// read reads a file once; nil, with a problem, when it cannot be read.
func (p *Plan) read(path string, at diag.Position) *planned {
	if f := p.files[path]; f != nil {
		return f
	}
	data, problem, err := source.ReadBinary(p.own, path, source.TOMLSize)
	if err != nil {
		p.Problem(at, err.Error(), "")
		return nil
	}
	if problem != nil {
		p.problems = append(p.problems, *problem)
		return nil
	}
	text, problems := Parse(path, data)
	if text == nil {
		p.problems = append(p.problems, problems...)
		return nil
	}
	p.files[path] = &planned{before: data, text: text}
	return p.files[path]
}

// do reports that a change cannot be made.
func (p *Plan) do(rel *program.Relationship, at diag.Position, errs ...error) {
	err := errors.Join(errs...)
	if err == nil {
		return
	}
	text, hint := fmt.Sprintf("%s: %v", rel.Source(), err), ""
	if errors.Is(err, ErrByHand) {
		text = "the file " + rel.Source() + " is written in a way that cannot be changed without touching something else"
		hint = "make this change with an editor"
	}
	p.Problem(at, text, hint)
}

// Finish loads the site with the changes in it. It returns the change, and what is wrong
// with it: what the plan met, and what the site has now and had not before. With a
// problem that is no warning the change is nil.
func (p *Plan) Finish(what string) (*Change, []diag.Problem, error) {
	change := &Change{What: what}
	archive := &txtar.Archive{}
	for _, path := range slices.Sorted(maps.Keys(p.files)) {
		f := p.files[path]
		after := f.after
		if f.text != nil {
			after = f.text.Bytes()
		}
		if f.before != nil && string(after) == string(f.before) {
			continue
		}
		change.Files = append(change.Files, File{Path: path, Before: f.before, After: after})
		archive.Files = append(archive.Files, txtar.File{Name: path, Data: after})
	}
	problems := p.problems
	if errs, _ := diag.Count(problems); errs == 0 && !change.Empty() {
		over, err := txtar.FS(archive)
		if err != nil {
			return nil, nil, err
		}
		p.looked = change.Paths()
		p.memory.Only(p.looked)
		if _, p.after, err = site.Load(source.Layers{over, p.own}, p.builtin, p.memory); err != nil {
			return nil, nil, err
		}
		problems = append(problems, p.fresh(p.after)...)
	}
	problems = diag.Sort(problems)
	if errs, _ := diag.Count(problems); errs > 0 {
		return nil, problems, nil
	}
	return change, problems, nil
}

// fresh returns the problems that there were not before, at the place of the wish that
// brought them where that is known.
func (p *Plan) fresh(after []diag.Problem) []diag.Problem {
	type said struct {
		severity   diag.Severity
		file, text string
	}
	known := map[said]int{}
	for _, b := range p.before {
		known[said{b.Severity, b.Position.File, b.Text}]++
	}
	var fresh []diag.Problem
	for _, a := range after {
		key := said{a.Severity, a.Position.File, a.Text}
		if known[key]--; known[key] >= 0 {
			continue
		}
		if f := p.files[a.Position.File]; f != nil && len(f.wishes) == 1 && f.wishes[0].File != "" {
			a.Position = f.wishes[0]
		}
		fresh = append(fresh, a)
	}
	return fresh
}

// Find returns the relationships that a name means: of a cohort, or "cohort/id". Both may be the
// names of folder and file or their addresses; "content/cohorts/spring/tom.toml" is
// understood too. What it does not find is a problem.
func (p *Plan) Find(name string, at diag.Position) []*program.Relationship {
	given := name
	name = strings.ReplaceAll(name, `\`, "/")
	name = strings.TrimSuffix(strings.TrimPrefix(strings.TrimSuffix(name, "/"), program.CohortsDir+"/"), ".toml")
	folder, id, single := strings.Cut(name, "/")
	cohort := p.cohort(folder, at)
	if cohort == nil {
		return nil
	}
	if !single {
		for _, b := range p.site.Broken {
			if b.Cohort == cohort.ID {
				p.leave(b.Cohort+"/"+b.ID, "its file has problems")
			}
		}
		return cohort.Relationships
	}
	var ids []string
	address := program.Slug(id)
	for _, rel := range cohort.Relationships {
		if rel.ID == id || rel.Address == address {
			return []*program.Relationship{rel}
		}
		ids = append(ids, rel.ID)
	}
	for _, b := range p.site.Broken {
		if b.Cohort == cohort.ID && (b.ID == id || program.Slug(b.ID) == address) {
			p.Problem(at, fmt.Sprintf("the file of %s/%s has problems, and cannot be changed by a command", b.Cohort, b.ID), "pairbook check says what is wrong: mend that first")
			return nil
		}
	}
	hint := fmt.Sprintf("pairbook status --cohort %s lists who there is", cohort.ID)
	if near := diag.Nearest(id, ids); near != "" {
		hint = fmt.Sprintf("did you mean %q?", cohort.ID+"/"+near)
	}
	p.Problem(at, fmt.Sprintf("there is no relationship %q", given), hint)
	return nil
}

// cohort returns the cohort of a folder or an address.
func (p *Plan) cohort(name string, at diag.Position) *program.Cohort {
	var ids []string
	for _, c := range p.site.Cohorts {
		if c.ID == name || c.Address == program.Slug(name) {
			return c
		}
		ids = append(ids, c.ID)
	}
	hint := "the cohorts are " + strings.Join(ids, ", ")
	if len(ids) == 0 {
		hint = "pairbook add or pairbook import begins one"
	}
	if near := diag.Nearest(name, ids); near != "" {
		hint = fmt.Sprintf("did you mean %q?", near)
	}
	p.Problem(at, fmt.Sprintf("there is no cohort %q", name), hint)
	return nil
}

// leave notes that nothing is done to a relationship.
func (p *Plan) leave(key, why string) {
	out := LeftOut{key, why}
	if !slices.Contains(p.leftOut, out) {
		p.leftOut = append(p.leftOut, out)
	}
}

// Active returns the relationships that are active, and notes the others as left out.
func (p *Plan) Active(all []*program.Relationship) []*program.Relationship {
	var active []*program.Relationship
	for _, rel := range all {
		if rel.Status == program.Active {
			active = append(active, rel)
		} else {
			p.leave(rel.Key(), string(rel.Status))
		}
	}
	return active
}

// Published returns the relationships that have a workbook, and notes the others as left out.
func (p *Plan) Published(all []*program.Relationship) []*program.Relationship {
	var published []*program.Relationship
	for _, rel := range all {
		if rel.Status != program.Draft {
			published = append(published, rel)
		} else {
			p.leave(rel.Key(), string(rel.Status))
		}
	}
	return published
}
