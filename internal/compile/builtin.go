package compile

import (
	"cmp"
	"reflect"
)

// builtins are the functions of text/template that are compiled.
var builtins = map[string]func(args []expr) expr{
	"and": func(args []expr) expr { return either(args, false) },
	"or":  func(args []expr) expr { return either(args, true) },
	"not": func(args []expr) expr {
		exactly(1, args)
		test := condition(args[0])
		return truthOf(func(s *state) bool { return !test(s) })
	},
	"eq": func(args []expr) expr {
		if len(args) < 2 {
			giveUp("the number of arguments")
		}
		var tests []func(*state) int
		for _, x := range args[1:] {
			tests = append(tests, comparison(args[0], x))
		}
		return truthOf(func(s *state) bool {
			for _, compare := range tests {
				if compare(s) == 0 {
					return true
				}
			}
			return false
		})
	},
	"ne": func(args []expr) expr { return compared(args, func(by int) bool { return by != 0 }) },
	"lt": func(args []expr) expr { return compared(args, func(by int) bool { return by < 0 }) },
	"gt": func(args []expr) expr { return compared(args, func(by int) bool { return by > 0 }) },
	"len": func(args []expr) expr {
		exactly(1, args)
		if k := args[0].typ.Kind(); k != reflect.Slice && k != reflect.String {
			giveUp("len of %v", args[0].typ)
		}
		value := args[0].value
		return of(intType, false, func(s *state) reflect.Value { return reflect.ValueOf(value(s).Len()) })
	},
}

func exactly(n int, args []expr) {
	if len(args) != n {
		giveUp("the number of arguments")
	}
}

func truthOf(test func(*state) bool) expr {
	return of(reflect.TypeFor[bool](), false, func(s *state) reflect.Value { return reflect.ValueOf(test(s)) })
}

// either compiles and, or: the first argument whose truth decides, or the last.
func either(args []expr, decides bool) expr {
	if len(args) == 0 {
		giveUp("the number of arguments")
	}
	typ := args[0].typ
	var tests []func(*state) bool
	for _, x := range args {
		if x.typ != typ {
			typ = anyType
		}
		tests = append(tests, condition(x))
	}
	last := len(args) - 1
	return of(typ, false, func(s *state) reflect.Value {
		for i, test := range tests[:last] {
			if test(s) == decides {
				return args[i].value(s)
			}
		}
		return args[last].value(s)
	})
}

// compared compiles a comparison of two values.
func compared(args []expr, which func(by int) bool) expr {
	exactly(2, args)
	compare := comparison(args[0], args[1])
	return truthOf(func(s *state) bool { return which(compare(s)) })
}

// comparison compiles the comparison of two texts or two whole numbers.
func comparison(a, b expr) func(*state) int {
	switch {
	case a.text != nil && b.text != nil:
		return func(s *state) int { return cmp.Compare(a.text(s), b.text(s)) }
	case a.typ.Kind() == reflect.Int && b.typ.Kind() == reflect.Int:
		return func(s *state) int { return cmp.Compare(a.value(s).Int(), b.value(s).Int()) }
	}
	giveUp("%v is compared with %v", a.typ, b.typ)
	panic("not reached")
}
