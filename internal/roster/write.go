package roster

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/BurntSushi/toml"

	"pairbook/internal/diag"
	"pairbook/internal/program"
)

// A setting is a line of a table.
type setting struct {
	key   string
	value any // a string or a program.Date; empty: the line is left out
}

// write returns the file of a pair: what the sheet says, laid out as somebody
// would who writes such files by hand.
func (r *reader) write(p *pair) (string, error) {
	w := &writer{}
	w.line("# Imported from %s, %s. From now on this is the file to change.", comment(r.name), rowsOf(p.rows))
	w.line("# What is not said here comes from cohort.toml and site.toml.")
	w.line("")
	w.settings(setting{"title", p.title}, setting{"language", string(p.language)})
	if p.open {
		w.line(`status = "draft"    # one side is open; write the name below and take this line out`)
	} else {
		w.line(`#status = "draft"    # no pages are made until this line is gone`)
	}
	w.people(program.Mentor, p.mentors)
	w.people(program.Mentee, p.mentees)
	for _, o := range p.others {
		w.line("\n[[others]]")
		w.settings(setting{"name", o.Name}, setting{"role", o.Role}, setting{"email", string(o.Email)})
	}
	if !p.first.IsZero() {
		w.line("\n[schedule]")
		w.settings(setting{"first", p.first})
	}
	for i, g := range p.goals {
		if i == 0 {
			w.line("\n# The goals as the sheet has them; the pair makes them SMART when it first meets.")
		} else {
			w.line("")
		}
		w.line("[[goals]]")
		w.settings(setting{"title", g.title}, setting{"owner", g.owner})
		if i == 0 {
			w.line("#measurable = \"…\"    # how both will know that it is reached")
			w.line("#due = 2027-06-30")
		}
	}
	for i, topic := range strings.Fields(p.topics) {
		if i == 0 {
			w.line("\n# The roadmap: the first entry is session 1, the second session 2.")
		} else {
			w.line("")
		}
		w.line("[[sessions]]")
		w.settings(setting{"topic", topic})
	}
	return w.text.String(), w.err
}

// A writer writes TOML, each value by the encoder. It keeps the first error.
type writer struct {
	text strings.Builder
	err  error
}

// line writes a line with no text of the sheet in it.
func (w *writer) line(format string, args ...any) { fmt.Fprintf(&w.text, format+"\n", args...) }

// people writes the people of one side, a table each.
func (w *writer) people(role program.Role, people []program.Person) {
	for _, p := range people {
		if len(people) == 1 {
			w.line("\n[%s]", role)
		} else {
			w.line("\n[[%ss]]", role)
		}
		w.settings(setting{"name", p.Name}, setting{"preferred", p.Preferred}, setting{"title", p.Title}, setting{"team", p.Team},
			setting{"email", string(p.Email)}, setting{"phone", p.Phone}, setting{"pronouns", p.Pronouns},
			setting{"timezone", string(p.Timezone)}, setting{"login", p.Login}, setting{"link", string(p.Link)})
	}
}

// settings writes lines with their values below each other.
func (w *writer) settings(all ...setting) {
	longest := 0
	var kept []setting
	for _, s := range all {
		if s.value != "" {
			kept = append(kept, s)
			longest = max(longest, len(s.key))
		}
	}
	for _, s := range kept {
		w.line("%-*s = %s", longest, s.key, w.encode(s.value))
	}
}

// encode writes a value. A Date has digits and hyphens only, and is written as
// it is: the encoder knows days only as points of time.
func (w *writer) encode(value any) string {
	if d, ok := value.(program.Date); ok {
		return d.String()
	}
	var b bytes.Buffer
	err := toml.NewEncoder(&b).Encode(map[string]any{"v": value})
	encoded, ok := strings.CutPrefix(b.String(), "v = ")
	if (err != nil || !ok) && w.err == nil {
		w.err = fmt.Errorf("writing %T as TOML: %w", value, err)
	}
	return strings.TrimSuffix(encoded, "\n")
}

// comment makes a file's name safe to stand in a comment, which ends with its line.
func comment(name string) string {
	return strings.Map(func(c rune) rune {
		if c < ' ' || c == 0x7f || c == utf8.RuneError {
			return '_'
		}
		return c
	}, name)
}

func rowsOf(rows []int) string {
	if len(rows) == 1 {
		return fmt.Sprintf("row %d", rows[0])
	}
	var all []string
	for _, n := range rows {
		all = append(all, fmt.Sprint(n))
	}
	return "rows " + diag.List(all)
}
