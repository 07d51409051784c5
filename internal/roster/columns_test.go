package roster

import (
	"fmt"
	"strings"
	"testing"

	"pairbook/internal/program"
)

func TestHeadersInAnyOrderCaseAndSpacing(t *testing.T) {
	for header, want := range map[string]field{
		"mentor": "mentor", "Mentor Name": "mentor", "MENTORNAME": "mentor", "Name of the mentor": "mentor", " mentor's  name ": "mentor", "Mentors": "mentor",
		"Mentee full name": "mentee", "Mentee(s) names": "mentee", "Mentee emails": "mentee email", "mentee_email": "mentee email", "Mentee E-Mail": "mentee email", "Mentee e-mail address": "mentee email",
		"E-mail (mentor)": "mentor email", "Mentor’s job title": "mentor title", "mentor-team": "mentor team", "Mentee Department": "mentee team",
		"Mentor tel.": "mentor phone", "MENTEE PHONE": "mentee phone", "Mentee telephone number": "mentee phone", "mentor pronouns": "mentor pronouns",
		"Mentee surname": "mentee last name", "Given name of mentor": "mentor first name",
		"Title": "title", "ID": "id", "Group": "group", "Group name": "group", "Language": "language", "lang": "language",
		"First Session": "first session", "FirstSession": "first session", "Start date": "first session", "First meeting": "first session",
		"Topics": "topics", "Topic": "topics", "goals": "goals", "Goal": "goals",
		"": "", "Mentee 1": "mentee", "Mentor 2": "mentor 2", "mentee2_email": "mentee 2 email", "Mentee email #3": "mentee 3 email", "2nd mentee": "mentee 2",
		"Mentee 0": "", "Mentee 21": "", "Mentee 1 of 2": "", "Line 2": "", "Group 2": "", "1st session": "",
		"Notes": "", "Email": "", "Name": "",
	} {
		if got, _ := ofPairs(program.Labels{}).meaning(header); got != want {
			t.Errorf("%q means %q, want %q", header, got, want)
		}
	}
}

func TestHeadersInOtherLanguages(t *testing.T) {
	for header, want := range map[string]field{
		"Mentorin": "mentor", "Mentor*in": "mentor", "Mentor:innen": "mentor", "Name der Mentorin": "mentor", "Mentor/-in E-Mail": "mentor email", "E-Mail-Adresse Mentee": "mentee email",
		"Vorname des Mentors": "mentor first name", "Nachname Mentee": "mentee last name", "Abteilung (Mentee)": "mentee team", "Telefonnummer der Mentorin": "mentor phone",
		"Sprache": "language", "Erstes Treffen": "first session", "Ziele": "goals", "Gruppe": "group", "Führungskraft": "line manager", "E-Mail der Führungskraft": "line manager email",
		"Mentoré": "mentee", "Mentoré(e)": "mentee", "mentoré·e": "mentee", "Mentor.e": "mentor", "Nom du mentor": "mentor", "Prénom de la mentorée": "mentee first name", "Courriel du tuteur": "mentor email",
		"Adresse e-mail du mentor": "mentor email", "Filleule": "mentee", "Équipe de la mentorée": "mentee team", "Langue": "language", "Première séance": "first session", "Objectifs": "goals", "N+1": "line manager",
		"Mentora": "mentor", "Tutor/a": "mentor", "Tutor": "mentor", "Mentorizada": "mentee", "Nombre de la mentora": "mentor", "Apellidos del mentor": "mentor last name", "Correo electrónico de la mentorizada": "mentee email",
		"Puesto del mentor": "mentor title", "Idioma": "language", "Primera sesión": "first session", "Objetivos": "goals", "Responsable directa": "line manager",
		"Mentoranda": "mentee", "Mentorada": "mentee", "Nome do mentor": "mentor", "Apelido da mentoranda": "mentee last name", "Nome próprio do mentor": "mentor first name", "E-mail do mentorando": "mentee email",
		"Telemóvel da mentora": "mentor phone", "Língua": "language", "Primeiro encontro": "first session", "Temas": "topics", "Chefia direta": "line manager", "Mentorin 2": "mentor 2", "E-mail mentoré 3": "mentee 3 email",
		"Nom": "", "Name": "", "Nombre": "", "Notizen": "", "E-Mail": "",
	} {
		if got, _ := ofPairs(program.Labels{}).meaning(header); got != want {
			t.Errorf("%q means %q, want %q", header, got, want)
		}
	}
}

