package pdf

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"pairbook/internal/browser"
)

// program is the browser of these tests.
func program(t *testing.T) string {
	t.Helper()
	found, ok := browser.Find()
	switch {
	case !ok && os.Getenv("PAIRBOOK_BROWSER") == "required":
		t.Fatal("PAIRBOOK_BROWSER is required, but no Chromium was found")
	case !ok:
		t.Skip("no Chromium was found")
	case testing.Short():
		t.Skip("starts a browser")
	}
	return found
}

// book is a page like workbook.html, with sheets of a number of lines each.
func book(title string, lines ...int) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>%s</title><link rel="stylesheet" href="../../assets/style.css"></head><body>`, title)
	for i, n := range lines {
		fmt.Fprintf(&b, `<section class="sheet" id="s%d"><h2>Sheet %d</h2><p><a href="#s0">contents</a> <a href="../../topics/x.html">topic</a> <a href="https://example.org/far">far</a>%s</p></section>`,
			i, i+1, strings.Repeat("<br>line", n))
	}
	return b.String() + "</body></html>"
}

const style = `@page { margin: 15mm } .sheet { break-after: page } .sheet:last-child { break-after: auto }`

// files answers requests, and keeps what was asked for.
type files struct {
	mu    sync.Mutex
	known map[string]string
	asked []string
}

func (f *files) read(name string) ([]byte, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.asked = append(f.asked, name)
	if text, ok := f.known[name]; ok {
		return []byte(text), nil
	}
	return nil, fs.ErrNotExist
}

func library(books int) (*files, []Page) {
	f := &files{known: map[string]string{"assets/style.css": style}}
	var pages []Page
	for i := range books {
		path := fmt.Sprintf("spring/p%d/workbook.html", i)
		f.known[path] = book(fmt.Sprintf("Book %d", i), 1, 2, 3)
		pages = append(pages, Page{Name: strconv.Itoa(i), Path: path, Sides: true})
	}
	return f, pages
}

// printed prints pages and returns what became of each, by name.
func printed(t *testing.T, o Options, pages []Page) map[string]Printed {
	t.Helper()
	all := map[string]Printed{}
	if err := Print(t.Context(), o, pages, func(p Printed) error {
		if _, twice := all[p.Page.Name]; twice {
			t.Errorf("%s is printed twice", p.Page.Name)
		}
		all[p.Page.Name] = p
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if len(all) != len(pages) {
		t.Fatalf("%d of %d pages came back", len(all), len(pages))
	}
	return all
}

func TestPDFsAreTaggedAndTheSameEveryTime(t *testing.T) {
	f, pages := library(5)
	o := Options{Browser: program(t), Address: "https://intranet.example.org/mentoring/", Read: f.read}
	first := printed(t, o, pages)
	slices.Reverse(pages) // other tabs, other numbers of nodes
	o.Tabs = 3
	second := printed(t, o, pages)
	for name, p := range first {
		if p.Err != nil || p.Sides != 3 || p.Sheets != 3 || p.Over != nil {
			t.Errorf("%s: %d sides of %d sheets, %v, %v", name, p.Sides, p.Sheets, p.Over, p.Err)
		}
		if !bytes.Equal(p.PDF, second[name].PDF) {
			t.Errorf("%s is other bytes the second time", name)
		}
		for _, want := range []string{"/MarkInfo <</Type /MarkInfo\n/Marked true", "/Lang (en-GB)", "/Outlines", "/Title (Book " + name + ")",
			"(https://intranet.example.org/mentoring/topics/x.html)", "(https://example.org/far)", "/Dest"} {
			if !bytes.Contains(p.PDF, []byte(want)) {
				t.Errorf("%s has no %s", name, want)
			}
		}
		if found := regexp.MustCompile(`(?i)file:|workbook\.html|invalid`).Find(p.PDF); found != nil {
			t.Errorf("%s has %s in it", name, found)
		}
	}
	if len(f.asked) == 0 || slices.ContainsFunc(f.asked, func(name string) bool { return f.known[name] == "" && name != "favicon.ico" }) {
		t.Errorf("asked for %q", f.asked)
	}
}

func TestWithoutAnAddressNoLinkLeadsToAnotherPage(t *testing.T) {
	f, pages := library(1)
	apart := pages[0]
	apart.Name, apart.Apart = "apart", true
	o := Options{Browser: program(t), Read: f.read}
	for name, p := range map[string]Printed{
		"no address": printed(t, o, pages)["0"],
		"apart":      printed(t, Options{Browser: o.Browser, Read: f.read, Address: "https://intranet.example.org/"}, []Page{apart})["apart"],
	} {
		if p.Err != nil || bytes.Contains(p.PDF, []byte("topics")) || bytes.Contains(p.PDF, []byte("invalid")) || !bytes.Contains(p.PDF, []byte("(https://example.org/far)")) {
			t.Errorf("%s: %v; links are not as they should be", name, p.Err)
		}
	}
}

func TestSheetsThatRunOverAreNamed(t *testing.T) {
	f, pages := library(1)
	f.known[pages[0].Path] = book("Long", 1, 70, 2)
	p := printed(t, Options{Browser: program(t), Read: f.read}, pages)["0"]
	if p.Err != nil || p.Sides != 4 || p.Sheets != 3 || len(p.Over) != 1 || p.Over[0] != (Over{"Sheet 2", 2}) {
		t.Errorf("%d sides of %d sheets, over: %v, %v", p.Sides, p.Sheets, p.Over, p.Err)
	}
}

func TestPaperIsThatOfTheOptionsUnlessThePageForcesOne(t *testing.T) {
	f, pages := library(1)
	box := func(o Options) string {
		o.Browser, o.Read = program(t), f.read
		p := printed(t, o, pages)["0"]
		return string(regexp.MustCompile(`/MediaBox \[[^]]*\]`).Find(p.PDF))
	}
	if got := box(Options{}); !regexp.MustCompile(`\[0 0 595(\.\d+)? 84[12](\.\d+)?\]`).MatchString(got) {
		t.Errorf("A4 is %s", got)
	}
	if got, want := box(Options{Paper: Letter}), "/MediaBox [0 0 612 792]"; got != want {
		t.Errorf("Letter is %s", got)
	}
	f.known["assets/style.css"] = "@page { size: letter }" + style
	if got, want := box(Options{}), "/MediaBox [0 0 612 792]"; got != want {
		t.Errorf("a page that forces Letter is %s", got)
	}
}

// wrapper is a browser that writes its process id to a file before it starts.
func wrapper(t *testing.T, script string) (program, pid string) {
	t.Helper()
	dir := t.TempDir()
	program, pid = filepath.Join(dir, "browser"), filepath.Join(dir, "pid")
	if err := os.WriteFile(program, []byte(fmt.Sprintf("#!/bin/sh\necho $$ >> %s\n%s\n", pid, script)), 0o755); err != nil {
		t.Fatal(err)
	}
	return program, pid
}

// signal sends a signal to the browser that was started last.
func signal(t *testing.T, pidFile, name string) {
	t.Helper()
	all := starts(t, pidFile)
	if text, err := exec.Command("kill", "-s", name, all[len(all)-1]).CombinedOutput(); err != nil {
		t.Errorf("%v: %s", err, text)
	}
}

// starts are the process ids of the browsers that were started.
func starts(t *testing.T, pidFile string) []string {
	t.Helper()
	text, err := os.ReadFile(pidFile)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Fields(string(text))
}

func TestABrowserThatIsKilledOrFallsSilentIsStartedAgain(t *testing.T) {
	for _, sent := range []string{"KILL", "STOP"} {
		f, pages := library(8)
		program, pid := wrapper(t, "exec "+program(t)+` "$@"`)
		o := Options{Browser: program, Read: f.read}
		if sent == "STOP" {
			o.Patience = 10 * time.Second // a page is printed in less, also on a busy computer
		}
		made, done := 0, false
		err := Print(t.Context(), o, pages, func(p Printed) error {
			if p.Err != nil {
				t.Errorf("%s: %s: %v", sent, p.Page.Name, p.Err)
			}
			if made++; made == 2 && !done {
				done = true
				signal(t, pid, sent)
			}
			return nil
		})
		if err != nil || made != 8 {
			t.Errorf("%s: %d of 8 pages, %v", sent, made, err)
		}
		if all := starts(t, pid); len(all) < 2 {
			t.Errorf("%s: browsers: %q", sent, all)
		}
	}
}

func TestWhatCannotBePrintedIsNamed(t *testing.T) {
	if testing.Short() {
		t.Skip("waits for a browser")
	}
	f, pages := library(2)
	silent, silentPid := wrapper(t, "exec sleep 600")
	broken, brokenPid := wrapper(t, "exit 3")
	for name, c := range map[string]struct{ program, pid, want string }{
		"silent":  {silent, silentPid, "starting the browser: the browser does not answer"},
		"broken":  {broken, brokenPid, "starting the browser: "},
		"missing": {filepath.Join(t.TempDir(), "none"), "", "starting the browser: "},
	} {
		all := printed(t, Options{Browser: c.program, Read: f.read, Start: time.Second}, pages)
		for _, p := range all {
			if p.PDF != nil || p.Err == nil || !strings.HasPrefix(p.Err.Error(), c.want) {
				t.Errorf("%s: %v", name, p.Err)
			}
		}
		if c.pid != "" {
			if all := starts(t, c.pid); len(all) != 2 {
				t.Errorf("%s: started %d times", name, len(all))
			}
		}
	}
}

// What a page is on paper: with the pictures of its style sheets, and without what a script
// makes of it on the screen.
func TestPagesAreAsOnPaper(t *testing.T) {
	f, pages := library(1)
	f.known["assets/style.css"] = style + `@media print { .sheet::before { content: url("dot.png") } } @media screen { .sheet { width: 1px } }`
	f.known["assets/dot.png"] = "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02\x00\x00\x00\x90wS\xde\x00\x00\x00\x0cIDAT\x08\xd7c\xf8\xcf\xc0\x00\x00\x03\x01\x01\x00\x18\xdd\x8d\xb0\x00\x00\x00\x00IEND\xaeB`\x82"
	f.known["assets/screen.js"] = `document.body.insertAdjacentHTML("beforeend", '<section class="sheet"><h2>Of the script</h2></section>')`
	f.known[pages[0].Path] = strings.Replace(f.known[pages[0].Path], "</head>", `<script src="../../assets/screen.js" defer></script></head>`, 1)
	p := printed(t, Options{Browser: program(t), Read: f.read}, pages)["0"]
	if p.Err != nil || p.Sides != 3 || p.Sheets != 3 || !bytes.Contains(p.PDF, []byte("/Subtype /Image")) {
		t.Errorf("%d sides of %d sheets, %v; asked for %q", p.Sides, p.Sheets, p.Err, f.asked)
	}
}

