package build

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"

	"pairbook/internal/program"
	"pairbook/internal/theme"
)

// What fills in workbooks on the screen: assets/fill.js and its styles, which the theme
// has, and a file of words for each language of a workbook. Only public has them.

// fillIn begins the names of these files.
const fillIn = "fill."

// readFillIn makes the files of words.
func (r *run) readFillIn() error {
	r.fillWords = nil
	if !r.renderer.Fills() {
		return nil
	}
	languages := map[program.Language]bool{}
	for _, c := range r.site.Cohorts {
		for _, rel := range published(c) {
			languages[rel.Language] = true
		}
	}
	for _, lang := range slices.Sorted(maps.Keys(languages)) {
		name, script, err := r.renderer.FillWords(lang)
		if err != nil {
			return err
		}
		r.fillWords = append(r.fillWords, theme.Asset{Path: name, Data: script})
	}
	return nil
}

// assetsOf lists the files below assets/ of a tree.
func (r *run) assetsOf(tree string) []theme.Asset {
	if tree == public && r.renderer.Fills() {
		return slices.Concat(r.theme.Assets(), r.fillWords)
	}
	return slices.DeleteFunc(slices.Clone(r.theme.Assets()), func(a theme.Asset) bool { return strings.HasPrefix(a.Path, fillIn) })
}

// withFillIn names in a page what the script loads by itself, for a file that can load
// nothing.
func (r *run) withFillIn(rel *program.Relationship, page []byte) []byte {
	before, rest, found := bytes.Cut(page, []byte("assets/fill.js\""))
	start := bytes.LastIndexByte(before, '<')
	if !found || start < 0 {
		return page
	}
	root := strings.Repeat("../", strings.Count(rel.Dir(), "/")+1)
	loads := fmt.Sprintf("<link rel=\"stylesheet\" href=\"%[1]sassets/fill.css\">\n<script src=\"%[1]sassets/fill.%[2]s.js\" defer></script>\n", root, strings.ToLower(string(rel.Language)))
	return slices.Concat(before[:start], []byte(loads), before[start:], []byte("assets/fill.js\""), rest)
}
