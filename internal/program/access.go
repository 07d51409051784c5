package program

import (
	"cmp"
	"fmt"
	"net/url"
	"path"
	"strings"
)

// Access says which web server the output lies on, and how it knows people. The zero
// Access is none: no rules are made.
type Access struct {
	Server       Server   `toml:"server,required"`
	Folder       string   `toml:"folder"` // of the output on the server
	Path         string   `toml:"path"`   // of its address there; default: that of Program.Address
	User         UserKey  `toml:"user"`   // default email
	Facilitators []string `toml:"facilitators"`
	Group        string   `toml:"group"` // of facilitators, in the server's directory
}

// A Server is a kind of web server.
type Server string

const (
	Apache Server = "apache"
	Nginx  Server = "nginx"
	IIS    Server = "iis"
)

// A UserKey says by what a server knows people.
type UserKey string

const (
	ByEmail UserKey = "email"
	ByLogin UserKey = "login"
)

// UnmarshalTOML takes "apache", "nginx" or "iis".
func (s *Server) UnmarshalTOML(v any) error { return choose(s, v, "server", Apache, Nginx, IIS) }

// UnmarshalTOML takes "email" or "login".
func (u *UserKey) UnmarshalTOML(v any) error { return choose(u, v, "user", ByEmail, ByLogin) }

// URLPath is where the output begins on the server, with "/" at both ends.
func (a Access) URLPath(address Address) string {
	at := a.Path
	if at == "" {
		if u, err := url.Parse(string(address)); err == nil {
			at = u.Path
		}
	}
	return path.Clean("/"+at) + strings.Repeat("/", min(1, len(path.Clean("/"+at))-1))
}

// Key is by what the server knows people.
func (a Access) Key() UserKey { return cmp.Or(a.User, ByEmail) }

// UserName returns the name of a person in rules, empty when they have none. Rules
// compare bytes, and mail does not: addresses are written in small letters.
func (a Access) UserName(email Email, login string) string {
	if a.Key() == ByLogin {
		return login
	}
	return strings.ToLower(string(email))
}

// unsafeInRules are the characters that mean something to one server or another, or
// that separate names.
const unsafeInRules = "\"'`\\:;{}$<>&,#*?|()[]^"

// Unsafe says why a name cannot stand in rules, empty when it can.
func (a Access) Unsafe(name string) string {
	if a.Server == IIS { // CORP\farida is how Windows knows people
		if domain, rest, ok := strings.Cut(name, `\`); ok && domain != "" {
			name = domain + rest
		}
	}
	for _, c := range name {
		if c <= ' ' || c == 0x7f || strings.ContainsRune(unsafeInRules, c) {
			return fmt.Sprintf("the character %q cannot stand in a server's rules", c)
		}
	}
	if strings.HasPrefix(name, "~") || strings.HasPrefix(name, "-") || strings.HasPrefix(name, "@") {
		return fmt.Sprintf("%q at the beginning cannot stand in a server's rules", name[:1])
	}
	return ""
}

// check returns what site.toml gets wrong about access.
func (a Access) check(f *faults, address Address) {
	if a.Server == "" {
		return // there is no [access], or decoding it has said why
	}
	if a.Server != IIS {
		a.checkFolder(f)
	}
	for _, c := range a.Path {
		if !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.ContainsRune("/-_.~", c)) || !strings.HasPrefix(a.Path, "/") {
			f.add("access.path", quote(a.Path)+" is no path of an address", `write it like "/mentoring/"`)
			break
		}
	}
	if a.Path == "" && address == "" {
		f.add("access", "nothing says at which address the pages lie on the server", `write path = "/mentoring/" here, or the whole address = "https://…" at the top`)
	}
	for i, name := range a.Facilitators {
		if why := a.Unsafe(name); why != "" || strings.TrimSpace(name) == "" {
			f.add(fmt.Sprintf("access.facilitators[%d]", i+1), cmp.Or(why, "the name is blank"), "write each as the server knows them, like "+quote(a.example()))
		}
	}
	if a.Server == Nginx && a.Group != "" {
		f.add("access.group", "nginx knows no groups of a directory", "list the people under facilitators")
	}
	if strings.ContainsAny(a.Group, "\"<>\r\n") {
		f.add("access.group", quote(a.Group)+" is no name of a group", `write it as the directory has it, like 'CN=Mentoring,OU=Groups,DC=example,DC=org' or 'CORP\Mentoring'`)
	}
	if len(a.Facilitators) == 0 && a.Group == "" {
		f.warn("access", "nobody is named as facilitator: only the people in a workbook could open it", `write facilitators = ["`+a.example()+`"]`)
	}
}

func (a Access) example() string {
	switch {
	case a.Key() == ByEmail:
		return "mentoring@example.org"
	case a.Server == IIS:
		return `CORP\jordan`
	}
	return "jordan"
}

// checkFolder looks at where the output lies on the server.
func (a Access) checkFolder(f *faults) {
	const hint = `write the whole path there, like "/srv/www/mentoring"`
	drive := len(a.Folder) > 2 && a.Folder[1] == ':' && (a.Folder[2] == '\\' || a.Folder[2] == '/')
	switch clean := path.Clean(strings.ReplaceAll(a.Folder, `\`, "/")); {
	case a.Folder == "":
		f.add("access", "[access] does not say in which folder of the server the pages lie", `write folder = "/srv/www/mentoring"`)
	case !strings.HasPrefix(a.Folder, "/") && !drive:
		f.add("access.folder", quote(a.Folder)+" is not the whole path of a folder on the server", hint)
	case strings.ContainsAny(a.Folder, "\"'$%*?<>|{};#\r\n\t"), strings.Count(clean, "/") < 2 && !drive:
		f.add("access.folder", quote(a.Folder)+" is no folder for pages", hint)
	}
}
