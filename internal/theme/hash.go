package theme

import (
	"crypto/sha256"
	"maps"
	"slices"
)

// Hash returns a digest of everything that a page takes from the theme: styles,
// options, templates and strings. Two themes of one hash give the same pages, and the
// same problems where pages cannot be made.
func (t *Theme) Hash() [sha256.Size]byte {
	h := sha256.New()
	add := func(text []byte) {
		sum := sha256.Sum256(text)
		h.Write(sum[:])
	}
	for _, a := range t.Assets() {
		add([]byte(a.Path))
		add(a.Data)
	}
	for _, s := range t.settings { // templates see them too
		add([]byte(s.name))
		add([]byte(s.text))
	}
	for _, name := range t.Templates() {
		text, from, _ := t.Template(name)
		add([]byte(name))
		add([]byte(from)) // problems name it
		add([]byte(text))
	}
	for _, tag := range slices.Sorted(maps.Keys(t.words)) {
		add([]byte(tag))
		for _, f := range t.words[tag] {
			add([]byte(f.file.Name))
			add([]byte(f.file.Text))
		}
	}
	return [sha256.Size]byte(h.Sum(nil))
}
