package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"
	"time"
	"unicode"

	"pairbook/internal/build"
	"pairbook/internal/diag"
	"pairbook/internal/output"
)

// A voice is all that the tool says. Prose goes to out, problems to err; in lower
// case where a line names a file, in whole sentences elsewhere. With json, out
// gets one JSON object and nothing else.
type voice struct {
	out, err    io.Writer
	json, quiet bool
}

// say writes a line of prose.
func (v voice) say(format string, args ...any) {
	if !v.quiet && !v.json {
		fmt.Fprintf(v.out, format+"\n", args...)
	}
}

// tell writes problems, each with its line and hint, and then their number.
func (v voice) tell(problems []diag.Problem, outcome string) {
	if v.json || len(problems) == 0 {
		return
	}
	colours := coloured(v.err)
	for _, p := range problems {
		if colours {
			fmt.Fprintln(v.err, painted(p))
		} else {
			fmt.Fprintln(v.err, p)
		}
	}
	fmt.Fprintf(v.err, "%s%s\n", tally(diag.Count(problems)), outcome)
}

// tally counts problems and warnings in words.
func tally(errors, warnings int) string {
	var parts []string
	if errors > 0 {
		parts = append(parts, count(errors, "problem", "problems"))
	}
	if warnings > 0 {
		parts = append(parts, count(warnings, "warning", "warnings"))
	}
	return strings.Join(parts, ", ")
}

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// built reports a build and returns the exit status.
func (v voice) built(r *build.Report, dryRun bool) int {
	v.object(r)
	outcome := ""
	if !r.Done {
		outcome = ": nothing was written"
	}
	v.tell(r.Problems, outcome)
	if !r.Done {
		return statusProblems
	}
	if dryRun {
		v.plan(r)
	} else {
		for _, name := range r.RemovedFiles {
			v.say("removed %s", name)
		}
		v.say("%s of %s in %s: %d written, %d unchanged, %d removed%s", count(r.Pages, "page", "pages"),
			count(r.Workbooks, "workbook", "workbooks"), r.Duration.Round(time.Millisecond), r.Written, r.Unchanged, r.Removed, besides(r))
	}
	if errors, _ := diag.Count(r.Problems); errors > 0 {
		return statusProblems
	}
	return statusDone
}

// besides says what a build left out or did not touch.
func besides(r *build.Report) string {
	var parts []string
	if r.Drafts > 0 {
		parts = append(parts, count(r.Drafts, "draft", "drafts")+" left out")
	}
	if r.Kept > 0 {
		parts = append(parts, "the last good pages of "+count(r.Kept, "workbook", "workbooks")+" left in place")
	}
	if len(parts) == 0 {
		return ""
	}
	return "; " + strings.Join(parts, ", ")
}

// plan says what a build would do.
func (v voice) plan(r *build.Report) {
	for _, name := range r.WrittenFiles {
		v.say("would write %s", name)
	}
	for _, name := range r.RemovedFiles {
		v.say("would remove %s", name)
	}
	v.say("Nothing was written. A build would write %d, leave %d unchanged and remove %d%s", r.Written, r.Unchanged, r.Removed, besides(r))
}

// checked reports a check and returns the exit status.
func (v voice) checked(r *build.Report) int {
	v.object(r)
	v.tell(r.Problems, "")
	if !r.Done {
		return statusProblems
	}
	v.say("%s in %s: ready to build%s", count(r.Pages, "page", "pages"), count(r.Workbooks, "workbook", "workbooks"), besides(r))
	return statusDone
}

// cleaned reports a clean and returns the exit status.
func (v voice) cleaned(r *build.Report, dryRun bool) int {
	v.object(r)
	v.tell(r.Problems, "")
	if dryRun {
		for _, name := range r.RemovedFiles {
			v.say("would remove %s", name)
		}
		v.say("Nothing was removed. A clean would remove %s", count(r.Removed, "file", "files"))
	} else {
		v.say("%s removed", count(r.Removed, "file", "files"))
	}
	if errors, _ := diag.Count(r.Problems); errors > 0 {
		return statusProblems
	}
	return statusDone
}

