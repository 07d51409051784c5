package roster

import (
	"strings"
	"sync"

	"pairbook/internal/program"
)

// A tongue is how the sheets of a language call their columns. The words of a person's columns
// are put together with those of a side in both orders, with or without what stands between:
// "Name der Mentorin", "Mentorin Name".
type tongue struct {
	sides   map[program.Role]string // words, with semicolons between them, as all below
	between string
	person  map[string]string // by what is said of a person
	pair    map[field]string
	others  map[field]string
}

// tongues are the languages that the program comes in, English apart. Signs such as those of
// "Mentor:in" and "mentoré·e" make no difference.
var tongues = []tongue{
	{ // German
		sides: map[program.Role]string{
			program.Mentor: "Mentor; Mentors; Mentorin; Mentoren; Mentorinnen; MentorInnen; Mentorin oder Mentor; Mentorin/Mentor; Mentorinnen und Mentoren",
			program.Mentee: "Mentee; Mentees; Mentorand; Mentorandin; Mentoranden; Mentorandinnen",
		},
		between: "der; des; von; vom",
		person: map[string]string{
			"":        "Name; Vor- und Nachname; Vorname und Nachname; Vorname Name; vollständiger Name",
			email:     "Mailadresse; Emailadresse",
			jobTitle:  "Position; Funktion; Stelle; Jobtitel; Berufsbezeichnung",
			team:      "Abteilung; Bereich; Einheit; Referat",
			phone:     "Telefon; Telefonnummer; Rufnummer; Durchwahl; Handy; Handynummer; Mobil; Mobilnummer",
			pronouns:  "Pronomen",
			preferred: "Rufname; Spitzname",
			timezone:  "Zeitzone",
			login:     "Benutzername; Anmeldename; Benutzerkennung; Kürzel",
			link:      "Profillink; Webseite; Internetseite",
			firstName: "Vorname",
			lastName:  "Nachname; Familienname; Zuname",
		},
		pair: map[field]string{
			fieldID: "Paar-ID; Tandem-ID; Datei; Dateiname", fieldTitle: "Titel", fieldGroup: "Gruppe; Gruppenname", fieldLanguage: "Sprache",
			fieldFirst:  "erstes Treffen; erste Sitzung; erster Termin; Beginn; Startdatum; Starttermin",
			fieldTopics: "Thema; Themen", fieldGoals: "Ziel; Ziele",
		},
		others: map[field]string{
			"line manager": "Führungskraft; Vorgesetzte; Vorgesetzter; Vorgesetzte(r); Vorgesetzte Person",
			"sponsor":      "Sponsorin; Sponsor:in",
			"coordinator":  "Koordination; Koordinatorin; Koordinator; Koordinator:in",
		},
	},
	{ // French
		sides: map[program.Role]string{
			program.Mentor: "mentor; mentors; mentore; mentores; mentoresse; accompagnateur; accompagnatrice; tuteur; tutrice; tuteurs; tutrices; tuteur/tutrice; parrain; marraine; parrain/marraine",
			program.Mentee: "mentoré; mentorée; mentorés; mentorées; personne mentorée; personnes mentorées; personne accompagnée; mentoré·e·s; tutoré; tutorée; tutorés; filleul; filleule; filleuls; filleules; filleul·e·s",
		},
		between: "de; du; de la; des; de l; d",
		person: map[string]string{
			"":        "nom; nom complet; nom et prénom; prénom et nom; prénom nom; nom prénom",
			email:     "courriel; mél; adresse email; adresse mail; adresse électronique",
			jobTitle:  "fonction; poste; titre; intitulé du poste; métier",
			team:      "équipe; service; département; direction; pôle",
			phone:     "téléphone; tél; numéro de téléphone; portable",
			pronouns:  "pronoms",
			preferred: "surnom; prénom usuel",
			timezone:  "fuseau horaire",
			login:     "identifiant; nom d'utilisateur; compte",
			link:      "profil; lien; page web",
			firstName: "prénom",
			lastName:  "nom de famille",
		},
		pair: map[field]string{
			fieldID: "identifiant du binôme; fichier", fieldTitle: "titre", fieldGroup: "groupe; cercle; nom du groupe", fieldLanguage: "langue",
			fieldFirst:  "première séance; première rencontre; premier rendez-vous; début; date de début",
			fieldTopics: "thème; thèmes; sujet; sujets", fieldGoals: "objectif; objectifs",
		},
		others: map[field]string{
			"line manager": "responsable hiérarchique; supérieur hiérarchique; supérieure hiérarchique; manager; N+1",
			"coordinator":  "coordination; coordinateur; coordinatrice; coordinateur·rice",
		},
	},
	{ // Spanish
		sides: map[program.Role]string{
			program.Mentor: "mentor; mentora; mentores; mentoras; mentor/a; mentor(a); persona mentora; personas mentoras; tutor; tutora; tutores; tutoras; tutor/a",
			program.Mentee: "mentee; mentees; persona mentee; personas mentees; persona mentorizada; persona mentorada; mentorizado; mentorizada; mentorizados; mentorizadas; mentorizado/a; mentorado; mentorada; mentorados; mentoradas; mentorado/a; aprendiz; pupilo; pupila; tutorizado; tutorizada",
		},
		between: "de; del; de la; de los; de las; del/de la",
		person: map[string]string{
			"":        "nombre; nombre completo; nombre y apellidos; nombre y apellido",
			email:     "correo; correo electrónico; dirección de correo",
			jobTitle:  "puesto; cargo; función",
			team:      "equipo; departamento; área; unidad; sección",
			phone:     "teléfono; tfno; móvil; celular; número de teléfono",
			pronouns:  "pronombres",
			preferred: "apodo; nombre preferido",
			timezone:  "zona horaria; huso horario",
			login:     "usuario; nombre de usuario; cuenta",
			link:      "perfil; enlace; página web",
			firstName: "nombre de pila",
			lastName:  "apellidos; apellido",
		},
		pair: map[field]string{
			fieldID: "identificador; archivo; fichero", fieldTitle: "título", fieldGroup: "grupo; círculo; nombre del grupo", fieldLanguage: "idioma; lengua",
			fieldFirst:  "primera sesión; primer encuentro; primera reunión; inicio; fecha de inicio; comienzo",
			fieldTopics: "tema; temas", fieldGoals: "objetivo; objetivos; meta; metas",
		},
		others: map[field]string{
			"line manager": "responsable directo; responsable directa; responsable; jefe; jefa; jefe/a; superior",
			"sponsor":      "patrocinador; patrocinadora",
			"coordinator":  "coordinación; coordinador; coordinadora; coordinador/a",
		},
	},
	{ // Portuguese
		sides: map[program.Role]string{
			program.Mentor: "mentor; mentora; mentores; mentoras; mentor/a; mentor(a); orientador; orientadora; tutor; tutora; tutores; tutoras; tutor/a",
			program.Mentee: "mentee; mentees; orientando; orientanda; mentorando; mentoranda; mentorandos; mentorandas; mentorando/a; mentorado; mentorada; mentorados; mentoradas; mentorado/a; tutorando; tutoranda",
		},
		between: "de; do; da; dos; das; do/da; do(a)",
		person: map[string]string{
			"":        "nome; nome completo; nome próprio e apelido",
			email:     "correio eletrónico; endereço de email; endereço eletrónico",
			jobTitle:  "cargo; função; posição; título",
			team:      "equipa; equipe; departamento; serviço; área; unidade; direção",
			phone:     "telefone; telemóvel; celular; contacto telefónico; número de telefone",
			pronouns:  "pronomes",
			preferred: "alcunha; nome preferido; nome de tratamento",
			timezone:  "fuso horário",
			login:     "utilizador; nome de utilizador; usuário; conta",
			link:      "perfil; ligação; página web",
			firstName: "nome próprio; primeiro nome; prenome",
			lastName:  "apelido; apelidos; sobrenome; último nome",
		},
		pair: map[field]string{
			fieldID: "identificador; ficheiro; arquivo", fieldTitle: "título", fieldGroup: "grupo; círculo; nome do grupo", fieldLanguage: "língua; idioma",
			fieldFirst:  "primeira sessão; primeiro encontro; primeira reunião; início; data de início",
			fieldTopics: "tema; temas; assunto; assuntos", fieldGoals: "objetivo; objetivos; meta; metas",
		},
		others: map[field]string{
			"line manager": "chefia; chefia direta; chefe; superior hierárquico; superior hierárquica; gestor; gestora",
			"sponsor":      "patrocinador; patrocinadora",
			"coordinator":  "coordenação; coordenador; coordenadora; coordenador/a",
		},
	},
}

