package diag

import (
	"fmt"
	"runtime"
	"runtime/debug"
)

// A Crash is a mistake of ours: a panic, caught before it could end the program
// in a goroutine of its own.
type Crash struct {
	What  string // nothing that a site says
	Stack []byte // names of functions and addresses of memory only
}

func (c *Crash) Error() string { return "internal error: " + c.What }

// Catch makes an error of a panic. It is deferred, with the address of the
// function's error result. Of the panic's own value only what the runtime says is
// kept: anything else might quote the site.
func Catch(err *error) {
	value := recover()
	if value == nil {
		return
	}
	what := fmt.Sprintf("%T", value)
	if fault, ok := value.(runtime.Error); ok {
		what = fault.Error()
	}
	*err = &Crash{What: what, Stack: debug.Stack()}
}
