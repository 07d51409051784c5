package room

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestTables(t *testing.T) {
	for _, want := range []struct {
		font string
		sign rune
		em   float64
	}{
		{"literata-400-normal", 'm', .969}, {"source-sans-3-400-normal", 'm', .829}, {"atkinson-next-400-normal", 'ł', .284},
	} {
		f := Named(want.font)
		if f == nil {
			t.Fatalf("there is no table of %s", want.font)
		}
		if got := f.Advance(want.sign); got < want.em-.06 || got > want.em+.06 {
			t.Errorf("%s: %q is %.3f em wide; want about %.3f", want.font, want.sign, got, want.em)
		}
	}
	if n := len(Names()); n != 11 {
		t.Errorf("there are %d tables; want 11", n)
	}
	if Named("comic-400-normal") != nil {
		t.Error("there is a table of a font that does not come with the program")
	}
}

func TestLines(t *testing.T) {
	body := Type{Named("source-sans-3-400-normal"), 10, 14}
	for _, c := range []struct {
		text   string
		column float64
		want   int
	}{
		{"", 50, 0},
		{"   ", 50, 1},
		{"One line.", 50, 1},
		{strings.Repeat("ten signs ", 10), 70, 3},
		{"a@" + strings.Repeat("long", 20) + ".example", 40, 8}, // wherever it breaks
		{strings.Repeat("見", 20), 36, 3},                        // ten of 3.53 mm and the margin are too many
		{"five\u00a0hundred\u00a0and\u00a0one", 12, 6},          // breaks at no other blank
	} {
		if got := body.Lines(c.text, c.column); got != c.want {
			t.Errorf("%q in %v mm: %d lines; want %d", c.text, c.column, got, c.want)
		}
	}
}

// texts are random words of random lengths in several scripts.
func texts(n int) []string {
	random := rand.New(rand.NewPCG(7, 11))
	letters := []string{"abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJ0123456789", "äöüßéèłńçã", "-/.@,:;()", "معرفةشسص", "直したい見"}
	var all []string
	for range n {
		var b strings.Builder
		for range random.IntN(60) {
			set := []rune(letters[random.IntN(len(letters))])
			for range 1 + random.IntN(random.IntN(24)+1) {
				b.WriteRune(set[random.IntN(len(set))])
			}
			b.WriteByte(' ')
		}
		all = append(all, strings.TrimSpace(b.String()))
	}
	return all
}

// More text, a narrower column and larger type never need fewer lines, and a text cut in
// two is there whole.
func TestLinesGrow(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 5))
	for _, text := range texts(2000) {
		column := 20 + 150*random.Float64()
		ty := Type{Named("literata-400-normal"), 8 + 8*random.Float64(), 14}
		lines := ty.Lines(text, column)
		if narrow := ty.Lines(text, column*.9); narrow < lines {
			t.Fatalf("%q: %d lines in %.0f mm, %d in less", text, lines, column, narrow)
		}
		if longer := ty.Lines(text+" word", column); longer < lines {
			t.Fatalf("%q: %d lines in %.0f mm, %d with a word more", text, lines, column, longer)
		}
		most := 1 + random.IntN(6)
		head, rest := ty.Cut(text, column, most)
		if head+rest != text {
			t.Fatalf("%q is cut into %q and %q", text, head, rest)
		}
		if rest != "" && head == "" || ty.Lines(head, column) > most {
			t.Fatalf("%q: %q has %d lines in %.0f mm; want at most %d", text, head, ty.Lines(head, column), column, most)
		}
	}
}

// A text that surely fits its line is not looked at sign by sign, and has one line all the same.
func TestNoSignIsWiderThanItsBytes(t *testing.T) {
	for _, name := range Names() {
		f := Named(name)
		for r := rune(0); r < 0x10000; r++ {
			if got, most := f.Advance(r), widest*float64(utf8.RuneLen(r)); got > most && utf8.ValidRune(r) {
				t.Errorf("%s: U+%04X is %.3f em wide; its bytes stand for %.3f", name, r, got, most)
			}
		}
	}
	body := Type{Named("archivo-700-normal"), 10, 14}
	for _, text := range []string{" ", "a", "Over to you", "W-W", "日本語", "Łódź – 日"} {
		c := body.counter(text, 180)
		if c.count(text, 0); c.lines != 1 || body.Lines(text, 180) != 1 {
			t.Errorf("%q has %d lines, counted %d", text, body.Lines(text, 180), c.lines)
		}
	}
}
