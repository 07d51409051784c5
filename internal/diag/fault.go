package diag

// A Fault is something the machine would not do with a file or folder.
type Fault struct {
	Doing string // "writing", "removing", "reading"…
	Path  string // in the site, or tree and path, "public/spring/tom/index.html", or a folder on disk
	Err   error  // the cause, without the names that the system has for call and file; Unwrap gives it
	Hint  string // a sentence on what to do; may be empty
}

func (f *Fault) Error() string { return f.Doing + " " + f.Path + ": " + f.Err.Error() }

// Unwrap returns the system's own error.
func (f *Fault) Unwrap() error { return f.Err }
