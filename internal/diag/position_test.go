package diag

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestAtCountsLinesAndCharacters(t *testing.T) {
	src := Source{"a.toml", "name = \"Zoë\"\r\nplace = \"Łódź\"\r\n\nlast"}
	for _, c := range []struct {
		name          string
		offset, width int
		want          Position
	}{
		{"start", 0, 4, Position{"a.toml", 1, 1, 4, `name = "Zoë"`}},
		{"wide characters count once", 8, 4, Position{"a.toml", 1, 9, 3, `name = "Zoë"`}},
		{"within a character", 11, 1, Position{"a.toml", 1, 11, 1, `name = "Zoë"`}},
		{"second line", 15, 5, Position{"a.toml", 2, 1, 5, `place = "Łódź"`}},
		{"behind wide characters", 31, 1, Position{"a.toml", 2, 14, 1, `place = "Łódź"`}},
		{"line end", 32, 2, Position{"a.toml", 2, 15, 0, `place = "Łódź"`}},
		{"over the line end", 15, 99, Position{"a.toml", 2, 1, 14, `place = "Łódź"`}},
		{"empty line", 34, 1, Position{"a.toml", 3, 1, 0, ""}},
		{"last line without end", 35, 4, Position{"a.toml", 4, 1, 4, "last"}},
		{"end of the text", 39, 1, Position{"a.toml", 4, 5, 0, "last"}},
		{"behind the text", 999, 1, Position{"a.toml", 4, 5, 0, "last"}},
		{"before the text", -1, -1, Position{"a.toml", 1, 1, 0, `name = "Zoë"`}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, src.At(c.offset, c.width)); diff != "" {
				t.Errorf("At(%d, %d) (-want +got):\n%s", c.offset, c.width, diff)
			}
		})
	}
}

func TestAtKeepsBytesThatAreNoCharacter(t *testing.T) {
	src := Source{"a.toml", "é = \x93Zo\xeb\x94 \xe2\x82"}
	for offset, column := range map[int]int{0: 1, 1: 1, 5: 5, 8: 8, 9: 9, 11: 11, 12: 12} {
		if got := src.At(offset, 1).Column; got != column {
			t.Errorf("byte %d is in column %d; want %d", offset, got, column)
		}
	}
}

func TestPositionAsText(t *testing.T) {
	src := Source{"content/a.toml", "x"}
	if got := src.Whole().String(); got != "content/a.toml" {
		t.Errorf("whole file = %q", got)
	}
	if got := src.At(0, 1).String(); got != "content/a.toml:1:1" {
		t.Errorf("place = %q", got)
	}
}
