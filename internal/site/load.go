package site

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strconv"

	"pairbook/internal/diag"
	"pairbook/internal/digest"
	"pairbook/internal/markdown"
	"pairbook/internal/program"
	"pairbook/internal/source"
	"pairbook/internal/tomlfile"
)

const (
	siteName   = "site.toml"
	cohortsDir = program.CohortsDir
	cohortName = "cohort.toml"
)

// Load reads the site in fsys over the built-in one. The Site is nil only when
// there is an error. With problems that are not warnings it lacks what they
// spoiled, and must not be published as a whole.
func Load(fsys, builtin fs.FS, memory *Memory) (*Site, []diag.Problem, error) {
	b, err := Begin(fsys, builtin, memory)
	if err != nil {
		return nil, nil, err
	}
	s, problems, err := b.Load()
	if err == nil && len(s.Unreadable) > 0 {
		return nil, nil, s.Unreadable[0].Err
	}
	return s, problems, err
}

// A Beginning is a site of which site.toml has been read, for those who can do
// something with that while the rest is read.
type Beginning struct {
	Top    // of the Site
	loader *loader
}

// Begin reads site.toml. Whatever is wrong with it is said by Load.
func Begin(fsys, builtin fs.FS, memory *Memory) (*Beginning, error) {
	l := &loader{
		fsys: fsys, builtin: builtin, memory: memory,
		files: source.Layers{fsys, builtin},
		site:  &Site{Top: Top{Options: map[string]Option{}}},
	}
	if err := l.readSite(); err != nil {
		return nil, err
	}
	if err := l.readFormats(); err != nil {
		return nil, err
	}
	l.foundProgram()
	return &Beginning{l.site.Top, l}, nil
}

// UsePaper has the pages made for another paper than site.toml says.
func (b *Beginning) UsePaper(paper program.Paper) {
	b.Program.Paper, b.loader.site.Program.Paper = paper, paper
}

// Load reads the rest; see the function Load. What cannot be read in a cohort is no
// error here, but Unreadable in the Site. It is for one call.
func (b *Beginning) Load() (*Site, []diag.Problem, error) {
	l := b.loader
	for _, step := range []func() error{l.checkNames, l.list, l.markFormats, l.listDocuments, l.readCohorts, l.readDocuments, l.readMessages, l.reportBorrowed, l.link, l.reportUnread} {
		if err := step(); err != nil {
			return nil, nil, err
		}
	}
	return l.site, diag.Sort(l.problems), nil
}

// ReadProgram reads site.toml alone.
func ReadProgram(fsys fs.FS) (program.Program, []diag.Problem, error) {
	l := &loader{fsys: fsys, site: &Site{Top: Top{Options: map[string]Option{}}}}
	if err := l.readSite(); err != nil {
		return program.Program{}, nil, err
	}
	return l.site.Program, diag.Sort(l.problems), nil
}

// A loader is one run of Load; its steps go from top to bottom.
type loader struct {
	fsys, builtin fs.FS
	files         source.Layers // the one over the other
	memory        *Memory
	site          *Site
	problems      []diag.Problem

	top     *tomlfile.File  // site.toml; nil when it cannot be read
	entries []program.Entry // the [[sessions]] of site.toml, in its order
	formats digest.Sum      // of all formats
	named   *Format         // the format that site.toml names; nil: none that there is

	inherited map[string]*inheritance // what relationships have from these files, by cohort; "": in any
	inventory
	found []*documentFile
	docs  []*Document
}

func (l *loader) problem(at diag.Position, text, hint string) {
	l.problems = append(l.problems, diag.Problem{Position: at, Text: text, Hint: hint})
}

func (l *loader) warn(at diag.Position, text, hint string) {
	l.problems = append(l.problems, diag.Problem{Severity: diag.Warning, Position: at, Text: text, Hint: hint})
}

// readSite reads site.toml. When it cannot be read, the other files are looked
// at all the same.
func (l *loader) readSite() error {
	src, problem, err := source.Read(l.fsys, siteName, source.TOMLSize)
	var f siteFile
	switch {
	case errors.Is(err, fs.ErrNotExist) && cloudOnly(l.fsys, siteName): // see checkNames
	case errors.Is(err, fs.ErrNotExist):
		l.problem(diag.Position{File: siteName}, "there is no site.toml in this folder",
			`go to the folder of your site, name it with --site, or start a site with "pairbook new"`)
	case err != nil:
		return err
	case problem != nil:
		l.problems = append(l.problems, *problem)
	default:
		l.top = l.parse(src, &f, func() []program.Fault { return append(f.Program.Check(), f.Defaults.Check()...) })
	}
	f.Program.SetDefaults()
	l.site.Program, l.entries = f.Program, f.Sessions
	if l.top == nil {
		return nil
	}
	l.site.Revision = f.Schedule.Revision
	l.site.ThemeAt = l.top.Value("theme")
	for name, value := range f.ThemeOptions {
		path := "theme_options." + strconv.Quote(name)
		l.site.Options[name] = Option{Value: value, Key: l.top.Key(path), At: l.top.Value(path)}
	}
	return nil
}

