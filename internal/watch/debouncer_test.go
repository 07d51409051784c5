package watch

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
)

const ms = time.Millisecond

// A rig runs a debouncer in a synctest bubble.
type rig struct {
	t       *testing.T
	events  chan event
	begun   time.Time
	find    func(request) difference
	looks   []string      // when, and what was asked
	batches []string      // when, and what came
	build   time.Duration // how long the builder takes
}

// run runs the test in a bubble with the default times, a builder that takes some
// time, and a snapshot that finds this.
func run(t *testing.T, build time.Duration, find func(request) difference, test func(r *rig)) {
	synctest.Test(t, func(t *testing.T) {
		r := &rig{t: t, events: make(chan event), begun: time.Now(), build: build, find: find}
		d := newDebouncer(Options{Quiet: 100 * ms, Longest: time.Second, Sweep: 2 * time.Second}, r.events, r.look)
		ctx, cancel := context.WithCancel(context.Background())
		batches, built := make(chan []string), make(chan struct{})
		go func() {
			d.run(ctx, batches, built)
			close(batches)
		}()
		go func() {
			for batch := range batches {
				r.batches = append(r.batches, fmt.Sprintf("%v %v", time.Since(r.begun), batch))
				time.Sleep(r.build)
				select {
				case built <- struct{}{}:
				case <-ctx.Done():
				}
			}
		}()
		test(r)
		cancel()
		synctest.Wait()
	})
}

func (r *rig) look(_ context.Context, q request) difference {
	said := fmt.Sprint(time.Since(r.begun))
	if q.sweep {
		said += " sweep"
	}
	if q.folders {
		said += " folders"
	}
	r.looks = append(r.looks, said)
	return r.find(q)
}

// at waits until a time since the beginning.
func (r *rig) at(d time.Duration) { time.Sleep(d - time.Since(r.begun)) }

// hear sends an event at a time since the beginning.
func (r *rig) hear(d time.Duration, path string) {
	r.at(d)
	r.events <- event{path: path}
}

// want compares what has come to the builder.
func (r *rig) want(batches ...string) {
	r.t.Helper()
	synctest.Wait()
	if diff := cmp.Diff(batches, r.batches); diff != "" {
		r.t.Errorf("batches (-want +got):\n%s", diff)
	}
}

// wantLooks compares when the snapshot was asked.
func (r *rig) wantLooks(looks ...string) {
	r.t.Helper()
	synctest.Wait()
	if diff := cmp.Diff(looks, r.looks); diff != "" {
		r.t.Errorf("looks (-want +got):\n%s", diff)
	}
}

// nothing finds no difference.
func nothing(request) difference { return difference{} }

// suspects finds that exactly the files of the events have changed.
func suspects(q request) difference {
	var d difference
	for path := range q.suspects {
		d.changed = append(d.changed, path)
	}
	slices.Sort(d.changed)
	return d
}

// once finds these changes the first time and nothing afterwards.
func once(found ...string) func(request) difference {
	return func(request) difference {
		d := difference{changed: found}
		found = nil
		return d
	}
}

func TestABurstEndsWhenItIsQuiet(t *testing.T) {
	run(t, 0, suspects, func(r *rig) {
		r.hear(1000*ms, "b")
		r.hear(1050*ms, "a")
		r.hear(1149*ms, "b")
		r.at(1800 * ms)
		r.want("1.249s [a b]")
	})
}

func TestTwoQuickSavesAreTwoBatchesWithQuietBetween(t *testing.T) {
	run(t, 0, suspects, func(r *rig) {
		r.hear(1000*ms, "a")
		r.hear(1101*ms, "a")
		r.at(1800 * ms)
		r.want("1.1s [a]", "1.201s [a]")
	})
}

func TestAStormIsCutAfterTheLongestTime(t *testing.T) {
	run(t, 0, suspects, func(r *rig) {
		for i := range 100 {
			r.hear(time.Duration(600+i*30)*ms, fmt.Sprint(i/50))
		}
		r.at(4900 * ms)
		r.want("1.6s [0]", "2.62s [0 1]", "3.64s [1]")
	})
}

func TestSweepFindsWhatNoEventTold(t *testing.T) {
	run(t, 0, once("a"), func(r *rig) {
		r.at(900 * ms)
		r.want("600ms [a]") // the first sweep comes early, and waits for quiet
		r.at(7000 * ms)
		r.wantLooks("500ms sweep", "600ms", "2.6s sweep", "4.6s sweep", "6.6s sweep")
	})
}

