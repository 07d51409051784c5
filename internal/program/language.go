package program

import (
	"strings"

	"golang.org/x/text/language"
)

// DefaultLanguage is the language of a programme that names none.
const DefaultLanguage Language = "en-GB"

// A Language is a BCP 47 tag in its canonical form, like "pt-BR". The empty one
// means that none was named.
type Language string

// longestTag is more than any tag in use; RFC 5646, section 4.4.1, counts on 35.
const longestTag = 64

// UnmarshalTOML takes a tag in any spelling and keeps the canonical one:
// "pt-br" becomes "pt-BR", "iw" becomes "he".
func (l *Language) UnmarshalTOML(v any) error {
	const hint = `write a language tag, like "en-GB", "pt-BR" or "ar"`
	s, ok := v.(string)
	if !ok {
		return notThat("text", v, hint)
	}
	if tag, ok := parseTag(s); ok {
		*l = Language(tag.String())
		return nil
	}
	text := "unknown language " + quote(s)
	if tag, ok := tagsByName[strings.ToLower(s)]; ok {
		return complain(text, "write "+quote(tag))
	}
	return complain(text, hint)
}

// parseTag refuses, besides what is no tag, the tags that name no language.
func parseTag(s string) (language.Tag, bool) {
	if len(s) > longestTag {
		return language.Und, false
	}
	tag, err := language.Parse(s)
	if err != nil {
		return language.Und, false
	}
	base, confidence := tag.Base()
	return tag, confidence == language.Exact && base.String() != "und"
}

// tagsByName has the names of languages that people write in place of a tag.
var tagsByName = map[string]string{
	"english": "en", "british english": "en-GB", "american english": "en-US",
	"arabic": "ar", "العربية": "ar", "bengali": "bn", "chinese": "zh", "中文": "zh",
	"czech": "cs", "danish": "da", "dutch": "nl", "nederlands": "nl", "finnish": "fi",
	"french": "fr", "français": "fr", "german": "de", "deutsch": "de", "greek": "el",
	"hebrew": "he", "עברית": "he", "hindi": "hi", "हिन्दी": "hi", "italian": "it", "italiano": "it",
	"japanese": "ja", "日本語": "ja", "korean": "ko", "한국어": "ko", "norwegian": "no",
	"persian": "fa", "farsi": "fa", "polish": "pl", "polski": "pl", "portuguese": "pt",
	"português": "pt", "russian": "ru", "русский": "ru", "spanish": "es", "español": "es",
	"swedish": "sv", "turkish": "tr", "türkçe": "tr", "ukrainian": "uk", "welsh": "cy",
}

// Base returns the language alone: "pt" of "pt-BR".
func (l Language) Base() string {
	base, _, _ := strings.Cut(string(l), "-") // in its canonical form, a tag begins with the language
	return base
}

// Direction returns "rtl" for a language written from right to left in its
// usual script, or in the script that the tag names, else "ltr". The scripts
// are those in use today that Unicode gives that direction.
func (l Language) Direction() string {
	script, _ := l.tag().Script()
	switch script.String() {
	case "Adlm", "Arab", "Aran", "Hebr", "Mand", "Mend", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa", "Yezi":
		return "rtl"
	}
	return "ltr"
}

func (l Language) tag() language.Tag { return language.Make(string(l)) }
