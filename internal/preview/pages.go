package preview

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"pairbook/internal/diag"
)

// A Sum is the first half of the SHA-256 of a file: equal sums mean equal bytes.
type Sum [16]byte

// SumOf returns the sum of some bytes.
func SumOf(data []byte) Sum {
	whole := sha256.Sum256(data)
	return Sum(whole[:16])
}

func (s Sum) String() string { return hex.EncodeToString(s[:]) }

// A File is one file of a build.
type File struct {
	Sum  Sum    // of the bytes as they were built
	Data []byte // nil: drawn on request
}

// Pages are all files of one good build. They never change.
type Pages struct {
	files  map[string]File
	draw   func(name string) ([]byte, error)
	assets map[string]string // address -> sum, of what a page may load
	digest string            // of assets
}

// NewPages returns the files of a build by their names, which are addresses without
// the first slash: "public/spring/tom/index.html", "facilitator/index.html". The map
// must not change afterwards. For a file without Data draw is called with its name, from
// several goroutines at once; draw may be nil when all files have Data.
func NewPages(files map[string]File, draw func(name string) ([]byte, error)) *Pages {
	p := &Pages{files: files, draw: draw, assets: map[string]string{}}
	for name, file := range files {
		if isAsset(name) {
			p.assets["/"+name] = file.Sum.String()
		}
	}
	var all strings.Builder
	for _, address := range slices.Sorted(maps.Keys(p.assets)) {
		fmt.Fprintf(&all, "%s %s\n", address, p.assets[address])
	}
	p.digest = SumOf([]byte(all.String())).String()
	return p
}

// isAsset reports whether a file of this name is one that pages load.
func isAsset(name string) bool {
	kind := contentType(name)
	return strings.HasPrefix(kind, "image/") || strings.HasPrefix(kind, "font/") ||
		strings.HasPrefix(kind, "text/css") || strings.HasPrefix(kind, "text/javascript")
}

// contentType returns the media type of a file. The list of the operating system is not
// used, because it differs from one machine to the next.
func contentType(name string) string {
	switch path.Ext(name) {
	case ".html":
		return "text/html; charset=utf-8"
	case ".css":
		return "text/css; charset=utf-8"
	case ".js":
		return "text/javascript; charset=utf-8"
	case ".csv":
		return "text/csv; charset=utf-8"
	case ".ics":
		return "text/calendar; charset=utf-8"
	case ".svg":
		return "image/svg+xml"
	case ".png":
		return "image/png"
	case ".jpg", ".jpeg":
		return "image/jpeg"
	case ".gif":
		return "image/gif"
	case ".webp":
		return "image/webp"
	case ".ico":
		return "image/x-icon"
	case ".woff2":
		return "font/woff2"
	case ".woff":
		return "font/woff"
	case ".otf":
		return "font/otf"
	case ".ttf":
		return "font/ttf"
	}
	return "application/octet-stream"
}

// find returns the name of the file at an address. An address that ends in a slash means
// the index.html of the folder. folder means that there is such a page, but the address
// lacks the slash.
func (p *Pages) find(address string) (name string, folder, ok bool) {
	name = strings.TrimPrefix(address, "/")
	if strings.HasSuffix(name, "/") {
		name += "index.html"
	}
	if _, ok := p.files[name]; ok {
		return name, false, true
	}
	_, folder = p.files[name+"/index.html"]
	return "", folder, false
}

// read returns the bytes of a file of the table.
func (p *Pages) read(name string) (data []byte, err error) {
	file := p.files[name]
	if file.Data != nil || p.draw == nil {
		return file.Data, nil
	}
	defer diag.Catch(&err) // a panic in one page does not end the preview
	return p.draw(name)
}

// nearby returns the pages in the folder of an address, or in the nearest folder above
// that has pages; at most limit.
func (p *Pages) nearby(address string, limit int) []string {
	folder := path.Dir(strings.TrimPrefix(address, "/"))
	for ; folder != "." && folder != "/"; folder = path.Dir(folder) {
		var found []string
		for name := range p.files {
			if path.Dir(name) == folder && path.Ext(name) == ".html" {
				found = append(found, "/"+name)
			}
		}
		if len(found) > 0 {
			slices.Sort(found)
			return found[:min(limit, len(found))]
		}
	}
	return nil
}

// home returns the address of the first page to show; "" if there is none.
func (p *Pages) home() string {
	for _, name := range []string{"facilitator/index.html", "public/index.html"} {
		if _, ok := p.files[name]; ok {
			return "/" + name
		}
	}
	return ""
}
