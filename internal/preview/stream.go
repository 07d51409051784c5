package preview

import (
	"fmt"
	"net/http"
	"strings"
	"time"
)

const (
	maxStreams   = 64               // open pages; a hidden page closes its stream
	heartbeat    = 15 * time.Second // between messages, so that streams to sleeping computers end
	writeTimeout = 5 * time.Second  // for one message to reach a page
)

// stream sends the state to an open page, at once and after each change, as server-sent
// events. The query has the address of the page.
func (s *Server) stream(w http.ResponseWriter, r *http.Request) {
	if site := r.Header.Get("Sec-Fetch-Site"); site != "" && site != "same-origin" {
		http.Error(w, "this stream is for the pages of the preview", http.StatusForbidden)
		return
	}
	defer s.streams.Add(-1)
	if s.streams.Add(1) > maxStreams {
		http.Error(w, "too many pages are open", http.StatusServiceUnavailable)
		return
	}
	w.Header().Set("Content-Type", "text/event-stream")
	if r.Method == http.MethodHead {
		return
	}
	address := strings.TrimPrefix(r.URL.Query().Get("page"), s.base)
	control := http.NewResponseController(w)
	beat := time.NewTicker(heartbeat)
	defer beat.Stop()
	var told *state
	for {
		state, changed := s.current()
		text := ": still here\n\n"
		if state != told {
			data, err := state.message(address)
			if err != nil {
				return
			}
			text = fmt.Sprintf("retry: 1000\ndata: %s\n\n", data)
			told = state
		}
		_ = control.SetWriteDeadline(time.Now().Add(writeTimeout))
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
