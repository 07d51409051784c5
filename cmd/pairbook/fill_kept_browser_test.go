package main_test

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pairbook"
	"pairbook/internal/build"
)

// What is typed is never lost and never shown in a wrong place: in two windows at once, in
// the next edition of the workbook, and where the browser keeps nothing or keeps rubbish.
func TestWhatIsFilledInIsNotLost(t *testing.T) {
	t.Parallel()
	inBothBrowsers(t, func(f filling) {
		f.twoWindows()
		f.unreadable()
		f.full()
		f.blocked()
		f.hostile()
		f.quick()
		f.fromAFolder()
		f.nextEdition()
		f.nothingWasSent()
	})
}

func (f filling) notes(v string) {
	f.t.Helper()
	f.do(`type(named("session-1", "Notes"), ` + strconv.Quote(v) + `); return ""`)
}

const notesOf = `named("session-1", "Notes").value`

// twoWindows types in one field of two windows at the same time.
func (f filling) twoWindows() {
	f.t.Helper()
	second, err := f.second()
	if err != nil {
		f.t.Fatal(err)
	}
	other := f
	other.acting = acting{f.t, second}
	f.visit(f.address("session-1.html"))
	f.start()
	other.visit(f.address("session-1.html"))
	other.start()
	f.notes("One after the other")
	other.wait(`return ` + notesOf + ` === "One after the other" ? "yes" : ""`)
	other.notes("One after the other, it grows")
	f.wait(`return ` + notesOf + ` === "One after the other, it grows" ? "yes" : ""`)
	if got := f.do(`return String(document.querySelector(".fill-look").hidden)`); got != "true" {
		f.t.Error("to write one after the other is no conflict")
	}
	f.notes("From here")
	other.notes("From there")
	for _, w := range []filling{f, other} {
		w.wait(`return document.querySelector(".fill-look").hidden ? "" : "yes"`)
	}
	if got := f.do(`const a = JSON.parse(localStorage.getItem("pb1:` + sample + `:session-1/notes")); return [a.v].concat(a.o.map((x) => x.v)).sort().join()`); got != "From here,From there" {
		f.t.Errorf("kept is %q", got)
	}
	f.do(`click(".fill-look"); return ""`)
	text := f.do(`return document.querySelector(".fill-window").innerText`)
	if !strings.Contains(text, "From here") || !strings.Contains(text, "From there") {
		f.t.Errorf("the two are not shown side by side: %s", text)
	}
	f.do(`press("Keep both, one below the other"); document.querySelector(".fill-window").close(); return ""`)
	both := f.do(`return ` + notesOf)
	if !strings.Contains(both, "From here") || !strings.Contains(both, "From there") {
		f.t.Errorf("both together are %q", both)
	}
	other.wait(`return document.querySelector(".fill-look").hidden && ` + notesOf + ` === ` + strconv.Quote(both) + ` ? "yes" : ""`)
	if err := second.open("about:blank"); err != nil {
		f.t.Fatal(err)
	}
}

// unreadable finds rubbish in the store, and types where it lies.
func (f filling) unreadable() {
	f.t.Helper()
	f.do(`localStorage.clear(); sessionStorage.clear(); return ""`)
	f.visit(f.address("session-1.html"))
	f.do(`for (const [k, v] of Object.entries({ "session-1/notes": '{"v":"Half of a sent', "check-in-1/met": "[1]", "check-in-1/agreed.b99999999c1": '{"v":"x"}', "check-in-1/agreed.b41c1": '{"v":"y"}',
		"__proto__/x": '{"v":"x"}', "session-1/promised.b1": '{"v":7}' })) localStorage.setItem("pb1:` + sample + `:" + k, v); return ""`)
	f.visit(f.address("session-1.html"))
	if n := f.do(`click(".fill-start"); click(".fill-start"); return String(all("dialog").length)`); n != "1" {
		f.t.Errorf("there are %s windows: one that is closed is still there", n)
	}
	if text := f.do(`return document.querySelector(".fill-window").innerText`); !strings.Contains(text, "Answers that cannot be read: 3") {
		f.t.Errorf("the first text says nothing of answers that cannot be read: %s", text)
	}
	f.start()
	f.notes("New")
	f.do(`leave(); click(".fill-look"); return ""`)
	text := f.do(`return document.querySelector(".fill-window").innerText`)
	if !strings.Contains(text, "Half of a sent") || !strings.Contains(text, "New") {
		f.t.Errorf("what could not be read is not shown beside what was typed: %s", text)
	}
	if got := f.do(`document.querySelector(".fill-window").close(); return String(all("#check-in-1 .actions tbody tr").length)`); len(got) > 1 {
		f.t.Errorf("there are %s rows", got)
	}
}

