package build

import (
	"io/fs"
	"slices"

	"pairbook/internal/calendar"
	"pairbook/internal/desk"
	"pairbook/internal/diag"
	"pairbook/internal/digest"
	"pairbook/internal/issued"
	"pairbook/internal/program"
	"pairbook/internal/render"
	"pairbook/internal/site"
	"pairbook/internal/theme"
	"pairbook/internal/workbook"
)

// inputs are what a run has read, to make pages of.
type inputs struct {
	site    *site.Site
	facts   *desk.Desk
	planner *workbook.Planner
	rendering
	warm bool // a good run went before, with the same Memory

	reprints issued.Comparison // what says something else than when it was handed out

	digests
}

// digests are those of all that pages rest on.
type digests struct {
	shared digest.Sum                             // of what has a part in every page
	of     map[*program.Relationship]relationship // what rests on shared and the relationship
}

// relationship is what follows from a relationship and what has a part in every page.
type relationship struct {
	key    string     // the digest of both
	events digest.Sum // of the events of its calendar
}

// A rendering is a theme and what draws by it, and the problems of making them. To read
// all templates and check them takes longer than to draw a workbook.
type rendering struct {
	theme    *theme.Theme     // nil when it cannot be read
	themeSum digest.Sum       // its digest
	renderer *render.Renderer // nil when it could draw nothing
	from     digest.Sum       // of the theme and the programme, which it was made from

	themeProblems, problems []diag.Problem
}

// prepare makes the rendering of a site, or leaves it as it is when it would come out the
// same. changed lists the paths that may be other than they were; nil: any may.
func (d *rendering) prepare(fsys, builtin fs.FS, s site.Top, changed []string) error {
	p := &s.Program
	others := slices.ContainsFunc(changed, func(file string) bool { return !isRelationship(file) })
	if d.theme == nil || changed == nil || others {
		t, problems, err := theme.Load(fsys, builtin, p.Theme, s.ThemeAt, s.Options, p.Paper)
		if err != nil {
			return err
		}
		if t == nil {
			*d = rendering{themeProblems: problems}
			return nil
		}
		d.theme, d.themeSum, d.themeProblems = t, digest.Of(t), problems
	}
	if from := digest.Of(d.themeSum, p); d.from != from || d.renderer == nil {
		d.from = from
		d.renderer, d.problems = render.New(d.theme, p)
	}
	return nil
}

// sum makes the digests of all that pages rest on. Whoever asks whether the output still
// has a file names it by the digest of what the file is drawn from: shared, and a
// relationship or what package desk knows of a cohort. Of last it takes what is the same:
// a *program.Relationship never changes.
func (in *inputs) sum(version string, last digests) {
	in.shared = digest.Of(version, in.themeSum, in.site.Program, in.site.Library)
	if last.shared != in.shared {
		last.of = nil
	}
	in.of = map[*program.Relationship]relationship{}
	for _, c := range in.site.Cohorts {
		for _, rel := range c.Relationships {
			known, ok := last.of[rel]
			if !ok {
				events := calendar.Events(in.site.Program.Address, rel)
				known = relationship{key: digest.Of(in.shared, rel).String(), events: digest.Of(events)}
			}
			in.of[rel] = known
		}
	}
}

// key is the digest of all that the pages of a relationship rest on.
func (in *inputs) key(rel *program.Relationship) string { return in.of[rel].key }
