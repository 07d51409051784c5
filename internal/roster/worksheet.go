package roster

import (
	"bufio"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"regexp"
	"strconv"
	"strings"
)

// errRows ends the reading of a sheet with too many rows.
var errRows = errors.New("too many rows")

// walk reads a part from its first tag to its last. start gets each element and
// how deep it lies, the root at 1; text what is written between tags; end the
// name of each element that ends. Any may be nil.
func (b *book) walk(part string, start func(xml.StartElement, int) error, text func([]byte), end func(string) error) error {
	file := b.parts[part]
	if file == nil {
		return damage(fmt.Sprintf("it lacks the part %q", shortened(part)))
	}
	if file.UncompressedSize64 > maxPart {
		return tooLargePart
	}
	content, err := file.Open()
	if err != nil {
		return err
	}
	defer content.Close()
	tokens := xml.NewDecoder(&meter{in: bufio.NewReader(content)})
	for depth := 0; ; {
		token, err := tokens.RawToken()
		switch {
		case errors.Is(err, io.EOF) && depth == 0:
			return nil
		case errors.Is(err, io.EOF):
			return damage("a part of it ends too early")
		case err != nil:
			return err
		}
		switch t := token.(type) {
		case xml.StartElement:
			if depth++; depth > maxDepth {
				return damage(fmt.Sprintf("its elements lie more than %d deep in each other", maxDepth))
			}
			err = start(t, depth)
		case xml.EndElement:
			if depth--; depth < 0 {
				return damage("a part of it closes what it never opened")
			}
			if end != nil {
				err = end(t.Name.Local)
			}
		case xml.CharData:
			if text != nil {
				text(t)
			}
		case xml.Directive:
			return damage("it declares a document type, which no spreadsheet program does")
		}
		if err != nil {
			return err
		}
	}
}

const tooLargePart = damage("a part of it is too large, unpacked")

// A meter counts what an XML decoder takes from a part, and stops it before it
// holds too much: a whole part, a tag, a text.
type meter struct {
	in    *bufio.Reader
	total int
	run   int  // bytes since the last "<" or ">"
	inTag bool // after "<"
}

func (m *meter) Read(p []byte) (int, error) { // never called: the decoder takes single bytes
	return 0, errors.ErrUnsupported
}

func (m *meter) ReadByte() (byte, error) {
	c, err := m.in.ReadByte()
	if err != nil {
		return 0, err
	}
	m.total++
	m.run++
	switch c {
	case '<':
		m.inTag, m.run = true, 0
	case '>':
		m.inTag, m.run = false, 0
	}
	switch {
	case m.total > maxPart:
		return 0, tooLargePart
	case m.inTag && m.run > maxTag:
		return 0, damage("a tag in it is too long")
	case m.run > maxRun:
		return 0, damage("a text in it is too long")
	}
	return c, nil
}

// readTexts reads the shared strings. A text may consist of several pieces with
// their own formats; how it is pronounced (rPh) does not belong to it.
func (b *book) readTexts() error {
	var text strings.Builder
	inText, spoken := false, false
	return b.walk(b.strings, func(start xml.StartElement, _ int) error {
		switch start.Name.Local {
		case "si":
			text.Reset()
			if len(b.texts) == maxStrings {
				return damage(fmt.Sprintf("it has more than %d texts", maxStrings))
			}
		case "rPh":
			spoken = true
		case "t":
			inText = !spoken
		}
		return nil
	}, func(piece []byte) {
		if inText && text.Len() <= maxRun {
			text.Write(piece)
		}
	}, func(name string) error {
		switch name {
		case "t":
			inText = false
		case "rPh":
			spoken = false
		case "si":
			b.texts = append(b.texts, unescaped(text.String()))
		}
		return nil
	})
}

// escaped matches the way the format writes characters that XML has not.
var escaped = regexp.MustCompile(`_x[0-9A-Fa-f]{4}_`)

func unescaped(text string) string {
	if !strings.Contains(text, "_x") {
		return text
	}
	return escaped.ReplaceAllStringFunc(text, func(code string) string {
		n, err := strconv.ParseUint(code[2:6], 16, 32)
		if err != nil {
			return code
		}
		return string(rune(n))
	})
}

// A sheetReader takes the rows from the tokens of a worksheet.
type sheetReader struct {
	book  *book
	table *table

	inData, inValue, inText, inFormula, spoken bool

	row         row
	count       int // rows, blank ones included
	column      int // of the cell being read
	format      string
	value, text strings.Builder
	formula     strings.Builder
	solved      bool // the cell has a value, were it an empty one
	calculated  bool // the cell has a formula
	size        int
}

func (b *book) readSheet(part string, into *table) error {
	s := &sheetReader{book: b, table: into, column: -1}
	return b.walk(part, s.start, s.chars, s.end)
}

