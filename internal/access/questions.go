package access

import (
	"encoding/base64"
	"fmt"
	"html/template"
	"net/url"
	"path"
	"slices"
	"strings"

	"pairbook/internal/program"
	"pairbook/internal/site"
	"pairbook/internal/workbook"
)

// A Visitor is somebody to ask as.
type Visitor struct {
	Name    string   // as the rules have it; "" has not signed in
	Headers []Header // what signs them in
}

// A Header is one line of a request.
type Header struct{ Name, Value string }

// A Question is one request, and what should come of it.
type Question struct {
	Visitor Visitor
	Method  string
	Target  string   // as it stands in the request
	Headers []Header // besides those of the visitor
	Way     string   // in words: how the door is tried
	Open    bool     // it should open; else it should not
	marks   []string // the answer has one of these when it opened
}

// A Prober makes questions for a site.
type Prober struct {
	site    *site.Site
	rules   *Rules
	planner *workbook.Planner
	base    string // path of the address that is asked, with "/" at both ends
	origin  string // scheme and host of it
}

// NewProber returns the Prober of a site whose pages are at an address.
func NewProber(s *site.Site, r *Rules, address *url.URL) *Prober {
	base := address.EscapedPath()
	if !strings.HasSuffix(base, "/") {
		base += "/"
	}
	return &Prober{site: s, rules: r, planner: workbook.NewPlanner(s), base: base, origin: address.Scheme + "://" + address.Host}
}

// mostDoors is how many doors a visitor tries of a kind: a rule that is wrong for one of
// thousands is found by reading the data, one that is wrong for a kind here.
const mostDoors = 40

// Questions lists what to ask as a visitor.
func (p *Prober) Questions(v Visitor) []Question {
	if v.Name != "" {
		v.Name = p.rules.normal(v.Name)
	}
	list := p.shared(v)
	shut := 0
	for _, d := range p.order(v) {
		if p.rules.May(v.Name, d.Dir) {
			list = append(list, p.own(v, d)...)
			continue
		}
		if shut++; shut == 1 {
			list = append(list, p.everyWay(v, d)...)
		}
		list = append(list, p.plain(v, d)...)
	}
	return append(list, p.private(v)...)
}

// order lists the doors that a visitor tries: their own, then those whose addresses look
// like others', where a rule that is nearly right goes wrong, then some of the rest, evenly.
func (p *Prober) order(v Visitor) []Door {
	var own, alike, rest []Door
	for i, d := range p.rules.Doors {
		switch {
		case p.rules.May(v.Name, d.Dir) && !slices.Contains(p.rules.Facilitators, v.Name):
			own = append(own, d)
		case p.alike(i):
			alike = append(alike, d)
		default:
			rest = append(rest, d)
		}
	}
	return slices.Concat(evenly(own), evenly(alike), evenly(rest))
}

// alike says whether the address of a door begins another's, or like a folder that all share.
func (p *Prober) alike(i int) bool {
	d := p.rules.Doors[i]
	for _, word := range []string{"assets", site.Guidance, site.Topics} {
		if strings.HasPrefix(d.Dir, word) || strings.HasPrefix(path.Base(d.Dir), word) {
			return true
		}
	}
	return i > 0 && strings.HasPrefix(d.Dir, p.rules.Doors[i-1].Dir) ||
		i+1 < len(p.rules.Doors) && strings.HasPrefix(p.rules.Doors[i+1].Dir, d.Dir)
}

// evenly takes at most mostDoors of a list.
func evenly(doors []Door) []Door {
	step := max(1, (len(doors)+mostDoors-1)/mostDoors)
	var some []Door
	for i := 0; i < len(doors); i += step {
		some = append(some, doors[i])
	}
	return some
}

// marksOf are what the pages of a workbook have, and nothing else that is published has.
func marksOf(d Door) []string {
	return []string{template.HTMLEscapeString(d.Title), "BEGIN:VCALENDAR"}
}

func (p *Prober) get(v Visitor, target, way string, open bool, marks ...string) Question {
	return Question{Visitor: v, Method: "GET", Target: target, Way: way, Open: open, marks: marks}
}

