package main

import (
	"bytes"
	_ "embed"
	"fmt"
	"html/template"
	"io/fs"
	"strings"

	"github.com/spf13/cobra"

	"pairbook"
	"pairbook/internal/diag"
	"pairbook/internal/markdown"
)

// manualPages are the pages of the manual, by the names that help knows them by.
var manualPages = []struct{ name, short string }{
	{"guide", "open the guide through the year of a programme"},
	{"security", "open the notes on security, for those who run the intranet too"},
}

//go:embed manual.html
var manualLayout string

// manualCommands are the words that help knows beside the verbs: each opens a page of the
// manual in the browser.
func (c *call) manualCommands() []*cobra.Command {
	var commands []*cobra.Command
	for _, p := range manualPages {
		var print bool
		cmd := &cobra.Command{
			Use:   p.name,
			Short: p.short,
			Long:  p.short + ". The page comes with this program: no network is needed.",
			Args:  cobra.NoArgs,
			RunE: func(*cobra.Command, []string) error {
				page, err := manualPage(p.name)
				if err != nil {
					return err
				}
				if print {
					_, err := c.voice.out.Write(page)
					return err
				}
				return c.openManual(p.name, page)
			},
		}
		cmd.Flags().BoolVar(&print, "html", false, "write the page to standard output, and open nothing")
		commands = append(commands, cmd)
	}
	return commands
}

// openManual shows a page in the browser. It stays where it was written: the browser may
// read it at any time.
func (c *call) openManual(name string, page []byte) error {
	file, err := writeTemporary("pairbook-"+name+"-*.html", string(page))
	if err != nil {
		return err
	}
	c.voice.manualOpened(name, file, openBrowser(file))
	return nil
}

// manualPage makes the HTML of a page of the manual. Links between the pages lead from file
// to file, as they lie beside each other in a download.
func manualPage(name string) ([]byte, error) {
	file := "docs/" + name + ".md"
	text, err := fs.ReadFile(pairbook.Manual(), file)
	if err != nil {
		return nil, err
	}
	d, problems := markdown.Parse(diag.Source{Name: file, Text: string(text)})
	if len(problems) > 0 {
		return nil, fmt.Errorf("the manual has a mistake: %v", problems[0])
	}
	body := d.Render(markdown.Options{Resolve: func(link markdown.Link) string {
		stem, isPage := strings.CutSuffix(link.Path, ".md")
		for _, p := range manualPages {
			if isPage && stem == p.name {
				return strings.Replace(link.To, ".md", ".html", 1)
			}
		}
		return ""
	}})
	layout, err := template.New("manual").Parse(manualLayout)
	if err != nil {
		return nil, err
	}
	var page bytes.Buffer
	err = layout.Execute(&page, struct {
		Title, Version string
		Body           template.HTML // made by package markdown, which passes no markup on
	}{d.Title, version(), template.HTML(body)})
	return page.Bytes(), err
}