func (s *sheetReader) start(e xml.StartElement, _ int) error {
	switch e.Name.Local {
	case "sheetData":
		s.inData = true
	case "mergeCell":
		s.table.merge(attribute(e, "ref"))
	}
	if !s.inData {
		return nil
	}
	switch e.Name.Local {
	case "row":
		if s.count++; s.count > maxRows {
			return errRows
		}
		number := s.row.number + 1
		if r := attribute(e, "r"); r != "" {
			n, err := strconv.Atoi(r)
			if err != nil || n < number || n > 1<<20 {
				return damage("its rows are not in order")
			}
			number = n
		}
		s.row, s.column = row{number: number, hidden: truth(attribute(e, "hidden"))}, -1
	case "c":
		column := s.column + 1
		if r := attribute(e, "r"); r != "" {
			n, ok := columnOf(r)
			if !ok || n < column {
				return damage(fmt.Sprintf("the cells of row %d are not in order", s.row.number))
			}
			column = n
		}
		s.column, s.format = column, attribute(e, "t")
		s.value.Reset()
		s.text.Reset()
		s.formula.Reset()
		s.solved, s.calculated = false, false
	case "f":
		s.inFormula, s.calculated = true, true
	case "v":
		s.inValue, s.solved = true, true
	case "is":
		s.solved = true
	case "rPh":
		s.spoken = true
	case "t":
		s.inText = !s.spoken
	}
	return nil
}

func (s *sheetReader) chars(piece []byte) {
	switch {
	case s.inValue && s.value.Len() <= maxRun:
		s.value.Write(piece)
	case s.inText && s.text.Len() <= maxRun:
		s.text.Write(piece)
	case s.inFormula && s.formula.Len() <= maxRun:
		s.formula.Write(piece)
	}
}

func (s *sheetReader) end(name string) error {
	if !s.inData {
		return nil
	}
	switch name {
	case "sheetData":
		s.inData = false
	case "v":
		s.inValue = false
	case "f":
		s.inFormula = false
	case "rPh":
		s.spoken = false
	case "t":
		s.inText = false
	case "c":
		return s.endCell()
	case "row":
		if len(s.row.cells) > 0 {
			s.table.rows = append(s.table.rows, s.row)
		}
	}
	return nil
}

// endCell adds what a cell says, if it says anything.
func (s *sheetReader) endCell() error {
	c, err := s.cell()
	if err != nil {
		return err
	}
	if s.calculated && !s.solved {
		c = cell{column: s.column, text: "=" + shortened(s.formula.String()), kind: unsolved}
	}
	if strings.TrimSpace(c.text) == "" {
		return nil
	}
	place := letter(c.column) + strconv.Itoa(s.row.number)
	if c.column >= maxColumns {
		return damage(fmt.Sprintf("cell %s lies beyond %d columns", place, maxColumns))
	}
	if len(c.text) > maxCell {
		return damage(fmt.Sprintf("the text of cell %s is longer than %d bytes", place, maxCell))
	}
	if s.size += len(c.text); s.size > maxText {
		return damage(fmt.Sprintf("its cells hold more than %d MiB of text", maxText>>20))
	}
	s.row.cells = append(s.row.cells, c)
	return nil
}

// cell returns the cell that has been read, by the format that it says it has.
func (s *sheetReader) cell() (cell, error) {
	c := cell{column: s.column, text: s.value.String()}
	switch s.format {
	case "s":
		i, err := strconv.Atoi(strings.TrimSpace(c.text))
		if c.text == "" {
			return c, nil
		}
		if err != nil || i < 0 || i >= len(s.book.texts) {
			return c, damage(fmt.Sprintf("cell %s%d refers to a text that is not there", letter(s.column), s.row.number))
		}
		c.text = s.book.texts[i]
	case "inlineStr":
		c.text = unescaped(s.text.String())
	case "str", "d":
		c.text = unescaped(c.text)
	case "b":
		c.text = strings.ToUpper(strconv.FormatBool(truth(c.text)))
	case "e":
		c.kind = fault
	case "", "n":
		if c.text == "" {
			return c, nil
		}
		f, err := strconv.ParseFloat(strings.TrimSpace(c.text), 64)
		if err != nil || math.IsInf(f, 0) || math.IsNaN(f) {
			return c, damage(fmt.Sprintf("cell %s%d is no number", letter(s.column), s.row.number))
		}
		c.kind = number
		if math.Abs(f) < 1e15 {
			c.text = strconv.FormatFloat(f, 'f', -1, 64) // a telephone number is no 4.4E+11
		}
	default:
		return c, damage(fmt.Sprintf("cell %s%d is of an unknown kind", letter(s.column), s.row.number))
	}
	return c, nil
}

// columnOf returns the column, from 0, of a reference such as "B12".
func columnOf(reference string) (int, bool) {
	n := 0
	for i, c := range []byte(reference) {
		switch {
		case c >= 'A' && c <= 'Z' && i < 3:
			n = n*26 + int(c-'A') + 1
		case c >= '0' && c <= '9' && i > 0:
			return n - 1, true
		default:
			return 0, false
		}
	}
	return 0, false
}
