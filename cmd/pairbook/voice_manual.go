package main

import "strings"

// manualOpened says where a page of the manual is. err says that no browser could be started.
func (v voice) manualOpened(name, file string, err error) {
	if err != nil {
		v.say("No browser could be opened (%v). Open this file in yours:\n%s", err, file)
		return
	}
	title := strings.ToUpper(name[:1]) + name[1:]
	v.say("%s: opened in the browser, from\n%s", title, file)
}

// clicked answers a double click on the program on Windows.
func (v voice) clicked() {
	v.say(`This is Pairbook. The desk opens in your browser: begin a programme there, or open
one. Leave this window open as long as you work; closing it ends the desk, and
everything that was written stays.

Whoever likes it better can tell Pairbook what to do in words, in a terminal:
pairbook help shows all that it can do.
`)
}

func (v voice) enter() { v.say("Press Enter to close this window.") }
