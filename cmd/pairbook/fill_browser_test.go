package main_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// A filling is a workbook that is being filled in.
type filling struct {
	acting
	site      *tested
	server    *fillSite
	downloads string
}

func (f filling) address(page string) string { return f.server.URL + "/" + sample + "/" + page }

// inBothBrowsers fills in the sample with Chromium and with Firefox.
func inBothBrowsers(t *testing.T, test func(f filling)) {
	if testing.Short() {
		t.Skip("starts browsers")
	}
	needPoppler(t)
	starts := map[string]func(*testing.T, string) reader{"Chromium": startChromiumReader, "Firefox": startFirefoxReader}
	for _, name := range slices.Sorted(maps.Keys(starts)) {
		t.Run(name, func(t *testing.T) {
			site, downloads := buildTested(t, looks()[0]), t.TempDir()
			f := filling{acting{t, starts[name](t, downloads)}, site, serveFill(t, filepath.Join(site.dir, "public")), downloads}
			if err := f.window(1300, 900); err != nil {
				t.Fatal(err)
			}
			test(f)
		})
	}
}

// A whole workbook is filled in, each kind of field. It is there again when the page is
// opened anew, on the page of a session, and on paper: each word once, on its own side.
func TestAWorkbookIsFilledInAndPrinted(t *testing.T) {
	t.Parallel()
	inBothBrowsers(t, func(f filling) {
		f.visit(f.address("workbook.html"))
		paper := f.paper()
		plain := textsOf(paper)
		f.everyRoomIsAField()
		f.textStandsOnItsLines(paper)
		f.do(`press("Add a row"); return ""`)
		f.do(writeTexts + tickBoxes + `leave(); return ""`)
		const state = stateOfFields
		const session = `return JSON.stringify(all("#session-3 .fill-text, #check-in-3 .fill-text").map((t) => t.value).concat(all("#session-3 .fill-tick, #check-in-3 .fill-tick").map((b) => String(b.checked))))`
		before, ofSession := f.do(state), f.do(session)
		if n := strings.Count(before, "true"); n < 60 {
			f.t.Errorf("%d boxes are ticked", n)
		}
		if n := f.do(`return String(texts().length)`); len(n) < 3 || n < "150" {
			f.t.Errorf("there are only %s texts", n)
		}
		f.printedOnce(plain)
		f.visit(f.address("workbook.html"))
		f.start()
		if after := f.do(state); after != before {
			f.t.Errorf("after opening the page again:\n%s\nbefore:\n%s", after, before)
		}
		f.visit(f.address("session-3.html"))
		f.start()
		if got := f.do(session); got != ofSession || !strings.Contains(got, "x\"") {
			f.t.Errorf("on the page of the session:\n%s\nin the workbook:\n%s", got, ofSession)
		}
		f.longAnswersGoToNotes()
		f.copies()
		f.othersSeeNothing()
		f.nothingWasSent()
	})
}

// writeTexts writes a word of its own into each field, and tickBoxes ticks every other box and one
// of each choice. stateOfFields is what all of them have.
const (
	writeTexts = `texts().forEach((t, i) => type(t, "w" + i + "x"));`
	tickBoxes  = `boxes().forEach((b, i) => { if (b.type === "checkbox" && i % 2) b.click() });
		new Set(boxes().filter((b) => b.type === "radio").map((b) => b.name)).forEach((n) => boxes().filter((b) => b.name === n)[1].click());`
	stateOfFields = `return JSON.stringify(texts().map((t) => t.value).concat(boxes().map((b) => String(b.checked))))`
)

