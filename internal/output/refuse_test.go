package output

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// refusal builds and wants a Refusal; it checks that nothing was written.
func (b *bench) refusal(watch string) *Refusal {
	b.t.Helper()
	before := readTree(b.t, watch)
	_, err := build(b.t.Context(), b.o, small())
	var r *Refusal
	if !errors.As(err, &r) {
		b.t.Fatalf("error is %v, want a Refusal", err)
	}
	if diff := cmp.Diff(before, readTree(b.t, watch)); diff != "" {
		b.t.Errorf("a refused build changed files:\n%s", diff)
	}
	if r.Hint == "" || strings.Contains(r.Text, "\n") {
		b.t.Errorf("refusal without a hint, or of several lines: %+v", r)
	}
	return r
}

func TestDangerousFoldersAreRefused(t *testing.T) {
	base := t.TempDir()
	home := filepath.Join(base, "homes", "ann")
	site := filepath.Join(home, "work", "site")
	for _, dir := range []string{"content/cohorts", "templates", "themes/own", ".pairbook", "empty"} {
		must(t, os.MkdirAll(filepath.Join(site, dir), 0o755))
	}
	must(t, os.MkdirAll(filepath.Join(base, "foreign"), 0o755))
	must(t, os.MkdirAll(filepath.Join(base, "othersite"), 0o755))
	must(t, os.WriteFile(filepath.Join(base, "foreign", "thesis.doc"), []byte("x"), 0o644))
	must(t, os.WriteFile(filepath.Join(base, "othersite", "site.toml"), nil, 0o644))
	must(t, os.WriteFile(filepath.Join(base, "othersite", markerName), nil, 0o644))
	must(t, os.WriteFile(filepath.Join(base, "file"), nil, 0o644))
	must(t, os.Symlink(filepath.Join(site, "empty"), filepath.Join(base, "link")))
	must(t, os.Symlink(filepath.Join(base, "nowhere"), filepath.Join(base, "dangling")))
	must(t, os.Symlink(filepath.Join(site, "content"), filepath.Join(base, "tocontent")))
	t.Setenv("HOME", home)

	for dir, want := range map[string]string{
		"/":                           "is the root of a disk or share",
		"/pairbook-test":              "lies directly below the root of a disk or share",
		home:                          "is your home folder or holds it",
		filepath.Dir(home):            "is your home folder or holds it",
		site:                          "is the site itself or holds it",
		filepath.Join(home, "work"):   "is the site itself or holds it",
		site + "/content":             "lies in content, which is not for output",
		site + "/Content/x":           "lies in content, which is not for output",
		site + "/content/cohorts/a/b": "lies in content, which is not for output",
		site + "/templates":           "lies in templates, which is not for output",
		site + "/themes/own/x":        "lies in themes, which is not for output",
		site + "/.pairbook/x":         "lies in .pairbook, which is not for output",
		base + "/tocontent/x":         "lies in content, which is not for output",
		base + "/link":                "is a symbolic link",
		base + "/link/":               "is a symbolic link",
		base + "/dangling":            "is a symbolic link",
		base + "/file":                "is a file, not a folder",
		base + "/file/below/it":       "lies below " + base + "/file, which is a file",
		base + "/foreign":             "is not empty, and Pairbook did not write what is in it",
		base + "/othersite":           "is a site itself: it holds a site.toml",
		site + "/facilitator":         "is or lies in the folder for the public pages, " + site + "/facilitator",
		site + "/facilitator/x":       "is or lies in the folder for the facilitator pages, " + site + "/facilitator",
		site + "/Facilitator":         "is or lies in the folder for the public pages, " + site + "/Facilitator",
	} {
		b := &bench{t: t, o: Options{Site: site, Trees: []Tree{{"public", dir}, {"facilitator", site + "/facilitator"}}, Force: true}}
		if r := b.refusal(base); r.Text != want {
			t.Errorf("%s: refused with %q, want %q", dir, r.Text, want)
		}
	}
}

func TestRefusalSaysHowToAdoptAFolder(t *testing.T) {
	b := newBench(t)
	b.write("public/web.config", "by the administrator")
	r := b.refusal(b.o.Site)
	want := "empty it or choose another folder; to let Pairbook add its pages to what is there, put an empty file named .pairbook-output in it"
	if r.Hint != want || r.Error() != b.path("public")+": is not empty, and Pairbook did not write what is in it" {
		t.Errorf("%q, hint %q", r.Error(), r.Hint)
	}
	b.write("public/"+markerName, "")
	b.build(small())
	p := small()
	p["public/web.config"] = "by the administrator"
	b.want(p)
}

