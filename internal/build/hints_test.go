package build

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"pairbook"
	"pairbook/internal/diag"
	"pairbook/internal/site"
	"pairbook/internal/theme"
	"pairbook/internal/tomlfile"
)

// What a hint says to write must itself be right: each is followed, and the file is read
// again. Then the problem is gone, and there is no other in its line.
func TestHintsThatSayWhatToWriteCanBeFollowed(t *testing.T) {
	followed := 0
	for _, name := range []string{"mistakes", "misfits"} {
		archive, err := txtar.ParseFile(repository + "/internal/tomlfile/testdata/" + name + ".txtar")
		if err != nil {
			t.Fatal(err)
		}
		for i := 0; i < len(archive.Files); i += 2 {
			t.Run(name+"/"+archive.Files[i].Name, func(t *testing.T) {
				followed += followAll(t, string(archive.Files[i].Data), func(text string) []diag.Problem {
					_, problems := tomlfile.Parse(diag.Source{Name: "a.toml", Text: text})
					return problems
				})
			})
		}
	}
	if testing.Short() {
		return
	}
	for file, texts := range map[string][]string{
		"content/cohorts/a/x.toml": wrongRelationships, "content/cohorts/a/cohort.toml": wrongDefaults, "site.toml": wrongSites,
		"themes/own/theme.toml": wrongThemes, "content/guidance/agreement.md": wrongGuidance,
	} {
		for _, text := range texts {
			t.Run(text, func(t *testing.T) {
				followed += followAll(t, text, func(text string) []diag.Problem { return problemsWith(t, file, text) })
			})
		}
	}
	if followed < 150 {
		t.Errorf("only %d hints were followed", followed)
	}
}

// problemsWith reads a site of which one file has this text, and returns the problems of
// that file.
func problemsWith(t *testing.T, file, text string) []diag.Problem {
	t.Helper()
	fsys := fstest.MapFS{
		"site.toml": {Data: []byte("title = \"T\"\n")}, "content/cohorts/a/x.toml": {Data: []byte(pairText)},
		"content/pictures/logo.svg": {Data: []byte("<svg xmlns=\"http://www.w3.org/2000/svg\"/>")},
	}
	if strings.HasPrefix(file, "themes/") {
		fsys["site.toml"] = &fstest.MapFile{Data: []byte("title = \"T\"\ntheme = \"own\"\n")}
	}
	fsys[file] = &fstest.MapFile{Data: []byte(text)}
	s, problems, err := site.Load(fsys, pairbook.Builtin(), &site.Memory{})
	if err != nil {
		t.Fatal(err)
	}
	if file == "site.toml" || strings.HasPrefix(file, "themes/") {
		_, more, err := theme.Load(fsys, pairbook.Builtin(), s.Program.Theme, s.ThemeAt, s.Options, s.Program.Paper)
		if err != nil {
			t.Fatal(err)
		}
		problems = append(problems, more...)
	}
	return slices.DeleteFunc(problems, func(p diag.Problem) bool { return p.Position.File != file || p.Severity == diag.Warning })
}

// followAll follows each hint of a text that says what to write, and returns how many
// there were.
func followAll(t *testing.T, text string, read func(text string) []diag.Problem) int {
	t.Helper()
	count := 0
	for _, p := range read(text) {
		i := strings.Index(p.Hint, "write ")
		if i < 0 {
			continue
		}
		texts := follow(text, p, p.Hint[i+len("write "):])
		if texts == nil {
			t.Errorf("this test does not know how to follow the hint of\n%s", p)
		}
		count++
		if !slices.ContainsFunc(texts, func(followed string) bool { return leadsOn(followed, p, read, 6) }) && texts != nil {
			t.Errorf("the hint of\n%s\nleads to\n%s\nof which is said\n%v", p, texts[0], read(texts[0]))
		}
	}
	return count
}

// leadsOn reports whether a text in which a hint was followed has that problem no more,
// and none in its line; but the same mistake may come again farther right, or in another
// place, and is mended there in the same way.
func leadsOn(text string, p diag.Problem, read func(text string) []diag.Problem, patience int) bool {
	for _, again := range read(text) {
		same := again.Text == p.Text
		if !same && again.Position.Line != p.Position.Line || p.Position.Line == 0 && !same {
			continue
		}
		if patience == 0 || !same || again.Position.Line == p.Position.Line && again.Position.Column <= p.Position.Column {
			return false
		}
		_, hint, _ := strings.Cut(again.Hint, "write ")
		if !slices.ContainsFunc(follow(text, again, hint), func(next string) bool { return leadsOn(next, again, read, patience-1) }) {
			return false
		}
	}
	return true
}

