package workbook

import (
	"math"
	"testing"
)

// What does not fit a side goes on on the next, and no item goes alone where there are others to
// go with it.
func TestNoItemGoesOnAlone(t *testing.T) {
	p := &planning{ruler: testRuler(t)}
	for _, test := range []struct{ items, fit, want int }{
		{5, 5, 5}, {5, 6, 5}, {5, 4, 3}, {5, 3, 3}, {4, 3, 2}, {3, 2, 2}, {2, 1, 1}, {2, 0, 1},
	} {
		l := list{
			n: test.items, height: func(int) float64 { return 10 },
			block: func(from, to int) Block { return Block{Texts: make([]string, to-from)} },
		}
		room := float64(test.fit)*10 + 5
		blocks, left, free := p.fill(room, []list{l})
		if got := len(blocks[0].Texts); got != test.want {
			t.Errorf("%d of %d items stay where %d fit; want %d", got, test.items, test.fit, test.want)
		}
		rest := 0
		for _, l := range left {
			rest += l.n
		}
		if rest != test.items-test.want {
			t.Errorf("%d of %d items go on where %d fit; want %d", rest, test.items, test.fit, test.items-test.want)
		}
		if want := room - float64(test.want)*10 - p.ruler.Between; math.Abs(free-want) > 1e-9 {
			t.Errorf("%g mm are free below %d of %d items; want %g", free, test.want, test.items, want)
		}
	}
}
