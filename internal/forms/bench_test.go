package forms

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

// BenchmarkAThousandPairs measures what the desk itself takes, without a browser: the page of a cohort of 250 of
// a thousand pairs, and a session that is recorded, until the page that says so is made. best-ms is the quickest of all, which
// other programs of a busy machine disturb least.
func BenchmarkAThousandPairs(b *testing.B) {
	files := map[string]string{"site.toml": "title = \"Test\"\n[schedule]\nfirst = 2027-01-14\nsessions = 24\nevery = \"2 weeks\"\n"}
	for i := range 1000 {
		var text strings.Builder
		fmt.Fprintf(&text, "[mentor]\nname = \"Amara Nwosu %[1]d\"\nemail = \"mentor-%[1]d@example.org\"\n[mentee]\nname = \"Person %[1]d\"\n", i)
		for g := range 3 {
			fmt.Fprintf(&text, "[[goals]]\ntitle = \"Goal %d: run the timetable change\"\nmeasurable = \"It is live.\"\ndue = 2027-0%d-10\n", g+1, g+2)
		}
		files[fmt.Sprintf("content/cohorts/cohort-%d/pair-%d.toml", i/250, i)] = text.String()
	}
	c := newClient(b, files)
	c.get("/") // warm
	measure := func(b *testing.B, do func(i int)) {
		var times []time.Duration
		for i := 0; b.Loop(); i++ {
			begun := time.Now()
			do(i)
			times = append(times, time.Since(begun))
		}
		slices.Sort(times)
		b.ReportMetric(float64(times[0].Microseconds())/1000, "best-ms")
		b.ReportMetric(float64(times[len(times)/2].Microseconds())/1000, "median-ms")
	}
	b.Run("page", func(b *testing.B) {
		measure(b, func(int) { c.get("/desk/cohort/cohort-2") })
	})
	b.Run("record", func(b *testing.B) {
		measure(b, func(i int) {
			page := fmt.Sprintf("/desk/pair/cohort-1/pair-%d", 250+i%250)
			c.get(page)
			c.post(page+"/record", "session", fmt.Sprint(1+i/250), "outcome", "held")
			c.wants(200, "Done: record session")
		})
	})
}
