package main

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"
)

// However often a site is built again, nothing piles up: no goroutine, no open file, no
// memory.
func TestBuildingAgainAndAgainLeavesNothingBehind(t *testing.T) {
	if testing.Short() {
		t.Skip("builds again and again")
	}
	warm, rebuilds, pairs := 10, 20, 5
	if full() {
		warm, rebuilds, pairs = 50, 1000, 40
	}
	for _, verb := range []string{"watch", "serve"} {
		t.Run(verb, func(t *testing.T) {
			before := taken()
			site := newFolder(t)
			for i := range pairs {
				site.pair(fmt.Sprintf("spring/pair-%d", i), fmt.Sprintf("Person %d", i))
			}
			args := []string{verb, "--site", site.dir}
			if verb == "serve" {
				args = append(args, "--port", "0")
			}
			v := enter(t, args...)
			until(t, v, "the first build", func() bool { return strings.Contains(v.String(), fmt.Sprintf("%d workbooks: ", pairs+1)) })
			server := address.FindString(v.String())
			var early, late holding
			for i := 1; i <= rebuilds; i++ {
				editAndSee(t, site, v, server, i)
				v.forget()
				switch i {
				case warm:
					early = taken()
				case rebuilds:
					late = taken()
				}
			}
			t.Logf("after %d rebuilds: %v; after %d: %v", warm, early, rebuilds, late)
			until(t, v, fmt.Sprintf("as little as %v", early), func() bool {
				now := taken() // another build may be under way
				return now.goroutines <= early.goroutines && now.files <= early.files
			})
			if full() && late.heap > early.heap+early.heap/10 {
				t.Errorf("the heap grew from %d to %d bytes, by more than a tenth", early.heap, late.heap)
			}
			v.interrupt()
			for begun := time.Now(); ; time.Sleep(10 * time.Millisecond) { // goroutines need a moment to end
				after := taken()
				if after.goroutines <= before.goroutines && after.files <= before.files {
					return
				}
				if time.Since(begun) > limit {
					t.Fatalf("before: %v; in the end: %v", before, after)
				}
			}
		})
	}
}

// editAndSee makes an edit, of a kind that depends on i, and waits for what it does.
func editAndSee(t *testing.T, site folder, v *terminal, server string, i int) {
	t.Helper()
	mentee, title := fmt.Sprintf("Mentee %d", i), fmt.Sprintf("Title %d", i)
	page, want := "public/spring/tom/index.html", mentee
	switch {
	case i%10 == 3: // a mistake, and its end
		site.write("content/cohorts/spring/tom.toml", fmt.Sprintf("[mentor]\nwrong%d = 1\n", i))
		until(t, v, "the problem", func() bool { return strings.Contains(v.String(), fmt.Sprintf("wrong%d", i)) })
		site.pair("spring/tom", mentee)
	case i%10 == 6: // all pages are made anew
		page, want = "public/index.html", title
		site.write("site.toml", fmt.Sprintf("title = %q\n", title))
	case i%10 == 9: // folders come and go
		cohort := fmt.Sprintf("spring-%d", i)
		if err := os.RemoveAll(site.path(fmt.Sprintf("content/cohorts/spring-%d", i-10))); err != nil {
			t.Fatal(err)
		}
		page = "public/" + cohort + "/tom/index.html"
		site.pair(cohort+"/tom", mentee)
	default:
		site.pair("spring/tom", mentee)
	}
	until(t, v, page+" with "+want, func() bool {
		if server == "" {
			return strings.Contains(site.read(page), want)
		}
		response, err := http.Get(server + page)
		if err != nil {
			return false
		}
		defer response.Body.Close()
		text, err := io.ReadAll(response.Body)
		return err == nil && strings.Contains(string(text), want)
	})
	until(t, v, "the end of the build", func() bool { return strings.Contains(v.String(), " removed in ") })
}

// A holding is what a process holds.
type holding struct {
	goroutines, files int
	heap              uint64 // bytes that are in use
	resident          string // memory, as the system counts it
}

func taken() holding {
	http.DefaultClient.CloseIdleConnections()
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	h := holding{goroutines: runtime.NumGoroutine(), heap: m.HeapAlloc}
	if entries, err := os.ReadDir("/proc/self/fd"); err == nil {
		h.files = len(entries)
	}
	status, _ := os.ReadFile("/proc/self/status")
	for line := range strings.Lines(string(status)) {
		if value, ok := strings.CutPrefix(line, "VmRSS:"); ok {
			h.resident = strings.TrimSpace(value)
		}
	}
	return h
}
