package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
)

// The sites that were open lately are remembered in the user's configuration folder, never in a site. It is a
// comfort: when the file cannot be read or written, the list is empty.

// mostRecent is how many are remembered.
const mostRecent = 10

// recentFile is where they are remembered; "" when the system names no such folder.
func recentFile() string {
	dir, err := os.UserConfigDir()
	if err != nil {
		return ""
	}
	return filepath.Join(dir, "pairbook", "recent.json")
}

// recentSites lists the folders of sites that were open lately and are still there, the last one first.
func recentSites() []string {
	data, err := os.ReadFile(recentFile())
	if err != nil {
		return nil
	}
	var list []string
	if json.Unmarshal(data, &list) != nil {
		return nil
	}
	return slices.DeleteFunc(list, func(dir string) bool {
		_, err := os.Stat(filepath.Join(dir, siteFile))
		return err != nil
	})
}

// rememberSite puts a folder first.
func rememberSite(dir string) {
	name := recentFile()
	if name == "" {
		return
	}
	list := slices.DeleteFunc(recentSites(), func(other string) bool { return other == dir })
	list = append([]string{dir}, list...)
	data, err := json.MarshalIndent(list[:min(len(list), mostRecent)], "", "  ")
	if err != nil || os.MkdirAll(filepath.Dir(name), 0o700) != nil {
		return
	}
	if temp := name + ".new"; os.WriteFile(temp, data, 0o600) == nil {
		_ = os.Rename(temp, name)
	}
}
