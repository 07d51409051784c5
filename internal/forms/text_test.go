package forms

import (
	"strings"
	"testing"
)

func TestTheTextOfAFile(t *testing.T) {
	c := newClient(t, example)
	c.get("/desk/files")
	c.wants(200, "The programme", "site.toml", "content/cohorts/spring", "tom.toml", "content/topics/time-management.md")
	c.get("/desk/text?file=" + tom + "&line=7")
	c.wants(200, `id="L7"`, "# the new one")
	bad := strings.Replace(example[tom], "name = \"Tom", "nmae = \"Tom", 1)
	c.post("/desk/text", "file", tom, "text", strings.ReplaceAll(bad, "\n", "\r\n"))
	c.wants(422, "Nothing was written", `unknown key "nmae"`, "#L6")
	c.same(tom)
	if !strings.Contains(c.body, "nmae = &#34;Tom") {
		t.Error("what was typed is lost")
	}
	c.post("/desk/text", "do", "check", "file", tom, "text", bad)
	c.wants(422, `unknown key "nmae"`)
	c.post("/desk/text", "do", "show", "file", tom, "text", strings.Replace(example[tom], "Tom Okafor\" #", "Tom O.\" #", 1))
	c.wants(422, "nobody here is called \"Tom Okafor\"")
	good := strings.Replace(example[tom], "Lead", "Plan", 1)
	c.post("/desk/text", "do", "check", "file", tom, "text", good)
	c.wants(200)
	c.same(tom)
	c.post("/desk/text", "do", "show", "file", tom, "text", good)
	c.wants(200, "+title = \"Plan a review\"")
	c.post("/desk/text", "file", tom, "text", strings.ReplaceAll(good, "\n", "\r\n"))
	c.wants(200, "Done: text of content/cohorts/spring/tom.toml.")
	if got := c.file(tom); got != good {
		t.Errorf("it is\n%q", got)
	}

	// Somebody else has saved meanwhile: both texts are there.
	write(t, c.dir, tom, good+"# by an editor\n")
	c.post("/desk/text", "file", tom, "text", good+"# by the desk\n")
	c.wants(409, "has changed meanwhile", "+# by an editor", "What the file says now:", "# by the desk")
	c.has(tom, "# by an editor")
	c.post("/desk/text", "file", tom, "text", good+"# both\n")
	c.wants(200, "Done:")

	// A text with problems is written when that is asked for.
	c.post("/desk/text", "do", "anyway", "file", tom, "text", bad)
	c.wants(200, "Done:", "problems of the site", `unknown key "nmae"`)
	if got := c.file(tom); got != bad {
		t.Errorf("it is\n%s", got)
	}
	c.get("/")
	c.wants(200, "Files with problems", "spring/tom")
	c.get("/desk/pair/spring/tom")
	c.wants(404)
	c.undo()
	c.get("/desk/pair/spring/tom")
	c.wants(200)
}

func TestANewFileAndOneOfPairbook(t *testing.T) {
	c := newClient(t, example)
	c.get("/desk/text?file=content/topics/time-management.md")
	c.wants(200, "This is the text that comes with Pairbook.")
	c.post("/desk/text", "file", "content/topics/time-management.md", "text", "# Our time\n")
	c.wants(200, "Done:")
	c.has("content/topics/time-management.md", "# Our time\n")
	c.get("/desk/text?file=content/topics/ours.md")
	c.wants(200, "There is no such file yet.")
	c.post("/desk/text", "file", "content/topics/ours.md", "text", "# Ours\n")
	c.has("content/topics/ours.md", "# Ours\n")
	c.undo()
	if c.file("content/topics/ours.md") != "" {
		t.Error("it is still there")
	}
	for _, name := range []string{"", "site.tmol", "content", "content/x.exe", "../x.md", "content/../../x.md", `content\x.md`, "content/x:y.md", "public/index.html", "content/.hidden.md", "content/con\x00.md"} {
		c.get("/desk/text?file=" + strings.NewReplacer("\x00", "%00", `\`, "%5c").Replace(name))
		c.wants(422, "this is no text of the site")
	}
	// A file of Windows keeps its line ends.
	write(t, c.dir, "content/topics/crlf.md", "# One\r\nTwo\r\n")
	c.get("/desk/text?file=content/topics/crlf.md")
	c.post("/desk/text", "file", "content/topics/crlf.md", "text", "# One\r\nThree\r\n")
	if got := c.file("content/topics/crlf.md"); got != "# One\r\nThree\r\n" {
		t.Errorf("it is %q", got)
	}
}
