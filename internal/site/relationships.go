package site

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"
	"golang.org/x/text/unicode/norm"

	"pairbook/internal/diag"
	"pairbook/internal/digest"
	"pairbook/internal/program"
	"pairbook/internal/source"
	"pairbook/internal/tomlfile"
)

// A cohort folder while its relationships are read.
type cohortFolder struct {
	cohort  *program.Cohort
	top     *tomlfile.File // site.toml; nil when it cannot be read
	file    *tomlfile.File // cohort.toml; nil when there is none
	topics  []string
	formats digest.Sum // of all that there are
	listed  []*Format  `digest:"-"`
	broken  bool       // cohort.toml or site.toml cannot be read: nothing can be resolved
	faulty  bool       // cohort.toml has a problem: nothing of the cohort is sound

	inherited *inheritance    `digest:"-"` // what its relationships have from all of these
	copies    map[string]bool `digest:"-"` // addresses of relationships that are copies of others
	sum       digest.Sum      `digest:"-"` // of all the rest
}

// newCohort reads the folder's cohort.toml, if it has one.
func (l *loader) newCohort(id string) (*cohortFolder, error) {
	programme := l.site.Program
	cohort := &program.Cohort{ID: id, Address: program.Slug(id), Title: id, Language: programme.Language, Contact: programme.Contact, RetainUntil: programme.RetainUntil}
	c := &cohortFolder{cohort: cohort, top: l.top, topics: l.site.Library.Names(Topics, id), formats: l.formats, listed: l.site.Formats, broken: l.top == nil}
	c.inherited = &inheritance{folder: c, programme: programme.Language, site: l.named}
	l.inherited[id] = c.inherited
	name := cohortsDir + "/" + id + "/" + cohortName
	src, problem, err := source.Read(l.fsys, name, source.TOMLSize)
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		l.tree[name] = true
		l.site.Unreadable = append(l.site.Unreadable, Unreadable{name, err})
		c.broken = true
	case problem != nil:
		l.tree[name] = true
		l.problems = append(l.problems, *problem)
		c.broken = true
	default:
		l.tree[name] = true
		var f cohortFile
		var problems []diag.Problem
		c.file, problems = parse(src, &f, func() []program.Fault { return append(f.Defaults.Check(), checkFormat(c.listed, f.Format)...) })
		if c.file == nil {
			c.broken = true
		} else {
			problems = append(problems, checkTopics(c.file, f.Sessions, c.topics)...)
			c.inherited.cohort = formatOf(c.listed, f.Format)
		}
		l.problems = append(l.problems, problems...)
		errs, _ := diag.Count(problems)
		c.faulty = errs > 0
		cohort.Title = cmp.Or(f.Title, cohort.Title)
		cohort.Language = cmp.Or(f.Language, cohort.Language)
		cohort.Contact = f.Contact.Or(cohort.Contact)
		cohort.RetainUntil = cmp.Or(f.RetainUntil, cohort.RetainUntil)
	}
	base := c.inherited.base(inherited{language: cohort.Language})
	l.problems = append(l.problems, base.problems...)
	cohort.Labels, cohort.Revision = base.Labels, base.Schedule.Revision
	cohort.Places = places(base.Defaults)
	c.sum = digest.Of(c)
	return c, nil
}

// places lists where the sessions of a whole cohort take place.
func places(d program.Defaults) []string {
	all := []string{d.Schedule.Place}
	for _, e := range d.Sessions {
		all = append(all, e.Place)
	}
	return slices.DeleteFunc(all, func(place string) bool { return strings.TrimSpace(place) == "" })
}

