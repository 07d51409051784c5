package desk

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// setDay makes it one day in the browser, whatever day it is: the script of the desk asks
// nothing else for it.
func (w window) setDay(year, month, day int) {
	w.t.Helper()
	script, err := os.ReadFile("../../templates/assets/desk.js")
	if err != nil {
		w.t.Fatal(err)
	}
	clock := fmt.Sprintf("{ const Real = Date; Date = class extends Real { constructor() { super(%d, %d, %d, 23, 30); } }; }\n", year, month-1, day)
	w.write("assets/desk.js", append([]byte(clock), script...))
}

// weekSite has a task of each kind, and the sessions of a pair in the past and to come.
func weekSite(t *testing.T) []string {
	return []string{
		"content/cohorts/spring/a.toml", "title = \"Ships\"\n" + named("Ada", "Tom") + complete + "[schedule]\nfirst = 2027-01-14\nevery = \"week\"\nsessions = 4\n" +
			"[[sessions]]\nheld = true\n[[actions]]\nwho = \"both\"\nwhat = \"Call\"\ndue = 2027-01-26\n",
		"content/cohorts/spring/b.toml", "title = \"Trains\"\n" + named("Ben", "Kit") + strings.Replace(complete, "review", "#", 1) + "[schedule]\nfirst = 2027-02-08\nsessions = 1\n",
	}
}

func TestWhatIsNowInABrowser(t *testing.T) {
	w := open(t, load(t, weekSite(t)...))
	tasks := func() []string {
		t.Helper()
		return eval[[]string](w, `Array.from(document.querySelectorAll("#tasks tbody tr")).filter(row => row.checkVisibility())
			.map(row => [row.dataset.day, row.querySelector("th a").textContent, row.cells[2].firstChild.textContent.trim(), row.querySelector(".task-mark:not([hidden])")?.textContent ?? ""].join(" ").trim())`)
	}
	w.setDay(2027, 1, 28)
	w.visit("spring.html")
	w.want("on 28 January", tasks(), []string{
		"2027-01-21 Ships Session 2 no record", "2027-01-26 Ships Promised: Call overdue", "2027-01-28 Ships Session 3 coming",
		"2027-01-28 Ships They have not met for long, the last time on", "2027-02-04 Ships Session 4 coming",
	})
	eval[bool](w, `(() => { const box = document.querySelector(".week-all"); box.checked = true; box.dispatchEvent(new Event("change")); return true })()`)
	if got := len(tasks()); got != 8 {
		t.Errorf("all dates are %d rows; want 8", got)
	}
	if got := eval[int](w, `document.querySelectorAll("#picture .dot-late").length`); got != 1 {
		t.Errorf("%d planned sessions are late in the picture; want 1", got)
	}
	w.visit("index.html")
	if got := eval[string](w, `document.querySelector(".week-tally").textContent`); got != "5 now" {
		t.Errorf("the front page says %q", got)
	}
	w.setDay(2026, 12, 1)
	w.visit("spring.html")
	w.want("long before", tasks(), []string{})
	if got := eval[string](w, `Array.from(document.querySelectorAll(".week-none")).filter(p => p.checkVisibility()).map(p => p.textContent).join()`); got != "Nothing is to be done this week." {
		t.Errorf("long before, the page says %q", got)
	}
}

// Without the script the list is complete.
func TestTheListIsCompleteWithoutAScript(t *testing.T) {
	w := open(t, load(t, weekSite(t)...))
	if err := os.Remove(filepath.Join(w.folder, "assets", "desk.js")); err != nil {
		t.Fatal(err)
	}
	w.visit("spring.html")
	if got := eval[int](w, `Array.from(document.querySelectorAll("#tasks tbody tr")).filter(row => row.checkVisibility()).length`); got != 8 {
		t.Errorf("%d rows can be seen; want 8", got)
	}
	for _, hidden := range []string{".week-tools", ".week-none", ".task-mark", ".desk-filter"} {
		if eval[bool](w, fmt.Sprintf(`Array.from(document.querySelectorAll(%q)).some(e => e.checkVisibility())`, hidden)) {
			t.Errorf("%s can be seen without its script", hidden)
		}
	}
}

