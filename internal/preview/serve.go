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

// own has the templates of the pages that the preview shows instead of pages of a build.
var own = template.Must(template.New("own").Parse(ownText))

// An ownPage is the data of such a page.
type ownPage struct {
	Folder, Page, Assets string // for the script; Folder is that of its address
	Title, Text          string
	Home                 string       // address, or ""
	Nearby               []string     // addresses of pages that there are
	List                 *problemList // of problems; nil: none
}

// Handler answers all requests under one of these names.
func (s *Server) Handler(names []string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		SetHeaders(w.Header())
		if refused := refuse(r, names); refused != nil {
			if refused.status == http.StatusMethodNotAllowed {
				w.Header().Set("Allow", "GET, HEAD")
			}
			http.Error(w, refused.text, refused.status)
			return
		}
		address, below := strings.CutPrefix(r.URL.Path, s.base)
		if !below {
			http.NotFound(w, r)
			return
		}
		if name, ours := strings.CutPrefix(address, "/"+s.token+"/"); ours {
			s.serveOwnFile(w, r, name)
			return
		}
		s.servePage(w, address)
	})
}

// serveOwnFile sends the script, its style or the event stream.
func (s *Server) serveOwnFile(w http.ResponseWriter, r *http.Request, name string) {
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

// servePage sends a file of the last good build, or says that there is none.
func (s *Server) servePage(w http.ResponseWriter, address string) {
	state, _ := s.current()
	if state.pages == nil {
		s.sendOwnPage(w, http.StatusServiceUnavailable, state, address, state.waitingPage())
		return
	}
	if home := state.pages.home(); address == "/" && home != "" {
		w.Header().Set("Location", s.base+home)
		w.WriteHeader(http.StatusFound)
		return
	}
	name, folder, ok := state.pages.find(address)
	switch {
	case folder:
		w.Header().Set("Location", s.base+(&url.URL{Path: address + "/"}).EscapedPath())
		w.WriteHeader(http.StatusFound)
	case !ok:
		s.sendOwnPage(w, http.StatusNotFound, state, address, ownPage{
			Title: "There is no page at this address",
			Text:  address + " is not among the pages of the last good build. If it should be, this page turns into it as soon as it is built.",
			Home:  s.home(state), Nearby: s.below(state.pages.nearby(address, 30)),
		})
	default:
		s.sendFile(w, state, address, name)
	}
}

// sendFile sends a file of the build.
func (s *Server) sendFile(w http.ResponseWriter, state *state, address, name string) {
	data, err := state.pages.read(name)
	if err != nil {
		s.sendOwnPage(w, http.StatusInternalServerError, state, address, ownPage{
			Title: "This page cannot be drawn", Text: err.Error(), Home: s.home(state),
		})
		return
	}
	kind := contentType(name)
	w.Header().Set("Content-Type", kind)
	if strings.HasPrefix(kind, "text/html") {
		w.Header().Set("Content-Security-Policy", pagePolicy)
		data = s.addScript(data, state.page(address), state.digest())
	}
	send(w, http.StatusOK, data)
}

// sendOwnPage sends a page of the preview itself. The script follows changes in it too.
func (s *Server) sendOwnPage(w http.ResponseWriter, status int, state *state, address string, page ownPage) {
	page.Folder, page.Page, page.Assets = s.base+"/"+s.token, state.page(address), state.digest()
	var b bytes.Buffer
	if err := own.Execute(&b, page); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Security-Policy", ownPolicy)
	send(w, status, b.Bytes())
}

// home is the address of the first page, "" when there is none.
func (s *Server) home(state *state) string {
	if home := state.pages.home(); home != "" {
		return s.base + home
	}
	return ""
}

// below puts what all addresses begin with before some.
func (s *Server) below(addresses []string) []string {
	for i := range addresses {
		addresses[i] = s.base + addresses[i]
	}
	return addresses
}

// send sends a whole answer. For HEAD, net/http leaves the body out.
func send(w http.ResponseWriter, status int, data []byte) {
	w.Header().Set("Content-Length", strconv.Itoa(len(data)))
	w.WriteHeader(status)
	_, _ = w.Write(data) // the browser may have gone
}
