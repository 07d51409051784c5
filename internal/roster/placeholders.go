package roster

import (
	"regexp"
	"strings"
	"unicode"
)

// blanks are texts that stand for nothing, in any column.
var blanks = wordSet(`tbd; tba; tbc; none; null; nil; unknown; to be confirmed; to be decided;
	to be determined; to be announced; keine; aucun; aucune; ninguno; ninguna; nenhum; nenhuma; nessuno`)

// nobody are the further texts that stand for no one in a column of names.
var nobody = wordSet(`unassigned; not assigned; not yet assigned; to be assigned; unmatched; not matched; not yet matched;
	to be matched; no match; no mentor; no mentee; nobody; no one; noone; open; vacant; vacancy; pending; waiting;
	waitlist; waiting list; available; placeholder; test; xxx; n.n.; nn; offen; unbesetzt; à définir; par définir;
	non attribué; por definir; sin asignar; pendiente; a definir; por atribuir; da definire; nog niet bekend`)

// sums are what spreadsheets write beside numbers below a list.
var sums = wordSet(`total; pairs; people; participants; number of; total number of; totals; grand total; subtotal; sub total; sum; count; average; summe; gesamt; gesamtsumme; anzahl;
	somme; suma; soma; totaal; totale; totalt; summa; yhteensä`)

// notApplicable matches "n/a" and its like. "Na" is a name.
var notApplicable = regexp.MustCompile(`^(?:NA|#?[Nn][./] ?[Aa]\.?|[Kk]\. ?[Aa]\.)$`)

// wordSet makes a set of texts between semicolons, in the form in which they are
// compared.
func wordSet(list string) map[string]bool {
	set := map[string]bool{}
	for _, text := range strings.Split(list, ";") {
		set[compact(text)] = true
	}
	return set
}

// isBlank reports whether a text stands for nothing: "-", "?", "TBD".
func isBlank(text string) bool {
	text = strings.TrimSpace(text)
	if text == "" || strings.IndexFunc(text, isLetterOrNumber) < 0 {
		return true
	}
	return blanks[compact(text)] || notApplicable.MatchString(text)
}

func isLetterOrNumber(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }

// isNobody reports whether a text in a column of names names nobody.
func isNobody(name string) bool {
	bare := strings.Trim(name, "()[]<>* ")
	return isBlank(bare) || nobody[compact(bare)] || notYet.MatchString(plain(bare))
}

// notYet matches what begins like a remark instead of a name.
var notYet = regexp.MustCompile(`^(?:to be|not yet|none yet|nobody yet|awaiting|waiting for|no mentors?|no mentees?|needs an?|needs) ?\b`)

var bareNumber = regexp.MustCompile(`^[-+(]?[0-9][0-9.,' ]*[)%]?$`)

// sumNumber matches the number beside the word of a sum: "Total: 12", "12 pairs".
var sumNumber = regexp.MustCompile(`^[0-9 ]+|[0-9 ]+$`)

// isSum reports whether a text in a column of names is a sum, or the word for one.
func isSum(name string) bool {
	if bareNumber.MatchString(strings.TrimSpace(name)) {
		return true
	}
	word := compact(sumNumber.ReplaceAllString(plain(name), ""))
	for _, what := range []string{"mentors", "mentees", "pairs"} {
		if rest := strings.TrimSuffix(word, what); rest != "" {
			word = rest
		}
	}
	return sums[word]
}
