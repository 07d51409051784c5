package render

import (
	"os"
	"testing"
	"testing/fstest"

	"pairbook/internal/diag"
	"pairbook/internal/program"
	"pairbook/internal/theme"
)

// BenchmarkBook draws the pages of a usual workbook, without writing them.
func BenchmarkBook(b *testing.B) {
	t, problems, err := theme.Load(fstest.MapFS{}, os.DirFS("../.."), "classic", diag.Position{}, nil, program.AnyPaper)
	if t == nil || err != nil {
		b.Fatal(problems, err)
	}
	r, problems := New(t, &program.Program{Title: "Leadership mentoring", Language: "en-GB"})
	if r == nil {
		b.Fatal(problems)
	}
	book := usualBook()
	size, pages := 0, 0
	b.ReportAllocs()
	for b.Loop() {
		size, pages = 0, 0
		problems, err := r.Book(book, func(path string, page []byte) error {
			size += len(page)
			pages++
			return nil
		})
		if problems != nil || err != nil {
			b.Fatal(problems, err)
		}
	}
	b.ReportMetric(float64(size), "bytes/book")
	b.ReportMetric(float64(pages), "pages/book")
	b.ReportMetric(float64(len(book.Sheets)), "sheets/book")
}

// BenchmarkNew reads and checks the templates.
func BenchmarkNew(b *testing.B) {
	t, problems, err := theme.Load(fstest.MapFS{}, os.DirFS("../.."), "classic", diag.Position{}, nil, program.AnyPaper)
	if t == nil || err != nil {
		b.Fatal(problems, err)
	}
	for b.Loop() {
		if r, problems := New(t, &program.Program{Title: "Leadership mentoring", Language: "en-GB"}); r == nil {
			b.Fatal(problems)
		}
	}
}
