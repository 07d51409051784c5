package main

import (
	"context"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pairbook/internal/output"
)

// Folders with relationships move about at random, as nobody does by hand and as
// version control does; the output follows each time.
func TestFoldersMoveAbout(t *testing.T) {
	if testing.Short() {
		t.Skip("moves folders and waits for builds")
	}
	moves := 12
	if full() {
		moves = 100
	}
	site := newFolder(t)
	random := rand.New(rand.NewPCG(7, 1))
	folders := []string{"content/cohorts/spring", "content/cohorts/autumn", "content/cohorts/winter", "parked/one", "content/cohorts/summer"}
	for _, name := range []string{"spring/ada", "autumn/bo", "autumn/cleo", "winter/dan"} {
		site.pair(name, "Mentee "+path.Base(name))
	}
	watch := enter(t, "watch", "--site", site.dir)
	settled := func(what string) {
		until(t, watch, what, func() bool { return maps.Equal(site.written(), site.wanted()) })
	}
	settled("the first build")
	for i := range moves {
		missing := func(name string) int {
			if _, err := os.Lstat(site.path(name)); err != nil {
				return 1
			}
			return 0
		}
		random.Shuffle(len(folders), func(i, j int) { folders[i], folders[j] = folders[j], folders[i] })
		slices.SortStableFunc(folders, func(a, b string) int { return missing(a) - missing(b) })
		from, other, free := folders[0], folders[1], folders[len(folders)-1]
		what := fmt.Sprintf("move %d, %s to %s", i, from, free)
		switch random.IntN(6) {
		case 0:
			what = fmt.Sprintf("move %d, all of the content away and back", i)
			// At once: a build would not remove all workbooks, and would wait.
			site.move("content", "parked/content")
			site.move("parked/content", "content")
		case 1: // so that both names stay
			what = fmt.Sprintf("move %d, %s and %s change places", i, from, other)
			site.move(from, "parked/aside")
			site.move(other, from)
			site.move("parked/aside", other)
		default:
			site.move(from, free)
		}
		settled(what)
	}
}

func (f folder) move(from, to string) {
	f.tb.Helper()
	if err := os.MkdirAll(filepath.Dir(f.path(to)), 0o777); err != nil {
		f.tb.Fatal(err)
	}
	if err := os.Rename(f.path(from), f.path(to)); err != nil {
		f.tb.Fatal(err)
	}
}

// wanted lists the covers there should be, and who is on each.
func (f folder) wanted() map[string]string {
	found := map[string]string{}
	files, _ := filepath.Glob(f.path("content/cohorts/*/*.toml"))
	for _, file := range files {
		data, err := os.ReadFile(file)
		_, after, _ := strings.Cut(string(data), "[mentee]\nname = \"")
		name, _, _ := strings.Cut(after, "\"")
		if err == nil {
			found[path.Join(filepath.Base(filepath.Dir(file)), strings.TrimSuffix(filepath.Base(file), ".toml"))] = name
		}
	}
	return found
}

// written lists the covers there are.
func (f folder) written() map[string]string {
	found := map[string]string{}
	files, _ := filepath.Glob(f.path("public/*/*/index.html"))
	for _, file := range files {
		dir := filepath.Dir(file)
		key, name := path.Join(filepath.Base(filepath.Dir(dir)), filepath.Base(dir)), ""
		for _, person := range slices.Sorted(maps.Values(f.wanted())) {
			if data, err := os.ReadFile(file); err == nil && strings.Contains(string(data), person) {
				name = person
			}
		}
		found[key] = name
	}
	return found
}