// readRelationships reads the relationship files of a cohort, side by side.
func (l *loader) readRelationships(c *cohortFolder) error {
	files := l.folders[c.cohort.ID]
	learned := make([]*learnedRelationship, len(files))
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, file := range files {
		if learned[i] = l.memory.known(file, c.sum); learned[i] != nil {
			continue
		}
		group.Go(func() (err error) {
			defer diag.Catch(&err)
			learned[i], err = l.readRelationship(c, file)
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return err
	}
	for i, file := range files {
		l.tree[file] = true
		l.add(c.cohort, file, learned[i])
	}
	c.copies = l.checkSamePeople(files, learned)
	for _, list := range [][]*program.Relationship{c.cohort.Relationships, c.cohort.Anonymised} {
		slices.SortFunc(list, func(a, b *program.Relationship) int { return cmp.Compare(a.Address, b.Address) })
	}
	return nil
}

// add puts a relationship where it belongs: into its cohort, or among the broken.
func (l *loader) add(cohort *program.Cohort, file string, learned *learnedRelationship) {
	l.problems = append(l.problems, learned.problems...)
	if learned.unreadable != nil {
		l.site.Unreadable = append(l.site.Unreadable, Unreadable{file, learned.unreadable})
	}
	if errs, _ := diag.Count(learned.problems); errs == 0 && learned.relationship != nil {
		if learned.relationship.Anonymised != nil {
			cohort.Anonymised = append(cohort.Anonymised, learned.relationship)
		} else {
			cohort.Relationships = append(cohort.Relationships, learned.relationship)
		}
		return
	}
	id := stem(file)
	l.site.Broken = append(l.site.Broken, Broken{Cohort: cohort.ID, ID: id, Dir: cohort.Address + "/" + program.Slug(id)})
}

// readRelationship reads one file, and remembers what it learned of the same text.
func (l *loader) readRelationship(c *cohortFolder, file string) (*learnedRelationship, error) {
	src, problem, err := source.Read(l.fsys, file, source.TOMLSize)
	if err != nil {
		l.memory.unlearn(file)
		return &learnedRelationship{unreadable: err}, nil
	}
	if problem != nil {
		l.memory.unlearn(file)
		return &learnedRelationship{problems: []diag.Problem{*problem}}, nil
	}
	inputs := digest.Of(c.sum, src)
	return l.memory.relationship(file, c.sum, inputs, func() *learnedRelationship {
		learned := c.resolve(src)
		if learned.relationship != nil {
			learned.relationship.Sources = inputs
		}
		return learned
	}), nil
}

// resolve turns the text of a relationship file into a relationship. It sees nothing but
// the two whose digest is the relationship's.
func (c *cohortFolder) resolve(src diag.Source) *learnedRelationship {
	var record program.Record
	var base *foundation
	file, problems := parseOver(src, &record, func(file *tomlfile.File) {
		if base = c.inherited.of(file); !file.Has("anonymised") {
			record.Labels, record.Defaults = base.Labels, base.Defaults
		}
	}, func() []program.Fault { return append(record.Check(), checkFormat(c.listed, record.Format)...) })
	learned := &learnedRelationship{problems: problems}
	if file == nil || c.broken {
		return learned
	}
	id := stem(src.Name)
	setting := program.Setting{
		Cohort: c.cohort.ID, ID: id, Address: program.Slug(id),
		Format: base.format, Language: c.cohort.Language, Contact: c.cohort.Contact, RetainUntil: c.cohort.RetainUntil,
	}
	if errs, _ := diag.Count(problems); record.Anonymised != nil && errs == 0 {
		inherit(&record.Defaults, program.Defaults{}, file)
		learned.relationship = record.ResolveAnonymised(setting)
	}
	if file.Has("anonymised") {
		return learned
	}
	learned.problems = append(learned.problems, checkTopics(file, record.Sessions, c.topics)...)
	learned.problems = append(append(learned.problems, base.problems...), inherit(&record.Defaults, base.Defaults, file)...)
	dropBeyond(&record.Defaults, file)
	relationship, faults := record.Resolve(setting)
	if errs, _ := diag.Count(learned.problems); errs > 0 {
		faults = slices.DeleteFunc(faults, func(f program.Fault) bool { // of a side that cannot be read
			return (f.Path == string(program.Mentor) || f.Path == string(program.Mentee)) && (file.Has(f.Path) || file.Has(f.Path+"s"))
		})
	}
	files := append(levels{file}, base.files...)
	learned.relationship, learned.people = relationship, samePeople(relationship)
	learned.problems = append(learned.problems, files.problems(append(faults, unknownTopics(relationship, c.topics)...))...)
	return learned
}

// unknownTopics finds sessions whose topic this cohort lacks, though another may
// have it: topics of a relationship's own file are found twice, at one place.
func unknownTopics(r *program.Relationship, topics []string) []program.Fault {
	var faults []program.Fault
	if r == nil {
		return nil
	}
	for _, s := range r.Sessions {
		if s.Topic != "" && !slices.Contains(topics, s.Topic) {
			faults = append(faults, unknownTopic(fmt.Sprintf("sessions[%d].topic", s.Number), s.Topic, topics))
		}
	}
	return faults
}

func unknownTopic(path, topic string, topics []string) program.Fault {
	hint := "the topics are " + strings.Join(topics, ", ")
	if near := diag.Nearest(topic, topics); near != "" {
		hint = fmt.Sprintf("did you mean %q? %s", near, hint)
	}
	return program.Fault{Path: path, Text: fmt.Sprintf("there is no topic %q", topic), Hint: hint}
}

// checkTopics finds the topics of a file's [[sessions]] that there is no document for.
func checkTopics(file *tomlfile.File, entries []program.Entry, topics []string) []diag.Problem {
	var faults []program.Fault
	for i, entry := range entries {
		if entry.Topic != "" && !slices.Contains(topics, norm.NFC.String(entry.Topic)) {
			faults = append(faults, unknownTopic(entryPath(i+1)+".topic", entry.Topic, topics))
		}
	}
	return inFile(file, faults)
}

// checkAddresses finds relationships that would be written to one place, or to a
// place that is taken, and returns those addresses.
func (l *loader) checkAddresses(cohort string) map[string]bool {
	taken, clash := map[string]string{}, map[string]bool{}
	for _, file := range l.folders[cohort] {
		address, at := program.Slug(stem(file)), diag.Position{File: file}
		if program.ReservedID(address) {
			clash[address] = true
			l.problem(at, fmt.Sprintf("a relationship cannot be called %q: Pairbook needs that address itself", stem(file)), "give the file another name")
		}
		if other := taken[address]; other != "" {
			clash[address] = true
			l.problem(at, fmt.Sprintf("this relationship has the same address, %q, as %s", address, other), "rename one of the two files")
		}
		taken[address] = file
	}
	return clash
}

// checkSamePeople warns of two relationships of the same people: mostly a copy
// that was forgotten. A file whose name says so is a problem; it returns the addresses
// of these.
func (l *loader) checkSamePeople(files []string, learned []*learnedRelationship) map[string]bool {
	copies := map[string]bool{}
	seen := make(map[string]string, len(files))
	for i, file := range files {
		key := learned[i].people
		if key == "" {
			continue
		}
		if other := seen[key]; other != "" {
			both := []string{file, other}
			slices.SortFunc(both, func(a, b string) int { return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b)) })
			at := diag.Position{File: both[1]}
			if isCopy(stem(both[1]), stem(both[0])) {
				copies[program.Slug(stem(both[1]))] = true
				l.problem(at, "this is a copy of "+both[0]+", of the same people", "keep the one that is right, and delete the other")
			} else {
				l.warn(at, "these are the same people as in "+both[0], "if it is a copy, delete it")
			}
		}
		seen[key] = file
	}
	return copies
}

// isCopy reports whether a file's name is that of another with something before or behind
// it, as file managers and synchronisers name copies in every language: "tom (1)",
// "tom - Copy", "Kopie von tom".
func isCopy(name, of string) bool {
	if rest, ok := strings.CutPrefix(name, of); ok && rest != "" {
		return strings.ContainsRune(" (_", rune(rest[0]))
	}
	return strings.HasSuffix(name, " "+of)
}

// samePeople is a text that two relationships of the same people have in common;
// empty when nothing is known of them.
func samePeople(r *program.Relationship) string {
	if r == nil {
		return ""
	}
	var names []string
	for _, p := range r.People() {
		names = append(names, p.Folded)
	}
	slices.Sort(names)
	return strings.Join(names, "\n")
}

// stem is a file's name without folder and ending.
func stem(file string) string { return strings.TrimSuffix(path.Base(file), path.Ext(file)) }