// everyRoomIsAField turns filling in on and looks for rooms that are none, and for anything
// that moves.
func (f filling) everyRoomIsAField() {
	f.t.Helper()
	const boxes = `return JSON.stringify(all(".sheet, .sheet *:not(.fill-field, .fill-button, .fill-only)").map((e) => { const b = e.getBoundingClientRect(); return [b.x, b.y + scrollY, b.width, b.height].map((n) => n.toFixed(1)).join(" ") + " " + e.className }))`
	before := f.do(boxes)
	f.do(`click(".fill-start"); return ""`)
	if text := f.do(`return document.querySelector(".fill-window").innerText`); !strings.Contains(text, "is sent to nobody") || !strings.Contains(text, "private window") {
		f.t.Errorf("the first text is %q", text)
	}
	if n := f.do(`return String(all(".fill-field").length + kept().length)`); n != "0" {
		f.t.Errorf("before it is agreed to, there are %s fields and answers", n)
	}
	f.start()
	var left, moved []string
	f.as(&left, `return JSON.stringify(all(".write:not(.fill-host), .tick:not(.done, .dropped, .fill-box), tbody td:empty, .sheet dd:empty, .scale-steps span:not(.fill-box), .sign-line:not(.fill-host), .sign-date:not(.fill-host), .slip-date:not(.fill-host), .rate li:not(.fill-box), .then-room:not(.fill-host), .stop-word:not(.fill-host), .outside-name:not(.fill-host), .cover-copy:not(:has(.fill-text)), li.blank > :last-child:not(.fill-host)").map((e) => e.closest(".sheet").id + ": " + e.className))`)
	if len(left) > 0 {
		f.t.Errorf("these rooms are no fields: %q", left)
	}
	f.as(&moved, `const before = `+before+`, now = JSON.parse((() => {`+boxes+`})()).map((s) => s.replace(/ fill-(host|box|caption)/g, ""));
		return JSON.stringify(before.filter((b, i) => b.trim() !== now[i].trim()).slice(0, 5))`)
	if len(moved) > 0 {
		f.t.Errorf("turning it on moves or changes %q", moved)
	}
	if got := f.do(`return String(all(".fill-field").filter((e) => { const b = e.getBoundingClientRect(); return b.width < 24 || b.height < 23.5 }).map((e) => e.parentNode.className + " of " + e.closest(".sheet").id))`); got != "" {
		f.t.Errorf("too small for a finger: %s", got)
	}
}

// paper prints the page on A4.
func (f filling) paper() *printout {
	f.t.Helper()
	pdf, err := f.print(papers()[0])
	if err != nil {
		f.t.Fatal(err)
	}
	keepPDF(f.t, "filled-"+strings.ReplaceAll(f.t.Name(), "/", "-"), pdf)
	read, err := readPDF(pdf)
	if err != nil {
		f.t.Fatal(err)
	}
	return read
}

// sides prints the page on A4 and returns the text of each side.
func (f filling) sides() []string {
	f.t.Helper()
	return textsOf(f.paper())
}

func textsOf(p *printout) []string {
	var texts []string
	for _, s := range p.sides {
		texts = append(texts, s.text())
	}
	return texts
}

// textStandsOnItsLines types two lines in each room with ruled lines. On paper each stands just
// above one of the lines that the room has when nothing is written in it.
func (f filling) textStandsOnItsLines(plain *printout) {
	f.t.Helper()
	var sheets map[string]int // by the word, the number of the sheet from 0, of one sheet of a kind
	f.as(&sheets, `const sheets = all(".sheet"), kinds = new Map(), words = {};
		all(".ask:not(.free) > .write > textarea").forEach((t, i) => {
			const sheet = t.closest(".sheet"), kind = sheet.id.replace(/\d+/g, "");
			kinds.set(kind, kinds.get(kind) || sheet);
			if (kinds.get(kind) !== sheet) return;
			type(t, "a" + i + "x\nb" + i + "x");
			words["a" + i + "x"] = words["b" + i + "x"] = sheets.indexOf(sheet);
		});
		leave(); return JSON.stringify(words)`)
	filled, pictures, found := f.paper(), map[int]picture{}, 0
	for text, n := range sheets {
		i := slices.IndexFunc(filled.sides[n].words, func(w word) bool { return w.text == text })
		if i < 0 {
			continue // it is on a side for notes
		}
		if _, drawn := pictures[n]; !drawn {
			pics, err := picturesAt(plain, n, n, dpi)
			if err != nil {
				f.t.Fatal(err)
			}
			pictures[n] = pics[0]
		}
		found++
		w := filled.sides[n].words[i]
		lines := pictures[n].strokes(w.left, w.foot-4, 20, 8)
		if !slices.ContainsFunc(lines, func(s stroke) bool { return math.Abs(s.y/dot-w.foot) < .8 }) {
			f.t.Errorf("side %d: the foot of %s is at %.1f mm, the lines are at %v", n+1, text, w.foot, lines)
		}
	}
	if found < 40 {
		f.t.Errorf("only %d words stand in rooms with lines", found)
	}
	f.do(`press("Forget everything here"); press("Delete it"); return ""`)
}

