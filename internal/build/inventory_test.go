package build

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"pairbook/internal/desk"
)

var (
	counted = regexp.MustCompile(`[0-9]+`)
	anySide = regexp.MustCompile(`^(mentee|mentor)s?\b`)
)

// keyOfKind is a key of a specimen as the inventory says it: "mentees2/hopes1" is "mentor.hopes".
func keyOfKind(key string) string {
	key = counted.ReplaceAllString(strings.ReplaceAll(key, "/", "."), "")
	return anySide.ReplaceAllString(key, "mentor")
}

// The inventory knows every key of a relationship's file, and says of each kind where it is shown.
func TestTheInventoryIsTrue(t *testing.T) {
	m := newMarkedSite(t)
	shown := map[string]map[desk.Shown]bool{}
	for mark, at := range m.key {
		file, key, _ := strings.Cut(at, " ")
		if file != "content/cohorts/first/pair.toml" && file != "content/cohorts/first/group.toml" {
			continue
		}
		kind := desk.KindOf(keyOfKind(key))
		if kind == "" && !slices.ContainsFunc(desk.Impersonal, func(k string) bool { return k == key || strings.HasPrefix(key, k+"/") }) {
			t.Errorf("the inventory knows no kind of data for %s, as in %s", keyOfKind(key), mark)
		}
		if shown[kind] == nil {
			shown[kind] = map[desk.Shown]bool{}
		}
	}
	for name, data := range readTree(t, m.dir) {
		at := shownAt(name)
		for _, mark := range markPattern.FindAllString(string(data), -1) {
			file, key, _ := strings.Cut(m.key[strings.ToLower(mark)], " ")
			if file == "content/cohorts/first/pair.toml" || file == "content/cohorts/first/group.toml" {
				if at == "" {
					t.Errorf("%s shows %s of %s", name, key, file)
				}
				shown[desk.KindOf(keyOfKind(key))][at] = true
			}
		}
	}
	for _, kind := range desk.Kinds() {
		if kind.Name == "organisers" { // not of relationships' files
			continue
		}
		want, got := map[desk.Shown]bool{}, shown[kind.Name]
		for _, at := range kind.Places {
			want[at] = true
		}
		delete(got, "access")
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("where %s are shown (-inventory +pages):\n%s", kind.Name, diff)
		}
	}
}

// shownAt is the place that a file of the output is; empty: data of people has no place there.
func shownAt(name string) desk.Shown {
	switch {
	case strings.HasSuffix(name, ".ics"):
		return desk.InCalendar
	case strings.HasPrefix(name, "public/first/pair/"), strings.HasPrefix(name, "public/first/group/"):
		return desk.InWorkbook
	case name == "public/index.html":
		return desk.OnFront
	case strings.HasPrefix(name, "facilitator/access/"):
		return "access"
	case strings.HasPrefix(name, "facilitator/messages/"):
		return desk.InMessages
	case strings.HasPrefix(name, "facilitator/"):
		return desk.OnDesk
	}
	return ""
}
