package workbook

import (
	"fmt"
	"math"
)

// A Way is the drawing on the cover: hills, one for each goal, and a road up to the highest
// with a stop for each session. Lengths are tenths of a millimetre on A4.
type Way struct {
	Top           int // what is above it is cut off
	Width, Height int
	Hills         []string // closed paths, the farthest first
	Ground        string   // likewise
	Road          []Stretch
	Spots         []Spot
	Bars          []Bar // the same way as a stair, for themes that draw it so
}

// A Stretch is a part of the road: an SVG path and how wide it is.
type Stretch struct {
	Path  string
	Width int
}

// A Spot is the stop of a session.
type Spot struct {
	X, Y, R int
	Held    bool
}

// A Bar is the step of a session in a stair that rises to the summit.
type Bar struct {
	Left, Right, Top, Foot int
	Held                   bool
}

const (
	wayWidth, wayHeight = 1700, 2100
	fewestHills         = 3
	mostHills           = 5
)

// A point of the drawing.
type point struct{ x, y float64 }

// bends are where the road turns, from the reader's feet to the summit: it is the more
// narrow the farther away.
var bends = []point{{1800, 1310}, {330, 1130}, {1250, 960}, {660, 820}, {1160, 700}, {880, 590}, {1010, 470}}

// newWay draws the way of a relationship with so many goals.
func newWay(stops []Stop, goals int) Way {
	w := Way{Width: wayWidth, Height: wayHeight, Ground: ground, Hills: hills(min(max(goals, fewestHills), mostHills))}
	for i, to := range bends[1:] {
		from := bends[i]
		middle := (from.y + to.y) / 2
		w.Road = append(w.Road, Stretch{
			Path:  fmt.Sprintf("M%.0f %.0fC%[1]g %[5]g %[3]g %[5]g %[3]g %[4]g", from.x, from.y, to.x, to.y, middle),
			Width: 19 - 2*i,
		})
	}
	for i, stop := range stops {
		// The first lies at the reader's feet, the last on the summit.
		t := .1
		if len(stops) > 1 {
			t += .9 * float64(i) / float64(len(stops)-1)
		}
		at := onTheRoad(t)
		r := (34 - 20*t) * min(1, 14/float64(len(stops)))
		w.Bars = append(w.Bars, bar(i, len(stops), stop.Held))
		w.Spots = append(w.Spots, Spot{X: int(math.Round(at.x)), Y: int(math.Round(at.y)), R: int(math.Round(max(r, 7))), Held: stop.Held})
	}
	return w
}

// bar is the i-th of n steps.
func bar(i, n int, held bool) Bar {
	const left, right, foot, low, high = 110, 1590, 1330, 960, 440
	step := float64(right-left) / float64(n)
	top := float64(high)
	if n > 1 {
		top = low + (high-low)*float64(i)/float64(n-1)
	}
	return Bar{
		Left: int(math.Round(left + step*float64(i))), Right: int(math.Round(left + step*(float64(i)+.86))),
		Top: int(math.Round(top)), Foot: foot, Held: held,
	}
}

// onTheRoad returns the point at a share of the way.
func onTheRoad(t float64) point {
	at := t * float64(len(bends)-1)
	i := min(int(at), len(bends)-2)
	u := at - float64(i)
	from, to := bends[i], bends[i+1]
	middle := (from.y + to.y) / 2
	return point{
		bezier(from.x, from.x, to.x, to.x, u),
		bezier(from.y, middle, middle, to.y, u),
	}
}

// bezier is a cubic curve in one dimension.
func bezier(a, b, c, d, t float64) float64 {
	s := 1 - t
	return s*s*s*a + 3*s*s*t*b + 3*s*t*t*c + t*t*t*d
}

// ground is what lies before the hills; a little wider than the drawing.
var ground = fmt.Sprintf("M-20 1060C500 960 900 1010 1720 1130V%dH-20Z", wayHeight+20)

// hills are so many hills, the farthest first. The highest is the one with the road's end.
func hills(n int) []string {
	all := []struct{ left, right, top, foot int }{
		{-300, 900, 640, 1100}, {1150, 2100, 580, 1100}, {330, 1690, 440, 1100}, {-500, 560, 840, 1160}, {1280, 2300, 850, 1160},
	}
	var paths []string
	for _, h := range all[:n] {
		middle, s := (h.left+h.right)/2, (h.right-h.left)/5
		paths = append(paths, fmt.Sprintf("M%d %dC%d %d %d %d %d %dS%d %d %d %dV%dH%dZ",
			h.left, h.foot, h.left+s, h.foot, middle-s, h.top, middle, h.top, h.right-s, h.foot, h.right, h.foot, wayHeight, h.left))
	}
	return paths
}
