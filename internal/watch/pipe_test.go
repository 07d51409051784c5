//go:build unix

package watch

import (
	"syscall"
	"testing"
)

func TestAPipeIsSeenAndNeverOpened(t *testing.T) {
	f := newFolder(t)
	if err := syscall.Mkfifo(f.path("content/pipe.toml"), 0o666); err != nil {
		t.Skip(err)
	}
	f.want(answer{found: []string{"content/pipe.toml"}})
	f.want(answer{}, "content/pipe.toml")
}
