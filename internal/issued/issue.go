package issued

import (
	"bytes"

	"pairbook/internal/edit"
	"pairbook/internal/program"
	"pairbook/internal/site"
	"pairbook/internal/state"
	"pairbook/internal/workbook"
)

// An Issue is what is handed out: the workbooks of some relationships as they are now.
type Issue struct {
	Change edit.Change // of the file in .pairbook, to be written and taken back like a change of the site
	Keys   []string    // of the relationships
	Sheets int         // of all of them together
}

// NewIssue plans to remember what the workbooks of some relationships of a site say. before is
// the file as it is, nil when there is none; what is in a file that cannot be read is lost. what
// says it in a few words, for undo.
func NewIssue(what string, before []byte, s *site.Site, some []*program.Relationship) Issue {
	record, _ := Parse(before)
	record.take(s)
	reader, all := workbook.NewReader(s), content(s)
	issue := Issue{Change: edit.Change{What: what}}
	for _, rel := range some {
		facts := reader.Facts(rel)
		record.put(rel, inputs(all, rel), facts)
		issue.Keys, issue.Sheets = append(issue.Keys, rel.Key()), issue.Sheets+len(facts)
	}
	if after := record.Bytes(); len(some) > 0 && !bytes.Equal(before, after) {
		issue.Change.Files = []edit.File{{Path: state.Name + "/" + IssuedName, Before: before, After: after}}
	}
	return issue
}
