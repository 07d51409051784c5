package edit

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pairbook/internal/diag"
	"pairbook/internal/program"
	"pairbook/internal/state"
)

// newFolder is a site on the disk with one pair.
func newFolder(t *testing.T) *Folder {
	t.Helper()
	f := NewFolder(t.TempDir(), builtin)
	save(t, f, "site.toml", "title = \"Test\"\n")
	save(t, f, "content/cohorts/spring/tom.toml", pair)
	return f
}

func save(t *testing.T, f *Folder, name, text string) {
	t.Helper()
	name = filepath.Join(f.Dir, filepath.FromSlash(name))
	must(t, os.MkdirAll(filepath.Dir(name), 0o777))
	must(t, os.WriteFile(name, []byte(text), 0o666))
}

// mentee is the name of the one mentee, as the folder remembers the site.
func mentee(t *testing.T, f *Folder) string {
	t.Helper()
	loaded, _, err := f.Site(t.Context())
	must(t, err)
	return loaded.Cohorts[0].Relationships[0].Mentees[0].Name
}

// renamed proposes another name for the mentee.
func renamed(t *testing.T, f *Folder, name string) *Proposal {
	t.Helper()
	proposal, err := f.Propose(t.Context(), func(p *Plan) (string, error) {
		for _, rel := range p.Find("spring/tom", diag.Position{}) {
			p.SetTable(rel, "mentee", []Pair{{"name", name}}, diag.Position{})
		}
		return "rename", nil
	})
	must(t, err)
	return proposal
}

func TestAFolderRemembersUntilItIsToldOfChanges(t *testing.T) {
	f := newFolder(t)
	if got := mentee(t, f); got != "Tom Okafor" {
		t.Fatal(got)
	}
	save(t, f, "content/cohorts/spring/tom.toml", strings.Replace(pair, "Tom Okafor", "Ada Berg", 1))
	if got := mentee(t, f); got != "Tom Okafor" {
		t.Errorf("it was read again: %s", got)
	}
	f.Changed([]string{"content/cohorts/spring/tom.toml"})
	if got := mentee(t, f); got != "Ada Berg" {
		t.Errorf("it was not read again: %s", got)
	}
	save(t, f, "content/cohorts/spring/tom.toml", pair)
	f.Changed(nil)
	if got := mentee(t, f); got != "Tom Okafor" {
		t.Errorf("it was not read again: %s", got)
	}
}

// What is proposed and not applied is forgotten; what is applied is there.
func TestAProposalIsNotYetMade(t *testing.T) {
	f := newFolder(t)
	proposal := renamed(t, f, "Ada Berg")
	if proposal.Change == nil || len(proposal.Change.Files) != 1 {
		t.Fatalf("%+v", proposal)
	}
	if got := mentee(t, f); got != "Tom Okafor" {
		t.Errorf("%s, though nothing was applied", got)
	}
	must(t, f.Apply(t.Context(), proposal.Change))
	if got := mentee(t, f); got != "Ada Berg" {
		t.Errorf("%s after it was applied", got)
	}
	// A problem of a file is found anew each time.
	for range 2 {
		proposal = renamed(t, f, "Amara Nwosu")
		if proposal.Change != nil || len(proposal.Problems) == 0 || !strings.Contains(proposal.Problems[0].Text, "is both mentor and mentee") {
			t.Errorf("%+v", proposal)
		}
	}
	if got := mentee(t, f); got != "Ada Berg" {
		t.Errorf("%s after a problem", got)
	}
	if _, err := f.Propose(t.Context(), func(*Plan) (string, error) { return "", fs.ErrInvalid }); !errors.Is(err, fs.ErrInvalid) {
		t.Errorf("%v", err)
	}
}

func TestAFolderTakesBackWhatIsMeant(t *testing.T) {
	f := newFolder(t)
	if id, what, err := f.Last(); id != "" || what != "" || err != nil {
		t.Errorf("%q %q %v", id, what, err)
	}
	if _, err := f.Undo(t.Context(), "x"); !errors.Is(err, ErrNothing) {
		t.Errorf("%v", err)
	}
	must(t, f.Apply(t.Context(), renamed(t, f, "Ada Berg").Change))
	first, what, err := f.Last()
	if what != "rename" || err != nil {
		t.Errorf("%q %v", what, err)
	}
	must(t, f.Apply(t.Context(), renamed(t, f, "Bo Lind").Change))
	if _, err := f.Undo(t.Context(), first); !errors.Is(err, ErrOther) {
		t.Errorf("%v", err)
	}
	second, _, err := f.Last()
	must(t, err)
	back, err := f.Undo(t.Context(), second)
	if err != nil || len(back.Files) != 1 || mentee(t, f) != "Ada Berg" {
		t.Errorf("%+v, %v, %s", back, err, mentee(t, f))
	}
	if again, _, err := f.Last(); again != first || err != nil {
		t.Errorf("%q, %v; want %q", again, err, first)
	}
}

