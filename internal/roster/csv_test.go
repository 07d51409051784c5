package roster

import (
	"strings"
	"testing"
	"unicode/utf16"
)

// wideText is text in 16 bits a character, with the mark of its order.
func wideText(text string, bigEndian bool) string {
	var b strings.Builder
	for _, u := range utf16.Encode([]rune("\ufeff" + text)) {
		if bigEndian {
			b.WriteString(string([]byte{byte(u >> 8), byte(u)}))
		} else {
			b.WriteString(string([]byte{byte(u), byte(u >> 8)}))
		}
	}
	return b.String()
}

func TestWhatSpreadsheetProgramsCallCSV(t *testing.T) {
	const plain = "Mentor;Mentee;Goals;Title\r\nConceição Prado;\"Vítor \"\"o\"\" Sá\";\"One\r\nTwo, three\";\"Both; us\"\r\n\r\nAmara Nwosu;Tom Okafor;;\r\n"
	western := strings.NewReplacer("ç", "\xe7", "ã", "\xe3", "í", "\xed", "á", "\xe1").Replace(plain)
	for name, c := range map[string]struct{ data, encoding, delimiter string }{
		"UTF-8":                     {plain, "UTF-8", "semicolon"},
		"UTF-8 with mark":           {"\ufeff" + plain, "UTF-8", "semicolon"},
		"UTF-16, little end first":  {wideText(plain, false), "UTF-16", "semicolon"},
		"UTF-16, big end first":     {wideText(plain, true), "UTF-16", "semicolon"},
		"Windows-1252":              {western, "Windows-1252", "semicolon"},
		"LF":                        {strings.ReplaceAll(plain, "\r\n", "\n"), "UTF-8", "semicolon"},
		"CR alone":                  {strings.ReplaceAll(plain, "\r\n", "\r"), "UTF-8", "semicolon"},
		"sep=;":                     {"sep=;\r\n" + plain, "UTF-8", "semicolon"},
		"SEP= in quotation marks":   {"\ufeffSEP=\";\"\r\n" + plain, "UTF-8", "semicolon"},
		"tab":                       {swap(plain, "\t"), "UTF-8", "tab"},
		"comma":                     {swap(plain, ","), "UTF-8", "comma"},
		"vertical bar":              {swap(plain, "|"), "UTF-8", "vertical bar"},
		"sep= with a character":     {"sep=^\n" + swap(plain, "^"), "UTF-8", "'^'"},
		"no end of the last line":   {strings.TrimSuffix(plain, "\r\n"), "UTF-8", "semicolon"},
		"a title above with commas": {"Pairs of spring\n" + plain, "UTF-8", "semicolon"},
	} {
		t.Run(name, func(t *testing.T) {
			plan, problems := read(t, "roster.csv", c.data, Options{})
			if guessed := c.encoding == "Windows-1252"; guessed != (len(problems) > 0) || guessed != plan.Report.Guessed {
				t.Errorf("guessed %t, problems:\n%s", plan.Report.Guessed, prose(problems))
			}
			if plan.Report.Encoding != c.encoding || plan.Report.Delimiter != c.delimiter {
				t.Errorf("read as %s, %s", plan.Report.Encoding, plan.Report.Delimiter)
			}
			if len(plan.Files) != 2 {
				t.Fatalf("planned %v", plan.Files)
			}
			above := plan.Report.HeaderRow
			if plan.Files[0].Row != above+3 || plan.Files[1].Row != above+1 {
				t.Errorf("the pairs are in rows %d and %d below row %d", plan.Files[1].Row, plan.Files[0].Row, above)
			}
			r := loaded(t, plan)["conceicao-prado-vitor-o-sa"]
			if r == nil || r.Mentors[0].Name != "Conceição Prado" || r.Mentees[0].Name != `Vítor "o" Sá` || r.Title != "Both; us" ||
				len(r.Goals) != 2 || r.Goals[1].Title != "Two, three" {
				t.Errorf("got %+v", r)
			}
		})
	}
}

// swap puts another delimiter into the text of the test above.
func swap(text, delimiter string) string {
	text = strings.ReplaceAll(text, ";", delimiter)
	return strings.ReplaceAll(text, "Both"+delimiter, "Both;")
}

func TestTheGuessIsSaid(t *testing.T) {
	told(t, "Mentor,Mentee\nZo\xeb,S\xf8ren\n", Options{}, `
roster.csv: warning: the file is not UTF-8; it was read as Windows-1252, which is a guess
   look whether the accents in the names are right; if not, name the encoding with --encoding, or save the file in UTF-8`)
}

