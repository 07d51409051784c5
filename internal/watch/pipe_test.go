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
	f.want(difference{changed: []string{"content/pipe.toml"}})
	f.want(difference{}, "content/pipe.toml")
}
