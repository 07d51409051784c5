package workbook

// parts are the parts of a workbook. Their edge tabs stand in this order, and so do their
// pages, but for those of a part that another part places among its own.
var parts = []part{
	{"cover", coverPage, false},
	{"pre-work", preWorkPages, false},
	{"agreement", agreementPage, false},
	{"goals", goalPages, false},
	{"roadmap", func(o *outline) { o.page("roadmap", 0, roadmap) }, false},
	{"session", sessionPages, false},
	{"follow-through", func(o *outline) { o.page("follow-through", 0, followThrough) }, false},
	midpointPart,
	{"closing", func(o *outline) { o.page("closing", 0, closing) }, false},
}

// midpointPart lies among the sessions.
var midpointPart = part{"midpoint", func(o *outline) { o.page("midpoint", 0, midpoint) }, true}
