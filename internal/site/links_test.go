package site

import (
	"path"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/net/html"
)

// FuzzLinks puts any destination into a document: what comes out is left out, leads
// to an address with a scheme that is allowed, or to a file of the output.
func FuzzLinks(f *testing.F) {
	for _, seed := range []string{
		"goals.md", "goals.md#first", "../topics/walk.md", "../../site.toml", "../cohorts/spring/tom.toml", "plan.pdf", "a%20b.pdf",
		"..\\..\\x", "//evil.example/x", "javascript:alert(1)", "%2e%2e/%2e%2e/x", "/etc/passwd", "#here", "https://example.org/a?b#c", "goals.md?x=<y>",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, to string) {
		file := func(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }
		fsys := fstest.MapFS{
			"site.toml":                   file("title = \"Test\"\n"),
			"content/guidance/welcome.md": file("# Welcome\n\n[a](<" + to + ">) ![b](<" + to + ">)\n"),
			"content/guidance/goals.md":   file("# Goals\n\n## First\n\nText.\n"),
			"content/topics/walk.md":      file("# Walk\n\nText.\n"),
			"content/guidance/plan.pdf":   file("%PDF"),
			"content/guidance/a b.pdf":    file("%PDF"),
		}
		s, _, err := Load(fsys, fstest.MapFS{}, &Memory{})
		if err != nil {
			t.Fatal(err)
		}
		there := map[string]bool{}
		for _, d := range s.Library.Documents {
			there[d.Address] = true
		}
		for _, m := range s.Media {
			there[m.Address] = true
		}
		d := s.Library.Find(Guidance, "welcome", "", "", "en")
		if d == nil {
			return
		}
		for _, address := range addresses(t, d.Body(Words{})) {
			if !leads(d.Address, address, there) {
				t.Errorf("%q became the address %q", to, address)
			}
		}
	})
}

// leads reports whether an address on a page is one that may stand there.
func leads(page, address string, there map[string]bool) bool {
	for _, scheme := range []string{"https://", "http://", "mailto:", "tel:", "#"} {
		if strings.HasPrefix(strings.ToLower(address), scheme) {
			return true
		}
	}
	file, _, _ := strings.Cut(address, "#")
	return there[path.Join(path.Dir(page), file)]
}

// addresses lists what the links and pictures of some HTML lead to.
func addresses(t *testing.T, text string) []string {
	t.Helper()
	root, err := html.Parse(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for n := range root.Descendants() {
		for _, a := range n.Attr {
			if a.Key == "href" || a.Key == "src" {
				found = append(found, a.Val)
			}
		}
	}
	return found
}
