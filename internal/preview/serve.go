package preview

import (
	"bytes"
	_ "embed"
	"html/template"
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

var (
	//go:embed live.js
	liveScript []byte
	//go:embed live.css
	liveStyle []byte
	//go:embed own.html
	ownText string
)

// own draws the pages that no build made.
var own = template.Must(template.New("own").Parse(ownText))

// An ownPage is what such a page says.
type ownPage struct {
	Token, Page, Assets string // for the script
	Title, Text         string
	Home                string   // address, or ""
	Beside              []string // addresses of pages that there are
	List                *list    // of problems; nil: none
}

// handler answers all requests of a server on this port.
func (s *Server) handler(port int) http.Handler {
	names := hosts(port)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		protect(w.Header())
		if no := guard(r, names); no != nil {
			if no.status == http.StatusMethodNotAllowed {
				w.Header().Set("Allow", "GET, HEAD")
			}
			http.Error(w, no.text, no.status)
			return
		}
		if name, ours := strings.CutPrefix(r.URL.Path, "/"+s.token+"/"); ours {
			s.serveOurs(w, r, name)
			return
		}
		s.servePage(w, r)
	})
}

// serveOurs answers for the files of the preview itself.
func (s *Server) serveOurs(w http.ResponseWriter, r *http.Request, name string) {
	switch name {
	case "events":
		s.stream(w, r)
	case "live.js", "live.css":
		data := liveScript
		if name == "live.css" {
			data = liveStyle
		}
		w.Header().Set("Content-Type", contentType(name))
		send(w, http.StatusOK, data)
	default:
		http.NotFound(w, r)
	}
}

// servePage answers for everything that a build made, and for what it did not make.
func (s *Server) servePage(w http.ResponseWriter, r *http.Request) {
	state, _ := s.now()
	if state.pages == nil {
		s.sendOwn(w, http.StatusServiceUnavailable, state, r.URL.Path, state.waiting())
		return
	}
	address := r.URL.Path
	if home := state.pages.home(); address == "/" && home != "" {
		w.Header().Set("Location", home)
		w.WriteHeader(http.StatusFound)
		return
	}
	name, folder, ok := state.pages.find(address)
	switch {
	case folder:
		w.Header().Set("Location", (&url.URL{Path: address + "/"}).EscapedPath())
		w.WriteHeader(http.StatusFound)
	case !ok:
		s.sendOwn(w, http.StatusNotFound, state, address, ownPage{
			Title: "There is no page at this address",
			Text:  address + " is not among the pages of the last good build. If it should be, this page turns into it as soon as it is built.",
			Home:  state.pages.home(), Beside: state.pages.beside(address, 30),
		})
	default:
		s.sendFile(w, state, address, name)
	}
}

// sendFile answers with a file of the build.
func (s *Server) sendFile(w http.ResponseWriter, state *state, address, name string) {
	data, err := state.pages.read(name)
	if err != nil {
		s.sendOwn(w, http.StatusInternalServerError, state, address, ownPage{
			Title: "This page cannot be drawn", Text: err.Error(), Home: state.pages.home(),
		})
		return
	}
	kind := contentType(name)
	w.Header().Set("Content-Type", kind)
	if strings.HasPrefix(kind, "text/html") {
		w.Header().Set("Content-Security-Policy", policyOfPages)
		data = enliven(data, s.token, state.page(address), state.digest())
	}
	send(w, http.StatusOK, data)
}

// sendOwn answers with a page of ours, which lives like the others.
func (s *Server) sendOwn(w http.ResponseWriter, status int, state *state, address string, page ownPage) {
	page.Token, page.Page, page.Assets = s.token, state.page(address), state.digest()
	var b bytes.Buffer
	if err := own.Execute(&b, page); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Security-Policy", policyOfOurs)
	send(w, status, b.Bytes())
}

// send writes an answer as a whole. To HEAD the server leaves the body out.
func send(w http.ResponseWriter, status int, data []byte) {
	w.Header().Set("Content-Length", strconv.Itoa(len(data)))
	w.WriteHeader(status)
	_, _ = w.Write(data) // the browser may have gone
}
