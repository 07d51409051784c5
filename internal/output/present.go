package output

// Present returns what a file holds that the last build wrote, unchanged since; nil
// when there is none.
func (s *Store) Present(tree, path string) []byte {
	t := s.tree(tree)
	if t == nil || t.missing {
		return nil
	}
	i := t.old.find(path)
	if i < 0 {
		return nil
	}
	dir, base := split(path)
	f, err := t.folders.get(dir, false)
	if err != nil {
		return nil
	}
	defer t.folders.put(f)
	data, err := f.root.ReadFile(base)
	if err != nil || t.sums.of(data) != t.old.entries[i].sum {
		return nil
	}
	return data
}
