package main

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"pairbook"
	"pairbook/internal/diag"
	"pairbook/internal/edit"
	"pairbook/internal/program"
	"pairbook/internal/site"
)

// A starter is a folder by its language.
//
//go:embed all:starter
var starters embed.FS

// A siteStart is what a new site is started with.
type siteStart struct {
	language program.Language
	format   string                 // "": the usual one
	samples  bool                   // with a cohort of made-up people
	change   func(*edit.Text) error // of site.toml; nil: none
}

// leftToFormats are the settings of the starters that are right for programmes that are one to
// one; other formats say them themselves.
var leftToFormats = []string{"schedule.every", "schedule.sessions", "schedule.minutes", "agreement.expectations", "agreement.excludes"}

// files are the starter in the language, or that which the language is a variety of.
func (s siteStart) files() (fs.FS, error) {
	entries, err := starters.ReadDir("starter")
	if err != nil {
		return nil, err
	}
	var known []string
	for _, e := range entries {
		known = append(known, e.Name())
	}
	if !slices.Contains(known, s.language.Base()) {
		return nil, &usageError{fmt.Sprintf("there is no new site in the language %q", s.language), fmt.Sprintf("there is one in %s; any language can be written into site.toml afterwards", diag.List(known))}
	}
	return fs.Sub(starters, "starter/"+s.language.Base())
}

// cohort is the folder of the cohort with the samples.
func (s siteStart) cohort() string {
	files, err := s.files()
	if err != nil {
		return ""
	}
	folders, _ := fs.Glob(files, program.CohortsDir+"/*")
	return folders[0] // a test reads all starters
}

// oneToOne reports whether the format is the one that the starters are made for.
func (s siteStart) oneToOne() bool { return s.format == "" || s.format == program.DefaultFormat }

// write copies the starter to a folder that is empty or does not exist.
func (s siteStart) write(dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil && !os.IsNotExist(err) {
		return fmt.Errorf("reading %s: %w", dir, err)
	}
	if len(entries) > 0 {
		return fmt.Errorf("%s is not empty, and nothing in it is overwritten; name a new folder", dir)
	}
	files, err := s.files()
	if err != nil {
		return err
	}
	settings, err := s.settings(files)
	if err != nil {
		return err
	}
	err = fs.WalkDir(files, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if name == program.CohortsDir && !s.samples {
			return fs.SkipDir
		}
		target := filepath.Join(dir, filepath.FromSlash(name))
		if entry.IsDir() {
			return os.MkdirAll(target, 0o777)
		}
		data, err := fs.ReadFile(files, name)
		if err != nil {
			return err
		}
		switch {
		case name == siteFile:
			data = settings
		case !s.oneToOne() && strings.HasPrefix(name, program.CohortsDir+"/"):
			if data = forFormat(name, data); data == nil {
				return nil
			}
		}
		return writeNew(target, data)
	})
	if err != nil {
		return err
	}
	return schemasOfNew(dir)
}

// schemasOfNew writes the schemas that editors use into a new site.
func schemasOfNew(dir string) error {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return fmt.Errorf("opening %s: %w", dir, err)
	}
	defer root.Close()
	top, _, err := site.ReadProgram(root.FS())
	if err != nil {
		return err
	}
	_, _, err = writeSchemas(root, top.Theme)
	return err
}

// forFormat is a file of the cohort of samples for a format that is not one to one: the cohort without
// its topics, the sample that needs no more than names, and nil of the one that says everything.
func forFormat(name string, data []byte) []byte {
	const topics = "\n[[sessions]]"
	switch at := bytes.Index(data, []byte(topics)); {
	case at < 0:
		return data
	case path.Base(name) == "cohort.toml": // what stands above the topics explains them
		return data[:bytes.LastIndex(data[:at], []byte("\n\n"))+1]
	}
	return nil
}

// settings is the site.toml of the new site.
func (s siteStart) settings(files fs.FS) ([]byte, error) {
	data, err := fs.ReadFile(files, siteFile)
	if err != nil {
		return nil, err
	}
	text, _ := edit.Parse(siteFile, data)
	if text == nil {
		return nil, errors.New("site.toml of a new site cannot be read") // a test reads it
	}
	if !s.oneToOne() {
		for _, key := range leftToFormats {
			if err := text.Remove(key); err != nil {
				return nil, err
			}
		}
		if err := text.Set("format", s.format); err != nil {
			return nil, err
		}
	}
	own, _, err := site.ReadProgram(files)
	if err != nil {
		return nil, err
	}
	if s.language != own.Language {
		if err := text.Set("language", string(s.language)); err != nil {
			return nil, err
		}
	}
	if s.change != nil {
		if err := s.change(text); err != nil {
			return nil, err
		}
	}
	return text.Bytes(), nil
}

// checkBuiltinFormat finds the name of a format that is not built in.
func checkBuiltinFormat(name string) error {
	formats, _, _, err := site.ListFormats(pairbook.Builtin(), pairbook.Builtin())
	if err != nil {
		return err
	}
	known := make([]string, len(formats))
	for i, f := range formats {
		known[i] = f.Name
	}
	if slices.Contains(known, name) {
		return nil
	}
	hint := "the formats are " + strings.Join(known, ", ")
	if near := diag.Nearest(name, known); near != "" {
		hint = fmt.Sprintf("did you mean %q? %s", near, hint)
	}
	return &usageError{fmt.Sprintf("there is no format %q", name), hint}
}
