//go:build unix

package output

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// childVariable makes the test binary a builder: "site seed pages size".
const childVariable = "PAIRBOOK_TEST_BUILD"

func TestMain(m *testing.M) {
	if task := os.Getenv(childVariable); task != "" {
		os.Exit(child(strings.Split(task, "|")))
	}
	os.Exit(m.Run())
}

// child builds the synthetic site of a seed, as the command would.
func child(task []string) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	seed, _ := strconv.Atoi(task[1])
	count, _ := strconv.Atoi(task[2])
	size, _ := strconv.Atoi(task[3])
	o := Options{Site: task[0], Trees: []Tree{{"public", filepath.Join(task[0], "public")}, {"facilitator", filepath.Join(task[0], "facilitator")}}}
	r, err := build(ctx, o, synthetic(seed, count, size))
	var refusal *Refusal
	switch {
	case ctx.Err() != nil && err != nil:
		return 130
	case errors.As(err, &refusal):
		fmt.Fprintln(os.Stderr, err)
		return 1
	case err != nil:
		fmt.Fprintln(os.Stderr, err)
		return 2
	case len(r.Kept) > 0:
		fmt.Fprintln(os.Stderr, r.Kept)
		return 1
	}
	return 0
}

// synthetic makes a site of some of count pages. A page has one of three contents,
// so that seeds share some; its last line repeats the first, so that a torn one
// shows.
func synthetic(seed, count, size int) pages {
	rng := rand.New(rand.NewPCG(uint64(seed), 1))
	p := pages{}
	for i := range count {
		version := rng.IntN(4)
		if version == 3 && seed > 0 {
			continue // not in this one
		}
		tree := "public"
		if i%10 == 9 {
			tree = "facilitator"
		}
		name := fmt.Sprintf("%s/cohort%d/pair%d/page-%d.html", tree, i%2, i/8, i%8)
		if i%20 == 0 {
			name = fmt.Sprintf("%s/assets/a%d.css", tree, i)
		}
		p[name] = content(name, version, size)
	}
	return p
}

func content(name string, version, size int) string {
	head := fmt.Sprintf("<%s %d>", name, version)
	return head + strings.Repeat(".", max(0, size-2*len(head))) + head
}

// whole says that a page is one of those that content makes.
func whole(data []byte) bool {
	end := bytes.IndexByte(data, '>') + 1
	return end > 0 && bytes.HasSuffix(data, data[:end]) && len(data) >= 2*end
}

func (b *bench) child(seed, count, size int) *exec.Cmd {
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), fmt.Sprintf("%s=%s|%d|%d|%d", childVariable, b.o.Site, seed, count, size))
	return cmd
}

// runChild wants a build to end well, but for the pages named, which are kept.
func runChild(t *testing.T, cmd *exec.Cmd, kept ...string) {
	t.Helper()
	out, err := cmd.CombinedOutput()
	want := ""
	if len(kept) > 0 {
		want = fmt.Sprintln(kept)
	}
	if string(out) != want || (err != nil) != (len(kept) > 0) {
		t.Fatalf("%v: %s", err, out)
	}
}

// A reader asks for pages all the time, as a web server does.
type reader struct {
	reads, torn, missing atomic.Int64
	stop                 chan struct{}
	wait                 sync.WaitGroup
}

// readAll reads those of the files again and again that are in every seed's site.
func readAll(dir string, names []string) *reader {
	r := &reader{stop: make(chan struct{})}
	r.wait.Go(func() {
		for i := 0; ; i++ {
			select {
			case <-r.stop:
				return
			default:
			}
			data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(names[i%len(names)])))
			r.reads.Add(1)
			switch {
			case err != nil:
				r.missing.Add(1)
			case !whole(data):
				r.torn.Add(1)
			}
		}
	})
	return r
}

func (r *reader) end() { close(r.stop); r.wait.Wait() }

