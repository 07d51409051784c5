package build

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"pairbook"
)

// repository is the root of the module.
const repository = "../.."

// generator is what a file begins with that is built by its name alone.
var generator = regexp.MustCompile(`\A//go:build ignore\n`)

// goFiles parses every Go file of the program: no tests, and no programs that "go generate"
// runs, which are no part of it.
func goFiles(t *testing.T) map[string]*ast.File {
	t.Helper()
	files := map[string]*ast.File{}
	fsys := os.DirFS(repository)
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && name != "." && strings.HasPrefix(d.Name(), ".") {
			return fs.SkipDir
		}
		if d.IsDir() || path.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		text, err := fs.ReadFile(fsys, name)
		if err != nil {
			return err
		}
		if generator.Match(text) {
			return nil
		}
		files[name], err = parser.ParseFile(token.NewFileSet(), name, text, 0)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// Text becomes HTML, an address or an attribute that is not escaped again in one
// function each, and a script or a style nowhere.
func TestMarkupIsMadeInOnePlace(t *testing.T) {
	var found []string
	for name, file := range goFiles(t) {
		for _, declaration := range file.Decls {
			function, ok := declaration.(*ast.FuncDecl)
			where := name
			if ok {
				where += " " + function.Name.Name
			}
			ast.Inspect(declaration, func(n ast.Node) bool {
				call, ok := n.(*ast.CallExpr)
				if !ok {
					return true
				}
				if made := conversion(call.Fun); made != "" {
					found = append(found, made+" in "+where)
				}
				return true
			})
		}
	}
	slices.Sort(found)
	want := []string{
		"HTML in cmd/pairbook/manual.go manualPage", // of package markdown, whole
		"HTML in internal/render/markup.go markup",
		"HTMLAttr in internal/render/markup.go attributes",
		"URL in internal/render/markup.go telephone",
	}
	if diff := cmp.Diff(want, found); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// conversion names the type of html/template that an expression converts to.
func conversion(e ast.Expr) string {
	if inner, ok := e.(*ast.ParenExpr); ok {
		return conversion(inner.X)
	}
	s, ok := e.(*ast.SelectorExpr)
	if !ok {
		return ""
	}
	from, ok := s.X.(*ast.Ident)
	if !ok || !strings.HasSuffix(from.Name, "template") {
		return ""
	}
	switch s.Sel.Name {
	case "HTML", "HTMLAttr", "URL", "JS", "JSStr", "CSS", "Srcset":
		return s.Sel.Name
	}
	if from.Name == "texttemplate" && (s.Sel.Name == "New" || s.Sel.Name == "Must") {
		return "a template without escaping"
	}
	return ""
}

// Below the command and the packages that write and watch, input is an fs.FS: what
// opens no path cannot open a wrong one.
func TestOnlyFewPackagesTouchTheSystem(t *testing.T) {
	allowed := map[string][]string{
		"os":            {"cmd/pairbook", "internal/build", "internal/state", "internal/output", "internal/edit", "internal/watch", "internal/browser", "internal/browsertest", "internal/filetest"},
		"os/exec":       {"cmd/pairbook", "internal/browser", "internal/browsertest"},
		"io/ioutil":     {},
		"net":           {"cmd/pairbook", "internal/access", "internal/preview"},
		"net/http":      {"cmd/pairbook", "internal/access", "internal/forms", "internal/preview"},
		"plugin":        {},
		"unsafe":        {},
		"math/rand":     {},
		"math/rand/v2":  {},
		"text/template": {"internal/access"}, // plain text for administrators, of names that were checked
	}
	for name, file := range goFiles(t) {
		for _, spec := range file.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				t.Fatal(err)
			}
			if packages, restricted := allowed[imported]; restricted && !slices.Contains(packages, path.Dir(name)) {
				t.Errorf("%s imports %s", name, imported)
			}
		}
		ast.Inspect(file, func(n ast.Node) bool {
			s, ok := n.(*ast.SelectorExpr)
			if from, isName := ident(s, ok); isName && from == "filepath" && slices.Contains([]string{"Walk", "WalkDir", "Glob", "EvalSymlinks", "Abs"}, s.Sel.Name) {
				if !slices.Contains(allowed["os"], path.Dir(name)) {
					t.Errorf("%s calls filepath.%s", name, s.Sel.Name)
				}
			}
			return true
		})
	}
}

