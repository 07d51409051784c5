package main_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// A paper is what the reader has in the printer, in millimetres.
type paper struct {
	name          string
	width, height float64
}

func papers() []paper { return []paper{{"A4", 210, 297}, {"Letter", 215.9, 279.4}} }

// worst has the width of A4 and the height of Letter: what fits it fits both.
func worst() paper { return paper{"A4 wide, Letter high", 210, 279.4} }

// margin is what is left free at every edge, in mm. Only edge tabs stand in it.
const margin = 15.0

// Points and CSS pixels in a millimetre.
const (
	points = 72 / 25.4
	pixels = 96 / 25.4
)

// A word is a word of a PDF and the box it stands in, in mm from the top left.
type word struct {
	text                   string
	left, top, right, foot float64
}

// A side is a printed side.
type side struct {
	width, height float64
	words         []word
}

// text is what stands on the side, every word once, a space between any two.
func (s side) text() string {
	var b strings.Builder
	for _, w := range s.words {
		b.WriteString(w.text + " ")
	}
	return " " + b.String()
}

// A printout is a PDF, read.
type printout struct {
	pdf   []byte
	sides []side
	info  map[string]string // what pdfinfo says: "Title", "Tagged"
}

// needPoppler skips the test where there are no tools to read a PDF.
func needPoppler(t *testing.T) {
	t.Helper()
	for _, tool := range []string{"pdfinfo", "pdftotext", "pdftoppm"} {
		if _, err := exec.LookPath(tool); err != nil {
			lacking(t, tool+" (poppler-utils)")
		}
	}
}

// readPDF reads a PDF with poppler.
func readPDF(pdf []byte) (*printout, error) {
	p := &printout{pdf: pdf, info: map[string]string{}}
	info, err := poppler(pdf, "pdfinfo", "-")
	if err != nil {
		return nil, err
	}
	for line := range strings.Lines(string(info)) {
		key, value, _ := strings.Cut(line, ":")
		p.info[key] = strings.TrimSpace(value)
	}
	boxes, err := poppler(pdf, "pdftotext", "-raw", "-bbox", "-", "-")
	if err != nil {
		return nil, err
	}
	p.sides, err = readBoxes(boxes)
	if err == nil && strconv.Itoa(len(p.sides)) != p.info["Pages"] {
		err = fmt.Errorf("%d sides with text boxes, %s pages", len(p.sides), p.info["Pages"])
	}
	return p, err
}

// poppler runs a tool of poppler on a PDF and returns what it prints.
func poppler(pdf []byte, tool string, args ...string) ([]byte, error) {
	cmd := exec.Command(tool, args...)
	cmd.Stdin = bytes.NewReader(pdf)
	var complaints bytes.Buffer
	cmd.Stderr = &complaints
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("%s: %w: %s", tool, err, complaints.String())
	}
	return out, nil
}

// readBoxes reads what pdftotext -bbox prints.
func readBoxes(text []byte) ([]side, error) {
	var sides []side
	d := xml.NewDecoder(bytes.NewReader(text))
	d.Strict, d.Entity = false, xml.HTMLEntity
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return sides, nil
		}
		if err != nil {
			return nil, fmt.Errorf("reading text boxes: %w", err)
		}
		start, ok := token.(xml.StartElement)
		switch {
		case ok && start.Name.Local == "page":
			sides = append(sides, side{width: length(start, "width"), height: length(start, "height")})
		case ok && start.Name.Local == "word":
			var text string
			if err := d.DecodeElement(&text, &start); err != nil {
				return nil, fmt.Errorf("reading a word: %w", err)
			}
			s := &sides[len(sides)-1]
			s.words = append(s.words, word{text, length(start, "xMin"), length(start, "yMin"), length(start, "xMax"), length(start, "yMax")})
		}
	}
}

// length returns an attribute in points as millimetres.
func length(e xml.StartElement, name string) float64 {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			n, _ := strconv.ParseFloat(a.Value, 64)
			return n / points
		}
	}
	return 0
}

// area is the part of a paper that the page is laid out in: what @page leaves.
// The style sheet gives the same margins to every page.
type area struct{ left, top, width, height float64 }

// areaOf reads the margins of the one @page rule of the style sheet.
func areaOf(styles string, p paper) (area, error) {
	found := regexp.MustCompile(`@page\s*\{\s*margin:\s*([\d.]+)mm(?:\s+([\d.]+)mm)?\s*[;}]`).FindAllStringSubmatch(styles, -1)
	if len(found) != 1 {
		return area{}, fmt.Errorf("%d @page rules for all pages begin with their margins; want one", len(found))
	}
	y, _ := strconv.ParseFloat(found[0][1], 64)
	x := y
	if found[0][2] != "" {
		x, _ = strconv.ParseFloat(found[0][2], 64)
	}
	return area{x, y, p.width - 2*x, p.height - 2*y}, nil
}

// keepPDF writes a PDF into the folder that PAIRBOOK_PRINTS names, to be looked at.
func keepPDF(t *testing.T, name string, pdf []byte) {
	t.Helper()
	folder := os.Getenv("PAIRBOOK_PRINTS")
	if folder == "" {
		return
	}
	if err := os.WriteFile(folder+"/"+strings.NewReplacer("/", "-", ".html", "").Replace(name)+".pdf", pdf, 0o666); err != nil {
		t.Error(err)
	}
}
