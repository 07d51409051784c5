package forms

import (
	"crypto/sha256"
	"encoding/hex"
	"sync"
)

// versions are texts of files as pages have shown them, by their digests: to say what has changed since.
// The oldest are forgotten.
type versions struct {
	mu    sync.Mutex
	texts map[string][]byte
	order []string
	bytes int
}

// maxVersions is how many bytes of texts are kept.
const maxVersions = 32 << 20

// digest stands for a text; that of a file that is not there is "none".
func digest(text []byte) string {
	if text == nil {
		return "none"
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:16])
}

// keep remembers a text, and returns its digest.
func (v *versions) keep(text []byte) string {
	d := digest(text)
	v.mu.Lock()
	defer v.mu.Unlock()
	if _, known := v.texts[d]; known || text == nil {
		return d
	}
	if v.texts == nil {
		v.texts = map[string][]byte{}
	}
	v.texts[d] = text
	v.order = append(v.order, d)
	v.bytes += len(text)
	for v.bytes > maxVersions && len(v.order) > 1 {
		v.bytes -= len(v.texts[v.order[0]])
		delete(v.texts, v.order[0])
		v.order = v.order[1:]
	}
	return d
}

// of returns the text of a digest; nil when it is not known any more, or there was none.
func (v *versions) of(digest string) []byte {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.texts[digest]
}
