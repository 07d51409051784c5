//go:build unix

package build

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"pairbook/internal/diag"
)

// places are the files of a site, one of each kind.
var places = []string{
	"site.toml", "content/cohorts/a/cohort.toml", "content/cohorts/a/x.toml", "content/guidance/welcome.md", "content/topics/own.md",
	"content/cohorts/a/topics/own.md", "content/guidance/p.png", "content/logo.svg", "templates/page.html", "templates/sheets/cover.html",
	"templates/strings/en.toml", "templates/assets/print.js", "themes/own/theme.toml", "themes/own/page.css", "themes/own/templates/parts/foot.html",
	"themes/own/assets/font.woff2",
}

// sound is a site that has a file in each of the places.
func sound(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"site.toml":                     "title = \"T\"\ntheme = \"own\"\n[theme_options]\nlogo = \"logo.svg\"\n",
		"content/cohorts/a/cohort.toml": "title = \"A\"\n",
		"content/cohorts/a/x.toml":      "[mentor]\nname = \"A\"\n[mentee]\nname = \"B\"\n",
		"content/guidance/welcome.md":   "# Welcome\n\n![p](p.png)\n", "content/topics/own.md": "# Own\n", "content/cohorts/a/topics/own.md": "# Own\n",
		"content/guidance/p.png": "p", "content/logo.svg": "<svg/>", "templates/strings/en.toml": "\"page.skip\" = \"Skip\"\n", "templates/assets/print.js": "x\n",
		"themes/own/theme.toml": "title = \"Own\"\nextends = \"classic\"\n", "themes/own/page.css": "a{}\n", "themes/own/templates/parts/foot.html": "<p>x</p>\n",
		"themes/own/assets/font.woff2": "x",
	} {
		writeFile(t, filepath.Join(dir, name), text)
	}
	for _, name := range []string{"page.html", "sheets/cover.html"} {
		text, err := os.ReadFile("../../templates/" + name)
		if err != nil {
			t.Fatal(err)
		}
		writeFile(t, filepath.Join(dir, "templates", name), string(text))
	}
	mustRun(t, options(dir), &Memory{})
	return dir
}

func TestWhatIsNoFileIsRefusedByName(t *testing.T) {
	if testing.Short() {
		t.Skip("builds a site for each file and kind")
	}
	kinds := map[string]func(name string) error{
		"a pipe":           func(name string) error { return syscall.Mkfifo(name, 0o666) },
		"a device":         func(name string) error { return syscall.Mknod(name, syscall.S_IFCHR|0o666, 1<<8|5) },
		"a folder":         func(name string) error { return os.Mkdir(name, 0o777) },
		"does not exist":   func(name string) error { return os.Symlink("nowhere", name) },
		"outside the site": func(name string) error { return os.Symlink("/dev/zero", name) },
		"leads back":       func(name string) error { return os.Symlink(filepath.Base(name), name) },
		"too large: 3 GiB": func(name string) error { return huge(name, 3<<30) },
		"too large: 1 TiB": func(name string) error { return huge(name, 1<<40) },
	}
	for kind, make := range kinds {
		t.Run(kind, func(t *testing.T) {
			dir := sound(t)
			for _, place := range places {
				if kind == "a folder" && place != "site.toml" && !strings.HasSuffix(place, "theme.toml") {
					continue // a folder is looked into
				}
				name := filepath.Join(dir, place)
				text, err := os.ReadFile(name)
				if err != nil {
					t.Fatal(err)
				}
				os.Remove(name)
				if err := make(name); err != nil {
					t.Skip("not possible here: ", err)
				}
				refusedAt(t, dir, place)
				os.Remove(name)
				writeFile(t, name, string(text))
			}
		})
	}
}

func huge(name string, size int64) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	defer f.Close()
	return f.Truncate(size)
}

// refusedAt builds, and wants a problem that names the file, soon, with nothing
// written.
func refusedAt(t *testing.T, dir, place string) {
	t.Helper()
	before := digestOf(t, dir)
	type outcome struct {
		report *Report
		err    error
	}
	done := make(chan outcome, 1)
	go func() {
		report, err := Run(context.Background(), options(dir), &Memory{})
		done <- outcome{report, err}
	}()
	select {
	case o := <-done:
		if o.err != nil {
			t.Errorf("%s: a fault of the machine: %v", place, o.err)
			return
		}
		said := false
		for _, p := range o.report.Problems {
			// A logo is spoken of where it is named.
			said = said || p.Severity == diag.Error && (p.Position.File == place || strings.Contains(p.Text, place))
		}
		if !said || o.report.Done {
			t.Errorf("%s is not refused by name: %v", place, o.report.Problems)
		}
	case <-time.After(time.Minute):
		t.Fatalf("%s: the build hangs", place)
	}
	if digestOf(t, dir) != before {
		t.Errorf("%s: something was written", place)
	}
}
