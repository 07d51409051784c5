package roster

import (
	"encoding/binary"
	"fmt"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"

	"pairbook/internal/diag"
)

// ParseEncoding checks the name of an encoding: one of those that browsers know (WHATWG
// Encoding Standard, section 4.2). Empty text stands for none.
func ParseEncoding(text string) (string, error) {
	if text == "" {
		return "", nil
	}
	e, err := htmlindex.Get(text)
	if err != nil {
		return "", fmt.Errorf("%q is no encoding: write one like utf-8, windows-1252, windows-1250, macintosh or shift_jis", text)
	}
	return htmlindex.Name(e)
}

// decode makes text of bytes: in the encoding that an option names, else by their mark,
// else UTF-8 if they are, else Windows-1252, the encoding of older spreadsheet programs
// in western Europe and America. Nothing in the file tells the last from its cousins.
func decode(name string, data []byte, named string, report *Report) (string, *diag.Problem) {
	text := string(data)
	switch {
	case strings.HasPrefix(text, "\xff\xfe"):
		text, report.Encoding = wide(data[2:], binary.LittleEndian), "UTF-16"
	case strings.HasPrefix(text, "\xfe\xff"):
		text, report.Encoding = wide(data[2:], binary.BigEndian), "UTF-16"
	case named != "" && named != "utf-8":
		decoded, ok := decodeAs(named, text)
		if !ok {
			return "", whole(name, "the file is not in "+named, "leave out --encoding, or name another encoding")
		}
		text, report.Encoding = decoded, named
	case strings.HasPrefix(text, "\xef\xbb\xbf"):
		text = text[3:]
		report.Encoding = "UTF-8"
		if !utf8.ValidString(text) {
			return "", whole(name, "the file says that it is UTF-8, and is not", "save it anew as CSV in UTF-8")
		}
	case utf8.ValidString(text):
		report.Encoding = "UTF-8"
	case named != "":
		return "", whole(name, "the file is not in "+named, "leave out --encoding, or name another encoding")
	default:
		report.Encoding, report.Guessed = "Windows-1252", true
		decoded, err := charmap.Windows1252.NewDecoder().String(text)
		if err != nil || strings.ContainsRune(decoded, utf8.RuneError) {
			return "", whole(name, "the file is neither UTF-8 nor Windows-1252", "save it anew as CSV in UTF-8, or name its encoding with --encoding")
		}
		text = decoded
	}
	if strings.ContainsRune(text, 0) {
		return "", whole(name, "this is not a text file: it holds a zero byte", saveAnew)
	}
	return text, nil
}

// decodeAs decodes text by the name of an encoding.
func decodeAs(named, text string) (string, bool) {
	e, err := htmlindex.Get(named)
	if err != nil {
		return "", false
	}
	decoded, err := e.NewDecoder().String(text)
	return decoded, err == nil && !strings.ContainsRune(decoded, utf8.RuneError)
}

// wide decodes 16 bits a character.
func wide(data []byte, order binary.ByteOrder) string {
	units := make([]uint16, 0, len(data)/2)
	for ; len(data) >= 2; data = data[2:] {
		units = append(units, order.Uint16(data))
	}
	return string(utf16.Decode(units))
}

// checkTwice finds texts in UTF-8 that a program took for another encoding and saved as
// that: "JosÃ©". The first is shown, for all have one cause.
func (s *sheet) checkTwice() {
	var first diag.Problem
	count := 0
	for _, row := range append([]row{s.header}, s.rows...) {
		for _, c := range row.cells {
			was, ok := decodedOnce(c.text)
			if !ok {
				continue
			}
			s.wrongCells[[2]int{row.number, c.column}], s.wrongRows[row.number] = true, true
			if count++; count == 1 {
				first = s.cellProblem(diag.Error, row.number, c.column, fmt.Sprintf("%q was %q before a program read it in a wrong encoding", shortened(c.text), shortened(was)), "")
			}
		}
	}
	switch {
	case count == 0:
		return
	case s.options.Encoding != "":
		first.Hint = "leave out --encoding: the file seems to be UTF-8"
	default:
		first.Hint = "export the sheet anew from where it comes from, as UTF-8; a spreadsheet program that opens it has to be told: UTF-8 (65001)"
	}
	switch {
	case count == 2:
		first.Text += "; so was one more cell"
	case count > 2:
		first.Text += fmt.Sprintf("; so were %d more cells", count-1)
	}
	s.problems = append(s.problems, first)
}

// mistaken are the encodings for which UTF-8 is taken by mistake.
var mistaken = []*charmap.Charmap{charmap.Windows1252, charmap.Macintosh}

// decodedOnce undoes the mistake for the words of a text that it was made with.
func decodedOnce(text string) (string, bool) {
	if isASCII(text) {
		return text, false
	}
	for _, encoding := range mistaken {
		found := false
		words := strings.Split(text, " ")
		for i, word := range words {
			if was, ok := encodedBack(word, encoding); ok {
				words[i], found = was, true
			}
		}
		if found {
			return strings.Join(words, " "), true
		}
	}
	return text, false
}

// encodedBack returns the UTF-8 that the bytes of a word are in an encoding. Bytes to which
// Windows-1252 gives no character were kept as they were.
func encodedBack(word string, encoding *charmap.Charmap) (string, bool) {
	if isASCII(word) {
		return "", false
	}
	var b []byte
	for _, r := range word {
		c, ok := encoding.EncodeRune(r)
		switch {
		case ok:
			b = append(b, c)
		case r >= 0x80 && r < 0xa0:
			b = append(b, byte(r))
		default:
			return "", false
		}
	}
	return string(b), utf8.Valid(b)
}

func isASCII(text string) bool {
	return strings.IndexFunc(text, func(r rune) bool { return r >= utf8.RuneSelf }) < 0
}
