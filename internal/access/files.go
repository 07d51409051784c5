package access

import (
	"bytes"
	"embed"
	"encoding/csv"
	"fmt"
	"path"
	"regexp"
	"strings"
	"text/template"

	"pairbook/internal/desk"
	"pairbook/internal/program"
)

// A File is one to give to the administrator of the server.
type File struct {
	Name string
	Data []byte
}

//go:embed files
var texts embed.FS

// names are the files of each server, as templates below files/.
var names = map[program.Server][]string{
	program.Apache: {"pairbook-apache.conf", "pairbook-groups.txt", "steps-apache.txt"},
	program.Nginx:  {"pairbook-http.conf", "pairbook-location.conf", "pairbook-facilitators.map", "pairbook-people.map", "steps-nginx.txt"},
	program.IIS:    {"steps-iis.txt"},
}

// Files makes the files for the administrator: rules, steps, and a table of folders and
// people.
func (r *Rules) Files() ([]File, error) {
	list := []File{{"folders.csv", r.table()}}
	parsed, err := template.New("").Funcs(template.FuncMap{
		"regexp": regexp.QuoteMeta, "lines": lines, "base": path.Base,
	}).ParseFS(texts, "files/*")
	if err != nil {
		return nil, err
	}
	for _, name := range names[r.Server] {
		var b bytes.Buffer
		if err := parsed.ExecuteTemplate(&b, name, r); err != nil {
			return nil, err
		}
		list = append(list, File{strings.Replace(name, "steps-"+string(r.Server), "steps", 1), b.Bytes()})
	}
	return list, nil
}

// Slashed is the folder on the server as both servers write it, also on Windows.
func (r *Rules) Slashed() string { return path.Clean(strings.ReplaceAll(r.Folder, `\`, "/")) }

// Bare is the path of the pages without the slash at the end.
func (r *Rules) Bare() string { return strings.TrimSuffix(r.Path, "/") }

// lines puts names into lines of fifty, so that no line becomes too long for a server or an
// editor.
func lines(names []string) []string {
	var list []string
	for len(names) > 50 {
		list, names = append(list, strings.Join(names[:50], " ")), names[50:]
	}
	return append(list, strings.Join(names, " "))
}

// table lists the folders and who may open each, for those who give rights by hand. It is
// UTF-8 with a byte order mark, for Excel.
func (r *Rules) table() []byte {
	var b bytes.Buffer
	b.WriteString("\ufeff")
	out := csv.NewWriter(&b)
	out.UseCRLF = true
	facilitators := strings.Join(r.Facilitators, "; ")
	if r.Group != "" {
		facilitators = strings.TrimPrefix(facilitators+"; group "+r.Group, "; ")
	}
	row := func(cells ...string) {
		for i, c := range cells {
			cells[i] = desk.Safe(c)
		}
		out.Write(cells)
	}
	row("folder", "workbook", "people", "facilitators")
	row("(the folder itself, index.html)", "", "everybody in the programme", facilitators)
	for _, dir := range r.Shared {
		row(dir, "", "everybody in the programme", facilitators)
	}
	for _, d := range r.Doors {
		row(d.Dir, d.Title, strings.Join(d.Persons, "; "), facilitators)
	}
	out.Flush()
	return b.Bytes()
}

// WebConfig is the file for IIS in the folder of a workbook.
func WebConfig(a program.Access, rel *program.Relationship) []byte {
	d, _ := newDoor(a, rel)
	return fmt.Appendf(nil, "%s<configuration>\n%s</configuration>\n", xmlHead, authorization(a, d.Users))
}

const xmlHead = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"

// largestList is how many bytes of user names the web.config of the top folder may have:
// IIS reads no file of more than 250 KB (maxConfigSize of its documentation).
const largestList = 150_000

// RootWebConfig is the file for IIS in the top folder: what is in it opens for the
// facilitators alone, what all share for everybody in the programme. When these are more
// than IIS can read, it opens for whoever has signed in.
func (r *Rules) RootWebConfig() []byte {
	everybody := r.Everybody
	if len(strings.Join(everybody, ",")) > largestList {
		everybody = []string{"*"}
	}
	var b bytes.Buffer
	b.WriteString(xmlHead + "<configuration>\n")
	b.Write(authorization(r.Access, nil))
	for _, dir := range append([]string{"index.html"}, r.Shared...) {
		fmt.Fprintf(&b, "<location path=\"%s\">\n%s</location>\n", dir, authorization(r.Access, everybody))
	}
	b.WriteString("<system.webServer><httpProtocol><customHeaders>\n<add name=\"Cache-Control\" value=\"private, no-cache\" />\n</customHeaders></httpProtocol></system.webServer>\n</configuration>\n")
	return b.Bytes()
}

// authorization allows some users and the facilitators, and nobody else.
func authorization(a program.Access, users []string) []byte {
	var b bytes.Buffer
	b.WriteString("<system.webServer><security><authorization>\n<clear />\n<add accessType=\"Deny\" users=\"?\" />\n")
	if list := strings.Join(append(append([]string{}, a.Facilitators...), users...), ","); list != "" {
		fmt.Fprintf(&b, "<add accessType=\"Allow\" users=\"%s\" />\n", template.HTMLEscapeString(list))
	}
	if a.Group != "" {
		fmt.Fprintf(&b, "<add accessType=\"Allow\" roles=\"%s\" />\n", template.HTMLEscapeString(a.Group))
	}
	b.WriteString("</authorization></security></system.webServer>\n")
	return b.Bytes()
}
