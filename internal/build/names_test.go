package build

import (
	"context"
	"fmt"
	"maps"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"pairbook/internal/diag"
	"pairbook/internal/program"
	"pairbook/internal/site"
)

// fileNames are stems of files and names of folders: what systems, shells, servers
// and browsers each read in a way of their own.
var fileNames = slices.Concat([]string{
	// kept by Windows
	"CON", "con", "Prn", "aux", "NUL", "nul.html", "COM1", "com9.tar", "LPT1", "lpt9", "COM¹", "CONIN$", "CLOCK$", "con-1",
	// cut short or read otherwise by it
	"trailing dot.", "trailing blank ", "trailing dots..", " leading blank", "a:b", "a:$DATA", "a::$INDEX_ALLOCATION", "PROGRA~1", `a\b`, `..\..\x`, `C:\x`, `\\server\share`, "a*b", "a?b", "a<b>c", `a"b`, "a|b",
	// read by shells and programs
	"-rf", "--help", "-o=x", "$(id)", "`id`", "; id", "a && b", "a > b", "~", "~root", "!x", "'", "''", "%PATH%", "{a,b}", "[a]", "@file", "#comment", "=1+1", "+1", "{{.}}", "%s%n",
	// read by servers and browsers
	"%2e%2e%2f", "..%2f..%2fetc", "%00", "%", "a%20b", "a?q=1", "a#b", "a;b=c", "a&b", "javascript:alert(1)", "<script>alert(1)<script>", `"onload="alert(1)`, "index", "index.html", "web", "robots", "default", "home", "htaccess", "cgi-bin", "a.php", "a.shtml",
	// of other scripts
	"Zoë Müller", "Zoe\u0308 Mu\u0308ller 2", "ÅNGSTRÖM", "Straße", "ﬁsch", "Ａｎｎ", "İstanbul", "ıspanak", "李小龍", "佐藤", "محمد", "אבי", "Олена", "नेहा", "ไทย", "👩🏽\u200d🔧", "علی\u200cرضا", "𝓐𝓷𝓷", "№ 1", "½", "…", "—", "\u00a0", "\u3000x", "\U000f0000",
	// of one's own output
	"session-1", "workbook", "agreement", "sessions", "public", "facilitator", "pairbook", "r-00000000", "media", "style", "spring-session-2",
	strings.Repeat("long ", 30) + "name", strings.Repeat("é", 100), strings.Repeat("a-", 80) + "b", "_", "__", "-", "--", "0", "007", "A", "a.b.c.d", "tom.toml", "tom.md",
	// refused
	"guidance", "Topics", "new\nline", "re\rturn", "tab\tb", "bell\a", "esc\x1b[2J", "del\x7f", "\u202etxt", "a\u200bb", "a\u2066b", "a\ufeffb", "a\u2028b", "bad\xffutf8", "\xc3\x28", "\xed\xa0\x80", "a\u0085b",
	// left behind by programs
	".hidden", "..x", "~$tom", "#tom#", "a___jb_tmp___",
})

// safePath is a path that is the same on every system and every web server.
var safePath = regexp.MustCompile(`^(?:[a-z0-9-]+/)*[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:html|css|js|svg|png|ics|csv|woff2|txt)$`)

// refusedName reports whether a name is a problem.
func refusedName(name string) bool {
	return !utf8.ValidString(name) ||
		strings.ContainsAny(name, "\n\r\t\a\x1b\x7f\u202e\u200b\u2066\ufeff\u2028\u0085") ||
		program.ReservedID(program.Slug(name))
}

