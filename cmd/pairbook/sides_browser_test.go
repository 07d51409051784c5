package main_test

import (
	"fmt"
	"maps"
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// The functions here look at a printout and return what is wrong with it, a line
// a fault. They are tried on pages that are wrong in print_mutants_browser_test.go.

// footFaults finds sides without their own foot, or with more than that. Where
// every sheet fits it is one side; else a sheet's foot is on its last.
func footFaults(p *printout, sheets []sheetBox, fits bool) []string {
	var faults []string
	if fits && len(p.sides) != len(sheets) {
		faults = append(faults, fmt.Sprintf("%d sheets are %d sides", len(sheets), len(p.sides)))
	}
	next := 0
	for i, s := range p.sides {
		var feet []int
		for k, sheet := range sheets {
			for range strings.Count(s.text(), " "+sheet.Foot+" ") {
				feet = append(feet, k)
			}
		}
		switch {
		case len(feet) > 1:
			faults = append(faults, fmt.Sprintf("side %d has %d feet", i+1, len(feet)))
		case len(feet) == 0 && fits:
			faults = append(faults, fmt.Sprintf("side %d has no foot", i+1))
		case len(feet) == 1 && feet[0] != next:
			faults = append(faults, fmt.Sprintf("side %d has the foot %q", i+1, sheets[feet[0]].Foot))
		}
		if len(feet) > 0 {
			next = feet[len(feet)-1] + 1
		}
	}
	if next != len(sheets) {
		faults = append(faults, fmt.Sprintf("the last foot is that of sheet %d of %d", next, len(sheets)))
	}
	return faults
}

// sidesOf returns, for each sheet, its first and last side, going by the feet.
func sidesOf(p *printout, sheets []sheetBox) map[string][2]int {
	at := map[string][2]int{}
	first := 0
	for _, sheet := range sheets {
		for i := first; i < len(p.sides); i++ {
			if strings.Contains(p.sides[i].text(), " "+sheet.Foot+" ") {
				at[sheet.ID] = [2]int{first, i}
				first = i + 1
				break
			}
		}
	}
	return at
}

// bottomFaults finds one-sided sheets whose foot is not at the bottom of the paper,
// and sheets that do not begin with their head on a new side.
func bottomFaults(p *printout, sheets []sheetBox, a area) []string {
	var faults []string
	sides := sidesOf(p, sheets)
	for _, sheet := range sheets {
		at, ok := sides[sheet.ID]
		if !ok {
			continue // footFaults says so
		}
		s := p.sides[at[1]]
		lowest := 0.0
		for _, w := range s.words {
			lowest = max(lowest, w.foot)
		}
		if free := a.top + a.height - lowest; at[0] == at[1] && free > 3 {
			faults = append(faults, fmt.Sprintf("%s: the foot is %.1f mm above the bottom of side %d", sheet.ID, free, at[1]+1))
		}
		beginning := p.sides[at[0]].text()
		for w := range strings.FieldsSeq(sheet.Head) {
			if !foreign(w) && !strings.Contains(squeeze(beginning), squeeze(w)) {
				faults = append(faults, fmt.Sprintf("%s: the word %q of its head is not on side %d", sheet.ID, w, at[0]+1))
			}
		}
	}
	return faults
}

// marginFaults finds text that stands in the margins. Only the edge tab may, on
// the outer side of the sheet.
func marginFaults(p *printout, l *layout) []string {
	tabs := map[string]bool{}
	for _, sheet := range l.Sheets {
		for w := range strings.FieldsSeq(sheet.Tab) {
			tabs[w] = true
		}
	}
	var faults []string
	for i, s := range p.sides {
		for _, w := range s.words {
			if !legible(w.text) {
				w.top, w.foot = (w.top+w.foot)/2, (w.top+w.foot)/2
			}
			if w.left >= margin-.5 && w.right <= s.width-margin+.5 && w.top >= margin-1.5 && w.foot <= s.height-margin+1 {
				continue
			}
			outer := w.left >= s.width-margin && w.right <= s.width-7.5
			if l.RTL {
				outer = w.right <= margin && w.left >= 7.5
			}
			if outer && tabs[w.text] {
				continue
			}
			faults = append(faults, fmt.Sprintf("side %d: %q stands in the margin, from %.1f %.1f to %.1f %.1f mm of %.1f %.1f", i+1, w.text, w.left, w.top, w.right, w.foot, s.width, s.height))
		}
	}
	return faults
}

// blankFaults finds sides with nothing on them, or nothing but a foot. A browser that
// cannot keep a foot with what goes before may leave it alone on a side.
func blankFaults(p *printout, sheets []sheetBox, lone bool) []string {
	feet := map[string]bool{}
	for _, sheet := range sheets {
		feet[squeeze(sheet.WholeFoot)] = true
	}
	var faults []string
	for i, s := range p.sides {
		switch text := squeeze(s.text()); {
		case text == "":
			faults = append(faults, fmt.Sprintf("side %d is blank", i+1))
		case feet[text] && !lone:
			faults = append(faults, fmt.Sprintf("side %d has nothing but the foot %s", i+1, s.text()))
		}
	}
	return faults
}

// wordFaults finds words of the page that are missing from the printout. Spaces do
// not count: a long word may be broken.
func wordFaults(p *printout, l *layout) []string {
	var all strings.Builder
	for _, s := range p.sides {
		all.WriteString(s.text())
	}
	printed := squeeze(all.String())
	want, before := map[string]int{}, ""
	for w := range strings.FieldsSeq(l.Words) {
		// A number behind letters that run from the right is set among them, without what follows it.
		if !strings.ContainsFunc(before, rightToLeft) || !strings.ContainsFunc(w, unicode.IsDigit) {
			// Points stand before the word where one reads from right to left.
			want[squeeze(strings.TrimFunc(w, unicode.IsPunct))]++
		}
		before = w
	}
	var faults []string
	for _, w := range slices.Sorted(maps.Keys(want)) {
		if w == "" || foreign(w) {
			continue
		}
		if got := strings.Count(printed, w); got < want[w] {
			faults = append(faults, fmt.Sprintf("%q is printed %d times; want %d", w, got, want[w]))
		}
	}
	return faults
}

// foreign reports a word with letters that a PDF need not keep as they were: those
// of scripts that join or stack them, and of fonts that the machine may lack.
func foreign(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool {
		return unicode.In(r, unicode.L, unicode.M) && !unicode.In(r, unicode.Latin, unicode.Greek, unicode.Cyrillic, unicode.Lm)
	})
}

