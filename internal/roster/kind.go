package roster

import (
	"bytes"
	"strings"

	"pairbook/internal/diag"
)

const saveAnew = "open it in a spreadsheet program and save it as .xlsx, or as CSV in UTF-8"

// parse reads a roster of either kind. What the file is, its first bytes say;
// its name does not count.
func parse(name string, data []byte, o Options, report *Report) (*table, *diag.Problem) {
	if text, hint := foreign(data); text != "" {
		return nil, whole(name, text, hint)
	}
	if bytes.HasPrefix(data, []byte("PK\x03\x04")) || bytes.HasPrefix(data, []byte("PK\x05\x06")) {
		if o.Encoding != "" {
			return nil, whole(name, "an Excel file says itself how it is encoded", "leave out --encoding")
		}
		return parseXLSX(name, data, o.Sheet, report)
	}
	if o.Sheet != "" {
		return nil, whole(name, "a CSV file has no worksheets to choose from", "leave out --sheet")
	}
	return parseCSV(name, data, o.Encoding, report)
}

// foreign recognises the files that people take for a roster.
func foreign(data []byte) (text, hint string) {
	start := strings.ToLower(strings.TrimSpace(string(data[:min(len(data), 512)])))
	switch {
	case len(bytes.TrimSpace(data)) == 0:
		return "the file is empty", ""
	case bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0")):
		if bytes.Contains(data, utf16Bytes("EncryptedPackage")) {
			return "the file is protected by a password", "save a copy without a password, import it and delete it again"
		}
		return "this is a file of Excel 97 to 2003 (.xls), which cannot be read", saveAnew
	case strings.HasPrefix(start, "%pdf-"):
		return "this is a PDF file, not a sheet", "save the sheet that it was made from as .xlsx, or as CSV"
	case strings.HasPrefix(start, "<!doctype html"), strings.HasPrefix(start, "<html"), strings.HasPrefix(start, "<table"):
		return "this is a web page with the name of a sheet", saveAnew
	case strings.HasPrefix(start, "<?xml"):
		return "this is an XML file, not a sheet", saveAnew
	case strings.HasPrefix(start, `{\rtf`):
		return "this is rich text, not a sheet", saveAnew
	}
	return "", ""
}

// utf16Bytes is text as the directory of an old Office file has it.
func utf16Bytes(text string) []byte {
	var b []byte
	for _, c := range []byte(text) {
		b = append(b, c, 0)
	}
	return b
}
