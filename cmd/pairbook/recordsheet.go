package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"pairbook"
	"pairbook/internal/diag"
	"pairbook/internal/edit"
	"pairbook/internal/roster"
	"pairbook/internal/source"
)

// pastedName is how problems name what was pasted.
const pastedName = "pasted"

// recordSheet records what a sheet says, or with "-" what is pasted.
func (c *call) recordSheet(cmd *cobra.Command, name string, r recordFlags) error {
	facts, err := c.facts(cmd, name, r)
	if err != nil {
		return err
	}
	root, err := os.OpenRoot(c.flags.site)
	if err != nil {
		return fmt.Errorf("opening the site: %w", err)
	}
	defer root.Close()
	p, err := edit.Begin(source.Sources(cmd.Context(), root.FS()), pairbook.Builtin())
	if err != nil {
		return err
	}
	if p.Today, err = c.today(); err != nil {
		return err
	}
	for _, fact := range facts.Facts {
		if fact.Name == "" {
			continue
		}
		for _, rel := range p.Active(p.Find(fact.Name, fact.Place("relationship"))) {
			p.Record(rel, fact.Record)
		}
	}
	what := "record " + filepath.Base(name)
	if name == "-" {
		what = "record pasted lines"
	}
	change, problems, err := p.Finish(what)
	if err != nil {
		return err
	}
	c.voice.understood(filepath.Base(name), facts.Report)
	return c.make(cmd.Context(), change, changeReport{problems: facts.Told(problems), leftOut: p.LeftOut(), passed: facts.Passed})
}

// facts reads a sheet, or what is pasted.
func (c *call) facts(cmd *cobra.Command, name string, r recordFlags) (*roster.Records, error) {
	if name == "-" {
		data, err := io.ReadAll(io.LimitReader(cmd.InOrStdin(), source.TOMLSize))
		if err != nil {
			return nil, fmt.Errorf("reading what is pasted: %w", err)
		}
		src, problem := source.Text(pastedName, data)
		if problem != nil {
			return &roster.Records{Problems: []diag.Problem{*problem}}, nil
		}
		return roster.ReadPasted(src), nil
	}
	o, err := r.sheet.options(r.cohort)
	if err != nil {
		return nil, err
	}
	return roster.ReadRecords(source.Patient(cmd.Context(), os.DirFS(filepath.Dir(name))), filepath.Base(name), o)
}
