package main

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

// quiet is how long the watch waits for a burst of changes to end.
const quiet = 100 * time.Millisecond

// BenchmarkSaveToDisk measures how long after a save the page is on the disk, one
// relationship of many being edited, and how much of that comes after the quiet time.
// The figures are medians.
func BenchmarkSaveToDisk(b *testing.B) {
	for _, n := range []int{10, 1000, 5000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			site := newFolder(b)
			site.write("site.toml", "title = \"Test\"\n[schedule]\nfirst = 2027-01-14\n")
			for i := range n - 1 {
				site.write(fmt.Sprintf("content/cohorts/cohort-%02d/pair-%d.toml", i/250, i), benchmarked(i))
			}
			v := enter(b, "watch", "--site", site.dir)
			until(b, v, "the first build", func() bool { return strings.Contains(v.String(), fmt.Sprintf("%d workbooks: ", n)) })
			var times []time.Duration
			for b.Loop() {
				v.forget()
				name := fmt.Sprintf("Person edited %d times", len(times))
				site.pair("spring/tom", name)
				begun := time.Now()
				until(b, v, "the page", func() bool { return strings.Contains(site.read("public/spring/tom/index.html"), name) })
				times = append(times, time.Since(begun))
				until(b, v, "the end of the build", func() bool { return strings.Contains(v.String(), " removed in ") })
			}
			slices.Sort(times)
			median := times[len(times)/2]
			b.ReportMetric(float64(median.Microseconds())/1000, "save-ms")
			b.ReportMetric(float64((median-quiet).Microseconds())/1000, "settled-ms")
			b.ReportMetric(0, "ns/op")
		})
	}
}

// benchmarked is a relationship file as it is in the middle of a programme.
func benchmarked(i int) string {
	var text strings.Builder
	fmt.Fprintf(&text, "[mentor]\nname = \"Amara Nwosu %[1]d\"\nteam = \"Customer operations\"\nemail = \"mentor-%[1]d@example.org\"\n"+
		"[mentee]\nname = \"Person %[1]d\"\nhopes = [\"To lead my first project\", \"To speak up in the monthly review\"]\n", i)
	for g := range 3 {
		fmt.Fprintf(&text, "[[goals]]\ntitle = \"Goal %d: run the spring timetable change from start to finish\"\n"+
			"measurable = \"The change is live on the day.\"\ndue = 2027-0%d-10\nsteps = [\"Draw the plan\", \"Brief the team\"]\nprogress = %d\n", g+1, g+2, (i*7+g*20)%100)
	}
	for s := range 6 {
		fmt.Fprintf(&text, "[[sessions]]\nfocus = \"Step %d\"\nagenda = [\"Where the week goes\", \"Next steps\"]\n", s+1)
	}
	for _, who := range []string{"mentor", "mentee", "both"} {
		fmt.Fprintf(&text, "[[actions]]\nwho = %q\nwhat = \"Read the report and note three questions\"\nsession = 1\ndue = 2027-02-01\n", who)
	}
	return text.String()
}
