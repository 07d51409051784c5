package output

import (
	"io/fs"
	"slices"
	"strings"

	"pairbook/internal/source"
)

// An ownership is what a run knows about an owner.
type ownership struct {
	owner
	kept    []int32 // by Keep: the places of the owner in the old manifests; nil: not kept
	spoiled bool    // one of its files is not as it should be: its key does not count
}

// Keep claims the files of an owner as the last build left them, in all trees, when
// that build was given the same key by Own. They count as unchanged. Otherwise it
// claims none and returns false, and the files have to be Put.
//
// Keep looks at no file. Commit does, once the new pages are in place, and says in
// Result.Stale how many owners have files that are not as they were left; in a
// dry run, where no second build follows, Keep looks itself.
func (s *Store) Keep(name, key string) bool {
	if key == "" {
		return false
	}
	at := make([]int32, len(s.trees))
	for i, t := range s.trees {
		n := t.old.ownerNamed(name)
		if n < 0 || t.old.owners[n].key != key || t.found == nothing && len(t.old.of(n)) > 0 {
			return false
		}
		at[i] = n
	}
	if s.o.DryRun && !s.asLeft(at) {
		return false
	}
	s.claimAll(at)
	s.mu.Lock()
	defer s.mu.Unlock()
	o := &s.owners[s.owner(name)]
	o.key, o.kept = key, at
	return true
}

// Pages counts the HTML files that the last build left of an owner.
func (s *Store) Pages(name string) int {
	count := 0
	for _, t := range s.trees {
		if n := t.old.ownerNamed(name); n >= 0 {
			for _, file := range t.old.of(n) {
				if strings.HasSuffix(t.old.entries[file].path, ".html") {
					count++
				}
			}
		}
	}
	return count
}

// KeepOwner claims whatever files an owner has, unseen: they are neither removed nor
// compared, and the key of the owner stays. They count as unchanged. It serves
// for workbooks that cannot be built now or are not asked for.
func (s *Store) KeepOwner(name string) {
	at, keys := make([]int32, len(s.trees)), make([]string, len(s.trees))
	for i, t := range s.trees {
		if at[i] = t.old.ownerNamed(name); at[i] >= 0 {
			keys[i] = t.old.owners[at[i]].key
		}
	}
	key := keys[0]
	if len(slices.Compact(keys)) > 1 {
		key = ""
	}
	s.claimAll(at)
	s.Own(name, key)
}

// Retain claims the files of all owners for which wanted is true, unseen, with their
// keys. It serves a run for what another one has written: they do not count.
func (s *Store) Retain(wanted func(owner string) bool) {
	for _, t := range s.trees {
		for n, o := range t.old.owners {
			if !wanted(o.name) {
				continue
			}
			files := t.old.of(int32(n))
			for _, file := range files {
				t.claimed[file].Store(true)
			}
			if len(files) > 0 {
				s.Own(o.name, o.key)
			}
		}
	}
}

// RetainFiles claims all files but those that gone names, unseen. An owner of which a file
// goes has no key any more, so that the next run makes its files anew. An owner that has no files is
// asked for without tree and path.
func (s *Store) RetainFiles(gone func(tree, path, owner string) bool) {
	lost, has := map[string]bool{}, map[string]bool{}
	for _, t := range s.trees {
		for n, o := range t.old.owners {
			for _, file := range t.old.of(int32(n)) {
				has[o.name] = true
				if gone(t.Name, t.old.entries[file].path, o.name) {
					lost[o.name] = true
				} else {
					t.claimed[file].Store(true)
				}
			}
		}
	}
	for _, t := range s.trees {
		for _, o := range t.old.owners {
			if o.key != "" && !lost[o.name] && (has[o.name] || !gone("", "", o.name)) {
				s.Own(o.name, o.key)
			}
		}
	}
}

// Listed are the paths of all files of a tree that earlier builds wrote.
func (s *Store) Listed(tree string) []string {
	var listed []string
	if t := s.tree(tree); t != nil {
		for _, e := range t.old.entries {
			listed = append(listed, e.path)
		}
	}
	return listed
}

// Elsewhere lists the folders that are none of this run's, in which earlier builds wrote files of any of
// some owners.
func (s *Store) Elsewhere(owners []string) ([]string, error) {
	names, err := s.state.List("")
	if err != nil {
		return nil, err
	}
	var folders []string
	for _, name := range names {
		if !strings.HasSuffix(name, manifestSuffix) || slices.ContainsFunc(s.trees, func(t *tree) bool { return t.manifestName() == name }) {
			continue
		}
		data, err := s.state.Read(name)
		if err != nil {
			return nil, err
		}
		m, err := decode(data)
		if err != nil {
			continue // nothing is known of its folder any more
		}
		if slices.ContainsFunc(m.owners, func(o owner) bool { return slices.Contains(owners, o.name) }) {
			folders = append(folders, m.at)
		}
	}
	return folders, nil
}

// Key is the key that an owner was given in the last run; empty: it has none.
func (s *Store) Key(name string) string {
	for _, t := range s.trees {
		if n := t.old.ownerNamed(name); n >= 0 && len(t.old.of(n)) > 0 {
			return t.old.owners[n].key
		}
	}
	return ""
}

// Owners returns who has files in a tree since the last build, sorted.
func (s *Store) Owners(tree string) []string {
	t := s.tree(tree)
	if t == nil {
		return nil
	}
	var names []string
	for i, o := range t.old.owners {
		if o.name != "" && len(t.old.of(int32(i))) > 0 {
			names = append(names, o.name)
		}
	}
	return names
}

// claimAll claims the files of the owner whose places in the trees are given, -1 where
// there is none.
func (s *Store) claimAll(at []int32) {
	claimed := 0
	for i, t := range s.trees {
		if at[i] < 0 {
			continue
		}
		for _, file := range t.old.of(at[i]) {
			if !t.claimed[file].Swap(true) {
				claimed++
			}
		}
	}
	s.unchanged.Add(int64(claimed))
}

// Own remembers the key of an owner's inputs for the Keep of the next build.
func (s *Store) Own(name, key string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.owners[s.owner(name)].key = key
}

// asLeft says that all files of an owner, whose places in the trees are given, are
// there with their sizes and times.
func (s *Store) asLeft(at []int32) bool {
	for i, t := range s.trees {
		if !t.allAsLeft(t.old.of(at[i])) {
			return false
		}
	}
	return true
}

// allAsLeft says that the files of these entries, which are in path order, are there
// with their sizes and times.
func (t *tree) allAsLeft(entries []int32) bool {
	var d *directory
	defer func() {
		if d != nil {
			t.directories.put(d)
		}
	}()
	for _, i := range entries {
		e := &t.old.entries[i]
		dir, base := split(e.path)
		if d == nil || d.path != dir {
			next, err := t.directories.get(dir, false)
			if err != nil {
				return false
			}
			if d != nil {
				t.directories.put(d)
			}
			d = next
		}
		if info, err := t.disk.Lstat(d.root, base); err != nil || !e.describes(info) {
			return false
		}
	}
	return true
}

func (e *entry) describes(info fs.FileInfo) bool {
	return source.PlainFile(info) && info.Size() == e.size && info.ModTime().UnixNano() == e.mtime
}
