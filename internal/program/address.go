package program

import (
	"crypto/sha256"
	"encoding/hex"
	"regexp"
	"slices"
	"strings"

	"github.com/mozillazg/go-unidecode"
	"golang.org/x/text/unicode/norm"
)

// LongestSlug is the longest that one part of an address gets, in bytes. Three
// parts, the folder of the site and an ending still fit into the 260 characters
// that older Windows programs have for a whole path.
const LongestSlug = 60

// Slug makes the name of a folder, as safe in a web address as on any disk, of
// the name of a cohort or a relationship: lower-case letters a to z, digits and
// single hyphens between them. Other scripts are transliterated. What leaves
// nothing becomes "r-" and 8 hex digits, always the same for the same name. The
// slug of a slug is itself. Two names may have one slug.
func Slug(name string) string {
	if isSlug(name) {
		return name
	}
	// Disks differ in how they put accents together, and the slug must not.
	name = norm.NFKC.String(name)
	var b strings.Builder
	for _, c := range strings.ToLower(unidecode.Unidecode(name)) {
		switch {
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9':
			b.WriteRune(c)
		case c == '\'' || c == '`': // O'Brien; also what transliteration makes of soft signs
		default:
			b.WriteByte('-')
		}
	}
	slug := strings.Join(strings.FieldsFunc(b.String(), func(c rune) bool { return c == '-' }), "-")
	if len(slug) > LongestSlug {
		slug = strings.TrimRight(slug[:LongestSlug], "-")
	}
	switch {
	case slug == "":
		sum := sha256.Sum256([]byte(name))
		return "r-" + hex.EncodeToString(sum[:4])
	case windowsDevice.MatchString(slug):
		return slug + "-1"
	}
	return slug
}

// isSlug reports whether a name is its own slug, as most are: small letters and
// digits, with single hyphens between them, and longer than any device.
func isSlug(name string) bool {
	const longestDevice = 4
	if len(name) <= longestDevice || len(name) > LongestSlug {
		return false
	}
	between := true // where no hyphen may be
	for i := range len(name) {
		switch c := name[i]; {
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9':
			between = false
		case c == '-' && !between:
			between = true
		default:
			return false
		}
	}
	return !between
}

// windowsDevice matches the names that Windows keeps for devices, in every
// folder and with any ending.
var windowsDevice = regexp.MustCompile(`^(con|prn|aux|nul|(com|lpt)[0-9])$`)

// ownPages matches the names of the facilitator's further pages of a cohort, which lie
// beside the pages of the cohorts: of its sessions, and of what to print again.
var ownPages = regexp.MustCompile(`-(session-[0-9]+|reprint)$`)

// ReservedCohort reports whether the folder or the pages of a cohort with that
// slug would meet others in the output.
func ReservedCohort(slug string) bool {
	return slices.Contains([]string{
		"assets", "guidance", "topics", "index", "report", "inventory", "messages", "access", "pdf",
	}, slug) || ownPages.MatchString(slug)
}

// ReservedID reports whether the folder of a relationship with that slug would
// meet the folders of its cohort's own guidance and topics.
func ReservedID(slug string) bool { return slug == "guidance" || slug == "topics" }