func TestTextsOfAFolder(t *testing.T) {
	f := newFolder(t)
	for name, text := range map[string]string{
		"content/topics/own.md": "# Own\n", "content/.hidden.md": "x", "content/picture.png": "x", "templates/page.html": "x", "public/index.html": "x", "notes.md": "x",
		"content/.git/config.md": "x", "empty/x.md": "",
	} {
		save(t, f, name, text)
	}
	save(t, f, "content/guidance/empty.md", "")
	outside := filepath.Join(t.TempDir(), "secret.md")
	must(t, os.WriteFile(outside, []byte("secret"), 0o666))
	linked := os.Symlink(outside, filepath.Join(f.Dir, "content", "linked.md")) == nil && os.Symlink(filepath.Dir(outside), filepath.Join(f.Dir, "content", "folder")) == nil
	names, err := f.Texts()
	must(t, err)
	want := "site.toml content/cohorts/spring/tom.toml content/guidance/empty.md content/topics/own.md templates/page.html"
	if got := strings.Join(names, " "); got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
	if data, err := f.Read("content/topics/own.md"); string(data) != "# Own\n" || err != nil {
		t.Errorf("%q, %v", data, err)
	}
	if data, err := f.Read("content/guidance/empty.md"); data == nil || len(data) > 0 || err != nil {
		t.Errorf("%v, %v", data, err)
	}
	for _, name := range []string{"content/topics/none.md", "content/none/at/all.md"} {
		if data, err := f.Read(name); data != nil || err != nil {
			t.Errorf("%s: %v, %v", name, data, err)
		}
	}
	refused := []string{"", ".", "content", "site.md", "notes.md", "../x.md", "content/../site.toml", "/etc/passwd", "content//x.md", "content/.hidden.md", "content/x", "content/picture.png", "public/index.html", `content\x.md`, "content/c:x.md", "content/x.md.", "content/a\nb.md", "content/a\u202eb.md", ".pairbook/change"}
	if linked {
		refused = append(refused, "content/linked.md", "content/folder/secret.md")
	}
	for _, name := range refused {
		var refusal *state.Refusal
		if data, err := f.Read(name); data != nil || !errors.As(err, &refusal) {
			t.Errorf("%q: %q, %v", name, data, err)
		}
	}
}

// A text that is replaced whole is checked as others are, and a file that is no TOML too.
func TestAWholeTextIsReplaced(t *testing.T) {
	f := newFolder(t)
	replace := func(name, before, after string) *Proposal {
		t.Helper()
		proposal, err := f.Propose(t.Context(), func(p *Plan) (string, error) {
			var was []byte
			if before != "" {
				was = []byte(before)
			}
			p.Replace(name, was, []byte(after))
			return "text", nil
		})
		must(t, err)
		return proposal
	}
	if p := replace("content/cohorts/spring/tom.toml", pair, "[mentor\n"); p.Change != nil || len(p.All) == 0 || p.Problems[0].Position.Line != 1 {
		t.Errorf("%+v", p)
	}
	if p := replace("content/topics/own.md", "", "# Own\n"); p.Change == nil || p.Change.Files[0].Before != nil {
		t.Errorf("%+v", p)
	}
	if p := replace("content/cohorts/spring/tom.toml", pair, pair); p.Change == nil || !p.Change.Empty() {
		t.Errorf("%+v", p)
	}
}

func TestTablesAreSetAndEmptied(t *testing.T) {
	f := newFolder(t)
	save(t, f, "content/cohorts/spring/tom.toml", pair+"email = \"tom@example.org\" # work\n\n[[others]]\nname = \"Ines\"\nrole = \"Sponsor\"\n")
	proposal, err := f.Propose(t.Context(), func(p *Plan) (string, error) {
		rel := p.Find("spring/tom", diag.Position{})[0]
		p.SetTable(rel, "mentee", []Pair{{"email", nil}, {"team", "Works"}}, diag.Position{})
		p.SetTable(rel, "others[1]", []Pair{{"name", "Ines Duarte"}}, diag.Position{})
		p.SetTable(rel, "agreement.contact", []Pair{{"mentor", "By e-mail"}, {"mentee", nil}}, diag.Position{})
		p.AddEntry(rel, "goals", []Pair{{"title", "Learn"}, {"due", program.Date{Year: 2027, Month: 5, Day: 1}}}, diag.Position{})
		return "tables", nil
	})
	must(t, err)
	if proposal.Change == nil {
		t.Fatalf("%+v", proposal.Problems)
	}
	want := "[mentor]\nname = \"Amara Nwosu\"\n[mentee]\nname = \"Tom Okafor\"\nteam = \"Works\"\n# work\n"
	if got := string(proposal.Change.Files[0].After); !strings.HasPrefix(got, want) || !strings.Contains(got, "name = \"Ines Duarte\"") ||
		!strings.Contains(got, "[agreement.contact]\nmentor = \"By e-mail\"\n") || !strings.Contains(got, "[[goals]]\ntitle = \"Learn\"\ndue   = 2027-05-01\n") {
		t.Errorf("it is\n%s", got)
	}
}
