package output

import (
	"fmt"
	"strings"
)

// maxName is the longest name of a file or folder that every file system takes:
// 255 bytes, less room for what copying tools append.
const maxName = 200

// CheckPath says why path cannot be a place in a tree: only slash paths of
// lower-case letters, digits, hyphens, underscores and dots mean the same file on
// every system and web server. Names that begin or end with a dot, that Windows
// reserves for devices, or that are too long are refused too. A path that fails is
// a mistake of the program, which makes all addresses itself.
func CheckPath(path string) error {
	for name := range strings.SplitSeq(path, "/") {
		if why := unsafeName(name); why != "" {
			return fmt.Errorf("output: %q is no place in a tree: %s", path, why)
		}
	}
	return nil
}

func unsafeName(name string) string {
	switch {
	case name == "":
		return "empty name"
	case len(name) > maxName:
		return "name too long"
	case name[0] == '.' || name[len(name)-1] == '.':
		return "name begins or ends with a dot"
	}
	for _, c := range []byte(name) {
		if !(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '_' || c == '.') {
			return fmt.Sprintf("character %q", c)
		}
	}
	stem, _, _ := strings.Cut(name, ".")
	switch stem {
	case "con", "prn", "aux", "nul":
		return "name reserved by Windows"
	}
	if len(stem) == 4 && (stem[:3] == "com" || stem[:3] == "lpt") && stem[3] >= '0' && stem[3] <= '9' {
		return "name reserved by Windows"
	}
	return ""
}

// split cuts a path into its folder, "." for the top, and its name.
func split(path string) (dir, base string) {
	i := strings.LastIndexByte(path, '/')
	if i < 0 {
		return ".", path
	}
	return path[:i], path[i+1:]
}