// printedOnce looks for what was typed on the side of its sheet.
func (f filling) printedOnce(plain []string) {
	f.t.Helper()
	var sheets map[string]int // by the word, the number of the sheet from 0
	f.as(&sheets, `const sheets = all(".sheet"); return JSON.stringify(Object.fromEntries(texts().map((t) => [t.value, sheets.indexOf(t.closest(".sheet"))])))`)
	sides := f.sides()
	if len(sides) != len(plain) {
		f.t.Errorf("filled in it takes %d sides, before %d", len(sides), len(plain))
	}
	for word, sheet := range sheets {
		for i, side := range sides {
			want := 0
			if i == sheet {
				want = 1
			}
			if n := strings.Count(side, word); n != want {
				f.t.Errorf("%s stands %d times on side %d, it belongs on %d", word, n, i+1, sheet+1)
			}
		}
	}
}

// longAnswersGoToNotes types more than fits into two rooms of a session.
func (f filling) longAnswersGoToNotes() {
	f.t.Helper()
	f.do(`const long = (n) => Array.from({ length: 70 }, (_, i) => "p" + n + "q" + i + "r and some words").join("\n");
		type(all("#session-3 textarea")[1], long(1)); type(all("#check-in-3 .actions textarea")[1], long(2).replaceAll("\n", " ")); leave(); return ""`)
	sides := f.sides()
	all := strings.Join(sides, " ")
	for n := 1; n <= 2; n++ {
		for i := range 70 {
			if word := fmt.Sprintf("p%dq%dr", n, i); strings.Count(all, word) != 1 {
				f.t.Errorf("%s stands %d times on paper", word, strings.Count(all, word))
			}
		}
	}
	notes := 0
	for _, side := range sides[2:] {
		if strings.Contains(side, "Written at greater length") && strings.Contains(side, fmt.Sprintf("Notes %d", notes+1)) {
			notes++
		}
	}
	if notes != len(sides)-2 || notes < 3 || notes > 5 {
		f.t.Errorf("of %d sides %d are for notes", len(sides), notes)
	}
	for i, side := range sides[:2] {
		if !strings.Contains(side, "In full on side Notes") {
			f.t.Errorf("side %d does not say where the long answer is", i+1)
		}
	}
	if n := f.do(`return String(all(".fill-notes, .fill-mark").length)`); n != "0" {
		f.t.Errorf("%s pieces of the print are left on the page", n)
	}
}

