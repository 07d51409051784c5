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

// A listener turns what fsnotify reports about a set of folders into events. The
// goroutine that looks owns it.
type listener struct {
	dir     string
	tops    []string
	events  chan<- event
	open    func() (*fsnotify.Watcher, error)
	folders []string // the watched folders, inside the site
	stop    func()   // ends what listen began; nil before listen
}

func newListener(dir string, tops []string, events chan<- event) *listener {
	return &listener{dir: dir, tops: tops, events: events, open: fsnotify.NewWatcher}
}

// watches reports whether these are the watched folders.
func (l *listener) watches(folders []string) bool {
	return l.stop != nil && slices.Equal(l.folders, folders)
}

// listen watches these folders, and the folder of the site for its tops, with a new
// fsnotify watcher. It passes over folders that no longer exist. It fails if the
// system refuses to watch.
func (l *listener) listen(folders []string) error {
	l.close()
	w, err := l.open()
	if err != nil {
		return fmt.Errorf("the system cannot watch folders (%w)", err)
	}
	for _, folder := range append([]string{"."}, folders...) {
		err := w.Add(filepath.Join(l.dir, filepath.FromSlash(folder)))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			w.Close()
			return fmt.Errorf("the system cannot watch %d folders (%w)", len(folders)+1, err)
		}
	}
	l.folders = slices.Clone(folders)
	watched := map[string]bool{}
	for _, folder := range folders {
		watched[folder] = true
	}
	ended := make(chan struct{})
	var forwarding sync.WaitGroup
	forwarding.Go(func() { l.forward(w, watched, ended) })
	l.stop = func() {
		close(ended)
		w.Close()
		forwarding.Wait()
	}
	return nil
}

// close stops listening and waits until its goroutine has ended.
func (l *listener) close() {
	if l.stop != nil {
		l.stop()
		l.stop = nil
	}
}

// forward sends the events of a watcher until it ends.
func (l *listener) forward(w *fsnotify.Watcher, watched map[string]bool, ended <-chan struct{}) {
	for {
		var e event
		select {
		case <-ended:
			return
		case raw, ok := <-w.Events:
			if !ok {
				return
			}
			if e, ok = l.translate(raw, watched); !ok {
				continue
			}
		case _, ok := <-w.Errors:
			if !ok {
				return
			}
			e = event{folders: true} // for example the queue ran over: anything may have changed
		}
		select {
		case <-ended:
			return
		case l.events <- e:
		}
	}
}

// translate makes an event of what fsnotify reports. ok is false for what does not
// matter: temporary files of editors, files outside the tops, and changes of mode
// alone, as indexers make them.
func (l *listener) translate(raw fsnotify.Event, watched map[string]bool) (e event, ok bool) {
	if raw.Op == fsnotify.Chmod || raw.Op == 0 {
		return event{}, false
	}
	inside, err := filepath.Rel(l.dir, raw.Name)
	if err != nil {
		return event{folders: true}, true
	}
	name := filepath.ToSlash(inside)
	if name == "." { // the folder of the site itself was moved or removed
		return event{folders: true}, true
	}
	top, _, below := strings.Cut(name, "/")
	same := func(t string) bool { return strings.EqualFold(t, top) } // macOS ignores case
	if !slices.ContainsFunc(l.tops, same) || below && site.Litter(path.Base(name)) {
		return event{}, false
	}
	e.path = name
	switch {
	case watched[name] && (raw.Has(fsnotify.Remove) || raw.Has(fsnotify.Rename) || raw.Has(fsnotify.Create)):
		e.folders = true
	case raw.Has(fsnotify.Create):
		info, err := os.Stat(raw.Name)
		e.folders = err == nil && info.IsDir()
	}
	return e, true
}
