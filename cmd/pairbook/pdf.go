package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"pairbook/internal/browser"
	"pairbook/internal/build"
	"pairbook/internal/diag"
	"pairbook/internal/pdf"
	"pairbook/internal/program"
)

// A pdfCall is one run of the verb pdf.
type pdfCall struct {
	*call
	build.Choice
	paper, browser string
	patience       time.Duration
	told           func(done, total int)            // of the PDFs that are made
	find           func() (program string, ok bool) // finds a browser
}

// pdfCommand is the verb that makes PDFs of workbooks.
func (c *call) pdfCommand() *cobra.Command {
	p := pdfCall{call: c, told: c.voice.progress(), find: browser.Find}
	cmd := &cobra.Command{
		Use:   "pdf [COHORT | COHORT/ID]...",
		Short: "make PDFs of workbooks, to mail or to read on a tablet",
		Long: `pdf prints each workbook into a PDF in facilitator/pdf/, through a browser that is
installed on this computer: Chrome, Edge or Chromium. The PDFs can be searched and
read aloud, and lead from page to page by their links and edge tabs.

It prints what the files of the site say now, whether it has been built or not.
What has not changed is not printed again. Links to guidance and topics lead to the
address in site.toml; without one they are left out. Nothing is sent anywhere.

A sheet that takes more than its one side is named.`,
		Example: `  pairbook pdf
  pairbook pdf spring-2027
  pairbook pdf spring-2027/farida-callum --paper Letter
  pairbook pdf spring-2027/farida-callum --session 3
  pairbook pdf spring-2027 --session 3 --pack`,
		RunE: func(cmd *cobra.Command, args []string) error {
			p.Names = args
			r, outcome, err := p.run(cmd.Context())
			if err != nil {
				return err
			}
			p.exit = p.voice.printed(r, outcome)
			if _, warnings := diag.Count(r.problems); p.exit == statusDone && warnings > 0 && p.flags.strict {
				p.exit = statusProblems
			}
			return nil
		},
	}
	f := cmd.Flags()
	f.StringVar(&p.paper, "paper", "", "`A4` or Letter, instead of the paper in site.toml")
	f.IntVar(&p.Session, "session", 0, "only the leaf of session `number`")
	f.BoolVar(&p.Pack, "pack", false, "the leaves of all pairs of a cohort in one file; with --session")
	f.StringVar(&p.browser, "browser", "", "the `program` of the browser, when it is not found")
	f.DurationVar(&p.patience, "patience", pdfPatience, "how `long` one PDF may take")
	cmd.MarkFlagFilename("browser")
	return c.buildFlags(cmd)
}

// pdfPatience is how long one PDF may take.
const pdfPatience = time.Minute

var errNoBrowser = errors.New("no browser was found that can make PDFs: install Chrome, Edge or Chromium, or name its program with --browser")

// usage finds what cannot be meant.
func (p *pdfCall) usage() error {
	switch {
	case p.Pack && p.Session == 0:
		return errors.New("--pack needs a session, like --session 3")
	case p.Session < 0:
		return errors.New("sessions count from 1")
	case p.Pack && slices.ContainsFunc(p.Names, func(name string) bool { return strings.Contains(strings.TrimSuffix(name, "/"), "/") }):
		return errors.New("a pack is of a whole cohort: leave out what follows its name")
	case p.paper != "" && !strings.EqualFold(p.paper, "A4") && !strings.EqualFold(p.paper, "Letter"):
		return fmt.Errorf("there is no paper %q here: write A4 or Letter", p.paper)
	}
	if p.flags.cohort != "" {
		p.Names = append(p.Names, p.flags.cohort)
	}
	if p.browser == "" {
		var ok bool
		if p.browser, ok = p.find(); !ok {
			return errNoBrowser
		}
	}
	return nil
}

