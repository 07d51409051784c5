package preview

import (
	"fmt"
	"net/http"
	"time"
)

const (
	streamsAtOnce = 64               // open pages; a page that is hidden lets go of its stream
	heartbeat     = 15 * time.Second // between signs of life, so that streams of sleeping computers end
	writing       = 5 * time.Second  // for one message to reach a page
)

// stream tells an open page the state of things, now and with each change, as
// server-sent events. The page says its own address in the query.
func (s *Server) stream(w http.ResponseWriter, r *http.Request) {
	if site := r.Header.Get("Sec-Fetch-Site"); site != "" && site != "same-origin" {
		http.Error(w, "this stream is for the pages of the preview", http.StatusForbidden)
		return
	}
	defer s.streams.Add(-1)
	if s.streams.Add(1) > streamsAtOnce {
		http.Error(w, "too many pages are open", http.StatusServiceUnavailable)
		return
	}
	w.Header().Set("Content-Type", "text/event-stream")
	if r.Method == http.MethodHead {
		return
	}
	address := r.URL.Query().Get("page")
	control := http.NewResponseController(w)
	beat := time.NewTicker(heartbeat)
	defer beat.Stop()
	var told *state
	for {
		state, changed := s.now()
		text := ": still here\n\n"
		if state != told {
			data, err := state.message(address)
			if err != nil {
				return
			}
			text = fmt.Sprintf("retry: 1000\ndata: %s\n\n", data)
			told = state
		}
		_ = control.SetWriteDeadline(time.Now().Add(writing))
		if _, err := w.Write([]byte(text)); err != nil || control.Flush() != nil {
			return
		}
		select {
		case <-r.Context().Done():
			return
		case <-changed:
		case <-beat.C:
		}
	}
}
