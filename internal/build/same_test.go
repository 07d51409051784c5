package build

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// childSite names, in the environment of a child process, the site it is to build.
const childSite = "PAIRBOOK_TEST_SITE"

// The same input gives the same bytes: in any folder, on any number of cores, in any
// time zone and language of the machine, whenever the files were saved.
func TestSameInputGivesTheSameBytes(t *testing.T) {
	if dir := os.Getenv(childSite); dir != "" {
		report := mustRun(t, options(dir), &Memory{})
		fmt.Printf("%s in %s\n", digestOf(t, dir), time.Unix(0, 0).Format("-07:00"))
		if report.Pages == 0 {
			t.Error("nothing was built")
		}
		return
	}
	if testing.Short() {
		t.Skip("builds a site in process after process")
	}
	environments := [][]string{
		{"GOMAXPROCS=1", "TZ=Pacific/Kiritimati", "LANG=C"},
		{"GOMAXPROCS=2", "TZ=America/Adak", "LANG=tr_TR.UTF-8", "LC_ALL=tr_TR.UTF-8"},
		{"GOMAXPROCS=8", "TZ=Europe/Berlin", "LANG=de_DE.UTF-8"},
		{"GOMAXPROCS=8", "TZ=America/St_Johns", "LC_ALL=tr_TR.UTF-8", "HOME=/nowhere"},
		{"GOMAXPROCS=2", "TZ=Asia/Kathmandu", "LANG=", "GODEBUG=randseednop=0"},
		{"GOMAXPROCS=1", "TZ=", "TMPDIR=" + t.TempDir()},
	}
	runs := len(environments)
	if full() {
		runs = 50
	}
	found, offsets := map[string][]string{}, map[string]bool{}
	for i := range runs {
		environment := environments[i%len(environments)]
		dir := filepath.Join(t.TempDir(), strings.Repeat("deep/", i%4), "site")
		copySite(t, generate(t, 12), dir, i)
		hash, offset := build(t, dir, environment)
		found[hash] = append(found[hash], strings.Join(environment, " "))
		offsets[offset] = true
	}
	if len(found) != 1 {
		t.Errorf("%d different outputs: %v", len(found), found)
	}
	if len(offsets) < 5 {
		t.Errorf("the processes were in %d time zones only", len(offsets))
	}
	t.Logf("%d builds in processes of their own, %d output", runs, len(found))
}

// build builds in a process of its own and returns the digest of the output, and
// how far the process thought it was from Greenwich.
func build(t *testing.T, dir string, environment []string) (hash, offset string) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self, "-test.run=^TestSameInputGivesTheSameBytes$", "-test.v")
	cmd.Env = slices.Concat(os.Environ(), []string{childSite + "=" + dir}, environment)
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %v\n%s", environment, err, out)
	}
	for line := range strings.Lines(string(out)) {
		if hash, offset, ok := strings.Cut(line, " in "); ok && len(hash) == 64 {
			return hash, offset
		}
	}
	t.Fatalf("%v: no digest in\n%s", environment, out)
	return "", ""
}

// copySite copies a site; the files are written in another order and have other
// times for each n.
func copySite(t *testing.T, from, to string, n int) {
	t.Helper()
	files := tree(t, from)
	names := slices.Sorted(maps.Keys(files))
	if n%2 == 1 {
		slices.Reverse(names)
	}
	for i, name := range names {
		file := filepath.Join(to, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, files[name], 0o666); err != nil {
			t.Fatal(err)
		}
		then := time.Unix(int64(n*1_000_000+i), 0)
		if err := os.Chtimes(file, then, then); err != nil {
			t.Fatal(err)
		}
	}
}

// digestOf is the hash of all output of a site.
func digestOf(t *testing.T, dir string) string {
	t.Helper()
	h := sha256.New()
	for _, folder := range []string{public, facilitator} {
		files := tree(t, filepath.Join(dir, folder))
		for _, name := range slices.Sorted(maps.Keys(files)) {
			data := files[name]
			fmt.Fprintf(h, "%s/%s %d\n", folder, name, len(data))
			h.Write(data)
		}
	}
	return fmt.Sprintf("%x", h.Sum(nil))
}

// Nothing of one relationship stands on the pages of another, and a relationship
// that is built alone has the pages that it has among others.
func TestPagesOfARelationshipAreItsOwn(t *testing.T) {
	const n = 12
	dir := generate(t, n)
	marker := func(i int) string { return fmt.Sprintf("only-%04d-knows", i+1) }
	for i := range n {
		name := filepath.Join(dir, "content/cohorts/cohort-01", fmt.Sprintf("pair-%04d.toml", i+1))
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		text := strings.NewReplacer("Head of operations", marker(i), "one depot", marker(i), "read the report", marker(i), "Chat in the afternoon", marker(i)).Replace(string(data))
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	mustRun(t, options(dir), &Memory{})
	together := tree(t, filepath.Join(dir, public))
	for i := range n {
		own := fmt.Sprintf("cohort-01/pair-%04d/", i+1)
		found := 0
		for name, page := range together {
			switch {
			case !bytes.Contains(page, []byte(marker(i))):
			case !strings.HasPrefix(name, own):
				t.Errorf("%s tells of pair %d", name, i+1)
			default:
				found++
			}
		}
		if found < 5 {
			t.Errorf("pair %d is on %d pages only", i+1, found)
		}
		if i%4 != 0 {
			continue
		}
		alone := t.TempDir()
		copySite(t, dir, alone, 0)
		for j := range n {
			if j != i {
				os.Remove(filepath.Join(alone, "content/cohorts/cohort-01", fmt.Sprintf("pair-%04d.toml", j+1)))
			}
		}
		for _, folder := range []string{".pairbook", public, facilitator} {
			os.RemoveAll(filepath.Join(alone, folder))
		}
		mustRun(t, options(alone), &Memory{})
		for name, page := range tree(t, filepath.Join(alone, public)) {
			if strings.HasPrefix(name, own) && !bytes.Equal(page, together[name]) {
				t.Errorf("%s differs when pair %d is built alone", name, i+1)
			}
		}
	}
}

// A site that is interrupted before it began writes nothing.
func TestACancelledRunWritesNothing(t *testing.T) {
	dir := generate(t, 3)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if report, err := Run(ctx, options(dir), &Memory{}); err == nil {
		t.Errorf("the run went on: %+v", report)
	}
	if fileExists(filepath.Join(dir, public, "index.html")) {
		t.Error("pages were written")
	}
}
