package build

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"pairbook/internal/diag"
	"pairbook/internal/edit"
	"pairbook/internal/issued"
	"pairbook/internal/output"
	"pairbook/internal/program"
	"pairbook/internal/site"
	"pairbook/internal/source"
	"pairbook/internal/state"
)

// What makes relationships go for good, in this order, so that the same command finishes what a killed one
// has begun, as long as the sources are there to say what is meant:
//
//	.pairbook: what was learned, said, issued ─► pages and files that name them ─► sources and undo copies
//
// All is done with one lock of the site. The pages of others are made anew by the build that follows.

// Erased says what an erasure did, or would do.
type Erased struct {
	Done     bool            // the sources are changed, and nothing else is left to be done
	Removed  []string        // files of the outputs
	Own      map[string]bool // paths in the site of files of the outputs that are as Pairbook wrote them
	Folders  []string        // of other builds, with --output, that have pages of the relationships
	Unknown  []string        // files of .pairbook that are not Pairbook's
	Access   bool            // what "pairbook access" wrote is gone, and has to be made again
	Publish  string          // the folder that public/ is copied to; empty: not said in site.toml
	Problems []diag.Problem
}

// Erase makes an erasure. With DryRun it only says what would go. A file of the output that another
// program holds open stops it before any source is changed.
func Erase(ctx context.Context, o Options, e *edit.Erasure) (*Erased, error) {
	return eraseOn(ctx, state.NewDisk(ctx, nil), o, e)
}

func eraseOn(ctx context.Context, d *state.Disk, o Options, e *edit.Erasure) (*Erased, error) {
	var folder *state.Folder
	var err error
	if o.DryRun {
		folder, err = state.Open(d, o.Site, true)
	} else {
		folder, err = edit.Open(ctx, d, o.Site)
	}
	erased := &Erased{}
	if err != nil {
		return erased, erased.refused(err)
	}
	err = erased.all(ctx, o, e, d, folder)
	if err = errors.Join(err, folder.Close()); err != nil {
		return erased, erased.refused(err)
	}
	return erased, nil
}

// refused makes a problem of an error that the user can mend; any other it returns.
func (e *Erased) refused(err error) error {
	var moved *edit.MovedError
	if errors.As(err, &moved) {
		e.Problems = append(e.Problems, diag.Problem{
			Position: diag.Position{File: moved.Path}, Text: "this file has changed meanwhile", Hint: "run the command again: it then starts from what is there now",
		})
		return nil
	}
	r := &Report{}
	err = r.refused(err)
	e.Problems = append(e.Problems, r.Problems...)
	return err
}

func (e *Erased) all(ctx context.Context, o Options, what *edit.Erasure, d *state.Disk, folder *state.Folder) error {
	root, err := os.OpenRoot(o.Site)
	if err != nil {
		return fmt.Errorf("opening the site: %w", err)
	}
	defer root.Close()
	p, _, err := site.ReadProgram(source.Site(ctx, root.FS()))
	if err != nil {
		return err
	}
	e.Publish = p.Publish
	if !o.DryRun {
		if err := e.state(folder, what); err != nil {
			return err
		}
	}
	if err := e.outputs(ctx, o, p, what, folder); err != nil {
		return err
	}
	if o.DryRun {
		return nil
	}
	if err := edit.ApplyIn(ctx, d, folder, what.Change); err != nil {
		return err
	}
	e.Done = true
	return nil
}

// outputs removes the pages of the relationships, and all that the facilitator has and others share with
// them: whatever names several pairs is made anew by the next build.
func (e *Erased) outputs(ctx context.Context, o Options, p program.Program, what *edit.Erasure, folder *state.Folder) error {
	all := o.outputOptions(&site.Site{Top: site.Top{Program: p}})
	all.State, all.Disown = folder, true
	store, err := output.Open(ctx, all)
	if err != nil {
		return err
	}
	defer store.Close()
	for _, t := range all.Trees {
		e.own(o.Site, t, store.Listed(t.Name))
	}
	if e.Folders, err = store.Elsewhere(what.Keys); err != nil {
		return err
	}
	store.RetainFiles(func(tree, file, owner string) bool {
		gone := goes(what.Keys, tree, file, owner)
		e.Access = e.Access || gone && strings.HasPrefix(owner, accessOwners)
		return gone
	})
	result, err := store.Commit()
	if err != nil {
		return err
	}
	e.Removed = result.Removed
	for _, name := range result.Kept {
		tree, file, _ := strings.Cut(name, "/")
		for _, t := range all.Trees {
			if t.Name == tree {
				delete(e.Own, path.Join(inFolder(o.Site, t), file))
			}
		}
		e.Problems = append(e.Problems, diag.Problem{
			Position: diag.Position{File: name}, Text: "this file is not as Pairbook wrote it, so it was left alone", Hint: "look at it, and delete it",
		})
	}
	return nil
}

