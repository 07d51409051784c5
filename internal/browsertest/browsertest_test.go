package browsertest

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"pairbook/internal/browser"
)

func TestStartShowsPages(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		_, _ = w.Write([]byte("<title>" + r.Host + "</title>"))
	}))
	defer server.Close()
	tab := Start(t, Flag{"host-resolver-rules", "MAP pairs.example 127.0.0.1"})
	port := server.URL[strings.LastIndex(server.URL, ":")+1:]
	if err := chromedp.Do(tab, chromedp.Navigate("http://pairs.example:"+port)); err != nil {
		t.Fatal(err)
	}
	title, err := chromedp.Run(tab, chromedp.Title())
	if want := "pairs.example:" + port; err != nil || title != want {
		t.Errorf("title = %q, %v; want %q", title, err, want)
	}
}

func TestStartWithoutABrowser(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	if _, ok := browser.Find(); ok {
		t.Skip("a browser lies in its usual place here")
	}
	for value, want := range map[string]string{"": "skipped", "required": "failed"} {
		t.Run(want, func(t *testing.T) {
			t.Setenv("PAIRBOOK_BROWSER", value)
			got := &outcome{TB: t}
			func() {
				defer func() { _ = recover() }()
				Start(got)
			}()
			if got.said != want {
				t.Errorf("without a browser the test %s; want it %s", got.said, want)
			}
		})
	}
}

// An outcome records how a test ended instead of ending it.
type outcome struct {
	testing.TB
	said string
}

func (o *outcome) Fatal(...any) { o.said = "failed"; panic(o) }
func (o *outcome) Skip(...any)  { o.said = "skipped"; panic(o) }