// copies saves a copy, forgets everything, and opens the copy twice: then once more with
// another text in one place.
func (f filling) copies() {
	f.t.Helper()
	copied := f.saved(f.downloads)
	var c struct {
		Pairbook, Book string
		Version        int
		Answers        map[string]struct{ V, Q, S string }
	}
	if err := json.Unmarshal([]byte(copied), &c); err != nil || c.Pairbook != "answers" || c.Version != 1 || c.Book != sample || len(c.Answers) < 200 {
		f.t.Fatalf("the copy has %d answers of %q (%v)", len(c.Answers), c.Book, err)
	}
	if a := c.Answers["session-3/notes"]; !strings.HasPrefix(a.V, "w") || a.Q != "Notes" || !strings.Contains(a.S, "Session 3 of 6") {
		f.t.Errorf("the notes of session 3 are %+v", a)
	}
	const state = `return JSON.stringify([texts().map((t) => t.value), boxes().map((b) => b.checked), kept().filter((k) => k.includes("farida")).length])`
	before := f.do(state)
	f.do(`press("Forget everything here"); press("Cancel"); return ""`)
	if f.do(state) != before {
		f.t.Error("it was forgotten though that was cancelled")
	}
	f.do(`press("Forget everything here"); press("Delete it"); return ""`)
	if got := f.do(`return String(kept().length + texts().filter((t) => t.value).length + boxes().filter((b) => b.checked).length)`); got != "0" {
		f.t.Errorf("%s answers are left", got)
	}
	for range 2 {
		f.opens(copied)
		f.wait(`return document.querySelector(".fill-state").textContent.startsWith("Answers opened: ` + fmt.Sprint(len(c.Answers)) + `") ? "yes" : ""`)
		if got := f.do(state); got != before {
			f.t.Errorf("after opening the copy:\n%s\nbefore:\n%s", got, before)
		}
	}
	f.do(`type(named("session-3", "Notes"), "Mine"); leave(); return ""`)
	f.opens(copied)
	text := f.wait(`const w = document.querySelector(".fill-window"); return w ? w.innerText : ""`)
	if !strings.Contains(text, "Mine") || !strings.Contains(text, c.Answers["session-3/notes"].V) {
		f.t.Errorf("the two texts are not side by side: %s", text)
	}
	f.do(`press("Keep both, one below the other"); document.querySelector(".fill-window").close(); return ""`)
	if got, want := f.do(`return named("session-3", "Notes").value`), "Mine\n\n"+c.Answers["session-3/notes"].V; got != want {
		f.t.Errorf("both together are %q, not %q", got, want)
	}
	for fault, file := range map[string]string{
		"no copy": "[1,2]", "no copy of": `{"pairbook":"answers","answers":null}`, "newer edition": strings.Replace(copied, `"version": 1`, `"version": 2`, 1),
		"belongs to another workbook": strings.Replace(copied, `"book": "`+sample, `"book": "spring-2027/grace-owen`, 1),
		"with another title or other": strings.Replace(copied, `"stamp": "`, `"stamp": "x`, 1),
	} {
		f.opens(file)
		f.wait(`const w = document.querySelector(".fill-window"); return w && w.innerText.includes("` + fault + `") ? "yes" : ""`)
		f.do(`document.querySelector(".fill-window").close(); return ""`)
	}
}

// othersSeeNothing opens the workbook of another pair at the same address, and a page that
// claims to be the same workbook.
func (f filling) othersSeeNothing() {
	f.t.Helper()
	f.visit(f.server.URL + "/spring-2027/grace-owen/workbook.html")
	f.start()
	if got := f.do(`return String(texts().filter((t) => t.value).length + boxes().filter((b) => b.checked).length) + document.querySelector(".fill-look").hidden`); got != "0true" {
		f.t.Errorf("the workbook of another pair shows %s", got)
	}
	f.do(`localStorage.setItem("pb1:spring-2027/ingrid-tariq", "other Somebody else"); localStorage.setItem("pb1:spring-2027/ingrid-tariq:session-1/notes", JSON.stringify({ v: "Foreign" })); return ""`)
	f.visit(f.server.URL + "/spring-2027/ingrid-tariq/session-1.html")
	f.do(`click(".fill-start"); return ""`)
	if text := f.do(`return document.querySelector(".fill-window").innerText`); !strings.Contains(text, "another workbook that lies at the same place") {
		f.t.Errorf("the first text is %q", text)
	}
	f.start()
	if got := f.do(`type(named("session-1", "Notes"), "New"); leave(); return localStorage.getItem("pb1:spring-2027/ingrid-tariq:session-1/notes") + texts().filter((t) => t.value).length`); got != `{"v":"Foreign"}1` {
		f.t.Errorf("of the foreign text has become %s", got)
	}
}

var theSitesOwn = regexp.MustCompile(`^(assets|spring-2027|other-ways-2027|circles-autumn)/|^favicon\.ico$`)

// nothingWasSent looks at all that the server was asked for.
func (f filling) nothingWasSent() {
	f.t.Helper()
	f.server.mu.Lock()
	defer f.server.mu.Unlock()
	host := strings.TrimPrefix(f.server.URL, "http://")
	for _, asked := range f.server.asked {
		if path, own := strings.CutPrefix(asked, "GET "+host+"/"); !own || !theSitesOwn.MatchString(path) {
			f.t.Errorf("the server was asked for %s", asked)
		}
	}
	if len(f.server.cookies) > 0 {
		f.t.Errorf("there are cookies: %q", f.server.cookies)
	}
}
