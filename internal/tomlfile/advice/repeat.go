package advice

import (
	"fmt"
	"strings"

	"pairbook/internal/diag"
)

// A Repeat is a name that stands twice where that is not allowed.
type Repeat struct{ First, Second Use }

// A Use is one of the places where a name stands.
type Use struct {
	At, Width int    // the name
	Head      string // the whole of [name] or [[name]]; "" for a key
	List      bool   // it is [[name]]
}

// repeated explains a table or key that is there twice.
func repeated(st *Stop) (diag.Problem, bool) {
	if st.Kind != Repeated {
		return diag.Problem{}, false
	}
	if st.Twice != nil {
		return st.Twice.Explain(st.Source), true
	}
	return st.problem(st.Offset, 1, "this name is already in use in the file", "give it once, and keep one of the two"), true
}

// Explain makes the problem of the second use.
func (r *Repeat) Explain(src diag.Source) diag.Problem {
	first, second := r.First, r.Second
	line := src.At(first.At, 1).Line
	name := strings.Trim(src.Text[second.At:second.At+second.Width], `"'`)
	p := diag.Problem{Position: src.At(second.At, second.Width)}
	switch {
	case first.Head == "" && second.Head == "":
		p.Text = fmt.Sprintf("%q appears a second time; the first is on line %d", name, line)
		p.Hint = "delete one of the two lines"
	case first.Head == "" || second.Head == "":
		p.Text = fmt.Sprintf("%q is used for a value and for a table; the first is on line %d", name, line)
		p.Hint = "keep one of the two"
	case first.List == second.List:
		p.Text = fmt.Sprintf("%s appears a second time; the first is on line %d", second.Head, line)
		p.Hint = several(name, second.Head)
	default:
		p.Text = fmt.Sprintf("%q is used both as [%s] and as [[%s]]; the first is on line %d", name, name, name, line)
		p.Hint = fmt.Sprintf("write [[%s]] everywhere if there are several, else [%s] once", name, name)
		if name == "mentor" || name == "mentee" {
			p.Hint = several(name, "")
		}
	}
	return p
}

// several says how to write what there is more than one of.
func several(name, whole string) string {
	switch {
	case name == "mentor" || name == "mentee":
		return fmt.Sprintf("for several %ss write [[%ss]] above each", name, name)
	case strings.HasSuffix(name, "s"):
		return fmt.Sprintf("if there are several, write [[%s]] above each", name)
	}
	return "put the keys of both below the first " + whole
}