func TestAnEncodingThatIsNamed(t *testing.T) {
	for named, data := range map[string]string{
		"windows-1250": "Mentor,Mentee\nAmara Nwosu,Ji\xf8\xed Kov\xe1\xf8\n",
		"iso-8859-2":   "Mentor,Mentee\nAmara Nwosu,Ji\xf8\xed Kov\xe1\xf8\n",
		"macintosh":    "Mentor,Mentee\nAmara Nwosu,Jos\x8e Kov\x87\n",
		"shift_jis":    "Mentor,Mentee\nAmara Nwosu,\x8e\x4f\x89\x59\n",
		"utf-8":        "\xef\xbb\xbfMentor,Mentee\nAmara Nwosu,Jiří Kovář\n",
	} {
		want := map[string]string{"macintosh": "José Ková", "shift_jis": "三浦"}[named]
		if want == "" {
			want = "Jiří Kovář"
		}
		plan := planned(t, data, Options{Encoding: named})
		if len(plan.Files) != 1 || !strings.Contains(plan.Files[0].Text, `"`+want+`"`) || !strings.EqualFold(plan.Report.Encoding, named) {
			t.Errorf("%s: %+v\n%s", named, plan.Report, plan.Files[0].Text)
		}
	}
	for text, want := range map[string]string{"": "", "latin1": "windows-1252", "UTF8": "utf-8", "Big5": "big5"} {
		if got, err := ParseEncoding(text); got != want || err != nil {
			t.Errorf("ParseEncoding(%q) = %q, %v; want %q", text, got, err, want)
		}
	}
	_, err := ParseEncoding("latin-nine")
	if err == nil || err.Error() != `"latin-nine" is no encoding: write one like utf-8, windows-1252, windows-1250, macintosh or shift_jis` {
		t.Errorf("error = %v", err)
	}
}

func TestTextsThatWereReadInAWrongEncodingAreNoticed(t *testing.T) {
	const hint = "export the sheet anew from where it comes from, as UTF-8; a spreadsheet program that opens it has to be told: UTF-8 (65001)"
	for name, c := range map[string]struct {
		data, named, want string
	}{
		"as Windows-1252": {"Mentor;Mentee\nJosÃ© MÃ¼ller;AnaÃ¯s BrÃ¼nn\n", "",
			`:2:1: row 2, column "Mentor": "JosÃ© MÃ¼ller" was "José Müller" before a program read it in a wrong encoding; so was one more cell` + "\n   " + hint},
		"bytes without a character": {"Mentor;Mentee\nAmara Nwosu;Ã\u0081kos TÃ³th\n", "",
			`:2:2: row 2, column "Mentee": "Ã\u0081kos TÃ³th" was "Ákos Tóth" before a program read it in a wrong encoding` + "\n   " + hint},
		"many": {"Mentor;Mentee\nJosÃ© MÃ¼ller;AnaÃ¯s BrÃ¼nn\nZoÃ« Roe;Tom\n", "",
			`:2:1: row 2, column "Mentor": "JosÃ© MÃ¼ller" was "José Müller" before a program read it in a wrong encoding; so were 2 more cells` + "\n   " + hint},
		"as Macintosh": {"Mentor;Mentee\nJos√© Ruiz;Tom Okafor\n", "",
			`:2:1: row 2, column "Mentor": "Jos√© Ruiz" was "José Ruiz" before a program read it in a wrong encoding` + "\n   " + hint},
		"by a wrong option": {"Mentor;Mentee\nJosé Müller;Tom Okafor\n", "windows-1252",
			`:2:1: row 2, column "Mentor": "JosÃ© MÃ¼ller" was "José Müller" before a program read it in a wrong encoding` + "\n   leave out --encoding: the file seems to be UTF-8"},
		"not in that encoding":   {"Mentor;Mentee\nZo\xeb;Tom\n", "utf-8", ": the file is not in utf-8\n   leave out --encoding, or name another encoding"},
		"not in that one":        {"Mentor;Mentee\nZo\xff\xff;Tom\n", "shift_jis", ": the file is not in shift_jis\n   leave out --encoding, or name another encoding"},
		"names with accents":     {"Mentor;Mentee\nÂngela Ãlvares;Zoë Ångström\n", "", ""},
		"names of other scripts": {"Mentor;Mentee\n三浦 友子;Лариса Д’Арк\n", "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			want := c.want
			if want != "" {
				want = "roster.csv" + want
			}
			told(t, c.data, Options{Encoding: c.named}, want)
		})
	}
}

