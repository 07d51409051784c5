package main

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"
)

// A double click opens the desk, in a window that closes with the program: it says what it is, and waits in the end.
func TestADoubleClickOpensTheDesk(t *testing.T) {
	t.Setenv("PATH", t.TempDir()) // no browser
	t.Setenv("XDG_CONFIG_HOME", t.TempDir())
	t.Chdir(t.TempDir())
	var out, err bytes.Buffer
	in := strings.NewReader("\r\nmore")
	ctx, closed := context.WithCancel(t.Context())
	closed()
	if exit := runInWindow(ctx, nil, in, &out, &err); exit != statusInterrupted {
		t.Errorf("exit %d: %s", exit, err.String())
	}
	text := out.String()
	for _, want := range []string{"This is Pairbook. The desk opens in your browser", "\nThe desk is at\nhttp://127.0.0.1:", "?start=", "The desk has ended.", "\nPress Enter to close this window.\n"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing in\n%s", want, text)
		}
	}
	if in.Len() == len("\r\nmore") || err.Len() > 0 {
		t.Errorf("nothing was read; errors %q", err.String())
	}

	// A shortcut may name a verb.
	out.Reset()
	if exit := runInWindow(t.Context(), []string{"biuld"}, strings.NewReader(""), &out, &err); exit != statusFault {
		t.Errorf("exit %d", exit)
	}
	if !strings.Contains(err.String(), `there is no command "biuld"`) || !strings.HasSuffix(out.String(), "Press Enter to close this window.\n") {
		t.Errorf("%s\n%s", err.String(), out.String())
	}
}

func TestAPageOfTheManualCanBeOpenedByHand(t *testing.T) {
	var out bytes.Buffer
	voice{out: &out}.manualOpened("guide", "/tmp/guide.html", errors.New("there is none"))
	if want := "No browser could be opened (there is none). Open this file in yours:\n/tmp/guide.html\n"; out.String() != want {
		t.Errorf("%s\nwant %s", out.String(), want)
	}
}

func TestTheVersionIsThatOfATag(t *testing.T) {
	for text, want := range map[string]string{
		"v1.2.3": "1.2.3", "v0.10.0-rc.1": "0.10.0-rc.1",
		"v1.2.4-0.20270104120000-0123456789ab": "", "v1.2.3+dirty": "", "(devel)": "", "": "",
	} {
		got := ""
		if m := tagged.FindStringSubmatch(text); m != nil {
			got = m[1]
		}
		if got != want {
			t.Errorf("%q is version %q; want %q", text, got, want)
		}
	}
}
