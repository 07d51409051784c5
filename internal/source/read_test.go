package source

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"pairbook/internal/diag"
)

func TestReadReturnsTheTextWithoutMark(t *testing.T) {
	world := fstest.MapFS{
		"plain.toml": {Data: []byte("name = \"Zoë\"\r\nx = 1\n")},
		"mark.toml":  {Data: []byte("\xef\xbb\xbfname = 1")},
		"empty.toml": {},
	}
	for name, want := range map[string]string{
		"plain.toml": "name = \"Zoë\"\r\nx = 1\n",
		"mark.toml":  "name = 1",
		"empty.toml": "",
	} {
		src, problem, err := Read(world, name, 100)
		if problem != nil || err != nil || src != (diag.Source{Name: name, Text: want}) {
			t.Errorf("Read(%s) = %+v, %v, %v", name, src, problem, err)
		}
	}
}

func TestReadNamesWhatIsNoText(t *testing.T) {
	wide := func(text string, low int) []byte {
		b := make([]byte, 2*len(text))
		for i := range len(text) {
			b[2*i+low] = text[i]
		}
		return b
	}
	world := fstest.MapFS{
		"16le.toml":  {Data: append([]byte("\xff\xfe"), wide("name = 1", 0)...)},
		"16be.toml":  {Data: append([]byte("\xfe\xff"), wide("name = 1", 1)...)},
		"16.toml":    {Data: wide("name = \"A\"\r\n", 0)},
		"latin.toml": {Data: []byte("a = 1\nname = \"Zo\xeb\"\n")},
		"zero.toml":  {Data: []byte("a = 1\nb =\x00 2 and some more text\n")},
		"rich.toml":  {Data: []byte(`{\rtf1\ansi name = "A"}`)},
		"word.toml":  {Data: []byte("PK\x03\x04zip")},
		"old.toml":   {Data: []byte("\xd0\xcf\x11\xe0\xa1")},
	}
	const notepad = "\n   save the file as UTF-8: in Notepad, Save as, Encoding: UTF-8"
	for name, want := range map[string]string{
		"16le.toml":  "16le.toml: the file is saved as UTF-16, an encoding that cannot be read here" + notepad,
		"16be.toml":  "16be.toml: the file is saved as UTF-16, an encoding that cannot be read here" + notepad,
		"16.toml":    "16.toml: the file is saved as UTF-16, an encoding that cannot be read here" + notepad,
		"latin.toml": "latin.toml:2:11: this character is not UTF-8 (byte EB)\n    2 | name = \"Zo\ufffd\"\n      |           ^" + notepad,
		"zero.toml":  "zero.toml:2:4: this is not a text file: it holds a zero byte\n    2 | b =\ufffd 2 and some more text\n      |    ^\n   look whether the file is what its name says, or save it anew",
		"rich.toml":  "rich.toml: this is rich text with formatting, plain text is wanted\n   save it as plain text: in TextEdit, Format, Make Plain Text",
		"word.toml":  "word.toml: this is a document of an office program or an archive, plain text is wanted\n   copy its text into a plain text file",
		"old.toml":   "old.toml: this is a document of an office program or an archive, plain text is wanted\n   copy its text into a plain text file",
	} {
		src, problem, err := Read(world, name, 1000)
		if err != nil || problem == nil || src != (diag.Source{}) {
			t.Errorf("Read(%s) = %+v, %v, %v", name, src, problem, err)
			continue
		}
		if diff := cmp.Diff(want, problem.String()); diff != "" {
			t.Errorf("Read(%s) (-want +got):\n%s", name, diff)
		}
		if data, problem, err := ReadBinary(world, name, 1000); problem != nil || err != nil || len(data) == 0 {
			t.Errorf("ReadBinary(%s) = %d bytes, %v, %v", name, len(data), problem, err)
		}
	}
}

func TestReadStopsAtTheLimit(t *testing.T) {
	world := fstest.MapFS{
		"at.md":    {Data: []byte(strings.Repeat("a", 2048))},
		"above.md": {Data: []byte(strings.Repeat("a", 2049))},
	}
	if src, problem, err := Read(world, "at.md", 2048); problem != nil || err != nil || len(src.Text) != 2048 {
		t.Errorf("at the limit: %d bytes, %v, %v", len(src.Text), problem, err)
	}
	_, problem, err := Read(world, "above.md", 2048)
	want := "above.md: the file is too large: 2.1 KiB, and at most 2 KiB can be read\n" +
		"   divide it into several files, or look whether it is what its name says"
	if err != nil || problem == nil || problem.String() != want {
		t.Errorf("above the limit: %v, %v; want\n%s", problem, err, want)
	}
}

// growing is a file that is larger when it is read than when it was looked at.
type growing struct{ fstest.MapFS }

func (g growing) Lstat(name string) (fs.FileInfo, error) { return g.Stat(name) }
func (g growing) ReadLink(name string) (string, error)   { return "", fs.ErrInvalid }
func (g growing) Stat(string) (fs.FileInfo, error)       { return fs.Stat(g.MapFS, "small") }

