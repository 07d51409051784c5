package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// rosters are sheets that were saved by spreadsheet programs.
const rosters = "../../internal/roster/testdata/"

// emptySite makes an empty site and returns its folder.
func emptySite(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "site.toml"), []byte("title = \"Test\"\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	return dir
}

// command carries out a command line and returns what it prints.
func command(t *testing.T, want int, args ...string) (stdout, stderr string) {
	t.Helper()
	var out, err bytes.Buffer
	if got := run(t.Context(), args, &out, &err); got != want {
		t.Fatalf("pairbook %s: exit status %d, want %d\n%s%s", strings.Join(args, " "), got, want, &out, &err)
	}
	return out.String(), err.String()
}

func TestAWorkbookOfASpreadsheetProgramIsImportedAndBuilt(t *testing.T) {
	site := emptySite(t)
	stdout, stderr := command(t, statusDone, "import", rosters+"pairs.xlsx", "--site", site, "--cohort", "spring", "--map", "Pair=id")
	for _, want := range []string{
		"pairs.xlsx: XLSX, worksheet \"Pairs\"; header in row 3, then 3 rows\n", "  other worksheets, not read: Old\n",
		"  column B  \"Mentor Name\" is mentor\n", "  column M  \"Notes\" is left out\n", "wrote content/cohorts/spring/8.toml (row 5)\n",
	} {
		if !strings.Contains(stdout, want) {
			t.Errorf("standard output lacks %q:\n%s", want, stdout)
		}
	}
	if !strings.Contains(stderr, "2 warnings\n") {
		t.Errorf("standard error: %s", stderr)
	}
	command(t, statusDone, "build", "--site", site)
	page, err := os.ReadFile(filepath.Join(site, "public/spring/8/index.html"))
	if err != nil || !strings.Contains(string(page), "Conceição Prado") {
		t.Errorf("the cover of the second pair: %v\n%s", err, page)
	}
}

func TestAFileThatIsNoRosterIsRefused(t *testing.T) {
	site := emptySite(t)
	_, stderr := command(t, statusProblems, "import", rosters+"pairs.xls", "--site", site, "--cohort", "spring")
	want := "pairs.xls: this is a file of Excel 97 to 2003 (.xls), which cannot be read\n" +
		"   open it in a spreadsheet program and save it as .xlsx, or as CSV in UTF-8\n1 problem: nothing was written\n"
	if stderr != want {
		t.Errorf("got\n%s\nwant\n%s", stderr, want)
	}
}

func TestAThousandRowsAreImportedAndBuilt(t *testing.T) {
	if testing.Short() {
		t.Skip("takes some seconds")
	}
	var sheet strings.Builder
	sheet.WriteString("Mentor;Mentee;Mentee e-mail;First session;Topics;Goals\r\n")
	for i := range 1000 {
		fmt.Fprintf(&sheet, "Mentor %d;Mentee %d;mentee.%d@example.org;%d/01/2027;time-management;Lead a project\r\n", i/2, i, i, 13+i%18)
	}
	site := emptySite(t)
	file := filepath.Join(site, "roster.csv")
	if err := os.WriteFile(file, []byte(sheet.String()), 0o666); err != nil {
		t.Fatal(err)
	}
	stdout, _ := command(t, statusDone, "import", file, "--site", site, "--cohort", "spring")
	if !strings.Contains(stdout, "\n1000 files written. ") {
		t.Errorf("standard output ends %q", stdout[max(0, len(stdout)-200):])
	}
	stdout, _ = command(t, statusDone, "build", "--site", site)
	if !strings.Contains(stdout, " of 1000 workbooks in ") {
		t.Errorf("standard output: %s", stdout)
	}
}
