package output

import (
	"fmt"
	"io/fs"
	"os"
	"strings"
	"syscall"
	"testing"
)

// mountSmall mounts a disk of one megabyte for the test.
func mountSmall(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=1m"); err != nil {
		t.Skipf("no right to mount a small disk: %v", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, 0); err != nil {
			t.Error(err)
		}
	})
	return dir
}

// A disk of one megabyte is full before the build has ended.
func TestFullDisk(t *testing.T) {
	dir := mountSmall(t)
	b := newBench(t)
	b.o.Trees[0].Dir = dir + "/out/public"
	must(t, os.Mkdir(dir+"/out", 0o755))
	old, big := pages{}, pages{}
	for i := range 20 {
		name := fmt.Sprintf("public/spring/p%d/index.html", i)
		old[name] = strings.Repeat("old ", 2000)
		big[name] = strings.Repeat("big ", 40000)
	}
	b.build(old)
	for range 3 {
		_, err := build(t.Context(), b.o, big)
		checkFault(t, "full disk", err, syscall.ENOSPC)
		for name, data := range readTree(t, dir+"/out") {
			if !strings.HasSuffix(name, markerName) && data != old[name] {
				t.Errorf("%s: %d bytes", name, len(data))
			}
		}
	}
	b.wantResult(b.build(old), Result{Unchanged: 20})
}

func TestReadOnlyDisk(t *testing.T) {
	dir := mountSmall(t)
	b := newBench(t)
	b.o.Trees[0].Dir = dir + "/out/public"
	must(t, os.Mkdir(dir+"/out", 0o755))
	b.build(before())
	must(t, syscall.Mount("", dir, "", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""))
	_, err := build(t.Context(), b.o, after())
	checkFault(t, "read-only disk", err, syscall.EROFS)
	must(t, syscall.Mount("", dir, "", syscall.MS_REMOUNT, "size=1m"))
	b.build(after())
}

func TestFolderWithoutPermission(t *testing.T) {
	if os.Getuid() == 0 {
		t.Skip("permissions do not hold back root")
	}
	b := newBench(t)
	b.build(before())
	must(t, os.Chmod(b.path("public/spring/tom"), 0o555))
	defer os.Chmod(b.path("public/spring/tom"), 0o755)
	_, err := build(t.Context(), b.o, after())
	checkFault(t, "no permission", err, syscall.EACCES)
}

func TestFilesHaveTheModeThatTheUmaskAllows(t *testing.T) {
	old := syscall.Umask(0o027)
	defer syscall.Umask(old)
	b := newBench(t)
	b.build(before())
	for name, want := range map[string]fs.FileMode{"public/index.html": 0o640, "public/spring/tom": 0o750, "public": 0o750, "public/" + markerName: 0o640} {
		info, err := os.Stat(b.path(name))
		must(t, err)
		if info.Mode().Perm() != want {
			t.Errorf("%s has mode %v, want %v", name, info.Mode().Perm(), want)
		}
	}
}
