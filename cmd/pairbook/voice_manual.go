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

// clicked answers a double click on the program on Windows, where nobody sees what a program
// says that ends at once.
func (v voice) clicked() {
	v.say(`This is Pairbook. It has no windows of its own: you tell it what to do in a
terminal, in words.

 1. Put pairbook.exe into the folder where your programme is to lie, for example
    Documents.
 2. Open that folder in the Explorer, click into the address bar at the top, type
    cmd and press Enter. A black window opens: the terminal.
 3. Type one of these, and press Enter:

    pairbook new mentoring     to start a programme in the folder "mentoring"
    pairbook help guide        to read the guide in the browser
    pairbook help              to see all that it can do
`)
}

func (v voice) enter() { v.say("Press Enter to close this window.") }