// A way to follow a hint: what is written takes the place of what is meant. It may be
// done in several ways.
type way struct {
	hint string // a regular expression of what stands behind "write"
	edit func(text string, p diag.Problem, m []string) []string
}

// one makes an edit of a way that there is but one way to do.
func one(edit func(text string, p diag.Problem, m []string) string) func(string, diag.Problem, []string) []string {
	return func(text string, p diag.Problem, m []string) []string { return []string{edit(text, p, m)} }
}

var (
	inPlace = one(func(text string, p diag.Problem, m []string) string { return replaceMeant(text, p, m[1]) })

	// wholeLine takes the place of the statement, of which the text may go on below.
	wholeLine = func(text string, p diag.Problem, m []string) []string {
		texts := []string{replaceLine(text, p, m[1], 0)}
		if p.Text == "this text goes on in the next line" {
			for more := 1; more < 4; more++ {
				texts = append(texts, replaceLine(text, p, m[1], more))
			}
		}
		return texts
	}

	// wholeValue takes the place of the value, though a part of it is meant.
	wholeValue = func(text string, p diag.Problem, m []string) []string {
		start, end := lineStart(text, p.Position.Line), lineStart(text, p.Position.Line)+len(p.Position.Excerpt)
		var texts []string
		for from := start + 1; from < end; from++ {
			for to := end; to > from && strings.ContainsRune("[ ={", rune(text[from-1])); to-- {
				if to == end || strings.ContainsRune(",]} ", rune(text[to])) {
					texts = append(texts, text[:from]+m[1]+text[to:])
				}
			}
		}
		return texts
	}

	// behind is put at the end of any line from the one that is meant on.
	behind = func(text string, p diag.Problem, m []string) []string {
		var texts []string
		for at := lineStart(text, p.Position.Line); at < len(text); {
			end := at + strings.IndexByte(text[at:]+"\n", '\n')
			texts = append(texts, text[:end]+m[1]+text[end:])
			at = end + 1
		}
		return texts
	}

	// heads take the place of all lines in brackets of that name.
	heads = one(func(text string, p diag.Problem, m []string) string {
		name := strings.Trim(m[1], "[]")
		return regexp.MustCompile(`(?m)^\[\[?`+strings.TrimSuffix(name, "s")+`s?\]\]?`).ReplaceAllString(text, m[1])
	})
)

const (
	aKey   = `[A-Za-z0-9_."'-]+`
	aValue = `"(?:[^"\\]|\\.)*"|'[^']*'|\[.*\]|\{.*\}|[A-Za-z0-9.:+-]+`
)

