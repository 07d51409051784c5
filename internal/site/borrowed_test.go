package site

import (
	"fmt"
	"maps"
	"strings"
	"testing"
	"testing/fstest"
)

func TestLanguagesThatBorrowGuidance(t *testing.T) {
	under := builtin().(fstest.MapFS)
	for name, file := range maps.Clone(under) {
		under[strings.TrimSuffix(strings.TrimSuffix(name, ".md"), ".pt")+".pt.md"] = file
	}
	under["content/guidance/baseline.md"] = text("A part that workbooks mostly lack")
	under["content/topics/feedback.md"] = text("A topic that nobody has")
	delete(under, "content/guidance/baseline.pt.md")
	const own = "content/topics/walking.md"
	for name, test := range map[string]struct {
		relationship string
		more         string
		want         string
	}{
		"all is there":      {"language = \"pt\"\n", "content/topics/feedback.pt.md", "[]"},
		"what nobody reads": {"language = \"pt\"\n", own, "[]"},
		"a topic of one's own": {"language = \"pt\"\nsessions = [{topic = \"walking\"}]\n", own, `[content/topics/walking.md: warning: this page is not in the language "pt", and workbooks have it in another
   write content/topics/walking.pt.md]`},
		"a part": {"language = \"pt\"\nparts = [\"cover\", \"baseline\"]\n", own, `[content/guidance/baseline.md: warning: this page is not in the language "pt", and workbooks have it in another
   write content/guidance/baseline.pt.md]`},
		"the site's language":  {"", own, "[]"},
		"a version of English": {"language = \"en-US\"\nsessions = [{topic = \"walking\"}]\n", own, "[]"},
		"a language that nothing is in": {"language = \"fi\"\n", own, `[content/guidance/agreement.md: warning: 17 pages of guidance and topics are not in the language "fi", and its workbooks have them in another
   write content/guidance/agreement.fi.md, content/guidance/check-in.fi.md, content/guidance/closing.fi.md, content/guidance/follow-through.fi.md, content/guidance/goals.fi.md …]`},
	} {
		t.Run(name, func(t *testing.T) {
			fsys := fstest.MapFS{
				"site.toml": {Data: []byte("title = \"Test\"\n")}, test.more: text("More"),
				"content/cohorts/spring/ann-bo.toml": {Data: []byte(test.relationship + pair)},
			}
			_, problems, err := Load(fsys, under, &Memory{})
			if got := fmt.Sprint(problems); err != nil || got != test.want {
				t.Errorf("%v\n got %s\nwant %s", err, got, test.want)
			}
		})
	}
}
