package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/spf13/cobra"
	"golang.org/x/sync/errgroup"

	"pairbook"
	"pairbook/internal/browser"
	"pairbook/internal/build"
	"pairbook/internal/diag"
	"pairbook/internal/edit"
	"pairbook/internal/forms"
	"pairbook/internal/preview"
	"pairbook/internal/state"
	"pairbook/internal/workbook"
)

// deskCommand is the verb that opens the facilitator's desk in the browser.
func (c *call) deskCommand() *cobra.Command {
	var port uint16
	var quietly bool
	cmd := &cobra.Command{
		Use:   "desk",
		Short: "the facilitator's desk in the browser: see, record, add, build",
		Long: `desk opens the browser on a page where the week's work can be done: record sessions and
promises, of one pair or of many; add pairs and import lists; change people, goals and
agreements; pause and close; build, publish and make PDFs. Everything that "pairbook
serve" shows is there too. Each change can be looked at first, and taken back.

Without a site in the current folder it begins with a page on which you open one, or make one.

The files stay what counts: each form changes the lines that it means and no others,
and an editor may be open beside it. Only this computer and the browser that was
opened can see the desk. Ctrl-C ends it.`,
		Example: `  pairbook desk
  pairbook desk --site mentoring
  pairbook desk --no-open`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return c.desk(cmd.Context(), cmd.Flags().Changed("site"), int(port), !quietly)
		},
	}
	f := cmd.Flags()
	f.StringVar(&c.flags.site, "site", ".", "the `folder` of the site")
	f.Uint16Var(&port, "port", preview.DefaultPort, "the `number` in the address; when it is taken, the next free one; 0: any")
	f.BoolVar(&quietly, "no-open", false, "say the address and open no browser")
	f.BoolVar(&c.flags.quiet, "quiet", false, "say nothing but the address and problems")
	cmd.MarkFlagDirname("site")
	return cmd
}

// desk serves the desk until ctx ends. named says that the user has named the site.
func (c *call) desk(ctx context.Context, named bool, port int, open bool) error {
	group, ctx := errgroup.WithContext(ctx)
	d := &deskRun{call: c, ctx: ctx}
	o := forms.Options{
		Context: ctx, Builtin: pairbook.Builtin(), Version: version(),
		Switch: d.typed, Create: createSite, Recent: recentSites, Locked: c.voice.deskLocked, Label: d.label,
	}
	if _, found := browser.Find(); found {
		o.Print = d.print
	}
	d.forms = forms.New(o)
	d.preview = preview.NewBelow(d.forms.Base(), d.forms.Script())
	if _, err := os.Stat(filepath.Join(c.flags.site, siteFile)); err == nil || named {
		dir, err := filepath.Abs(c.flags.site)
		if err != nil {
			return fmt.Errorf("finding the folder %s: %w", c.flags.site, err)
		}
		if _, err := d.open(dir); err != nil {
			return err
		}
	}
	listeners, err := preview.Listen(port)
	if err != nil {
		return err
	}
	c.endless = "The desk"
	address := d.forms.Start(listeners.Address())
	c.voice.desk(address, port, listeners.Port())
	group.Go(func() (err error) {
		defer diag.Catch(&err)
		hosts := preview.Hosts(listeners.Port())
		return preview.Serve(ctx, listeners, d.forms.Handler(hosts, d.preview.Handler(hosts)))
	})
	if open {
		c.voice.browserOpened(openBrowser(address))
	}
	err = group.Wait()
	d.close()
	d.forms.Wait()
	return err
}

// siteFile is the file that makes a folder a site.
const siteFile = "site.toml"

// A deskRun is one run of the verb: the site that is open is watched, and built for the preview.
type deskRun struct {
	*call
	ctx     context.Context
	forms   *forms.Desk
	preview *preview.Server

	mu   sync.Mutex
	last *build.Preview // the last good one; nil: there is none yet
	dir  string
	stop func() // ends the watching of the open site, and waits for that
}

