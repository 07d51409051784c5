package main_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"pairbook/internal/browsertest"
)

// roster is a list of eleven pairs.
func roster() string {
	var b strings.Builder
	b.WriteString("Mentor,Mentor email,Mentee,Mentee email,First session\n")
	for i := range 11 {
		fmt.Fprintf(&b, "Mentor Number%c,m%d@example.org,Mentee Number%[1]c,e%[2]d@example.org,2027-01-14\n", 'A'+i, i)
	}
	return b.String()
}

// A programme of twelve pairs, from nothing to the first printed session, and no file is touched but by the desk.
func TestAProgrammeIsBegunOnTheDesk(t *testing.T) {
	if testing.Short() {
		t.Skip("starts browsers")
	}
	if _, err := exec.LookPath("pdftotext"); err != nil {
		lacking(t, "pdftotext")
	}
	t.Run("Chromium", func(t *testing.T) { beginOnTheDesk(t, chromium{browsertest.Start(t)}) })
	t.Run("Firefox", func(t *testing.T) { beginOnTheDesk(t, startFirefox(t)) })
}

func beginOnTheDesk(t *testing.T, r visitor) {
	d := startDesk(t, r, t.TempDir())
	d.says("Begin a programme")
	d.fill(`form[action$="/desk/new"]`, "Begin", "program.title", "Depot mentoring", "program.organisation", "Northwind Rail",
		"contact.name", "Jo Ellis", "contact.email", "jo@example.org", "paper", "A4", "folder", "depot")
	d.says("Nobody is here yet")
	site := filepath.Join(d.home, "depot")

	d.follow("Import a list")
	sheet, _ := json.Marshal(roster())
	d.must(fmt.Sprintf(`(() => {
		const chosen = new DataTransfer();
		chosen.items.add(new File([%s], "people.csv", { type: "text/csv" }));
		document.querySelector("[type=file]").files = chosen.files;
		return "";
	})()`, sheet))
	d.fill(`form[enctype]`, "Look first", "cohort", "spring-2027")
	d.says("11 new pairs")
	d.press(`form[action$="/write"]`, "Write this")
	d.says("Done: import people.csv.")
	d.follow("Add a pair")
	d.fill(`form[action$="/desk/add"]`, "Add", "cohort", "spring-2027", "mentor.name", "Amara Nwosu", "mentee.name", "Tom Okafor", "schedule.first", "2027-01-14", "schedule.time", "15:00")
	d.says("Done: add spring-2027/amara-nwosu-tom-okafor.")

	d.follow("Build and publish")
	d.says("files would be written")
	d.press("form", "Build")
	d.says("of 12 workbooks.")
	d.follow("Overview")
	d.follow("spring-2027")
	d.is(`document.querySelectorAll("#pairs tbody tr").length`, "12")
	d.follow("Amara Nwosu & Tom Okafor")
	d.says("Session 1 · 14 Jan 2027")
	d.follow("Print session 1")
	d.says("Tom Okafor")
	pdf, err := d.paper()
	if err != nil {
		t.Fatal(err)
	}
	text, err := poppler(pdf, "pdftotext", "-layout", "-", "-")
	if err != nil || !bytes.Contains(text, []byte("Amara Nwosu")) || !bytes.Contains(text, []byte("14 January 2027")) {
		t.Errorf("the printed session says, %v\n%s", err, text)
	}

	// The week comes: it is recorded, taken back, and recorded with a promise, with the button for one more.
	d.open(d.base + "desk/pair/spring-2027/amara-nwosu-tom-okafor")
	d.fill("#record", "Record", "outcome", "held")
	d.says("Done: record session 1 of spring-2027/amara-nwosu-tom-okafor.")
	d.press(".undo", "Undo")
	d.says("Taken back: record session 1")
	d.open(d.base + "desk/pair/spring-2027/amara-nwosu-tom-okafor")
	d.must(`(document.querySelector(".new-promises button").click(), "")`)
	d.fill("#record", "Record", "outcome", "held", "who.3", "mentor", "what.3", "Lend the book", "due.3", "2027-02-01")
	d.says("Mentor: Lend the book")

	// The rows of the facilitator's own page lead to the forms too.
	d.open(d.base + "facilitator/spring-2027.html")
	d.must(`(() => { const link = document.querySelector('a[aria-label="Record and change: Amara Nwosu & Tom Okafor"]'); if (!link) return "no link"; window.old = true; setTimeout(() => link.click()); return ""; })()`)
	d.is(`window.old === undefined && document.readyState === "complete"`, "true")
	d.says("Record a session")

	// Nothing was changed elsewhere, and the site is sound.
	check := exec.Command("pairbook", "check", "--site", site)
	if said, err := check.CombinedOutput(); err != nil {
		t.Errorf("%v: %s", err, said)
	}
	entries, err := os.ReadDir(d.home)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if e.Name() != "depot" && e.Name() != "config" {
			t.Errorf("there is %s besides", e.Name())
		}
	}
}

