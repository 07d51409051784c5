// Package pairbook is the built-in site: the guidance, topics, templates and
// themes that every site starts from, and the example programme. The pages of the manual
// come along.
//
// A site needs only what it changes: whatever it lacks comes from here, file by
// file, same path wins. The folders are embedded as they lie in the repository,
// so the built-in layer and the example can never drift apart.
//
// Not here: anything that reads them (package site and those above it), and what
// a new site is given (package main in cmd/pairbook).
package pairbook

import (
	"embed"
	"io/fs"
)

//go:embed site.toml content templates themes
var files embed.FS

// Builtin returns the built-in site.
func Builtin() fs.FS { return files }

//go:embed docs/guide.md docs/security.md
var manual embed.FS

// Manual returns the pages for those who use Pairbook, as Markdown: docs/guide.md and
// docs/security.md.
func Manual() fs.FS { return manual }
