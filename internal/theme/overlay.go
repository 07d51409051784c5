package theme

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"unicode/utf8"

	"pairbook/internal/diag"
	"pairbook/internal/program"
	"pairbook/internal/source"
)

// An overlay is the templates and assets of all layers.
type overlay struct {
	templates map[string][]entry // by name, the one that wins first
	assets    []entry            // those that win
	hidden    map[string][]entry // assets that do not, by name
}

// An entry is one file of one layer.
type entry struct {
	name     string // of a template: "sheets/session"; of an asset: below assets/
	path     string // in its file system
	origin   string // siteOrigin or builtinOrigin
	text     string // of a template
	data     []byte // of an asset
	fromSite bool   // from the site's own folder
}

// A layer is one place where templates, strings and assets may lie.
type layer struct {
	fsys   fs.FS
	dir    string // "templates", "themes/classic/templates"
	assets string // "templates/assets", "themes/classic/assets"
	theme  string // empty: of no theme
	site   bool   // the site's own templates
}

// layers returns the places from the top down.
func (t *Theme) layers() []layer {
	list := []layer{{fsys: t.site, dir: "templates", assets: "templates/assets", site: true}}
	for _, name := range t.Chain {
		dir := "themes/" + name
		list = append(list, layer{fsys: t.both(), dir: dir + "/templates", assets: dir + "/assets", theme: name})
	}
	return append(list, layer{fsys: t.builtin, dir: "templates", assets: "templates/assets"})
}

// fromSite reports whether a file of the layer is the site's own.
func (l layer) fromSite(t *Theme, name string) bool {
	return l.site || l.theme != "" && t.fromSite(name)
}

// origin names where a file of the layer lies.
func (l layer) origin(t *Theme, name string) string {
	if l.fromSite(t, name) {
		return siteOrigin
	}
	return builtinOrigin
}

// endings are the files that an assets folder may hold.
var endings = []string{".css", ".gif", ".ico", ".jpeg", ".jpg", ".js", ".otf", ".png", ".svg", ".ttf", ".txt", ".webp", ".woff", ".woff2"}

// made are the assets that Pairbook makes itself.
var made = []string{"notes.svg", "rules.svg", "style.css", "theme.css"}

// fillWords are files that are made of strings: a language each.
var fillWords = regexp.MustCompile(`^fill\.[a-z0-9-]+\.js$`)

// loadOverlay reads the templates and assets of all layers.
func (t *Theme) loadOverlay() ([]diag.Problem, error) {
	t.overlay = overlay{templates: map[string][]entry{}, hidden: map[string][]entry{}}
	var problems []diag.Problem
	assets := map[string][]entry{}
	for _, l := range t.layers() {
		more, err := t.readTemplates(l)
		problems = append(problems, more...)
		if err != nil {
			return problems, err
		}
		more, err = t.readAssets(l, assets)
		problems = append(problems, more...)
		if err != nil {
			return problems, err
		}
	}
	for _, files := range assets {
		t.overlay.assets = append(t.overlay.assets, files[0])
		t.overlay.hidden[files[0].name] = files[1:]
	}
	slices.SortFunc(t.overlay.assets, func(a, b entry) int { return strings.Compare(a.name, b.name) })
	return append(problems, t.unusedTemplates()...), nil
}

