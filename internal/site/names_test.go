package site

import (
	"fmt"
	"io/fs"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"pairbook/internal/filetest"
	"pairbook/internal/source"
)

// said loads a site and returns its problems as they are printed.
func said(t *testing.T, fsys fs.FS) (*Site, []string) {
	t.Helper()
	s, problems, err := Load(source.Site(t.Context(), fsys), builtin(), &Memory{})
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, p := range problems {
		lines = append(lines, p.String())
	}
	return s, lines
}

func siteOf(names ...string) fstest.MapFS {
	fsys := fstest.MapFS{}
	for _, name := range names {
		fsys[name] = &fstest.MapFile{Data: []byte(pair)}
	}
	fsys["site.toml"] = &fstest.MapFile{Data: []byte("title = \"Test\"\n")}
	return fsys
}

func TestASiteInACloudFolderIsReadLikeAnyOther(t *testing.T) {
	fsys := siteOf("content/cohorts/spring/tom.toml")
	fsys["content/guidance/welcome.md"] = &fstest.MapFile{Data: []byte("[Plan](plan.pdf)\n")}
	fsys["content/guidance/plan.pdf"] = &fstest.MapFile{Data: []byte("%PDF")}
	memory := &Memory{}
	s, problems, err := Load(filetest.Cloud(fsys), builtin(), memory)
	if err != nil || len(problems) > 0 || len(s.Cohorts) != 1 || len(s.Cohorts[0].Relationships) != 1 || len(s.Media) != 1 {
		t.Fatalf("%+v, %v, %v", s, problems, err)
	}
	if !memory.last.plain {
		t.Error("each change of a file makes all folders be listed anew")
	}
}

// A file that is in iCloud alone is no reason to take its pages away.
func TestFilesThatAreInICloudAloneAreProblems(t *testing.T) {
	problem := func(folder, name string) string {
		return fmt.Sprintf("%s.%s.icloud: %q lies in iCloud and not on this computer\n   download it first: in the Finder, choose Download Now for it", folder, name, name)
	}
	fsys := siteOf("content/cohorts/spring/tom.toml", "content/cohorts/spring/.ada.toml.icloud", "content/guidance/.welcome.md.icloud",
		"content/.logo.svg.icloud", "themes/ours/.theme.toml.icloud", "templates/parts/.head.html.icloud",
		"content/cohorts/spring/..DS_Store.icloud", ".picture.png.icloud", "content/.icloud")
	_, got := said(t, fsys)
	want := []string{
		problem("content/", "logo.svg"), problem("content/cohorts/spring/", "ada.toml"), problem("content/guidance/", "welcome.md"),
		problem("templates/parts/", "head.html"), problem("themes/ours/", "theme.toml"),
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	delete(fsys, "site.toml")
	fsys[".site.toml.icloud"] = &fstest.MapFile{}
	if _, got := said(t, fsys); got[0] != problem("", "site.toml") || len(got) != len(want)+1 {
		t.Errorf("without site.toml: %v", got)
	}
}

func TestWhatMacsPackBesideTheFilesIsPassedOver(t *testing.T) {
	s, got := said(t, siteOf("content/cohorts/spring/tom.toml", "content/cohorts/__MACOSX/._tom.toml", "content/cohorts/__MACOSX/x.toml", "content/__MACOSX/y.toml"))
	if len(got) > 0 || len(s.Cohorts) != 1 {
		t.Errorf("%d cohorts, %v", len(s.Cohorts), got)
	}
}

// What is found under other capitals on Windows and macOS is a problem there too.
func TestCapitalsMeanTheSameOnEverySystem(t *testing.T) {
	named := func(want, have string) string {
		return fmt.Sprintf("%[2]s: Pairbook reads %[1]q, and this is called %[2]q\n   rename it %[1]q: capitals and small letters are not the same on every computer", want, have)
	}
	const noSite = "site.toml: there is no site.toml in this folder\n   go to the folder of your site, name it with --site, or start a site with \"pairbook new\""
	wrong := siteOf("Content/cohorts/spring/tom.toml", "Themes/ours/x.css", "TEMPLATES/page.html")
	wrong["Site.TOML"] = wrong["site.toml"]
	delete(wrong, "site.toml")
	inside := siteOf("content/guidance/Plan.PDF")
	inside["content/guidance/welcome.md"] = &fstest.MapFile{Data: []byte("[Plan](plan.pdf)\n")}
	for _, c := range []struct {
		files fstest.MapFS
		want  []string
	}{
		{wrong, []string{
			named("content", "Content"), named("site.toml", "Site.TOML"), named("templates", "TEMPLATES"), named("themes", "Themes"), noSite,
		}},
		{inside, []string{
			"content/guidance/Plan.PDF: warning: nothing reads this file\n   no page shows it or links to it",
			"content/guidance/welcome.md:1:1: warning: this link leads nowhere: there is no file \"plan.pdf\"\n" +
				"    1 | [Plan](plan.pdf)\n      | ^^^^^^^^^^^^^^^^\n   did you mean \"Plan.PDF\"?",
		}},
	} {
		_, exact := said(t, c.files)
		_, caseless := said(t, filetest.Caseless(c.files))
		if diff := cmp.Diff(exact, caseless); diff != "" {
			t.Errorf("systems differ (-Linux +Windows):\n%s", diff)
		}
		if diff := cmp.Diff(c.want, exact); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}
}
