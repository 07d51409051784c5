package diag

import (
	"errors"
	"strings"
	"testing"
)

func TestAPanicBecomesAnErrorThatQuotesNothing(t *testing.T) {
	run := func(fail func()) (err error) {
		defer Catch(&err)
		fail()
		return nil
	}
	if err := run(func() {}); err != nil {
		t.Errorf("without a panic: %v", err)
	}
	var list []int
	for _, c := range []struct {
		fail func()
		want string
	}{
		{func() { _ = list[3] }, "internal error: runtime error: index out of range [3] with length 0"},
		{func() { panic("Tom Okafor") }, "internal error: string"},
		{func() { panic(errors.New("Tom Okafor")) }, "internal error: *errors.errorString"},
	} {
		var crash *Crash
		if err := run(c.fail); !errors.As(err, &crash) || err.Error() != c.want {
			t.Errorf("error = %v; want %s", err, c.want)
		} else if !strings.Contains(string(crash.Stack), "crash_test.go") {
			t.Errorf("the stack does not say where:\n%s", crash.Stack)
		}
	}
}