// shared asks for what everybody in the programme may open.
func (p *Prober) shared(v Visitor) []Question {
	open := p.rules.May(v.Name, "")
	title := template.HTMLEscapeString(p.site.Program.Title)
	list := []Question{
		p.get(v, p.base, "the first page", open, title), p.get(v, p.base+"index.html", "the first page", open, title),
		p.get(v, p.base+"assets/style.css", "a style sheet", open, "{"),
	}
	seen := map[string]int{}
	for _, d := range p.site.Handouts() {
		if dir := path.Dir(d.Address); d.Address != "" && seen[dir] < 2 {
			seen[dir]++
			list = append(list, p.get(v, p.base+d.Address, "a page that all share", open, template.HTMLEscapeString(d.Title)))
		}
	}
	return list
}

// own asks for every file of a workbook that the visitor may open.
func (p *Prober) own(v Visitor, d Door) []Question {
	var list []Question
	rel := p.relationship(d)
	if rel == nil {
		return nil
	}
	list = append(list, p.get(v, p.base+d.Dir+"/", "the folder of an own workbook", true, marksOf(d)...))
	pages := p.planner.Plan(rel).Pages
	if slices.Contains(p.rules.Facilitators, v.Name) {
		pages = pages[:1]
	}
	for _, page := range pages {
		list = append(list, p.get(v, p.base+page.Path, "a page of an own workbook", true, marksOf(d)...))
	}
	return list
}

func (p *Prober) relationship(d Door) *program.Relationship {
	for _, c := range p.site.Cohorts {
		for _, rel := range c.Relationships {
			if rel.Dir() == d.Dir {
				return rel
			}
		}
	}
	return nil
}

// plain asks for pages of a workbook that the visitor may not open.
func (p *Prober) plain(v Visitor, d Door) []Question {
	var list []Question
	files := []string{"", "workbook.html", "session-1.html", "sessions.ics"}
	if rel := p.relationship(d); rel != nil && !rel.Has(program.Sessions) {
		files = slices.Delete(files, 2, 3)
	}
	for _, file := range files {
		list = append(list, p.get(v, p.base+d.Dir+"/"+file, "a page of another workbook", false, marksOf(d)...))
	}
	return list
}

// private asks for what nobody is to see but the facilitators.
func (p *Prober) private(v Visitor) []Question {
	if slices.Contains(p.rules.Facilitators, v.Name) {
		return nil
	}
	var list []Question
	listed := map[string]bool{}
	for _, d := range p.rules.Doors {
		cohort, name, _ := strings.Cut(d.Dir, "/")
		if !listed[cohort] && len(listed) < 20 {
			listed[cohort] = true
			list = append(list, p.get(v, p.base+cohort+"/", "the list of a cohort", false, "href=\""+name, "Index of", "[To Parent Directory]"))
		}
	}
	for _, name := range []string{".pairbook-output", "web.config", "../facilitator/index.html", "../.pairbook/learned", "../site.toml", "facilitator/index.html"} {
		list = append(list, p.get(v, p.base+name, "a file that is not for publishing", false, "Pairbook writes", "<authorization", "kind-desk", "title ="))
	}
	return list
}

// everyWay tries one workbook that the visitor may not open in all the ways in which
// servers and what stands before them have read an address otherwise than their rules.
func (p *Prober) everyWay(v Visitor, d Door) []Question {
	var list []Question
	for _, way := range p.ways(v, d) {
		list = append(list, p.get(v, way[1], way[0], false, marksOf(d)...))
	}
	target := p.base + d.Dir + "/workbook.html"
	for _, method := range []string{"HEAD", "POST", "OPTIONS", "PROPFIND", "TRACE", "get", "BREW"} {
		q := p.get(v, target, "the method "+method, false, marksOf(d)...)
		q.Method = method
		list = append(list, q)
	}
	user := ""
	if len(d.Users) > 0 {
		user = d.Users[0]
	}
	forged := []Header{
		{"X-Forwarded-Email", user}, {"X-Forwarded-User", user}, {"X-Auth-Request-Email", user}, {"Remote-User", user},
		{"X-Forwarded-For", "127.0.0.1"}, {"X-HTTP-Method-Override", "GET"},
	}
	if v.Name == "" {
		forged = append(forged, Header{"Authorization", "Basic " + base64.StdEncoding.EncodeToString([]byte(user+":"))})
	}
	for _, h := range forged {
		q := p.get(v, target, "a forged header "+h.Name, false, marksOf(d)...)
		q.Headers = []Header{h}
		list = append(list, q)
	}
	for _, name := range []string{"X-Original-URL", "X-Rewrite-URL"} {
		q := p.get(v, p.base+"index.html", "a forged header "+name, false, marksOf(d)...)
		q.Headers = []Header{{name, target}}
		list = append(list, q)
	}
	return list
}

