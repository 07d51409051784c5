package main_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Workbooks of other formats have scales, choices, tables to fill in, first answers that come
// back, certificates and lists of who is there. All of it is filled in, comes back, and is on paper.
func TestEveryKindOfRoomIsFilledIn(t *testing.T) {
	t.Parallel()
	inBothBrowsers(t, func(f filling) {
		rooms := map[string]bool{}
		for _, sheets := range []struct {
			page   string
			ticked int // at least
		}{
			{"other-ways-2027/imogen-dawit/workbook.html", 60}, {"other-ways-2027/salome-team/next-steps.html", 1},
			{"circles-autumn/depot-circle/session-1.html", 4}, {"circles-autumn/depot-circle/certificate.html", 0},
		} {
			f.visit(f.server.URL + "/" + sheets.page)
			plain := f.paper()
			f.everyRoomIsAField()
			var found []string
			f.as(&found, `return JSON.stringify([".rate", ".picks", ".rows", ".then-room", ".stop-word", "[data-any]", ".sheet-certificate .sign", ".sheet-certificate dd", ".outside-name"].filter((s) => document.querySelector(s + " .fill-field")))`)
			for _, room := range found {
				rooms[room] = true
			}
			f.do(tickBoxes + `leave(); return ""`)
			f.ticksAreDrawn(plain)
			f.do(writeTexts + `leave(); return ""`)
			before := f.do(stateOfFields)
			f.printedOnce(textsOf(plain))
			f.visit(f.server.URL + "/" + sheets.page)
			f.start()
			if after := f.do(stateOfFields); after != before || strings.Count(after, "true") < sheets.ticked {
				f.t.Errorf("%s: after opening the page again:\n%s\nbefore:\n%s", sheets.page, after, before)
			}
			f.do(`localStorage.clear(); sessionStorage.clear(); return ""`)
		}
		if len(rooms) != 9 {
			f.t.Errorf("of nine kinds of rooms there are only %v", rooms)
		}
		f.choicesAreTakenBack()
		f.optionsKeepTheirTicks()
		f.rowsAreTakenAway()
		f.nothingWasSent()
	})
}

// ticksAreDrawn prints the page with boxes ticked and numbers chosen: nothing has moved, and each
// sheet that has any is darker than it was.
func (f filling) ticksAreDrawn(plain *printout) {
	f.t.Helper()
	var ticked []int
	f.as(&ticked, `return JSON.stringify(all(".sheet").map((s) => s.querySelectorAll(":checked").length))`)
	filled := f.paper()
	if len(filled.sides) != len(plain.sides) || len(ticked) != len(plain.sides) {
		f.t.Fatalf("with ticks it takes %d sides, before %d", len(filled.sides), len(plain.sides))
	}
	before, err := picturesAt(plain, 0, len(plain.sides)-1, 60)
	if err != nil {
		f.t.Fatal(err)
	}
	after, err := picturesAt(filled, 0, len(filled.sides)-1, 60)
	if err != nil {
		f.t.Fatal(err)
	}
	for i, n := range ticked {
		dots := (after[i].ink() - before[i].ink()) * float64(len(after[i].grey))
		if n > 0 && dots < 2*float64(n) || n == 0 && dots != 0 {
			f.t.Errorf("side %d has %d ticks, which are %.1f dots dark", i+1, n, dots)
		}
	}
}

// choicesAreTakenBack takes back a number and a choice, with the mouse and with the keyboard.
func (f filling) choicesAreTakenBack() {
	f.t.Helper()
	f.visit(f.server.URL + "/other-ways-2027/imogen-dawit/baseline.html")
	f.start()
	const first = `const group = all(".rate ol")[0], numbers = Array.from(group.querySelectorAll("input")), chosen = () => numbers.filter((n) => n.checked).map((n) => n.value).join(); `
	if got := f.do(first + `return group.getAttribute("role") + ": " + group.getAttribute("aria-label") + ": " + numbers.map((n) => n.getAttribute("aria-label")).join("; ")`); got != "radiogroup: I know what is expected of me.: 1, not yet; 2; 3; 4; 5, fully" {
		f.t.Errorf("a scale is called %q", got)
	}
	for script, want := range map[string]string{
		`numbers[3].click(); return chosen()`:                                                                                  "4",
		`numbers[3].click(); numbers[3].click(); return chosen()`:                                                              "",
		`numbers[4].click(); numbers[4].dispatchEvent(new KeyboardEvent("keydown", { key: "Delete" })); return chosen()`:       "",
		`numbers[2].click(); numbers[0].click(); leave(); return chosen() + kept().filter((k) => k.endsWith(".scale")).length`: "11",
	} {
		f.do(first + `numbers.filter((n) => n.checked).forEach((n) => n.click()); return ""`)
		if got := f.do(first + script); got != want {
			f.t.Errorf("after %s chosen is %q, not %q", script, got, want)
		}
	}
}