func TestLitterOfDesktopsDoesNotMakeAFolderForeign(t *testing.T) {
	b := newBench(t)
	b.write("public/.DS_Store", "")
	b.write("public/.gitkeep", "")
	b.build(small())
}

func TestSiteHasToBeAFolder(t *testing.T) {
	b := newBench(t)
	b.write("file", "")
	for dir, want := range map[string]string{
		b.path("file"):    b.path("file") + ": is a file, not the folder of a site",
		b.path("nowhere"): b.path("nowhere") + ": there is no such folder",
	} {
		_, err := Open(t.Context(), Options{Site: dir, Trees: b.o.Trees})
		var r *Refusal
		if !errors.As(err, &r) || r.Error() != want {
			t.Errorf("%v, want %s", err, want)
		}
	}
}

func TestStateFolderHasToBeAFolder(t *testing.T) {
	b := newBench(t)
	must(t, os.MkdirAll(b.path("elsewhere"), 0o755))
	must(t, os.Symlink(b.path("elsewhere"), b.path(".pairbook")))
	if r := b.refusal(b.o.Site); r.Text != "is not a folder" {
		t.Errorf("%+v", r)
	}
}

func TestMarkerHasToBeAPlainFile(t *testing.T) {
	b := newBench(t)
	b.build(small())
	must(t, os.Remove(b.path("public/"+markerName)))
	must(t, os.Symlink(b.path("victim"), b.path("public/"+markerName)))
	if r := b.refusal(b.o.Site); r.Text != "has a .pairbook-output that is no plain file" {
		t.Errorf("%+v", r)
	}
}

// Links are planted in the output before a build and during it, in the place of
// folders and of files, leading out of it and to another place in it.
func TestLinksInTheOutputAreNotFollowed(t *testing.T) {
	t.Parallel()
	for _, during := range []bool{false, true} {
		for _, at := range []string{"public/spring", "public/spring/tom", "public/spring/tom/index.html", "public/assets"} {
			for _, to := range []string{"outside", "public/spring/eve"} {
				for _, force := range []bool{false, true} {
					plant(t, at, to, during, force)
				}
			}
		}
	}
}

func plant(t *testing.T, at, to string, during, force bool) {
	t.Helper()
	b := newBench(t)
	b.o.Force = force
	b.build(small())
	b.write("outside/index.html", "outside")
	b.write("outside/tom/index.html", "outside")
	b.write("public/spring/eve/foreign.html", "foreign")
	link := func() {
		must(t, os.Rename(b.path(at), b.path("moved")))
		must(t, os.Symlink(b.path(to), b.path(at)))
	}
	if !during {
		link()
	}
	p := small()
	for name := range p {
		p[name] += " 2"
	}
	delete(p, "public/spring/eve/index.html")
	s := b.open()
	must(t, putAll(s, p))
	if during {
		link()
	}
	if _, err := s.Commit(); err != nil {
		t.Logf("%s -> %s, during %v: %v", at, to, during, err)
	}
	must(t, s.Close())
	have := b.files()
	foreign := have["public/spring/eve/foreign.html"] + have["moved/eve/foreign.html"]
	if have["outside/index.html"] != "outside" || have["outside/tom/index.html"] != "outside" || foreign != "foreign" {
		t.Errorf("%s -> %s, during %v: written outside: %v", at, to, during, have)
	}
	for name := range have {
		if strings.HasPrefix(name, "outside") && name != "outside/index.html" && name != "outside/tom/index.html" {
			t.Errorf("%s -> %s, during %v: new outside: %s", at, to, during, name)
		}
		if strings.HasPrefix(name, "moved") && strings.HasSuffix(have[name], " 2") && !strings.Contains(name, tempPrefix) {
			t.Errorf("%s -> %s, during %v: page written into a folder that was moved away: %s", at, to, during, name)
		}
		if strings.HasPrefix(name, "public") && strings.Contains(name, tempPrefix) {
			t.Errorf("%s -> %s, during %v: temporary file left: %s", at, to, during, name)
		}
	}
}
