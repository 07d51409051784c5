package mentions

import (
	"archive/zip"
	"bytes"
	"errors"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"

	"pairbook/internal/program"
)

var people = []program.Person{
	{Name: "Renée  de Wit", Email: "Renee@example.org", Phone: "+44 (1632) 960-001", Login: "CORP\\rdewit"},
	{Name: "Tom Okafor", Phone: "12345"},
}

// find lists the mentions in files as "file:line what", and the closed files.
func find(t *testing.T, files map[string]string) (found, closed []string) {
	t.Helper()
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	all, err := Find(fsys, people, []string{"tom"}, func(name string) bool { return name == "skipped" || name == "notes/skip.txt" })
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range all.Mentions {
		found = append(found, strings.TrimSpace(m.File+":"+string(rune('0'+m.Line))+" "+m.What))
	}
	return found, all.Closed
}

func TestLinesThatNameSomebody(t *testing.T) {
	for text, want := range map[string][]string{
		"x\nRENÉE DE WIT":           {"a.txt:2 Renée  de Wit"},
		"Rene\u0301e de Wit":        {"a.txt:1 Renée  de Wit"},
		"Wit;de;Renée":              {"a.txt:1 Renée  de Wit"},
		"mail renee@example.org":    {"a.txt:1 Renee@example.org"},
		"corp\\RDEWIT logs in":      {"a.txt:1 CORP\\rdewit"},
		"call 441632960001":         {"a.txt:1 +44 (1632) 960-001"},
		"Renée\nde Wit":             nil,
		"12345":                     nil,
		"Tomorrow Okafors":          nil,
		"Okafor, Tom\nTom Okafor":   {"a.txt:1 Tom Okafor"},
		"Ren\xe9e de Wit\x85":       {"a.txt:1 Renée  de Wit"},
		utf16Text("Tom\tOkafor"):    {"a.txt:1 Tom Okafor"},
		office("Tom</t><t>Okafor"):  {"a.txt:0 Tom Okafor"},
		office("Ren&#233;e de Wit"): {"a.txt:0 Renée  de Wit"},
	} {
		found, closed := find(t, map[string]string{"a.txt": text})
		if diff := cmp.Diff(want, found); diff != "" || closed != nil {
			t.Errorf("%q: closed %v (-want +got):\n%s", text, closed, diff)
		}
	}
}

// utf16Text is a text as spreadsheet programs of Windows write it.
func utf16Text(text string) string {
	b := []byte{0xff, 0xfe}
	for _, u := range utf16.Encode([]rune(text)) {
		b = append(b, byte(u), byte(u>>8))
	}
	return string(b)
}

// office is a file of an office program with a part of XML.
func office(text string) string {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	part, err := w.Create("xl/sharedStrings.xml")
	if err == nil {
		_, err = part.Write([]byte("<sst><si><t>" + text + "</t></si></sst>"))
	}
	if err = errors.Join(err, w.Close()); err != nil {
		panic(err)
	}
	return b.String()
}

func TestNamesOfFiles(t *testing.T) {
	found, closed := find(t, map[string]string{
		"photos/Tom Okafor 2.jpg": "\x00", "photos/tom.png": "\x00", "photos/tomato.png": "\x00", "photos/renee-de-wit.svg": "<svg/>",
		"skipped/tom.txt": "Tom Okafor", "notes/skip.txt": "Tom Okafor", "notes/deep/x.txt": "Tom Okafor",
	})
	if diff := cmp.Diff([]string{"notes/deep/x.txt:1 Tom Okafor", "photos/Tom Okafor 2.jpg:0 Tom Okafor", "photos/renee-de-wit.svg:0 Renée  de Wit", "photos/tom.png:0 tom"}, found); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"photos/Tom Okafor 2.jpg", "photos/tom.png", "photos/tomato.png"}, closed); diff != "" {
		t.Errorf("closed (-want +got):\n%s", diff)
	}
}

func TestFilesThatAreNotLookedInto(t *testing.T) {
	var empty bytes.Buffer
	if err := zip.NewWriter(&empty).Close(); err != nil {
		t.Fatal(err)
	}
	fsys := fstest.MapFS{
		"a.zip":  {Data: append([]byte("PK\x03\x04"), empty.Bytes()...)},
		"b.pdf":  {Data: []byte("%PDF-1.7 \x00")},
		"c.txt":  {Data: bytes.Repeat([]byte("x\n"), fileSize/2+1)},
		"d.link": {Data: []byte("a.zip"), Mode: fs.ModeSymlink},
		"e.bin":  {Data: []byte("\xff\x01")},
		"f.txt":  {Data: []byte("")},
	}
	found, err := Find(fsys, people, nil, func(string) bool { return false })
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"a.zip", "b.pdf", "c.txt", "d.link", "e.bin"}, found.Closed); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
