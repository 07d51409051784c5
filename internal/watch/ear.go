package watch

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/fsnotify/fsnotify"

	"pairbook/internal/site"
)

// An ear turns what fsnotify tells of a set of folders into events. It belongs to the
// goroutine that looks.
type ear struct {
	dir     string
	tops    []string
	events  chan<- event
	open    func() (*fsnotify.Watcher, error)
	folders []string // that are listened to, inside the site; nil: not yet
	stop    func()   // ends what listen began; nil: nothing to end
}

func newEar(dir string, tops []string, events chan<- event) *ear {
	return &ear{dir: dir, tops: tops, events: events, open: fsnotify.NewWatcher}
}

// hears reports whether these are the folders that are listened to.
func (e *ear) hears(folders []string) bool {
	return e.stop != nil && slices.Equal(e.folders, folders)
}

// listen listens to these folders, and to the folder of the site for its tops, with a
// watcher that knows nothing of the past. A folder that has gone is passed over. The
// error says why the system refuses.
func (e *ear) listen(folders []string) error {
	e.close()
	w, err := e.open()
	if err != nil {
		return fmt.Errorf("the system cannot watch folders (%w)", err)
	}
	for _, folder := range append([]string{"."}, folders...) {
		err := w.Add(filepath.Join(e.dir, filepath.FromSlash(folder)))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			w.Close()
			return fmt.Errorf("the system cannot watch %d folders (%w)", len(folders)+1, err)
		}
	}
	e.folders = slices.Clone(folders)
	watched := map[string]bool{}
	for _, folder := range folders {
		watched[folder] = true
	}
	ended := make(chan struct{})
	var pump sync.WaitGroup
	pump.Go(func() { e.pump(w, watched, ended) })
	e.stop = func() {
		close(ended)
		w.Close()
		pump.Wait()
	}
	return nil
}

// close stops listening. Nothing of it runs afterwards.
func (e *ear) close() {
	if e.stop != nil {
		e.stop()
		e.stop = nil
	}
}

// pump passes on what a watcher tells until it ends.
func (e *ear) pump(w *fsnotify.Watcher, watched map[string]bool, ended <-chan struct{}) {
	for {
		var heard event
		select {
		case <-ended:
			return
		case raw, ok := <-w.Events:
			if !ok {
				return
			}
			if heard, ok = e.understand(raw, watched); !ok {
				continue
			}
		case _, ok := <-w.Errors:
			if !ok {
				return
			}
			heard = event{folders: true} // the queue ran over, or worse: nothing is sure any more
		}
		select {
		case <-ended:
			return
		case e.events <- heard:
		}
	}
}

// understand makes an event of what fsnotify says. ok is false for what does not
// matter: litter, what lies beside the tops, and the mere touch of indexers.
func (e *ear) understand(raw fsnotify.Event, watched map[string]bool) (heard event, ok bool) {
	if raw.Op == fsnotify.Chmod || raw.Op == 0 {
		return event{}, false
	}
	inside, err := filepath.Rel(e.dir, raw.Name)
	if err != nil {
		return event{folders: true}, true
	}
	name := filepath.ToSlash(inside)
	if name == "." { // the folder of the site itself went away
		return event{folders: true}, true
	}
	top, _, below := strings.Cut(name, "/")
	same := func(t string) bool { return strings.EqualFold(t, top) } // as on macOS
	if !slices.ContainsFunc(e.tops, same) || below && site.Litter(path.Base(name)) {
		return event{}, false
	}
	heard.path = name
	switch {
	case watched[name] && (raw.Has(fsnotify.Remove) || raw.Has(fsnotify.Rename) || raw.Has(fsnotify.Create)):
		heard.folders = true
	case raw.Has(fsnotify.Create):
		info, err := os.Stat(raw.Name)
		heard.folders = err == nil && info.IsDir()
	}
	return heard, true
}