// foundProgram finds the format that site.toml names, and what it calls the roles where
// site.toml does not.
func (l *loader) foundProgram() {
	p := &l.site.Program
	if l.top != nil {
		l.problems = append(l.problems, inFile(l.top, checkFormat(l.site.Formats, p.Format))...)
	}
	l.named = formatOf(l.site.Formats, p.Format)
	everybody := &inheritance{folder: &cohortFolder{top: l.top, listed: l.site.Formats}, programme: p.Language, site: l.named}
	l.inherited = map[string]*inheritance{"": everybody}
	p.Labels = everybody.base(inherited{language: p.Language}).Labels
}

// parse reads a TOML file into a struct and adds its problems, those of check
// included. The file is nil when it is no TOML.
func (l *loader) parse(src diag.Source, into any, check func() []program.Fault) *tomlfile.File {
	file, problems := parse(src, into, check)
	l.problems = append(l.problems, problems...)
	return file
}

func parse(src diag.Source, into any, check func() []program.Fault) (*tomlfile.File, []diag.Problem) {
	return parseOver(src, into, func(*tomlfile.File) {}, check)
}

// parseOver is parse; begin fills the struct with what the file stands over, before what the
// file says.
func parseOver(src diag.Source, into any, begin func(*tomlfile.File), check func() []program.Fault) (*tomlfile.File, []diag.Problem) {
	file, problems := tomlfile.Parse(src, into)
	if file == nil {
		return nil, problems
	}
	begin(file)
	wrong := map[int]bool{}
	for _, p := range file.Decode(into) {
		problems = append(problems, p)
		wrong[p.Position.Line] = p.Severity == diag.Error
	}
	problems = append(problems, checkCompletions(file)...)
	for _, p := range inFile(file, check()) {
		if !wrong[p.Position.Line] { // what could not be decoded is not faulted again for being empty
			problems = append(problems, p)
		}
	}
	return file, slices.Concat(problems, fieldsInAgendas(file), markdown.InPlainText(file))
}

// readCohorts reads every cohort folder and its relationships.
func (l *loader) readCohorts() error {
	if l.top != nil {
		l.problems = append(l.problems, checkTopics(l.top, l.entries, l.site.Library.Names(Topics, anyCohort))...)
	}
	for _, f := range l.site.Formats {
		if !f.Builtin { // the topics of those are built in too
			l.problems = append(l.problems, checkTopics(f.versions[0].text().file, f.said().Sessions, l.site.Library.Names(Topics, anyCohort))...)
		}
	}
	for _, id := range sortedKeys(l.folders) {
		cohort, err := l.readCohort(id)
		if err != nil {
			return err
		}
		l.site.Cohorts = append(l.site.Cohorts, cohort)
	}
	slices.SortFunc(l.site.Cohorts, func(a, b *program.Cohort) int { return cmp.Compare(a.Address, b.Address) })
	return nil
}

// readCohort reads one cohort folder.
func (l *loader) readCohort(id string) (*program.Cohort, error) {
	c, err := l.newCohort(id)
	if err != nil {
		return nil, err
	}
	l.checkCohortAddress(c.cohort)
	if err := l.readRelationships(c); err != nil {
		return nil, err
	}
	clash := l.checkAddresses(c.cohort.ID)
	l.spoil(c.cohort, func(r *program.Relationship) bool {
		return c.faulty || l.spoiled[id] || clash[r.Address] || c.copies[r.Address]
	})
	return c.cohort, nil
}

// spoil counts sound relationships among the broken: what is around them is not.
func (l *loader) spoil(c *program.Cohort, spoiled func(*program.Relationship) bool) {
	for _, list := range []*[]*program.Relationship{&c.Relationships, &c.Anonymised} {
		*list = slices.DeleteFunc(*list, func(r *program.Relationship) bool {
			if spoiled(r) {
				l.site.Broken = append(l.site.Broken, Broken{Cohort: r.Cohort, ID: r.ID, Dir: r.Dir()})
				return true
			}
			return false
		})
	}
}

// checkCohortAddress finds cohorts that cannot have the address their name gives.
func (l *loader) checkCohortAddress(c *program.Cohort) {
	at := diag.Position{File: cohortsDir + "/" + c.ID}
	if program.ReservedCohort(c.Address) {
		l.problem(at, fmt.Sprintf("a cohort cannot be called %q: Pairbook needs that address itself", c.ID), "give the folder another name")
	}
	for _, other := range l.site.Cohorts {
		if other.Address == c.Address {
			l.problem(at, fmt.Sprintf("this cohort has the same address, %q, as %s/%s", c.Address, cohortsDir, other.ID), "rename one of the two folders")
		}
	}
}
