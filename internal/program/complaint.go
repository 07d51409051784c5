package program

import (
	"strconv"
	"strings"
	"time"

	"pairbook/internal/diag"
)

// longestQuote is how many characters of a value a message shows at most.
const longestQuote = 60

// complain is the error of a value that is no good.
func complain(text, hint string) error {
	return diag.Complaint{Text: text, Hint: hint}
}

// notThat complains of a value of another kind than is wanted: "a day is
// wanted, not a number".
func notThat(wanted string, got any, hint string) error {
	return complain(wanted+" is wanted, not "+kind(got), hint)
}

// kind names the kind of a TOML value as an author would.
func kind(v any) string {
	switch v := v.(type) {
	case string:
		return "text in quotation marks"
	case int64, float64:
		return "a number"
	case bool:
		return "true or false"
	case map[string]any:
		return "a table"
	case time.Time:
		switch v.Location().String() {
		case localDate:
			return "a day"
		case localTime:
			return "a time"
		}
		return "a day with a time"
	}
	return "a list"
}

// quote puts a value of the author's between quotation marks, shortened to what
// a line can hold.
func quote(s string) string {
	if runes := []rune(s); len(runes) > longestQuote {
		s = string(runes[:longestQuote]) + "…"
	}
	return strconv.Quote(s)
}

// quotes is quote for a list, with commas between.
func quotes(list []string) string {
	quoted := make([]string, len(list))
	for i, s := range list {
		quoted[i] = quote(s)
	}
	return strings.Join(quoted, ", ")
}

// didYouMean is the hint that goes with the nearest known word, else with
// instead, which says what may be written.
func didYouMean(word string, known []string, instead string) string {
	if near := diag.Nearest(word, known); near != "" {
		return "did you mean " + quote(near) + "?"
	}
	return instead
}
