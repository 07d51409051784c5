package workbook

import (
	"fmt"
	"strings"

	"golang.org/x/text/width"

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

// The drawing fills the width between the margins of A4 paper. Four marks a row leave each
// a quarter, in which a topic's title of two lines is legible. The turns from row to row
// lie beside the rows, clear of all labels.
const (
	drawingWidth = 1800
	marksPerRow  = 4
	rowHeight    = 300
	rowTop       = 90 // from the top of a row to its marks
	dateBelow    = 75 // from a mark to the baseline of its date
	topicBelow   = 120
	// TopicStep is the distance between the lines of a topic.
	TopicStep  = 40
	topicWidth = 22 // characters that fit beside each other; those of East Asia are two wide
	turn       = rowHeight / 2
	beside     = 90 // from the edge to the first place of a row
	edge       = 5  // from the edge to the turns
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
	step := (drawingWidth - 2*beside) / marksPerRow
	return beside + step/2 + column*step, row*rowHeight + rowTop
}

// through is the path from mark to mark; from row to row it turns in half a circle.
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
		outside, clockwise := drawingWidth-edge-turn, 1
		if m.X < drawingWidth/2 {
			outside, clockwise = edge+turn, 0
		}
		fmt.Fprintf(&path, "H%[1]dA%[2]d %[2]d 0 0 %[3]d %[1]d %[4]dH%[5]d", outside, turn, clockwise, m.Y, m.X)
	}
	return path.String()
}

// wrap breaks a text into at most so many lines of at most so many characters; a
// word that is longer alone is divided, and what does not fit ends in "…".
func wrap(text string, most, lines int) []string {
	var wrapped []string
	line := ""
	for _, word := range pieces(text, most) {
		switch {
		case line == "":
			line = word.text
		case word.joined && columns(line+word.text) <= most:
			line += word.text
		case !word.joined && columns(line)+1+columns(word.text) <= most:
			line += " " + word.text
		case len(wrapped) == lines-1:
			return append(wrapped, line+" …")
		default:
			wrapped, line = append(wrapped, line), word.text
		}
	}
	if line != "" {
		wrapped = append(wrapped, line)
	}
	return wrapped
}

// A piece is a word, or part of one that is too long for a line or that may be divided
// between any two signs.
type piece struct {
	text   string
	joined bool // without a blank to the piece before
}

func pieces(text string, most int) []piece {
	var all []piece
	for word := range strings.FieldsSeq(text) {
		part, joined := "", false
		for _, r := range word {
			if part != "" && (columns(part)+columns(string(r)) > most || wide(r)) {
				all = append(all, piece{part, joined})
				part, joined = "", true
			}
			part += string(r)
		}
		all = append(all, piece{part, joined})
	}
	return all
}

// columns is how wide a text is, in characters of the Latin script.
func columns(text string) int {
	n := 0
	for _, r := range text {
		n++
		if wide(r) {
			n++
		}
	}
	return n
}

// wide reports a sign of East Asia, which is twice as wide as a Latin one.
func wide(r rune) bool {
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return true
	}
	return false
}