// killed starts a builder and ends it by a signal at a random time within span;
// it says whether the signal came before the end.
func killed(t *testing.T, cmd *exec.Cmd, span time.Duration, sig os.Signal) (bool, int) {
	t.Helper()
	var out bytes.Buffer
	cmd.Stderr = &out
	must(t, cmd.Start())
	timer := time.AfterFunc(rand.N(span), func() { cmd.Process.Signal(sig) })
	err := cmd.Wait()
	timer.Stop()
	state := cmd.ProcessState.Sys().(syscall.WaitStatus)
	if err != nil && !state.Signaled() && state.ExitStatus() != 130 && !strings.HasPrefix(out.String(), "[public/") {
		t.Fatalf("builder: %v: %s", err, out.String())
	}
	return state.Signaled() || state.ExitStatus() == 130, state.ExitStatus()
}

// span measures how long a build of everything takes.
func (b *bench) span(count, size int) time.Duration {
	start := time.Now()
	runChild(b.t.(*testing.T), b.child(-1, count, size))
	first := time.Since(start)
	start = time.Now()
	runChild(b.t.(*testing.T), b.child(-2, count, size))
	return max(first, time.Since(start)) * 11 / 10
}

func TestKilledBuildsTearNothing(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	count, size := full(60, 400), full(20_000, 60_000)
	span := b.span(count, size)
	var names []string
	for name := range synthetic(0, count, 0) {
		names = append(names, name)
	}
	// Seeds below 1 have all pages: none may ever be missing.
	complete := synthetic(0, count, 0)
	if len(complete) != count {
		t.Fatalf("%d pages", len(complete))
	}
	r := readAll(b.o.Site, names)
	kills, torn := 0, 0
	for i := 0; kills < full(8, 200); i++ {
		hit, _ := killed(t, b.child(-i-3, count, size), span, syscall.SIGKILL)
		if hit {
			kills++
		}
		for _, name := range names {
			data, err := os.ReadFile(b.path(name))
			if err != nil || !whole(data) {
				torn++
			}
		}
	}
	for r.reads.Load() < int64(full(2_000, 100_000)) {
		runChild(t, b.child(-int(r.reads.Load())-1000, count, size))
	}
	r.end()
	runChild(t, b.child(-1, count, size))
	b.wantSynthetic(-1, count, size, nil)
	t.Logf("%d kills, %d torn files, %d reads, %d torn, %d missing", kills, torn, r.reads.Load(), r.torn.Load(), r.missing.Load())
	if torn+int(r.torn.Load()+r.missing.Load()) > 0 {
		t.Error("torn or missing pages")
	}
}

// wantSynthetic wants the pages of a seed, the others given, and nothing else.
func (b *bench) wantSynthetic(seed, count, size int, others pages) {
	b.t.Helper()
	want := synthetic(seed, count, size)
	have := b.files()
	for name, data := range others {
		want[name] = data
	}
	wrong, stale := 0, 0
	for name, data := range want {
		if have[name] != data {
			wrong++
			b.t.Logf("wrong: %s: %.60q, want %.60q", name, have[name], data)
		}
	}
	for name := range have {
		if _, ok := want[name]; !ok {
			stale++
			b.t.Logf("stale: %s", name)
		}
	}
	if left := b.leftovers(); wrong+stale > 0 || left != "" {
		b.t.Errorf("%d wrong, %d stale, left behind: %q", wrong, stale, left)
	}
}

func TestBuildsOfChangingSitesKilledAtRandomHeal(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	count, size := 120, 3_000
	span := b.span(count, size)
	foreign := pages{"public/foreign.html": "f", "public/cohort0/pair1/notes.txt": "n", "facilitator/list.xlsx": "l",
		"public/cohort7/pair1/page-1.html": "x", "public/assets/logo.png": "p"}
	for name, data := range foreign {
		b.write(name, data)
	}
	edited := "public/cohort1/pair0/page-3.html"
	b.write(edited, "by hand")
	foreign[edited] = "by hand"
	builds, kills := 0, 0
	for i := 0; builds < full(30, 400) || kills < full(6, 150); i++ {
		builds++
		if rand.N(10) < 6 {
			if hit, _ := killed(t, b.child(rand.N(1000)+1, count, size), span, syscall.SIGKILL); hit {
				kills++
			}
		} else {
			start := time.Now()
			runChild(t, b.child(rand.N(1000)+1, count, size), edited)
			span = time.Since(start)
		}
		if i%10 == 9 {
			runChild(t, b.child(i+1, count, size), edited)
			b.wantSynthetic(i+1, count, size, foreign)
		}
	}
	t.Logf("%d builds, %d of them killed", builds, kills)
}

