package tomlfile

import (
	"strings"
	"unicode/utf8"
)

// The four kinds of texts in quotes.

// lineString reads a text in single or double quotes.
func (s *scanner) lineString() bool {
	start, quote := s.pos, s.text[s.pos]
	for s.pos++; s.pos < len(s.text) && s.text[s.pos] != '\n'; s.pos++ {
		switch {
		case s.text[s.pos] == quote:
			s.pos++
			return true
		case s.text[s.pos] == '\\' && quote == '"' && s.pos+1 < len(s.text) && s.text[s.pos+1] != '\n':
			s.pos++
		}
	}
	s.quote, s.quoteAt = string(quote), start
	return false
}

// longString reads a text in three single or double quotes. One or two quotes
// more before the closing three belong to the text.
func (s *scanner) longString() bool {
	start, quote := s.pos, s.text[s.pos]
	for s.pos += 3; s.pos < len(s.text); s.pos++ {
		if s.text[s.pos] == '\\' && quote == '"' {
			s.pos++
			continue
		}
		run := 0
		for s.pos+run < len(s.text) && s.text[s.pos+run] == quote && run < 5 {
			run++
		}
		if run >= 3 {
			s.pos += run
			return true
		}
		s.pos += max(0, run-1)
	}
	s.pos = len(s.text)
	s.quote, s.quoteAt = strings.Repeat(string(quote), 3), start
	return false
}

// unescape replaces the escapes of a text that a strict parser has accepted.
func unescape(raw string) string {
	if !strings.Contains(raw, `\`) {
		return raw
	}
	var b strings.Builder
	for i := 0; i < len(raw); i++ {
		if raw[i] != '\\' || i+1 == len(raw) {
			b.WriteByte(raw[i])
			continue
		}
		i++
		if at := strings.IndexByte(`btnfre"\`, raw[i]); at >= 0 {
			b.WriteByte("\b\t\n\f\r\x1b\"\\"[at])
			continue
		}
		digits := map[byte]int{'x': 2, 'u': 4, 'U': 8}[raw[i]]
		r := rune(0)
		for ; digits > 0 && i+1 < len(raw); digits-- {
			i++
			r = r<<4 | rune(hexDigit(raw[i]))
		}
		b.WriteString(string(validRune(r)))
	}
	return b.String()
}

func hexDigit(c byte) int {
	return max(0, strings.IndexByte("0123456789abcdef", c|0x20))
}

func validRune(r rune) rune {
	if !utf8.ValidRune(r) {
		return utf8.RuneError
	}
	return r
}