func TestNamesOfFilesBecomeSafeAddresses(t *testing.T) {
	if len(fileNames) < 100 {
		t.Fatalf("only %d names", len(fileNames))
	}
	above := t.TempDir()
	dir := filepath.Join(above, "site")
	writeFile(t, filepath.Join(dir, "site.toml"), "title = \"Names\"\n")
	writeFile(t, filepath.Join(above, "mine.txt"), "mine")
	var wanted, refused []string
	var links strings.Builder
	for i, name := range fileNames {
		folder := fmt.Sprintf("content/cohorts/c-%d", i)
		pair := fmt.Sprintf("[mentor]\nname = \"A %d\"\n[mentee]\nname = \"B %[1]d\"\n", i)
		if !tryFile(t, filepath.Join(dir, folder, name+".toml"), pair) {
			continue
		}
		tryFile(t, filepath.Join(dir, folder, "topics", name+".md"), "# Topic\n")
		tryFile(t, filepath.Join(dir, "content/guidance", fmt.Sprint(i), name+".PNG"), "picture")
		switch {
		case site.Litter(name + ".toml"):
		case refusedName(name):
			refused = append(refused, folder+"/"+name+".toml")
		default:
			wanted = append(wanted, fmt.Sprintf("c-%d/%s/index.html", i, program.Slug(name)))
			escaped := url.PathEscape(name)
			if !strings.ContainsAny(name, "\\\U000f0000") { // no address may hold these
				fmt.Fprintf(&links, "![x](%d/%s.PNG)\n\n", i, escaped)
				wanted = append(wanted, fmt.Sprintf("assets/media/guidance/%d/%s.png", i, program.Slug(name)))
			}
		}
	}
	writeFile(t, filepath.Join(dir, "content/guidance/welcome.md"), links.String())
	report, err := Run(context.Background(), options(dir), &Memory{})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, p := range report.Problems {
		if p.Severity == diag.Error && strings.HasSuffix(p.Position.File, ".toml") {
			got = append(got, p.Position.File)
		}
		if p.Severity == diag.Error {
			os.Remove(filepath.Join(dir, p.Position.File))
		}
	}
	slices.Sort(refused)
	slices.Sort(got)
	if diff := cmp.Diff(refused, got); diff != "" || report.Done {
		t.Errorf("refused (-want +got), done %t:\n%s", report.Done, diff)
	}
	if report, err = Run(context.Background(), options(dir), &Memory{}); err != nil || !report.Done {
		t.Fatalf("the rest is not built: %v, %v", report, err)
	}
	out := tree(t, filepath.Join(dir, public))
	for name := range out {
		if !safePath.MatchString(name) && name != ".pairbook-output" {
			t.Errorf("the address %q", name)
		}
	}
	for _, name := range wanted {
		if out[name] == nil {
			t.Errorf("no page %s", name)
		}
	}
	for _, entry := range []string{above, dir} {
		found, err := os.ReadDir(entry)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range found {
			if !slices.Contains([]string{"mine.txt", "site", "site.toml", "content", "public", "facilitator", ".pairbook"}, f.Name()) {
				t.Errorf("%s was written to %s", f.Name(), entry)
			}
		}
	}
	t.Logf("%d names: %d have pages, %d are refused", len(fileNames), len(wanted), len(refused))
}

// Names that are one on some system, or in an address, are a problem naming both.
func TestNamesThatMeetAreProblems(t *testing.T) {
	dir := t.TempDir()
	writeFile(t, filepath.Join(dir, "site.toml"), "title = \"Names\"\n")
	const pair = "[mentor]\nname = \"A\"\n[mentee]\nname = \"B\"\n"
	meet := [][2]string{
		{"Ann-Bob", "ann-bob"}, {"Zoe\u0308", "Zo\u00eb"}, {"Zoë", "zoe"}, {"Straße", "strasse"}, {"ﬁsch", "fisch"}, {"Ａｎｎ", "ann"}, {"a b", "a-b"},
		{"a.", "a"}, {"a_b", "a-b"}, {"O'Brien", "OBrien"}, {"a%20b", "a-20b"}, {"--x", "x"}, {strings.Repeat("x", 60), strings.Repeat("x", 70)},
	}
	for i, names := range meet {
		for _, name := range names {
			writeFile(t, filepath.Join(dir, "content/cohorts", fmt.Sprintf("c-%02d", i), name+".toml"), pair)
		}
		writeFile(t, filepath.Join(dir, "content/cohorts/both"+names[0], "x.toml"), pair)
		writeFile(t, filepath.Join(dir, "content/cohorts/both"+names[1], "x.toml"), pair)
	}
	report, err := Run(context.Background(), options(dir), &Memory{})
	if err != nil {
		t.Fatal(err)
	}
	pairs, folders := map[string]bool{}, 0
	for _, p := range report.Problems {
		if p.Severity != diag.Error || !strings.Contains(p.Text, "has the same address") {
			continue
		}
		if strings.Contains(p.Text, "this cohort") {
			folders++
			continue
		}
		pairs[filepath.Dir(p.Position.File)] = true
	}
	if len(pairs) != len(meet) || folders < len(meet) || report.Done || fileExists(filepath.Join(dir, public)) {
		t.Errorf("%d pairs of relationships and %d of cohorts of %d meet: %v", len(pairs), folders, len(meet), slices.Sorted(maps.Keys(pairs)))
	}
}

func writeFile(t *testing.T, name, text string) {
	t.Helper()
	if !tryFile(t, name, text) {
		t.Fatalf("writing %q", name)
	}
}

// tryFile writes a file, if the system has such names.
func tryFile(t *testing.T, name, text string) bool {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	return os.WriteFile(name, []byte(text), 0o666) == nil
}