// full types when the store has no room left.
func (f filling) full() {
	f.t.Helper()
	f.do(`localStorage.clear(); sessionStorage.clear();
		let some = "x".repeat(100000), i = 0;
		for (;;) try { localStorage.setItem("filler" + i++, some) } catch (e) { if (some.length < 2) break; some = some.slice(0, some.length / 10) }
		return ""`)
	f.visit(f.address("session-1.html"))
	f.do(`click(".fill-start"); return ""`)
	if text := f.do(`return document.querySelector(".fill-window").innerText`); !strings.Contains(text, "no more room") {
		f.t.Errorf("the first text does not say that there is no room: %s", text)
	}
	f.start()
	f.notes("There is no room for this")
	f.do(`leave(); return ""`)
	if text := f.do(`return document.querySelector(".fill-state").textContent`); !strings.Contains(text, "no more room") {
		f.t.Errorf("the page says %q", text)
	}
	if copied := f.saved(f.downloads); !strings.Contains(copied, "There is no room for this") {
		f.t.Error("the copy lacks what was not kept")
	}
	f.do(`localStorage.removeItem("filler0"); type(named("session-1", "Notes"), "There is room now"); leave(); return ""`)
	if text := f.do(`return document.querySelector(".fill-state").textContent`); text != "Kept in this browser" {
		f.t.Errorf("with room again the page says %q", text)
	}
	f.do(`localStorage.clear(); sessionStorage.clear(); return ""`)
}

// blocked fills in where the store may not even be looked at.
func (f filling) blocked() {
	f.t.Helper()
	f.server.set(f.server.dir, "sandbox allow-scripts allow-modals")
	f.visit(f.address("session-1.html"))
	f.do(`click(".fill-start"); return ""`)
	if text := f.do(`return document.querySelector(".fill-window").innerText`); !strings.Contains(text, "keeps nothing for this page") {
		f.t.Errorf("the first text does not say that nothing is kept: %s", text)
	}
	f.start()
	f.notes("Kept by nobody")
	f.do(`leave(); return ""`)
	if text := f.do(`return document.querySelector(".fill-state").textContent`); !strings.Contains(text, "keeps nothing") {
		f.t.Errorf("the page says %q", text)
	}
	if sides := f.sides(); !strings.Contains(sides[0], "Kept by nobody") {
		f.t.Error("it is not printed")
	}
	f.server.set(f.server.dir, "")
}

// hostile types strings that try to become markup, scripts and addresses.
func (f filling) hostile() {
	f.t.Helper()
	payloads := hostileStrings(f.t)
	if len(payloads) < 135 {
		f.t.Fatalf("there are only %d hostile strings", len(payloads))
	}
	quoted, err := json.Marshal(payloads)
	if err != nil {
		f.t.Fatal(err)
	}
	f.visit(f.address("workbook.html"))
	f.start()
	const typed = `const rooms = all("textarea.fill-text").slice(0, payloads.length); `
	script := `const payloads = ` + string(quoted) + `; ` + typed
	const elements = `[document.querySelectorAll("*").length, all("script, img, iframe, object, embed, svg, form, base, meta, link, style").length].join()`
	before := f.do(script + `if (rooms.length < payloads.length) throw new Error("only " + rooms.length + " rooms"); return ` + elements)
	f.do(script + `rooms.forEach((r, i) => type(r, payloads[i])); leave(); return ""`)
	values := f.do(script + `return JSON.stringify(rooms.map((r) => r.value))`)
	f.sides()
	if after := f.do(`return ` + elements); after != before {
		f.t.Errorf("of the strings have become elements: %s, before %s", after, before)
	}
	f.visit(f.address("workbook.html"))
	f.start()
	var got []string
	f.as(&got, script+`return JSON.stringify(rooms.map((r) => r.value))`)
	var want []string
	if err := json.Unmarshal([]byte(values), &want); err != nil {
		f.t.Fatal(err)
	}
	for i := range payloads {
		if clean := cleaned(want[i]); got[i] != clean {
			f.t.Errorf("%q has become %q", want[i], got[i])
		}
	}
	if after := f.do(`return ` + elements); after != before {
		f.t.Errorf("after opening the page again: %s, before %s", after, before)
	}
	f.do(`click(".fill-look"); return ""`)
	copied := f.saved(f.downloads)
	f.do(`localStorage.clear(); return ""`)
	f.visit(f.address("workbook.html"))
	f.start()
	f.opens(copied)
	f.wait(`return document.querySelector(".fill-state").textContent.startsWith("Answers opened") ? "yes" : ""`)
	if again := f.do(script + `return JSON.stringify(rooms.map((r) => r.value))`); again != f.do(`return JSON.stringify(`+string(mustJSON(got))+`)`) {
		f.t.Error("from the copy other texts have come back")
	}
}