// foreignWords are the fields of a sheet of pairs by the words of all tongues, compact. Of two
// fields with one word the first has it.
var foreignWords = sync.OnceValue(func() map[string]field {
	all := map[string]field{}
	for _, t := range tongues {
		for f, words := range t.fields() {
			for _, w := range words {
				if _, taken := all[w]; !taken {
					all[w] = f
				}
			}
		}
	}
	return all
})

// compactWords are the words of a list, compact.
func compactWords(list string) []string {
	all := strings.Split(list, "; ")
	for i, w := range all {
		all[i] = compact(w)
	}
	return all
}

// fields are the compact words of a language by the fields that they name.
func (t tongue) fields() map[field][]string {
	all := map[field][]string{}
	between := append(compactWords(t.between), "")
	for what, list := range t.person {
		of := attributes(what, list)
		for _, role := range roles {
			sides := compactWords(t.sides[role])
			all[ofNumber(role, 1, what)] = combined(sides, of, between)
			if what == "" {
				all[ofNumber(role, 1, "")] = append(all[ofNumber(role, 1, "")], sides...)
			}
		}
	}
	for f, list := range t.pair {
		all[f] = compactWords(list)
	}
	for f, list := range t.others {
		all[f] = compactWords(list)
		all[otherEmail(f)] = combined(all[f], attributes(email, t.person[email]), between)
	}
	return all
}

// attributes are the words for what is said of a person. Those of English are known in all
// languages: "E-Mail", "Team", "Login".
func attributes(what, list string) []string {
	all := compactWords(list)
	switch what {
	case "", firstName, lastName:
	case email:
		all = append(all, email, "mail")
	default:
		all = append(all, compact(what))
	}
	return all
}

// combined are the ways to say what belongs to whom.
func combined(sides, attributes, between []string) []string {
	var all []string
	for _, side := range sides {
		for _, what := range attributes {
			all = append(all, side+what)
			for _, b := range between {
				all = append(all, what+b+side)
			}
		}
	}
	return all
}