// run makes the pages as for a preview, and prints those that have no PDF yet. outcome says what came of
// problems; "": PDFs were made.
func (p *pdfCall) run(ctx context.Context) (r pdfReport, outcome string, err error) {
	const none = ": no PDF was made"
	if err := p.usage(); err != nil {
		return r, "", err
	}
	identity, err := p.identify()
	if err != nil {
		return r, "", err
	}
	o := p.options()
	o.Preview, o.Cohort = true, oneCohort(p.Names)
	switch {
	case strings.EqualFold(p.paper, "A4"):
		o.Paper = program.A4
	case strings.EqualFold(p.paper, "Letter"):
		o.Paper = program.Letter
	}
	report, err := build.Run(ctx, o, &build.Memory{})
	if err != nil {
		return r, "", err
	}
	if !report.Done {
		return pdfReport{problems: report.Problems}, none, nil
	}
	printer := report.Preview.Printer(o, identity)
	prints, problems := printer.Prints(p.Choice)
	if len(problems) > 0 {
		return pdfReport{problems: problems}, none, nil
	}
	r, err = p.print(ctx, printer, prints)
	return r, "", err
}

// oneCohort is the cohort that all names are of, empty when they are of several.
func oneCohort(names []string) string {
	one := ""
	for _, name := range names {
		cohort, _, _ := strings.Cut(name, "/")
		if one != "" && one != cohort {
			return ""
		}
		one = cohort
	}
	return one
}

// identify makes the name of the browser a whole path and returns what tells one version
// of it from another. To ask it would open a window on Windows.
func (p *pdfCall) identify() (string, error) {
	if found, err := exec.LookPath(p.browser); err == nil {
		p.browser = found
	}
	at, err := filepath.Abs(p.browser)
	if err == nil {
		p.browser = at
		at, err = filepath.EvalSymlinks(at)
	}
	var info os.FileInfo
	if err == nil {
		info, err = os.Stat(at)
	}
	if err != nil {
		return "", fmt.Errorf("looking for the browser: %w", err)
	}
	return fmt.Sprintf("%s %d %d", at, info.Size(), info.ModTime().UnixNano()), nil
}

// inOneGo is how many PDFs are kept in memory before they are written, half a megabyte
// each. An interruption loses no more than these.
const inOneGo = 24

// print prints what is wanted, and writes as it goes.
func (p *pdfCall) print(ctx context.Context, printer *build.Printer, prints []build.Print) (r pdfReport, err error) {
	wanted, problems, err := printer.Wanted(ctx, prints)
	if err != nil {
		return r, err
	}
	r = pdfReport{Unchanged: len(prints) - len(wanted), problems: problems}
	byName := map[string]build.Print{}
	pages := make([]pdf.Page, len(wanted))
	for i, w := range wanted {
		byName[w.PDF] = w
		pages[i] = pdf.Page{Name: w.PDF, Path: w.Page, Sides: !w.Pack, Apart: w.Pack}
	}
	var waiting []build.PDF
	save := func() error {
		if len(waiting) == 0 {
			return nil
		}
		problems, err := printer.Save(context.WithoutCancel(ctx), waiting)
		r.problems = append(r.problems, problems...)
		if errors, _ := diag.Count(problems); err == nil && errors == 0 {
			r.Written += len(waiting)
		}
		waiting = nil
		return err
	}
	done := 0
	o := pdf.Options{Browser: p.browser, Address: printer.Address(), Read: printer.Read, Patience: p.patience, Start: p.patience}
	err = pdf.Print(ctx, o, pages, func(made pdf.Printed) error {
		if done++; p.told != nil {
			p.told(done, len(pages))
		}
		r.take(byName[made.Page.Name], made)
		if made.Err == nil {
			waiting = append(waiting, build.PDF{Print: byName[made.Page.Name], Data: made.PDF})
		}
		if len(waiting) < inOneGo {
			return nil
		}
		return save()
	})
	if serr := save(); err == nil {
		err = serr
	}
	return r, err
}

// A pdfReport says what became of PDFs.
type pdfReport struct {
	Written, Unchanged, Failed int
	problems                   []diag.Problem
}

// take notes what became of one.
func (r *pdfReport) take(w build.Print, made pdf.Printed) {
	if made.Err != nil {
		r.Failed++
		r.problems = append(r.problems, diag.Problem{
			Position: diag.Position{File: "facilitator/" + w.PDF}, Text: "this PDF could not be made: " + made.Err.Error(),
			Hint: "run the command again; when it stays so, update the browser or name another with --browser",
		})
	}
	for _, over := range made.Over {
		r.problems = append(r.problems, diag.Problem{
			Severity: diag.Warning, Position: diag.Position{File: w.Source},
			Text: fmt.Sprintf("the sheet %q takes %d printed sides instead of one", over.Title, over.Sides),
			Hint: "shorten what it says, or let it be: the sheets after it begin on the next side",
		})
	}
}