// Whether a file is a plain one is asked by source.PlainFile, which knows those of cloud folders.
func TestPlainFilesAreKnownInOnePlace(t *testing.T) {
	var asked []string
	for name, file := range goFiles(t) {
		ast.Inspect(file, func(n ast.Node) bool {
			if s, ok := n.(*ast.SelectorExpr); ok && (s.Sel.Name == "IsRegular" || s.Sel.Name == "ModeIrregular") {
				asked = append(asked, name)
			}
			return true
		})
	}
	slices.Sort(asked)
	want := []string{"internal/browser/browser.go", "internal/filetest/systems.go", "internal/source/plain.go"}
	if diff := cmp.Diff(want, slices.Compact(asked)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func ident(s *ast.SelectorExpr, ok bool) (string, bool) {
	if !ok {
		return "", false
	}
	from, ok := s.X.(*ast.Ident)
	if !ok {
		return "", false
	}
	return from.Name, true
}

// unsafeMarkup is what no template of ours has: places where text is not text.
var unsafeMarkup = map[string]*regexp.Regexp{
	"a script":                      regexp.MustCompile(`(?is)<script[^>]*>\s*[^<\s]`),
	"a style sheet":                 regexp.MustCompile(`(?i)<style`),
	"a style":                       regexp.MustCompile(`(?i)\sstyle\s*=`),
	"a handler":                     regexp.MustCompile(`(?i)\son[a-z]+\s*=`),
	"a page in a page":              regexp.MustCompile(`(?i)<(?:iframe|object|embed|frame|base)|srcdoc`),
	"an address of a script":        regexp.MustCompile(`(?i)javascript:|data:`),
	"an address elsewhere":          regexp.MustCompile(`(?i)(?:src|href)="(?:https?:)?//`),
	"a refresh":                     regexp.MustCompile(`(?i)http-equiv="refresh"`),
	"an attribute without quotes":   regexp.MustCompile(`<[^>"']*=\{\{`),
	"a form":                        regexp.MustCompile(`(?i)<form[^>]*\saction`),
	"a drawing that moves":          regexp.MustCompile(`(?i)<(?:set|animate)`),
	"an address in a drawing":       regexp.MustCompile(`(?i)xlink:href`),
	"prose that is not of Markdown": regexp.MustCompile(`\{\{\s*prose\s+(?:[^.]|\.[^BH])`),
}

var (
	anyScript    = regexp.MustCompile(`(?i)<script[^>]*>`)
	scriptOfOurs = regexp.MustCompile(`^<script src="\{\{(?:\.Root|root)\}\}assets/[a-z]+\.js" defer>$`)
)

// The outline of a PDF has the text of the headings as it was painted, where a blank after a
// line counts only inside it: see .title h2 in the style sheet.
func TestTheSmallLineOfAHeadingEndsInABlank(t *testing.T) {
	line := regexp.MustCompile(`<span class="kicker">.*`)
	found := 0
	for _, folder := range []string{"templates/sheets", "templates/parts"} {
		files, err := fs.Glob(pairbook.Builtin(), folder+"/*.html")
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range files {
			text, err := fs.ReadFile(pairbook.Builtin(), name)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range line.FindAllString(string(text), -1) {
				found++
				if !strings.Contains(m, " </span>{{") && !strings.Contains(m, " </span><span") {
					t.Errorf("%s: no blank at the end of the small line: %s", name, m)
				}
			}
		}
	}
	if found < 6 {
		t.Errorf("only %d headings have a small line", found)
	}
}

// Scripts put text on a page as text.
func TestScriptsMakeNoMarkup(t *testing.T) {
	forbidden := regexp.MustCompile(`innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|setTimeout\(\s*["']|srcdoc|createContextualFragment|setAttribute\(\s*["']on`)
	count := 0
	fsys := os.DirFS(repository)
	for _, pattern := range []string{"templates/assets/*.js", "themes/*/assets/*.js", "internal/preview/*.js"} {
		names, err := fs.Glob(fsys, pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			count++
			text, err := fs.ReadFile(fsys, name)
			// The preview's list of problems is made by a template that escapes it.
			text = bytes.Replace(text, []byte("list.innerHTML = m.list;"), nil, 1)
			if found := forbidden.Find(text); err != nil || found != nil {
				t.Errorf("%s has %s, %v", name, found, err)
			}
		}
	}
	if count < 3 {
		t.Errorf("only %d scripts", count)
	}
}

func TestTemplatesHaveNoDataWhereTextIsNotText(t *testing.T) {
	count := 0
	err := fs.WalkDir(pairbook.Builtin(), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path.Ext(name) != ".html" {
			return err
		}
		count++
		text, err := fs.ReadFile(pairbook.Builtin(), name)
		for _, script := range anyScript.FindAll(text, -1) {
			if !scriptOfOurs.Match(script) {
				t.Errorf("%s has a script that is not ours: %s", name, script)
			}
		}
		for what, form := range unsafeMarkup {
			found := form.Find(text)
			if found != nil {
				t.Errorf("%s has %s: %s", name, what, found)
			}
		}
		return err
	})
	if err != nil || count < 20 {
		t.Errorf("%d templates, %v", count, err)
	}
}

// The policy stands in every page, exactly.
func TestEveryPageHasThePolicy(t *testing.T) {
	const policy = `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'">`
	dir := generate(t, 2)
	mustRun(t, options(dir), &Memory{})
	pages := 0
	for _, folder := range []string{public, facilitator} {
		for name, page := range tree(t, dir+"/"+folder) {
			if path.Ext(name) != ".html" {
				continue
			}
			pages++
			head, _, _ := strings.Cut(string(page), "<body")
			for _, want := range []string{policy, `<meta name="robots" content="noindex">`, `<meta name="referrer" content="no-referrer">`, `<meta charset="utf-8">`, "<title>", " lang=\""} {
				if strings.Count(head, want) != 1 {
					t.Errorf("%s/%s has %s %d times", folder, name, want, strings.Count(head, want))
				}
			}
			if first := strings.Index(head, policy); first > strings.Index(head, "<link") || strings.Contains(head[:max(first, 0)], "<script") {
				t.Errorf("%s/%s loads something before the policy", folder, name)
			}
		}
	}
	if pages < 60 {
		t.Error(fmt.Sprint("only ", pages, " pages"))
	}
}
