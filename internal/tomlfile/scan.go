package tomlfile

import (
	"math"
	"strings"

	"pairbook/internal/source"
)

// A scanner follows the keys and values of a TOML text and notes where they
// stand. It takes whatever a strict parser takes, and more: it does not look into
// numbers and dates. Where it stops before the end, the strict parser stops
// there or earlier; what it knows then (the value begun, the brackets open)
// says what the author was about to write.
//
//	document = { blank | header | pair }
//	header   = "[" key "]" | "[[" key "]]"
//	pair     = key "=" value
//	key      = part { "." part }
//	value    = text | list | inline table | anything up to , ] } # or a line end
type scanner struct {
	text string
	pos  int
	upTo int // the last offset that matters: the scan ends with the number or word there

	root   *node
	header span // the first [table], width 0: none

	// Where the scan stands; at the end, where it stopped.
	statement int    // offset of the line begun
	name      span   // the key last read, all parts
	from      int    // offset of the value last begun; -1: none in this statement
	to        int    // its end; -1: not reached
	cut       bool   // it is the number or word that upTo lies in
	open      []int  // offsets of the brackets [ and { not yet closed
	quote     string // the quotes of a text that is never closed, at from or name
	quoteAt   int

	depth  int // how many keys and lists lie round the place where the scan stands
	values int // how many keys and elements there were
	over   limit
	overAt span
	twice  *repeat // the first name given twice

	noted *[]noted // where to note the statements, for Outline; nil: nowhere
}

// A repeat is a name given twice where that is not allowed.
type repeat struct{ first, second *node }

// A limit is one that a legal text passed.
type limit int

const (
	none limit = iota
	tooDeep
	tooManyParts
	tooManyValues
	emptyKey // the library loses values under such a key
)

// pass notes the first limit passed. It returns false, for the scan to end.
func (s *scanner) pass(l limit, at span) bool {
	if s.over == none {
		s.over, s.overAt = l, at
	}
	return false
}

// deeper enters n levels and reports whether that is still allowed.
func (s *scanner) deeper(n int, at span) bool {
	s.depth += n
	if s.depth > source.TOMLDepth {
		return s.pass(tooDeep, at)
	}
	if s.values += n; s.values > source.TOMLValues {
		return s.pass(tooManyValues, at)
	}
	return true
}

// scan reads a whole text.
func scan(text string) *scanner { return scanTo(text, math.MaxInt) }

// scanTo reads a text up to an offset at which a strict parser has stopped.
func scanTo(text string, upTo int) *scanner {
	s := &scanner{text: text, upTo: upTo, from: -1, to: -1, root: &node{form: table, fixed: true}}
	s.document()
	return s
}

// whole reports whether the text was read to its end.
func (s *scanner) whole() bool { return s.pos >= len(s.text) && len(s.open) == 0 && s.quote == "" }

func (s *scanner) document() {
	current, base := s.root, 0
	for {
		s.blank(true)
		if s.pos >= len(s.text) || s.pos > s.upTo {
			return
		}
		s.statement, s.from, s.to, s.name, s.depth = s.pos, -1, -1, span{}, base
		if s.text[s.pos] == '[' {
			s.depth = 0
			made, ok := s.head()
			if !ok {
				return
			}
			current, base = made, s.depth
		} else if !s.pair(current) {
			return
		}
		if s.noted != nil {
			*s.noted = append(*s.noted, noted{s.statement, s.pos, current})
		}
		s.blank(false)
		if s.pos < len(s.text) && !s.at('\n') && !s.at('\r') {
			return // something stands behind the value
		}
	}
}

// blank skips blanks and comments, line ends as well when lines is true.
func (s *scanner) blank(lines bool) {
	for s.pos < len(s.text) {
		switch c := s.text[s.pos]; {
		case c == ' ' || c == '\t', lines && (c == '\n' || c == '\r'):
			s.pos++
		case c == '#':
			end := strings.IndexByte(s.text[s.pos:], '\n')
			if end < 0 {
				end = len(s.text) - s.pos
			}
			s.pos += end
		default:
			return
		}
	}
}

func (s *scanner) at(c byte) bool { return s.pos < len(s.text) && s.text[s.pos] == c }

func (s *scanner) starts(prefix string) bool { return strings.HasPrefix(s.text[s.pos:], prefix) }

// A part is one part of a key.
type part struct {
	key  string
	span span
}

// keys reads a key of one or more parts.
func (s *scanner) keys() ([]part, bool) {
	var parts []part
	start := s.pos
	for {
		s.spaces()
		p, ok := s.part()
		if !ok {
			return nil, false
		}
		parts = append(parts, p)
		s.name = span{start, s.pos - start}
		if p.key == "" {
			return nil, s.pass(emptyKey, p.span)
		}
		if len(parts) > source.TOMLKeyParts {
			return nil, s.pass(tooManyParts, s.name)
		}
		s.spaces()
		if !s.at('.') {
			return parts, s.deeper(len(parts), s.name)
		}
		s.pos++
	}
}

// spaces skips blanks within a line.
func (s *scanner) spaces() {
	for s.at(' ') || s.at('\t') {
		s.pos++
	}
}

