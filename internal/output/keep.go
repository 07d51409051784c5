package output

import "slices"

// An ownership is what a run learns about an owner.
type ownership struct {
	owner
	keyed   bool    // key counts
	touched bool    // files were put
	seen    bool    // all its files were seen to be as they were left
	trusted bool    // to be seen by Commit
	at      []int32 // where Keep found the owner in the old manifests
	spoiled bool    // one of its files is not as it should be: look again next time
}

// sound says that all files of an owner are as its key says.
func (o *ownership) sound() bool { return o.key != "" && !o.spoiled && (o.touched || o.seen) }

// Keep claims the files of an owner as the last build left them, in all trees, when
// that build was given the same key by Own and every file is there with its
// size and time. They count as unchanged. Otherwise it claims none and returns
// false, and the files have to be Put.
//
// Where this process has seen in its last build that the files are right, Keep takes
// them on trust; Commit looks at them when the new pages are in place (Result.Amiss).
func (s *Store) Keep(name, key string) bool {
	if key == "" {
		return false
	}
	at, trusted := make([]int32, len(s.trees)), true // the place of the owner in each tree
	for i, t := range s.trees {
		n := t.old.ownerNamed(name)
		if n < 0 || t.old.owners[n].key != key {
			return false
		}
		at[i], trusted = n, trusted && t.trusts(n)
	}
	if !trusted && !s.asLeft(at) {
		return false
	}
	s.claimAll(at)
	s.mu.Lock()
	defer s.mu.Unlock()
	o := s.own(name, key)
	o.trusted, o.seen, o.at = trusted, !trusted, at
	return true
}

// trusts says that the files of an owner need not be looked at before the new pages
// are in place.
func (t *tree) trusts(owner int32) bool {
	return t.old == t.kept && t.kept.sound != nil && t.kept.sound[owner] && (!t.missing || len(t.old.of(owner)) == 0)
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

// KeepRest lets everything stay that is not Put, uncounted: nothing is removed.
func (s *Store) KeepRest() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.rest = true
}

// Own remembers the key of an owner's inputs for the Keep of the next build.
func (s *Store) Own(name, key string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.own(name, key)
}

// own is Own; s.mu is held.
func (s *Store) own(name, key string) *ownership {
	o := &s.owners[s.owner(name)]
	o.key, o.keyed = key, key != ""
	return o
}

// Owners lists the owners that the last build knew, without "", sorted.
func (s *Store) Owners() []string {
	seen := map[string]bool{"": true}
	var names []string
	for _, t := range s.trees {
		for _, o := range t.old.owners {
			if !seen[o.name] {
				seen[o.name] = true
				names = append(names, o.name)
			}
		}
	}
	return sorted(names)
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

// allAsLeft says that the files of these entries, which are in path order, are there
// with their sizes and times.
func (t *tree) allAsLeft(entries []int32) bool {
	if len(entries) > 0 && t.missing {
		return false
	}
	var f *folder
	for _, i := range entries {
		e := &t.old.entries[i]
		dir, base := split(e.path)
		if f == nil || f.path != dir {
			if f != nil {
				t.folders.put(f)
			}
			var err error
			if f, err = t.folders.get(dir, false); err != nil {
				return false
			}
		}
		if info, err := f.root.Lstat(base); err != nil || !e.describes(info) {
			t.folders.put(f)
			return false
		}
	}
	if f != nil {
		t.folders.put(f)
	}
	return true
}
