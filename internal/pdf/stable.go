package pdf

import (
	"bytes"
	"fmt"
	"regexp"
)

// What differs between two prints of one page: the time, and the numbers of the nodes
// that tags are named after, which the browser counts through all pages that it has
// shown. Other text in the streams of a PDF is compressed, and what is
// replaced has its length, so that no offset in the file changes.
var (
	times = regexp.MustCompile(`/(CreationDate|ModDate) \(D:\d{14}`)
	nodes = regexp.MustCompile(`\(node\d{8}\)`)
)

// stable makes the bytes of a PDF depend on the page and the browser alone.
func stable(pdf []byte) []byte {
	pdf = times.ReplaceAllFunc(pdf, func(found []byte) []byte {
		return append(bytes.Clone(found[:len(found)-14]), "20000101000000"...)
	})
	known := map[string][]byte{}
	return nodes.ReplaceAllFunc(pdf, func(found []byte) []byte {
		name, ok := known[string(found)]
		if !ok {
			name = fmt.Appendf(nil, "(node%08d)", len(known)+1)
			known[string(found)] = name
		}
		return name
	})
}

var sideOf = regexp.MustCompile(`/Type\s*/Page\b`)

// sides counts the sides of a PDF as the browser writes it.
func sides(pdf []byte) int { return len(sideOf.FindAll(pdf, -1)) }
