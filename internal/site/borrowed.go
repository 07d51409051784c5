package site

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"pairbook/internal/diag"
	"pairbook/internal/program"
)

// reportBorrowed warns of languages that lack guidance or topics which their workbooks
// have: these are then in the programme's language, or in English.
func (l *loader) reportBorrowed() error {
	for _, lang := range l.site.Languages() {
		foreign := l.site.Library.foreign(lang)
		if len(foreign) == 0 {
			continue
		}
		borrowed := map[string]bool{} // files
		for _, c := range l.site.Cohorts {
			for _, r := range c.Relationships {
				if r.Language != lang {
					continue
				}
				for _, d := range foreign {
					if !borrowed[d.Source] && d.isReadBy(r) && l.site.Library.Find(d.Kind, d.Name, r.Cohort, r.Format, lang) == d {
						borrowed[d.Source] = true
					}
				}
			}
		}
		if len(borrowed) > 0 {
			l.problems = append(l.problems, borrowedBy(lang, slices.Sorted(maps.Keys(borrowed))))
		}
	}
	return nil
}

// foreign are the documents that are not there in a language.
func (l *Library) foreign(lang program.Language) []*Document {
	return slices.DeleteFunc(slices.Clone(l.Documents), func(d *Document) bool {
		return slices.ContainsFunc(l.Versions(d), func(v *Document) bool { return v.Language.Base() == lang.Base() })
	})
}

// isReadBy reports whether a workbook has something of a document, were it in its language.
func (d *Document) isReadBy(r *program.Relationship) bool {
	switch {
	case d.Cohort != "" && d.Cohort != r.Cohort, d.Format != "" && d.Format != r.Format:
		return false
	case d.Kind == Guidance:
		return !isExtra(d.Name) || slices.Contains(r.AllParts(), d.Name)
	}
	return slices.ContainsFunc(r.Sessions, func(s program.Session) bool { return s.Topic == d.Name })
}

// borrowedBy is the warning of files that workbooks of a language borrow.
func borrowedBy(lang program.Language, files []string) diag.Problem {
	const shown = 5
	var missing []string
	for _, file := range files[:min(len(files), shown)] {
		name := DocumentName(file)
		missing = append(missing, fmt.Sprintf("%s/%s.%s.md", path.Dir(file), name, lang.Base()))
	}
	hint := "write " + strings.Join(missing, ", ")
	if len(files) > shown {
		hint += " …"
	}
	text := fmt.Sprintf("%d pages of guidance and topics are not in the language %q, and its workbooks have them in another", len(files), lang)
	if len(files) == 1 {
		text = fmt.Sprintf("this page is not in the language %q, and workbooks have it in another", lang)
	}
	return diag.Problem{Severity: diag.Warning, Position: diag.Position{File: files[0]}, Text: text, Hint: hint}
}
