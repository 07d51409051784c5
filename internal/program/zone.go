package program

import (
	"regexp"
	"strings"
	"time"

	"pairbook/internal/diag"
)

// A Zone is the IANA name of a time zone, like "Europe/Lisbon". The empty one
// means that times are what the clock on the wall shows.
type Zone string

// zoneForm is how IANA names look. It is checked besides, since some machines
// keep zones as files, and know them by more names than others do: "Local",
// "posix/Europe/Lisbon", or "europe/lisbon" where capitals do not matter.
var zoneForm = regexp.MustCompile(`^[A-Z][A-Za-z0-9_+-]{0,30}(/[A-Z][A-Za-z0-9_+-]{0,30}){0,2}$`)

// UnmarshalTOML takes the name of a zone that the time zone database has.
func (z *Zone) UnmarshalTOML(v any) error {
	const hint = `write the name of a region and a city, like "Europe/Lisbon"`
	s, ok := v.(string)
	if !ok {
		return notThat("text", v, hint)
	}
	if zoneForm.MatchString(s) && s != "Local" {
		if _, err := time.LoadLocation(s); err == nil && !misspelt(s) {
			*z = Zone(s)
			return nil
		}
	}
	text := "unknown time zone " + quote(s)
	if near := nearestZone(s); near != "" {
		return complain(text, "did you mean "+quote(near)+"?")
	}
	return complain(text, hint)
}

// misspelt finds the names that only a file system which ignores capitals takes.
func misspelt(s string) bool {
	for _, known := range zones {
		if s != known && strings.EqualFold(s, known) {
			return true
		}
	}
	return false
}

// nearestZone takes a city for its zone, a blank for the "_" of the database,
// and otherwise the nearest of the zones listed here.
func nearestZone(s string) string {
	s = strings.ReplaceAll(strings.TrimSpace(s), " ", "_")
	for _, known := range zones {
		if city := known[strings.LastIndex(known, "/")+1:]; strings.EqualFold(s, city) || strings.EqualFold(s, known) {
			return known
		}
	}
	return diag.Nearest(s, zones)
}

// zones are the zones suggested: not all there are, but at least one for most
// hours and large countries.
var zones = []string{
	"Africa/Algiers", "Africa/Cairo", "Africa/Casablanca", "Africa/Johannesburg", "Africa/Lagos", "Africa/Nairobi",
	"America/Anchorage", "America/Argentina/Buenos_Aires", "America/Bogota", "America/Caracas", "America/Chicago",
	"America/Denver", "America/Halifax", "America/Lima", "America/Los_Angeles", "America/Mexico_City",
	"America/New_York", "America/Phoenix", "America/Santiago", "America/Sao_Paulo", "America/St_Johns",
	"America/Toronto", "America/Vancouver",
	"Asia/Baghdad", "Asia/Bangkok", "Asia/Beirut", "Asia/Colombo", "Asia/Dhaka", "Asia/Dubai", "Asia/Ho_Chi_Minh",
	"Asia/Hong_Kong", "Asia/Jakarta", "Asia/Jerusalem", "Asia/Karachi", "Asia/Kathmandu", "Asia/Kolkata",
	"Asia/Kuala_Lumpur", "Asia/Manila", "Asia/Riyadh", "Asia/Seoul", "Asia/Shanghai", "Asia/Singapore",
	"Asia/Taipei", "Asia/Tashkent", "Asia/Tehran", "Asia/Tokyo",
	"Atlantic/Azores", "Atlantic/Reykjavik",
	"Australia/Adelaide", "Australia/Brisbane", "Australia/Melbourne", "Australia/Perth", "Australia/Sydney",
	"Europe/Amsterdam", "Europe/Athens", "Europe/Belgrade", "Europe/Berlin", "Europe/Brussels", "Europe/Bucharest",
	"Europe/Budapest", "Europe/Copenhagen", "Europe/Dublin", "Europe/Helsinki", "Europe/Istanbul", "Europe/Kyiv",
	"Europe/Lisbon", "Europe/London", "Europe/Luxembourg", "Europe/Madrid", "Europe/Moscow", "Europe/Oslo",
	"Europe/Paris", "Europe/Prague", "Europe/Rome", "Europe/Sofia", "Europe/Stockholm", "Europe/Vienna",
	"Europe/Warsaw", "Europe/Zurich",
	"Pacific/Auckland", "Pacific/Honolulu",
	"UTC",
}
