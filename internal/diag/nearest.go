package diag

import "strings"

// Nearest returns the known word that the author most probably meant by word:
// the one with the fewest letters added, left out, changed or swapped with
// their neighbour, capitals and small letters being the same. It returns "" when
// none is near: one such change is allowed up to five letters, two up to
// eleven, three beyond. Of two that are equally near the first in the alphabet
// wins, whatever the order of known.
func Nearest(word string, known []string) string {
	best, distance := "", 0
	from := []rune(strings.ToLower(word))
	allowed := 1
	switch {
	case len(from) > 11:
		allowed = 3
	case len(from) > 5:
		allowed = 2
	}
	for _, k := range known {
		to := []rune(strings.ToLower(k))
		if k == word || len(to)-len(from) > allowed || len(from)-len(to) > allowed {
			continue
		}
		d := edits(from, to)
		if d > allowed || d >= len(from) || d >= len(to) {
			continue // so far away that any other word is as good
		}
		if best == "" || d < distance || d == distance && k < best {
			best, distance = k, d
		}
	}
	return best
}

// Distance returns how many letters must be added, left out, changed or swapped with their
// neighbour to make one word of the other, capitals and small letters being the same.
func Distance(a, b string) int {
	return edits([]rune(strings.ToLower(a)), []rune(strings.ToLower(b)))
}

// edits returns how many letters must be added, left out, changed or swapped
// with their neighbour to make b of a.
func edits(a, b []rune) int {
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := range a {
		row[0] = i + 1
		for j := range b {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			row[j+1] = min(last[j]+cost, last[j+1]+1, row[j]+1)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