func TestReadStopsAtTheLimitOfAGrowingFile(t *testing.T) {
	world := growing{fstest.MapFS{"small": {Data: []byte("a")}, "log": {Data: make([]byte, 5000)}}}
	_, problem, err := ReadBinary(world, "log", 100)
	if err != nil || problem == nil || !strings.Contains(problem.Text, "too large: 101 bytes, and at most 100 bytes") {
		t.Errorf("ReadBinary = %v, %v", problem, err)
	}
}

func TestReadRefusesWhatIsNoFile(t *testing.T) {
	world := fstest.MapFS{
		"folder/x":  {},
		"pipe.toml": {Mode: fs.ModeNamedPipe},
		"sock.toml": {Mode: fs.ModeSocket},
		"dev.toml":  {Mode: fs.ModeDevice},
	}
	for name, kind := range map[string]string{
		"folder": "a folder", "pipe.toml": "a pipe", "sock.toml": "a socket", "dev.toml": "a device",
	} {
		_, problem, err := Read(world, name, 10)
		want := name + ": a file is wanted here, this is " + kind + "\n   rename it or take it away"
		if err != nil || problem == nil || problem.String() != want {
			t.Errorf("Read(%s) = %v, %v; want\n%s", name, problem, err, want)
		}
	}
}

func TestReadMissingFileIsAnError(t *testing.T) {
	for _, world := range []fs.FS{fstest.MapFS{}, rootOf(t, t.TempDir())} {
		_, problem, err := Read(world, "content/none.toml", 10)
		if problem != nil || !errors.Is(err, fs.ErrNotExist) || err.Error() != "reading content/none.toml: "+cause(err) {
			t.Errorf("Read = %v, %v", problem, err)
		}
	}
	if _, _, err := Read(fstest.MapFS{}, "../x", 10); !errors.Is(err, fs.ErrInvalid) {
		t.Errorf("a name outside gives %v", err)
	}
}

func TestFileBelowAFileIsMissing(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "content"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, world := range []fs.FS{fstest.MapFS{"content": {}}, rootOf(t, dir)} {
		if _, problem, err := Read(world, "content/a.toml", 10); problem != nil || !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("Read = %v, %v", problem, err)
		}
	}
}

func cause(err error) string { return errors.Unwrap(err).Error() }

// broken is a file system whose disk fails.
type broken struct{}

var errDisk = errors.New("input/output error")

func (broken) Open(name string) (fs.File, error) {
	return nil, &fs.PathError{Op: "open", Path: "/home/ann/" + name, Err: errDisk}
}

func TestReadPassesOnFaultsOfTheMachine(t *testing.T) {
	_, problem, err := Read(broken{}, "site.toml", 10)
	if problem != nil || !errors.Is(err, errDisk) || err.Error() != "reading site.toml: input/output error" {
		t.Errorf("Read = %v, %v", problem, err)
	}
}

func rootOf(t *testing.T, dir string) fs.FS {
	t.Helper()
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { root.Close() })
	return root.FS()
}

func TestReadFollowsLinksInsideTheSiteOnly(t *testing.T) {
	dir, outside := t.TempDir(), t.TempDir()
	write := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	link := func(to, name string) {
		t.Helper()
		if err := os.Symlink(to, filepath.Join(dir, name)); err != nil {
			t.Skip("no symbolic links here: ", err)
		}
	}
	write(filepath.Join(outside, "secret.toml"), "secret = 1")
	write(filepath.Join(dir, "real.toml"), "real = 1")
	link("real.toml", "inside.toml")
	link(filepath.Join(outside, "secret.toml"), "absolute.toml")
	link("../../../../../../etc/hostname", "relative.toml")
	link(outside, "folder")
	link("nowhere.toml", "dangling.toml")
	link("loop.toml", "loop.toml")

	world := rootOf(t, dir)
	if src, problem, err := Read(world, "inside.toml", 100); src.Text != "real = 1" {
		t.Errorf("a link inside the site: %+v, %v, %v", src, problem, err)
	}
	const out = ": this is a link to a place outside the site folder\n   put the file itself into the site folder"
	for name, want := range map[string]string{
		"absolute.toml":      out,
		"relative.toml":      out,
		"folder/secret.toml": out,
		"dangling.toml":      ": this is a link to a file that does not exist\n   put the file itself here, or delete the link",
		"loop.toml":          ": this is a link that leads back to itself\n   put the file itself here, or delete the link",
	} {
		src, problem, err := Read(world, name, 100)
		if err != nil || problem == nil || problem.String() != name+want {
			t.Errorf("Read(%s) = %+v, %v, %v", name, src, problem, err)
		}
	}
}

func TestAmountsRoundUp(t *testing.T) {
	for n, want := range map[int64]string{
		0: "0 bytes", 1023: "1023 bytes", 1024: "1 KiB", 1025: "1.1 KiB", 1 << 20: "1 MiB", 1<<20 + 1: "1.1 MiB", 8 << 20: "8 MiB",
	} {
		if got := amount(n); got != want {
			t.Errorf("amount(%d) = %q; want %q", n, got, want)
		}
	}
}
