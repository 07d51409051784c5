package edit

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"

	"pairbook/internal/state"
)

// childVariable makes the test binary one that is killed in the middle of a change: the site and
// the number of the operation at which it dies.
const childVariable = "PAIRBOOK_TEST_EDIT"

func TestMain(m *testing.M) {
	if task := os.Getenv(childVariable); task != "" {
		dieAt(task)
	}
	os.Exit(m.Run())
}

// dieAt makes the change of threeFiles, or takes it back, and kills the process at the n-th operation.
func dieAt(task string) {
	verb, rest, _ := strings.Cut(task, "|")
	number, site, _ := strings.Cut(rest, "|")
	n, _ := strconv.Atoi(number)
	count := 0
	d := state.NewDisk(context.Background(), func(state.Operation, string) error {
		if count++; count == n {
			self, _ := os.FindProcess(os.Getpid())
			self.Kill()
			select {}
		}
		return nil
	})
	var err error
	if verb == "undo" {
		_, err = Undo(context.Background(), d, site, false)
	} else {
		err = Apply(context.Background(), d, site, threeFiles())
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

// threeFiles changes one file, adds one in a new cohort, and removes one.
func threeFiles() *Change {
	return &Change{What: "test", Files: []File{
		{Path: "content/cohorts/autumn/new.toml", After: []byte("new\n")},
		{Path: "content/cohorts/spring/gone.toml", Before: []byte("gone\n")},
		{Path: "content/cohorts/spring/tom.toml", Before: []byte("old\n"), After: []byte("changed\n")},
	}}
}

var (
	allOld = map[string]string{"spring/gone.toml": "gone\n", "spring/tom.toml": "old\n"}
	allNew = map[string]string{"spring/tom.toml": "changed\n", "autumn/new.toml": "new\n"}
)

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// siteOf makes a folder with cohorts of these files.
func siteOf(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		name = filepath.Join(dir, "content", "cohorts", filepath.FromSlash(name))
		must(t, os.MkdirAll(filepath.Dir(name), 0o777))
		must(t, os.WriteFile(name, []byte(text), 0o640))
	}
	return dir
}

// cohorts returns the files below content/cohorts, temporary ones too.
func cohorts(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	fsys := os.DirFS(filepath.Join(dir, "content", "cohorts"))
	must(t, fs.WalkDir(fsys, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := fs.ReadFile(fsys, name)
		files[name] = string(data)
		return err
	}))
	return files
}

func disk(t *testing.T) *state.Disk { return state.NewDisk(t.Context(), nil) }

func TestAChangeIsMadeAndTakenBack(t *testing.T) {
	dir := siteOf(t, allOld)
	must(t, Apply(t.Context(), disk(t), dir, threeFiles()))
	if diff := cmp.Diff(allNew, cohorts(t, dir)); diff != "" {
		t.Fatal(diff)
	}
	if info, err := os.Stat(filepath.Join(dir, "content/cohorts/spring/tom.toml")); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o640 {
		t.Errorf("others may read the file now: %v, %v", info.Mode(), err)
	}
	back, err := Undo(t.Context(), disk(t), dir, true)
	must(t, err)
	want := `--- a/content/cohorts/autumn/new.toml
+++ /dev/null
@@ -1,1 +0,0 @@
-new
--- /dev/null
+++ b/content/cohorts/spring/gone.toml
@@ -0,0 +1,1 @@
+gone
--- a/content/cohorts/spring/tom.toml
+++ b/content/cohorts/spring/tom.toml
@@ -1,1 +1,1 @@
-changed
+old
`
	if diff := cmp.Diff(want, back.Diff()); diff != "" {
		t.Error(diff)
	}
	back, err = Undo(t.Context(), disk(t), dir, false)
	must(t, err)
	if diff := cmp.Diff(allOld, cohorts(t, dir)); diff != "" || back.What != "test" {
		t.Fatal(back.What, diff)
	}
	if _, err := os.Stat(filepath.Join(dir, "content/cohorts/autumn")); !errors.Is(err, fs.ErrNotExist) {
		t.Error("the folder that the change made is there")
	}
	if _, err := Undo(t.Context(), disk(t), dir, false); !errors.Is(err, ErrNothing) {
		t.Errorf("Undo of nothing: %v", err)
	}
}

func TestTheLastTwentyChangesAreTakenBack(t *testing.T) {
	dir := siteOf(t, map[string]string{"spring/tom.toml": "0"})
	number := func(n int) []byte { return []byte(strconv.Itoa(n)) }
	for i := range UndoDepth + 5 {
		must(t, Apply(t.Context(), disk(t), dir, &Change{Files: []File{{Path: "content/cohorts/spring/tom.toml", Before: number(i), After: number(i + 1)}}}))
	}
	for range UndoDepth {
		_, err := Undo(t.Context(), disk(t), dir, false)
		must(t, err)
	}
	if _, err := Undo(t.Context(), disk(t), dir, false); !errors.Is(err, ErrNothing) {
		t.Errorf("%v", err)
	}
	if got := cohorts(t, dir)["spring/tom.toml"]; got != "5" {
		t.Errorf("after all is taken back: %s", got)
	}
}

