package preview

import (
	"bufio"
	"context"
	"net"
	"net/http"
	"runtime"
	"strings"
	"testing"
	"time"

	"pairbook/internal/diag"
)

// listening opens a stream and returns its lines that are data.
func listening(t *testing.T, ctx context.Context, server, token, address string) (<-chan string, *http.Response) {
	t.Helper()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+server+"/"+token+"/events?page="+address, nil)
	if err != nil {
		t.Fatal(err)
	}
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	lines := make(chan string, 100)
	go func() {
		defer response.Body.Close()
		defer close(lines)
		in := bufio.NewScanner(response.Body)
		in.Buffer(nil, 1<<20)
		for in.Scan() {
			if data, ok := strings.CutPrefix(in.Text(), "data: "); ok {
				lines <- data
			}
		}
	}()
	return lines, response
}

func next(t *testing.T, lines <-chan string) string {
	t.Helper()
	select {
	case line := <-lines:
		return line
	case <-time.After(10 * time.Second):
		t.Fatal("no message came")
		return ""
	}
}

func TestAStreamTellsTheStateNowAndWithEachChange(t *testing.T) {
	s := shown()
	server := serve(t, s)
	lines, response := listening(t, t.Context(), server, s.token, "/public/spring/tom/")
	if kind := response.Header.Get("Content-Type"); kind != "text/event-stream" {
		t.Errorf("Content-Type %q", kind)
	}
	sum := `"page":"` + SumOf(page(secret)).String() + `"`
	if m := next(t, lines); !strings.Contains(m, sum) || !strings.Contains(m, `"failed":false`) {
		t.Errorf("first message %s", m)
	}
	s.Fail([]diag.Problem{problem()})
	if m := next(t, lines); !strings.Contains(m, sum) || !strings.Contains(m, `"failed":true`) || !strings.Contains(m, "tom.toml:14:1") {
		t.Errorf("message of a failure %s", m)
	}
	s.Show(build(map[string]string{"public/index.html": "x"}), nil)
	if m := next(t, lines); !strings.Contains(m, `"page":""`) || !strings.Contains(m, `"list":""`) {
		t.Errorf("message of another build %s", m)
	}
}

func TestThereAreOnlySoManyStreams(t *testing.T) {
	s := shown()
	server := serve(t, s)
	ctx, cancel := context.WithCancel(t.Context())
	for range maxStreams {
		lines, _ := listening(t, ctx, server, s.token, "/")
		next(t, lines)
	}
	r, _ := http.NewRequest(http.MethodGet, "http://"+server+"/"+s.token+"/events", nil)
	response, err := http.DefaultClient.Do(r)
	if err != nil || response.StatusCode != http.StatusServiceUnavailable {
		t.Fatalf("one stream too many: %v, %v", response, err)
	}
	response.Body.Close()
	cancel()
	for begun := time.Now(); s.streams.Load() > 0; time.Sleep(time.Millisecond) {
		if time.Since(begun) > 10*time.Second {
			t.Fatalf("%d streams do not end", s.streams.Load())
		}
	}
	lines, _ := listening(t, t.Context(), server, s.token, "/")
	next(t, lines)
}

func TestServeEndsWithinASecondWhateverIsOpen(t *testing.T) {
	before := runtime.NumGoroutine()
	s := shown()
	listeners, err := Listen(0)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error)
	go func() { ended <- s.Serve(ctx, listeners) }()
	server := strings.TrimSuffix(strings.TrimPrefix(listeners.Address(), "http://"), "/")
	lines, _ := listening(t, context.Background(), server, s.token, "/")
	next(t, lines)
	idle, err := net.Dial("tcp", server) // asks nothing and stays
	if err != nil {
		t.Fatal(err)
	}
	defer idle.Close()
	begun := time.Now()
	cancel()
	select {
	case err := <-ended:
		if err != nil || time.Since(begun) > time.Second {
			t.Errorf("Serve = %v after %v", err, time.Since(begun))
		}
	case <-time.After(10 * time.Second):
		t.Fatal("Serve does not end")
	}
	for range lines { // ends with the stream
	}
	http.DefaultClient.CloseIdleConnections()
	for range 200 {
		if runtime.NumGoroutine() <= before {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Errorf("%d goroutines in the end; %d in the beginning", runtime.NumGoroutine(), before)
}

func TestAThousandBuildsLeaveNothingBehind(t *testing.T) {
	s := shown()
	server := serve(t, s)
	lines, _ := listening(t, t.Context(), server, s.token, "/public/spring/tom/")
	next(t, lines)
	before := runtime.NumGoroutine()
	for i := range 1000 {
		if i%2 == 0 {
			s.Fail([]diag.Problem{problem()})
		} else {
			s.Show(site(), nil)
		}
	}
	s.Fail([]diag.Problem{{Text: "the last"}})
	for !strings.Contains(next(t, lines), "the last") {
	}
	if after := runtime.NumGoroutine(); after > before {
		t.Errorf("%d goroutines after 1,000 builds; %d before", after, before)
	}
}

func TestABusyPortIsPassedOver(t *testing.T) {
	first, err := Listen(0)
	if err != nil {
		t.Fatal(err)
	}
	defer first.close()
	second, err := Listen(first.Port())
	if err != nil {
		t.Fatal(err)
	}
	defer second.close()
	if second.Port() <= first.Port() || second.Port() > first.Port()+maxPorts {
		t.Errorf("ports %d, %d; want one of the next", first.Port(), second.Port())
	}
	for _, l := range second {
		if !l.Addr().(*net.TCPAddr).IP.IsLoopback() || l.Addr().(*net.TCPAddr).Port != second.Port() {
			t.Errorf("listening on %s", l.Addr())
		}
	}
}

func TestAPortThatIsBusyOnOneFamilyIsBusy(t *testing.T) {
	six, err := net.Listen("tcp", "[::1]:0")
	if err != nil {
		t.Skip("no IPv6 here")
	}
	defer six.Close()
	port := six.Addr().(*net.TCPAddr).Port
	list, err := Listen(port)
	if err != nil {
		t.Fatal(err)
	}
	defer list.close()
	if list.Port() == port {
		t.Errorf("port %d is used on ::1 by another program", port)
	}
}

func TestServeRefusesToBeOpenToOthers(t *testing.T) {
	l, err := net.Listen("tcp", "0.0.0.0:0")
	if err != nil {
		t.Fatal(err)
	}
	err = New().Serve(t.Context(), Listeners{l})
	if err == nil || !strings.HasSuffix(err.Error(), "is open to other computers") {
		t.Errorf("Serve = %v", err)
	}
}

func TestEveryServerHasItsOwnAddresses(t *testing.T) {
	if a, b := New(), New(); a.token == b.token || len(a.token) < 26 {
		t.Errorf("tokens %q, %q", a.token, b.token)
	}
}
