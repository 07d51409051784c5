package workbook

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"pairbook/internal/program"
	"pairbook/internal/site"
)

// plan plans the one relationship of a site of files given as name, text …, over
// guidance for every section and the default topics.
func plan(t *testing.T, files ...string) *Workbook {
	t.Helper()
	s := load(t, files...)
	return Plan(s, s.Cohorts[0].Relationships[0])
}

// load reads a site as plan has it.
func load(t testing.TB, files ...string) *site.Site {
	t.Helper()
	fsys, builtin := fstest.MapFS{}, fstest.MapFS{}
	put := func(fsys fstest.MapFS, name, text string) { fsys[name] = &fstest.MapFile{Data: []byte(text)} }
	for _, s := range site.Sections {
		if s == "welcome" || s == "agreement" { // asked, they have a sheet more
			put(builtin, "content/guidance/"+s+".md", fmt.Sprintf("+++\ntitle = %q\nsummary = \"Sum.\"\n+++\n", "On "+s))
			continue
		}
		put(builtin, "content/guidance/"+s+".md", fmt.Sprintf("+++\ntitle = %q\nsummary = \"Sum.\"\n[[prompts]]\nask = \"For all?\"\n[[prompts]]\nask = \"For mentees?\"\nfor = \"mentee\"\nlines = 4\n[[prompts]]\nask = \"For mentors?\"\nfor = \"mentor\"\n+++\n", "On "+s))
	}
	for _, name := range []string{"getting-started", "industry-trends", "time-management", "lessons-learned", "technical-issues", "looking-ahead"} {
		put(builtin, "content/topics/"+name+".md", fmt.Sprintf("+++\ntitle = %q\n[[prompts]]\nask = \"About it?\"\n+++\n", "Topic "+name))
	}
	put(fsys, "site.toml", "title = \"Test\"\n")
	for i := 0; i < len(files); i += 2 {
		put(fsys, files[i], files[i+1])
	}
	s, problems, err := site.Load(fsys, builtin, &site.Memory{})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range problems {
		if p.Severity == 0 {
			t.Fatal(p)
		}
	}
	return s
}

const tom = "content/cohorts/spring/tom.toml"
const pair = "[mentor]\nname = \"Amara Nwosu\"\n[mentee]\nname = \"Tom Okafor\"\n"

// listing is a workbook, a line a page: its file and its sheets by number.
func listing(w *Workbook) string {
	var b strings.Builder
	for _, p := range w.Pages {
		b.WriteString(p.Name())
		for _, s := range p.Sheets {
			f := s.Frame()
			fmt.Fprintf(&b, " %d:%s", f.Number, f.ID)
		}
		b.WriteString("\n")
	}
	return b.String()
}

func TestTwoNamesGiveACompleteWorkbook(t *testing.T) {
	w := plan(t, tom, pair+"[schedule]\nsessions = 3\n")
	want := `index.html 1:cover 2:cover-back
letter.html 3:letter 4:letter-back
pre-work.html 5:pre-work-mentee-1 6:pre-work-mentor-1
agreement.html 7:agreement 8:terms
goals.html 9:goal-1 10:goal-2 11:goal-3
roadmap.html 12:roadmap
session-1.html 13:session-1 14:check-in-1
session-2.html 15:session-2 16:check-in-2
midpoint.html 17:midpoint
session-3.html 19:session-3 20:check-in-3
follow-through.html 21:follow-through
closing.html 22:closing 23:keepsake
workbook.html 1:cover 2:cover-back 3:letter 4:letter-back 5:pre-work-mentee-1 6:pre-work-mentor-1 7:agreement 8:terms 9:goal-1 10:goal-2 11:goal-3 12:roadmap 13:session-1 14:check-in-1 15:session-2 16:check-in-2 17:midpoint 18:midpoint-notes 19:session-3 20:check-in-3 21:follow-through 22:closing 23:keepsake
`
	if diff := cmp.Diff(want, listing(w)); diff != "" {
		t.Errorf("outline (-want +got):\n%s", diff)
	}
}

