package render

import (
	"errors"
	"html/template"
	texttemplate "text/template"

	"pairbook/internal/program"
	"pairbook/internal/workbook"
)

// manyParts is how many drawn parts an edition remembers: the prompts of all
// guidance and topics, a hundred values of progress, and some more.
const manyParts = 4096

// A partKey is a part and what it was drawn from. The dot is a value that Go can
// compare, and that says all the part can know.
type partKey struct {
	name string
	dot  any
}

// part draws one of the shared parts, or remembers it.
func (e *edition) part(name string, dot any) (template.HTML, error) {
	dot, comparable := value(dot)
	key := partKey{name, dot}
	if comparable {
		e.mu.Lock()
		drawn, known := e.parts[key]
		e.mu.Unlock()
		if known {
			return drawn, nil
		}
	}
	out := borrow()
	defer giveBack(out)
	if err := e.set.ExecuteTemplate(limited{out}, name, dot); err != nil {
		return "", err
	}
	drawn := markup(out.String())
	if comparable {
		e.mu.Lock()
		if len(e.parts) >= manyParts {
			clear(e.parts)
		}
		e.parts[key] = drawn
		e.mu.Unlock()
	}
	return drawn, nil
}

// value returns what stands for a dot in a key. Only types are taken of which
// two that are equal are the same to a template, whatever it does with them.
func value(dot any) (v any, ok bool) {
	switch dot := dot.(type) {
	case *workbook.Guide:
		if dot != nil {
			return *dot, true
		}
	case workbook.Guide, workbook.Prompt, program.Percent, program.Contact:
		return dot, true
	}
	return dot, false
}

// innermost returns the mistake itself, when it happened in a part that was
// drawn for another template.
func innermost(err error) error {
	for {
		var failed texttemplate.ExecError
		if !errors.As(err, &failed) {
			return err
		}
		var inner texttemplate.ExecError
		if !errors.As(failed.Err, &inner) {
			return failed
		}
		err = inner
	}
}
