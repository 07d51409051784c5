package workbook

import (
	"fmt"
	"strings"

	"pairbook/internal/program"
)

// A Drawing is the roadmap as a winding line with a mark a session, in the units
// of its own width and height: tenths of a millimetre at full width.
type Drawing struct {
	Width, Height int
	Line          string // an SVG path through all marks
	Walked        string // its part up to the last session held; empty when none was
	Marks         []Mark
}

// A Mark is one session on the drawing.
type Mark struct {
	X, Y    int
	N       int
	Date    program.Date
	DateY   int      // baseline of the date
	Topic   []string // the topic's title in lines that fit their place
	TopicY  int      // baseline of the first of them; TopicStep below it the next
	Held    bool
	Current bool
	Goals   []int

	Cancelled bool
}

// The drawing fills the width between the margins of A4 paper, 180 mm. Four
// marks a row leave each 45 mm, in which a topic's title of two lines is legible.
const (
	drawingWidth = 1800
	marksPerRow  = 4
	rowHeight    = 290
	rowTop       = 90 // from the top of a row to its marks
	dateBelow    = 75 // from a mark to the baseline of its date
	topicBelow   = 120
	// TopicStep is the distance between the lines of a topic.
	TopicStep  = 40
	topicWidth = 22 // characters that fit beside each other
	topicLines = 3
)

// draw lays the stops on a line that runs to and fro, and begins where a reader of
// that direction, "ltr" or "rtl", begins.
func draw(stops []Stop, direction string) Drawing {
	rows := (len(stops) + marksPerRow - 1) / marksPerRow
	d := Drawing{Width: drawingWidth, Height: rows * rowHeight}
	walked := 0
	for i, stop := range stops {
		if stop.Held {
			walked = i + 1
		}
		x, y := markAt(i)
		if direction == "rtl" {
			x = drawingWidth - x
		}
		d.Marks = append(d.Marks, Mark{
			X: x, Y: y, N: stop.N, Date: stop.Date, DateY: y + dateBelow,
			Topic: wrap(stop.Topic.Title, topicWidth, topicLines), TopicY: y + topicBelow,
			Held: stop.Held, Current: stop.Current, Goals: stop.Goals, Cancelled: stop.Cancelled,
		})
	}
	d.Line, d.Walked = through(d.Marks), through(d.Marks[:walked])
	return d
}

// markAt places the i-th mark: rows run from the start to the end, and back.
func markAt(i int) (x, y int) {
	row, column := i/marksPerRow, i%marksPerRow
	if row%2 == 1 {
		column = marksPerRow - 1 - column
	}
	step := drawingWidth / marksPerRow
	return step/2 + column*step, row*rowHeight + rowTop
}

// through is the path from mark to mark; from row to row it turns in an arc.
func through(marks []Mark) string {
	if len(marks) < 2 {
		return ""
	}
	var path strings.Builder
	fmt.Fprintf(&path, "M%d %d", marks[0].X, marks[0].Y)
	for i, m := range marks[1:] {
		before := marks[i]
		if m.Y == before.Y {
			fmt.Fprintf(&path, "H%d", m.X)
			continue
		}
		outside := drawingWidth - 5
		if m.X < drawingWidth/2 {
			outside = 5
		}
		fmt.Fprintf(&path, "C%d %d %d %d %d %d", outside, before.Y, outside, m.Y, m.X, m.Y)
	}
	return path.String()
}

// wrap breaks a text into at most so many lines of at most so many characters; a
// word that is longer alone stays whole, and what does not fit ends in "…".
func wrap(text string, width, lines int) []string {
	var wrapped []string
	line := ""
	for _, word := range strings.Fields(text) {
		switch {
		case line == "":
			line = word
		case len([]rune(line))+1+len([]rune(word)) <= width:
			line += " " + word
		case len(wrapped) == lines-1:
			return append(wrapped, line+" …")
		default:
			wrapped, line = append(wrapped, line), word
		}
	}
	if line != "" {
		wrapped = append(wrapped, line)
	}
	return wrapped
}