func (s *scanner) part() (part, bool) {
	start := s.pos
	if s.at('"') || s.at('\'') {
		if !s.lineString() {
			return part{}, false
		}
		raw := s.text[start+1 : s.pos-1]
		if s.text[start] == '"' {
			raw = unescape(raw)
		}
		return part{raw, span{start, s.pos - start}}, true
	}
	for s.pos < len(s.text) && isBare(s.text[s.pos]) {
		s.pos++
	}
	return part{s.text[start:s.pos], span{start, s.pos - start}}, s.pos > start
}

// head reads [name] or [[name]] and returns the table that the lines below it
// belong to.
func (s *scanner) head() (*node, bool) {
	start, double := s.pos, s.starts("[[")
	s.pos++
	if double {
		s.pos++
	}
	parts, ok := s.keys()
	if !ok || !s.at(']') || double && !s.starts("]]") {
		return nil, false
	}
	s.pos++
	if double {
		s.pos++
	}
	whole := span{start, s.pos - start}
	if s.header.width == 0 {
		s.header = whole
	}
	current := s.root
	for _, p := range parts[:len(parts)-1] {
		next := current.field(p.key)
		if next == nil {
			next = current.add(p.key, &node{key: p.span, value: whole, form: table})
		}
		if next.single() {
			s.noteRepeat(next, &node{key: p.span, value: whole, form: table})
		}
		current = next.last()
	}
	return s.declare(current, parts[len(parts)-1], whole, double), true
}

// declare makes or finds the table that a header names.
func (s *scanner) declare(in *node, p part, whole span, double bool) *node {
	known := in.field(p.key)
	if double {
		made := &node{key: p.span, value: whole, form: tables, fixed: true}
		switch {
		case known == nil:
			known = in.add(p.key, &node{key: p.span, value: whole, form: tables, fixed: true})
		case known.form != tables:
			s.noteRepeat(known, made)
		}
		known.items = append(known.items, made)
		return made
	}
	made := &node{key: p.span, value: whole, form: table, fixed: true}
	switch {
	case known == nil:
		return in.add(p.key, made)
	case known.fixed:
		s.noteRepeat(known, made)
	default: // implied so far by a longer name
		known.key, known.value, known.form, known.fixed = made.key, made.value, table, true
	}
	return known
}

func (s *scanner) noteRepeat(first, second *node) {
	if s.twice == nil {
		s.twice = &repeat{first, second}
	}
}

// pair reads key = value into a table.
func (s *scanner) pair(in *node) bool {
	s.from, s.to = -1, -1
	parts, ok := s.keys()
	if !ok || !s.at('=') {
		return false
	}
	s.pos++
	s.spaces()
	made := &node{}
	if !s.value(made) {
		return false
	}
	s.depth -= len(parts)
	for _, p := range parts[:len(parts)-1] {
		next := in.field(p.key)
		if next == nil {
			next = in.add(p.key, &node{key: p.span, value: made.value, form: dotted})
		}
		if next.single() {
			s.noteRepeat(next, &node{key: p.span, value: made.value, form: dotted})
		}
		in = next.last()
	}
	p := parts[len(parts)-1]
	made.key, made.fixed = p.span, true
	if known := in.field(p.key); known != nil {
		s.noteRepeat(known, made)
		return true
	}
	in.add(p.key, made)
	return true
}

// value reads a value and notes it in n.
func (s *scanner) value(n *node) bool {
	if s.pos > s.upTo {
		return false
	}
	start := s.pos
	s.from, s.to = start, -1
	ok := false
	switch {
	case s.starts(`"""`) || s.starts("'''"):
		n.form, ok = longString, s.longString()
	case s.at('"') || s.at('\''):
		n.form, ok = lineString, s.lineString()
	case s.at('['):
		n.form, ok = list, s.nested(n, ']', s.element)
	case s.at('{'):
		n.form, ok = inline, s.nested(n, '}', s.pair)
	default:
		end := strings.IndexAny(s.text[s.pos:], ",]}#\n\r")
		if end < 0 {
			end = len(s.text) - s.pos
		}
		s.pos += len(strings.TrimRight(s.text[s.pos:s.pos+end], " \t"))
		if s.pos > start {
			s.to = s.pos
		}
		s.cut = s.pos > start && s.pos >= s.upTo
		ok = s.pos > start && !s.cut
	}
	if !ok {
		return false
	}
	s.from, s.to = start, s.pos
	n.key = span{start, s.pos - start}
	n.value = n.key
	return true
}

// element reads one element of a list.
func (s *scanner) element(n *node) bool {
	made := &node{fixed: true}
	if !s.deeper(1, span{s.pos, 1}) || !s.value(made) {
		return false
	}
	s.depth--
	n.items = append(n.items, made)
	return true
}

// nested reads a list or an inline table: elements with commas between, to the
// closing bracket.
func (s *scanner) nested(n *node, closing byte, element func(*node) bool) bool {
	s.open = append(s.open, s.pos)
	s.pos++
	for {
		s.blank(true)
		if !s.at(closing) {
			if !element(n) {
				return false
			}
			s.blank(true)
		}
		switch {
		case s.at(','):
			s.pos++
		case s.at(closing):
			s.pos++
			s.open = s.open[:len(s.open)-1]
			return true
		default:
			return false
		}
	}
}
