// Command able does what Pairbook asks of Windows and Wine does not always have: random
// numbers, and files that are renamed and removed within an os.Root. When it fails, Wine
// cannot show anything of Pairbook.
package main

import (
	"crypto/rand"
	"os"
	"path/filepath"
)

func main() {
	dir, err := os.MkdirTemp("", rand.Text())
	try(err)
	real, err := filepath.EvalSymlinks(dir)
	try(err)
	root, err := os.OpenRoot(real)
	try(err)
	try(root.WriteFile("a", []byte("text"), 0o666))
	try(root.Rename("a", "b"))
	try(root.Remove("b"))
	try(root.Close())
	try(os.Remove(dir))
}

func try(err error) {
	if err != nil {
		println(err.Error())
		os.Exit(1)
	}
}