// typed opens the site in a folder that somebody typed.
func (d *deskRun) typed(folder string) (string, error) {
	dir, err := wholePath(folder)
	if err != nil {
		return "", err
	}
	return d.open(dir)
}

// open opens the site in a folder in place of the one that is open.
func (d *deskRun) open(dir string) (string, error) {
	if _, err := os.Stat(filepath.Join(dir, siteFile)); err != nil {
		return "", fmt.Errorf("there is no site in %s: it has no file site.toml", dir)
	}
	switch what, err := edit.Recover(d.ctx, state.NewDisk(d.ctx, nil), dir); {
	case err != nil:
		return "", err
	case what != "":
		d.voice.recovered(what)
	}
	d.close()
	d.mu.Lock()
	defer d.mu.Unlock()
	d.last = nil
	d.forms.Use(dir)
	d.preview.Clear()
	o := d.options()
	o.Site, o.Preview = dir, true
	r, err := d.newRebuilder(o, func(a attempt) {
		show(d.preview, a)
		d.tell(dir, a)
		d.voice.rebuilt(a, ": the last good pages stay")
	})
	if err != nil {
		return "", err
	}
	ctx, cancel := context.WithCancel(d.ctx)
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		var err error
		defer func() {
			if err != nil && !errors.Is(err, context.Canceled) {
				d.voice.fault(err)
			}
		}()
		defer diag.Catch(&err)
		err = r.run(ctx)
	}()
	d.dir, d.stop = dir, func() { cancel(); <-ended }
	rememberSite(dir)
	return dir, nil
}

// close ends the watching of the open site.
func (d *deskRun) close() {
	d.mu.Lock()
	stop := d.stop
	d.stop = nil
	d.mu.Unlock()
	if stop != nil {
		stop()
	}
}

// label says the name of a sheet in the words of the site.
func (d *deskRun) label(l workbook.Label) string {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.last == nil {
		return strings.TrimSpace(l.Name + " " + l.Key)
	}
	return d.last.Label(l)
}

// tell gives the forms the problems of an attempt, and its words.
func (d *deskRun) tell(dir string, a attempt) {
	if a.err == nil && a.report.Done {
		d.mu.Lock()
		d.last = a.report.Preview
		d.mu.Unlock()
	}
	if a.err != nil {
		d.forms.Built(dir, a.changed, []diag.Problem{{Text: a.err.Error(), Hint: "it is tried again until it goes"}}, true)
		return
	}
	d.forms.Built(dir, a.changed, a.report.Problems, !a.report.Done)
}

// print makes the PDFs of all workbooks that have none.
func (d *deskRun) print(ctx context.Context, dir string, told func(done, total int)) (forms.Printed, error) {
	p := pdfCall{call: &call{voice: d.voice, flags: flags{site: dir}}, patience: pdfPatience, told: told, find: browser.Find}
	made, _, err := p.run(ctx)
	if err != nil {
		return forms.Printed{}, err
	}
	return forms.Printed{Written: made.Written, Unchanged: made.Unchanged, Failed: made.Failed, Problems: made.problems}, nil
}

// wholePath is a folder that somebody typed: a name alone lies in the user's own folder, where a page in the
// browser cannot know the current one.
func wholePath(folder string) (string, error) {
	folder = strings.Trim(strings.TrimSpace(folder), `"'`)
	home, err := os.UserHomeDir()
	switch {
	case folder == "":
		return "", errors.New("name a folder")
	case folder == "." || filepath.IsAbs(folder):
		return filepath.Abs(folder)
	case err != nil:
		return "", fmt.Errorf("finding your own folder: %w", err)
	case folder == "~":
		return home, nil
	}
	if rest, ok := strings.CutPrefix(filepath.ToSlash(folder), "~/"); ok {
		folder = filepath.FromSlash(rest)
	}
	return filepath.Join(home, folder), nil
}