func TestFilesThatCannotBeRead(t *testing.T) {
	ole := "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("\x00", 1024)
	for name, c := range map[string]struct {
		data string
		o    Options
		want string
	}{
		"empty":             {" \r\n", Options{}, "the file is empty"},
		"old Excel":         {ole, Options{}, "this is a file of Excel 97 to 2003 (.xls), which cannot be read\n   " + saveAnew},
		"password":          {ole + string(utf16Bytes("EncryptedPackage")), Options{}, "the file is protected by a password\n   save a copy without a password, import it and delete it again"},
		"PDF":               {"%PDF-1.7\n", Options{}, "this is a PDF file, not a sheet\n   save the sheet that it was made from as .xlsx, or as CSV"},
		"web page":          {"\n<!DOCTYPE HTML><table><tr><td>Mentor", Options{}, "this is a web page with the name of a sheet\n   " + saveAnew},
		"XML":               {"<?xml version=\"1.0\"?><Workbook/>", Options{}, "this is an XML file, not a sheet\n   " + saveAnew},
		"rich text":         {`{\rtf1\ansi Mentor}`, Options{}, "this is rich text, not a sheet\n   " + saveAnew},
		"a picture":         {"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", Options{}, "this is not a text file: it holds a zero byte\n   " + saveAnew},
		"not that UTF-8":    {"\xef\xbb\xbfMentor,Mentee\nZo\xeb,Tom\n", Options{}, "the file says that it is UTF-8, and is not\n   save it anew as CSV in UTF-8"},
		"no encoding":       {"Mentor,Mentee\nZo\xeb,\x81\n", Options{}, "the file is neither UTF-8 nor Windows-1252\n   save it anew as CSV in UTF-8, or name its encoding with --encoding"},
		"sep= of two":       {"sep=||\nMentor||Mentee\n", Options{}, "the first line, \"sep=||\", names no delimiter\n   write a single character after \"sep=\", or delete the line"},
		"sep= of a quote":   {"sep=\r\nMentor,Mentee\n", Options{}, "the first line, \"sep=\", names no delimiter\n   write a single character after \"sep=\", or delete the line"},
		"a sheet of a CSV":  {"Mentor,Mentee\n", Options{Sheet: "Pairs"}, "a CSV file has no worksheets to choose from\n   leave out --sheet"},
		"an open quotation": {"Mentor,Mentee\nAmara,Tom\n\"A\nB\",\"C\nAda,Ben\n", Options{}, ":3:1: row 3: a cell begins with a quotation mark and does not end with one\n   " + quotesHint},
		"a quote in a cell": {"Mentor,Mentee\n\"A\nB\",C\nAda,Ben \"Big\" Ode\n", Options{}, ":3:1: row 3: a quotation mark stands in the middle of a cell\n   " + quotesHint},
	} {
		t.Run(name, func(t *testing.T) {
			want := "roster.csv: " + c.want
			if strings.HasPrefix(c.want, ":") {
				want = "roster.csv" + c.want
			}
			told(t, c.data, c.o, want)
		})
	}
}

func TestLimitsOfCSV(t *testing.T) {
	const header = "Mentor,Mentee\nAmara Nwosu,Tom Okafor\n"
	for name, c := range map[string]struct{ fits, over, want string }{
		"rows": {header + strings.Repeat(",\n", maxRows-2), header + strings.Repeat("\n", maxRows-2) + "x,y",
			"roster.csv: the sheet has more than 20000 rows, blank ones included\n   copy the rows with people into a new sheet, or divide them into several"},
		"columns": {header + strings.Repeat(",", maxColumns-1), header + strings.Repeat(",", maxColumns),
			"roster.csv:3:257: row 3: more than 256 columns\n   copy the columns that are wanted into a new sheet"},
		"a cell": {"Mentor,Mentee,Notes\nA,B," + strings.Repeat("x", maxCell), "Mentor,Mentee,Notes\nA,B," + strings.Repeat("x", maxCell+1),
			"roster.csv:2:3: row 2, column C: the text is longer than 32768 characters\n   look whether a quotation mark is missing, or the text is in the right column"},
		"the file": {header + strings.Repeat(" ", 100), header + strings.Repeat(strings.Repeat(" ", 1000)+"\n", fileSize/1001+1),
			"roster.csv: the file is too large: 8.1 MiB, and at most 8 MiB can be read\n   divide it into several files, or look whether it is what its name says"},
	} {
		t.Run(name, func(t *testing.T) {
			if plan, problems := read(t, "roster.csv", c.fits, Options{}); len(plan.Files) != 1 {
				t.Errorf("at the limit:\n%s", prose(problems))
			}
			told(t, c.over, Options{}, c.want)
		})
	}
}

const quotesHint = `a cell with quotation marks in it is written like "Tom ""Tom-Tom"" Okafor"; a spreadsheet program does so by itself`