// walk calls visit with each file below a directory of a layer, as a path in the
// layer; a directory that is not there has none. A link out of the site and a name
// that cannot be used are problems.
func walk(l layer, dir string, problems *[]diag.Problem, visit func(name string) error) error {
	err := fs.WalkDir(l.fsys, dir, func(name string, d fs.DirEntry, err error) error {
		outside := source.Outside(name, err)
		switch {
		case errors.Is(err, syscall.ENOTDIR):
			return nil // the directory is missing
		case outside != nil:
			*problems = append(*problems, *outside)
			return nil
		case err != nil:
			return err
		case !utf8.ValidString(d.Name()):
			*problems = append(*problems, diag.Problem{Position: diag.Position{File: name}, Text: "this name is not UTF-8", Hint: "rename it"})
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		case strings.HasPrefix(d.Name(), "."):
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		case d.IsDir():
			if strings.Count(name, "/") > source.FolderDepth {
				return fs.SkipDir
			}
			return nil
		}
		return visit(name)
	})
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// unchanged reports whether a file of a layer is a copy that the site has of the
// built-in one.
func (t *Theme) unchanged(l layer, name string, data []byte) bool {
	return l.site && t.copied(name, data)
}

// readTemplates reads the templates of a layer. Strings and assets lie there too,
// and are read elsewhere; anything else is warned about.
func (t *Theme) readTemplates(l layer) ([]diag.Problem, error) {
	var problems []diag.Problem
	err := walk(l, l.dir, &problems, func(name string) error {
		below := strings.TrimPrefix(name, l.dir+"/")
		if strings.HasPrefix(below, "assets/") && l.assets == l.dir+"/assets" || isStrings(below) {
			return nil
		}
		base, isTemplate := strings.CutSuffix(below, ".html")
		if !isTemplate {
			problems = append(problems, diag.Problem{
				Severity: diag.Warning,
				Position: diag.Position{File: name},
				Text:     "nothing reads this file: templates end in .html",
				Hint:     "strings belong into templates/strings/<language>.toml, scripts and pictures into templates/assets/",
			})
			return nil
		}
		src, problem, err := source.Read(l.fsys, name, source.TemplateSize)
		if err != nil {
			return err
		}
		if problem != nil {
			problems = append(problems, *problem)
			return nil
		}
		if !t.unchanged(l, name, []byte(src.Text)) {
			t.overlay.templates[base] = append(t.overlay.templates[base], entry{
				name: base, path: name, origin: l.origin(t, name), text: src.Text, fromSite: l.fromSite(t, name),
			})
		}
		return nil
	})
	return problems, err
}

// isStrings reports whether a path below a templates folder is a file of strings.
func isStrings(below string) bool {
	return path.Dir(below) == "strings" && strings.HasSuffix(below, ".toml")
}

// readAssets adds the assets of a layer to all found so far.
func (t *Theme) readAssets(l layer, assets map[string][]entry) ([]diag.Problem, error) {
	var problems []diag.Problem
	err := walk(l, l.assets, &problems, func(name string) error {
		below := strings.TrimPrefix(name, l.assets+"/")
		if p := t.taken(name, below); p != nil {
			problems = append(problems, *p)
			return nil
		}
		if !slices.Contains(endings, strings.ToLower(path.Ext(below))) {
			problems = append(problems, diag.Problem{
				Severity: diag.Warning,
				Position: diag.Position{File: name},
				Text:     fmt.Sprintf("a file that ends in %q is not published", path.Ext(below)),
				Hint:     "assets are files that end in " + diag.List(endings),
			})
			return nil
		}
		if p := unsafeName(name, below); p != nil {
			problems = append(problems, *p)
			return nil
		}
		data, problem, err := source.ReadBinary(l.fsys, name, source.AssetSize)
		if err != nil {
			return err
		}
		if problem != nil {
			problems = append(problems, *problem)
			return nil
		}
		if !t.unchanged(l, name, data) {
			assets[below] = append(assets[below], entry{name: below, path: name, origin: l.origin(t, name), data: data})
		}
		return nil
	})
	return problems, err
}

// taken says why an asset cannot have its place: something else is put there.
func (t *Theme) taken(name, below string) *diag.Problem {
	isPicture := func(s setting) bool { return s.picture != nil && s.text == below }
	p := &diag.Problem{Position: diag.Position{File: name}, Hint: "give the file another name"}
	switch {
	case slices.Contains(made, below):
		p.Text = fmt.Sprintf("assets/%s is made from the theme and cannot be replaced", below)
	case fillWords.MatchString(below):
		p.Text, p.Hint = fmt.Sprintf("assets/%s is made from the strings and cannot be replaced", below), "write the strings that begin with fill. in templates/strings"
	case slices.ContainsFunc(t.settings, isPicture):
		p.Text = fmt.Sprintf("assets/%s is the picture that [theme_options] names", below)
	case strings.HasPrefix(below, "media/"):
		p.Text = "assets/media/ has the files that guidance and topics show"
	default:
		return nil
	}
	return p
}

// safeName is the name of a file or folder that is the same on every system and
// every web server.
var safeName = regexp.MustCompile(`^[a-z0-9_-]+(\.[a-z0-9_-]+)*$`)

// unsafeName says why an asset cannot be published under its name: that one is
// not the same everywhere, or Windows keeps it for a device.
func unsafeName(name, below string) *diag.Problem {
	safe := true
	parts := strings.Split(below, "/")
	for i, part := range parts {
		stem, rest, _ := strings.Cut(part, ".")
		slug := program.Slug(stem)
		device := slug == strings.ToLower(stem)+"-1"
		if !safeName.MatchString(part) || device || len(part) > program.LongestSlug {
			safe = false
			parts[i] = strings.TrimSuffix(slug+"."+strings.ToLower(rest), ".")
		}
	}
	if safe {
		return nil
	}
	return &diag.Problem{
		Position: diag.Position{File: name},
		Text:     "this name is not good on every system and web server",
		Hint:     "use small letters, digits and hyphens: " + strings.Join(parts, "/"),
	}
}

// unusedTemplates warns of templates that stand for no other and that no template
// calls: most often a name that was mistyped.
func (t *Theme) unusedTemplates() []diag.Problem {
	var problems []diag.Problem
	names := t.Templates()
	for _, name := range names {
		files := t.overlay.templates[name]
		if len(files) > 1 || !files[0].fromSite || t.called(name) {
			continue
		}
		problems = append(problems, diag.Problem{
			Severity: diag.Warning,
			Position: diag.Position{File: files[0].path},
			Text:     fmt.Sprintf("this template stands for no other, and no template calls %q", name),
			Hint:     suggest(name, slices.DeleteFunc(slices.Clone(names), func(n string) bool { return n == name }), ""),
		})
	}
	return problems
}

// called reports whether a template that wins names another.
func (t *Theme) called(name string) bool {
	quoted := `"` + name + `"`
	for _, files := range t.overlay.templates {
		if strings.Contains(files[0].text, quoted) {
			return true
		}
	}
	return false
}

// Template returns the text of a template, such as "page" or "sheets/session",
// and the path of the file that it comes from; ok is false when there is none.
func (t *Theme) Template(name string) (text, from string, ok bool) {
	files := t.overlay.templates[name]
	if len(files) == 0 {
		return "", "", false
	}
	return files[0].text, files[0].path, true
}

// Templates returns the names of all templates, sorted.
func (t *Theme) Templates() []string {
	names := make([]string, 0, len(t.overlay.templates))
	for name := range t.overlay.templates {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}
