package build

import (
	"fmt"
	"io/fs"
	"strings"

	"pairbook/internal/output"
	"pairbook/internal/program"
	"pairbook/internal/render"
	"pairbook/internal/source"
)

// singleName is the file of a whole workbook that needs no other.
const singleName = "workbook-single.html"

// extraPages is how many pages a workbook has besides those of its plan.
func (r *run) extraPages() int {
	if r.site.Program.Print.Single {
		return 1
	}
	return 0
}

// single puts a workbook as one file, made of its whole page, where the programme wants it.
func (r *run) single(rel *program.Relationship, path string, page []byte) error {
	if !r.site.Program.Print.Single {
		return nil
	}
	s := render.Single{Path: path, Address: string(r.site.Program.Address), Asset: r.asset}
	data, err := s.Make(r.withFillIn(rel, page))
	if err != nil {
		return fmt.Errorf("making one file of %s: %w", path, err)
	}
	return r.out.Put(output.File{Tree: public, Path: rel.Dir() + "/" + singleName, Kind: output.Page, Owner: rel.Key(), Data: data})
}

// asset returns a file that pages load.
func (r *run) asset(path string) ([]byte, error) {
	for _, a := range r.assetsOf(public) {
		if name, ok := strings.CutPrefix(path, "assets/"); ok && name == a.Path {
			return a.Data, nil
		}
	}
	for _, m := range r.site.Media {
		if m.Address != path {
			continue
		}
		data, problem, err := source.ReadBinary(source.Layers{r.fsys, r.Builtin}, m.Source, source.PictureSize)
		if err == nil && problem != nil {
			err = fs.ErrNotExist // the problem is told where the picture is put
		}
		return data, err
	}
	return nil, fmt.Errorf("%s: %w", path, fs.ErrNotExist)
}