// What is typed is there again when a save is refused, and a text can be mended at its line.
func TestAnEditorBesideTheDesk(t *testing.T) {
	if testing.Short() {
		t.Skip("starts browsers")
	}
	t.Run("Chromium", func(t *testing.T) { editBeside(t, chromium{browsertest.Start(t)}) })
	t.Run("Firefox", func(t *testing.T) { editBeside(t, startFirefox(t)) })
}

func editBeside(t *testing.T, r visitor) {
	dir := t.TempDir()
	name := filepath.Join(dir, "content", "cohorts", "spring", "tom.toml")
	write := func(text string) {
		t.Helper()
		if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o777), os.WriteFile(name, []byte(text), 0o666)); err != nil {
			t.Fatal(err)
		}
	}
	const tom = "[mentor]\nname = \"Amara Nwosu\"\n\n[mentee]\nname = \"Tom Okafor\"\n"
	write(tom)
	if err := os.WriteFile(filepath.Join(dir, "site.toml"), []byte("title = \"Test\"\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	d := startDesk(t, r, dir)
	d.open(d.base + "desk/pair/spring/tom")
	write(tom + "# by an editor\n")
	d.fill("#record", "Record", "outcome", "held", "what.0", "Lend the book")
	d.says("has changed meanwhile")
	d.says("+# by an editor")
	d.is(`document.querySelector("[name='what.0']").value`, "Lend the book")
	d.is(`document.activeElement.className.includes("said")`, "true")
	d.press("#record", "Record")
	d.says("Done: record session 1")

	write(strings.Replace(tom, "[mentee]", "[mentea]", 1))
	d.until("the problem", func() bool {
		_ = d.show(d.base + "desk/history")
		got, err := d.eval(`document.body.textContent.includes("unknown table [mentea]")`)
		return err == nil && got == "true"
	})
	d.follow("content/cohorts/spring/tom.toml:4")
	d.is(`location.hash + " " + document.querySelector("textarea").selectionStart`, "#L4 31")
	d.must(`(() => { const t = document.querySelector("textarea"); t.value = t.value.replace("[mentea]", "[mentee]") + "\n# more\n"; t.dispatchEvent(new Event("input", { bubbles: true })); return ""; })()`)
	d.is(`document.querySelectorAll(".numbers li").length`, "8")
	d.press("form.editor", "Save")
	d.says("Done: text of content/cohorts/spring/tom.toml.")
	if data, err := os.ReadFile(name); err != nil || string(data) != tom+"\n# more\n" {
		t.Errorf("%q, %v", data, err)
	}
}

// deskPages are those of the desk, with something on them.
var deskPages = []string{"", "desk/cohort/spring-2027", "desk/pair/spring-2027/farida-callum", "desk/many/spring-2027", "desk/add", "desk/import", "desk/build", "desk/files",
	"desk/text?file=site.toml", "desk/history", "desk/start", "desk/nothing"}

// exampleDesk is the desk on a copy of the example programme.
func exampleDesk(t *testing.T, r visitor) *desk {
	t.Helper()
	dir := t.TempDir()
	for _, name := range []string{"site.toml", "content"} {
		if err := exec.Command("cp", "-r", filepath.Join("../..", name), dir).Run(); err != nil {
			t.Fatal(err)
		}
	}
	return startDesk(t, r, dir)
}

// axe finds no barrier on any page of the desk, wide or on a telephone, and none has to be scrolled sideways.
func TestTheDeskIsAccessible(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a browser")
	}
	axe := axeCore(t)
	tab := browsertest.Start(t)
	d := exampleDesk(t, chromium{tab})
	look := func(name string) {
		t.Helper()
		d.must(`(document.querySelectorAll("details").forEach((e) => { e.open = true; }), "")`)
		if err := chromedp.Do(tab, evaluate(string(axe))); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, s := range []sight{{"wide", "screen", "light", 1280, 900}, {"telephone", "screen", "light", 375, 700}, {"dark", "screen", "dark", 375, 700}} {
			faults, err := barriers(tab, s)
			if err != nil {
				t.Fatalf("%s, %s: %v", name, s.name, err)
			}
			for _, f := range faults {
				t.Errorf("%s, %s: %s", name, s.name, f)
			}
		}
	}
	for _, page := range deskPages {
		d.open(d.base + page)
		look("/" + page)
	}
	d.open(d.base + "desk/pair/spring-2027/farida-callum")
	d.fill("#record", "Record", "outcome", "cancelled")
	look("a form that comes again")
	d.open(d.base + "desk/pair/spring-2027/farida-callum")
	d.fill("#record", "Record", "outcome", "none", "who.0", "mentor", "what.0", "Lend the book")
	look("a form that was done")
}