// own notes the files of a tree that lie in the site.
func (e *Erased) own(folder string, t output.Tree, listed []string) {
	if e.Own == nil {
		e.Own = map[string]bool{}
	}
	if way := inFolder(folder, t); way != "" {
		for _, name := range listed {
			e.Own[path.Join(way, name)] = true
		}
	}
}

// inFolder is the path of a tree in the site; empty: it does not lie there.
func inFolder(folder string, t output.Tree) string {
	way, err := filepath.Rel(absolute(folder), absolute(t.Dir))
	if way = filepath.ToSlash(way); err != nil || way == ".." || strings.HasPrefix(way, "../") {
		return ""
	}
	return way
}

// goes reports whether a file of the outputs names any of some relationships, or may.
func goes(keys []string, tree, file, owner string) bool {
	if pdf, ok := strings.CutPrefix(owner, pdfOwners); ok {
		_, key, _ := strings.Cut(pdf, "/")
		cohort, id, _ := strings.Cut(key, "/")
		pack := strings.HasPrefix(id, "#") && slices.ContainsFunc(keys, func(k string) bool { return strings.HasPrefix(k, cohort+"/") })
		return pack || slices.Contains(keys, key)
	}
	if slices.Contains(keys, owner) {
		return true
	}
	if tree == facilitator {
		return !strings.HasPrefix(file, "assets/")
	}
	return file == "index.html" // it may list all pairs
}

// state takes out of the folder .pairbook what it knows of the relationships, but for manifests, which
// follow the outputs, and undo copies, which follow the sources.
func (e *Erased) state(folder *state.Folder, what *edit.Erasure) error {
	names, err := folder.List("")
	if err != nil {
		return err
	}
	for _, name := range names {
		switch {
		case name == "lock", edit.IsState(name), output.IsManifest(name):
		case output.IsLearned(name), strings.HasSuffix(name, ".new"): // made anew; left by a killed run
			err = folder.Remove(name)
		default:
			err = e.notes(folder, name, what)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// notes takes the relationships out of a file of JSON, wherever it has something under their keys. A file
// that is no JSON is none of Pairbook's.
func (e *Erased) notes(folder *state.Folder, name string, what *edit.Erasure) error {
	data, err := folder.Read(name)
	if err != nil {
		return err
	}
	if name == issued.IssuedName || name == issued.SignedName {
		return saveRest(folder, name, issued.Forget(name, data, func(key string) bool { return slices.Contains(what.Keys, key) }))
	}
	var notes any
	decoder := json.NewDecoder(strings.NewReader(string(data)))
	decoder.UseNumber()
	if decoder.Decode(&notes) != nil {
		e.Unknown = append(e.Unknown, folder.Path(name))
		return nil
	}
	rest, changed := without(notes, func(key string) bool { return isOf(what.Keys, key) })
	if !changed {
		return nil
	}
	next, err := json.Marshal(rest)
	if err != nil {
		return err
	}
	return saveRest(folder, name, append(next, '\n'))
}

// saveRest writes what is left of a file of .pairbook; nil: nothing.
func saveRest(folder *state.Folder, name string, rest []byte) error {
	if rest == nil {
		return folder.Remove(name)
	}
	return folder.Save(name, rest, true)
}

// isOf reports whether a text is the key of one of some relationships, or something of it: "spring/tom",
// "spring/tom/session-1".
func isOf(keys []string, text string) bool {
	return slices.ContainsFunc(keys, func(key string) bool { return text == key || strings.HasPrefix(text, key+"/") })
}

// without returns a value of JSON without the members and elements that gone names.
func without(value any, gone func(text string) bool) (rest any, changed bool) {
	switch v := value.(type) {
	case map[string]any:
		for key, inner := range v {
			if text, ok := inner.(string); gone(key) || ok && gone(text) {
				delete(v, key)
				changed = true
			} else if next, inside := without(inner, gone); inside {
				v[key], changed = next, true
			}
		}
		return v, changed
	case []any:
		list := []any{}
		for _, inner := range v {
			text, ok := inner.(string)
			if ok && gone(text) {
				changed = true
				continue
			}
			next, inside := without(inner, gone)
			list, changed = append(list, next), changed || inside
		}
		return list, changed
	}
	return value, false
}
