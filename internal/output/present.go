package output

import "slices"

// Present returns what a file holds that the last build wrote, or a killed one after it,
// unchanged since; nil when there is none.
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
	ours := append(t.promised[path], t.old.entries[i].version)
	if err != nil || !slices.Contains(ours, t.sums.version(data)) {
		return nil
	}
	return data
}
