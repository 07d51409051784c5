package program

import (
	"regexp"
	"strings"
	"testing"
)

func TestSlug(t *testing.T) {
	for name, want := range map[string]string{
		"tom":                          "tom",
		"Tom Okafor":                   "tom-okafor",
		"tom - Copy":                   "tom-copy",
		"  --Spring__2027!-- ":         "spring-2027",
		"Zoë Hall":                     "zoe-hall",
		"Zoe\u0308 Hall":               "zoe-hall",
		"Síle O’Brien":                 "sile-obrien",
		"Łukasz Żółć":                  "lukasz-zolc",
		"Straße":                       "strasse",
		"Игорь":                        "igor",
		"王伟":                           "wang-wei",
		"\u1112\u1161\u11ab":           "han", // Korean as some disks take it apart
		"ＴＯＭ":                          "tom",
		"../../etc/passwd":             "etc-passwd",
		"<script>":                     "script",
		"con":                          "con-1",
		"NUL":                          "nul-1",
		"com1":                         "com1-1",
		"COM¹":                         "com1-1",
		"lpt9.":                        "lpt9-1",
		"console":                      "console",
		"":                             "r-e3b0c442",
		"🙂":                            "r-d06f1525",
		"!!!":                          "r-e84c538e",
		strings.Repeat("ab", 40):       strings.Repeat("ab", 30),
		strings.Repeat("a", 59) + " b": strings.Repeat("a", 59),
	} {
		if got := Slug(name); got != want {
			t.Errorf("Slug(%q) = %q, want %q", name, got, want)
		}
	}
}

func TestReservedAddresses(t *testing.T) {
	for slug, want := range map[string][2]bool{
		"assets": {true, false}, "guidance": {true, true}, "topics": {true, true}, "index": {true, false},
		"spring-session-2": {true, false}, "x-session-10": {true, false},
		"spring": {false, false}, "session-2": {false, false}, "spring-session-": {false, false},
		"report": {true, false}, "inventory": {true, false}, "messages": {true, false}, "access": {true, false}, "pdf": {true, false},
		"spring-reprint": {true, false}, "reprint": {false, false},
		"spring-session-2b": {false, false}, "topics-1": {false, false},
	} {
		if got := [2]bool{ReservedCohort(slug), ReservedID(slug)}; got != want {
			t.Errorf("%s: reserved as cohort and as relationship: %v, want %v", slug, got, want)
		}
	}
}

func FuzzSlug(f *testing.F) {
	for _, seed := range []string{"", "tom", "CON", "王伟", "a\x00b", "\xff\xfe", "r-", "Zoe\u0308", "١٢٣", strings.Repeat("ő ", 50)} {
		f.Add(seed)
	}
	safe := regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	f.Fuzz(func(t *testing.T, name string) {
		slug := Slug(name)
		if !safe.MatchString(slug) || len(slug) > LongestSlug || windowsDevice.MatchString(slug) {
			t.Errorf("Slug(%q) = %q", name, slug)
		}
		if again := Slug(slug); again != slug {
			t.Errorf("the slug of %q is %q", slug, again)
		}
	})
}