func mustJSON(v any) []byte {
	text, _ := json.Marshal(v)
	return text
}

// cleaned is a text as it is kept: no signs of control but tabs and new lines.
func cleaned(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' || r == 0x7f || r == '\u2028' || r == '\u2029' {
			return -1
		}
		return r
	}, s)
}

// hostileStrings are the payloads of package build.
func hostileStrings(t *testing.T) []string {
	t.Helper()
	tree, err := parser.ParseFile(token.NewFileSet(), "../../internal/build/payloads_test.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	ast.Inspect(tree, func(n ast.Node) bool {
		if spec, ok := n.(*ast.ValueSpec); ok && strings.HasSuffix(spec.Names[0].Name, "Payloads") {
			for _, value := range spec.Values {
				ast.Inspect(value, func(n ast.Node) bool {
					if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
						if s, err := strconv.Unquote(lit.Value); err == nil && s != "" && len(list) < 135 {
							list = append(list, s)
						}
					}
					return true
				})
			}
		}
		return true
	})
	return list
}

// quick measures how long a key takes when the workbook has 60 KB of text.
func (f filling) quick() {
	f.t.Helper()
	f.do(`const n = texts().length; texts().forEach((t, i) => type(t, ("text " + i + " ").repeat(60000 / n / 8))); leave(); return ""`)
	var keys []float64
	f.as(&keys, `const t = all("textarea.fill-text")[40], times = [];
		for (let i = 0; i < 60; i++) { const from = performance.now(); t.value += "a"; t.dispatchEvent(new Event("input")); t.offsetHeight; times.push(performance.now() - from); }
		return JSON.stringify(times)`)
	slices.Sort(keys)
	size := f.do(`return String(texts().reduce((sum, t) => sum + t.value.length, 0))`)
	f.t.Logf("one key with %s signs in the workbook: %.2f ms, the slowest of 60 %.2f ms", size, keys[len(keys)/2], keys[len(keys)-1])
	if keys[len(keys)/2] > 16 {
		f.t.Errorf("one key takes %.1f ms", keys[len(keys)/2])
	}
}

// fromAFolder opens the pages as files. Firefox keeps the text of each for itself, and says so.
func (f filling) fromAFolder() {
	f.t.Helper()
	page := func(name string) string { return fileURL(filepath.Join(f.site.dir, "public", sample, name)) }
	f.visit(page("session-1.html"))
	f.do(`click(".fill-start"); return ""`)
	warned := strings.Contains(f.do(`return document.querySelector(".fill-window").innerText`), "for itself alone")
	f.start()
	f.notes("From a folder")
	f.do(`leave(); return ""`)
	f.visit(page("session-1.html"))
	f.start()
	if got := f.do(`return ` + notesOf); got != "From a folder" {
		f.t.Errorf("the page itself has %q", got)
	}
	f.visit(page("workbook.html"))
	f.start()
	shared := f.do(`return `+notesOf) == "From a folder"
	if shared == warned {
		f.t.Errorf("the page warns: %t; the whole workbook has the text: %t", warned, shared)
	}
	f.do(`localStorage.clear(); return ""`)
}

