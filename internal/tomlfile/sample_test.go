package tomlfile

import (
	"errors"
	"strings"
	"testing"
	"time"

	"pairbook/internal/diag"
	"pairbook/internal/filetest"
)

// sample is a struct with every kind of field.
type sample struct {
	Title    string `toml:"title,required"`
	Language word   `toml:"language"`
	Status   string `toml:"status"`
	Held     bool   `toml:"held"`
	ratios
	*Deep
	Mentor   *person           `toml:"mentor"`
	Mentors  []person          `toml:"mentors"`
	Mentee   person            `toml:"mentee"`
	Schedule schedule          `toml:"schedule"`
	Goals    []goal            `toml:"goals"`
	Options  map[string]any    `toml:"options"`
	Strings  map[string]string `toml:"strings"`
	Numbers  []int             `toml:"numbers"`
	Free     any               `toml:"free"`
	Small    int8              `toml:"small"`
	Internal string
	Skipped  string `toml:"-"`
}

type ratios struct {
	Ratio  float64 `toml:"ratio"`
	Status int     `toml:"status"` // the outer one wins
}

type Deep struct {
	Depth *int `toml:"depth"`
}

type person struct {
	Name  string   `toml:"name,required"`
	Email string   `toml:"email"`
	Hopes []string `toml:"hopes"`
}

type schedule struct {
	First    day    `toml:"first"`
	Every    string `toml:"every"`
	Sessions int    `toml:"sessions,positive"`
	Breaks   []struct {
		Name string `toml:"name"`
		From day    `toml:"from,required"`
		To   *day   `toml:"to"`
	} `toml:"breaks"`
}

type goal struct {
	Title string   `toml:"title,required"`
	Due   day      `toml:"due"`
	Steps []string `toml:"steps"`
	Marks []day    `toml:"marks"`
}

// word is a text with a name of its own.
type word string

// day parses itself.
type day struct{ text string }

func (d *day) UnmarshalTOML(value any) error {
	switch v := value.(type) {
	case time.Time:
		if v.Location().String() == "date-local" {
			d.text = v.Format(time.DateOnly)
			return nil
		}
		return errors.New("a day is wanted here, without a time")
	case string:
		return diag.Complaint{Text: "a date stands without quotes", Hint: "write " + strings.Trim(v, `"`)}
	}
	return diag.Complaint{Text: "a date is wanted here"}
}

// golden compares what is said of each input of an archive.
func golden(t *testing.T, name string, say func(src diag.Source) string) {
	t.Helper()
	filetest.Pairs(t, name, func(t *testing.T, input string) string {
		return say(diag.Source{Name: "a.toml", Text: input})
	})
}

// prose joins problems as they are shown.
func prose(problems []diag.Problem) string {
	var b strings.Builder
	for _, p := range problems {
		b.WriteString(p.String() + "\n")
	}
	return b.String()
}
