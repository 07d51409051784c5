package workbook

import "slices"

// parts are what a workbook can be made of, by the names in program.Parts. A workbook has
// those that its relationship names, in that order: so stand its edge tabs, and its pages but
// for those of a part that another part places among its own.
var parts = []part{
	{"cover", "cover", coverPage, false},
	{"letter", "letter", onePage(letter), false},
	{"who", "who", onePage(who), false},
	{"first-meeting", "first-meeting", onePage(firstMeeting), false},
	{"pre-work", "pre-work", preWorkPages, false},
	{"baseline", "baseline", baselinePages, false},
	{"agreement", "agreement", agreementPage, false},
	{"goals", "goals", goalPages, false},
	{"roadmap", "roadmap", onePage(roadmap), false},
	{"sessions", "session", sessionPages, false},
	midpointPart,
	{"follow-through", "follow-through", onePage(followThrough), false},
	{"closing", "closing", andAgain(closing, keepsake), false},
	{"next-steps", "next-steps", onePage(nextSteps), false},
	{"feedback", "feedback", onePage(feedback), false},
	{"certificate", "certificate", certificatePages, false},
	{"notes", "notes", onePage(ownNotes), false},
}

// midpointPart lies among the sessions.
var midpointPart = part{"midpoint", "midpoint", andAgain(midpoint), true}

// onePage adds a page of one sheet, which bears its name.
func onePage(k *kind) func(o *outline) {
	return func(o *outline) { o.page(k.name, 0, k) }
}

// andAgain adds a page of one sheet, those on which people say again where they stand, and
// what comes last.
func andAgain(k *kind, last ...*kind) func(o *outline) {
	return func(o *outline) {
		o.page(k.name, 0, k)
		o.askAgain()
		for _, l := range last {
			o.sheet(l, 0)
		}
	}
}

// partsOf are the parts with some names.
func partsOf(names []string) []part {
	var some []part
	for _, name := range names {
		if i := slices.IndexFunc(parts, func(p part) bool { return p.name == name }); i >= 0 {
			some = append(some, parts[i])
		}
	}
	return some
}
