package forms

import (
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"path"
	"slices"
	"strconv"
	"strings"

	"pairbook/internal/diag"
	"pairbook/internal/edit"
	"pairbook/internal/state"
)

// A filesPage lists the texts of the site, and those of Pairbook that a site may have as its own.
type filesPage struct {
	Groups  []fileGroup
	Builtin []string
	New     string // the address that opens a file
}

type fileGroup struct {
	Folder string
	Files  []fileLine
}

type fileLine struct{ Name, Href string }

func (q *request) files() error {
	if q.without() {
		return nil
	}
	names, err := q.site.Texts()
	if err != nil {
		return err
	}
	page := filesPage{New: q.address("desk/text")}
	for _, name := range names {
		folder := path.Dir(name)
		if n := len(page.Groups); n == 0 || page.Groups[n-1].Folder != folder {
			page.Groups = append(page.Groups, fileGroup{Folder: folder})
		}
		g := &page.Groups[len(page.Groups)-1]
		g.Files = append(g.Files, fileLine{path.Base(name), q.editorAt(name, 0)})
	}
	slices.SortStableFunc(page.Groups, func(a, b fileGroup) int { return strings.Compare(a.Folder, b.Folder) })
	for _, dir := range []string{"content/guidance", "content/topics", "content/messages"} {
		entries, _ := fs.ReadDir(q.desk.Builtin, dir)
		for _, e := range entries {
			if name := dir + "/" + e.Name(); edit.IsText(name) && !slices.Contains(names, name) {
				page.Builtin = append(page.Builtin, name)
			}
		}
	}
	return q.show(http.StatusOK, "files", q.words.text("files.title"), page)
}

// A textPage is the text of a file in a plain field.
type textPage struct {
	*form
	File    string
	Text    string
	Lines   []int
	Rows    int
	New     bool // there is no such file yet
	Builtin bool // the text is that of Pairbook
	Checked bool // it was looked at, and not saved
	All     *problems
}

func (q *request) editor() error {
	if q.without() {
		return nil
	}
	return q.showText(q.form("text", q.address("desk/text")), strings.TrimSpace(q.URL.Query().Get("file")))
}

// showText shows the text that was typed, else the one that the file has.
func (q *request) showText(f *form, name string) error {
	data, err := q.site.Read(name)
	if err != nil {
		return err
	}
	page := &textPage{form: f, File: name, New: data == nil, Checked: f.Again() && q.PostForm.Get("do") == "check"}
	f.Seen = q.site.seen.keep(data)
	if data == nil {
		if text, err := fs.ReadFile(q.desk.Builtin, name); err == nil {
			data, page.Builtin = text, true
		}
	}
	if f.Moved != nil {
		f.Moved.Now = string(data)
	}
	page.Text = f.Value("text", string(data))
	n := strings.Count(page.Text, "\n") + 1
	for i := range n {
		page.Lines = append(page.Lines, i+1)
	}
	page.Rows = n + 1
	return q.show(f.status(), "text", name, page)
}

// saveText looks at a text, and writes it. A text with new problems is written only when that is asked for.
func (q *request) saveText() error {
	if q.without() {
		return nil
	}
	f, name := q.form("text", q.address("desk/text")), q.PostForm.Get("file")
	unchanged, err := q.watched(f, name)
	if err != nil || !unchanged {
		if err == nil {
			err = q.showText(f, name)
		}
		return err
	}
	before, err := q.site.Read(name)
	if err != nil {
		return err
	}
	after := asBefore(before, f.typed.Get("text"))
	proposal, err := q.site.Propose(q.Context(), func(p *edit.Plan) (string, error) {
		p.Replace(name, before, after)
		return q.words.text("what.text", "file", name), nil
	})
	if err != nil {
		return err
	}
	found := ofFile(name, proposal.All, proposal.Problems)
	do := f.typed.Get("do")
	change := proposal.Change
	if change == nil && do == "anyway" {
		change = &edit.Change{What: q.words.text("what.text", "file", name), Files: []edit.File{{Path: name, Before: before, After: after}}}
	}
	if do == "check" || change == nil {
		f.Problems = q.problemsOf(found)
		return q.showText(f, name)
	}
	n, made, err := q.carryOut(f, change, found)
	if err != nil {
		return err
	}
	if !made {
		return q.showText(f, name)
	}
	return q.redirect(q.editorAt(name, 0) + "&did=" + strconv.Itoa(n))
}

// ofFile are the problems of a file, and those that a change of it brings elsewhere.
func ofFile(name string, all, fresh []diag.Problem) []diag.Problem {
	list := slices.Clone(fresh)
	for _, p := range all {
		if p.Position.File == name && !slices.Contains(list, p) {
			list = append(list, p)
		}
	}
	return diag.Sort(list)
}

// asBefore gives a text the line ends that the file has. Browsers send lines that end as on Windows.
func asBefore(before []byte, typed string) []byte {
	typed = strings.ReplaceAll(typed, "\r\n", "\n")
	text := string(before)
	if i := strings.IndexByte(text, '\n'); i > 0 && text[i-1] == '\r' {
		typed = strings.ReplaceAll(typed, "\n", "\r\n")
	}
	if mark := "\ufeff"; strings.HasPrefix(text, mark) && !strings.HasPrefix(typed, mark) {
		typed = mark + typed
	}
	return []byte(typed)
}

// A historyPage lists the changes of the sitting, the last one first.
type historyPage struct{ Entries []entryLine }

type entryLine struct {
	entry
	At    string
	Files []string
	Diff  string
}

func (q *request) history() error {
	if q.without() {
		return nil
	}
	page := historyPage{}
	q.site.mu.Lock()
	done := slices.Clone(q.site.done)
	q.site.mu.Unlock()
	for _, e := range slices.Backward(done) {
		page.Entries = append(page.Entries, entryLine{e, e.When.Format("15:04:05"), e.Change.Paths(), shortened(diag.Visible(e.Change.Diff()))})
	}
	return q.show(http.StatusOK, "history", q.words.text("history.title"), page)
}

// longestDiff is how many bytes of a difference a page shows.
const longestDiff = 64 << 10

func shortened(text string) string {
	if len(text) <= longestDiff {
		return text
	}
	return strings.ToValidUTF8(text[:longestDiff], "") + "\n…"
}

// undo takes back the change that the page named, when it is still the last one.
func (q *request) undo() error {
	if q.without() {
		return nil
	}
	back, err := q.site.Undo(q.Context(), q.PostForm.Get("id"))
	var moved *edit.MovedError
	switch {
	case errors.As(err, &moved):
		return state.Refuse(moved.Path, q.words.text("undo.moved"), diag.Visible(moved.Diff))
	case errors.Is(err, edit.ErrNothing), errors.Is(err, edit.ErrOther):
		return state.Refuse("", q.words.text("undo.other"), "")
	case err != nil:
		return err
	}
	n := q.site.remember(entry{When: q.desk.Now(), Change: back, Back: true})
	return q.redirect(fmt.Sprintf("%s?did=%d", q.address("desk/history"), n))
}
