package main

import (
	"io"
	"os"
	"strings"

	"golang.org/x/term"

	"pairbook/internal/diag"
)

// The colours of a terminal, by the numbers of ECMA-48. Red and yellow read well on white and on black.
const (
	plainText = "\x1b[0m"
	bold      = "\x1b[1m"
	faint     = "\x1b[2m"
	red       = "\x1b[31m"
	yellow    = "\x1b[33m"
	cyan      = "\x1b[36m"
)

// coloured reports whether what is written to a stream may have colours: it is a terminal that knows
// them, and the environment does not forbid it (no-color.org).
func coloured(w io.Writer) bool {
	file := terminalOf(w)
	return file != nil && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb" && enableColours(file)
}

// terminalOf returns the terminal that a stream is, nil when it is none.
func terminalOf(w io.Writer) *os.File {
	file, ok := w.(*os.File)
	if !ok || !term.IsTerminal(int(file.Fd())) {
		return nil
	}
	return file
}

// painted is the prose of a problem in colours: the first line bold, the carets red or yellow, hints
// in a colour of their own.
func painted(p diag.Problem) string {
	sign := red
	if p.Severity == diag.Warning {
		sign = yellow
	}
	var b strings.Builder
	excerpt := 0 // lines
	if p.Position.Line > 0 && strings.TrimSpace(p.Position.Excerpt) != "" {
		excerpt = 2
	}
	for i, line := range strings.Split(p.String(), "\n") {
		switch {
		case i == 0:
			b.WriteString(bold + line + plainText)
		case i == 1 && excerpt > 0:
			b.WriteString("\n" + faint + line[:len("00000 |")] + plainText + line[len("00000 |"):])
		case i == 2 && excerpt > 0:
			b.WriteString("\n" + faint + line[:len("00000 |")] + plainText + sign + line[len("00000 |"):] + plainText)
		default:
			b.WriteString("\n" + cyan + line + plainText)
		}
	}
	return b.String()
}

// barWidth is how many characters the bar of a long build has.
const barWidth = 24

// bar draws how far a build has come.
func bar(done, total int) string {
	full := barWidth
	if total > 0 {
		full = barWidth * done / total
	}
	return "[" + strings.Repeat("#", full) + strings.Repeat(".", barWidth-full) + "]"
}
