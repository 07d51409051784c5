package workbook

import (
	"cmp"
	"crypto/sha256"
	"encoding/base32"
	"strings"

	"golang.org/x/text/unicode/norm"

	"pairbook/internal/program"
)

// What is typed into a workbook on the screen is kept under the name of its field: the
// sheet, and the key of the question. So an answer stays with its question when sheets
// and questions are added or change places. With it goes what the sheet is about, so that
// it does not pass for one about another topic.

// keyLength is how many letters a key has: 25 bits, ample for the questions of a sheet.
const keyLength = 5

var keyForm = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)

// Key returns the beginning of the SHA-256 of a text, in letters and digits. Blanks
// count once, and accents are the same however they are put together.
func Key(text string) string {
	sum := sha256.Sum256([]byte(norm.NFC.String(strings.Join(strings.Fields(text), " "))))
	return keyForm.EncodeToString(sum[:4])[:keyLength]
}

// separator stands in no text.
const separator = "\x00"

// about is the key of what a session is about; empty where that is left open.
func about(s program.Session) string {
	if s.Topic == "" && s.Title == "" {
		return ""
	}
	return Key(s.Topic + separator + s.Title)
}

// stamp is the key of a programme, a relationship and the people in it. It tells apart
// workbooks of one name that lie at the same address, or on one disk.
func stamp(programme string, r *program.Relationship) string {
	parts := []string{programme, r.Key()}
	for _, p := range r.People() {
		parts = append(parts, p.Folded)
	}
	return Key(strings.Join(parts, separator))
}

// origin is the id of the first of the sheets that this one goes on from.
func (f *Frame) origin() string { return cmp.Or(f.Origin, f.ID) }
