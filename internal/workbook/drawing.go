package workbook

import "pairbook/internal/program"

// A Drawing is the roadmap as a line with a mark a session, in the units of
// its own width and height.
type Drawing struct {
	Width, Height int
	Line          string // an SVG path through all marks
	Walked        string // the part up to the last session held; empty when none was
	Marks         []Mark
}

// A Mark is one session on the drawing.
type Mark struct {
	X, Y    int
	N       int
	Date    program.Date
	DateY   int // baseline of the date
	Topic   []string // the topic's title in lines short enough for their place
	TopicY  int // baseline of the first of them
	Held    bool
	Current bool
	Goals   []int
}
