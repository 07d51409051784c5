package program

import (
	"fmt"
	"regexp"
	"runtime"
	"strings"
)

// windowsFolder begins like a folder of Windows: with a drive, or as a share.
var windowsFolder = regexp.MustCompile(`^([A-Za-z]:|\\\\)`)

// CheckFolder says what is wrong with a folder for output as somebody wrote it: that
// it would be another folder on another system, or none. Both are empty when it is good.
func CheckFolder(folder string) (text, hint string) {
	return checkFolder(folder, runtime.GOOS == "windows")
}

func checkFolder(folder string, windows bool) (text, hint string) {
	switch {
	case !windows && windowsFolder.MatchString(folder):
		return fmt.Sprintf("%s is a folder of a Windows computer", quote(folder)), "write the folder as this computer calls it"
	case !windows && strings.Contains(folder, `\`):
		return fmt.Sprintf("on this computer %s is the name of one folder", quote(folder)),
			fmt.Sprintf("write %s: every computer understands /", quote(strings.ReplaceAll(folder, `\`, "/")))
	}
	for _, name := range strings.FieldsFunc(folder, func(r rune) bool { return r == '/' || r == '\\' }) {
		ending := ""
		switch {
		case name == "." || name == "..":
			continue
		case strings.HasSuffix(name, "."):
			ending = "a dot"
		case strings.HasSuffix(name, " "):
			ending = "a blank"
		default:
			continue
		}
		return fmt.Sprintf("the name of the folder %s ends in %s, which Windows takes off", quote(name), ending),
			fmt.Sprintf("write %s", quote(strings.TrimRight(name, ". ")))
	}
	return "", ""
}
