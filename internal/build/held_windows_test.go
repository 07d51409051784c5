package build

import (
	"path/filepath"
	"testing"
	"time"

	"golang.org/x/sys/windows"
)

// hold opens a file as a program does that lets nobody else open it.
func hold(t *testing.T, name string) (release func()) {
	t.Helper()
	path, err := windows.UTF16PtrFromString(name)
	if err != nil {
		t.Fatal(err)
	}
	handle, err := windows.CreateFile(path, windows.GENERIC_READ, 0, nil, windows.OPEN_EXISTING, 0, 0)
	if err != nil {
		t.Fatal(err)
	}
	return func() { windows.CloseHandle(handle) }
}

func TestFilesHeldByAnotherProgramAreWaitedFor(t *testing.T) {
	dir := pairSite(t)
	mustRun(t, options(dir), &Memory{})
	for _, name := range []string{"public/index.html", "content/cohorts/spring/tom.toml", "site.toml", "facilitator/index.html"} {
		release := hold(t, filepath.Join(dir, filepath.FromSlash(name)))
		begun := time.Now()
		time.AfterFunc(300*time.Millisecond, release)
		mustRun(t, options(dir), &Memory{})
		if waited := time.Since(begun); waited < 300*time.Millisecond && filepath.Ext(name) == ".toml" {
			t.Errorf("%s: read after %s, while it was held", name, waited)
		}
	}
}
