package desk

import (
	"fmt"

	"pairbook/internal/diag"
	"pairbook/internal/program"
)

// Overdue warns of cohorts with people that were to be kept until a day before today. It is no part of
// Check: a build does not know which day it is.
func (d *Desk) Overdue(today program.Date) []diag.Problem {
	var problems []diag.Problem
	for i := range d.Cohorts {
		c := &d.Cohorts[i]
		until := c.Of.RetainUntil
		if until.IsZero() || !until.Before(today) || len(c.Relationships)+len(c.Broken) == 0 {
			continue
		}
		problems = append(problems, diag.Problem{
			Severity: diag.Warning, Position: diag.Position{File: program.CohortsDir + "/" + c.Of.ID},
			Text: fmt.Sprintf("people and texts of this cohort were to be kept until %s", until),
			Hint: fmt.Sprintf("pairbook anonymise %s takes them out and keeps the numbers; for longer, write another retain_until", c.Of.ID),
		})
	}
	return problems
}
