package theme

import (
	"math"
	"testing"
)

func TestContrastIsThatOfWCAG(t *testing.T) {
	for text, ratio := range map[string]float64{"#000000": 21, "#ffffff": 1, "#767676": 4.54, "#1f5f5b": 7.38, "#ff0000": 4.00, "#0000ff": 8.59} {
		c, err := parseColour(text)
		if err != nil {
			t.Fatal(err)
		}
		if got := c.contrast(); math.Abs(got-ratio) > 0.006 {
			t.Errorf("contrast of %s = %.3f, want %.2f", text, got, ratio)
		}
	}
}

func TestNamedColours(t *testing.T) {
	names := colourNames()
	if len(names) != 148 {
		t.Errorf("%d names; CSS Color 4 has 148", len(names))
	}
	for name := range names {
		if _, err := parseColour(name); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestDarkenedColourHasTheContrast(t *testing.T) {
	for _, text := range []string{"white", "yellow", "#8fd3c8", "#777777"} {
		c, _ := parseColour(text)
		if d := c.darkened(4.5); d.contrast() < 4.5 || d.contrast() > 5 {
			t.Errorf("%s darkened is %s with %.2f", text, d, d.contrast())
		}
	}
}
