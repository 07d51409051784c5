// Package preview shows the pages of the last good build in a browser on this computer.
//
//	builder ──Show, Fail──► state, swapped whole ──► pages, on request
//	                             └──► event streams ──► live.js in every open page
//
// Pages come from a table, never from a folder: no path leads out of it, and it holds
// nothing but what was built. Workbook pages are drawn when they are requested, so
// thousands of pairs cost a table and no more.
//
// The server adds a script to each page, and the permission to connect to this server.
// What a build writes to disk has neither. The script gets the whole state at once and
// again after each change. It reloads the page if that changed, replaces style sheets
// that changed, and shows the problems of a failed build over the last good page. When
// the server ends, the script says so and waits for it.
//
// The server answers this computer alone. It listens on loopback addresses and refuses
// requests of pages of other origins. It also refuses a request whose Host header is not
// its own name: otherwise a web site whose name resolves to this computer could read the
// workbooks.
//
// Not here: what pages there are and how they are made (packages build and render),
// when to build (package watch), opening a browser (package main).
package preview

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"pairbook/internal/diag"
)

// DefaultPort is a port that no service is registered for and that is easy to remember.
const DefaultPort = 1616

// maxPorts is how many ports are tried, from the wanted one on.
const maxPorts = 100

// A Server serves the preview. Show and Fail may be called at any time, from any
// goroutine, also before Serve.
type Server struct {
	base    string // what all addresses begin with: "" or "/abc"
	script  string // the address of one more script that pages get; "": none
	token   string // part of the addresses of the script and its style; other web sites cannot know it
	streams atomic.Int32

	mu      sync.Mutex
	state   *state
	changed chan struct{} // closed when state is replaced
}

// New returns a server without pages; until Show or Fail it says that they are built.
func New() *Server { return NewBelow("", "") }

// NewBelow returns a server whose addresses all begin with base, such as "/abc", and whose pages get
// one more script, from an address that somebody else answers; "": none.
func NewBelow(base, script string) *Server {
	s := &Server{base: base, script: script, token: rand.Text(), changed: make(chan struct{})}
	s.state = s.newState(nil, nil, false)
	return s
}

// Show replaces all pages by those of a good build, and the problems by its warnings.
// The pages must not change afterwards.
func (s *Server) Show(pages *Pages, warnings []diag.Problem) {
	s.replace(func(*state) *state { return s.newState(pages, warnings, false) })
}

// Fail shows the problems of a build that failed, over the pages of the last good one.
// An error of the machine is given as a problem without a position.
func (s *Server) Fail(problems []diag.Problem) {
	s.replace(func(last *state) *state { return s.newState(last.pages, problems, true) })
}

// Clear shows no pages, as at first.
func (s *Server) Clear() { s.replace(func(*state) *state { return s.newState(nil, nil, false) }) }

// replace makes a new state of the last one and wakes the streams.
func (s *Server) replace(next func(last *state) *state) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.state = next(s.state)
	close(s.changed)
	s.changed = make(chan struct{})
}

// current returns the state and a channel that is closed when it is replaced.
func (s *Server) current() (*state, <-chan struct{}) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.state, s.changed
}

// Listeners are the loopback addresses of one port.
type Listeners []net.Listener

// Listen takes the port on 127.0.0.1 and ::1, or the next one that is free on both. A
// family of addresses that the computer does not have is left out. Port 0 means any.
func Listen(port int) (Listeners, error) {
	var err error
	for range maxPorts {
		var list Listeners
		if list, err = listen(port); err == nil {
			return list, nil
		}
		if !busy(err) || port == 65535 {
			break
		}
		if port > 0 {
			port++
		}
	}
	return nil, fmt.Errorf("opening a port for the preview: %w", err)
}

// listen takes exactly this port, or, for 0, one that is free on both.
func listen(port int) (Listeners, error) {
	var list Listeners
	var missing error
	for _, host := range []string{"127.0.0.1", "::1"} {
		l, err := net.Listen("tcp", net.JoinHostPort(host, strconv.Itoa(port)))
		switch {
		case err == nil:
			list = append(list, l)
			port = list.Port()
		case busy(err):
			list.close()
			return nil, err
		default:
			missing = err
		}
	}
	if len(list) == 0 {
		return nil, missing
	}
	return list, nil
}

// busy reports whether another program has or reserves the port.
func busy(err error) bool {
	const inUse, reserved = syscall.Errno(10048), syscall.Errno(10013) // the codes of Windows
	return errors.Is(err, syscall.EADDRINUSE) || errors.Is(err, inUse) || errors.Is(err, reserved)
}

// Port returns the port that all of them have.
func (l Listeners) Port() int { return l[0].Addr().(*net.TCPAddr).Port }

// Address returns the address to type into a browser.
func (l Listeners) Address() string { return "http://" + l[0].Addr().String() + "/" }

func (l Listeners) close() {
	for _, one := range l {
		one.Close()
	}
}

// Serve answers requests until ctx ends, and then returns nil within a second. The
// listeners are closed in any case.
func (s *Server) Serve(ctx context.Context, listeners Listeners) error {
	return Serve(ctx, listeners, s.Handler(Hosts(listeners.Port())))
}

// Serve answers requests of this computer with a handler until ctx ends, and then returns nil within a
// second. The listeners are closed in any case.
func Serve(ctx context.Context, listeners Listeners, handler http.Handler) error {
	defer listeners.close()
	for _, l := range listeners {
		if a, ok := l.Addr().(*net.TCPAddr); !ok || !a.IP.IsLoopback() {
			return fmt.Errorf("serving the preview: %s is open to other computers", l.Addr())
		}
	}
	server := &http.Server{
		Handler:           handler,
		BaseContext:       func(net.Listener) context.Context { return ctx }, // so that streams end
		ReadHeaderTimeout: 5 * time.Second,
		WriteTimeout:      30 * time.Second,
		IdleTimeout:       time.Minute,
		MaxHeaderBytes:    16 << 10,
		ErrorLog:          log.New(io.Discard, "", 0), // mistakes of clients are not reported

		DisableGeneralOptionsHandler: true, // which would answer "OPTIONS *" to anybody
	}
	ended := make(chan error, len(listeners))
	for _, l := range listeners {
		go func() { ended <- server.Serve(l) }()
	}
	var err error
	running := len(listeners)
	select {
	case <-ctx.Done():
	case err = <-ended:
		running--
	}
	patience, cancel := context.WithTimeout(context.WithoutCancel(ctx), 500*time.Millisecond)
	defer cancel()
	if server.Shutdown(patience) != nil {
		server.Close()
	}
	for range running {
		<-ended
	}
	if err != nil && ctx.Err() == nil {
		return fmt.Errorf("serving the preview: %w", err)
	}
	return nil
}

// Hosts returns the names under which a browser on this computer may ask.
func Hosts(port int) []string {
	names := []string{"127.0.0.1", "localhost", "[::1]"}
	list := slices.Clone(names)
	for i, name := range names {
		list[i] = name + ":" + strconv.Itoa(port)
	}
	if port == 80 { // browsers leave it out
		list = append(list, names...)
	}
	return list
}
