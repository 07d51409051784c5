package roster

import (
	"archive/zip"
	"bytes"
	"fmt"
	"maps"
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

const (
	declaration = `<?xml version="1.0" encoding="UTF-8"?>`
	office      = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
)

// workbook is the parts of an XLSX file with one worksheet and shared strings.
func workbook(rows string, texts ...string) map[string]string {
	var si strings.Builder
	for _, text := range texts {
		si.WriteString("<si><t>" + text + "</t></si>")
	}
	return map[string]string{
		"[Content_Types].xml": declaration + `<Types/>`,
		"_rels/.rels":         declaration + `<Relationships><Relationship Id="rId1" Type="` + office + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/workbook.xml": declaration + `<workbook xmlns:r="` + office + `"><workbookPr/><sheets>` +
			`<sheet name="Pairs" sheetId="1" r:id="rId1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": declaration + `<Relationships><Relationship Id="rId1" Type="` + office + `/worksheet" Target="worksheets/sheet1.xml"/>` +
			`<Relationship Id="rId2" Type="` + office + `/sharedStrings" Target="/xl/sharedStrings.xml"/></Relationships>`,
		"xl/sharedStrings.xml":     declaration + `<sst>` + si.String() + `</sst>`,
		"xl/worksheets/sheet1.xml": declaration + `<worksheet><sheetData>` + rows + `</sheetData></worksheet>`,
	}
}

// with is a copy of parts with one of them exchanged.
func with(parts map[string]string, name, text string) map[string]string {
	parts = maps.Clone(parts)
	parts[name] = text
	return parts
}

// packed is an archive of parts.
func packed(t testing.TB, parts map[string]string) string {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, name := range slices.Sorted(maps.Keys(parts)) {
		f, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(parts[name])); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// inline is a row of texts within their cells.
func inline(texts ...string) string {
	row := "<row>"
	for _, text := range texts {
		row += `<c t="inlineStr"><is><t>` + text + `</t></is></c>`
	}
	return row + "</row>"
}

var header = inline("Mentor", "Mentee")

// cells reads the first sheet of an XLSX file as lines of text.
func cells(t *testing.T, data string) (string, *table) {
	t.Helper()
	table, problem := parse("roster.xlsx", []byte(data), Options{}, &Report{})
	if problem != nil {
		t.Fatalf("problem: %s", problem)
	}
	var b strings.Builder
	for _, row := range table.rows {
		fmt.Fprintf(&b, "%d:", row.number)
		for _, c := range row.cells {
			fmt.Fprintf(&b, " %s=%q", letter(c.column), c.text)
		}
		b.WriteString("\n")
	}
	return b.String(), table
}

func TestCellsOfEveryKind(t *testing.T) {
	got, table := cells(t, packed(t, workbook(`
		<row><c t="s"><v>0</v></c><c t="s"><v> 2 </v></c></row>
		<row r="3" hidden="true"><c r="B3" t="str"><f>A1&amp;"x"</f><v>result</v></c><c t="b"><v>1</v></c><c r="AA3" t="e"><v>#N/A</v></c></row>
		<row><c r="A4"><v>4.4163296001E11</v></c><c t="n"><v>46401.5</v></c><c/><c t="d"><v>2027-01-14T00:00:00</v></c></row>
		<row><c t="inlineStr"><is><r><t>Zo</t></r><rPh><t>ZOE</t></rPh><r><t xml:space="preserve">ë </t></r></is></c><c t="s"><v>1</v></c><c t="s"></c></row>
		<row/>`,
		"one", "", "a_x000D_b_x005F_x0041_</t><phoneticPr/><rPh><t>no</t></rPh><r><t> &lt;c&gt;</t></r><t>")))
	want := `1: A="one" B="a\rb_x0041_ <c>"
3: B="result" C="TRUE" AA="#N/A"
4: A="441632960010" B="46401.5" D="2027-01-14T00:00:00"
5: A="Zoë "
`
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if !table.rows[1].hidden || table.rows[0].hidden || table.rows[1].at(26).kind != fault || table.rows[2].at(0).kind != number {
		t.Errorf("kinds: %+v", table.rows)
	}
}

func TestTheDialectWithPrefixesAndOtherPlaces(t *testing.T) {
	parts := map[string]string{
		"[Content_Types].xml":      "<Types/>",
		"_rels/.rels":              `<Relationships><Relationship Id="a" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument" Target="/Book/Main.xml"/></Relationships>`,
		"Book/Main.xml":            `<x:workbook xmlns:rel="r"><x:sheets><x:sheet name="One" rel:id="s"/></x:sheets></x:workbook>`,
		"book/_rels/main.xml.rels": `<p:Relationships><p:Relationship Id="s" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/worksheet" Target="../sheets/ONE.xml"/></p:Relationships>`,
		"sheets/one.xml":           `<x:worksheet><x:sheetData><x:row r="2"><x:c r="B2" t="inlineStr"><x:is><x:t>here</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>`,
	}
	if got, _ := cells(t, packed(t, parts)); got != "2: B=\"here\"\n" {
		t.Errorf("got %s", got)
	}
}

func TestWhichWorksheetIsRead(t *testing.T) {
	parts := with(with(with(workbook(header+inline("Amara", "Tom")),
		"xl/workbook.xml", `<workbook xmlns:r="`+office+`"><sheets><sheet name="Lists" state="veryHidden" r:id="rId3"/><sheet name="Chart" r:id="rId4"/>`+
			`<sheet name="Pairs" r:id="rId1"/><sheet name="Old" r:id="rId3"/></sheets></workbook>`),
		"xl/_rels/workbook.xml.rels", `<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.xml"/>`+
			`<Relationship Id="rId3" Type="x/worksheet" Target="worksheets/sheet2.xml"/><Relationship Id="rId4" Type="x/chartsheet" Target="c.xml"/></Relationships>`),
		"xl/worksheets/sheet2.xml", `<worksheet><sheetData>`+inline("Nothing", "Known")+`</sheetData></worksheet>`)
	data := packed(t, parts)
	plan, problems := read(t, "roster.xlsx", data, Options{})
	if len(plan.Files) != 1 || plan.Report.Sheet != "Pairs" || fmt.Sprint(plan.Report.Others) != "[Lists Old]" {
		t.Errorf("%+v\n%s", plan.Report, prose(problems))
	}
	if plan, _ := read(t, "roster.xlsx", data, Options{Sheet: "PAIRS"}); len(plan.Files) != 1 {
		t.Error("a worksheet is not found by its name")
	}
	_, problems = read(t, "roster.xlsx", data, Options{Sheet: "Old"})
	if !strings.Contains(prose(problems), "\n   the other worksheets are \"Lists\", \"Pairs\"; choose one with --sheet\n") {
		t.Errorf("no word of the other worksheets:\n%s", prose(problems))
	}
	for sheet, want := range map[string]string{
		"Pair":      "roster.xlsx: there is no worksheet \"Pair\"\n   did you mean \"Pairs\"?\n",
		"Something": "roster.xlsx: there is no worksheet \"Something\"\n   the worksheets are \"Lists\", \"Pairs\", \"Old\"\n",
	} {
		if _, problems := read(t, "roster.xlsx", data, Options{Sheet: sheet}); prose(problems) != want {
			t.Errorf("got\n%s\nwant\n%s", prose(problems), want)
		}
	}
}

// refused checks that a file is refused with one problem, soon and in little
// memory.
func refused(t *testing.T, data, want string) {
	t.Helper()
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	begun := time.Now()
	plan, problems := read(t, "roster.xlsx", data, Options{})
	took := time.Since(begun)
	runtime.ReadMemStats(&after)
	if got := strings.TrimSpace(prose(problems)); got != "roster.xlsx: "+want {
		t.Errorf("got\n%.2000s\nwant\n%s", got, "roster.xlsx: "+want)
	}
	if len(plan.Files) > 0 {
		t.Errorf("%d files are planned", len(plan.Files))
	}
	// Everything that was ever held counts here, so that the peak lies below it.
	if used := (after.TotalAlloc - before.TotalAlloc) >> 20; used > 200 {
		t.Errorf("took %d MB", used)
	}
	if took > 3*time.Second { // a second, on a machine that does nothing else
		t.Errorf("took %s", took)
	}
	t.Logf("%d KB of file: %s, %d MB", len(data)>>10, took.Round(time.Millisecond), (after.TotalAlloc-before.TotalAlloc)>>20)
}

func TestOtherFilesOfOffices(t *testing.T) {
	for name, c := range map[string]struct{ part, want string }{
		"OpenDocument": {"content.xml", "this is an OpenDocument file, which cannot be read"},
		"binary Excel": {"xl/workbook.bin", "this is a binary Excel file (.xlsb), which cannot be read"},
		"Word":         {"word/document.xml", "this is a Word file, not a sheet"},
		"PowerPoint":   {"ppt/presentation.xml", "this is a PowerPoint file, not a sheet"},
		"Numbers":      {"Index/Document.iwa", "this is a Numbers file, which cannot be read"},
		"an archive":   {"notes.txt", "this is a ZIP archive, not a sheet"},
	} {
		t.Run(name, func(t *testing.T) {
			refused(t, packed(t, map[string]string{"mimetype": "x", c.part: "x"}), c.want+"\n   "+saveAnew)
		})
	}
	for file, want := range map[string]string{
		"pairs.ods": "this is an OpenDocument file, which cannot be read",
		"pairs.xls": "this is a file of Excel 97 to 2003 (.xls), which cannot be read",
	} {
		data, err := os.ReadFile("testdata/" + file)
		if err != nil {
			t.Fatal(err)
		}
		refused(t, string(data), want+"\n   "+saveAnew)
	}
}

func TestDamagedAndHostileWorkbooks(t *testing.T) {
	const part = "xl/worksheets/sheet1.xml"
	sound := workbook(header+inline("Amara", "Tom"), "text")
	sheet := func(rows string) map[string]string { return workbook(header+rows, "text") }
	inSheet := func(text string) map[string]string { return with(sound, part, text) }
	many := func(text string, n int) string { return strings.Repeat(text, n) }
	var crowd = maps.Clone(sound)
	for i := range maxParts {
		crowd[fmt.Sprintf("xl/media/%d.png", i)] = ""
	}
	for name, c := range map[string]struct {
		parts map[string]string
		want  string
	}{
		"no workbook":              {with(sound, "_rels/.rels", `<Relationships/>`+many(" ", 9)), ""},
		"no sheet":                 {with(sound, "xl/workbook.xml", `<workbook/>`), "it has no worksheet"},
		"a part is missing":        {with(sound, "xl/_rels/workbook.xml.rels", strings.ReplaceAll(sound["xl/_rels/workbook.xml.rels"], "sharedStrings.xml", "strings.xml")), `it lacks the part "xl/strings.xml"`},
		"the workbook elsewhere":   {with(sound, "_rels/.rels", strings.ReplaceAll(sound["_rels/.rels"], "xl/", "../../")), `it lacks the part "workbook.xml"`},
		"cut off":                  {inSheet(`<worksheet><sheetData>` + header), "a part of it ends too early"},
		"closed too often":         {inSheet(`<worksheet></worksheet></worksheet>`), "a part of it closes what it never opened"},
		"no XML":                   {inSheet(`<worksheet><sheetData><row r=1>`), "a part of it is no XML"},
		"an unknown entity":        {sheet(inline("&amp;", "&lol;")), "a part of it is no XML"},
		"another encoding":         {inSheet(`<?xml version="1.0" encoding="UTF-16"?><worksheet/>`), "a part of it is no XML"},
		"a document type":          {inSheet(`<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><worksheet/>`), "it declares a document type, which no spreadsheet program does"},
		"a document type of texts": {with(sound, "xl/sharedStrings.xml", `<!DOCTYPE x SYSTEM "http://example.org/x"><sst/>`), "it declares a document type, which no spreadsheet program does"},
		"a text that is not there": {sheet(`<row><c t="s"><v>1</v></c></row>`), "cell A2 refers to a text that is not there"},
		"a text with no number":    {sheet(`<row><c r="C2" t="s"><v>-1</v></c></row>`), "cell C2 refers to a text that is not there"},
		"a number that is none":    {sheet(`<row><c r="C2"><v>NaN</v></c></row>`), "cell C2 is no number"},
		"an unknown kind":          {sheet(`<row><c t="z"><v>1</v></c></row>`), "cell A2 is of an unknown kind"},
		"rows in disorder":         {sheet(`<row r="7"/><row r="7"/>`), "its rows are not in order"},
		"a row beyond all sheets":  {sheet(`<row r="1048577"/>`), "its rows are not in order"},
		"cells in disorder":        {sheet(`<row><c r="B2"/><c r="B2"/></row>`), "the cells of row 2 are not in order"},
		"a cell without a column":  {sheet(`<row><c r="2"/></row>`), "the cells of row 2 are not in order"},
		"a cell far to the right":  {sheet(`<row><c r="IW2"><v>1</v></c></row>`), "cell IW2 lies beyond 256 columns"},
		"a million blank rows":     {sheet(many("<row/>", 1_000_000)), "rows"},
		"one row too many":         {sheet(many("<row/>", maxRows)), "rows"},
		"elements deep":            {inSheet(many("<a>", maxDepth+1)), "its elements lie more than 24 deep in each other"},
		"elements very deep":       {inSheet(many("<a>", 3_000_000)), "its elements lie more than 24 deep in each other"},
		"a bomb of blanks":         {inSheet(many(" ", maxPart+1)), "a part of it is too large, unpacked"},
		"a bomb of texts":          {with(sound, "xl/sharedStrings.xml", "<sst>"+many("<si/>", maxStrings+1)+"</sst>"), "it has more than 200000 texts"},
		"a bomb of attributes":     {inSheet("<worksheet " + many(`a="" `, 3_000_000) + "/>"), "a tag in it is too long"},
		"a bomb of one text":       {sheet(inline(many("x", maxPart-4096), "y")), "a text in it is too long"},
		"a bomb of a comment":      {inSheet("<!--" + many("x", maxPart-4096) + "-->"), "a tag in it is too long"},
		"a long cell":              {sheet(inline(many("x", maxCell+1), "y")), "the text of cell A2 is longer than 32768 bytes"},
		"a text used too often":    {workbook(header+many(`<row><c t="s"><v>0</v></c></row>`, maxText/maxCell+1), many("x", maxCell)), "its cells hold more than 16 MiB of text"},
		"too many parts":           {crowd, "it has more than 2000 parts"},
		"two parts of one name":    {with(sound, "XL/Workbook.xml", "x"), "it has two parts of one name"},
	} {
		t.Run(name, func(t *testing.T) {
			data := packed(t, c.parts)
			switch c.want {
			case "":
				if plan, problems := read(t, "roster.xlsx", data, Options{}); len(plan.Files) != 1 {
					t.Errorf("problems:\n%s", prose(problems))
				}
			case "rows":
				refused(t, data, "the sheet has more than 20000 rows, blank ones included\n   copy the rows with people into a new sheet, or divide them into several")
			default:
				refused(t, data, "this Excel file cannot be read: "+c.want+"\n   "+saveAnew)
			}
		})
	}
}

func TestArchivesThatAreDamaged(t *testing.T) {
	sound := packed(t, workbook(header+inline("Amara", "Tom")))
	flip := func(marker string, offset int, to byte) string {
		b := []byte(sound)
		for at := 0; ; {
			i := bytes.Index(b[at:], []byte(marker))
			if i < 0 {
				return string(b)
			}
			at += i
			b[at+offset] = to
			at += len(marker)
		}
	}
	for name, c := range map[string]struct{ data, want string }{
		"cut off":           {sound[:len(sound)/2], "this Excel file cannot be read: it ends too early, or is no archive\n   " + saveAnew},
		"an empty archive":  {packed(t, nil), "this is a ZIP archive, not a sheet\n   " + saveAnew},
		"a wrong checksum":  {flip("PK\x01\x02", 16, 0xaa), "this Excel file cannot be read: a part of it cannot be unpacked\n   " + saveAnew},
		"an unknown method": {flip("PK\x01\x02", 10, 0x63), "this Excel file cannot be read: a part of it cannot be unpacked\n   " + saveAnew},
		"locked parts":      {flip("PK\x01\x02", 8, 0x01), "the file is protected by a password\n   save a copy without a password, import it and delete it again"},
		"a size that lies":  {flip("PK\x01\x02", 24, 0x01), "this Excel file cannot be read: a part of it cannot be unpacked\n   " + saveAnew},
	} {
		t.Run(name, func(t *testing.T) { refused(t, c.data, c.want) })
	}
}

func TestASheetAtItsLimitsIsRead(t *testing.T) {
	rows := header + inline("Amara", "Tom") + `<row r="1048576"/>`
	wide := `<row r="3"><c r="IV3"><v>1</v></c></row>`
	long := header + inline("Amara", "Tom", strings.Repeat("x", maxCell))
	for name, data := range map[string]map[string]string{
		"the last row":    workbook(rows),
		"the last column": workbook(header + inline("Amara", "Tom") + wide),
		"the last text":   workbook(long),
		"blank rows":      workbook(header + inline("Amara", "Tom") + strings.Repeat("<row/>", maxRows-2)),
	} {
		if plan, problems := read(t, "roster.xlsx", packed(t, data), Options{Map: []Mapping{{"C", "ignore"}, {"IV", "ignore"}}}); len(plan.Files) != 1 {
			t.Errorf("%s:\n%s", name, prose(problems))
		}
	}
}

func TestHiddenWorksheetsOnly(t *testing.T) {
	parts := workbook(header)
	parts["xl/workbook.xml"] = strings.Replace(parts["xl/workbook.xml"], "<sheet ", `<sheet state="hidden" `, 1)
	refused(t, packed(t, parts), "all worksheets are hidden\n   show one, or name it with --sheet")
}

func TestFormulasThatWentWrong(t *testing.T) {
	_, problems := read(t, "roster.xlsx", packed(t, workbook(header+`<row><c t="e"><v>#REF!</v></c><c t="inlineStr"><is><t>Tom</t></is></c></row>`)), Options{})
	want := "roster.xlsx:2:1: row 2, column \"Mentor\": the formula of this cell went wrong: #REF!\n   write the value itself\n"
	if got := prose(problems); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestFormulasWithoutResults(t *testing.T) {
	rows := inline("Mentor", "Mentee", "Mentee email", "Start date", "Notes") +
		`<row><c t="inlineStr"><is><t>Amara</t></is></c><c t="inlineStr"><is><t>Tom</t></is></c>` +
		`<c><f>LOWER("TOM@EXAMPLE.ORG")</f></c><c><f>DATE(2027,1,14)</f></c><c><f>1+1</f></c></row>` +
		`<row><c t="str"><f t="shared" si="0"/></c><c t="inlineStr"><is><t>Kim</t></is></c><c t="str"><f>""</f><v></v></c><c t="n"><f>""</f><v/></c></row>`
	_, problems := read(t, "roster.xlsx", packed(t, workbook(rows)), Options{})
	const hint = "\n   open the file in a spreadsheet program, which calculates it, and save it there\n"
	want := `roster.xlsx:2:3: row 2, column "Mentee email": the file has the formula =LOWER("TOM@EXAMPLE.ORG") and not its result` + hint +
		`roster.xlsx:2:4: row 2, column "Start date": the file has the formula =DATE(2027,1,14) and not its result` + hint +
		`roster.xlsx:3:1: row 3, column "Mentor": the file has the formula = and not its result` + hint
	if got := prose(problems); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	header := `<row><c><f>UPPER("mentor")</f></c><c t="inlineStr"><is><t>Mentee</t></is></c></row>`
	_, problems = read(t, "roster.xlsx", packed(t, workbook(header+inline("Amara", "Tom"))), Options{})
	if got, want := prose(problems), `row 1, column "=UPPER(\"mentor\")": the file has the formula =UPPER("mentor") and not its result`; !strings.Contains(got, want) {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestARowLongerThanItsHeader(t *testing.T) {
	_, problems := read(t, "roster.xlsx", packed(t, workbook(header+inline("Amara", "Tom")+inline("Bea", "Kim", "", "x"))), Options{})
	want := "roster.xlsx:3:4: row 3, column D: the row is longer than the header\n   write a header above, empty the cell, or say --map \"D=ignore\"\n"
	if got := prose(problems); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestMergedCellsAreNoNames(t *testing.T) {
	parts := workbook(header + inline("Amara", "Tom") +
		`<row r="3"><c r="B3" t="inlineStr"><is><t>Kim</t></is></c></row><row r="4"><c r="B4" t="inlineStr"><is><t>Jo</t></is></c></row>`)
	parts["xl/worksheets/sheet1.xml"] = strings.Replace(parts["xl/worksheets/sheet1.xml"], "</sheetData>",
		`</sheetData><mergeCells><mergeCell ref="A2:A3"/><mergeCell ref="nonsense"/><mergeCell ref="D1:A"/></mergeCells>`, 1)
	plan, problems := read(t, "roster.xlsx", packed(t, parts), Options{})
	const group = `; for one relationship of several people, add a column "group" with the same word in its rows` + "\n   with --drafts the row becomes a draft\n"
	want := `roster.xlsx:3:1: warning: row 3, column "Mentor": the name of the mentor is missing, and the row is left out` + "\n" +
		`   the cell is merged with that of row 2, and only that one has the text: undo the merging and write the name in every row` + group +
		`roster.xlsx:4:1: warning: row 4, column "Mentor": the name of the mentor is missing, and the row is left out` + "\n" +
		`   if "Amara" of row 2 is meant, write the name in every row` + group
	if got := prose(problems); got != want || len(plan.Files) != 1 || plan.Report.LeftOut != 2 {
		t.Errorf("got\n%s\nwant\n%s\n%+v", got, want, plan)
	}
}

func TestDoubtsAboutASheet(t *testing.T) {
	data := packed(t, workbook(inline("Mentor", "Mentee", "Mentee phone")+
		`<row hidden="1"><c t="inlineStr"><is><t>Amara</t></is></c><c t="inlineStr"><is><t>Tom</t></is></c><c><v>1632960011</v></c></row>`+
		`<row><c t="inlineStr"><is><t>Ben</t></is></c><c t="inlineStr"><is><t>Ada</t></is></c><c><v>1632960012</v></c></row>`))
	plan, problems := read(t, "roster.xlsx", data, Options{})
	want := `roster.xlsx: warning: rows that the spreadsheet hides are imported too: 1
   delete them from the sheet if they are not meant
roster.xlsx:2:3: warning: row 2, column "Mentee phone": the telephone numbers are kept as numbers, so that a + or zeros at the beginning may be lost
   format the column as text and look at the numbers
`
	if got := prose(problems); got != want || len(plan.Files) != 2 {
		t.Errorf("%d files, got\n%s\nwant\n%s", len(plan.Files), got, want)
	}
}
