package main_test

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
)

// dpi is the resolution at which sides are looked at; dot is a millimetre in dots.
const (
	dpi = 200
	dot = dpi / 25.4
)

// A picture is a side in grey, 0 black, row by row.
type picture struct {
	width, height int
	grey          []byte
}

// pictures draws the sides from first to last, counted from 0.
func pictures(p *printout, first, last int) ([]picture, error) {
	return picturesAt(p, first, last, dpi)
}

// picturesAt draws sides with so many dots to the inch.
func picturesAt(p *printout, first, last, resolution int) ([]picture, error) {
	text, err := poppler(p.pdf, "pdftoppm", "-gray", "-r", fmt.Sprint(resolution), "-f", fmt.Sprint(first+1), "-l", fmt.Sprint(last+1), "-")
	if err != nil {
		return nil, err
	}
	var list []picture
	for len(text) > 0 {
		var pic picture
		var most int
		if _, err := fmt.Sscanf(string(text[:min(len(text), 40)]), "P5\n%d %d\n%d\n", &pic.width, &pic.height, &most); err != nil || most != 255 {
			return nil, fmt.Errorf("reading a picture: %w", errors.Join(err, fmt.Errorf("white is %d", most)))
		}
		head := len(fmt.Sprintf("P5\n%d %d\n%d\n", pic.width, pic.height, most))
		size := pic.width * pic.height
		if len(text) < head+size {
			return nil, errors.New("reading a picture: it ends too soon")
		}
		pic.grey, text = text[head:head+size], text[head+size:]
		list = append(list, pic)
	}
	return list, nil
}

// A stroke is a line across a room: where it is, in dots, and its darkest dot.
type stroke struct {
	y       float64
	darkest byte
}

// strokes finds the lines that go across a room, both given in mm. Whatever else is
// printed there is no line: it does not go all the way.
func (pic picture) strokes(left, top, width, height float64) []stroke {
	const dark = 225 // whatever can be told from white
	x0, x1 := int(math.Ceil((left+1)*dot)), int((left+width-1)*dot)
	y0, y1 := max(0, int((top-.2)*dot)), min(pic.height-1, int((top+height+.3)*dot))
	var list []stroke
	weight, moment, darkest := 0.0, 0.0, byte(255)
	for y := y0; y <= y1+1; y++ {
		row := pic.grey[min(y, pic.height-1)*pic.width:][:pic.width]
		count, sum := 0, 0.0
		low := byte(255)
		for _, g := range row[x0:x1] {
			if g < dark {
				count++
			}
			sum += float64(255 - g)
			low = min(low, g)
		}
		if y <= y1 && count*20 >= (x1-x0)*19 {
			weight, moment, darkest = weight+sum, moment+sum*float64(y), min(darkest, low)
		} else if weight > 0 {
			list = append(list, stroke{moment / weight, darkest})
			weight, moment, darkest = 0, 0, 255
		}
	}
	return list
}

// ruleFaults finds rooms of one-sided sheets whose lines are too few, too pale or
// not the pitch (in mm) apart. a is the page area the layout was measured in. Sides that are
// not laid out as it was are passed over: still tells which are.
func ruleFaults(p *printout, l *layout, a area, pitch float64, still func(side int) bool) ([]string, error) {
	var faults []string
	sides, seen := sidesOf(p, l.Sheets), map[string]bool{}
	for _, sheet := range l.Sheets {
		at, ok := sides[sheet.ID]
		if !ok || at[0] != at[1] || sheet.Height > a.height*pixels+1 || len(sheet.Rooms) == 0 {
			continue // where the rooms of a sheet of several sides are is not known
		}
		kind := strings.TrimRight(sheet.ID, "0123456789")
		if seen[kind] || !still(at[0]) {
			continue // one of a kind will do: drawing sides takes long
		}
		if slices.ContainsFunc(sheet.Rooms, func(r ruledRoom) bool { return !asked(p.sides[at[0]], r, a) }) {
			continue // a text whose width is that of its column breaks in one of the two, and rooms share what is free
		}
		seen[kind] = true
		pics, err := pictures(p, at[0], at[0])
		if err != nil {
			return nil, err
		}
		level := map[int][]stroke{} // the lines of the rooms so far, by where they end
		for i, r := range sheet.Rooms {
			lines := pics[0].strokes(a.left+r.Left/pixels, a.top+r.Top/pixels, r.Width/pixels, r.Height/pixels)
			all := lineFaults(lines, r.Height/pixels, pitch)
			end := int(math.Round(r.Top + r.Height))
			all = append(all, levelFaults(lines, level[end], a.top+(r.Top+r.Height)/pixels)...)
			level[end] = lines
			for _, f := range all {
				faults = append(faults, fmt.Sprintf("%s, room %d: %s", sheet.ID, i+1, f))
			}
		}
	}
	return faults, nil
}

// asked reports whether the question of a room is printed where it was measured, give or take
// what its box is higher than its letters.
func asked(s side, r ruledRoom, a area) bool {
	for _, w := range s.words {
		if w.text == r.Ask && math.Abs(w.top-a.top-r.AskTop/pixels) < 1.5 {
			return true
		}
	}
	return r.Ask == "" || foreign(r.Ask)
}

// lineFaults compares the lines found in a room of some height with those that
// belong there: one at the bottom, and one each pitch above it. A room is lower than the
// place it is in by the space above its first line.
func lineFaults(lines []stroke, height, pitch float64) []string {
	least, most := int((height-.6)/pitch)+1, int((height+.8)/pitch)+1
	if len(lines) < least || len(lines) > most {
		return []string{fmt.Sprintf("%d lines in %.1f mm; want %d", len(lines), height, most)}
	}
	var faults []string
	for i, s := range lines {
		if s.darkest > 190 {
			faults = append(faults, fmt.Sprintf("line %d is too pale: %d of 255", i+1, s.darkest))
		}
	}
	if n := len(lines) - 1; n > 0 {
		got := (lines[n].y - lines[0].y) / float64(n) / dot
		// Thin lines are drawn on whole dots: the first and the last may be off.
		if math.Abs(got-pitch) > pitch*.01+.67/dot/float64(n) {
			faults = append(faults, fmt.Sprintf("the lines are %.2f mm apart; want %.2f", got, pitch))
		}
	}
	return faults
}

// levelFaults tells whether the last line of a room is where the room ends, and whether its
// lines are level with those of a room beside it that ends there too.
func levelFaults(lines, beside []stroke, end float64) []string {
	var faults []string
	if n := len(lines); n > 0 && math.Abs(lines[n-1].y/dot-end) > .6 {
		faults = append(faults, fmt.Sprintf("the last line is %.1f mm from the end of the room", end-lines[n-1].y/dot))
	}
	for i := 1; i <= min(len(lines), len(beside)); i++ {
		if apart := (lines[len(lines)-i].y - beside[len(beside)-i].y) / dot; math.Abs(apart) > .3 {
			faults = append(faults, fmt.Sprintf("the lines are %.1f mm lower than those beside them", apart))
			break
		}
	}
	return faults
}