func TestWithoutEventsTheFolderIsPolledUntilItIsQuiet(t *testing.T) {
	n := 0
	fromThirdToFifth := func(request) difference {
		if n++; n >= 3 && n < 6 {
			return difference{changed: []string{fmt.Sprint(n)}, polling: true}
		}
		return difference{polling: true}
	}
	run(t, 0, fromThirdToFifth, func(r *rig) {
		r.at(2400 * ms)
		r.want("1.8s [3 4 5]")
		r.wantLooks("500ms sweep", "1s sweep", "1.5s sweep", "1.6s", "1.7s", "1.8s", "2.3s sweep")
	})
}

func TestAStormSeenByPollingIsCutToo(t *testing.T) {
	always := func(request) difference { return difference{changed: []string{"a"}, polling: true} }
	run(t, 0, always, func(r *rig) {
		r.at(1700 * ms)
		r.want("1.5s [a]")
	})
}

func TestAnUnsettledFileIsLookedAtAgainBeforeAnythingCounts(t *testing.T) {
	n := 0
	unsettledOnce := func(q request) difference {
		switch n++; n {
		case 1:
			return difference{changed: []string{"sound"}, unsettled: true}
		case 2:
			return difference{changed: []string{"slow"}}
		}
		return difference{}
	}
	run(t, 0, unsettledOnce, func(r *rig) {
		r.hear(100*ms, "sound")
		r.at(1000 * ms)
		r.want("400ms [slow sound]")
	})
}

func TestAnUnsettledFileHoldsTheRestForTheLongestTimeOnly(t *testing.T) {
	alwaysUnsettled := func(q request) difference {
		d := suspects(q)
		d.unsettled = true
		return d
	}
	run(t, 0, alwaysUnsettled, func(r *rig) {
		r.hear(100*ms, "sound")
		r.at(1950 * ms)
		r.want("1.1s [sound]")
	})
}

func TestChangesPileUpWhileTheBuilderWorks(t *testing.T) {
	run(t, 3*time.Second, suspects, func(r *rig) {
		r.hear(100*ms, "a")
		r.hear(500*ms, "b")
		r.hear(1000*ms, "c")
		r.hear(3150*ms, "d") // the builder is done at 3.2 s, in the middle of this burst
		r.at(3300 * ms)
		r.want("200ms [a]", "3.25s [b c d]")
		r.at(10 * time.Second)
		r.want("200ms [a]", "3.25s [b c d]")
	})
}

func TestWhatIsWrittenBackWhileTheBuilderWorksIsBuiltAgain(t *testing.T) {
	touched := func(q request) difference {
		if q.suspects["first"] {
			return difference{changed: []string{"first"}}
		}
		return difference{touched: slices.Collect(maps.Keys(q.suspects))}
	}
	run(t, 350*ms, touched, func(r *rig) {
		r.hear(600*ms, "first")
		r.hear(1000*ms, "a") // looked at when the builder has been done for 50 ms
		r.at(2000 * ms)
		r.want("700ms [first]", "1.1s [a]")
		r.hear(4000*ms, "a") // a sweep has seen that the builder rests: nothing to do
		r.at(5000 * ms)
		r.want("700ms [first]", "1.1s [a]")
	})
}

func TestWhatIsWrittenBackDuringTheFirstBuildIsBuiltAgain(t *testing.T) {
	touched := func(q request) difference { return difference{touched: slices.Collect(maps.Keys(q.suspects))} }
	run(t, 0, touched, func(r *rig) {
		r.hear(100*ms, "a") // before the first sweep, so perhaps while the builder worked
		r.at(4000 * ms)
		r.hear(4000*ms, "b") // a sweep has seen that the builder rests
		r.at(5000 * ms)
		r.want("200ms [a]")
	})
}

func TestNewsOfFoldersReachTheLook(t *testing.T) {
	run(t, 0, nothing, func(r *rig) {
		r.at(10 * ms)
		r.events <- event{path: "content/new", folders: true}
		r.events <- event{path: "content/new/a.toml"}
		r.at(400 * ms)
		r.wantLooks("110ms folders")
		r.want()
	})
}

func TestASlowFolderIsNotSweptAllTheTime(t *testing.T) {
	slow := func(request) difference { time.Sleep(2 * time.Second); return difference{polling: true} }
	run(t, 0, slow, func(r *rig) {
		r.at(25 * time.Second)
		r.wantLooks("500ms sweep", "10.5s sweep", "20.5s sweep")
	})
}

func TestACrashOfALookEndsTheWatchAndNothingElse(t *testing.T) {
	w := &Watcher{options: Options{Quiet: ms, Longest: ms, Sweep: ms}, snapshot: nil}
	err := w.Run(t.Context(), func(context.Context, []string) {})
	if err == nil || err.Error() != "internal error: runtime error: invalid memory address or nil pointer dereference" {
		t.Errorf("Run = %v; want the crash", err)
	}
}
