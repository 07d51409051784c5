package main

import (
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/testscript"

	"pairbook/internal/browser"
)

var update = flag.Bool("update", false, "rewrite the wanted output in testdata")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"pairbook": main})
}

// The scripts in testdata are command lines a reader can type, with what they
// print and leave behind.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:           "testdata",
		UpdateScripts: *update,
		Cmds:          commands(),
		Setup:         background,
		Condition:     condition,
	})
}

// condition tells what a script needs: [browser], one that makes PDFs.
func condition(name string) (bool, error) {
	if name != "browser" {
		return false, fmt.Errorf("no condition %q", name)
	}
	_, found := browser.Find()
	if !found && os.Getenv("PAIRBOOK_BROWSER") == "required" {
		return false, errors.New("PAIRBOOK_BROWSER is required, but no Chromium was found")
	}
	return found, nil
}

// commands are those of the scripts, beside the usual ones.
func commands() map[string]func(*testscript.TestScript, bool, []string) {
	return map[string]func(*testscript.TestScript, bool, []string){
		"status": status,
		"tree":   tree,
		"same":   same,
		"sub":    substitute,

		"start":     start,
		"interrupt": interrupt,
		"said":      said,
		"page":      page,
		"mends":     mends,
		"halves":    halves,
		"occupy":    occupy,

		"enter": enterDesk,
		"shows": shows,
		"sends": sends,
	}
}

// status N command...: the command ends with exit status N.
func status(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: status N command [argument...]")
	}
	want, err := strconv.Atoi(args[0])
	if err != nil {
		ts.Fatalf("status: %v", err)
	}
	got := 0
	var exit *exec.ExitError
	switch err := ts.Exec(args[1], args[2:]...); {
	case errors.As(err, &exit):
		got = exit.ExitCode()
	case err != nil:
		ts.Fatalf("status: %v", err)
	}
	if got != want {
		ts.Fatalf("exit status %d; want %d", got, want)
	}
}

// tree folder file: the folder holds just the files that the file lists.
func tree(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: tree folder list")
	}
	var names []string
	err := fs.WalkDir(os.DirFS(ts.MkAbs(args[0])), ".", func(name string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			names = append(names, filepath.ToSlash(name))
		}
		return err
	})
	ts.Check(err)
	if got, want := strings.Join(names, "\n"), strings.TrimSpace(ts.ReadFile(args[1])); got != want {
		ts.Fatalf("%s holds\n%s\n\nwant\n%s", args[0], got, want)
	}
}

// same folder folder: the two hold the same files.
func same(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: same folder folder")
	}
	var all [2]map[string]string
	for i, folder := range args {
		all[i] = map[string]string{}
		fsys := os.DirFS(ts.MkAbs(folder))
		ts.Check(fs.WalkDir(fsys, ".", func(name string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			data, err := fs.ReadFile(fsys, name)
			all[i][name] = string(data)
			return err
		}))
	}
	if len(all[0]) == 0 {
		ts.Fatalf("%s holds nothing", args[0])
	}
	if diff := cmp.Diff(all[0], all[1]); diff != "" {
		ts.Fatalf("%s and %s differ (-%[1]s +%[2]s):\n%[3]s", args[0], args[1], diff)
	}
}

// sub file old new: replaces the one place where old stands in the file; \n in new
// is the end of a line.
func substitute(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: sub file old new")
	}
	replace(ts, args[0], args[1], strings.ReplaceAll(args[2], `\n`, "\n"))
}
