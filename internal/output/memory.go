package output

import (
	"io/fs"
	"os"
	"sync"

	"pairbook/internal/state"
)

// A Memory keeps the manifests that this process has written, so that its next build
// need not read them again. The zero value is ready. A manifest that
// another process has replaced meanwhile is read.
type Memory struct{ known sync.Map } // remembered, by path of the manifest

type remembered struct {
	info     fs.FileInfo
	manifest *manifest
}

// recall returns what a manifest file holds, nil when it is not remembered.
func (m *Memory) recall(s *state.Folder, name string) *manifest {
	if m == nil {
		return nil
	}
	known, _ := m.known.Load(s.Path(name))
	last, ok := known.(remembered)
	if !ok {
		return nil
	}
	info, err := s.Stat(name)
	if err != nil || !os.SameFile(info, last.info) || attributesOf(info, nil) != attributesOf(last.info, nil) {
		return nil
	}
	return last.manifest
}

// remember keeps a manifest that has just been written or found to be still right.
func (m *Memory) remember(s *state.Folder, name string, written *manifest) {
	if m == nil {
		return
	}
	if info, err := s.Stat(name); err == nil {
		m.known.Store(s.Path(name), remembered{info, written})
	}
}