func TestTheOutlineAgreesWithThePlan(t *testing.T) {
	for sessions := range 9 {
		s := load(t, "site.toml", fmt.Sprintf("title = \"Test\"\n[print]\nduplex = %t\n", sessions%3 > 0), tom, pair+fmt.Sprintf("[schedule]\nsessions = %d\n", sessions+1))
		r, planner := s.Cohorts[0].Relationships[0], NewPlanner(s)
		w := planner.Plan(r)
		if got := pageCount(planner.outline(r, nil)); got != len(w.Pages) {
			t.Errorf("%d sessions: pageCount = %d; the workbook has %d", sessions+1, got, len(w.Pages))
		}
		for n := range sessions + 1 {
			leaf := planner.Leaf(r, n+1)
			for _, s := range leaf { // it stands alone
				s.Frame().Home, s.Frame().Start = "index.html", "session-1.html"
			}
			first := leaf[0].Frame().Number - 1
			if diff := cmp.Diff(w.Sheets[first:first+2], leaf, cmp.Comparer(func(a, b *Planner) bool { return a == b })); diff != "" {
				t.Errorf("%d sessions: leaf %d (-workbook +leaf):\n%s", sessions+1, n+1, diff)
			}
		}
	}
}

func TestSessionsStartOnRightHandPages(t *testing.T) {
	for mentees := 1; mentees <= 4; mentees++ {
		text := "[mentor]\nname = \"Amara Nwosu\"\n"
		for i := range mentees {
			text += fmt.Sprintf("[[mentees]]\nname = \"Mentee %d\"\n", i)
		}
		ids := map[string]bool{}
		for i, s := range plan(t, tom, text).Sheets {
			f := s.Frame()
			if _, ok := s.(*Session); ok && f.Number%2 == 0 {
				t.Errorf("%d mentees: %s is sheet %d, a left-hand page", mentees, f.ID, f.Number)
			}
			if f.Number != i+1 || ids[f.ID] {
				t.Errorf("%d mentees: sheet %d has number %d and id %q", mentees, i+1, f.Number, f.ID)
			}
			ids[f.ID] = true
		}
	}
}

func TestPrintedOnOneSideThereAreNoNotes(t *testing.T) {
	w := plan(t, "site.toml", "title = \"Test\"\n[print]\nduplex = false\n", tom, pair)
	for _, s := range w.Sheets {
		if _, ok := s.(*Notes); ok {
			t.Errorf("sheet %d is for notes", s.Frame().Number)
		}
	}
}

// sheet returns the sheet of a type, the first whose id is given.
func sheet[S Sheet](t *testing.T, w *Workbook, id string) S {
	t.Helper()
	for _, s := range w.Sheets {
		if s.Frame().ID == id {
			return s.(S)
		}
	}
	t.Fatalf("no sheet %q in\n%s", id, listing(w))
	panic("unreachable")
}

func asks(prompts []Prompt) string {
	var all []string
	for _, p := range prompts {
		all = append(all, fmt.Sprintf("%s %d", p.Ask, p.Lines))
	}
	return strings.Join(all, "; ")
}

func TestEverybodyGetsTheirOwnPrompts(t *testing.T) {
	w := plan(t, tom, pair)
	for id, want := range map[string]string{
		"pre-work-mentee-1": "For all? 2; For mentees? 4",
		"pre-work-mentor-1": "For all? 2; For mentors? 2",
	} {
		if got := asks(sheet[*PreWork](t, w, id).Prompts); got != want {
			t.Errorf("%s asks %q; want %q", id, got, want)
		}
	}
	if got, want := asks(sheet[*Session](t, w, "session-1").Prompts), "For all? 2; For mentees? 4; For mentors? 2; About it? 2"; got != want {
		t.Errorf("session 1 asks %q; want %q", got, want)
	}
}

func TestOpenActionsAreCarriedOntoTheNextSession(t *testing.T) {
	w := plan(t, tom, pair+`
[[actions]]
who = "mentor"
what = "Send the list"
session = 1
[[actions]]
who = "mentee"
what = "Read it"
session = 1
status = "done"
[[actions]]
who = "both"
what = "Meet the team"
session = 2
`)
	what := func(actions []Action) string {
		var all []string
		for _, a := range actions {
			all = append(all, a.Who+": "+a.What)
		}
		return strings.Join(all, "; ")
	}
	for id, want := range map[string]string{"session-1": "", "session-2": "Amara Nwosu: Send the list", "session-3": "Amara Nwosu: Send the list; : Meet the team"} {
		if got := what(sheet[*Session](t, w, id).Open); got != want {
			t.Errorf("%s carries %q; want %q", id, got, want)
		}
	}
	if got, want := what(sheet[*CheckIn](t, w, "check-in-1").Agreed), "Amara Nwosu: Send the list; Tom Okafor: Read it"; got != want {
		t.Errorf("check-in 1 has %q; want %q", got, want)
	}
	log := sheet[*FollowThrough](t, w, "follow-through")
	if len(log.Mentors.Actions) != 1 || len(log.Mentees.Actions) != 1 || len(log.Everyone.Actions) != 1 || !log.Everyone.Actions[0].Everyone {
		t.Errorf("log = %+v", log)
	}
	if done := sheet[*Closing](t, w, "closing").Done; what(done) != "Tom Okafor: Read it" {
		t.Errorf("done at the close: %q", what(done))
	}
}

