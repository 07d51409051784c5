package main

import (
	"fmt"
	"slices"
	"time"

	"pairbook/internal/diag"
)

func (v voice) watching() { v.say("Building, and again on every change. Ctrl-C ends it.") }

// rebuilt reports one build of many. outcome says what came of one with problems.
func (v voice) rebuilt(a attempt, outcome string) {
	if a.err != nil {
		v.fault(a.err)
		return
	}
	r := a.report
	v.object(r)
	if !r.Done {
		v.tell(r.Problems, outcome)
		return
	}
	v.tell(slices.DeleteFunc(slices.Clone(r.Problems), func(p diag.Problem) bool {
		return p.Severity == diag.Warning && slices.Contains(a.known, p) // said already
	}), "")
	what := fmt.Sprintf("%s of %s", count(r.Pages, "page", "pages"), count(r.Workbooks, "workbook", "workbooks"))
	if len(a.changed) > 0 {
		what = several(a.changed)
	}
	v.say("%s: %d changed, %d unchanged, %d removed in %s%s", what, r.Written, r.Unchanged, r.Removed, r.Duration.Round(time.Millisecond), besides(r))
}

// several names a few of many files.
func several(names []string) string {
	if len(names) == 1 {
		return names[0]
	}
	return fmt.Sprintf("%s and %d more", names[0], len(names)-1)
}

// notice says why the folder is polled.
func (v voice) notice(text string) { v.say("%s", text) }

// serving says where the preview is.
func (v voice) serving(address string, wanted, got int) {
	if v.json {
		v.encode(map[string]string{"address": address})
		return
	}
	if wanted != 0 && wanted != got {
		v.say("Port %d is taken; %d is the next free one.", wanted, got)
	}
	v.say("The preview is at %s and only this computer can see it. Ctrl-C ends it.", address)
}

// browserOpened says that no browser could be opened, if err is not nil.
func (v voice) browserOpened(err error) {
	if err != nil {
		v.say("No browser could be opened (%v): type the address into one yourself.", err)
	}
}
