package main_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/audits"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"golang.org/x/net/html"

	"pairbook/internal/browsertest"
)

// Every page opens from a folder: its styles and pictures load, no request leaves
// the folder, and the browser has nothing to say about it.
func TestPagesOpenFromFiles(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a browser")
	}
	t.Parallel()
	site := buildTested(t, looks()[0])
	tab := browsertest.Start(t)
	w := &watchman{folder: fileURL(site.dir) + "/"}
	if err := w.watch(tab); err != nil {
		t.Fatal(err)
	}
	for _, page := range site.everyPage(t) {
		faults, err := w.visit(tab, filepath.Join(site.dir, page))
		if err != nil {
			t.Fatalf("%s: %v", page, err)
		}
		for _, f := range faults {
			t.Errorf("%s: %s", page, f)
		}
	}
}

// A watchman hears what a tab asks for and complains of.
type watchman struct {
	folder string // the address that no request may leave
	mu     sync.Mutex
	heard  []string
}

// watch begins to listen to a tab.
func (w *watchman) watch(tab context.Context) error {
	err := chromedp.Do(tab, chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, e1 := cdp.Call(ctx, t, network.Enable, network.EnableParams{})
		_, e2 := cdp.Call(ctx, t, log.Enable, cdp.Empty{})
		_, e3 := cdp.Call(ctx, t, runtime.Enable, cdp.Empty{})
		_, e4 := cdp.Call(ctx, t, audits.Enable, cdp.Empty{})
		return errors.Join(e1, e2, e3, e4)
	}))
	if err != nil {
		return err
	}
	return chromedp.Listen(tab, func(event any) {
		switch e := event.(type) {
		case *network.EventRequestWillBeSent:
			if !strings.HasPrefix(e.Request.URL, w.folder) {
				w.hear("asks for %s", e.Request.URL)
			}
		case *network.EventLoadingFailed:
			w.hear("does not get a file: %s %s", e.ErrorText, e.BlockedReason)
		case *log.EventEntryAdded:
			w.hear("the browser says: %s", e.Entry.Text)
		case *runtime.EventConsoleAPICalled:
			w.hear("the console says: %s", e.Type)
		case *runtime.EventExceptionThrown:
			w.hear("a script fails: %s", e.ExceptionDetails.Text)
		case *audits.EventIssueAdded:
			details, _ := json.Marshal(e.Issue.Details)
			w.hear("the browser reports: %s: %s", e.Issue.Code, details)
		}
	})
}

func (w *watchman) hear(format string, args ...any) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.heard = append(w.heard, fmt.Sprintf(format, args...))
}

// unloaded lists the pictures of a page that are not there.
const unloaded = `Array.from(document.images).filter((e) => !e.complete || e.naturalWidth === 0).map((e) => "no picture " + e.getAttribute("src"))`

// visit opens a file and returns what is wrong with it.
func (w *watchman) visit(tab context.Context, name string) ([]string, error) {
	if err := chromedp.Do(tab, chromedp.Navigate(fileURL(name))); err != nil {
		return nil, err
	}
	faults, err := chromedp.Run(tab, chromedp.Evaluate[[]string](unloaded))
	w.mu.Lock()
	defer w.mu.Unlock()
	faults, w.heard = append(faults, w.heard...), nil
	return faults, err
}

