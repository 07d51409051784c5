package program

import "golang.org/x/text/language"

// DefaultLanguage is the language of a programme that names none.
const DefaultLanguage Language = "en-GB"

// A Language is a BCP 47 tag in its canonical form, like "pt-BR". The empty one
// means that none was named.
type Language string

// Base returns the language alone: "pt" of "pt-BR".
func (l Language) Base() string {
	if l == "" {
		return ""
	}
	base, _ := l.tag().Base()
	return base.String()
}

// Direction returns "rtl" for a language written from right to left in its
// usual script, or in the script that the tag names, else "ltr".
func (l Language) Direction() string {
	script, _ := l.tag().Script()
	switch script.String() {
	case "Adlm", "Arab", "Aran", "Hebr", "Mand", "Mend", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa", "Yezi":
		return "rtl"
	}
	return "ltr"
}

func (l Language) tag() language.Tag { return language.Make(string(l)) }