// A session is recorded with the keyboard alone, and one always sees where one is.
func TestTheDeskWorksWithTheKeyboard(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a browser")
	}
	tab := browsertest.Start(t)
	if err := window(tab, 1280, 900); err != nil {
		t.Fatal(err)
	}
	d := exampleDesk(t, chromium{tab})
	d.open(d.base + "desk/pair/spring-2027/farida-callum")
	press := func(keys string) {
		t.Helper()
		if err := chromedp.Do(tab, chromedp.KeyEvent(keys)); err != nil {
			t.Fatal(err)
		}
	}
	reach := func(what, name string) {
		t.Helper()
		for range 80 {
			press(kb.Tab)
			seen, err := chromedp.Run(tab, chromedp.Evaluate[stop](focused))
			if err != nil {
				t.Fatal(err)
			}
			if !seen.Visible && seen.Order >= 0 {
				t.Errorf("on the way to %s one does not see %+v", what, seen)
			}
			if got, err := d.eval(`document.activeElement.name || document.activeElement.textContent.trim()`); err == nil && got == name {
				return
			}
		}
		t.Fatalf("Tab does not lead to %s", what)
	}
	reach("the way past the menu", "Skip to the content")
	press(kb.Enter)
	reach("the outcome", "outcome")
	reach("the promise", "what.0")
	press("Lend the book")
	reach("the button", "do")
	press(kb.Enter)
	d.says("Done: record session")
	d.says("Lend the book")
	d.is(`document.activeElement.className`, "notice")
}

// Pages and forms work in a browser without scripts.
func TestTheDeskNeedsNoScripts(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a browser")
	}
	tab := browsertest.Start(t, browsertest.Flag{Name: "blink-settings", Value: "scriptEnabled=false"})
	dir := t.TempDir()
	for _, name := range []string{"site.toml", "content"} {
		if err := exec.Command("cp", "-r", filepath.Join("../..", name), dir).Run(); err != nil {
			t.Fatal(err)
		}
	}
	// The driver itself evaluates scripts, which this switch does not forbid.
	s := startDesk(t, chromium{tab}, dir)
	s.open(s.base + "desk/pair/spring-2027/farida-callum")
	s.is(`document.querySelector(".new-promises button") === null`, "true") // the script has not run
	s.must(`(document.querySelector("#record button").click(), "")`)        // timers do not run either
	s.says("Done: record session")
}

// PAIRBOOK_PICTURE=docs/desk.png makes the picture of the README.
func TestThePictureOfTheDesk(t *testing.T) {
	name := os.Getenv("PAIRBOOK_PICTURE")
	if name == "" {
		t.Skip("PAIRBOOK_PICTURE names no file")
	}
	tab := browsertest.Start(t)
	d := exampleDesk(t, chromium{tab})
	if err := window(tab, 1080, 760); err != nil {
		t.Fatal(err)
	}
	d.open(d.base + "desk/pair/spring-2027/farida-callum")
	d.is(`document.readyState`, "complete")
	picture, err := chromedp.Run(tab, chromedp.CaptureScreenshot())
	if err == nil {
		err = os.WriteFile(filepath.Join("../..", name), picture, 0o666)
	}
	if err != nil {
		t.Fatal(err)
	}
}
