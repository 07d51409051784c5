package build

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"

	"pairbook"
	"pairbook/internal/render"
	"pairbook/internal/site"
	"pairbook/internal/theme"
	"pairbook/internal/workbook"
)

// sizes are the numbers of relationships that are measured.
var sizes = []int{100, 1000, 5000}

func options(dir string) Options {
	return Options{Site: dir, Builtin: pairbook.Builtin(), Version: "test"}
}

// mustRun builds and fails on any problem.
func mustRun(tb testing.TB, o Options, m *Memory) *Report {
	tb.Helper()
	report, err := Run(context.Background(), o, m)
	if err != nil {
		tb.Fatal(err)
	}
	if !report.Done || len(report.Problems) > 0 {
		tb.Fatalf("problems: %v", report.Problems)
	}
	return report
}

// each runs a benchmark for every size on a generated site.
func each(b *testing.B, run func(b *testing.B, dir string, n int)) {
	for _, n := range sizes {
		b.Run(fmt.Sprint(n), func(b *testing.B) { run(b, generate(b, n), n) })
	}
}

// BenchmarkBuild measures whole builds, and what it takes to write the same files:
// each iteration does all of it once, so that the ratios hold when the machine's
// speed drifts. The figures are medians. Those with cpu are time on the processors,
// the system's included, which other work on the machine disturbs less.
//
// Every iteration has a folder of its own, and none is removed before the end: a
// file system that has just lost thousands of files is slow to make new ones.
func BenchmarkBuild(b *testing.B) {
	each(b, func(b *testing.B, _ string, n int) {
		var cold, unchanged, edit, guidance, floor, busy, busyUnchanged, busyFloor []time.Duration
		files, size := 0, 0
		for b.Loop() {
			dir := generate(b, n)
			runtime.GC()
			memory := &Memory{}
			used := processorTime()
			cold = append(cold, took(func() { mustRun(b, options(dir), memory) }))
			busy = append(busy, processorTime()-used)
			used = processorTime()
			unchanged = append(unchanged, took(func() { mustRun(b, options(dir), &Memory{}) }))
			busyUnchanged = append(busyUnchanged, processorTime()-used)

			mustRun(b, options(dir), memory)
			for i := range 5 {
				edit = append(edit, landed(b, dir, memory, fmt.Sprintf("Station services %d", i)).wall)
			}

			addGuidance(b, dir, len(cold))
			guidance = append(guidance, took(func() { mustRun(b, options(dir), memory) }))

			tree := readTree(b, dir)
			files, size = len(tree), 0
			for _, data := range tree {
				size += len(data)
			}
			used = processorTime()
			floor = append(floor, took(func() { writeTree(b, tree) }))
			busyFloor = append(busyFloor, processorTime()-used)
		}
		ms := func(name string, times []time.Duration) float64 {
			median := float64(middle(times).Microseconds()) / 1000
			b.ReportMetric(median, name+"-ms")
			return median
		}
		whole, least := ms("cold", cold), ms("floor", floor)
		b.ReportMetric(whole/least, "cold/floor")
		b.ReportMetric(ms("cold-cpu", busy)/ms("floor-cpu", busyFloor), "cpu/floor-cpu")
		ms("unchanged-cpu", busyUnchanged)
		b.ReportMetric(ms("unchanged", unchanged)/whole, "unchanged/cold")
		ms("edit", edit)
		b.ReportMetric(ms("guidance", guidance)/whole, "guidance/cold")
		b.ReportMetric(float64(files), "files")
		b.ReportMetric(float64(size)/1e6, "MB")
		b.ReportMetric(0, "ns/op")
	})
}

// BenchmarkEdit measures edits of a relationship one after the other, as under watch: the
// medians of the time and of the processors' time until the page is in place, and of the
// processors' time of the whole run.
func BenchmarkEdit(b *testing.B) {
	each(b, func(b *testing.B, dir string, n int) {
		memory := &Memory{}
		mustRun(b, options(dir), memory)
		mustRun(b, options(dir), memory)
		var wall, busy, whole []time.Duration
		for i := 0; b.Loop(); i++ {
			e := landed(b, dir, memory, fmt.Sprintf("Station services %d", i))
			wall, busy, whole = append(wall, e.wall), append(busy, e.busy), append(whole, e.whole)
		}
		b.ReportMetric(float64(middle(wall).Microseconds())/1000, "edit-ms")
		b.ReportMetric(float64(wall[0].Microseconds())/1000, "least-ms") // sorted by now
		b.ReportMetric(float64(middle(busy).Microseconds())/1000, "edit-cpu-ms")
		b.ReportMetric(float64(middle(whole).Microseconds())/1000, "whole-cpu-ms")
		b.ReportMetric(0, "ns/op")
	})
}

