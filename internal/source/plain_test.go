package source

import (
	"io/fs"
	"testing"
	"testing/fstest"
	"time"

	"pairbook/internal/filetest"
)

// described is a file as the machine describes it.
type described struct {
	fs.FileInfo // of its methods only those below are asked
	mode        fs.FileMode
	sys         any
}

func (d described) Mode() fs.FileMode { return d.mode }
func (d described) Sys() any          { return d.sys }

// windowsData has the field of syscall.Win32FileAttributeData, of its type.
type windowsData struct{ FileAttributes uint32 }

func TestCloudFilesArePlainAndJunctionsAreNot(t *testing.T) {
	const reparsePoint, archive, folder, offline = 0x400, 0x20, 0x10, 0x1000
	for _, c := range []struct {
		what string
		mode fs.FileMode
		sys  any
		want bool
	}{
		{"a file", 0o644, nil, true},
		{"a file of Windows", 0o666, &windowsData{archive}, true},
		{"a file in OneDrive", fs.ModeIrregular | 0o666, &windowsData{reparsePoint | archive}, true},
		{"a file in OneDrive, not downloaded", fs.ModeIrregular | 0o666, &windowsData{reparsePoint | offline}, true},
		{"an irregular file of another system", fs.ModeIrregular, nil, true},
		{"a folder in OneDrive", fs.ModeDir | fs.ModeIrregular | 0o777, &windowsData{reparsePoint | folder}, false},
		{"a junction", fs.ModeIrregular | 0o666, &windowsData{reparsePoint | folder}, false},
		{"a folder", fs.ModeDir | 0o755, nil, false},
		{"a link", fs.ModeSymlink | 0o777, nil, false},
		{"a pipe", fs.ModeNamedPipe, nil, false},
		{"a device", fs.ModeDevice | fs.ModeCharDevice, nil, false},
		{"a socket", fs.ModeSocket, &windowsData{reparsePoint}, false},
	} {
		info := described{mode: c.mode, sys: c.sys}
		if got := PlainFile(info); got != c.want {
			t.Errorf("PlainFile(%s) = %t", c.what, got)
		}
	}
}

func TestCloudFilesAreRead(t *testing.T) {
	fsys := filetest.Cloud(fstest.MapFS{"a/b.toml": {Data: []byte("x = 1"), ModTime: time.Now()}})
	src, problem, err := Read(fsys, "a/b.toml", 100)
	if src.Text != "x = 1" || problem != nil || err != nil {
		t.Errorf("Read = %q, %v, %v", src.Text, problem, err)
	}
	entries, err := fs.ReadDir(fsys, "a")
	if err != nil || entries[0].Type() != fs.ModeIrregular || !PlainEntry(entries[0]) {
		t.Errorf("ReadDir = %v, %v", entries, err)
	}
}

func TestNamesOfDevicesAreNotTakenForLinks(t *testing.T) {
	for name, want := range map[string]string{
		"content/cohorts/con":          `Windows keeps the name "con" for a device, and opens no file or folder of that name`,
		"content/NUL.toml":             `Windows keeps the name "NUL.toml" for a device, and opens no file or folder of that name`,
		"content/com1 .x/a.toml":       `Windows keeps the name "com1 .x" for a device, and opens no file or folder of that name`,
		"content/cohorts/console":      "this is a link to a place outside the site folder",
		"content/cohorts/com/a10.toml": "this is a link to a place outside the site folder",
	} {
		if got := outside(name).Text; got != want {
			t.Errorf("outside(%s) says %s", name, got)
		}
	}
}
