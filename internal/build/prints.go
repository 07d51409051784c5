package build

import (
	"context"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"pairbook/internal/diag"
	"pairbook/internal/digest"
	"pairbook/internal/program"
)

// A Print is a page of a Preview of which a PDF can be made.
type Print struct {
	Source string // the relationship's file in the site; of a pack the cohort's folder
	Page   string // below the address of the pages, for Printer.Read
	PDF    string // the file in the facilitator's folder
	Pack   bool   // a page of the facilitator, with sheets of several workbooks
	owner  string
	key    string
}

// A Choice says of what PDFs are wanted.
type Choice struct {
	Names   []string // "cohort" or "cohort/id"; none: everything
	Session int      // the leaf of this session; 0: whole workbooks
	Pack    bool     // the leaves of a session of all pairs of a cohort in one file
}

// privatePages is where pages of the facilitator stand among the published ones while
// they are printed. No address of a published page begins so.
const privatePages = "-/"

// A Printer knows which PDFs a preview can be made into, and which of them are there.
type Printer struct {
	preview *Preview
	options Options
	browser string
	known   map[string]PreviewFile // by name
	assets  digest.Sum             // of what every page rests on besides itself
}

// Printer returns the Printer of a preview. browser stands for the browser: PDFs of another
// one are made anew.
func (p *Preview) Printer(o Options, browser string) *Printer {
	o.Preview = false
	all := &Printer{preview: p, options: o, browser: browser, known: make(map[string]PreviewFile, p.Len())}
	var assets []string
	for f := range p.All() {
		all.known[f.Name] = f
		if strings.Contains(f.Name, "/assets/") {
			assets = append(assets, fmt.Sprintf("%s %x", f.Name, f.Sum))
		}
	}
	slices.Sort(assets)
	all.assets = digest.Of(assets, p.inputs.site.Program.Address, p.inputs.site.Program.Paper, browser, o.Version)
	return all
}

// Address is where the pages are published, empty when site.toml does not say.
func (pr *Printer) Address() string { return string(pr.preview.inputs.site.Program.Address) }

// Prints lists what a choice means. What it names and is not there is a problem.
func (pr *Printer) Prints(c Choice) ([]Print, []diag.Problem) {
	var prints []Print
	var problems []diag.Problem
	if len(c.Names) == 0 {
		for _, cohort := range pr.preview.inputs.site.Cohorts {
			prints = append(prints, pr.ofCohort(cohort, "", c)...)
		}
		return prints, nil
	}
	for _, name := range c.Names {
		folder, id, _ := strings.Cut(strings.TrimSuffix(name, "/"), "/")
		cohort := pr.preview.inputs.site.Cohort(folder)
		var some []Print
		if cohort != nil {
			some = pr.ofCohort(cohort, strings.TrimSuffix(id, ".toml"), c)
		}
		if len(some) == 0 {
			problems = append(problems, pr.missing(name, cohort, c))
		}
		for _, p := range some {
			if !slices.ContainsFunc(prints, func(other Print) bool { return other.PDF == p.PDF }) {
				prints = append(prints, p)
			}
		}
	}
	return prints, problems
}

// ofCohort lists what a choice means in a cohort; id is a relationship, empty for all.
func (pr *Printer) ofCohort(c *program.Cohort, id string, choice Choice) []Print {
	if choice.Pack {
		name := fmt.Sprintf("%s-session-%d", c.Address, choice.Session)
		return pr.add(nil, Print{
			Source: program.CohortsDir + "/" + c.ID, Page: privatePages + name + ".html", PDF: "pdf/" + name + ".pdf", Pack: true,
			owner: pdfOwner(choice.Session, c.ID, packed(pr.preview.inputs.site, c.ID)),
		})
	}
	var prints []Print
	for _, rel := range published(c) {
		if id != "" && rel.ID != id {
			continue
		}
		p := Print{
			Source: rel.Source(), Page: rel.Dir() + "/workbook.html", PDF: "pdf/" + rel.Dir() + ".pdf",
			owner: pdfOwner(choice.Session, rel.Cohort, rel.ID),
		}
		if n := choice.Session; n > 0 {
			p.Page, p.PDF = fmt.Sprintf("%s/session-%d.html", rel.Dir(), n), fmt.Sprintf("pdf/%s/session-%d.pdf", rel.Dir(), n)
		}
		prints = pr.add(prints, p)
	}
	return prints
}

