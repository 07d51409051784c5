package main

import (
	"bytes"
	"testing"
)

func TestWithoutABrowserThereAreNoPDFs(t *testing.T) {
	var out, err bytes.Buffer
	c := &call{voice: voice{out: &out, err: &err}}
	c.flags.site = probeSite(t)
	p := pdfCall{call: c, find: func() (string, bool) { return "", false }}
	_, _, fault := p.run(t.Context())
	if fault == nil {
		t.Fatal("something was printed")
	}
	c.voice.fault(fault)
	const want = "pairbook: no browser was found that can make PDFs: install Chrome, Edge or Chromium, or name its program with --browser\n"
	if out.Len() > 0 || err.String() != want {
		t.Errorf("%s%s", out.String(), err.String())
	}
}