// What stands in the way and is no fault of the site goes by itself: then the build
// goes on without another save.
func TestABuildThatHadToWaitIsTriedAgain(t *testing.T) {
	site := newFolder(t)
	held, err := output.Open(context.Background(), output.Options{
		Site: site.dir, Trees: []output.Tree{{Name: "public", Dir: site.path("public")}, {Name: "facilitator", Dir: site.path("facilitator")}},
	})
	if err != nil {
		t.Fatal(err)
	}
	watch := enter(t, "watch", "--site", site.dir)
	until(t, watch, "that another build is at work", func() bool { return strings.Contains(watch.String(), "another build") })
	if err := held.Close(); err != nil {
		t.Fatal(err)
	}
	until(t, watch, "the build", func() bool { return strings.Contains(watch.String(), "1 workbook: ") })
	if n := strings.Count(watch.String(), "another build"); n != 1 {
		t.Errorf("it was said %d times that another build is at work; want once:\n%s", n, watch)
	}
}

// The folder of the site is away for a while, as a share or a stick is.
func TestTheSiteGoesAndComesBack(t *testing.T) {
	if testing.Short() {
		t.Skip("moves a site and waits for builds")
	}
	for _, verb := range []string{"watch", "serve"} {
		t.Run(verb, func(t *testing.T) {
			site := newFolder(t)
			away := site.dir + "-away"
			args := []string{verb, "--site", site.dir}
			if verb == "serve" {
				args = append(args, "--port", "0")
			}
			v := enter(t, args...)
			until(t, v, "the first build", func() bool { return strings.Contains(v.String(), "1 workbook: ") })
			for i := range 2 {
				if err := os.Rename(site.dir, away); err != nil {
					t.Fatal(err)
				}
				until(t, v, "that the site is gone", func() bool { return strings.Count(v.String(), "pairbook: opening the site: ") > i })
				if err := os.Rename(away, site.dir); err != nil {
					t.Fatal(err)
				}
				id := fmt.Sprintf("new-%d", i)
				site.pair("spring/"+id, fmt.Sprintf("Person %d", i))
				until(t, v, "the relationship that was added then", func() bool {
					return strings.Contains(v.String(), fmt.Sprintf("%d workbooks: ", i+2)) || strings.Contains(v.String(), id+".toml")
				})
			}
			if verb == "watch" {
				until(t, v, "its page", func() bool { return site.read("public/spring/new-1/index.html") != "" })
			}
		})
	}
}

// Whenever Ctrl-C comes, nothing temporary stays and the next build can go on.
func TestInterruptedAnywhereItLeavesNothingBehind(t *testing.T) {
	times := 6
	if full() {
		times = 60
	}
	site := newFolder(t)
	for i := range 30 {
		site.pair(fmt.Sprintf("spring/pair-%d", i), fmt.Sprintf("Person %d", i))
	}
	random := rand.New(rand.NewPCG(3, 3))
	for i := range times {
		watch := enter(t, "watch", "--site", site.dir)
		site.write("site.toml", fmt.Sprintf("title = \"Test %d\"\n", i)) // all pages are written anew
		until(t, watch, "the beginning", func() bool { return strings.Contains(watch.String(), "Ctrl-C ends it") })
		for range random.IntN(40) {
			site.read("content/cohorts/spring/pair-1.toml") // a while, of any length
			site.written()
		}
		if status := watch.interrupt(); status != statusInterrupted {
			t.Fatalf("exit status %d; want %d\n%s", status, statusInterrupted, watch)
		}
		for _, tree := range []string{"public", "facilitator"} {
			_ = fs.WalkDir(os.DirFS(site.dir), tree, func(name string, _ fs.DirEntry, err error) error {
				if err == nil && strings.HasPrefix(path.Base(name), ".pairbook") && path.Base(name) != ".pairbook-output" {
					t.Errorf("%s was left behind", name)
				}
				return nil
			})
		}
	}
	last := enter(t, "watch", "--site", site.dir)
	until(t, last, "a build", func() bool { return strings.Contains(last.String(), "31 workbooks: ") })
	if strings.Contains(last.String(), "another build") {
		t.Errorf("the lock was not released:\n%s", last)
	}
}