// BenchmarkUnchanged measures builds with nothing to do, each as by a new process: the
// medians of the time and of the processors' time.
func BenchmarkUnchanged(b *testing.B) {
	each(b, func(b *testing.B, dir string, n int) {
		mustRun(b, options(dir), &Memory{})
		var wall, busy []time.Duration
		for b.Loop() {
			runtime.GC()
			used := processorTime()
			wall = append(wall, took(func() { mustRun(b, options(dir), &Memory{}) }))
			busy = append(busy, processorTime()-used)
		}
		b.ReportMetric(float64(middle(wall).Microseconds())/1000, "unchanged-ms")
		b.ReportMetric(float64(middle(busy).Microseconds())/1000, "unchanged-cpu-ms")
		b.ReportMetric(0, "ns/op")
	})
}

// An editing is how long it took until the page was in place, what the processors had done
// until then, and in the whole run.
type editing struct{ wall, busy, whole time.Duration }

// landed edits a relationship, builds as under watch, and measures until the new page is in its
// place. The run goes on after that.
func landed(b *testing.B, dir string, memory *Memory, team string) editing {
	b.Helper()
	const n, file = 7, "content/cohorts/cohort-01/pair-0007.toml"
	page := filepath.Join(dir, "public/cohort-01/pair-0007/index.html")
	before, err := os.Stat(page)
	if err != nil {
		b.Fatal(err)
	}
	text := strings.Replace(generatedPair(n-1), "Station services", team, 1)
	if err := os.WriteFile(filepath.Join(dir, file), []byte(text), 0o666); err != nil {
		b.Fatal(err)
	}
	o := options(dir)
	o.Changed = []string{file}
	runtime.GC() // as after the last build under watch
	there := make(chan editing)
	begun, used := time.Now(), processorTime()
	go func() {
		for {
			now, err := os.Stat(page)
			if err == nil && !os.SameFile(before, now) || time.Since(begun) > time.Minute {
				there <- editing{wall: time.Since(begun), busy: processorTime() - used}
				return
			}
			time.Sleep(200 * time.Microsecond)
		}
	}()
	mustRun(b, o, memory)
	whole := processorTime() - used
	e := <-there
	e.whole = whole
	return e
}

// BenchmarkMemory measures the most memory that a cold build holds, in a process
// of its own.
func BenchmarkMemory(b *testing.B) {
	if dir := os.Getenv("PAIRBOOK_BENCH_SITE"); dir != "" {
		mustRun(b, options(dir), &Memory{})
		return
	}
	each(b, func(b *testing.B, dir string, n int) {
		var peaks []int64
		for b.Loop() {
			clean(b, dir)
			cmd := exec.Command(os.Args[0], "-test.run=^$", "-test.bench=^BenchmarkMemory$", "-test.benchtime=1x")
			cmd.Env = append(os.Environ(), "PAIRBOOK_BENCH_SITE="+dir, "GOGC=80") // as the command has it
			if out, err := cmd.CombinedOutput(); err != nil {
				b.Fatalf("%v\n%s", err, out)
			}
			peaks = append(peaks, peak(b, cmd.ProcessState))
		}
		b.ReportMetric(float64(middle(peaks))/1e6, "peak-MB")
		b.ReportMetric(0, "ns/op")
	})
}

