package build

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"

	"pairbook/internal/diag"
	"pairbook/internal/filetest"
)

// A vanishing folder lists a file that cannot be found until a time, as a cloud folder at work
// does.
type vanishing struct {
	fs.FS
	name  string
	until time.Time
}

func (v vanishing) gone(op, name string) error {
	if name == v.name && time.Now().Before(v.until) {
		return &fs.PathError{Op: op, Path: name, Err: fs.ErrNotExist}
	}
	return nil
}

func (v vanishing) Open(name string) (fs.File, error) {
	if err := v.gone("open", name); err != nil {
		return nil, err
	}
	return v.FS.Open(name)
}

func (v vanishing) Lstat(name string) (fs.FileInfo, error) {
	if err := v.gone("lstat", name); err != nil {
		return nil, err
	}
	return fs.Lstat(v.FS, name)
}

func (v vanishing) ReadLink(name string) (string, error) { return fs.ReadLink(v.FS, name) }

// pairSite is a site of one pair on the disk.
func pairSite(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"site.toml":                       "title = \"Test\"\n",
		"content/cohorts/spring/tom.toml": "[mentor]\nname = \"Amara Nwosu\"\n[mentee]\nname = \"Tom Okafor\"\n",
		"content/guidance/welcome.md":     "Welcome.\n",
	} {
		name = filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		writeFile(t, name, text)
	}
	return dir
}

// check runs a check of the files of a folder.
func check(ctx context.Context, folder fs.FS) (*Report, error) {
	o := options("")
	o.CheckOnly = true
	r := &run{Options: o, folder: folder, memory: &Memory{}, report: &Report{}}
	err := r.all(ctx)
	return r.report, err
}

func TestAFileThatVanishesForAMomentIsListedAgain(t *testing.T) {
	dir := pairSite(t)
	names := []string{"content/cohorts/spring/tom.toml", "content/guidance/welcome.md"}
	if testing.Short() {
		names = names[:1]
	}
	for _, name := range names {
		synctest.Test(t, func(t *testing.T) {
			report, err := check(t.Context(), vanishing{os.DirFS(dir), name, time.Now().Add(time.Second)})
			if err != nil || !report.Done || len(report.Problems) > 0 || report.Workbooks != 1 {
				t.Errorf("%s for a second: %+v, %v", name, report, err)
			}
			begun := time.Now()
			_, err = check(t.Context(), vanishing{os.DirFS(dir), name, time.Now().Add(time.Hour)})
			var fault *diag.Fault
			const hint = "it was there a moment ago: is the folder being synchronised, moved or restored? wait until that has ended, and try again"
			if !errors.As(err, &fault) || err.Error() != "reading "+name+": file does not exist" || fault.Hint != hint {
				t.Errorf("%s for long: %v, %+v", name, err, fault)
			}
			if waited := time.Since(begun); waited < 2*time.Second || waited > 3*time.Second {
				t.Errorf("%s: waited for %s", name, waited)
			}
		})
	}
}

// All that a build reads is there in a cloud folder as well: the theme and its templates too.
func TestASiteInACloudFolderBuilds(t *testing.T) {
	report, err := check(t.Context(), filetest.Cloud(os.DirFS(repository)))
	if err != nil || !report.Done || len(report.Problems) > 0 {
		t.Fatalf("%+v, %v", report, err)
	}
	plain, err := check(t.Context(), os.DirFS(repository))
	if err != nil || plain.Pages != report.Pages || plain.Workbooks != report.Workbooks {
		t.Errorf("%d pages, elsewhere %d; %v", report.Pages, plain.Pages, err)
	}
}
