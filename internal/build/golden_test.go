package build

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"pairbook/internal/filetest"
)

// goldenPages lists the pages that are kept: every kind of page of a relationship that
// says all, some of one that says the names alone and of one about people and what they
// agree, and the shared ones.
var goldenPages = []string{
	"index.html", "guidance/welcome.html", "topics/walking.html",
	"spring/full/index.html", "spring/full/letter.html", "spring/full/pre-work.html", "spring/full/agreement.html", "spring/full/goals.html",
	"spring/full/roadmap.html", "spring/full/session-1.html", "spring/full/session-2.html", "spring/full/midpoint.html",
	"spring/full/follow-through.html", "spring/full/closing.html",
	"spring/names/index.html", "spring/names/agreement.html", "spring/names/session-1.html", "spring/names/follow-through.html",
	"people/agreed/index.html", "people/agreed/agreement.html", "people/agreed/session-1.html", "people/agreed/session-2.html",
	"people/agreed/follow-through.html", "people/agreed/closing.html", "people/guidance/session.html",
}

// Only <main> is compared: what the pages say, not what stands round them.
func TestPagesAreAsTheyWere(t *testing.T) {
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("testdata/golden-site")); err != nil {
		t.Fatal(err)
	}
	mustRun(t, options(dir), &Memory{})
	for _, name := range goldenPages {
		page, err := os.ReadFile(filepath.Join(dir, "public", name))
		if err != nil {
			t.Error(err)
			continue
		}
		filetest.File(t, filepath.Join("testdata/golden", name), mainOf(page))
	}
}

var mainElement = regexp.MustCompile(`(?s)<main.*</main>`)

// mainOf returns what a page has between the tags of <main>, and them.
func mainOf(page []byte) string {
	return string(bytes.TrimSpace(mainElement.Find(page))) + "\n"
}
