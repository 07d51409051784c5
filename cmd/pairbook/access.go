package main

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"pairbook/internal/access"
	"pairbook/internal/build"
	"pairbook/internal/diag"
)

// accessCommand is the verb that makes rules for a web server, and tries them.
func (c *call) accessCommand() *cobra.Command {
	var probe, headers string
	var users []string
	cmd := &cobra.Command{
		Use:   "access",
		Short: "make rules for the web server, and try whether it keeps to them",
		Long: `access writes to facilitator/access/ what whoever runs the web server needs: rules for
Apache or nginx, a list of people, the steps, and a table of folders and people for
those who give rights by hand. Which server it is stands in site.toml:

  [access]
  server       = "apache"                  # or nginx, iis
  folder       = "/srv/www/mentoring"      # where the pages lie on the server
  path         = "/mentoring/"             # their address there
  user         = "email"                   # or login: each person then has login = "…"
  facilitators = ["mentoring@example.org"]

A workbook opens for the people in it, for [[others]] with access = true, and for the
facilitators. Run it again when people come or go: a build says when that is due.

With --probe it asks a running server for pages in some hundred ways, without signing in and
as each --as, and names the doors that are open and should be shut, and the other way
round. Ask as somebody of one pair, somebody of another, and somebody of none.
Passwords are asked for on the terminal. Where people sign in otherwise, a file
given with --headers has what a browser sends once they have:

  [amara.nwosu@example.org]
  Cookie: session=0123456789abcdef

Nothing of it is printed or kept.`,
		Example: `  pairbook access
  pairbook access --probe https://intranet.example.org/mentoring/ --as amara.nwosu@example.org --as tom.okafor@example.org
  pairbook access --probe https://intranet.example.org/mentoring/ --headers signed-in.txt`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if probe == "" {
				if len(users) > 0 || headers != "" {
					return errors.New("--as and --headers go with --probe and the address of the server")
				}
				report, err := build.Access(cmd.Context(), c.options())
				if err == nil {
					c.exit = c.voice.ruled(report, c.flags.strict)
				}
				return err
			}
			return c.probe(cmd.Context(), probe, users, headers)
		},
	}
	f := cmd.Flags()
	f.StringVar(&probe, "probe", "", "the `address` of the pages on a running server, to be tried")
	f.StringArrayVar(&users, "as", nil, "a `user` to sign in as, with a password; may come several times")
	f.StringVar(&headers, "headers", "", "a `file` of headers that sign people in")
	f.BoolVar(&c.flags.strict, "strict", false, "warnings count as problems")
	cmd.MarkFlagFilename("headers")
	return c.readFlags(cmd)
}

// patienceOfProbe is how long a server may take to answer.
const patienceOfProbe = 30 * time.Second

// probe asks a running server.
func (c *call) probe(ctx context.Context, address string, users []string, headers string) error {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" || u.User != nil || u.RawQuery != "" {
		return fmt.Errorf("%q is no address to try: write it like https://intranet.example.org/mentoring/", address)
	}
	site, rules, problems, err := build.Rules(ctx, c.options())
	if err != nil {
		return err
	}
	if errs, _ := diag.Count(problems); errs > 0 {
		c.exit = c.voice.refusedProbe(problems)
		return nil
	}
	visitors, err := c.visitors(ctx, users, headers)
	if err != nil {
		return err
	}
	client, prober := &access.Client{Address: u, Limit: patienceOfProbe}, access.NewProber(site, rules, u)
	var questions []access.Question
	for _, v := range visitors {
		questions = append(questions, prober.Questions(v)...)
	}
	r := probeReport{Address: u.String(), Questions: len(questions), Visitors: len(visitors) - 1}
	progress := c.voice.progressOf("questions")
	for i, q := range questions {
		a, err := client.Ask(ctx, q)
		if err != nil {
			return err
		}
		r.take(a)
		if progress != nil {
			progress(i+1, len(questions))
		}
	}
	c.exit = c.voice.probed(r)
	return nil
}

// A probeReport says what came of a probe.
type probeReport struct {
	Address         string
	Questions, Open int // asked, and of these such as should open
	Visitors        int // signed in
	Wrong           []access.Answer
}

func (r *probeReport) take(a access.Answer) {
	if a.Question.Open {
		r.Open++
	}
	if !a.Right() {
		r.Wrong = append(r.Wrong, a)
	}
}

// visitors are all to ask as: first somebody who has not signed in.
func (c *call) visitors(ctx context.Context, users []string, headers string) ([]access.Visitor, error) {
	list := []access.Visitor{{}}
	if headers != "" {
		text, err := os.ReadFile(headers)
		if err != nil {
			return nil, fmt.Errorf("reading the headers: %w", err)
		}
		known, err := readHeaders(filepath.Base(headers), string(text))
		if err != nil {
			return nil, err
		}
		list = append(list, known...)
	}
	for _, user := range users {
		password, err := password(ctx, c.voice, user)
		if err != nil {
			return nil, err
		}
		token := base64.StdEncoding.EncodeToString([]byte(user + ":" + password))
		list = append(list, access.Visitor{Name: user, Headers: []access.Header{{Name: "Authorization", Value: "Basic " + token}}})
	}
	return list, nil
}

// password asks for a password on the terminal, which shows nothing of it. When ctx ends
// meanwhile, the terminal is made to show again what is typed.
func password(ctx context.Context, v voice, user string) (string, error) {
	in := int(os.Stdin.Fd())
	shown, err := term.GetState(in)
	if err != nil {
		return "", errors.New("passwords are asked for on a terminal, and this is none: use --headers with a file")
	}
	v.ask("Password of " + user + ": ")
	defer v.ask("\n")
	type answer struct {
		password []byte
		err      error
	}
	given := make(chan answer, 1)
	go func() {
		password, err := term.ReadPassword(in)
		given <- answer{password, err}
	}()
	select {
	case <-ctx.Done():
		term.Restore(in, shown)
		return "", ctx.Err()
	case a := <-given:
		if a.err != nil {
			return "", fmt.Errorf("reading the password: %w", a.err)
		}
		return string(a.password), nil
	}
}

// readHeaders reads a file of headers: a user in brackets, then lines of headers.
func readHeaders(file, text string) ([]access.Visitor, error) {
	var list []access.Visitor
	for i, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(strings.TrimPrefix(line, "\ufeff"))
		name, value, isHeader := strings.Cut(line, ":")
		switch {
		case line == "" || strings.HasPrefix(line, "#"):
		case strings.HasPrefix(line, "[") && strings.HasSuffix(line, "]") && strings.Trim(line, "[] ") != "":
			list = append(list, access.Visitor{Name: strings.Trim(line, "[] ")})
		case !isHeader || strings.ContainsAny(strings.TrimSpace(name), " \t") || name == "":
			return nil, fmt.Errorf("%s:%d: this is neither a header nor a user: write \"Cookie: …\" below a line like [tom.okafor@example.org]", file, i+1)
		case len(list) == 0:
			return nil, fmt.Errorf("%s:%d: whose header is it? write a line like [tom.okafor@example.org] above it", file, i+1)
		default:
			v := &list[len(list)-1]
			v.Headers = append(v.Headers, access.Header{Name: strings.TrimSpace(name), Value: strings.TrimSpace(value)})
		}
	}
	if len(list) == 0 {
		return nil, fmt.Errorf("%s names nobody: write a line like [tom.okafor@example.org], and below it the headers", file)
	}
	return list, nil
}
