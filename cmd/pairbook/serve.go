package main

import (
	"context"

	"github.com/spf13/cobra"
	"golang.org/x/sync/errgroup"

	"pairbook/internal/build"
	"pairbook/internal/diag"
	"pairbook/internal/preview"
)

// serveCommand is the verb that shows the workbooks in the browser while the site is edited.
func (c *call) serveCommand() *cobra.Command {
	var port uint16
	var open bool
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "show the workbooks in the browser while you edit",
		Long: `serve shows the workbooks and the facilitator's pages at an address that only
this computer can see. Each time a file of the site is saved, the open page shows
it, or lists what is wrong and in which line, over the last good page.

Nothing is written to public/ or facilitator/: "pairbook build" does that. Ctrl-C
ends the preview.`,
		Example: `  pairbook serve
  pairbook serve --open
  pairbook serve --port 8080`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return c.serve(cmd.Context(), int(port), open)
		},
	}
	f := cmd.Flags()
	f.Uint16Var(&port, "port", preview.DefaultPort, "the `number` in the address; when it is taken, the next free one; 0: any")
	f.BoolVar(&open, "open", false, "open the browser")
	return c.rebuildFlags(cmd)
}

// serve serves until ctx ends.
func (c *call) serve(ctx context.Context, port int, open bool) error {
	o, err := c.absoluteOptions()
	if err != nil {
		return err
	}
	o.Preview = true
	server := preview.New()
	r, err := c.newRebuilder(o, func(a attempt) {
		show(server, a)
		c.voice.rebuilt(a, ": the last good pages stay")
	})
	if err != nil {
		return err
	}
	listeners, err := preview.Listen(port)
	if err != nil {
		r.watcher.Close()
		return err
	}
	c.endless = "The preview"
	c.voice.serving(listeners.Address(), port, listeners.Port())
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() (err error) {
		defer diag.Catch(&err)
		return server.Serve(ctx, listeners)
	})
	group.Go(func() (err error) {
		defer diag.Catch(&err)
		return r.run(ctx)
	})
	if open {
		c.voice.browserOpened(openBrowser(listeners.Address()))
	}
	return group.Wait()
}

// show gives the server the pages or the problems of an attempt.
func show(server *preview.Server, a attempt) {
	switch {
	case a.err != nil:
		p := diag.Problem{Text: a.err.Error(), Hint: "the terminal says more"}
		if a.retry() {
			p.Hint = "it is tried again until it goes"
		}
		server.Fail([]diag.Problem{p})
	case !a.report.Done:
		server.Fail(a.report.Problems)
	default:
		server.Show(pages(a.report.Preview), a.report.Problems)
	}
}

// pages is a preview as the server wants it.
func pages(g *build.Preview) *preview.Pages {
	files := make(map[string]preview.File, g.Len())
	for e := range g.All() {
		files[e.Name] = preview.File{Sum: preview.Sum(e.Sum[:]), Data: e.Data}
	}
	return preview.NewPages(files, g.Draw)
}