// started says what to do with a new site.
func (v voice) started(dir, cohort string) {
	v.say(`Started a site in %[1]s. Now:

  cd %[2]s
  pairbook serve        see the workbooks in the browser while you edit
  pairbook build        write them to public/

Begin with site.toml, then look at the files in %[3]s.
A file a relationship; two names are enough.

Whoever can open the published folder can read every workbook in it. Ask for
access to be given folder by folder: public/<cohort>/<relationship> to the people
in it. Setting status = "draft" in a relationship's file removes its pages at
the next build.`, dir, quotedForShell(dir, runtime.GOOS == "windows"), cohort)
}

// quotedForShell is a path as one types it: in quotes where it has signs that a shell would read
// otherwise.
func quotedForShell(path string, windows bool) string {
	plain := !strings.ContainsFunc(path, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("._-/:", r) && !(windows && r == '\\')
	})
	switch {
	case plain && !strings.HasPrefix(path, "-"):
		return path
	case strings.HasPrefix(path, "-"):
		return quotedForShell("./"+path, windows)
	case windows || !strings.ContainsAny(path, "\"$`\\!"):
		return `"` + path + `"`
	}
	return "'" + strings.ReplaceAll(path, "'", `'\''`) + "'"
}

func (v voice) version(version, platform string) { v.say("pairbook %s (%s)", version, platform) }

// object writes a report as JSON, when that is wanted.
func (v voice) object(r *build.Report) {
	if v.json {
		v.encode(r)
	}
}

func (v voice) encode(value any) {
	e := json.NewEncoder(v.out)
	e.SetEscapeHTML(false)
	e.Encode(value)
}

// fault reports wrong usage or a fault of the machine.
func (v voice) fault(err error) {
	if v.json {
		v.encode(map[string]string{"error": err.Error()})
		return
	}
	fmt.Fprintf(v.err, "pairbook: %v\n", err)
	var fault *output.Fault
	var crash *diag.Crash
	var usage *usageError
	switch {
	case errors.As(err, &usage):
		fmt.Fprintf(v.err, "   %s\n", usage.hint)
	case errors.As(err, &fault) && fault.Hint != "":
		fmt.Fprintf(v.err, "   %s\n", fault.Hint)
	case errors.As(err, &crash):
		v.crashed(crash)
	}
}

// interrupted says how a run ended that the user broke off. endless is what ends in no other way; ""
// for a run that had an end of its own.
func (v voice) interrupted(endless string) {
	switch {
	case v.json:
	case endless != "":
		v.say("%s has ended.", endless)
	default:
		fmt.Fprintln(v.err, "pairbook: interrupted; every page is as it was or as it should be")
	}
}

// crashed reports a mistake in Pairbook. The stack goes to a file, which holds nothing of
// the site.
func (v voice) crashed(c *diag.Crash) {
	report := fmt.Sprintf("pairbook %s, %s/%s\n%v\n\n%s", version(), runtime.GOOS, runtime.GOARCH, c, c.Stack)
	name, err := writeTemporary("pairbook-report-*.txt", report)
	if err != nil {
		fmt.Fprintf(v.err, "%s\n", report)
		return
	}
	fmt.Fprintf(v.err, "   this is a mistake in Pairbook; please send its makers the file\n   %s\n   (it holds nothing of your site)\n", name)
}

func writeTemporary(pattern, text string) (name string, err error) {
	f, err := os.CreateTemp("", pattern)
	if err != nil {
		return "", err
	}
	_, err = f.WriteString(text)
	return f.Name(), errors.Join(err, f.Close())
}

// progress returns a function that shows the progress of a long build on a terminal; nil
// if standard error is none.
func (v voice) progress() func(done, total int) { return v.progressOf("workbooks") }

// progressOf is progress through other things than workbooks.
func (v voice) progressOf(things string) func(done, total int) {
	terminal := terminalOf(v.err)
	if terminal == nil || v.json || v.quiet {
		return nil
	}
	begun, shown, width := time.Now(), time.Time{}, 0
	return func(done, total int) {
		now := time.Now()
		if now.Sub(begun) < time.Second || now.Sub(shown) < 100*time.Millisecond && done < total {
			return
		}
		shown = now
		line := fmt.Sprintf("%s %d of %d %s", bar(done, total), done, total, things)
		width = max(width, len(line))
		fmt.Fprint(terminal, "\r"+line)
		if done == total {
			fmt.Fprint(terminal, "\r"+strings.Repeat(" ", width)+"\r") // every terminal can do that
		}
	}
}