// ways are tried in this order.
var ways = []way{
	{`^two folders, like (output = "public") and (facilitator_output = "facilitator")$`, one(func(text string, p diag.Problem, m []string) string {
		return regexp.MustCompile(`(?m)^(?:facilitator_)?output = .*\n`).ReplaceAllString(text, "") + m[1] + "\n" + m[2] + "\n"
	})},
	{`^(extends = "\w+") at the top of the file`, one(func(text string, p diag.Problem, m []string) string { return m[1] + "\n" + text })},
	{`^(\[options\.\w+\]), and below it type, default and so on$`, one(func(text string, p diag.Problem, m []string) string {
		return replaceLine(text, p, m[1]+"\ntype = \"colour\"\ndefault = \"teal\"", 0)
	})},
	{`^(sessions = \d+) in \[schedule\]`, one(func(text string, p diag.Problem, m []string) string {
		text = regexp.MustCompile(`(?m)^sessions = .*\n`).ReplaceAllString(text, "")
		return strings.Replace(text, "[schedule]\n", "[schedule]\n"+m[1]+"\n", 1)
	})},
	{`^each key on a line of its own: (.*)$`, one(func(text string, p diag.Problem, m []string) string {
		return text[:lineStart(text, p.Position.Line)] + m[1] + "\n"
	})},
	{`^it in brackets behind its key: (.*)$`, wholeLine},
	{`^each backslash twice`, one(func(text string, p diag.Problem, m []string) string { return replaceMeant(text, p, `\`+meant(text, p)) })},
	{`^the key with (") on both sides$`, one(func(text string, p diag.Problem, m []string) string {
		return regexp.MustCompile(`^"(\w*)`).ReplaceAllString(text, `"$1"`)
	})},
	{`^a name such as (\[.*\])$`, wholeLine},
	{`^them as in (\{.*\})$`, wholeValue},
	{`^it with fewer dots$`, one(func(text string, p diag.Problem, m []string) string { return strings.Replace(text, ".", "_", 1) })},
	{`^the name without it$`, one(func(text string, p diag.Problem, m []string) string {
		return replaceMeant(text, p, strings.Trim(strings.ReplaceAll(meant(text, p), "..", "."), "."))
	})},
	{`^(\[\[?\w+\]\]?)(?: above each| everywhere)`, heads},
	{`^((?:` + aKey + ` = )(?:` + aValue + `))(?:$|,| for | if |; )`, wholeLine},
	{`^(\[\[?[^\]]+\]\]?) on a line of its own, and below it (.*)$`, one(func(text string, p diag.Problem, m []string) string {
		return replaceLine(text, p, "", 0) + m[1] + "\n" + strings.TrimPrefix(m[2], "a line such as ") + "\n"
	})},
	{`^(\[\[?[^\]]+\]\]?): it stands by itself`, wholeLine},
	{`^(\[[A-Za-z-]+\]), and below it lines such as`, wholeLine},
	{`^a line (\[\w+\]), and (name = "…") on the next$`, one(func(text string, p diag.Problem, m []string) string {
		return text + m[1] + "\n" + m[2] + "\n"
	})},
	{`^(#|=|\]|\}) in its place$`, inPlace},
	{`^a comma (?:in its place|between the two)$`, one(func(text string, p diag.Problem, m []string) string { return replaceMeant(text, p, ",") })},
	{`^a space in its place$`, one(func(text string, p diag.Problem, m []string) string {
		return strings.NewReplacer("\t", " ", `\t`, " ").Replace(text)
	})},
	{`^(\]|\}|'''|""") behind its last (?:element|value|word)$`, behind},
	{`^(""") in place of its two quotes, here and in line (\d+)$`, one(func(text string, p diag.Problem, m []string) string {
		from := lineStart(text, p.Position.Line) + p.Position.Column - 1
		end := from + 1 + strings.Index(text[from+1:], `"`)
		return text[:from] + m[1] + text[from+1:end] + m[1] + text[end+1:]
	})},
	{`^its name alone: (` + aValue + `)`, wholeValue},
	{`^the way from content/ to the picture, with "/": (` + aValue + `)`, inPlace},
	{`^(?:one of|the address alone:|the year first and no quotation marks:|it like|it as|a day like) (` + aValue + `)`, inPlace},
	{`^(?:[a-z ]+), like (` + aValue + `)`, inPlace},
	{`^a number above (0)`, one(func(text string, p diag.Problem, m []string) string { return replaceMeant(text, p, "1") })},
	{`^a number (?:from|of|that).*?(\d+)`, inPlace},
	{`^(\[\[?[A-Za-z_.-]+\]\]?)(?:$|;)`, wholeLine},
	{`^(` + aValue + `)(?:$|,| or | if )`, func(text string, p diag.Problem, m []string) []string {
		return append(inPlace(text, p, m), wholeValue(text, p, m)...)
	}},
}

// follow does what a hint says, in every way in which it can be understood.
func follow(text string, p diag.Problem, hint string) []string {
	for _, w := range ways {
		if m := regexp.MustCompile(w.hint).FindStringSubmatch(hint); m != nil {
			return w.edit(text, p, m)
		}
	}
	return nil
}

// lineStart returns the offset of a line, from 1.
func lineStart(text string, line int) int {
	at := 0
	for range line - 1 {
		at += strings.IndexByte(text[at:], '\n') + 1
	}
	return at
}

// meant returns what a position is about.
func meant(text string, p diag.Problem) string {
	at := p.Position
	runes := []rune(text[lineStart(text, at.Line):])
	return string(runes[at.Column-1 : at.Column-1+at.Width])
}

// replaceMeant puts something in the place of what a position is about.
func replaceMeant(text string, p diag.Problem, with string) string {
	at := p.Position
	start := lineStart(text, at.Line)
	runes := []rune(text[start:])
	return text[:start] + string(runes[:at.Column-1]) + with + string(runes[at.Column-1+at.Width:])
}

// replaceLine puts a line in the place of another, and of so many below it.
func replaceLine(text string, p diag.Problem, with string, more int) string {
	start := lineStart(text, max(p.Position.Line, 1))
	end := start
	for range more + 1 {
		end = min(len(text), end+1+strings.IndexByte(text[end:]+"\n", '\n'))
	}
	return text[:start] + with + "\n" + text[end:]
}

// wrongRelationships are relationship files with one mistake each, as people make them.
var wrongRelationships = []string{
	"mentor = \"Ann\"\nmentee = \"Tom\"\n", "mentors = [\"Ann\", \"Bea\"]\nmentee.name = \"Tom\"\n", "mentor = [\"Ann\"]\nmentee.name = \"Tom\"\n",
	"mentor = [\"Ann\", \"Bea\"]\nmentee.name = \"Tom\"\n", "[[mentor]]\nname = \"Ann\"\n[mentee]\nname = \"Tom\"\n", "[mentors]\nname = \"Ann\"\n[mentee]\nname = \"Tom\"\n",
	"[mentee]\nname = \"Tom\"\n", "[mentor]\nname = \"Ann\"\n", "[mentor]\nname = 3\n[mentee]\nname = \"Tom\"\n", "[mentor]\nname = \"\"\n[mentee]\nname = \"Tom\"\n",
	pairText + "[schedule]\nfirst = 2027–01–14\n", pairText + "[schedule]\nfirst = \"2027-01-14\"\n", pairText + "[schedule]\nfirst = 14/01/2027\n",
	pairText + "[schedule]\nfirst = 14. January 2027\n", pairText + "[schedule]\nfirst = 2027-01-14T15:00:00\n", pairText + "[schedule]\nfirst = \"14. 1. 2027\"\n",
	pairText + "[schedule]\nfirst = 20270114\n", pairText + "[schedule]\nfirst = \"soon\"\n", pairText + "[schedule]\nevery = \"3 week\"\n", pairText + "[schedule]\nevery = \"fortnight\"\n",
	pairText + "[schedule]\nevery = 3\n", pairText + "[schedule]\nevery = \"now and then\"\n", pairText + "[schedule]\ntime = \"15:00\"\n", pairText + "[schedule]\ntime = 15\n",
	pairText + "[schedule]\ntime = 3pm\n", pairText + "[schedule]\ntime = \"3 pm\"\n", pairText + "[schedule]\ntime = 15.30\n", pairText + "[schedule]\ntimezone = \"CET\"\n",
	pairText + "[schedule]\nsessions = \"6\"\n", pairText + "[schedule]\nsessions = 6.0\n", pairText + "[schedule]\nsessions = six\n", pairText + "[schedule]\nsessions = 0\n",
	pairText + "[schedule]\nminutes = \"60 minutes\"\n", pairText + "[schedule]\nplace = Room 4\n", pairText + "[schedule]\nplace = [\"Room 4\"]\n",
	pairText + "[schedule]\nplace = \"Room 4\nfirst floor\"\n", pairText + "[schedule]\nplace = \"S:\\rooms\"\n", pairText + "[schedule]\nplace = “Room 4”\n",
	pairText + "[agreement]\ncovers = \"work\"\n", pairText + "[agreement]\ncovers = work, pay\n", pairText + "[agreement]\nclauses = \"We begin on time.\"\n",
	pairText + "[agreement]\ncontact = \"by telephone\"\n", pairText + "[goals]\ntitle = \"Lead a team\"\n", pairText + "goals = \"Lead a team\"\n",
	pairText + "[[goals]]\ntitle = \"Lead\"\nmeasurable = \"x\"\ndue = \"2027-06-30\"\n", pairText + "[[goals]]\ntitle = \"Lead\"\nprogress = \"40%\"\n",
	pairText + "[[goals]]\ntitle = \"Lead\"\nprogress = 0.4\n", pairText + "[[goals]]\ntitle = \"Lead\"\nprogress = \"half\"\n", pairText + "[[goals]]\ntitle = \"Lead\"\nprogress = 40%\n",
	pairText + "[[sessions]]\nheld = \"yes\"\n", pairText + "[[sessions]]\nheld = yes\n", pairText + "[[sessions]]\nheld = True\n", pairText + "[[sessions]]\nn = 0\n",
	pairText + "[schedule]\nsessions = 3\n[[sessions]]\nn = 5\nheld = true\n", pairText + "[schedule]\nplace = \"x\"\n[[sessions]]\nn = 8\nheld = true\n", pairText + "[[sessions]]\ngoals = \"1\"\n",
	pairText + "[[actions]]\nwho = \"Everybody\"\nwhat = \"Read\"\n", pairText + "[[actions]]\nwho = \"both\"\nwhat = \"Read\"\nstatus = \"finished\"\n",
	"status = \"Running\"\n" + pairText, "language = \"english\"\n" + pairText, "language = \"en_GB\"\n" + pairText, "status: active\n" + pairText, "title Ours\n" + pairText,
	"[mentor]\nname = \"Ann\"\nemail = \"ann at example.org\"\n[mentee]\nname = \"Tom\"\n", "[mentor]\nname = \"Ann\"\nemail = \"Ann <ann@example.org>\"\n[mentee]\nname = \"Tom\"\n",
	"[mentor]\nname = \"Ann\"\nphone = +44 20 7946 0000\n[mentee]\nname = \"Tom\"\n", "[mentor]\nname = \"Ann\"\nphone = 0044\n[mentee]\nname = \"Tom\"\n",
	pairText + "[schedule.goals]\ntitle = \"Lead\"\n", pairText + "[mentee.agreement]\nplace = \"x\"\n", pairText + "schedule = 2027-01-14\n",
}

// wrongDefaults are cohort.toml with one mistake each.
var wrongDefaults = []string{
	"title = Spring 2027\n", "title = 2027\n", "language = \"EN-gb\"\n", "[contact]\nemail = \"mailto:help@example.org\"\n",
	"schedule.breaks = [\"Summer\"]\n", "[schedule]\nbreaks = 2027-07-26\n", "[schedule.breaks]\nname = \"Summer\"\nfrom = 2027-07-26\n", "[sessions]\ntopic = \"feedback\"\n",
	"[schedule]\nlink = \"meet.example.org/room\"\n",
}

// wrongSites are site.toml with one mistake each.
var wrongSites = []string{
	"title = \"T\"\n[theme_options]\naccent = #7a1f4b\n", "title = \"T\"\n[theme_options]\naccent = \"dark\"\n", "title = \"T\"\n[theme_options]\naccent = 7\n",
	"title = \"T\"\n[theme_options]\nlogo = \"content/pictures/logo.svg\"\n", "title = \"T\"\n[theme_options]\nlogo = \"pictures\\\\logo.svg\"\n",
	"title = \"T\"\n[theme_options]\nlogo = 'C:\\site\\content\\pictures\\logo.svg'\n", "title = \"T\"\n[theme_options]\nlogo = \"../pictures/logo.svg\"\n",
	"title = \"T\"\npaper = \"a4\"\n", "title = \"T\"\npaper = \"A5\"\n", "title = \"T\"\noutput = \"facilitator\"\n", "title = \"T\"\naddress = \"intranet/mentoring\"\n",
	"title = \"T\"\noutput = \"C:\\mentoring\\out\"\n", "title = \"T\"\nprivacy = true\n", "title = \"T\"\n[print]\nduplex = \"no\"\n", "title = \"T\"\nprint = \"duplex\"\n",
	"title = \"T\"\ncontact = \"Vera Lund\"\n", "title = \"T\"\ncontact = [\"Vera Lund\"]\n", "title = \"T\"\nlanguage = en\n", "title = \"T\"\ntheme_options = \"classic\"\n",
	"title = \"T\"\n[theme_options]\nline_height = 20\n", "title = \"T\"\n[limits]\nmentees_per_mentor = \"3\"\n",
}

// wrongThemes are theme.toml with one mistake each.
var wrongThemes = []string{
	"title = \"Own\"\n", "title = Own\nextends = \"classic\"\n", "title = \"Own\"\nextends = \"classic\"\n[options]\nshade = 3\n",
	"title = \"Own\"\nextends = \"classic\"\n[options.shade]\ntype = \"colour\"\ndefault = \"dark\"\n",
	"title = \"Own\"\nextends = \"classic\"\n[options.shade]\ntype = \"colour\"\ndefault = \"teal\"\nproperty = \"shade\"\n",
	"title = \"Own\"\nextends = [\"classic\"]\n", "title = \"Own\"\nextends = \"classic\"\noptions = \"shade\"\n",
}

// wrongGuidance are front matter with one mistake each.
var wrongGuidance = []string{
	"+++\ntitle = Agreement\n+++\n\nText.\n", "+++\ntitle = \"A\"\n[[prompts]]\nask = \"What?\"\nlines = \"4\"\n+++\n\nText.\n",
	"+++\ntitle = \"A\"\n[prompts]\nask = \"What?\"\n+++\n\nText.\n", "+++\ntitle = \"A\"\nprompts = [\"What?\"]\n+++\n\nText.\n",
	"+++\ntitle = \"A\"\n[[prompts]]\nask = \"What?\"\nfor = \"mentees\"\n+++\n\nText.\n", "+++\ntitle: A\n+++\n\nText.\n",
}
