// Package mentions finds the files of a folder that name people: in lines of text, in office files, in the
// names of files. Who deletes a person's data by a command wants to know what it did not touch: a roster, a
// note, a photograph.
//
// A line names somebody when it has all words of the name, in whatever order, or the e-mail address, the
// telephone number or the login. Case, width and accents that are put together make no difference. A file of
// an office program is one line for each of its parts, since a name may lie in two cells. What is neither
// text nor of an office program is listed as a file that was not looked into.
//
// Not here: deleting anything, and which people are meant.
package mentions

import (
	"archive/zip"
	"bytes"
	"errors"
	"html"
	"io"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"pairbook/internal/program"
	"pairbook/internal/source"
)

// A Mention is a place that names somebody.
type Mention struct {
	File string `json:"file"`
	Line int    `json:"line"` // 0: the file as a whole, or its name
	Name bool   `json:"in_its_name"`
	What string `json:"what"` // the name, address or number that is there
}

// Found is what a search brings.
type Found struct {
	Mentions []Mention // by file, at most one for each person and file
	Closed   []string  // files that were not looked into
}

// The largest file that is looked into, and the largest part of an office file, in bytes.
const (
	fileSize = 16 << 20
	partSize = 64 << 20
)

// Find searches all files of a folder but those that skip names; a folder that it names is skipped whole.
// ids are names of files that stand for somebody.
func Find(fsys fs.FS, people []program.Person, ids []string, skip func(name string) bool) (*Found, error) {
	s := &search{fsys: fsys, people: make([]person, len(people)), found: &Found{}}
	for i, p := range people {
		s.people[i] = newPerson(p)
	}
	for _, id := range ids {
		s.ids = append(s.ids, words(program.Slug(id)))
	}
	err := fs.WalkDir(fsys, ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case errors.Is(err, fs.ErrNotExist) && name != ".":
			return nil
		case err != nil && entry != nil && entry.IsDir() && name != ".":
			s.found.Closed = append(s.found.Closed, name)
			return fs.SkipDir
		case err != nil:
			return err
		case name != "." && skip(name) && entry.IsDir():
			return fs.SkipDir
		case entry.IsDir() || skip(name):
			return nil
		}
		s.file(name, entry)
		return nil
	})
	return s.found, err
}

// A search is one run of Find.
type search struct {
	fsys   fs.FS
	people []person
	ids    [][]string
	found  *Found
}

// A person is what is looked for, folded.
type person struct {
	name        string // as it is shown
	words       []string
	signs       []string // what stands for the person by itself: address, login
	shown       []string // the signs as they are shown
	digits      string   // of the telephone number; empty: too few to be one's own
	shownDigits string
}

// fewestDigits of a telephone number are looked for.
const fewestDigits = 7

func newPerson(p program.Person) person {
	n := person{name: p.Name, words: words(program.Folded(p.Name))}
	for _, sign := range []string{string(p.Email), p.Login} {
		if sign != "" {
			n.signs, n.shown = append(n.signs, program.Folded(sign)), append(n.shown, sign)
		}
	}
	if d := digits(p.Phone); len(d) >= fewestDigits {
		n.digits, n.shownDigits = d, p.Phone
	}
	return n
}

// words are the runs of letters and digits of a text.
func words(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) })
}

func digits(text string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, text)
}

// file looks at the name of a file and into it.
func (s *search) file(name string, entry fs.DirEntry) {
	s.inName(name)
	info, err := entry.Info()
	if err != nil || !source.PlainFile(info) || info.Size() > fileSize {
		s.found.Closed = append(s.found.Closed, name)
		return
	}
	data, err := fs.ReadFile(s.fsys, name)
	if err != nil {
		s.found.Closed = append(s.found.Closed, name)
		return
	}
	lines, ok := texts(data)
	if !ok {
		s.found.Closed = append(s.found.Closed, name)
		return
	}
	s.inLines(name, lines)
}