// No word has one meaning in one language and another in the next, or two in one.
func TestWordsOfAllLanguagesHaveOneMeaning(t *testing.T) {
	means := map[string]field{}
	for _, tongue := range tongues {
		for f, words := range tongue.fields() {
			for _, w := range words {
				if other, known := means[w]; known && other != f {
					t.Errorf("%q means %q and %q", w, other, f)
				}
				means[w] = f
			}
		}
	}
}

// A column of names beside one of first names has last names, and the other way round.
func TestNamesInTwoColumnsOfWhichOneIsCalledName(t *testing.T) {
	for sheet, want := range map[string]string{
		"Nom du mentor,Prénom du mentor,Nom de la mentorée,Prénom de la mentorée\nLefèvre,Inès,N'Diaye,Awa\n":               "ines-lefevre-awa-ndiaye.toml",
		"Nombre del mentor,Apellidos del mentor,Nombre de la mentorada,Apellidos de la mentorada\nJon,Otero Gil,Eva,Ruiz\n": "jon-otero-gil-eva-ruiz.toml",
		"Mentor name,Mentor first name,Mentee\nAmara Nwosu,Amara,Tom Okafor\n":                                              "amara-nwosu-tom-okafor.toml",
		"Mentorin Name,Mentorin Vorname,Mentee Name,Mentee Vorname\nBrandt; Kaya,Ute; Aylin,Wolf,Jan\n":                     "ute-brandt-aylin-kaya-jan-wolf.toml",
	} {
		if got := paths(planned(t, sheet, Options{}).Files); got != want {
			t.Errorf("%s plans %s, want %s", sheet, got, want)
		}
	}
}