// add adds a print if there is such a page.
func (pr *Printer) add(prints []Print, p Print) []Print {
	f, ok := pr.known[inPreview(p.Page)]
	if !ok {
		return prints
	}
	p.key = digest.Of(pr.assets, f.Sum).String()
	return append(prints, p)
}

// inPreview is the name that a page has in a preview.
func inPreview(page string) string {
	if private, ok := strings.CutPrefix(page, privatePages); ok {
		return facilitator + "/" + private
	}
	return public + "/" + page
}

// missing is the problem of a name that means nothing to be printed.
func (pr *Printer) missing(name string, cohort *program.Cohort, c Choice) diag.Problem {
	at := diag.Position{File: program.CohortsDir}
	if cohort == nil {
		var ids []string
		for _, c := range pr.preview.inputs.site.Cohorts {
			ids = append(ids, c.ID)
		}
		folder, _, _ := strings.Cut(name, "/")
		hint := "the cohorts are " + strings.Join(ids, ", ")
		if near := diag.Nearest(folder, ids); near != "" {
			hint = fmt.Sprintf("did you mean %q?", near)
		}
		return diag.Problem{Position: at, Text: fmt.Sprintf("there is no cohort %q", folder), Hint: hint}
	}
	if c.Session > 0 {
		return diag.Problem{
			Position: at, Text: fmt.Sprintf("there is no page of session %d of %s", c.Session, name),
			Hint: "the roadmap of a workbook says how many sessions it has",
		}
	}
	var ids []string
	for _, rel := range published(cohort) {
		ids = append(ids, cohort.ID+"/"+rel.ID)
	}
	hint := "a draft has no workbook"
	if near := diag.Nearest(name, ids); near != "" {
		hint = fmt.Sprintf("did you mean %q?", near)
	}
	return diag.Problem{Position: at, Text: fmt.Sprintf("%s has no workbook", name), Hint: hint}
}

// Read returns a page or what it loads, by its path below the address of the pages.
func (pr *Printer) Read(name string) ([]byte, error) {
	f, ok := pr.known[inPreview(name)]
	switch {
	case !ok:
		return nil, fmt.Errorf("%s: %w", name, fs.ErrNotExist)
	case f.Data != nil:
		return f.Data, nil
	}
	return pr.preview.Draw(f.Name)
}

// Wanted are the prints whose PDF is not there as it was made of the same page before.
func (pr *Printer) Wanted(ctx context.Context, prints []Print) ([]Print, []diag.Problem, error) {
	a, err := openAside(ctx, pr.options, pr.preview.inputs.site.Program, true)
	if err != nil {
		report := &Report{}
		err = report.refused(err)
		return nil, report.Problems, err
	}
	defer a.store.Close()
	return slices.DeleteFunc(slices.Clone(prints), func(p Print) bool { return a.store.Keep(p.owner, p.key) }), nil, nil
}

// A PDF is a Print with its bytes.
type PDF struct {
	Print
	Data []byte
}

// Save puts PDFs into the facilitator's folder.
func (pr *Printer) Save(ctx context.Context, pdfs []PDF) ([]diag.Problem, error) {
	a, err := openAside(ctx, pr.options, pr.preview.inputs.site.Program, false)
	if err != nil {
		report := &Report{}
		err = report.refused(err)
		return report.Problems, err
	}
	for _, p := range pdfs {
		if err := a.put(p.owner, p.key, p.PDF, p.Data); err != nil {
			a.store.Close()
			return nil, err
		}
	}
	return a.close(nil)
}
