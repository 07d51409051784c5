package render

import "testing"

func TestLinksToSheetsOfThePageAreFragments(t *testing.T) {
	within := map[string]string{"goals.html": "goal-1", "session-1.html": "session-1"}
	for drawn, want := range map[string]string{
		`<a href="goals.html">`:                             `<a href="#goal-1">`,
		`<a class="x" href="goals.html#goal-2">2</a>`:       `<a class="x" href="#goal-2">2</a>`,
		`<a href="../../goals.html"><a href="#goal-1">`:     `<a href="../../goals.html"><a href="#goal-1">`,
		`a href=&#34;goals.html&#34; href="session-1.html"`: `a href=&#34;goals.html&#34; href="#session-1"`,
		`<a href="https://example.org/goals.html">`:         `<a href="https://example.org/goals.html">`,
		`<a href="goals.html`:                               `<a href="goals.html`,
		`<a href="goals.html#">`:                            `<a href="#">`,
		`<a href="goals.html.html"> href="goals.html?a"`:    `<a href="goals.html.html"> href="goals.html?a"`,
		`.html.html <a href="goals.html">goals.html</a>`:    `.html.html <a href="#goal-1">goals.html</a>`,
		`goals.html" data-href="goals.html"`:                `goals.html" data-href="goals.html"`,
	} {
		if got := string(appendWithin(nil, []byte(drawn), within)); got != want {
			t.Errorf("%s becomes %s, want %s", drawn, got, want)
		}
	}
}
