package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"pairbook"
	"pairbook/internal/build"
	"pairbook/internal/diag"
	"pairbook/internal/edit"
	"pairbook/internal/mentions"
	"pairbook/internal/program"
	"pairbook/internal/source"
	"pairbook/internal/state"
)

// What the verbs have in common that make people go for good.

// An eraseReport is what such a verb did, or would do.
type eraseReport struct {
	*edit.Erasure
	*build.Erased
	found    *mentions.Found
	rebuilt  *build.Report // nil: there were no pages
	versions string        // where a version control keeps earlier versions; empty: none was seen
	dryRun   bool
}

// eraseCommand adds what runs such a verb, and its flags.
func (c *call) eraseCommand(cmd *cobra.Command, plan func(p *edit.Plan, name string) (*edit.Erasure, []diag.Problem, error)) *cobra.Command {
	var yes bool
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		return c.erase(cmd, yes, func(p *edit.Plan) (*edit.Erasure, []diag.Problem, error) { return plan(p, args[0]) })
	}
	c.changeCommand(cmd)
	cmd.Flags().BoolVarP(&yes, "yes", "y", false, "do not ask")
	cmd.Flags().Lookup("dry-run").Usage = "say what would go, and change nothing"
	c.outputFlag(cmd, "the `folder` that was built to, instead of the one in site.toml")
	return cmd
}

func (c *call) erase(cmd *cobra.Command, yes bool, plan func(p *edit.Plan) (*edit.Erasure, []diag.Problem, error)) error {
	ctx := cmd.Context()
	root, err := os.OpenRoot(c.flags.site)
	if err != nil {
		return fmt.Errorf("opening the site: %w", err)
	}
	defer root.Close()
	p, err := edit.Begin(source.Sources(ctx, root.FS()), pairbook.Builtin())
	if err != nil {
		return err
	}
	erasure, problems, err := plan(p)
	if err != nil {
		return err
	}
	if errs, _ := diag.Count(problems); errs > 0 {
		c.exit = c.voice.notErased(problems)
		return nil
	}
	if len(erasure.Keys) == 0 && erasure.Change.Empty() {
		c.exit = c.voice.nobodyLeft()
		return nil
	}
	if !yes && !c.change.dryRun {
		answer, err := c.confirm(cmd.InOrStdin(), erasure)
		if err != nil || !answer {
			return err
		}
	}
	return c.eraseNow(ctx, root.FS(), erasure)
}

// confirm asks whether to go on.
func (c *call) confirm(in io.Reader, e *edit.Erasure) (bool, error) {
	const unasked = "%s asks before it deletes anything: say --yes where nobody can answer"
	verb, _, _ := strings.Cut(e.Change.What, " ")
	if c.flags.json || c.flags.quiet {
		return false, fmt.Errorf(unasked, verb)
	}
	c.voice.askToErase(e)
	line, err := bufio.NewReader(in).ReadString('\n')
	if err != nil && line == "" {
		c.voice.say("")
		return false, fmt.Errorf(unasked, verb)
	}
	if answer := strings.ToLower(strings.TrimSpace(line)); answer != "yes" && answer != "y" {
		c.voice.say("Nothing was changed.")
		c.exit = statusProblems
		return false, nil
	}
	return true, nil
}

// eraseNow makes an erasure, then the pages of the others anew, and looks for what is left.
func (c *call) eraseNow(ctx context.Context, folder fs.FS, erasure *edit.Erasure) error {
	o := c.options()
	o.DryRun = c.change.dryRun
	erased, err := build.Erase(ctx, o, erasure)
	if err != nil {
		return err
	}
	r := eraseReport{Erasure: erasure, Erased: erased, dryRun: o.DryRun, versions: versionsOf(c.flags.site)}
	if !erased.Done && !r.dryRun {
		c.exit = c.voice.notErased(erased.Problems)
		return nil
	}
	if len(erased.Own) > 0 && !r.dryRun {
		o.Remove = true // what is gone is meant to go
		if r.rebuilt, err = build.Run(ctx, o, &build.Memory{}); err != nil {
			return err
		}
	}
	going := map[string]bool{}
	for _, f := range erasure.Change.Files {
		going[f.Path] = true
	}
	r.found, err = mentions.Find(folder, erasure.People, idsOf(erasure), func(name string) bool {
		switch path.Base(name) {
		case state.Name, ".git", ".hg", ".svn":
			return true
		}
		return r.dryRun && going[name] || erased.Own[name] || isCopy(name, erased.Publish) || path.Ext(name) == ".woff2"
	})
	if err != nil {
		return err
	}
	r.found.Mentions = withoutIDs(r.found.Mentions, erasure)
	c.exit = c.voice.erased(r)
	return nil
}

// isCopy reports whether a folder of the site is the one that publish copies to, and puts right.
func isCopy(name, publish string) bool {
	return publish != "" && path.Clean(filepath.ToSlash(publish)) == name
}

// idsOf are the names that the files of the relationships had.
func idsOf(e *edit.Erasure) []string {
	var ids []string
	for _, key := range e.Keys {
		ids = append(ids, path.Base(key))
	}
	return ids
}

// withoutIDs leaves out files of other relationships that happen to be called like one that goes.
func withoutIDs(all []mentions.Mention, e *edit.Erasure) []mentions.Mention {
	var list []mentions.Mention
	for _, m := range all {
		if m.Name && path.Ext(m.File) == ".toml" && strings.HasPrefix(m.File, program.CohortsDir+"/") {
			continue
		}
		list = append(list, m)
	}
	return list
}

// versionsOf finds the version control that a folder is in.
func versionsOf(site string) string {
	dir, err := filepath.Abs(site)
	for err == nil {
		for _, name := range []string{".git", ".hg", ".svn"} {
			if _, err := os.Lstat(filepath.Join(dir, name)); !errors.Is(err, fs.ErrNotExist) {
				return filepath.Join(dir, name)
			}
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			break
		}
		dir = parent
	}
	return ""
}
