package forms

import (
	"crypto/rand"
	"crypto/subtle"
	"fmt"
	"mime"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"pairbook/internal/preview"
)

// Limits of what is sent to the desk.
const (
	maxForm    = 8 << 20  // bytes of a form: the text of a file, or a grid of a thousand pairs
	maxUpload  = 32 << 20 // bytes of a form with a sheet
	maxReading = 30 * time.Second
)

// A guard lets one browser of one user in, and nobody else.
//
//   - The address that opens the desk holds a secret that works once. It is exchanged for a cookie and
//     is gone from the address bar. When it comes a second time, somebody has read it: then the cookie is
//     worth nothing any more, and a new address is told on the terminal.
//   - All addresses lie below a folder whose name nobody knows, to which the cookie is bound: browsers send
//     cookies to all ports of a computer, also to a server of another user.
//   - What changes anything is a POST from a page of the desk: with its Origin, the cookie, which
//     no page of another site can have sent, and a token that only the pages of the desk hold.
type guard struct {
	base   string // "/abc"
	token  string // in every form
	locked func(address string)
	origin *http.CrossOriginProtection

	mu     sync.Mutex
	server string // the address of the server
	secret string
	used   bool
	cookie string
}

func newGuard(locked func(string)) *guard {
	return &guard{
		base: "/" + strings.ToLower(rand.Text()), token: rand.Text(), secret: rand.Text(), cookie: rand.Text(),
		locked: locked, origin: http.NewCrossOriginProtection(),
	}
}

// cookieName is that of the one cookie.
const cookieName = "pairbook"

// address is the one that lets somebody in, once.
func (g *guard) address(server string) string {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.server = server
	return g.start()
}

func (g *guard) start() string {
	return strings.TrimSuffix(g.server, "/") + g.base + "/?start=" + g.secret
}

// equal compares without telling by its time how much is right.
func equal(a, b string) bool { return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }

// protect answers what may not come in, and leaves the rest to next.
func (g *guard) protect(hosts []string, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		preview.SetHeaders(w.Header())
		status, text := g.refuse(r, hosts)
		if status == 0 && g.exchange(w, r) {
			return
		}
		if status == 0 && !g.known(r) {
			status, text = http.StatusForbidden, "This desk is open in another browser, or was opened anew. Open it from the window in which Pairbook runs."
		}
		if status == 0 && r.Method == http.MethodPost {
			status, text = g.admit(w, r)
		}
		if status != 0 {
			http.Error(w, text, status)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// refuse finds what no page of the desk asks for. It decides before anything is looked up.
func (g *guard) refuse(r *http.Request, hosts []string) (status int, text string) {
	post := r.Method == http.MethodPost
	switch {
	case !slices.Contains(hosts, r.Host):
		return http.StatusForbidden, "this desk answers to its own name only"
	case !post && r.Method != http.MethodGet && r.Method != http.MethodHead:
		return http.StatusMethodNotAllowed, "this desk is read and filled in, nothing else"
	case !post && preview.CrossOrigin(r), post && g.origin.Check(r) != nil:
		return http.StatusForbidden, "this desk gives nothing to other sites"
	case post && r.Header.Get("Origin") != "" && r.Header.Get("Origin") != "http://"+r.Host:
		return http.StatusForbidden, "this desk takes nothing from other sites"
	case !preview.PlainAddress(r.URL):
		return http.StatusBadRequest, "this is no address of a page"
	case !strings.HasPrefix(r.URL.Path, g.base+"/"):
		return http.StatusNotFound, "There is nothing at this address. Open the desk from the window in which Pairbook runs."
	}
	return 0, ""
}

// exchange answers the address that opens the desk. The answer is a page that leads on at once: a
// redirection would still belong to whoever led here, and browsers would send no cookie.
func (g *guard) exchange(w http.ResponseWriter, r *http.Request) bool {
	given := r.URL.Query().Get("start")
	if r.URL.Path != g.base+"/" || given == "" || r.Method != http.MethodGet {
		return false
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	switch {
	case g.holds(r):
	case !equal(given, g.secret):
		return false
	case g.used:
		g.secret, g.cookie, g.used = rand.Text(), rand.Text(), false
		if g.locked != nil {
			g.locked(g.start())
		}
		return false
	default:
		g.used = true
		http.SetCookie(w, &http.Cookie{Name: cookieName, Value: g.cookie, Path: g.base + "/", HttpOnly: true, SameSite: http.SameSiteStrictMode})
	}
	h := w.Header()
	h.Set("Refresh", "0; url="+g.base+"/")
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Security-Policy", policy) // a sandbox would not let the page lead on
	fmt.Fprintf(w, "<!doctype html>\n<html lang=\"en\">\n<title>Pairbook</title>\n<p><a href=\"%s/\">Pairbook</a></p>\n", g.base)
	return true
}

// known reports whether a request has the cookie.
func (g *guard) known(r *http.Request) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.holds(r)
}

// holds looks at every cookie of the name: another server of this computer may have set one.
func (g *guard) holds(r *http.Request) bool {
	held := false
	for _, c := range r.CookiesNamed(cookieName) {
		held = equal(c.Value, g.cookie) || held
	}
	return held
}

// admit reads the form of a POST, and looks for the token in it.
func (g *guard) admit(w http.ResponseWriter, r *http.Request) (status int, text string) {
	control := http.NewResponseController(w)
	_ = control.SetReadDeadline(time.Now().Add(maxReading))
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	var err error
	switch kind {
	case "application/x-www-form-urlencoded":
		r.Body = http.MaxBytesReader(w, r.Body, maxForm)
		err = r.ParseForm()
	case "multipart/form-data":
		r.Body = http.MaxBytesReader(w, r.Body, maxUpload)
		err = r.ParseMultipartForm(maxUpload)
	default:
		return http.StatusUnsupportedMediaType, "this desk takes forms"
	}
	switch {
	case err != nil:
		return http.StatusBadRequest, "this form cannot be read, or is too large"
	case !equal(r.PostForm.Get("token"), g.token):
		return http.StatusForbidden, "This page is older than the desk. Go back, load it again, and send it once more."
	}
	_ = control.SetReadDeadline(time.Time{})
	return 0, ""
}
