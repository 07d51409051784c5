package program

import (
	"net/url"
	"path"
	"regexp"
	"strings"
)

// An Email is one plain address, like tom@example.org, without a display name.
// The empty one means that none was given.
type Email string

// The sizes are those of RFC 5321, section 4.5.3.1. Of the characters that RFC
// 5322 allows before the @ three are missing, since in a mailto link they are
// no longer part of the address: what follows "?" or "#", and what "%0D%0A" or
// "%3F" stand for, could be further headers of the mail.
const (
	longestEmail     = 254
	longestLocalPart = 64
)

var (
	localPart = regexp.MustCompile("^[A-Za-z0-9!$&'*+/=^_`{|}~-]+(\\.[A-Za-z0-9!$&'*+/=^_`{|}~-]+)*$")
	domain    = regexp.MustCompile(`^([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])$`)
	// angled finds the address in a form like "Tom Okafor <tom@example.org>".
	angled = regexp.MustCompile(`<([^<>]*)>\s*$`)
)

// UnmarshalTOML takes a plain address, or an empty text for none.
func (e *Email) UnmarshalTOML(v any) error {
	const hint = `write one plain address, like "tom@example.org"`
	s, ok := v.(string)
	if !ok {
		return notThat("text", v, hint)
	}
	if s == "" || isEmail(s) {
		*e = Email(s)
		return nil
	}
	text := quote(s) + " is no e-mail address"
	alone := strings.TrimSpace(s)
	if m := angled.FindStringSubmatch(s); m != nil {
		alone = m[1]
	}
	if alone = strings.TrimPrefix(alone, "mailto:"); isEmail(alone) {
		return complain(text, "write the address alone: "+quote(alone))
	}
	return complain(text, hint)
}

func isEmail(s string) bool {
	local, host, ok := strings.Cut(s, "@")
	return ok && len(s) <= longestEmail && len(local) <= longestLocalPart &&
		localPart.MatchString(local) && domain.MatchString(host)
}

// An Address is where the output is published: an http or https address that
// ends in "/". The empty one means that none was given.
type Address string

// UnmarshalTOML takes a full address and adds the "/" at its end where it is
// missing; an empty text is none.
func (a *Address) UnmarshalTOML(v any) error {
	const hint = `write it in full, like "https://intranet.example.org/mentoring/"`
	s, ok := v.(string)
	if !ok {
		return notThat("text", v, hint)
	}
	if s == "" {
		*a = ""
		return nil
	}
	u, err := url.Parse(s)
	switch {
	case err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" || u.User != nil:
		return complain(quote(s)+" is no web address", hint)
	case strings.ContainsAny(s, "?#"):
		return complain("the web address of a folder has no ? or #", hint)
	case strings.HasPrefix(path.Ext(u.Path), ".htm"):
		return complain("the web address of a folder is wanted, not of a page", hint)
	}
	if !strings.HasSuffix(u.Path, "/") {
		u = u.JoinPath("/")
	}
	*a = Address(u.String())
	return nil
}