// The check above finds what it is there for.
func TestFileCheckFindsFaults(t *testing.T) {
	t.Parallel()
	tab := browsertest.Start(t)
	dir := t.TempDir()
	w := &watchman{folder: fileURL(dir) + "/"}
	if err := w.watch(tab); err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct{ text, want string }{
		"sound":      {`<p>Text</p>`, ""},
		"style":      {`<link rel="stylesheet" href="missing.css">`, "does not get a file: net::ERR_FILE_NOT_FOUND"},
		"picture":    {`<img src="missing.png" alt="">`, "no picture missing.png"},
		"elsewhere":  {`<img src="file:///elsewhere/missing.png" alt="">`, "asks for file:///elsewhere/missing.png"},
		"attribute":  {`<p style="color: red">Text</p>`, "the browser says: "},
		"policy":     {`<p style="color: red">Text</p>`, "the browser reports: ContentSecurityPolicyIssue"},
		"script":     {`<script src="fails.js"></script>`, "a script fails"},
		"chatter":    {`<script src="talks.js"></script>`, "the console says: log"},
		"not loaded": {`<script src="missing.js"></script>`, "does not get a file: net::ERR_FILE_NOT_FOUND"},
	} {
		t.Run(name, func(t *testing.T) {
			for file, text := range map[string]string{
				"page.html": `<!doctype html><meta http-equiv="Content-Security-Policy" content="default-src 'self' file:"><title>Page</title>` + test.text,
				"fails.js":  `throw new Error("no")`, "talks.js": `console.log("hello")`,
			} {
				if err := os.WriteFile(filepath.Join(dir, file), []byte(text), 0o666); err != nil {
					t.Fatal(err)
				}
			}
			faults, err := w.visit(tab, filepath.Join(dir, "page.html"))
			if all := strings.Join(faults, "\n"); err != nil || !strings.Contains(all, test.want) || (test.want == "") != (all == "") {
				t.Errorf("faults are %q, %v; want %q", all, err, test.want)
			}
		})
	}
}

// Every link of every page leads to a file, and to a place in it.
func TestLinksLeadSomewhere(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long")
	}
	t.Parallel()
	for _, l := range looks() {
		t.Run(l.theme, func(t *testing.T) {
			site := buildTested(t, l)
			for _, f := range linkFaults(t, os.DirFS(site.dir), "https://intranet.example.org/mentoring/") {
				t.Error(f)
			}
		})
	}
}

// linkFaults follows the links of all HTML files and style sheets in a folder.
// address is where the folder public is published.
func linkFaults(t *testing.T, fsys fs.FS, address string) []string {
	t.Helper()
	var faults []string
	docs := map[string]*html.Node{}
	places := func(name string) map[string]bool {
		ids := map[string]bool{}
		if docs[name] == nil {
			return ids
		}
		for n := range docs[name].Descendants() {
			ids[attribute(n, "id")] = true
		}
		return ids
	}
	links := map[string][]string{}
	err := fs.WalkDir(fsys, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || strings.HasPrefix(name, "content/") {
			return err
		}
		text, err := fs.ReadFile(fsys, name)
		switch path.Ext(name) {
		case ".html":
			doc, err := html.Parse(strings.NewReader(string(text)))
			docs[name] = doc
			links[name] = linksOf(doc)
			return err
		case ".css":
			for _, m := range regexp.MustCompile(`url\("([^"]*)"\)`).FindAllStringSubmatch(string(text), -1) {
				links[name] = append(links[name], m[1])
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for name, list := range links {
		for _, link := range list {
			target := strings.TrimPrefix(link, address)
			from := name
			if target != link {
				from = "public/index.html"
			}
			meets := strings.HasPrefix(link, "https://meet.example.org/") // where a pair of the example meets
			if fault := follow(fsys, places, from, target); fault != "" && !meets {
				faults = append(faults, fmt.Sprintf("%s links to %q: %s", name, link, fault))
			}
		}
	}
	return faults
}

// linksOf lists what a document links to or shows.
func linksOf(doc *html.Node) []string {
	var list []string
	for n := range doc.Descendants() {
		for _, key := range []string{"href", "src", "xlink:href", "srcset", "data", "action", "poster"} {
			if value := attribute(n, key); value != "" {
				list = append(list, value)
			}
		}
	}
	return list
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// follow says what is wrong with a link from a file; empty: nothing.
func follow(fsys fs.FS, places func(string) map[string]bool, from, link string) string {
	u, err := url.Parse(link)
	switch {
	case err != nil:
		return err.Error()
	case u.Scheme == "mailto" || u.Scheme == "tel":
		return ""
	case u.IsAbs() || u.Host != "" || strings.HasPrefix(link, "/"):
		return "it leaves the site"
	}
	name := from
	if u.Path != "" {
		name = path.Join(path.Dir(from), u.Path)
	}
	if strings.HasPrefix(from, "public/") && !strings.HasPrefix(name, "public/") {
		return "it leaves what is published"
	}
	if info, err := fs.Stat(fsys, name); err != nil || info.IsDir() {
		return "there is no such file"
	}
	if u.Fragment != "" && !places(name)[u.Fragment] {
		return "there is no such place in the file"
	}
	return ""
}
