package source

import "testing"

func TestStaticSVG(t *testing.T) {
	svg := func(inside string) string {
		return `<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">` + inside + `</svg>`
	}
	for drawing, want := range map[string]string{
		svg(`<path d="M0 0h1"/><use href="#a"/><style>path{fill:url(#b)}</style>`):          "",
		svg(`<a href="https://example.org/"><text>x</text></a>`):                            "",
		svg(`<image xlink:href="data:image/png;base64,AAAA"/><metadata><x/></metadata>`):    "",
		svg(`<defs><linearGradient id="b"/></defs><rect style="fill:url('#b')"/>`):          "",
		"<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"http://x.example\">" + "<svg/>": "",

		svg(`<script>alert(1)</script>`):                                  "<script>",
		svg(`<svg:script xmlns:svg="http://www.w3.org/2000/svg"/>`):       "<script>",
		svg(`<SCRIPT href="x.js"/>`):                                      "<SCRIPT>",
		svg(`<foreignObject><div/></foreignObject>`):                      "<foreignObject>",
		svg(`<rect onload="x()"/>`):                                       "the attribute onload",
		svg(`<a href="java&#10;script:x()"/>`):                            "an address that runs a script",
		svg(`<a xlink:href=" JavaScript:x()"/>`):                          "an address that runs a script",
		svg(`<use href="data:text/html,x"/>`):                             "an address that runs a script",
		svg(`<use href="data:image/svg+xml,x"/>`):                         "an address that runs a script",
		svg(`<set attributeName="href" to="x"/>`):                         "an animation of href",
		svg(`<animate attributeName="onclick"/>`):                         "an animation of onclick",
		svg(`<image href="https://example.org/p.png"/>`):                  "an address of another file",
		svg(`<style>@import "x.css";</style>`):                            "a style that fetches a file",
		svg(`<rect style="fill:url(https://example.org/x)"/>`):            "a style that fetches a file",
		`<?xml-stylesheet href="x.css"?><svg/>`:                           "<?xml-stylesheet?>",
		`<!DOCTYPE svg [<!ENTITY a "b">]><svg/>`:                          "definitions of entities",
		`<svg><rect =></svg>`:                                             "markup that is not well-formed",
		"\xff\xfe<\x00s\x00v\x00g\x00":                                    "markup that is not well-formed",
		`<html><body><script>x</script></body></html>`:                    "<script>",
		svg(`<style>rect{background:u\72l(https://example.org)}</style>`): "a style that fetches a file",
	} {
		got, ok := StaticSVG([]byte(drawing))
		if got != want || ok != (want == "") {
			t.Errorf("StaticSVG(%s) = %q, %v; want %q", drawing, got, ok, want)
		}
	}
}
