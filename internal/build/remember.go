package build

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"

	"pairbook/internal/diag"
	"pairbook/internal/program"
	"pairbook/internal/render"
	"pairbook/internal/site"
	"pairbook/internal/theme"
)

// A drawing is what it takes to draw, and what that was made from. Reading all
// templates and checking them takes longer than drawing a workbook.
type drawing struct {
	from     [sha256.Size]byte
	renderer *render.Renderer
	problems []diag.Problem
}

// pen returns a renderer and the problems of making it: those of the last run, when
// they would come out the same.
func (m *Memory) pen(looks [sha256.Size]byte, t *theme.Theme, s *site.Site) (*render.Renderer, []diag.Problem) {
	p := &s.Program
	from := sha256.Sum256(fmt.Appendf(nil, "%x %q %#v %q %q", looks, p.Title, p.Labels, p.Language, s.Languages()))
	if m.drawing.from != from || m.drawing.renderer == nil {
		renderer, problems := render.New(t, p, s.Languages()...)
		m.drawing = drawing{from, renderer, problems}
	}
	return m.drawing.renderer, m.drawing.problems
}

// allKeys returns the keys of all relationships.
func (r *run) allKeys() map[*program.Relationship]string {
	keys := map[*program.Relationship]string{}
	for _, c := range r.site.Cohorts {
		for _, rel := range c.Relationships {
			keys[rel] = r.key(rel)
		}
	}
	return keys
}

// key is the digest of all that the pages of a relationship rest on.
func (r *run) key(rel *program.Relationship) string {
	inputs := r.site.Inputs(rel)
	sum := sha256.Sum256(slices.Concat([]byte(r.Version+"\n"), inputs[:], r.looks[:]))
	return hex.EncodeToString(sum[:])
}

// keyOf is the digest of all that a file about several relationships rests on; also is
// what it says besides.
func (r *run) keyOf(of []*program.Relationship, also string) string {
	h := sha256.New()
	for _, rel := range of {
		fmt.Fprintf(h, "%s %s\n", rel.Key(), r.keys[rel])
	}
	fmt.Fprintf(h, "%q %q", r.publicFromDesk(), also)
	return hex.EncodeToString(h.Sum(nil))
}
