package pairbook_test

import (
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"

	"pairbook"
	"pairbook/internal/locale"
)

// languages are those of the built-in strings, English apart.
func languages(t *testing.T) []string {
	t.Helper()
	files, err := fs.Glob(pairbook.Builtin(), "templates/strings/*.toml")
	if err != nil {
		t.Fatal(err)
	}
	var tags []string
	for _, file := range files {
		if tag := strings.TrimSuffix(path.Base(file), ".toml"); tag != "en" {
			tags = append(tags, tag)
		}
	}
	return tags
}

// A language comes whole: every file that speaks to people is there in it, and no
// other language has such files.
func TestLanguagesAreWhole(t *testing.T) {
	whole := languages(t)
	version := regexp.MustCompile(`^(.+)\.([a-z]{2,3})\.(md|toml)$`)
	for _, folder := range []string{"content/guidance", "content/topics", "content/messages", "content/formats"} {
		files := map[string]bool{}
		err := fs.WalkDir(pairbook.Builtin(), folder, func(name string, entry fs.DirEntry, err error) error {
			files[name] = err == nil && !entry.IsDir()
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		for name, isFile := range files {
			if m := version.FindStringSubmatch(name); m != nil {
				if !slices.Contains(whole, m[2]) || !files[m[1]+"."+m[3]] {
					t.Errorf("%s: there are no strings in %q, or no English file", name, m[2])
				}
				continue
			}
			ending := path.Ext(name)
			for _, tag := range whole {
				if own := strings.TrimSuffix(name, ending) + "." + tag + ending; isFile && !files[own] {
					t.Errorf("there is no %s", own)
				}
			}
		}
	}
	for _, pattern := range []string{"internal/forms/words/*.toml", "internal/schema/fields.*.toml", "cmd/pairbook/starter/*/site.toml"} {
		for _, tag := range whole {
			if name := strings.Replace(pattern, "*", tag, 1); !isFile(name) {
				t.Errorf("there is no %s", name)
			}
		}
		names, _ := fs.Glob(os.DirFS("."), pattern)
		if len(names) < len(whole) || len(names) > len(whole)+1 {
			t.Errorf("%q are for %q and English", names, whole)
		}
	}
	about, err := os.ReadFile("docs/languages.md")
	if err != nil {
		t.Fatal(err)
	}
	spoken := map[string]bool{}
	relationships, _ := fs.Glob(pairbook.Builtin(), "content/cohorts/*/*.toml")
	for _, name := range relationships {
		var file struct{ Language string }
		if _, err := toml.DecodeFS(pairbook.Builtin(), name, &file); err != nil {
			t.Fatal(err)
		}
		spoken[file.Language] = true
	}
	for _, tag := range whole {
		if !spoken[tag] {
			t.Errorf("no relationship of the example is in %q", tag)
		}
		if !strings.Contains(string(about), " (`"+tag+"`)\n") {
			t.Errorf("docs/languages.md says nothing of %q", tag)
		}
	}
}

func isFile(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.Mode().IsRegular()
}

// stringFiles are the files of strings by their languages: the built-in ones, and one of the tests.
func stringFiles(t *testing.T) map[string]string {
	t.Helper()
	files := map[string]string{"ar": "cmd/pairbook/testdata/arabic/templates/strings/ar.toml"}
	for _, tag := range languages(t) {
		files[tag] = "templates/strings/" + tag + ".toml"
	}
	return files
}

// Every string has the same fields in every language, and no language has strings that English
// lacks. A form for few, such as "one meeting", may do without the number.
func TestStringsHaveTheSameFieldsInEveryLanguage(t *testing.T) {
	english := stringsIn(t, "templates/strings/en.toml")
	for tag, file := range stringFiles(t) {
		own := stringsIn(t, file)
		for key, text := range english {
			translated, ok := own[key]
			if !ok {
				t.Errorf("%s lacks %q", tag, key)
				continue
			}
			if want, got := fieldsOf(key, text), fieldsOf(key, translated); !slices.Equal(want, got) {
				t.Errorf("%s: %q has the fields %q; want %q", tag, key, got, want)
			}
		}
		for key, text := range own {
			if _, ok := english[key]; ok {
				continue
			}
			other := key[:strings.LastIndexByte(key, '.')+1] + "other"
			if !fewer.MatchString(key) || english[other] == "" {
				t.Errorf("%s: nothing asks for %q", tag, key)
			} else if want, got := fieldsOf(key, english[other]), fieldsOf(key, text); !slices.Equal(want, got) {
				t.Errorf("%s: %q has the fields %q; want %q", tag, key, got, want)
			}
		}
	}
}

// A string that counts has a form for every kind of number that its language knows.
func TestStringsHaveAFormForEveryNumber(t *testing.T) {
	english := stringsIn(t, "templates/strings/en.toml")
	for tag, file := range stringFiles(t) {
		own := stringsIn(t, file)
		numbers, ok := locale.Find(tag)
		if !ok {
			t.Fatalf("nothing is known of the numbers of %q", tag)
		}
		kinds := map[string]bool{}
		for n := range 200 {
			kinds[numbers.Plural(n)] = true
		}
		for key := range english {
			stem, counts := strings.CutSuffix(key, ".one")
			for kind := range kinds {
				if counts && own[stem+"."+kind] == "" {
					t.Errorf("%s lacks %q", tag, stem+"."+kind)
				}
			}
		}
	}
}

func stringsIn(t *testing.T, file string) map[string]string {
	t.Helper()
	var texts map[string]string
	if _, err := toml.DecodeFile(file, &texts); err != nil {
		t.Fatal(err)
	}
	return texts
}

var (
	field = regexp.MustCompile(`\{[a-z_-]+\}`)
	fewer = regexp.MustCompile(`\.(zero|one|two|few|many)$`)
	roles = []string{"{mentor}", "{mentors}", "{mentee}", "{mentees}", "{mentor_side}", "{mentee_side}"}
)

// fieldsOf are the fields of a string that have to be the same; those of the roles may stand
// anywhere.
func fieldsOf(key, text string) []string {
	var all []string
	for _, f := range field.FindAllString(text, -1) {
		if !slices.Contains(roles, f) && (f != "{n}" || !fewer.MatchString(key)) {
			all = append(all, f)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}