func TestWhatWasEditedSinceIsNotOverwritten(t *testing.T) {
	dir := siteOf(t, allOld)
	name := filepath.Join(dir, "content/cohorts/spring/tom.toml")
	must(t, os.WriteFile(name, []byte("mine\n"), 0o666))
	wantMoved := func(err error, diff string) {
		t.Helper()
		var moved *MovedError
		if !errors.As(err, &moved) || moved.Error() != "content/cohorts/spring/tom.toml has changed meanwhile" || !strings.Contains(moved.Diff, diff) {
			t.Errorf("%v", err)
		}
	}
	before := cohorts(t, dir)
	wantMoved(Apply(t.Context(), disk(t), dir, threeFiles()), "-old\n+mine\n")
	if diff := cmp.Diff(before, cohorts(t, dir)); diff != "" {
		t.Error(diff)
	}
	must(t, os.WriteFile(name, []byte("old\n"), 0o666))
	must(t, Apply(t.Context(), disk(t), dir, threeFiles()))
	must(t, os.WriteFile(name, []byte("mine\n"), 0o666))
	before = cohorts(t, dir)
	for _, look := range []bool{true, false} {
		_, err := Undo(t.Context(), disk(t), dir, look)
		wantMoved(err, "-changed\n+mine\n")
	}
	if diff := cmp.Diff(before, cohorts(t, dir)); diff != "" {
		t.Error(diff)
	}
}

func TestLinksAreNotReplaced(t *testing.T) {
	dir := siteOf(t, allOld)
	name := filepath.Join(dir, "content/cohorts/spring/tom.toml")
	must(t, os.Rename(name, filepath.Join(dir, "elsewhere.toml")))
	if err := os.Symlink("../../../elsewhere.toml", name); err != nil {
		t.Skip("no symbolic links here: ", err)
	}
	var refusal *state.Refusal
	if err := Apply(t.Context(), disk(t), dir, threeFiles()); !errors.As(err, &refusal) {
		t.Errorf("%v", err)
	}
	if diff := cmp.Diff(allOld, cohorts(t, dir)); diff != "" {
		t.Error(diff)
	}
}

// Whichever operation fails, all files are the old ones, and after the next command too;
// or, when it was the very end, all are new.
func TestAFaultLeavesAllOldOrAllNew(t *testing.T) {
	for n := 1; ; n++ {
		dir, count := siteOf(t, allOld), 0
		failing := state.NewDisk(t.Context(), func(op state.Operation, name string) error {
			if count++; count == n {
				return &fs.PathError{Op: string(op), Path: name, Err: syscall.ENOSPC}
			}
			return nil
		})
		err := Apply(t.Context(), failing, dir, threeFiles())
		if count < n {
			must(t, err)
			return
		}
		if err == nil {
			t.Errorf("operation %d: no error", n)
		}
		for range 2 {
			wantAllOldOrAllNew(t, dir, n)
			_, err := Recover(t.Context(), disk(t), dir)
			must(t, err)
		}
	}
}

func wantAllOldOrAllNew(t *testing.T, dir string, n int) {
	t.Helper()
	got := cohorts(t, dir)
	if cmp.Diff(allOld, got) != "" && cmp.Diff(allNew, got) != "" {
		t.Errorf("operation %d: neither all old nor all new: %v", n, got)
	}
}

// A process that is killed at any operation leaves what the next command makes all old
// or all new; and a change that came that far can be taken back.
func TestAKilledProcessLeavesAllOldOrAllNew(t *testing.T) {
	for _, verb := range []string{"apply", "undo"} {
		for n := 1; ; n++ {
			dir := siteOf(t, allOld)
			if verb == "undo" {
				must(t, Apply(t.Context(), disk(t), dir, threeFiles()))
			}
			child := exec.Command(os.Args[0])
			child.Env = append(os.Environ(), fmt.Sprintf("%s=%s|%d|%s", childVariable, verb, n, dir))
			out, err := child.CombinedOutput()
			var exit *exec.ExitError
			if err != nil && (!errors.As(err, &exit) || exit.Exited() && runtime.GOOS != "windows") {
				t.Fatalf("operation %d: %v: %s", n, err, out)
			}
			_, rerr := Recover(t.Context(), disk(t), dir)
			must(t, rerr)
			wantAllOldOrAllNew(t, dir, n)
			if cmp.Diff(allNew, cohorts(t, dir)) == "" {
				_, err := Undo(t.Context(), disk(t), dir, false)
				must(t, err)
				if diff := cmp.Diff(allOld, cohorts(t, dir)); diff != "" {
					t.Errorf("operation %d: taken back: %s", n, diff)
				}
			}
			if err == nil {
				break
			}
		}
	}
}
