package main_test

import (
	"bufio"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// A firefox is a Firefox that is told what to do by its own protocol, Marionette:
// messages of JSON with their length before them.
type firefox struct {
	conn net.Conn
	in   *bufio.Reader
	last int // number of the last command
}

// firefoxPatience is how long Firefox may take for all that is asked of it.
const firefoxPatience = 5 * time.Minute

// startFirefox starts a Firefox with a new profile, which ends with the test, and further
// lines of settings.
func startFirefox(t *testing.T, settings ...string) *firefox {
	t.Helper()
	if testing.Short() {
		t.Skip("starts a browser")
	}
	program, err := exec.LookPath("firefox-esr")
	if err != nil {
		if program, err = exec.LookPath("firefox"); err != nil {
			lacking(t, "Firefox")
		}
	}
	profile := t.TempDir()
	// As a reader has it: Marionette would change what concerns file: addresses.
	prefs := `user_pref("remote.prefs.recommended", false);
user_pref("marionette.port", 0);
user_pref("browser.shell.checkDefaultBrowser", false);
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("app.update.auto", false);
` + strings.Join(settings, "")
	if err := os.WriteFile(filepath.Join(profile, "user.js"), []byte(prefs), 0o666); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), firefoxPatience)
	cmd := exec.CommandContext(ctx, program, "--headless", "--no-remote", "--profile", profile, "--marionette")
	cmd.Env = append(os.Environ(), "HOME="+profile, "MOZ_CRASHREPORTER_DISABLE=1")
	cmd.WaitDelay = 10 * time.Second
	if err := cmd.Start(); err != nil {
		cancel()
		t.Fatalf("starting %s: %v", program, err)
	}
	t.Cleanup(func() {
		cancel()
		_ = cmd.Wait() // it was killed
	})
	f, err := dialFirefox(ctx, filepath.Join(profile, "MarionetteActivePort"))
	if err != nil {
		t.Fatalf("reaching Firefox: %v", err)
	}
	t.Cleanup(func() {
		_, _ = f.call("Marionette:Quit", map[string]any{"flags": []string{"eForceQuit"}})
		_ = f.conn.Close()
	})
	return f
}

// dialFirefox waits for the file that tells Firefox's port, and begins a session.
func dialFirefox(ctx context.Context, name string) (*firefox, error) {
	var port string
	for port == "" {
		text, _ := os.ReadFile(name)
		port = strings.TrimSpace(string(text))
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(100 * time.Millisecond):
		}
	}
	conn, err := net.Dial("tcp", net.JoinHostPort("127.0.0.1", port))
	if err != nil {
		return nil, err
	}
	deadline, _ := ctx.Deadline()
	f := &firefox{conn: conn, in: bufio.NewReader(conn)}
	if err := conn.SetDeadline(deadline); err != nil {
		return nil, err
	}
	if _, err := f.read(); err != nil { // it says who it is
		return nil, err
	}
	_, err = f.call("WebDriver:NewSession", map[string]any{"capabilities": map[string]any{"alwaysMatch": map[string]any{}}})
	return f, err
}

// read reads one message.
func (f *firefox) read() ([]byte, error) {
	text, err := f.in.ReadString(':')
	if err != nil {
		return nil, err
	}
	length, err := strconv.Atoi(strings.TrimSuffix(text, ":"))
	if err != nil {
		return nil, err
	}
	message := make([]byte, length)
	_, err = io.ReadFull(f.in, message)
	return message, err
}

// call gives a command and returns the value of its answer, a string or nothing.
func (f *firefox) call(command string, params map[string]any) (string, error) {
	value, err := f.callAny(command, params)
	if err != nil {
		return "", err
	}
	text := ""
	_ = json.Unmarshal(value, &text) // other values are of no interest
	return text, nil
}

// callAny gives a command and returns its answer.
func (f *firefox) callAny(command string, params map[string]any) (json.RawMessage, error) {
	f.last++
	message, err := json.Marshal([]any{0, f.last, command, params})
	if err != nil {
		return nil, err
	}
	if _, err := fmt.Fprintf(f.conn, "%d:%s", len(message), message); err != nil {
		return nil, err
	}
	answer, err := f.read()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", command, err)
	}
	var fault struct{ Message string }
	var result json.RawMessage
	var kind, number int
	if err := json.Unmarshal(answer, &[]any{&kind, &number, &fault, &result}); err != nil {
		return nil, fmt.Errorf("%s: %w", command, err)
	}
	if fault.Message != "" {
		return nil, fmt.Errorf("%s: %s", command, fault.Message)
	}
	var wrapped struct{ Value json.RawMessage }
	if json.Unmarshal(result, &wrapped) == nil && wrapped.Value != nil {
		return wrapped.Value, nil
	}
	return result, nil // a list
}

// print prints a file as the reader does: on the paper in the printer, without
// background graphics.
func (f *firefox) print(name string, p paper) ([]byte, error) {
	if _, err := f.call("WebDriver:Navigate", map[string]any{"url": fileURL(name)}); err != nil {
		return nil, err
	}
	text, err := f.call("WebDriver:Print", map[string]any{
		"background": false,
		"page":       map[string]float64{"width": p.width / 10, "height": p.height / 10},
	})
	if err != nil {
		return nil, err
	}
	pdf, err := base64.StdEncoding.DecodeString(text)
	if len(pdf) == 0 {
		err = errors.Join(err, errors.New("the PDF is empty"))
	}
	return pdf, err
}
