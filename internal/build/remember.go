package build

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"slices"

	"pairbook/internal/calendar"
	"pairbook/internal/diag"
	"pairbook/internal/program"
	"pairbook/internal/render"
	"pairbook/internal/site"
	"pairbook/internal/theme"
)

// A drawing is what it takes to draw, and the problems of making it. Reading all
// templates and checking them takes longer than drawing a workbook.
type drawing struct {
	theme    *theme.Theme      // nil when it cannot be read
	looks    [sha256.Size]byte // the digest of the theme
	renderer *render.Renderer  // nil when it could draw nothing
	from     [sha256.Size]byte // the digest of what the renderer was made from

	themeProblems, problems []diag.Problem
}

// prepare makes the drawing of a site, or leaves it as it is when it would come out the
// same. changed lists the paths that may be other than they were; nil: any may.
func (m *Memory) prepare(fsys, builtin fs.FS, s site.Top, changed []string) error {
	d, p := &m.drawing, &s.Program
	others := slices.ContainsFunc(changed, func(file string) bool { return !isRelationship(file) })
	if d.theme == nil || changed == nil || others {
		t, problems, err := theme.Load(fsys, builtin, p.Theme, s.ThemeAt, s.Options, p.Paper)
		if err != nil {
			return err
		}
		d.theme, d.themeProblems = t, problems
		if t == nil {
			*d = drawing{themeProblems: problems}
			return nil
		}
		d.looks = t.Hash()
	}
	from := sha256.Sum256(fmt.Appendf(nil, "%x %q %#v %q", d.looks, p.Title, p.Labels, p.Language))
	if d.from != from || d.renderer == nil {
		d.from = from
		d.renderer, d.problems = render.New(d.theme, p)
	}
	return nil
}

// digests are what the keys of output files are made of. A relationship never changes,
// so they hold as long as all that has a part in every one.
type digests struct {
	inputs   string // of all that its pages rest on
	calendar string // see calendar.Digest
}

// knownDigests are those of all relationships of a run.
type knownDigests struct {
	with string // what has a part in all of them: program, theme and documents
	of   map[*program.Relationship]digests
}

// allDigests returns the digests of all relationships.
func (r *run) allDigests() map[*program.Relationship]digests {
	known := &r.memory.digests
	if with := fmt.Sprintf("%q %x %x", r.Version, r.looks, r.site.Library.Digest()); with != known.with {
		*known = knownDigests{with: with}
	}
	all := make(map[*program.Relationship]digests, len(known.of))
	for _, c := range r.site.Cohorts {
		for _, rel := range c.Relationships {
			d, ok := known.of[rel]
			if !ok {
				inputs := r.site.Inputs(rel)
				sum := sha256.Sum256(fmt.Appendf(nil, "%s %x", known.with, inputs))
				d = digests{hex.EncodeToString(sum[:]), calendar.Digest(rel)}
			}
			all[rel] = d
		}
	}
	known.of = all
	return all
}

// key is the digest of all that the pages of a relationship rest on.
func (r *run) key(rel *program.Relationship) string { return r.digests[rel].inputs }

// keyOf is the digest of all that a file about several relationships rests on; also is
// what it says besides.
func (r *run) keyOf(of []*program.Relationship, also string) string {
	all := fmt.Appendf(nil, "%q %x %q %q", r.Version, r.looks, r.publicFromDesk(), also)
	for _, rel := range of {
		all = append(all, r.key(rel)...)
	}
	sum := sha256.Sum256(all)
	return hex.EncodeToString(sum[:])
}
