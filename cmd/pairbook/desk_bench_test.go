package main_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pairbook/internal/browsertest"
)

// thousand writes a site of a thousand pairs in four cohorts, as they are in the middle of a programme.
func thousand(b *testing.B) string {
	dir := b.TempDir()
	write := func(name, text string) {
		name = filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			b.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			b.Fatal(err)
		}
	}
	write("site.toml", "title = \"Test\"\n[schedule]\nfirst = 2026-01-14\nsessions = 24\nevery = \"2 weeks\"\n")
	for i := range 1000 {
		var text strings.Builder
		fmt.Fprintf(&text, "[mentor]\nname = \"Amara Nwosu %[1]d\"\nemail = \"mentor-%[1]d@example.org\"\n[mentee]\nname = \"Person %[1]d\"\n", i)
		for g := range 3 {
			fmt.Fprintf(&text, "[[goals]]\ntitle = \"Goal %d: run the timetable change\"\nmeasurable = \"It is live on the day.\"\ndue = 2026-0%d-10\n", g+1, g+2)
		}
		for _, who := range []string{"mentor", "mentee", "both"} {
			fmt.Fprintf(&text, "[[actions]]\nwho = %q\nwhat = \"Read the report and note three questions\"\nsession = 1\n", who)
		}
		write(fmt.Sprintf("content/cohorts/cohort-%d/pair-%d.toml", i/250, i), text.String())
	}
	return dir
}

// BenchmarkTheDesk measures, with a thousand pairs, what the facilitator waits for: the first paint of the page of a cohort
// of 250, and the time from the click on "Record" to the page that says so. The figures are medians.
func BenchmarkTheDesk(b *testing.B) {
	d := startDesk(b, chromium{browsertest.Start(b)}, thousand(b))
	d.until("the first build", func() bool { return strings.Contains(d.out.String(), "1000 workbooks") })
	const paint = `performance.getEntriesByName("first-contentful-paint")[0]`
	number := func(script string) float64 {
		text, err := d.eval(script)
		n, nerr := strconv.ParseFloat(text, 64)
		if err != nil || nerr != nil {
			b.Fatal(text, err)
		}
		return n
	}
	var painted, recorded []float64
	for i := 0; b.Loop(); i++ {
		d.open(d.base + "desk/cohort/cohort-2")
		d.is(paint+" !== undefined", "true")
		painted = append(painted, number(paint+".startTime"))

		d.open(d.base + "desk/pair/cohort-1/pair-" + strconv.Itoa(260+i))
		d.must(`(document.querySelector("#record").addEventListener("click", () => sessionStorage.setItem("clicked", performance.timeOrigin + performance.now()), true), "")`)
		before := strings.Count(d.out.String(), " removed in ")
		d.fill("#record", "Record", "outcome", "held")
		d.says("Done: record session")
		d.is(paint+" !== undefined", "true")
		recorded = append(recorded, number(`performance.timeOrigin + `+paint+`.startTime - sessionStorage.getItem("clicked")`))
		d.until("the build after it", func() bool { return strings.Count(d.out.String(), " removed in ") > before })
	}
	for name, times := range map[string][]float64{"paint-ms": painted, "record-ms": recorded} {
		slices.Sort(times)
		b.ReportMetric(times[len(times)/2], name)
	}
	b.ReportMetric(0, "ns/op")
}
