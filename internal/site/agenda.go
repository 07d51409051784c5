package site

import (
	"fmt"

	"pairbook/internal/diag"
	"pairbook/internal/markdown"
	"pairbook/internal/tomlfile"
)

// fieldsInAgendas warns of what is in braces in the agendas of a file and not filled in.
func fieldsInAgendas(file *tomlfile.File) []diag.Problem {
	var problems []diag.Problem
	for i, item := range list(file.Tree["sessions"]) {
		entry, _ := item.(map[string]any)
		for j, point := range list(entry["agenda"]) {
			if text, ok := point.(string); ok && markdown.Speaks(text) {
				problems = append(problems, markdown.UnknownFields(text, file.Value(fmt.Sprintf("%s.agenda[%d]", entryPath(i+1), j+1)))...)
			}
		}
	}
	return problems
}
