package main_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"pairbook/internal/browsertest"
)

// A visitor is a browser of either make.
type visitor interface {
	show(address string) error
	eval(script string) (string, error) // the value of an expression, as text
	paper() ([]byte, error)             // the page that is open, printed on A4
}

// chromium is a tab as a visitor.
type chromium struct{ tab context.Context }

func (c chromium) show(address string) error { return chromedp.Do(c.tab, chromedp.Navigate(address)) }
func (c chromium) eval(script string) (string, error) {
	return chromedp.Run(c.tab, chromedp.Evaluate[string](`String(`+script+`)`))
}
func (c chromium) paper() ([]byte, error) { return printPDF(c.tab, paper{"A4", 210, 297}) }

func (f *firefox) show(address string) error {
	_, err := f.call("WebDriver:Navigate", map[string]any{"url": address})
	return err
}

func (f *firefox) eval(script string) (string, error) {
	return f.call("WebDriver:ExecuteScript", map[string]any{"script": "return String(" + script + ")", "args": []any{}})
}

func (f *firefox) paper() ([]byte, error) {
	text, err := f.call("WebDriver:Print", map[string]any{"background": false, "page": map[string]float64{"width": 21, "height": 29.7}})
	if err != nil {
		return nil, err
	}
	return base64.StdEncoding.DecodeString(text)
}

// A desk is pairbook desk, at work, and a browser that looks at it.
type desk struct {
	testing.TB
	visitor
	cmd  *exec.Cmd
	out  *spoken
	base string // its address, with a slash at its end
	home string
}

// spoken is what a command says.
type spoken struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *spoken) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}

func (s *spoken) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}

// patience is how long a test waits for what has to come.
const patience = time.Minute

// startDesk starts the desk in a folder, and opens its address.
func startDesk(t testing.TB, r visitor, dir string) *desk {
	t.Helper()
	d := &desk{TB: t, visitor: r, out: &spoken{}, home: t.TempDir()}
	d.cmd = exec.Command("pairbook", "desk", "--no-open", "--port", "0")
	d.cmd.Dir = dir
	d.cmd.Env = append(os.Environ(), "HOME="+d.home, "XDG_CONFIG_HOME="+d.home+"/config")
	d.cmd.Stdout, d.cmd.Stderr = d.out, d.out
	if err := d.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = d.cmd.Process.Kill()
		_ = d.cmd.Wait()
	})
	address := regexp.MustCompile(`http://\S+\?start=\S+`)
	d.until("the address", func() bool { return address.MatchString(d.out.String()) })
	d.base, _, _ = strings.Cut(address.FindString(d.out.String()), "?")
	d.open(address.FindString(d.out.String()))
	d.is(`location.search === "" && document.querySelector("h1") !== null`, "true") // the secret is gone from the address
	return d
}

func (d *desk) until(what string, so func() bool) {
	d.Helper()
	for begun := time.Now(); !so(); time.Sleep(5 * time.Millisecond) {
		if time.Since(begun) > patience {
			text, _ := d.eval("document.body.innerText")
			d.Fatalf("not yet: %s\nthe page says\n%s\nthe command said\n%s", what, text, d.out)
		}
	}
}

func (d *desk) open(address string) {
	d.Helper()
	if err := d.show(address); err != nil {
		d.Fatal(err)
	}
}

// is waits until an expression has a value. Between two pages it has none.
func (d *desk) is(script, want string) {
	d.Helper()
	last := ""
	d.until(script+" = "+want, func() bool {
		got, err := d.eval(script)
		last = fmt.Sprint(got, err)
		return err == nil && got == want
	})
	_ = last
}

// says waits until the page has a text.
func (d *desk) says(text string) {
	d.Helper()
	quoted, _ := json.Marshal(text)
	d.is(`document.readyState === "complete" && document.body.textContent.includes(`+string(quoted)+`)`, "true")
}

// fill types into fields by their labels' words or names, and presses a button.
func (d *desk) fill(form, button string, pairs ...string) {
	d.Helper()
	for i := 0; i+1 < len(pairs); i += 2 {
		name, _ := json.Marshal(pairs[i])
		value, _ := json.Marshal(pairs[i+1])
		d.must(fmt.Sprintf(`(() => {
			const fields = [...document.querySelectorAll(%q + " [name]")].filter((e) => e.name === %s);
			if (fields.length === 0) return "there is no field " + %[2]s;
			for (const f of fields) {
				if (f.type === "radio" || f.type === "checkbox") f.checked = f.value === %[3]s;
				else f.value = %[3]s;
				f.dispatchEvent(new Event("input", { bubbles: true }));
			}
			return "";
		})()`, form, name, value))
	}
	d.press(form, button)
}

// press clicks a button of a form.
func (d *desk) press(form, button string) {
	d.Helper()
	quoted, _ := json.Marshal(button)
	d.must(fmt.Sprintf(`(() => {
		window.old = true;
		const button = [...document.querySelectorAll(%q + " button")].find((b) => b.textContent.trim().startsWith(%s));
		if (!button) return "there is no button " + %[2]s;
		setTimeout(() => button.click());
		return "";
	})()`, form, quoted))
	d.is(`window.old === undefined && document.readyState === "complete"`, "true")
}

// follow clicks a link by its words.
func (d *desk) follow(text string) {
	d.Helper()
	quoted, _ := json.Marshal(text)
	d.must(fmt.Sprintf(`(() => {
		const link = [...document.querySelectorAll("a")].find((a) => a.textContent.trim().startsWith(%s));
		if (!link) return "there is no link " + %[1]s;
		window.old = true;
		setTimeout(() => link.click());
		return "";
	})()`, quoted))
	d.is(`window.old === undefined && document.readyState === "complete"`, "true")
}

// must wants an expression to be empty text.
func (d *desk) must(script string) {
	d.Helper()
	if got, err := d.eval(script); err != nil || got != "" {
		text, _ := d.eval("document.body.innerText")
		d.Fatalf("%s %v\n%s", got, err, text)
	}
}

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
	axe, err := os.ReadFile(filepath.Join(checkers, "axe-core", "axe.min.js"))
	if err != nil {
		lacking(t, "axe-core: npm ci --prefix .ci installs it")
	}
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
