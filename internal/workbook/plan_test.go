package workbook

import (
	"fmt"
	"math"
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
func load(t *testing.T, files ...string) *site.Site {
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
	want := `index.html 1:cover
pre-work.html 2:pre-work-mentee-1 3:pre-work-mentor-1
agreement.html 4:agreement 5:terms
goals.html 6:goal-1 7:goal-2 8:goal-3
roadmap.html 9:roadmap
session-1.html 11:session-1 12:check-in-1
session-2.html 13:session-2 14:check-in-2
midpoint.html 15:midpoint
session-3.html 17:session-3 18:check-in-3
follow-through.html 19:follow-through
closing.html 20:closing
workbook.html 1:cover 2:pre-work-mentee-1 3:pre-work-mentor-1 4:agreement 5:terms 6:goal-1 7:goal-2 8:goal-3 9:roadmap 10:roadmap-notes 11:session-1 12:check-in-1 13:session-2 14:check-in-2 15:midpoint 16:midpoint-notes 17:session-3 18:check-in-3 19:follow-through 20:closing
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
		if got := planner.pageCount(r); got != len(w.Pages) {
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
	cover := sheet[*Cover](t, w, "cover")
	if len(cover.Contents) != len(w.Pages)-2 {
		t.Errorf("contents have %d lines for %d pages", len(cover.Contents), len(w.Pages))
	}
	first := cover.Contents[4]
	want := Line{Label: Label{Key: "session", N: 1}, Detail: "Hello", Href: "session-1.html", Sheet: 11, Date: program.Date{Year: 2027, Month: 1, Day: 14}}
	if diff := cmp.Diff(want, first); diff != "" {
		t.Errorf("line of session 1 (-want +got):\n%s", diff)
	}
	if cover.Held != 1 || cover.Next == nil || cover.Next.Number != 2 || cover.First != want.Date {
		t.Errorf("cover = held %d, next %+v, first %v", cover.Held, cover.Next, cover.First)
	}
}

func TestTheDrawingStaysInItsFrame(t *testing.T) {
	for n := 1; n <= 60; n++ {
		stops := make([]Stop, n)
		for i := range stops {
			stops[i] = Stop{N: i + 1, Topic: Topic{Title: "Leading a change that nobody asked for in a large organisation"}, Held: i < n/2}
		}
		d := draw(stops, "ltr")
		if len(d.Marks) != n || (n/2 > 1) != (d.Walked != "") {
			t.Fatalf("%d stops: %d marks, walked %q", n, len(d.Marks), d.Walked)
		}
		for i, m := range d.Marks {
			bottom := m.TopicY + (len(m.Topic)-1)*TopicStep
			if m.X < 0 || m.X > d.Width || m.Y < 0 || bottom > d.Height {
				t.Errorf("%d stops: mark %d at %d,%d with text down to %d leaves %dx%d", n, i+1, m.X, m.Y, bottom, d.Width, d.Height)
			}
			if i > 0 && m.X == d.Marks[i-1].X && m.Y == d.Marks[i-1].Y {
				t.Errorf("%d stops: marks %d and %d lie on each other", n, i, i+1)
			}
		}
	}
}

// The half circle from row to row stays clear of what stands below the last mark of the
// upper row: half as wide as topicWidth letters of 1.65 mm, from the top of the date down.
func TestRoadRunsThroughNoLabel(t *testing.T) {
	const half, above = topicWidth * 16.5 / 2, 30
	if got, want := draw(make([]Stop, 6), "ltr").Line, "M292 90H697H1102H1507H1645A150 150 0 0 1 1645 390H1507H1102"; got != want {
		t.Errorf("the line of six sessions is %s; want %s", got, want)
	}
	for n := 2; n <= 60; n++ {
		stops := make([]Stop, n)
		for i := range stops {
			stops[i].N, stops[i].Topic.Title = i+1, "Leading a change that nobody asked for in a large organisation"
		}
		d := draw(stops, "ltr")
		for i, m := range d.Marks[:n-1] {
			if next := d.Marks[i+1]; next.Y == m.Y {
				continue
			}
			for y := m.DateY - above; y <= m.TopicY+topicLines*TopicStep; y++ {
				down := float64(y - m.Y)
				reach := math.Sqrt(turn*turn - (down-turn)*(down-turn))
				outside := drawingWidth - edge - turn + reach
				if m.X < drawingWidth/2 {
					outside = drawingWidth - (edge + turn - reach)
				}
				if end := max(float64(m.X), float64(drawingWidth-m.X)) + half; end > outside-5 {
					t.Fatalf("%d stops: the line is at %.0f beside mark %d, its label reaches %.0f", n, outside, i+1, end)
				}
			}
		}
	}
}

func TestTopicsAreBrokenIntoLines(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"", ""},
		{"Looking ahead", "Looking ahead"},
		{"Building a network of people", "Building a network of|people"},
		{"Donaudampfschifffahrtsgesellschaft heute", "Donaudampfschifffahrts|gesellschaft heute"},
		{"次の一歩を探し、学び続けるために", "次の一歩を探し、学び続|けるために"},
		{"One two three four five six seven eight nine ten eleven twelve thirteen fourteen", "One two three four|five six seven eight|nine ten eleven twelve …"},
	} {
		if got := strings.Join(wrap(c.text, 22, 3), "|"); got != c.want {
			t.Errorf("wrap(%q) = %q; want %q", c.text, got, c.want)
		}
	}
}