func BenchmarkLoad(b *testing.B) {
	each(b, func(b *testing.B, dir string, n int) {
		b.ReportAllocs()
		for b.Loop() {
			if _, _, err := site.Load(os.DirFS(dir), pairbook.Builtin(), &site.Memory{}); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// loaded is a generated site, ready to plan and draw.
func loaded(b *testing.B, dir string) (*site.Site, *render.Renderer) {
	fsys := os.DirFS(dir)
	s, _, err := site.Load(fsys, pairbook.Builtin(), &site.Memory{})
	if err != nil {
		b.Fatal(err)
	}
	t, _, err := theme.Load(fsys, pairbook.Builtin(), s.Program.Theme, s.ThemeAt, s.Options, s.Program.Paper)
	if err != nil {
		b.Fatal(err)
	}
	r, problems := render.New(t, &s.Program)
	if r == nil {
		b.Fatal(problems)
	}
	return s, r
}

func BenchmarkPlan(b *testing.B) {
	s, _ := loaded(b, generate(b, 10))
	planner := workbook.NewPlanner(s)
	b.ReportAllocs()
	for b.Loop() {
		planner.Plan(s.Cohorts[0].Relationships[3])
	}
}

func BenchmarkRender(b *testing.B) {
	s, r := loaded(b, generate(b, 10))
	book := workbook.Plan(s, s.Cohorts[0].Relationships[3])
	size := 0
	b.ReportAllocs()
	for b.Loop() {
		size = 0
		r.Book(book, func(_ string, page []byte) error { size += len(page); return nil })
	}
	b.SetBytes(int64(size))
}

// took runs do and returns how long it took.
func took(do func()) time.Duration {
	begun := time.Now()
	do()
	return time.Since(begun)
}

func middle[T int64 | time.Duration](values []T) T {
	slices.Sort(values)
	return values[len(values)/2]
}

// clean removes all output of a site.
func clean(tb testing.TB, dir string) {
	tb.Helper()
	for _, name := range []string{"public", "facilitator", ".pairbook"} {
		if err := os.RemoveAll(filepath.Join(dir, name)); err != nil {
			tb.Fatal(err)
		}
	}
}

func replaceIn(tb testing.TB, name, old, fresh string) {
	tb.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		tb.Fatal(err)
	}
	if !bytes.Contains(data, []byte(old)) {
		tb.Fatalf("%s has no %q", name, old)
	}
	if err := os.WriteFile(name, bytes.Replace(data, []byte(old), []byte(fresh), 1), 0o666); err != nil {
		tb.Fatal(err)
	}
}

// addGuidance changes the guidance for sessions, which every workbook uses.
func addGuidance(tb testing.TB, dir string, i int) {
	tb.Helper()
	name := filepath.Join(dir, "content/guidance/session.md")
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		tb.Fatal(err)
	}
	text := fmt.Sprintf("+++\ntitle = \"Sessions\"\nsummary = \"Version %d.\"\n+++\n\nText.\n", i)
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		tb.Fatal(err)
	}
}

// readTree returns all output of a site by path.
func readTree(tb testing.TB, dir string) map[string][]byte {
	tb.Helper()
	tree := map[string][]byte{}
	for _, top := range []string{"public", "facilitator"} {
		err := fs.WalkDir(os.DirFS(dir), top, func(name string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			tree[name], err = os.ReadFile(filepath.Join(dir, name))
			return err
		})
		if err != nil {
			tb.Fatal(err)
		}
	}
	return tree
}

// writeTree writes files by temporary file and rename, with as many writers as
// there are processors: the least that any program has to do.
func writeTree(b *testing.B, tree map[string][]byte) {
	dir := b.TempDir()
	names := make([]string, 0, len(tree))
	for name := range tree {
		names = append(names, name)
	}
	slices.Sort(names)
	made := map[string]bool{}
	for _, name := range names {
		if folder := filepath.Join(dir, filepath.Dir(name)); !made[folder] {
			made[folder] = true
			if err := os.MkdirAll(folder, 0o777); err != nil {
				b.Fatal(err)
			}
		}
	}
	var group errgroup.Group
	writers := runtime.GOMAXPROCS(0)
	for w := range writers {
		group.Go(func() error {
			for i := w; i < len(names); i += writers {
				name := filepath.Join(dir, names[i])
				if err := os.WriteFile(name+".tmp", tree[names[i]], 0o666); err != nil {
					return err
				}
				if err := os.Rename(name+".tmp", name); err != nil {
					return err
				}
			}
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		b.Fatal(err)
	}
}