// optionsKeepTheirTicks publishes a list with its words in another order, and one more of them.
func (f filling) optionsKeepTheirTicks() {
	f.t.Helper()
	page := f.server.URL + "/other-ways-2027/imogen-dawit/first-meeting.html"
	f.visit(page)
	f.start()
	const ticked = `return all(".picks li").filter((l) => l.querySelector("input:checked")).map((l) => l.textContent.trim()).sort().join("\n")`
	f.do(`boxes().filter((b) => b.checked).forEach((b) => b.click()); all(".picks").forEach((p) => p.querySelectorAll("input")[1].click()); leave(); return ""`)
	before := f.do(ticked)
	name := filepath.Join(f.site.dir, "content", "formats", "buddy", "guidance", "first-meeting.md")
	text, err := os.ReadFile(name)
	if err != nil {
		f.t.Fatal(err)
	}
	changed := strings.Replace(string(text), "options = [\n", "options = [\n  \"We have switched off what rings\",\n", 2)
	if changed == string(text) {
		f.t.Fatal("the options are not written as this test expects")
	}
	if err := os.WriteFile(name, []byte(changed), 0o666); err != nil {
		f.t.Fatal(err)
	}
	f.rebuild()
	f.visit(page)
	f.start()
	if after := f.do(ticked); after != before || !strings.Contains(after, "\n") {
		f.t.Errorf("ticked is now\n%s\nbefore\n%s", after, before)
	}
}

// rowsAreTakenAway adds rows to the table of next steps and takes them away again: an empty one
// at once, one with text after asking. Copies agree about it.
func (f filling) rowsAreTakenAway() {
	f.t.Helper()
	page := f.server.URL + "/other-ways-2027/salome-team/next-steps.html"
	f.visit(page)
	f.do(`localStorage.clear(); sessionStorage.clear(); return ""`)
	f.visit(page)
	f.start()
	const rows = `return all(".rows tbody tr").map((r) => Array.from(r.querySelectorAll(".fill-text"), (t) => t.value).join("")).join()`
	const last = `const cells = all(".rows tbody tr").pop().querySelectorAll(".fill-text"); `
	expect := func(when, want string) {
		f.t.Helper()
		if got := f.do(rows); got != want {
			f.t.Errorf("%s the rows are %q, not %q", when, got, want)
		}
	}
	expect("at first", ",,,")
	f.do(`press("Add a row"); return ""`)
	expect("with one more", ",,,,")
	if got := f.do(`return document.activeElement.closest("tr") === all(".rows tbody tr").pop() ? "row" : "elsewhere"`); got != "row" {
		f.t.Error("one does not write in the row that was added")
	}
	f.do(`click(".fill-away"); return ""`)
	expect("when the empty one is taken away", ",,,")
	f.do(`press("Add a row"); press("Add a row"); ` + last + `type(cells[0], "six"); leave(); return ""`)
	f.do(`const cells = all(".rows tbody tr")[4].querySelectorAll(".fill-text"); type(cells[0], "five"); type(cells[2], "Yuki"); leave(); return ""`)
	whole := f.saved(f.downloads)
	f.do(`click(".fill-away"); return ""`)
	if text := f.do(`return document.querySelector(".fill-window").innerText`); !strings.Contains(text, "five") || !strings.Contains(text, "Yuki") {
		f.t.Errorf("before it is taken away, the row is not shown: %s", text)
	}
	f.do(`press("Cancel"); return ""`)
	expect("when that is cancelled", ",,,,fiveYuki,six")
	f.do(`click(".fill-away"); press("Remove this row"); return ""`)
	expect("without the fifth", ",,,,six")
	without := f.saved(f.downloads)
	f.visit(page)
	f.start()
	expect("on the page opened anew", ",,,,six")
	f.opens(whole)
	f.wait(`return document.querySelector(".fill-state").textContent.startsWith("Answers opened") ? "yes" : ""`)
	expect("after a copy in which it still stands", ",,,,six")
	f.opens(strings.Replace(whole, `"five"`, `"five, anew"`, 1))
	f.wait(`return document.querySelector(".fill-state").textContent.startsWith("Answers opened") ? "yes" : ""`)
	expect("after a copy in which it was written anew", ",,,,five, anewYuki,six")
	f.do(`press("Forget everything here"); press("Delete it"); return ""`)
	f.visit(page)
	f.start()
	f.opens(whole)
	f.wait(`return document.querySelectorAll(".rows tbody tr").length === 6 ? "yes" : ""`)
	for _, answer := range []string{"Keep the row", "Remove it here too"} {
		f.opens(without)
		text := f.wait(`const w = document.querySelector(".fill-window"); return w ? w.innerText : ""`)
		if !strings.Contains(text, "This row was removed where the copy was made") || !strings.Contains(text, "five") {
			f.t.Errorf("a row that was taken away elsewhere is not asked about: %s", text)
		}
		expect("before that is answered", ",,,,fiveYuki,six")
		f.do(`press(` + string(mustJSON(answer)) + `); press("Close"); return ""`)
	}
	expect("when it is removed here too", ",,,,six")
	var c struct{ Answers map[string]json.RawMessage }
	if err := json.Unmarshal([]byte(f.saved(f.downloads)), &c); err != nil || len(c.Answers) != 2 {
		f.t.Errorf("the copy has %d answers, not those of one row and one that was taken away (%v)", len(c.Answers), err)
	}
}