// ways are the addresses of a workbook's page, each with its name.
func (p *Prober) ways(v Visitor, d Door) [][2]string {
	cohort, id, _ := strings.Cut(d.Dir, "/")
	const file = "workbook.html"
	inside := "assets" // a folder that the visitor may open, if there is one
	for _, other := range p.rules.Doors {
		if p.rules.May(v.Name, other.Dir) {
			inside = other.Dir
			break
		}
	}
	up := strings.Repeat("../", strings.Count(inside, "/")+1)
	climb := func(dots string) string {
		return p.base + inside + "/" + strings.ReplaceAll(up, "../", dots) + d.Dir + "/" + file
	}
	code := func(s string) string { return fmt.Sprintf("%%%02x%s", s[0], s[1:]) }
	whole := p.base + d.Dir + "/" + file
	join := func(parts ...string) string { return p.base + strings.Join(parts, "/") }
	ways := [][2]string{
		{"the folder", join(cohort, id) + "/"}, {"the folder without a slash", join(cohort, id)}, {"a query", whole + "?x=1"},
		{"a slash too many at the beginning", "/" + whole}, {"a slash too many before the cohort", p.base + "/" + d.Dir + "/" + file},
		{"a slash too many in the middle", join(cohort, "", id, file)}, {"a slash too many before the page", join(cohort, id, "", file)},
		{"./ before the cohort", join(".", cohort, id, file)}, {"./ in the middle", join(cohort, ".", id, file)}, {"./ before the page", join(cohort, id, ".", file)},
		{"../ out of an open folder", climb("../")}, {"..%2f", climb("..%2f")}, {"..;/", climb("..;/")}, {"%2e%2e/", climb("%2e%2e/")},
		{"%2e%2e%2f", climb("%2e%2e%2f")}, {"%252e%252e/", climb("%252e%252e/")}, {"..%5c", climb("..%5c")}, {`..\`, climb(`..\`)},
		{"..%c0%af", climb("..%c0%af")}, {".../", climb(".../")}, {".%2e/", climb(".%2e/")},
		{"../ out of assets", join("assets", "..", cohort, id, file)}, {"..%2f out of assets", p.base + "assets/..%2f" + d.Dir + "/" + file},
		{"../ out of guidance", join("guidance", "..", cohort, id, file)}, {"%2e%2e out of topics", join("topics", "%2e%2e", cohort, id, file)},
		{"../ after a page", join("index.html", "..", cohort, id, file)}, {"a path after a page", join("index.html", cohort, id, file)},
		{"a coded letter of the cohort", join(code(cohort), id, file)}, {"a coded letter of the workbook", join(cohort, code(id), file)},
		{"a coded letter of the page", join(cohort, id, code(file))}, {"a letter coded twice", join(cohort, strings.Replace(code(id), "%", "%25", 1), file)},
		{"%2f before the workbook", p.base + cohort + "%2f" + id + "/" + file}, {"%2f before the page", p.base + d.Dir + "%2f" + file},
		{"%5c before the page", p.base + d.Dir + "%5c" + file}, {`\ before the page`, p.base + d.Dir + `\` + file},
		{"capitals in the cohort", join(strings.ToUpper(cohort), id, file)}, {"capitals in the workbook", join(cohort, strings.ToUpper(id), file)},
		{"capitals in the page", join(cohort, id, strings.ToUpper(file))}, {"a dot after the workbook", join(cohort, id+".", file)},
		{"a dot after the page", whole + "."}, {"a blank after the workbook", join(cohort, id+"%20", file)}, {"a blank after the page", whole + "%20"},
		{"a zero byte", whole + "%00"}, {"a zero byte and .css", whole + "%00.css"}, {"::$DATA", whole + "::$DATA"}, {"::$INDEX_ALLOCATION", join(cohort, id+"::$INDEX_ALLOCATION", file)},
		{";a=b after the workbook", join(cohort, id+";a=b", file)}, {";a=b after the page", whole + ";a=b"}, {"a slash after the page", whole + "/"},
		{"a wide letter", join(cohort, "%ef%bd%86"+id[1:], file)}, {"%3f after the page", whole + "%3f"}, {"the whole address", p.origin + whole},
	}
	if len(p.base) > 1 {
		ways = append(ways, [2]string{"capitals in the path", "/" + strings.ToUpper(p.base[1:]) + d.Dir + "/" + file}, [2]string{"a coded letter of the path", "/" + code(p.base[1:]) + d.Dir + "/" + file})
	}
	return ways
}
