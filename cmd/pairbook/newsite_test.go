package main

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"pairbook"
	"pairbook/internal/build"
	"pairbook/internal/program"
)

// A setting that is not in use is a line with one # before it.
var notInUse = regexp.MustCompile(`(?m)^#(\w+ *=|\[)`)

// Every starter builds without a warning, and all that is not in use in it can be used.
func TestStartersCanBeUsedAsTheyAreWritten(t *testing.T) {
	languages, err := starters.ReadDir("starter")
	if err != nil || len(languages) < 5 {
		t.Fatal(languages, err)
	}
	for _, language := range languages {
		t.Run(language.Name(), func(t *testing.T) {
			t.Parallel()
			dir := filepath.Join(t.TempDir(), "site")
			start := siteStart{language: program.Language(language.Name()), samples: true}
			if language.Name() == program.DefaultLanguage.Base() {
				start.language = program.DefaultLanguage
			}
			if err := start.write(dir); err != nil {
				t.Fatal(err)
			}
			want(t, dir, true)
			oneLanguage(t, dir, language.Name())
			if err := os.RemoveAll(filepath.Join(dir, ".pairbook")); err != nil { // else what calendars said is known
				t.Fatal(err)
			}
			err := filepath.WalkDir(dir, func(name string, entry fs.DirEntry, err error) error {
				if err != nil || filepath.Ext(name) != ".toml" {
					return err
				}
				data, err := os.ReadFile(name)
				if err != nil {
					return err
				}
				return os.WriteFile(name, notInUse.ReplaceAll(data, []byte("$1")), 0o666)
			})
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(dir, "content", "logo.svg"), []byte(`<svg xmlns="http://www.w3.org/2000/svg"/>`), 0o666); err != nil {
				t.Fatal(err)
			}
			want(t, dir, false)
		})
	}
}

// want fails on any problem of a site.
func want(t *testing.T, dir string, write bool) {
	t.Helper()
	report, err := build.Run(context.Background(), build.Options{Site: dir, Builtin: pairbook.Builtin(), Version: "test", CheckOnly: !write}, &build.Memory{})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range report.Problems {
		t.Error(p)
	}
}

var languageOf = regexp.MustCompile(`\slang="([^"]*)"`)

// oneLanguage fails on pages with anything in another language.
func oneLanguage(t *testing.T, dir, base string) {
	t.Helper()
	pages := 0
	err := filepath.WalkDir(dir, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(name) != ".html" {
			return err
		}
		data, err := os.ReadFile(name)
		pages++
		for _, m := range languageOf.FindAllSubmatch(data, -1) {
			if program.Language(m[1]).Base() != base {
				t.Errorf("%s has something in %q", name, m[1])
				break
			}
		}
		return err
	})
	if err != nil || pages < 60 {
		t.Errorf("%d pages, %v", pages, err)
	}
}