// inName finds people and ids in the name of a file.
func (s *search) inName(name string) {
	base := path.Base(name)
	in := words(program.Slug(strings.TrimSuffix(base, path.Ext(base))))
	for _, p := range s.people {
		if contains(in, words(program.Slug(p.name))) {
			s.found.Mentions = append(s.found.Mentions, Mention{File: name, Name: true, What: p.name})
			return
		}
	}
	for _, id := range s.ids {
		if slices.Equal(in, id) {
			s.found.Mentions = append(s.found.Mentions, Mention{File: name, Name: true, What: strings.Join(id, "-")})
			return
		}
	}
}

// inLines finds in which line each person comes first.
func (s *search) inLines(name string, l lines) {
	known := make([]bool, len(s.people))
	for i, line := range l.text {
		folded := program.Folded(line)
		var in []string
		for j, p := range s.people {
			if known[j] {
				continue
			}
			what := p.in(folded, &in)
			if what == "" {
				continue
			}
			known[j] = true
			at := i + 1
			if l.whole {
				at = 0
			}
			s.found.Mentions = append(s.found.Mentions, Mention{File: name, Line: at, What: what})
		}
	}
}

// in returns what of a person a line has; empty: nothing. in are the line's words, split when first asked for.
func (p person) in(line string, in *[]string) string {
	for i, sign := range p.signs {
		if strings.Contains(line, sign) {
			return p.shown[i]
		}
	}
	if p.digits != "" && strings.Contains(digits(line), p.digits) {
		return p.shownDigits
	}
	if len(p.words) == 0 || !strings.Contains(line, p.words[0]) {
		return ""
	}
	if *in == nil {
		*in = words(line)
	}
	if contains(*in, p.words) {
		return p.name
	}
	return ""
}

// contains reports whether all words are there, in whatever order.
func contains(in, wanted []string) bool {
	return len(wanted) > 0 && !slices.ContainsFunc(wanted, func(word string) bool { return !slices.Contains(in, word) })
}

// lines are the texts of a file.
type lines struct {
	text  []string
	whole bool // they are no lines of the file
}

// texts returns the lines of a text, or the parts of an office file; ok is false for all other files.
func texts(data []byte) (l lines, ok bool) {
	if bytes.HasPrefix(data, []byte("PK\x03\x04")) {
		return inArchive(data)
	}
	text, ok := decoded(data)
	if !ok {
		return lines{}, false
	}
	return lines{text: strings.Split(text, "\n")}, true
}

// decoded returns a text in UTF-8, UTF-16 with its mark, or else Windows-1252; ok is false for bytes that
// are no text.
func decoded(data []byte) (text string, ok bool) {
	switch {
	case bytes.HasPrefix(data, []byte("\xff\xfe")), bytes.HasPrefix(data, []byte("\xfe\xff")):
		little := data[0] == 0xff
		units := make([]uint16, 0, len(data)/2)
		for i := 2; i+1 < len(data); i += 2 {
			a, b := uint16(data[i]), uint16(data[i+1])
			if little {
				a, b = b, a
			}
			units = append(units, a<<8|b)
		}
		return string(utf16.Decode(units)), true
	case bytes.IndexByte(data, 0) >= 0:
		return "", false
	case utf8.Valid(data):
		return string(data), true
	}
	for _, b := range data {
		if b < ' ' && !strings.ContainsRune("\t\n\r\f", rune(b)) {
			return "", false
		}
	}
	latin, err := charmap.Windows1252.NewDecoder().Bytes(data)
	return string(latin), err == nil
}

// tag is an element of XML.
var tag = regexp.MustCompile(`<[^>]*>`)

// inArchive returns the parts of XML of an office file as texts. An archive without any is closed.
func inArchive(data []byte) (l lines, ok bool) {
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return lines{}, false
	}
	l.whole = true
	left := int64(partSize)
	for _, part := range archive.File {
		if path.Ext(part.Name) != ".xml" {
			continue
		}
		in, err := part.Open()
		if err != nil {
			return lines{}, false
		}
		text, err := io.ReadAll(io.LimitReader(in, left))
		in.Close()
		if left -= int64(len(text)); err != nil || left <= 0 {
			return lines{}, false
		}
		l.text = append(l.text, html.UnescapeString(tag.ReplaceAllString(string(text), " ")))
	}
	return l, len(l.text) > 0
}
