package main

import (
	"fmt"
	"strings"

	"pairbook/internal/build"
	"pairbook/internal/diag"
)

// published reports what was copied and returns the exit status.
func (v voice) published(p *build.Publication, dryRun, strict bool) int {
	if v.json {
		v.encode(struct {
			To        string              `json:"to"`
			Written   int                 `json:"written"`
			Unchanged int                 `json:"unchanged"`
			Removed   int                 `json:"removed"`
			Problems  []build.JSONProblem `json:"problems"`
		}{p.To, len(p.Written), p.Unchanged, len(p.Removed), build.JSONProblems(p.Problems)})
	}
	if !p.Done {
		v.tell(p.Problems, ": nothing was published")
		return statusProblems
	}
	v.tell(p.Problems, "")
	if dryRun {
		for _, name := range p.Written {
			v.say("would copy %s", name)
		}
		for _, name := range p.Removed {
			v.say("would remove %s", name)
		}
		v.say("Nothing was copied. Publishing would copy %d, leave %d unchanged and remove %d in %s", len(p.Written), p.Unchanged, len(p.Removed), p.To)
	} else {
		for _, name := range p.Removed {
			v.say("removed %s", name)
		}
		v.say("published to %s: %d copied, %d unchanged, %d removed", p.To, len(p.Written), p.Unchanged, len(p.Removed))
	}
	if errors, warnings := diag.Count(p.Problems); errors > 0 || warnings > 0 && strict {
		return statusProblems
	}
	return statusDone
}

// otherWays says how to copy the pages where Pairbook cannot, and returns the exit status.
// to is the place that was named, if any.
func (v voice) otherWays(from, to string) int {
	if v.json {
		v.encode(map[string]string{"error": "publish copies to folders only"})
		return statusFault
	}
	if to == "" {
		fmt.Fprintf(v.err, "pairbook: say where to: pairbook publish FOLDER, or write publish = \"…\" in site.toml\n   Other ways to copy the pages, with files removed that are gone:\n")
	} else {
		fmt.Fprintf(v.err, "pairbook: %s is no folder of this computer or a share; copy the pages with one of these:\n", to)
	}
	host, folder := "user@server", "/srv/www/mentoring"
	if name, rest, ok := strings.Cut(strings.TrimPrefix(to, "sftp://"), ":"); ok && to != "" && !strings.Contains(name, "/") && !strings.Contains(rest, "//") {
		host, folder = name, strings.TrimSuffix(rest, "/")
	} else if name, rest, ok := strings.Cut(strings.TrimPrefix(to, "sftp://"), "/"); ok && strings.HasPrefix(to, "sftp://") {
		host, folder = name, "/"+strings.TrimSuffix(rest, "/")
	}
	fmt.Fprintf(v.err, "   rsync -rt --delete-after --delay-updates --exclude=.pairbook-output %s %s\n", quoted(from+"/"), quoted(host+":"+folder+"/"))
	fmt.Fprintf(v.err, "   lftp -e %s %s\n", quoted(fmt.Sprintf("mirror -R --delete -x ^\\.pairbook-output$ \"%s\" \"%s\"; quit", from, folder)), quoted("sftp://"+host))
	fmt.Fprintf(v.err, "   robocopy \"%s\" \"\\\\server\\share\\mentoring\" /MIR /FFT /XF .pairbook-output\n", from)
	return statusFault
}

// quoted is a word for a shell of Unix.
func quoted(s string) string { return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'" }
