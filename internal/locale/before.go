package locale

import (
	"regexp"
	"strings"
)

// spoken is how a word begins that Spanish speaks with the vowel i: Inés, Hilario, Yvonne.
// In "hielo" and "Iago" the i is no vowel but leads to one.
var spoken = regexp.MustCompile(`(?i)^(?:h?(?:í|i(?:[^aeouáéóú]|$))|y[^aeiouáéíóú\s])`)

// Before returns the words of a sentence as they are before the word next: "Ana y " is
// "Ana e " in Spanish when Inés follows. Other languages, and other words, stay.
// The rule is that of the Real Academia for the conjunction y (Diccionario panhispánico
// de dudas, "y²").
func (l *Locale) Before(text, next string) string {
	start, and := strings.CutSuffix(text, " y ")
	if !and || !spoken.MatchString(next) {
		return text
	}
	if base, _, _ := strings.Cut(l.Tag, "-"); base != "es" {
		return text
	}
	return start + " e "
}
