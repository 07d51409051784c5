package render

import (
	"fmt"
	"io/fs"
	"strings"
	"testing"
)

func TestSingleIsOneFileWithAPolicyOfHashes(t *testing.T) {
	files := map[string]string{
		"assets/style.css": "p { background: url( 'dot.svg' ) } i { background: url(gone.png) } b { background: url(\"data:,x\") } /* </style> */",
		"assets/dot.svg":   "<svg/>", "assets/print.js": "let x = '</script>'", "assets/logo.png": "PNG",
	}
	page := `<!doctype html><html><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self'">` +
		`<link rel="stylesheet" href="../../assets/style.css"><link rel="icon" href="x.ico"><script src="../../assets/print.js" defer></script></head>` +
		`<body><img class="logo" src="../../assets/logo.png" alt=""><a href="#goal-1">a</a> <a href="../../guidance/goals.html#why">b</a> <a href="mailto:t@example.org">c</a> <a class="d" href="index.html">d &amp; e</a></body></html>`
	for address, links := range map[string]string{
		"https://intranet.example.org/m/": `<a href="#goal-1">a</a> <a href="https://intranet.example.org/m/guidance/goals.html#why">b</a> <a href="mailto:t@example.org">c</a> <a class="d" href="https://intranet.example.org/m/spring/tom/index.html">d &amp; e</a>`,
		"":                                `<a href="#goal-1">a</a> <a>b</a> <a href="mailto:t@example.org">c</a> <a class="d">d &amp; e</a>`,
	} {
		s := Single{Path: "spring/tom/workbook.html", Address: address, Asset: func(path string) ([]byte, error) {
			if text, ok := files[path]; ok {
				return []byte(text), nil
			}
			return nil, fmt.Errorf("%s: %w", path, fs.ErrNotExist)
		}}
		got, err := s.Make([]byte(page))
		if err != nil {
			t.Fatal(err)
		}
		css := `p { background: url("data:image/svg+xml;base64,PHN2Zy8+") } i { background: url("data:,") } b { background: url("data:,x") } /* <\/style> */`
		js := `let x = '<\/script>'`
		want := `<!doctype html><html><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src ` + hashOf([]byte(css)) +
			`; script-src ` + hashOf([]byte(js)) + `; img-src data:; font-src data:; base-uri 'none'; form-action 'none'">` +
			`<style>` + css + `</style></head><body><img class="logo" src="data:image/png;base64,UE5H" alt="">` + links + "<script>" + js + "</script>\n</body></html>"
		if string(got) != want {
			t.Errorf("address %q:\n%s\nwant\n%s", address, got, want)
		}
		for _, out := range []string{"../", "style.css", "'self'"} {
			if strings.Contains(string(got), out) {
				t.Errorf("address %q: it has %s", address, out)
			}
		}
	}
}
