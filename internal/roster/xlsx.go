package roster

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"pairbook/internal/diag"
)

// A book is an XLSX file being read: a ZIP archive of XML parts that name each
// other. Elements are known by their local names, which the two dialects of the
// format share.
type book struct {
	parts    map[string]*zip.File // by name, without regard to case
	sheets   []worksheet
	date1904 bool     // days count from 1904
	strings  string   // the part with the texts; empty: there are none
	texts    []string // which cells name by their number
}

// A worksheet is a sheet of cells.
type worksheet struct {
	name   string
	part   string
	hidden bool
}

// damage is the error of a file that breaks the rules of its format. It ends
// the reading; what it says is shown.
type damage string

func (d damage) Error() string { return string(d) }

// parseXLSX reads one worksheet.
func parseXLSX(name string, data []byte, wanted string, report *Report) (*table, *diag.Problem) {
	report.Format = "XLSX"
	b, problem := openBook(name, data)
	if problem != nil {
		return nil, problem
	}
	sheet, problem := b.choose(name, wanted, report)
	if problem != nil {
		return nil, problem
	}
	if b.strings != "" {
		if err := b.readTexts(); err != nil {
			return nil, damaged(name, err)
		}
	}
	t := &table{name: name, date1904: b.date1904}
	switch err := b.readSheet(sheet.part, t); {
	case errors.Is(err, errRows):
		return nil, tooManyRows(name)
	case err != nil:
		return nil, damaged(name, err)
	}
	return t, nil
}

// damaged is the problem of a file that cannot be trusted. Of errors other than
// ours the text is no use to an author.
func damaged(name string, err error) *diag.Problem {
	var why damage
	switch {
	case errors.As(err, &why):
	case errors.Is(err, zip.ErrChecksum), errors.Is(err, zip.ErrFormat), errors.Is(err, zip.ErrAlgorithm):
		why = "a part of it cannot be unpacked"
	default:
		why = "a part of it is no XML"
	}
	return whole(name, "this Excel file cannot be read: "+string(why), saveAnew)
}

// openBook reads the directory of the archive and the workbook.
func openBook(name string, data []byte) (*book, *diag.Problem) {
	// Counted before package zip makes a value of each.
	if bytes.Count(data, []byte("PK\x01\x02")) > maxParts {
		return nil, damaged(name, damage(fmt.Sprintf("it has more than %d parts", maxParts)))
	}
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, damaged(name, damage("it ends too early, or is no archive"))
	}
	b := &book{parts: map[string]*zip.File{}}
	for _, f := range archive.File {
		key := partName("/" + f.Name)
		if f.Flags&1 != 0 {
			return nil, whole(name, "the file is protected by a password", "save a copy without a password, import it and delete it again")
		}
		if b.parts[key] != nil {
			return nil, damaged(name, damage("it has two parts of one name"))
		}
		b.parts[key] = f
	}
	if text := b.other(); text != "" {
		return nil, whole(name, text, saveAnew)
	}
	if err := b.readWorkbook(); err != nil {
		return nil, damaged(name, err)
	}
	return b, nil
}

// partName is the form in which names of parts are compared.
func partName(name string) string { return strings.ToLower(strings.TrimPrefix(path.Clean(name), "/")) }

// other recognises archives of other programs.
func (b *book) other() string {
	has := func(name string) bool { return b.parts[name] != nil }
	switch {
	case has("mimetype") && has("content.xml"):
		return "this is an OpenDocument file, which cannot be read"
	case has("xl/workbook.bin"):
		return "this is a binary Excel file (.xlsb), which cannot be read"
	case has("word/document.xml"):
		return "this is a Word file, not a sheet"
	case has("ppt/presentation.xml"):
		return "this is a PowerPoint file, not a sheet"
	case has("index/document.iwa"), has("index.zip"):
		return "this is a Numbers file, which cannot be read"
	case !has("[content_types].xml") && !has("xl/workbook.xml"):
		return "this is a ZIP archive, not a sheet"
	}
	return ""
}

// A relation is how one part names another.
type relation struct{ id, kind, target string }

// relations reads which parts another one names, in the order of the file.
func (b *book) relations(of string) ([]relation, error) {
	dir, base := path.Split(of)
	part := dir + "_rels/" + base + ".rels"
	if b.parts[part] == nil {
		return nil, nil
	}
	var all []relation
	err := b.walk(part, func(start xml.StartElement, _ int) error {
		if start.Name.Local != "Relationship" || attribute(start, "TargetMode") == "External" {
			return nil
		}
		target := attribute(start, "Target")
		if !strings.HasPrefix(target, "/") {
			target = "/" + dir + target
		}
		all = append(all, relation{attribute(start, "Id"), path.Base(attribute(start, "Type")), partName(target)})
		return nil
	}, nil, nil)
	return all, err
}

// readWorkbook finds the sheets, and where the texts are.
func (b *book) readWorkbook() error {
	workbook := "xl/workbook.xml"
	relations, err := b.relations("")
	if err != nil {
		return err
	}
	if i := slices.IndexFunc(relations, func(r relation) bool { return r.kind == "officeDocument" }); i >= 0 {
		workbook = relations[i].target
	}
	if relations, err = b.relations(workbook); err != nil {
		return err
	}
	sheets := map[string]string{}
	for _, r := range relations {
		switch r.kind {
		case "sharedStrings":
			b.strings = r.target
		case "worksheet":
			sheets[r.id] = r.target
		}
	}
	return b.walk(workbook, func(start xml.StartElement, _ int) error {
		switch start.Name.Local {
		case "workbookPr":
			b.date1904 = truth(attribute(start, "date1904"))
		case "sheet":
			if part := sheets[reference(start)]; part != "" {
				hidden := strings.HasSuffix(strings.ToLower(attribute(start, "state")), "hidden")
				b.sheets = append(b.sheets, worksheet{attribute(start, "name"), part, hidden})
			}
		}
		return nil
	}, nil, nil)
}

// choose returns the worksheet of a name, or the first one not hidden.
func (b *book) choose(name, wanted string, report *Report) (worksheet, *diag.Problem) {
	var names []string
	for _, s := range b.sheets {
		names = append(names, s.name)
	}
	i := slices.IndexFunc(b.sheets, func(s worksheet) bool {
		if wanted == "" {
			return !s.hidden
		}
		return strings.EqualFold(s.name, wanted)
	})
	switch {
	case i >= 0:
		report.Sheet, report.Others = b.sheets[i].name, slices.Delete(slices.Clone(names), i, i+1)
		return b.sheets[i], nil
	case len(b.sheets) == 0:
		return worksheet{}, damaged(name, damage("it has no worksheet"))
	case wanted == "":
		return worksheet{}, whole(name, "all worksheets are hidden", "show one, or name it with --sheet")
	}
	hint := "the worksheets are " + quoted(names)
	if near := diag.Nearest(wanted, names); near != "" {
		hint = fmt.Sprintf("did you mean %q?", near)
	}
	return worksheet{}, whole(name, fmt.Sprintf("there is no worksheet %q", shortened(wanted)), hint)
}

// attribute returns an attribute without a prefix.
func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Space == "" && a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// reference returns the id by which an element names another part: the only one
// of its attributes called id that has a prefix.
func reference(e xml.StartElement) string {
	for _, a := range e.Attr {
		if a.Name.Space != "" && a.Name.Local == "id" {
			return a.Value
		}
	}
	return ""
}

func truth(s string) bool {
	return s == "1" || strings.EqualFold(s, "true") || strings.EqualFold(s, "on")
}