func TestGoalsInFocusAreThoseOfTheSession(t *testing.T) {
	w := plan(t, tom, pair+"[[goals]]\ntitle = \"One\"\n[[goals]]\ntitle = \"Two\"\n[[sessions]]\ntopic = \"getting-started\"\ngoals = [2]\n[[sessions]]\ntopic = \"looking-ahead\"\n[schedule]\nsessions = 2\n")
	if got := sheet[*Session](t, w, "session-1").Goals; len(got) != 1 || got[0].N != 2 {
		t.Errorf("session 1 looks at %+v; want goal 2", got)
	}
	if got := sheet[*Session](t, w, "session-2").Goals; len(got) != 2 {
		t.Errorf("session 2 looks at %+v; want both", got)
	}
	if g := sheet[*Goal](t, w, "goal-3"); g.Goal.Title != "" || len(g.Charts) != 1 || len(g.Charts[0].Sessions) != 2 {
		t.Errorf("third goal = %+v; want an empty place with two reviews", g)
	}
}

func TestTheCoverListsEveryPage(t *testing.T) {
	w := plan(t, tom, pair+"[schedule]\nfirst = 2027-01-14\nsessions = 2\n[[sessions]]\ntitle = \"Hello\"\nheld = true\n")
	cover := sheet[*Back](t, w, "cover-back")
	if len(cover.Contents) != len(w.Pages)-2 {
		t.Errorf("contents have %d lines for %d pages", len(cover.Contents), len(w.Pages))
	}
	first := cover.Contents[5]
	want := Line{Label: Label{Key: "session", N: 1}, Detail: "Hello", Href: "session-1.html", Sheet: 13, Date: program.Date{Year: 2027, Month: 1, Day: 14}}
	if diff := cmp.Diff(want, first); diff != "" {
		t.Errorf("line of session 1 (-want +got):\n%s", diff)
	}
	if cover.Held != 1 || cover.Next == nil || cover.Next.Number != 2 || cover.First != want.Date {
		t.Errorf("cover = held %d, next %+v, first %v", cover.Held, cover.Next, cover.First)
	}
}

// Every stop lies beside the one before it, or below it where the road turns.
func TestTheRoadRunsFromStopToStop(t *testing.T) {
	for n := 1; n <= 60; n++ {
		for across := 2; across <= 4; across++ {
			road := newRoad(make([]Stop, n), across)
			if len(road.Stops) != n {
				t.Fatalf("%d stops became %d", n, len(road.Stops))
			}
			for i, s := range road.Stops {
				if s.Column < 1 || s.Column > across || s.Back != (i/across%2 == 1) || s.Turns && i == n-1 || s.Turned && i == 0 {
					t.Fatalf("stop %d of %d, %d in a row: %+v", i+1, n, across, s)
				}
				if i == 0 {
					continue
				}
				before := road.Stops[i-1]
				step := s.Column - before.Column
				if s.Turned != before.Turns || s.Turned != (step == 0) || !s.Turned && (step == 1) == s.Back {
					t.Fatalf("stop %d of %d, %d in a row: %+v after %+v", i+1, n, across, s, before)
				}
			}
		}
	}
}

// The summit is the end of the way, and every session a stop of the road.
func TestTheWayOnTheCover(t *testing.T) {
	for n := range 61 {
		w := newWay(make([]Stop, n), n%9)
		if len(w.Spots) != n || len(w.Hills) < fewestHills || len(w.Hills) > mostHills {
			t.Fatalf("%d stops, %d goals: %d spots, %d hills", n, n%9, len(w.Spots), len(w.Hills))
		}
		for i, s := range w.Spots {
			if s.X-s.R < 0 || s.X+s.R > w.Width || s.Y < 0 || s.Y > w.Height || i > 0 && (s.Y > w.Spots[i-1].Y || s == w.Spots[i-1]) {
				t.Errorf("%d stops: %d is at %+v", n, i+1, s)
			}
		}
		if n > 1 && (w.Spots[n-1].X != 1010 || w.Spots[n-1].Y != 470) {
			t.Errorf("the last of %d stops is not on the summit: %+v", n, w.Spots[n-1])
		}
	}
}
