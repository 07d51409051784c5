package build

import (
	"context"
	"fmt"
	"os"

	"pairbook/internal/access"
	"pairbook/internal/diag"
	"pairbook/internal/output"
	"pairbook/internal/program"
	"pairbook/internal/site"
	"pairbook/internal/source"
)

// rulesOwner is what the files for the administrator of the server belong to.
const rulesOwner = accessOwners + "files"

// webConfigName is the file that IIS reads in a folder. Another server would show it, so it
// is only made for IIS.
const webConfigName = "web.config"

// webConfig puts the rules of a workbook's folder, for IIS.
func (r *run) webConfig(rel *program.Relationship) error {
	if r.site.Program.Access.Server != program.IIS {
		return nil
	}
	return r.out.Put(output.File{
		Tree: public, Path: rel.Dir() + "/" + webConfigName, Kind: output.Asset, Owner: rel.Key(), Data: access.WebConfig(r.site.Program.Access, rel),
	})
}

// rootWebConfig puts the rules of the top folder, for IIS.
func (r *run) rootWebConfig() error {
	if r.site.Program.Access.Server != program.IIS {
		return nil
	}
	rules, _ := access.New(r.site)
	return r.out.Put(output.File{Tree: public, Path: webConfigName, Kind: output.Asset, Data: rules.RootWebConfig()})
}

// checkRules warns when the files for the administrator are of other people than the site.
// made is the digest of what they were made of, empty when they never were.
func (r *run) checkRules(made string) {
	if made == "" || r.site.Program.Access.Server == "" {
		return
	}
	if rules, _ := access.New(r.site); rules.Sum() != made {
		r.report.add(diag.Problem{
			Severity: diag.Warning, Position: diag.Position{File: "facilitator/access"},
			Text: "the files for the web server are older than the people in the site: somebody may not get in, or still get in",
			Hint: "run: pairbook access, and give the files to whoever runs the server",
		})
	}
}

// Access writes the files for the administrator of the web server into the facilitator's
// folder. The report names them under WrittenFiles; without [access] it has a problem.
func Access(ctx context.Context, o Options) (*Report, error) {
	report := &Report{}
	s, rules, problems, err := Rules(ctx, o)
	if err != nil {
		return nil, err
	}
	report.add(problems...)
	if errs, _ := diag.Count(problems); errs > 0 {
		return report.complete(), nil
	}
	files, err := rules.Files()
	if err != nil {
		return nil, err
	}
	a, err := openAside(ctx, o, s.Program, o.DryRun)
	if err != nil {
		return report.complete(), report.refused(err)
	}
	a.own[rulesOwner] = true
	a.store.Own(rulesOwner, rules.Sum())
	for _, f := range files {
		path := "access/" + f.Name
		if err := a.store.Put(output.File{Tree: facilitator, Path: path, Kind: output.Page, Owner: rulesOwner, Data: f.Data}); err != nil {
			a.store.Close()
			return nil, err
		}
		report.WrittenFiles = append(report.WrittenFiles, path)
	}
	names, workbooks := report.WrittenFiles, len(rules.Doors)
	left, err := a.close(nil)
	if err != nil {
		return nil, err
	}
	report.add(left...)
	report.WrittenFiles, report.Workbooks, report.Done = names, workbooks, true
	return report.complete(), nil
}

// Rules reads a site and makes its rules for a web server. Problems that are not warnings
// stand in the way.
func Rules(ctx context.Context, o Options) (*site.Site, *access.Rules, []diag.Problem, error) {
	root, err := os.OpenRoot(o.Site)
	if err != nil {
		return nil, nil, nil, fmt.Errorf("opening the site: %w", err)
	}
	defer root.Close()
	s, problems, err := site.Load(source.Site(ctx, root.FS()), o.Builtin, &site.Memory{})
	if err != nil {
		return nil, nil, nil, err
	}
	if errs, _ := diag.Count(problems); errs > 0 {
		return nil, nil, problems, nil
	}
	if s.Program.Access.Server == "" {
		return nil, nil, []diag.Problem{{
			Position: diag.Position{File: "site.toml"}, Text: "there is no [access] in site.toml: nothing says which server the pages lie on",
			Hint: "write a line [access], and below it server = \"apache\" (or nginx, iis), folder = \"/srv/www/mentoring\" and facilitators = [\"mentoring@example.org\"]",
		}}, nil
	}
	rules, warnings := access.New(s)
	return s, rules, warnings, nil
}
