package program

// A Status says how a relationship stands. Resolve makes the empty one Active.
type Status string

const (
	Draft  Status = "draft" // no pages are built
	Active Status = "active"
	Paused Status = "paused"
	Closed Status = "closed"
)

// An ActionStatus says how an action stands. Resolve makes the empty one Open.
type ActionStatus string

const (
	Open    ActionStatus = "open"
	Done    ActionStatus = "done"
	Dropped ActionStatus = "dropped"
)

// Paper is the size that pages are printed on. The empty one is AnyPaper.
type Paper string

const (
	AnyPaper Paper = "any" // no size is forced; A4 and Letter both fit
	A4       Paper = "A4"
	Letter   Paper = "Letter"
)