func TestInterruptedBuildersLeaveNoTemporaryFilesAndNoLock(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	count, size := 120, 20_000
	span := b.span(count, size)
	hits := 0
	for i := 0; hits < full(8, 100); i++ {
		sig := []os.Signal{os.Interrupt, syscall.SIGTERM}[i%2]
		cmd := b.child(i, count, size)
		hit, status := killed(t, cmd, span, sig)
		if hit {
			hits++
		}
		left := b.leftovers()
		if status == 130 && (strings.Contains(left, tempPrefix) || strings.Contains(left, "lock")) {
			t.Errorf("left behind: %s", left)
		}
	}
	runChild(t, b.child(1, count, size))
	b.wantSynthetic(1, count, size, nil)
	t.Logf("%d interrupted", hits)
}

func TestTwoBuildersAtOnce(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	count, size := 200, 20_000
	b.span(count, size)
	busy := 0
	for i := range full(4, 50) {
		one, two := b.child(2*i+1, count, size), b.child(2*i+2, count, size)
		var out1, out2 bytes.Buffer
		one.Stderr, two.Stderr = &out1, &out2
		must(t, one.Start())
		must(t, two.Start())
		err1, err2 := one.Wait(), two.Wait()
		winner, said := 2*i+1, out2.String()
		switch {
		case err1 == nil && err2 == nil: // one after the other, whichever
			continue
		case err1 != nil && err2 != nil:
			t.Fatalf("both failed: %s %s", out1.String(), out2.String())
		case err1 != nil:
			winner, said = 2*i+2, out1.String()
		}
		busy++
		holder := one.Process.Pid
		if winner == 2*i+2 {
			holder = two.Process.Pid
		}
		if want := fmt.Sprintf("another build is at work here: process %d, since 20", holder); !strings.Contains(said, want) {
			t.Errorf("said %q, want %q", said, want)
		}
		b.wantSynthetic(winner, count, size, nil)
	}
	t.Logf("%d met", busy)
	if busy == 0 {
		t.Error("the builders never met")
	}
}

func TestTwoSitesMustNotWriteToOneFolderAtOnce(t *testing.T) {
	b, other := newBench(t), newBench(t)
	other.o.Trees[0] = b.o.Trees[0]
	b.build(small())
	s := b.open()
	must(t, s.Put(File{Tree: "public", Path: "x.html"}))
	_, err := Open(t.Context(), other.o)
	if want := b.path("public") + ": another build is writing to this folder"; err == nil || err.Error() != want {
		t.Errorf("%v, want %s", err, want)
	}
	must(t, s.Close())
	// One after the other each leaves the other's files alone.
	r, err := build(t.Context(), other.o, pages{"public/index.html": "another programme", "public/winter/a/index.html": "a"})
	must(t, err)
	b.wantResult(r, Result{Written: 1, Kept: []string{"public/index.html"}})
	b.wantResult(b.build(small()), Result{Unchanged: 10})
}

func TestLockOfADeadBuilderIsFreeAtOnce(t *testing.T) {
	b := newBench(t)
	must(t, os.Mkdir(b.path(".pairbook"), 0o700))
	b.write(".pairbook/lock", "process 1 on \"elsewhere\" since 2027-01-01 00:00:00\n")
	b.build(small())
	if left := b.leftovers(); left != "" {
		t.Errorf("left behind: %s", left)
	}
}