// rightToLeft reports a letter of a script that is read from the right.
func rightToLeft(r rune) bool { return unicode.In(r, unicode.Arabic, unicode.Hebrew) }

// legible reports whether a word has a box that says where its ink is: a sign that
// comes from another font has the box of that font.
func legible(text string) bool {
	return !foreign(text) && strings.ContainsFunc(text, func(r rune) bool {
		return unicode.In(r, unicode.Latin, unicode.Greek, unicode.Cyrillic, unicode.N) && !unicode.Is(unicode.Lm, r)
	})
}

// squeeze leaves out what a printout may add or lose: spaces, soft hyphens, and the
// letters that are printed as one sign.
func squeeze(text string) string {
	return strings.NewReplacer(" ", "", "\n", "", "\f", "", "\u00a0", "", "\u00ad", "", "ﬁ", "fi", "ﬂ", "fl", "ﬀ", "ff", "ﬃ", "ffi", "ﬄ", "ffl").Replace(text)
}

// overlapFaults finds words printed over one another. The boxes hold the ascenders
// and descenders of the whole fount, so lines set close may touch a little; and an address
// is several words to poppler, of which two strokes beside one another are set closer.
func overlapFaults(p *printout) []string {
	var faults []string
	for i, s := range p.sides {
		for k, a := range s.words {
			for _, b := range s.words[k+1:] {
				across := math.Min(a.right, b.right) - math.Max(a.left, b.left)
				down := math.Min(a.foot, b.foot) - math.Max(a.top, b.top)
				low := math.Min(a.foot-a.top, b.foot-b.top)
				if across > math.Max(.8, .16*low) && down > .35*low && legible(a.text) && legible(b.text) {
					faults = append(faults, fmt.Sprintf("side %d: %q and %q are printed over one another, %.1f by %.1f mm at %.1f %.1f", i+1, a.text, b.text, across, down, b.left, b.top))
				}
			}
		}
	}
	return faults
}

// heightFaults finds sheets too high for one side of both papers. A plan leaves half a
// millimetre: browsers round.
func heightFaults(l *layout, a area) []string {
	var faults []string
	for _, sheet := range l.Sheets {
		if needs := sheet.Needs / pixels; needs > a.height-.5 {
			faults = append(faults, fmt.Sprintf("%s needs %.1f mm; there are %.1f mm", sheet.ID, needs, a.height))
		}
	}
	return faults
}

// tagFaults finds what a tagged PDF lacks for those who have it read to them.
func tagFaults(p *printout, l *layout) []string {
	var faults []string
	if p.info["Tagged"] != "yes" {
		faults = append(faults, "the PDF is not tagged")
	}
	if p.info["Title"] != l.Title {
		faults = append(faults, fmt.Sprintf("the PDF has the title %q; want %q", p.info["Title"], l.Title))
	}
	catalog := string(regexp.MustCompile(`(?s)<</Type /Catalog\b.*?\nendobj`).Find(p.pdf))
	if !strings.Contains(catalog, "/Lang ("+l.Lang+")") {
		faults = append(faults, fmt.Sprintf("the PDF does not say that its language is %q", l.Lang))
	}
	if !strings.Contains(catalog, "/Outlines ") {
		faults = append(faults, "the PDF has no outline")
	}
	if got := len(regexp.MustCompile(`/S /H[1-6]\b`).FindAll(p.pdf, -1)); got != len(l.Headings) {
		faults = append(faults, fmt.Sprintf("the PDF has %d headings; want %d", got, len(l.Headings)))
	}
	return faults
}
