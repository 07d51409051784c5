// Package edit changes the sources of a site: keys, tables and entries of lists in the
// text of its files, and nothing else of them.
//
//	facts ─► Text: set, add, remove ─► Plan: load the site with it ─► Change ─► Apply
//	                                          └ new problems: nothing    └ Undo
//
// A Text is one TOML file. Each change of it is read again and compared with what was
// meant; what would touch anything else is refused. A Plan gathers the changes of several
// files; it knows what the keys mean, so that a session is found by its number, whether
// its entry has one or stands in its place. Finish loads the whole site with the changed
// files in it. An Erasure is a change that makes people go for good. A Change is written whole: all files or none, also when the machine fails
// or the process is killed, and can be taken back.
//
// Not here: what the terminal says (package main), sheets of what happened and rosters
// (package roster), building.
package edit
