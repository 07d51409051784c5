package workbook

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"pairbook/internal/program"
)

func TestEveryPartCanBePlanned(t *testing.T) {
	var known []string
	for _, p := range parts {
		known = append(known, p.name)
	}
	if diff := cmp.Diff(slices.Sorted(slices.Values(program.Parts)), slices.Sorted(slices.Values(known))); diff != "" {
		t.Errorf("program.Parts and the parts of workbooks (-program +workbook):\n%s", diff)
	}
}

// Pages, numbers, contents and tabs follow the parts that are chosen.
func TestPartsAreChosenAndOrdered(t *testing.T) {
	w := plan(t, tom, "parts = [\"roadmap\", \"closing\", \"midpoint\", \"sessions\", \"notes\"]\n"+pair+"[schedule]\nsessions = 3\n")
	want := `index.html 1:cover 2:cover-back
roadmap.html 3:roadmap
closing.html 4:closing 5:keepsake
session-1.html 7:session-1 8:check-in-1
session-2.html 9:session-2 10:check-in-2
midpoint.html 11:midpoint
session-3.html 13:session-3 14:check-in-3
notes.html 15:notes 16:notes-back
workbook.html 1:cover 2:cover-back 3:roadmap 4:closing 5:keepsake 6:keepsake-notes 7:session-1 8:check-in-1 9:session-2 10:check-in-2 11:midpoint 12:midpoint-notes 13:session-3 14:check-in-3 15:notes 16:notes-back
`
	if diff := cmp.Diff(want, listing(w)); diff != "" {
		t.Errorf("outline (-want +got):\n%s", diff)
	}
	var lines, tabs []string
	for _, line := range sheet[*Back](t, w, "cover-back").Contents {
		lines = append(lines, fmt.Sprintf("%s %d", line.Href, line.Sheet))
	}
	if got := strings.Join(lines, ", "); got != "roadmap.html 3, closing.html 4, session-1.html 7, session-2.html 9, midpoint.html 11, session-3.html 13, notes.html 15" {
		t.Errorf("the contents are %s", got)
	}
	for _, s := range w.Sheets {
		tabs = append(tabs, s.Frame().Tab())
	}
	if got := strings.Join(tabs, " "); got != "1 1 2 3 3 3 5 5 5 5 4 4 5 5 6 6" {
		t.Errorf("the tabs are %s", got)
	}
}

func TestMoreTabsThanUsualShareTheEdge(t *testing.T) {
	f := Frame{Place: 2, Tabs: UsualTabs()}
	if got := f.Tab(); got != "2" {
		t.Errorf("the usual ones: %q", got)
	}
	if f.Tabs++; f.Tab() != fmt.Sprintf("2 tabs-%d", UsualTabs()+1) {
		t.Errorf("one more: %q", f.Tab())
	}
}

func TestFewSessionsHaveNoMidpoint(t *testing.T) {
	for sessions, want := range map[int]bool{1: false, 2: false, 3: true} {
		w := plan(t, tom, pair+fmt.Sprintf("[schedule]\nsessions = %d\n", sessions))
		if got := strings.Contains(listing(w), "midpoint.html"); got != want {
			t.Errorf("with %d sessions there is a midpoint: %t", sessions, got)
		}
	}
}

// Nothing leads to a page of a part that is left out.
func TestNothingLeadsToPartsLeftOut(t *testing.T) {
	s := load(t, tom, "parts = [\"roadmap\"]\nschedule.first = 2027-01-14\n"+pair+"[[actions]]\nwho = \"both\"\nwhat = \"Meet\"\n")
	r := s.Cohorts[0].Relationships[0]
	w := Plan(s, r)
	c := sheet[*Back](t, w, "cover-back")
	if c.NextPage != "" || c.GoalsPage != "" || c.PromisesPage != "" || c.Next == nil {
		t.Errorf("the cover leads to %q, %q, %q", c.NextPage, c.GoalsPage, c.PromisesPage)
	}
	for _, stop := range sheet[*Roadmap](t, w, "roadmap").Road.Stops {
		if stop.Href != "" {
			t.Errorf("the roadmap leads to %s", stop.Href)
		}
	}
	if leaf := NewPlanner(s).Leaf(r, 1); leaf != nil {
		t.Errorf("there is a leaf of %d sheets for the packs", len(leaf))
	}
	w = plan(t, tom, "parts = [\"sessions\", \"midpoint\"]\n"+pair)
	if sheet[*CheckIn](t, w, "check-in-6").Ends || sheet[*Midpoint](t, w, "midpoint").Agreed {
		t.Error("sheets speak of a closing or an agreement that is left out")
	}
}

// A short agreement is one sheet: clauses, with what is expected first, and signatures.
func TestAnAgreementMayBeShort(t *testing.T) {
	w := plan(t, tom, pair+"[agreement]\nshort = true\nexpectations = [\"We come.\", \"We listen.\"]\nrescheduling = \"Call.\"\n[[agreement.clauses]]\ntext = \"Own.\"\n")
	if !strings.Contains(listing(w), "agreement.html 7:terms\n") {
		t.Errorf("the agreement is not one sheet:\n%s", listing(w))
	}
	terms := sheet[*Terms](t, w, "terms")
	var clauses []string
	for _, c := range terms.Clauses {
		clauses = append(clauses, c.Key+c.Text)
	}
	if got := strings.Join(clauses, "; "); got != "expectationsWe come. We listen.; confidentiality; limits; ending; Own.; legal" || terms.Table || len(terms.Signers) != 2 || terms.F.Guide == nil {
		t.Errorf("clauses %s, table %t, %d signers, guide %v", got, terms.Table, len(terms.Signers), terms.F.Guide)
	}
}