// nextEdition publishes the workbook anew: the third session is the fourth, the first two goals have
// changed places, one question is worded otherwise and the others in another order.
func (f filling) nextEdition() {
	f.t.Helper()
	f.do(`return ""`)
	f.visit(f.address("workbook.html"))
	f.do(`localStorage.clear(); sessionStorage.clear(); return ""`)
	f.visit(f.address("workbook.html"))
	f.start()
	const subject = `const subject = (t) => { const s = t.closest(".sheet"), n = /^(?:session|check-in)-(\d+)/.exec(s.id), of = n ? document.getElementById("session-" + n[1]) : /^goal/.test(s.id) ? s : null;
		return of ? Array.from(of.querySelector("h2").childNodes).filter((c) => !c.matches?.(".kicker, .fill-field")).map((c) => c.textContent).join("").trim() : s.id; };
		const label = (t) => t.getAttribute("aria-label") || document.getElementById(t.getAttribute("aria-labelledby")).textContent.trim();`
	f.do(subject + `all("textarea.fill-text").forEach((t, i) => type(t, "a" + i + "z " + subject(t) + " / " + label(t))); leave(); return ""`)
	was, _ := strconv.Atoi(f.do(`return String(all("textarea.fill-text").length)`))
	f.republish()
	f.visit(f.address("workbook.html"))
	f.start()
	var wrong, lost []string
	f.as(&wrong, subject+`return JSON.stringify(all("textarea.fill-text").filter((t) => t.value && !t.value.endsWith(" " + subject(t) + " / " + label(t))).map((t) => t.closest(".sheet").id + ": " + t.value + " IN " + subject(t) + " / " + label(t)))`)
	if len(wrong) > 0 {
		f.t.Errorf("%d answers stand in a wrong place: %.600q", len(wrong), wrong)
	}
	f.do(`click(".fill-look"); return ""`)
	text := f.do(`return document.querySelector(".fill-window").innerText`)
	for _, want := range []string{"Written for: Session 3 of 6 The talk I keep putting off", "Written for: Goal 1 Brief the morning team freely", "In its place now stands: Goal 1 Settle disagreements", "whose question is no longer in the workbook", "What was useful today?"} {
		if !strings.Contains(text, want) {
			f.t.Errorf("the list does not say %q:\n%.3000s", want, text)
		}
	}
	f.as(&lost, `const everything = texts().map((t) => t.value).join("\n") + "\n" + document.querySelector(".fill-window").textContent;
		return JSON.stringify(Array.from({ length: `+fmt.Sprint(was)+` }, (_, i) => "a" + i + "z ").filter((w) => !everything.includes(w)))`)
	if len(lost) > 0 {
		f.t.Errorf("of %d answers are lost: %q", was, lost)
	}
	useful := f.do(`return String(texts().filter((t) => t.value.includes("/ What happens next")).length)`)
	if useful != "4" { // of two of the six check-ins, which are about other sessions now, the list asks
		f.t.Errorf("%s answers to a question that only moved are there", useful)
	}
	f.do(`const pair = all(".fill-pair").find((p) => p.textContent.includes("Written for: Goal 1")); Array.from(pair.querySelectorAll("button")).find((b) => b.textContent === "Yes, put them there").click(); return ""`)
	if got := f.do(`return String(all("#goal-1 textarea").filter((t) => t.value.includes("Brief the morning team freely")).length)`); got == "0" {
		f.t.Error("what was put there is not there")
	}
}

// republish changes the sources and builds them again.
func (f filling) republish() {
	f.t.Helper()
	edit := func(name string, change func(string) string) {
		name = filepath.Join(f.site.dir, filepath.FromSlash(name))
		text, err := os.ReadFile(name)
		if err != nil {
			f.t.Fatal(err)
		}
		changed := change(string(text))
		if changed == string(text) {
			f.t.Fatalf("%s is not changed", name)
		}
		if err := os.WriteFile(name, []byte(changed), 0o666); err != nil {
			f.t.Fatal(err)
		}
	}
	edit("content/cohorts/"+sample+".toml", func(text string) string {
		text = strings.NewReplacer("n     = 3", "n     = 4", "n     = 5", "n     = 6").Replace(text)
		goals := strings.Split(text, "[[goals]]\n")
		goals[1], goals[2] = goals[2], goals[1]
		return strings.Join(goals, "[[goals]]\n")
	})
	edit("content/guidance/check-in.md", func(text string) string {
		prompts := strings.Split(text, "[[prompts]]\n")
		prompts[1], prompts[2] = prompts[2], strings.Replace(prompts[1], "What was useful", "What was most useful", 1)
		return strings.Join(prompts, "[[prompts]]\n")
	})
	f.rebuild()
}

func (f filling) rebuild() {
	f.t.Helper()
	report, err := build.Run(f.t.Context(), build.Options{Site: f.site.dir, Builtin: pairbook.Builtin()}, &build.Memory{})
	if err != nil || !report.Done {
		f.t.Fatalf("the next edition was not built: %v", err)
	}
}
