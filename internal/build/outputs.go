package build

import (
	"path/filepath"

	"pairbook/internal/output"
	"pairbook/internal/site"
)

// The trees of the output.
const (
	public      = "public"
	facilitator = "facilitator"
)

// outputOptions says where the pages of a site go.
func (o Options) outputOptions(s *site.Site) output.Options {
	inSite := func(dir string) string {
		if filepath.IsAbs(dir) {
			return dir
		}
		return filepath.Join(o.Site, filepath.FromSlash(dir))
	}
	dir := o.Output
	if dir == "" {
		dir = inSite(s.Program.Output)
	}
	return output.Options{
		Site: o.Site, Force: o.Force, DryRun: o.DryRun, Notes: []string{saidName},
		Trees: []output.Tree{{Name: public, Dir: dir}, {Name: facilitator, Dir: inSite(s.Program.FacilitatorOutput)}},
	}
}