// A line ends without the blank before the next word; the outline has to have it.
func TestTheOutlineKeepsWordsApart(t *testing.T) {
	f, pages := library(1)
	f.known["assets/style.css"] = style + `h2 { width: 1px }`
	f.known[pages[0].Path] = strings.Replace(strings.Replace(f.known[pages[0].Path], "Sheet 1", "Which of them? <span>Mentor</span>", 1), "Sheet 2", "\n<span>Goal 1</span>\n<span>Lead two\nteams</span>", 1)
	p := printed(t, Options{Browser: program(t), Read: f.read}, pages)["0"]
	if p.Err != nil || !bytes.Contains(p.PDF, []byte("/Title (Which of them? Mentor)")) {
		t.Errorf("%v; titles: %q", p.Err, regexp.MustCompile(`/Title \([^)]*\)`).FindAll(p.PDF, -1))
	}
}

func TestAPageThatIsMissingDoesNotHoldUpTheOthers(t *testing.T) {
	f, pages := library(3)
	pages = append([]Page{{Name: "gone", Path: "gone.html"}}, pages...)
	for name, p := range printed(t, Options{Browser: program(t), Read: f.read}, pages) {
		if (p.Err != nil) != (name == "gone") {
			t.Errorf("%s: %v", name, p.Err)
		}
	}
}

func TestPrintingEndsWithTheContextAndTheCaller(t *testing.T) {
	f, pages := library(3)
	ctx, cancel := context.WithCancel(t.Context())
	err := Print(ctx, Options{Browser: program(t), Read: f.read}, pages, func(Printed) error { cancel(); return nil })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("interrupted: %v", err)
	}
	full := errors.New("the disk is full")
	if err := Print(t.Context(), Options{Browser: program(t), Read: f.read}, pages, func(Printed) error { return full }); err != full {
		t.Errorf("stopped: %v", err)
	}
}