func TestColumnsUsedAndIgnored(t *testing.T) {
	plan, problems := read(t, "roster.csv", "Notes,Mentee,,Mentor emial,Mentor\nx,Tom Okafor,,z,Amara Nwosu\n", Options{})
	if got, want := fmt.Sprint(plan.Report.Used), "[{B Mentee mentee } {E Mentor mentor }]"; got != want {
		t.Errorf("used %s, want %s", got, want)
	}
	if got, want := fmt.Sprint(plan.Report.Ignored), "[{A Notes  } {D Mentor emial  mentor email}]"; got != want {
		t.Errorf("ignored %s, want %s", got, want)
	}
	want := `roster.csv:1:4: warning: row 1, column "Mentor emial": nothing is known by this name, and the column is left out
   did you mean "mentor email"? then say --map "Mentor emial=mentor email"`
	if got := strings.TrimSpace(prose(problems)); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestColumnsNamedByMap(t *testing.T) {
	o := Options{Map: []Mapping{{"line 1", "Mentor"}, {"LINE 2", "mentee name"}, {"Title", "ignore"}, {"Topics", "goals"}}}
	plan := planned(t, "Line 1,Line 2,Title,Topics,Goals\nAmara Nwosu,Tom Okafor,Ms,Lead a project,not these\n", o)
	r := loaded(t, plan)["amara-nwosu-tom-okafor"]
	if r == nil || r.Title != "Amara Nwosu & Tom Okafor" || len(r.Goals) != 1 || r.Goals[0].Title != "Lead a project" {
		t.Errorf("got %+v", r)
	}
	if got, want := fmt.Sprint(plan.Report.Ignored), "[{C Title  } {E Goals  }]"; got != want {
		t.Errorf("ignored %s, want %s", got, want)
	}
}

func TestColumnsNamedByTheirLetter(t *testing.T) {
	o := Options{Map: []Mapping{{"b", "mentor"}, {"A", "mentee"}, {"C", "mentor email"}}}
	plan := planned(t, "Pairs of the spring\nName,Name\nTom Okafor,Amara Nwosu,amara@example.org\n", o)
	r := loaded(t, plan)["amara-nwosu-tom-okafor"]
	if r == nil || r.Mentors[0].Email != "amara@example.org" {
		t.Errorf("got %+v", plan)
	}
	if got, want := fmt.Sprint(plan.Report.Used), "[{A Name mentee } {B Name mentor } {C  mentor email }]"; got != want {
		t.Errorf("used %s, want %s", got, want)
	}
	// A header that is a letter is a header.
	planned(t, "B,Mentee,Mentor\nx,Tom Okafor,Amara Nwosu\n", Options{Map: []Mapping{{"B", "ignore"}}})
}

func TestASecondColumnOfNamesMayBeThatOfFurtherPeople(t *testing.T) {
	plan := planned(t, "Mentor,Mentee,Mentee\nAmara Nwosu,Tom Okafor,Kim Roe\n", Options{Map: []Mapping{{"C", "mentee 2"}}})
	if got := paths(plan.Files); got != "amara-nwosu-tom-okafor-kim-roe.toml" {
		t.Errorf("planned %s", got)
	}
}

func TestTheLabelsOfTheSiteAreHeaders(t *testing.T) {
	const labels = "title = \"Test\"\n[labels]\nmentor = \"Coach\"\nmentee = \"Coachee\"\nmentees = \"Learners\"\n"
	plan := planned(t, "Coach,Coach e-mail,Learners,Coachee 2,Job title of Coachee 2\nAmara Nwosu,amara@example.org,Tom Okafor,Kim Roe,Driver\n", Options{}, "site.toml", labels)
	if !strings.Contains(plan.Files[0].Text, "[mentor]\nname  = \"Amara Nwosu\"\nemail = \"amara@example.org\"\n") ||
		!strings.Contains(plan.Files[0].Text, "[[mentees]]\nname  = \"Kim Roe\"\ntitle = \"Driver\"\n") {
		t.Errorf("got\n%s", plan.Files[0].Text)
	}
	// The cohort's own are nearer; a label never takes a known word away.
	cohort := "[labels]\nmentor = \"Guide\"\nmentee = \"Mentor\"\n"
	planned(t, "Guide,Mentee\nAmara Nwosu,Tom Okafor\n", Options{}, "site.toml", labels, spring+"cohort.toml", cohort)
	planned(t, "Mentor,Mentee\nAmara Nwosu,Tom Okafor\n", Options{}, spring+"cohort.toml", cohort)
}

func TestParseMapping(t *testing.T) {
	if m, err := ParseMapping("a = b = Mentor "); err != nil || m != (Mapping{"a = b", "Mentor"}) {
		t.Errorf("got %v, %v", m, err)
	}
	for _, text := range []string{"", "mentor", "=mentor", "Line 1=", " = "} {
		want := fmt.Sprintf(`%q is no mapping: write the header of the sheet or the letter of the column, "=" and what it means, like "Line 1=mentor" or "B=mentor"`, text)
		if _, err := ParseMapping(text); err == nil || err.Error() != want {
			t.Errorf("%q: got %v, want %s", text, err, want)
		}
	}
}

func TestProblemsOfColumns(t *testing.T) {
	for name, c := range map[string]struct {
		data string
		o    Options
		want string
	}{
		"no header that is known": {"Line 1,Line 2\nAmara,Tom\n", Options{},
			"roster.csv:1:1: row 1: no column has the names of the mentees\n   call a column \"mentee\", or name it by its letter: --map \"LETTER=mentee\"; not used yet: \"Line 1\" (A), \"Line 2\" (B)\n" +
				"roster.csv:1:1: row 1: no column has the names of the mentors\n   call a column \"mentor\", or name it by its letter: --map \"LETTER=mentor\"; not used yet: \"Line 1\" (A), \"Line 2\" (B)"},
		"one side only": {"Mentor\nAmara\n", Options{},
			"roster.csv:1:1: row 1: no column has the names of the mentees\n   call a column \"mentee\""},
		"two columns of one meaning": {"Mentor,Mentee,Mentor name\nAmara,Tom,Ada\n", Options{},
			"roster.csv:1:3: row 1, column \"Mentor name\": column \"Mentor\" (A) means the same, \"mentor\"\n   delete one of the two, or say --map \"Mentor name=ignore\"; or, for a further person, --map \"Mentor name=mentor 2\""},
		"a mapping to nothing": {"Line 1,Mentee\nAmara,Tom\n", Options{Map: []Mapping{{"Line 1", "menter"}}},
			"roster.csv:1:1: row 1: no column can mean \"menter\", as --map has it\n   did you mean \"mentee\" or \"mentor\"?\n" +
				"roster.csv:1:1: row 1: no column has the names of the mentors\n   call a column \"mentor\", or say that \"Line 1\" is it: --map \"A=mentor\""},
		"two columns of one name": {"Mentor,Mentee,Mentor\nAmara,Tom,Ada\n", Options{},
			"roster.csv:1:3: row 1, column \"Mentor\": column \"Mentor\" (A) means the same, \"mentor\"\n   delete one of the two, or say --map \"C=ignore\"; or, for a further person, --map \"C=mentor 2\""},
		"two columns of one meaning that is no name": {"Mentor,Mentee,Start,Start date\nAmara,Tom,,\n", Options{},
			"roster.csv:1:4: row 1, column \"Start date\": column \"Start\" (C) means the same, \"first session\"\n   delete one of the two, or say --map \"Start date=ignore\""},
		"a header that is near both sides": {"Menter,Line 2\nAmara,Tom\n", Options{},
			"roster.csv:1:1: warning: row 1, column \"Menter\": nothing is known by this name, and the column is left out\n   did you mean \"mentee\" or \"mentor\"? say which with --map, like --map \"Menter=mentee\"\n" +
				"roster.csv:1:1: row 1: no column has the names of the mentees\n   call a column \"mentee\", or name it by its letter: --map \"LETTER=mentee\"; not used yet: \"Menter\" (A), \"Line 2\" (B)\n" +
				"roster.csv:1:1: row 1: no column has the names of the mentors\n   call a column \"mentor\", or name it by its letter: --map \"LETTER=mentor\"; not used yet: \"Menter\" (A), \"Line 2\" (B)"},
		"a letter beyond the sheet": {"Mentor,Mentee\nAmara,Tom\n", Options{Map: []Mapping{{"ZZZ", "team"}}},
			"roster.csv:1:1: row 1: no column can mean \"team\", as --map has it\n   the columns are " + quoted(append(ofPairs(program.Labels{}).names(), "ignore"))},
		"a row longer than the header": {"Mentor,Mentee\nNwosu, Amara,Okafor, Tom\nBea Lind,Kim Roe\n", Options{},
			"roster.csv:2:3: row 2, column C: the row is longer than the header\n   a text with a comma stands in quotation marks: \"Lee, Ann\"; if it is another column, write a header above, empty the cell, or say --map \"C=ignore\""},
		"a row longer than the header, with semicolons": {"Mentor;Mentee\nAmara;Tom;;x\n", Options{},
			"roster.csv:2:4: row 2, column D: the row is longer than the header\n   write a header above, empty the cell, or say --map \"D=ignore\""},
		"texts under no header": {"Mentor,,Mentee\nAmara,x,Tom\nBea,,Kim\nCem,y,Jo\n", Options{},
			"roster.csv:2:2: rows 2 and 4: column B is filled and has no header\n   write a header above, empty the cells, or say --map \"B=ignore\""},
		"texts under no header that are left out": {"Mentor,,Mentee\nAmara,x,Tom\nBea,,Kim,z\n", Options{Map: []Mapping{{"B", "ignore"}, {"d", "Ignore"}}}, ""},
		"a mapping to nothing near": {"Mentor,Mentee\nAmara,Tom\n", Options{Map: []Mapping{{"Mentor", "shoe size"}}},
			"roster.csv:1:1: row 1: no column can mean \"shoe size\", as --map has it\n   the columns are " + quoted(append(ofPairs(program.Labels{}).names(), "ignore"))},
		"a mapping from nothing": {"Mentor,Mentee,Line 1\nAmara,Tom,\n", Options{Map: []Mapping{{"Line 2", "team"}, {"Line 3", "id"}, {"Shoe size", "id"}}},
			"roster.csv:1:1: row 1: no column can mean \"team\", as --map has it\n   the columns are " + quoted(append(ofPairs(program.Labels{}).names(), "ignore")) + "\n" +
				"roster.csv:1:1: row 1: there is no column \"Line 3\", which --map speaks of\n   did you mean \"Line 1\"?\n" +
				"roster.csv:1:1: row 1: there is no column \"Shoe size\", which --map speaks of\n   the headers are \"Mentor\", \"Mentee\", \"Line 1\""},
	} {
		t.Run(name, func(t *testing.T) { told(t, c.data, c.o, c.want) })
	}
}

func TestRowsAboveTheHeaderAreLeftOut(t *testing.T) {
	plan := planned(t, "Mentoring of the mentees;\n;\n\nMentor;Mentee\nAmara Nwosu;Tom Okafor\n", Options{})
	if plan.Report.HeaderRow != 4 || plan.Files[0].Row != 5 {
		t.Errorf("header in row %d, the pair in row %d; want 4 and 5", plan.Report.HeaderRow, plan.Files[0].Row)
	}
}

func TestLettersOfColumns(t *testing.T) {
	for column, want := range map[int]string{0: "A", 25: "Z", 26: "AA", 51: "AZ", 52: "BA", 701: "ZZ", 702: "AAA", 16383: "XFD"} {
		if got := letter(column); got != want {
			t.Errorf("letter(%d) = %s, want %s", column, got, want)
		}
		if got, ok := columnOf(want + "12"); !ok || got != column {
			t.Errorf("columnOf(%s12) = %d, %t; want %d", want, got, ok, column)
		}
	}
	for _, reference := range []string{"", "A", "12", "a1", "AAAA1", "$A$1"} {
		if _, ok := columnOf(reference); ok {
			t.Errorf("%q passes for a cell", reference)
		}
	}
}
