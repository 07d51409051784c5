package build

import (
	"errors"
	"fmt"
	"io/fs"
	"testing"

	"pairbook/internal/site"
)

func TestWhatCannotBeReadInACohortStopsOnlyABuildThatDoesNotKeepGoing(t *testing.T) {
	const file = "content/cohorts/spring/tom.toml"
	cannot := fmt.Errorf("reading %s: %w", file, &fs.PathError{Op: "open", Path: file, Err: errors.New("permission denied")})
	r := &run{report: &Report{}, inputs: inputs{site: &site.Site{Unreadable: []site.Unreadable{{Name: file, Err: cannot}}}}}
	if err := r.unreadable(); !errors.Is(err, cannot) || len(r.report.Problems) > 0 {
		t.Errorf("error %v, problems %v", err, r.report.Problems)
	}
	r.KeepGoing = true
	err := r.unreadable()
	want := file + ": this cannot be read: permission denied\n   look whether another program holds it open, and whether you may read it"
	if err != nil || len(r.report.Problems) != 1 || r.report.Problems[0].String() != want {
		t.Errorf("error %v, problems %v", err, r.report.Problems)
	}
}