func TestSumsLeadToTheirRowsInABrowser(t *testing.T) {
	w := open(t, filterSite(t))
	press := func(link string) {
		t.Helper()
		eval[bool](w, fmt.Sprintf(`(() => { document.querySelector(%q).click(); return true })()`, link))
	}
	w.visit("spring.html")
	press("#status-paused a")
	w.want("paused", w.shown("relationships"), []string{"Pair 9"})
	press("#lacks-undated a")
	w.want("without a date", w.shown("relationships"), []string{"Pair 9"})
	press("#status-active a")
	w.want("active", w.shown("relationships"), []string{"Pair 10", "Élan"})
	w.choose(".filter-status", "")
	w.choose(".filter-lacks", "goalless")
	w.want("without a goal", w.shown("relationships"), []string{"Pair 10", "Pair 9", "Élan"})
	w.want("without a goal, in the run sheet", w.shown("meetings"), []string{"Élan", "Pair 10", "Pair 10", "Pair 9"})
	if got := eval[string](w, "location.hash"); got != "#relationships" {
		t.Errorf("the page is at %q", got)
	}
	w.visit("index.html")
	if _, err := chromedp.RunResponse(w.tab, chromedp.Click(`a[href="spring.html#status-paused"]`)); err != nil {
		t.Fatal(err)
	}
	w.want("from the front page", w.shown("relationships"), []string{"Pair 9"})
}

// axe finds no barrier on the pages of the desk, on a wide screen and on a narrow one.
func TestTheDeskIsAccessible(t *testing.T) {
	axe, err := os.ReadFile("../../.ci/node_modules/axe-core/axe.min.js")
	if err != nil {
		t.Skip("axe-core is not there: npm ci --prefix .ci installs it")
	}
	files := append(append(weekSite(t), reported(5)...), "content/cohorts/spring/mail.toml",
		person("mentor", "Zoë Berg", "zoe@example.org")+person("mentee", "Lin Wei", "lin@example.org"))
	w := open(t, load(t, files...))
	w.setDay(2027, 1, 28)
	for _, page := range []string{"spring.html", "index.html", "report.html"} {
		for _, width := range []int64{1280, 320} {
			if err := chromedp.Do(w.tab, chromedp.EmulateViewport(width, 900)); err != nil {
				t.Fatal(err)
			}
			w.visit(page)
			if wide := eval[int64](w, "document.documentElement.scrollWidth"); wide > width {
				t.Errorf("%s is %d pixels wide on %d", page, wide, width)
			}
			eval[bool](w, string(axe)+"\n;true")
			faults, err := chromedp.Run(w.tab, chromedp.Evaluate[[]string](`axe.run(document).then(found => found.violations.map(v => v.id + ": " + v.nodes[0].html))`, chromedp.EvalAwaitPromise))
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range faults {
				t.Errorf("%s at %d: %s", page, width, f)
			}
		}
	}
}

func TestADayThatHasPassedIsMarkedInABrowser(t *testing.T) {
	w := open(t, load(t, append(weekSite(t), "content/cohorts/spring/cohort.toml", "retain_until = 2028-12-31\n")...))
	passed := func() bool {
		t.Helper()
		return eval[bool](w, `Array.from(document.querySelectorAll(".until-passed")).some(e => e.checkVisibility())`)
	}
	for _, page := range []string{"spring.html", "index.html", "inventory.html"} {
		w.setDay(2028, 12, 31)
		w.visit(page)
		if passed() {
			t.Errorf("%s says on the day itself that it has passed", page)
		}
		w.setDay(2029, 1, 1)
		w.visit(page)
		if !passed() {
			t.Errorf("%s does not say on the day after that the day has passed", page)
		}
	}
}
