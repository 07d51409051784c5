// Fills in a workbook on the screen: rooms to write become fields, what is typed is kept in
// this browser, and long answers are printed on sides for notes.
//
// Text stays text: nothing that was typed, kept or opened is read as HTML. Nothing is sent.
// The words are those of fill.<language>.js. Which rooms there are is said by marks:
//
//	body data-book="<stamp> <relationship>"  whose workbook it is
//	.sheet id, data-in                       the sheet; the one that it goes on from
//	data-of                                  the key of what a sheet or a column is about
//	data-f="<name> <key>"                    a question, and what it is about by itself
//
// The file goes the way of a text: store, fields, sheets, lists to look at, copies, mail, print.
(function () {
	"use strict";

	const root = document.documentElement, main = document.getElementById("main"), tools = document.querySelector(".bar-tools");
	const whose = /^(\S+) (.+)$/.exec(document.body.dataset.book || "");
	if (!whose || !tools || !main) {
		return;
	}
	const STAMP = whose[1], BOOK = whose[2], MARK = "pb1:" + BOOK, PREFIX = MARK + ":";
	const LONGEST = 20000, MOST = 3000, LARGEST = 4e6, ROWS = 40, PAUSE = 300;
	const NAME = /^[a-z0-9][a-z0-9-]{0,80}\/[\w.~-]{1,80}$/;

	const fields = new Map(); // name -> field: get, set, label, where, of, parts, long
	const memory = new Map(); // name -> answer, as it is kept or would be
	const shown = new Map(); // name -> the text that its field had from the store, or gave to it
	const own = new Set(); // revisions of answers that this page wrote
	const timers = new Map(); // names of fields that are to be kept
	let words, store = null, state = "none", on = false, broken = 0, lastRevision = 0;

	/* Small tools. */

	function say(key, values) {
		return (words[key] || key).replace(/\{(\w+)\}/g, (slot, name) => values && name in values ? values[name] : slot);
	}
	function make(tag, name, text) {
		const e = document.createElement(tag);
		if (name) {
			e.className = name;
		}
		if (text !== undefined) {
			e.textContent = text;
		}
		return e;
	}
	function button(key, act, name) {
		const b = make("button", name || "fill-button", say(key));
		b.type = "button";
		b.addEventListener("click", act);
		return b;
	}
	// speaking marks what has words of this script, where they are in another language than the page.
	function speaking(e) {
		if (words.lang) {
			e.lang = words.lang;
			e.dir = "ltr";
		}
		return e;
	}
	function textOf(node) {
		if (!node) {
			return "";
		}
		const copy = node.cloneNode(true);
		copy.querySelectorAll(".fill-field, .fill-button, .fill-mark").forEach((f) => f.remove());
		return copy.textContent.replace(/\s+/g, " ").trim().slice(0, 300);
	}
	// What may be kept of a text: no signs of control, no halves of signs.
	function clean(s) {
		s = String(s).slice(0, LONGEST).replace(/\r\n?/g, "\n").replace(/[\u0000-\u0008\u000b-\u001f\u007f\u2028\u2029]/g, "");
		return s.toWellFormed ? s.toWellFormed() : s.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(^|[^\ud800-\udbff])[\udc00-\udfff]/g, "$1");
	}

	/* Answers. Each has its text v, when it was typed t, the question q, the heading of its
	 * sheet s and the key c of what that is about; a revision r, and b, the one that it
	 * took the place of; and under o the texts that others have in the same place. */

	function line(s) { return typeof s === "string" ? clean(s).replace(/\s+/g, " ").slice(0, 300) : ""; }

	// answer makes one of something from the store, another page or a file; null when it is none.
	function answer(a, inner) {
		if (a === null || typeof a !== "object" || Array.isArray(a) || typeof a.v !== "string" || a.v.length > LONGEST) {
			return null;
		}
		const out = { v: clean(a.v), t: Number.isFinite(a.t) ? a.t : 0, q: line(a.q), s: line(a.s), c: line(a.c), r: line(a.r), b: line(a.b), o: [] };
		if (!inner && Array.isArray(a.o)) {
			out.o = a.o.slice(0, 20).map((x) => answer(x, true)).filter((x) => x && x.v);
		}
		return out.v || out.o.length ? out : null;
	}
	function sameText(a, b) { return a.v === b.v && a.c === b.c; }
	function revision() {
		lastRevision = Math.max(lastRevision + 1, Date.now());
		const r = lastRevision.toString(36) + Math.random().toString(36).slice(2, 6);
		own.add(r);
		return r;
	}
	// alone is an answer as one of several.
	function alone(a) { return { v: a.v, t: a.t, q: a.q, s: a.s, c: a.c, r: a.r, b: "", o: [] }; }

	/* The store: a key a field. Some browsers throw when it is only looked at. */

	function read(name) {
		const text = store.getItem(PREFIX + name);
		if (text === null) {
			return null;
		}
		let a = null;
		try {
			a = answer(JSON.parse(text));
		} catch (e) {
			a = null;
		}
		// What cannot be read is kept as a text, and shown when something else takes its place.
		return a || { v: clean(text), t: 0, q: "", s: "", c: "?", r: "?", b: "", o: [] };
	}
	function openStore() {
		try {
			const s = self.localStorage;
			s.setItem(PREFIX + "?", "1");
			s.removeItem(PREFIX + "?");
			const stamp = s.getItem(MARK);
			if (stamp && stamp.split(" ")[0] !== STAMP) {
				return tell("other");
			}
			store = s;
			readAll();
			tell(broken ? "broken" : location.protocol === "file:" && /Firefox\//.test(navigator.userAgent) ? "alone" : "kept");
		} catch (e) {
			const full = e && e.name === "QuotaExceededError";
			store = full ? self.localStorage : null;
			if (full) {
				readAll();
			}
			tell(full ? "full" : "none");
		}
	}
	function readAll() {
		broken = 0;
		Object.keys(store).filter((k) => k.startsWith(PREFIX)).slice(0, MOST).forEach((k) => {
			const name = k.slice(PREFIX.length);
			if (!NAME.test(name)) {
				return;
			}
			const a = read(name);
			memory.set(name, a);
			broken += a.r === "?" ? 1 : 0;
		});
	}
	// put keeps an answer; one without text is removed.
	function put(name, a) {
		const empty = !a.v && !a.o.length;
		if (empty) {
			memory.delete(name);
		} else {
			memory.set(name, a);
		}
		if (!store) {
			return;
		}
		try {
			if (empty) {
				store.removeItem(PREFIX + name);
			} else {
				store.setItem(MARK, STAMP + " " + textOf(document.querySelector(".bar-title, .cover-title h1")));
				store.setItem(PREFIX + name, JSON.stringify(a));
			}
			if (state === "keeping" || state === "full") {
				tell("kept");
			}
		} catch (e) {
			tell("full");
		}
	}
	// keep keeps what a field has. Where another page has kept a text that was not shown in the
	// field before, both stay.
	function keep(name) {
		clearTimeout(timers.get(name));
		timers.delete(name);
		const f = fields.get(name), v = clean(f.get()), now = (store ? read(name) : memory.get(name)) || null;
		const others = now ? now.o.slice() : [];
		if (now && now.v && (now.c !== f.of || now.v !== shown.get(name))) {
			others.push(alone(now));
		}
		const next = { v, t: Date.now(), q: f.label, s: f.where, c: f.of, r: revision(), b: now ? now.r : "", o: [] };
		others.forEach((x) => {
			if (!own.has(x.r) && !sameText(x, next) && !next.o.some((y) => sameText(x, y))) {
				next.o.push(x);
			}
		});
		shown.set(name, v);
		put(name, next);
		notice();
	}
	function changed(name) {
		if (state === "kept") {
			tell("keeping");
		}
		clearTimeout(timers.get(name));
		timers.set(name, setTimeout(keep, PAUSE, name));
	}
	function flush() { Array.from(timers.keys()).forEach(keep); }

	// heard takes what another page of the workbook has kept.
	function heard(name, a) {
		if (timers.has(name)) {
			return; // keep compares
		}
		const mine = memory.get(name), f = fields.get(name);
		if (!a) {
			memory.delete(name);
			show(name);
			return;
		}
		const has = (v) => a.v === v || a.o.some((x) => x.v === v);
		if (mine && own.has(mine.r) && mine.v && a.b !== mine.r && !has(mine.v)) {
			// Both wrote at once, and the other did not see what was written here.
			put(name, Object.assign({}, mine, { r: revision(), b: a.r, o: mine.o.concat(a.o, a.v ? [alone(a)] : []) }));
			return;
		}
		memory.set(name, a);
		if (!f || !a.o.some((x) => own.has(x.r) && x.v === f.get())) {
			show(name);
		}
	}

	/* Fields. */

	function show(name) {
		const f = fields.get(name), a = memory.get(name);
		if (f) {
			const v = a && a.c === f.of ? a.v : "";
			shown.set(name, v);
			if (f.get() !== v) {
				f.set(v);
			}
		}
	}
	function add(name, room, label, parts, get, set, long) {
		fields.set(name, { get, set, label, where: room.where, of: room.of, parts, long: !!long });
		parts.forEach((p) => {
			p.classList.add("fill-field");
			p.addEventListener(p.type === "checkbox" || p.type === "radio" ? "change" : "input", () => changed(name));
			p.addEventListener("blur", () => {
				if (timers.has(name)) {
					keep(name);
				}
			});
		});
	}
	// textField lays a field over a room; a short one has a single line.
	function textField(name, room, host, label, labelledBy, short) {
		const t = make(short ? "input" : "textarea", short ? "fill-text fill-line" : "fill-text");
		if (short) {
			t.type = "text";
			t.autocomplete = "off";
		} else {
			t.rows = 1;
		}
		t.maxLength = LONGEST;
		t.dir = "auto";
		if (labelledBy) {
			t.setAttribute("aria-labelledby", labelledBy);
		} else {
			t.setAttribute("aria-label", label);
		}
		host.classList.add("fill-host");
		host.append(t);
		add(name, room, label, [t], () => t.value, (v) => { t.value = v; }, true);
		return t;
	}
	function box(host, label, group) {
		const c = make("input", "fill-tick");
		c.type = group ? "radio" : "checkbox";
		if (group) {
			c.name = group;
		}
		c.setAttribute("aria-label", label);
		host.removeAttribute("aria-hidden");
		host.classList.add("fill-box");
		host.append(c);
		return c;
	}
	function tickField(name, room, host, label) {
		const c = box(host, label);
		add(name, room, label, [c], () => c.checked ? "1" : "", (v) => { c.checked = v === "1"; });
	}
	// choiceField is one of several, as a list of boxes or the numbers of a scale. What is chosen
	// can be taken back: by a second click, or with the key that deletes.
	function choiceField(name, room, host, label, boxes, values, spoken) {
		host.setAttribute("role", "radiogroup");
		host.setAttribute("aria-label", label);
		if (host.matches("ul, ol")) {
			Array.from(host.children).forEach((c) => c.setAttribute("role", "none"));
		}
		let last = "";
		const radios = boxes.map((b, i) => box(b, spoken ? spoken(values[i]) : values[i], name));
		const get = () => radios.reduce((v, r, i) => r.checked ? values[i] : v, "");
		radios.forEach((r, i) => {
			const off = () => { r.checked = false; last = ""; changed(name); };
			r.addEventListener("click", () => {
				if (last === values[i]) {
					off();
				} else {
					last = values[i];
				}
			});
			r.addEventListener("keydown", (e) => {
				if (e.key === "Delete" || e.key === "Backspace") {
					off();
				}
			});
		});
		add(name, room, label, radios, get, (v) => {
			last = v;
			radios.forEach((r, i) => { r.checked = values[i] === v; });
		});
	}

	/* Rooms, found by their marks. */

	const open = ".tick:not(.done, .dropped)";
	let ids = 0;
	function idOf(node) {
		node.id = node.id || "fill-" + ++ids;
		return node.id;
	}
	function eachRoom(act) {
		const seen = new Map(); // how often a name stands on a sheet and those it goes on on
		main.querySelectorAll(".sheet[id]").forEach((sheet) => {
			const id = sheet.dataset.in || sheet.id, where = textOf(sheet.querySelector("h1, h2"));
			sheet.querySelectorAll("[data-f]").forEach((holder) => {
				const mark = holder.dataset.f.trim().split(/\s+/), key = id + "/" + mark[0].replace(/[^\w.-]/g, "-").slice(0, 40), n = (seen.get(key) || 0) + 1;
				seen.set(key, n);
				const of = [sheet.dataset.of, mark[1]].filter(Boolean).join(".");
				act(holder, { base: key + (n > 1 ? "~" + n : ""), where, of, sheet });
			});
		});
	}
	function fieldsOf(holder, room) {
		const { base, sheet } = room;
		const mine = (selector) => Array.from(holder.querySelectorAll(selector)).filter((e) => e.closest("[data-f]") === holder && !e.matches(".fill-host, .fill-box"));
		const head = holder.querySelector("h3, h4, .focus-goal"), title = textOf(head) || textOf(holder.closest(".pick, .band, .slip, .stack > div")?.querySelector("h3, p")) || room.where;
		if (holder.matches("table")) {
			return tableFields(holder, room);
		}
		if (holder.matches("tr")) {
			return rowFields(holder, room, base + ".", textOf(holder.querySelector(".what")) || textOf(holder.cells[0]), holder.closest("table"));
		}
		mine(".focus-goal.blank").forEach((g) => textField(base + ".goal", room, g, title, null, true));
		mine(".write").forEach((w, i) => textField(base + (i ? "." + i : ""), room, w, title, head && idOf(head)));
		mine(".scale-steps").forEach((s) => {
			const steps = Array.from(s.querySelectorAll("span"));
			choiceField(base + ".scale", room, s, title, steps, steps.map(textOf), (n) => say("percent", { n }));
		});
		if (holder.matches(".ticks-line")) {
			const boxes = mine(open), values = boxes.map((b) => textOf(b.parentNode));
			if (boxes.length) {
				choiceField(base, room, holder, title, boxes, values);
			}
		}
		mine(".slip-date").forEach((d) => textField(base + ".date", room, d, textOf(d), null, true));
		mine(".blank > .tick").forEach((b, i) => {
			const label = title + ", " + say("row", { n: i + 1 });
			tickField(base + ".b" + (i + 1) + "x", room, b, label);
			textField(base + ".b" + (i + 1), room, b.nextElementSibling, label, null, true);
		});
		mine(open).forEach((b, i) => tickField(base + (i ? ".t" + i : ".t"), room, b, textOf(b.parentNode)));
		mine("dd:empty").forEach((d) => textField(base + "." + Array.prototype.indexOf.call(holder.children, d.parentNode), room, d, textOf(d.previousElementSibling), null, true));
		mine(".sign-line, .sign-date").forEach((p) => textField(base + (p.matches(".sign-date") ? ".date" : ".name"), room, p, textOf(holder.querySelector(".sign-name")) + ", " + textOf(p), null, true));
		if (holder.matches(".title-blank")) {
			textField(base, room, holder.closest("h2") || holder, textOf(holder), null, true);
		} else if (holder.matches(".write") || !holder.firstElementChild && !holder.textContent.trim()) {
			textField(base, room, holder, title, sheet.querySelector("h1, h2") && idOf(sheet.querySelector("h1, h2")));
		}
	}
	// rowFields makes fields of what is empty in a row of a table, and of its boxes.
	function rowFields(tr, room, base, name, table) {
		const heads = table && table.tHead ? Array.from(table.tHead.rows[0].cells) : [], title = textOf(table && table.caption);
		Array.from(tr.cells).forEach((c, i) => {
			const tick = c.querySelector(open), at = base + "c" + i, label = [title, name, textOf(heads[i])].filter(Boolean).join(", ");
			const about = Object.assign({}, room, { of: [room.of, heads[i] && heads[i].dataset.of].filter(Boolean).join(".") });
			if (tick) {
				if (!tick.firstChild) {
					tickField(at, about, tick, label);
				}
			} else if (c.tagName === "TD" && !c.hasChildNodes()) {
				if (table.matches(".chart")) {
					tickField(at, about, c.appendChild(make("span", "tick fill-only")), label);
				} else {
					textField(at, about, c, label);
				}
			}
		});
	}
	function tableFields(table, room) {
		const body = table.tBodies[0], caption = table.caption;
		let blank = 0;
		const row = (tr) => rowFields(tr, room, room.base + ".b" + ++blank, say("row", { n: blank }), table);
		Array.from(body.rows).forEach((tr, i) => {
			if (tr.matches(".blank")) {
				row(tr);
			} else if (!tr.dataset.f) {
				rowFields(tr, room, room.base + ".r" + (i + 1), textOf(tr.querySelector("th b, th")) || textOf(tr.cells[0]), table);
			}
		});
		if (!blank) {
			return;
		}
		const sample = body.querySelector(".blank").cloneNode(true);
		sample.querySelectorAll(".fill-field").forEach((f) => f.remove());
		const more = () => {
			const tr = sample.cloneNode(true);
			tr.classList.add("fill-more");
			body.append(tr);
			row(tr);
			return tr;
		};
		// Rows that were added before, or that an earlier edition of the workbook had.
		let most = 0;
		memory.forEach((a, name) => {
			const m = name.startsWith(room.base + ".b") && /^\d{1,2}(?=c\d+$)/.exec(name.slice(room.base.length + 2));
			most = Math.max(most, m && +m[0] <= ROWS ? +m[0] : 0);
		});
		while (blank < most) {
			more();
		}
		const plus = button("row.add", () => {
			if (blank < ROWS) {
				const from = blank;
				const first = more().querySelector(".fill-field");
				fields.forEach((f, name) => {
					if (name.startsWith(room.base + ".b" + (from + 1) + "c")) {
						show(name);
					}
				});
				first.focus();
			}
			plus.hidden = blank >= ROWS;
		}, "fill-button fill-row");
		plus.hidden = blank >= ROWS;
		if (caption) {
			plus.setAttribute("aria-label", say("row.add") + ": " + textOf(caption));
			table.setAttribute("aria-label", textOf(caption));
			caption.classList.add("fill-caption");
			caption.append(plus);
		}
	}

	/* Windows of this page. */

	// ask opens a window with a heading, and returns it. What it holds is removed when it closes.
	function ask(heading, ...content) {
		const d = speaking(make("dialog", "fill-window")), h = make("h2", "", heading), body = make("div", "fill-words");
		d.setAttribute("aria-labelledby", idOf(h));
		body.append(...content);
		d.append(h, body);
		d.addEventListener("close", () => d.remove());
		document.querySelectorAll("dialog.fill-window").forEach((other) => other.close());
		document.body.append(d);
		d.showModal();
		return d;
	}
	function row(...buttons) {
		const p = make("p", "fill-buttons");
		p.append(...buttons);
		return p;
	}
	function closing(key, name) { return button(key, (e) => e.target.closest("dialog").close(), name); }
	function paragraphs(...keys) { return keys.map((k) => make("p", "", say(k))); }

	/* What is to be looked at: texts of others in the same place, texts for another sheet, and
	 * texts whose question is gone. */

	function date(t) {
		try {
			return t ? new Date(t).toLocaleString(root.lang) : "";
		} catch (e) {
			return "";
		}
	}
	function quotation(who, a) {
		const side = make("div", "fill-side"), p = make("p", "fill-said", a.v === "1" ? "\u2713" : a.v);
		p.dir = "auto";
		side.append(make("p", "fill-who", [who, date(a.t)].filter(Boolean).join(", ")), p);
		return side;
	}
	function heading(a) { return make("p", "fill-q", [a.s, a.q].filter(Boolean).join(": ")); }

	function toLookAt() {
		const whole = !!document.getElementById("cover") && main.querySelectorAll(".sheet").length > 3;
		const here = new Set(Array.from(main.querySelectorAll(".sheet[id]"), (s) => s.dataset.in || s.id));
		const found = { both: [], aside: new Map(), gone: [] };
		memory.forEach((a, name) => {
			const f = fields.get(name);
			if (!f) {
				if (whole || here.has(name.split("/")[0])) {
					found.gone.push([name, a]);
				}
				return;
			}
			if (a.o.length) {
				found.both.push([name, a]);
			}
			if (a.v && a.c !== f.of) {
				const key = a.s + "\n" + f.where;
				found.aside.set(key, (found.aside.get(key) || []).concat([[name, a]]));
			}
		});
		return found;
	}
	let asked = 0; // how many had to be looked at
	function notice() {
		if (!on) {
			return;
		}
		const found = toLookAt(), n = found.both.length + found.gone.length + Array.from(found.aside.values()).reduce((sum, l) => sum + l.length, 0);
		asked = n;
		look.hidden = !n;
		look.textContent = say("look", { n });
	}
	function showLists() {
		const found = toLookAt(), parts = [];
		found.aside.forEach((list) => parts.push(asideList(list)));
		found.both.slice(0, 500).forEach(([name, a]) => parts.push(bothOf(name, a)));
		if (found.gone.length) {
			parts.push(make("h3", "", say("gone")));
			found.gone.slice(0, 500).forEach(([name, a]) => parts.push(goneOne(name, a)));
		}
		ask(say("look.title"), ...parts, row(closing("close")));
	}
	// asideList shows what was written for another sheet than the one that has its place now.
	function asideList(list) {
		const box = make("section", "fill-pair"), a = list[0][1], f = fields.get(list[0][0]);
		box.append(make("h3", "", a.r === "?" ? say("unreadable") : say("aside", { sheet: a.s })), make("p", "", say("aside.now", { sheet: f.where })));
		list.slice(0, 100).forEach(([, x]) => box.append(quotation(x.q, x)));
		box.append(row(button("aside.here", () => {
			list.forEach(([name, x]) => {
				const g = fields.get(name);
				put(name, Object.assign({}, x, { c: g.of, s: g.where, q: g.label, r: revision(), b: x.r }));
				show(name);
			});
			done(box);
		}), button("aside.leave", () => box.remove())));
		return box;
	}
	function done(box) {
		box.remove();
		notice();
	}
	// bothOf shows two texts of one place side by side.
	function bothOf(name, a) {
		const box = make("section", "fill-pair"), f = fields.get(name), v = f.get();
		const all = (a.v ? [alone(a)] : []).concat(a.o), mine = all.find((x) => x.v === v && x.c === f.of) || { v, t: a.t, c: f.of, q: a.q, s: a.s };
		box.append(make("p", "fill-q", f.where + ": " + f.label));
		const settle = (text, without) => {
			const now = memory.get(name) || a;
			const rest = (now.v ? [alone(now)] : []).concat(now.o).filter((x) => !sameText(x, without) && !sameText(x, mine));
			put(name, { v: clean(text), t: Date.now(), q: f.label, s: f.where, c: f.of, r: revision(), b: now.r, o: rest });
			show(name);
			done(box);
		};
		all.filter((x) => x !== mine).slice(0, 1).forEach((x) => {
			const who = x.r === "?" ? say("unreadable") : x.c !== f.of && x.s ? say("aside", { sheet: x.s }) : say("both.other");
			box.append(quotation(say("both.here"), mine), quotation(who, x));
			const buttons = [button("both.keep", () => settle(mine.v, x)), button("both.take", () => settle(x.v, x))];
			if (f.long && mine.v) {
				buttons.push(button("both.keep-both", () => settle(mine.v + "\n\n" + x.v, x)));
			}
			box.append(row(...buttons));
		});
		return box;
	}
	function goneOne(name, a) {
		const box = make("section", "fill-pair");
		box.append(heading(a), quotation("", a));
		a.o.forEach((x) => box.append(quotation("", x)));
		box.append(row(button("gone.forget", () => {
			put(name, { v: "", o: [] });
			done(box);
		})));
		return box;
	}

	/* Copies as files. */

	function save() {
		flush();
		const answers = Object.create(null), day = new Date().toISOString();
		Array.from(memory.keys()).sort().forEach((k) => { answers[k] = memory.get(k); });
		const copy = { pairbook: "answers", version: 1, book: BOOK, stamp: STAMP, title: title(), saved: day, answers };
		const a = make("a"), url = URL.createObjectURL(new Blob([JSON.stringify(copy, null, 1)], { type: "application/json" }));
		a.href = url;
		a.download = BOOK.replace(/[^a-z0-9]+/gi, "-") + "-" + day.slice(0, 10) + ".json";
		a.click();
		setTimeout(() => URL.revokeObjectURL(url), 60000);
	}
	function title() { return textOf(document.querySelector(".bar-title, .cover-title h1")); }
	function load(file) {
		if (file.size > LARGEST) {
			return ask(say("open"), ...paragraphs("file.wrong"), row(closing("close")));
		}
		const r = new FileReader();
		r.addEventListener("load", () => merge(String(r.result)));
		r.readAsText(file);
	}
	function merge(text) {
		let d = null;
		try {
			d = JSON.parse(text);
		} catch (e) {
			d = null;
		}
		const fault = !d || typeof d !== "object" || d.pairbook !== "answers" || !d.answers || typeof d.answers !== "object" ? "file.wrong" : d.version !== 1 ? "file.newer" : d.book !== BOOK ? "file.other" : "";
		if (fault) {
			return ask(say("open"), make("p", "", say(fault, { title: line(d && (d.title || d.book)) })), row(closing("close")));
		}
		if (d.stamp !== STAMP) {
			const doubt = ask(say("open"), make("p", "", say("file.doubt", { title: line(d.title) })), row(closing("cancel"), button("file.anyway", () => {
				doubt.close();
				mergeAnswers(d.answers);
			})));
			return doubt;
		}
		return mergeAnswers(d.answers);
	}
	function mergeAnswers(answers) {
		let n = 0, differ = 0;
		flush();
		Object.keys(answers).slice(0, MOST).forEach((name) => {
			const a = NAME.test(name) ? answer(answers[name]) : null;
			if (!a) {
				return;
			}
			n++;
			const mine = (store ? read(name) : memory.get(name)) || null;
			if (!mine) {
				put(name, Object.assign({}, a, { r: revision(), b: "" }));
				show(name);
				return;
			}
			const all = [alone(mine)].concat(mine.o), fresh = (a.v ? [alone(a)] : []).concat(a.o).filter((x) => !all.some((y) => sameText(x, y)));
			if (fresh.length) {
				differ++;
				fresh.forEach((x) => { x.r = "copy"; });
				put(name, Object.assign({}, mine, { r: revision(), b: mine.r, o: mine.o.concat(fresh) }));
			}
		});
		addRows();
		notice();
		if (differ || asked) {
			showLists();
		}
		if (state !== "full") {
			tell(state === "none" ? "none" : "kept", say("opened", { n, m: differ }));
		}
	}
	// addRows makes the rows that answers of a copy need.
	function addRows() {
		const missing = Array.from(memory.keys()).some((name) => !fields.has(name) && /\.b\d{1,2}c\d+$/.test(name));
		if (missing) {
			turnOff();
			turnOn();
		}
	}
	function forget() {
		const d = ask(say("forget"), ...paragraphs("forget.sure"), row(closing("cancel"), button("forget.yes", () => {
			timers.forEach((t) => clearTimeout(t));
			timers.clear();
			memory.clear();
			if (store) {
				// The names first: their order changes while some are removed.
				Object.keys(store).filter((k) => k === MARK || k.startsWith(PREFIX)).forEach((k) => store.removeItem(k));
			}
			fields.forEach((f, name) => show(name));
			notice();
			d.close();
			tell(store ? "kept" : "none", say("forgotten"));
		})));
	}

	/* The mail to the programme: the line that "pairbook record -" reads, shown before it is sent. */

	function mailButtons() {
		main.querySelectorAll('.sheet[id^="check-in-"] > .slip').forEach((slip) => {
			const n = /^check-in-(\d+)$/.exec(slip.parentNode.id);
			if (n) {
				slip.classList.add("fill-host");
				slip.append(button("met", () => mail(+n[1]), "fill-button fill-met"));
			}
		});
	}
	function oneLine(s) { return s.replace(/[\s;]+/g, (m) => m.includes(";") ? ", " : " ").trim(); }
	// promises are the rows of a check-in that say who and what.
	function promises(n) {
		const list = [], value = (r, c) => {
			const f = fields.get("check-in-" + n + "/agreed.b" + r + "c" + c);
			return f ? oneLine(f.get()) : "";
		};
		for (let r = 1; r <= ROWS; r++) {
			const who = value(r, 0), what = value(r, 1), due = value(r, 2);
			if (who && what) {
				list.push("promise: " + who + "; " + what + (/^\d{4}-\d\d-\d\d$/.test(due) ? "; " + due : due ? " (" + due + ")" : ""));
			}
		}
		return list;
	}
	function mail(n) {
		const planned = main.querySelector("#session-" + n + " .facts time, #session-" + n + " time"), list = promises(n);
		const day = make("input", "fill-day"), also = make("input"), text = make("textarea", "fill-mail"), send = make("a", "fill-button", say("met.write"));
		day.type = "date";
		day.value = planned ? planned.dateTime : "";
		also.type = "checkbox";
		text.readOnly = true;
		text.rows = 8;
		text.setAttribute("aria-label", say("met.text"));
		const labelled = (key, e, after) => {
			const l = make("label", "fill-label");
			l.append(...(after ? [e, " " + say(key)] : [say(key) + " ", e]));
			return l;
		};
		const write = () => {
			const first = "pairbook: " + BOOK + "; session " + n + "; held" + (day.value ? " " + day.value : "");
			const lines = [first].concat(also.checked ? list : []), subject = say("met.subject", { title: title(), n });
			let body = "", link = "";
			do {
				body = say("met.greeting") + "\n\n" + lines.join("\n") + "\n";
				link = "mailto:" + (document.body.dataset.contact || "").replace(/[^\w.@+-]/g, encodeURIComponent) + "?subject=" + encodeURIComponent(subject) + "&body=" + encodeURIComponent(body.replace(/\n/g, "\r\n"));
			} while (link.length > 1900 && lines.length > 1 && lines.pop()); // longer ones are cut by some mail programs
			text.value = subject + "\n\n" + body;
			send.href = link;
		};
		[day, also].forEach((e) => e.addEventListener("input", write));
		write();
		const choices = [labelled("met.date", day)];
		if (list.length) {
			choices.push(labelled("met.promises", also, true));
		}
		ask(say("met"), ...paragraphs("met.what"), ...choices, text, row(closing("cancel"), send));
	}

	/* Print. How long a text is on paper is found out on the smallest paper, A4 wide and Letter
	 * high, in a frame that is as wide whatever the window. What does not fit goes whole to a side
	 * for notes at the end. */

	let frame = null;
	function makeFrame() {
		frame = make("iframe", "fill-frame");
		frame.tabIndex = -1;
		frame.setAttribute("aria-hidden", "true");
		frame.addEventListener("load", () => {
			const d = frame.contentDocument;
			if (!d || d.head.querySelector("link, style")) {
				return;
			}
			d.documentElement.className = "filling fill-measure";
			d.documentElement.lang = root.lang;
			d.documentElement.dir = root.dir;
			document.querySelectorAll("link[rel=stylesheet], head > style").forEach((l) => {
				const c = d.importNode(l, true);
				if (c.href) {
					c.href = l.href;
				}
				d.head.append(c);
			});
		});
		document.body.append(frame);
	}
	// place is where sheets are measured: the frame, or, where pages may not look into frames, this
	// page, in which letters are larger than on paper and texts seem longer.
	function place() {
		const d = frame && frame.contentDocument;
		if (d && d.body) {
			return d.body;
		}
		const own = make("div", "fill-measure fill-beside");
		document.body.append(own);
		return own;
	}
	function overfull(t) { return t.scrollHeight > t.clientHeight + 2 || t.scrollWidth > t.clientWidth + 1; }
	function beforePrint() {
		if (!on) {
			return;
		}
		flush();
		afterPrint();
		const at = place(), d = at.ownerDocument, long = [];
		main.querySelectorAll(".sheet[id]").forEach((s) => {
			const texts = Array.from(s.querySelectorAll(".fill-text"));
			if (!texts.some((t) => t.value)) {
				return;
			}
			const copy = d.importNode(s, true);
			at.replaceChildren(copy);
			copy.querySelectorAll(".fill-text").forEach((t, i) => {
				t.value = texts[i].value;
				if (t.value && overfull(t)) {
					long.push(texts[i]);
				}
			});
		});
		if (long.length) {
			notesSides(long, at);
		}
		at.replaceChildren();
		main.parentNode.querySelectorAll(".fill-beside").forEach((e) => e.remove());
	}
	function notesSide(n) {
		const side = make("section", "sheet fill-notes"), head = make("header", "head"), foot = make("footer", "foot"), body = make("div", "fill-body"), rules = make("div", "rules");
		head.append(make("p", "head-book", textOf(document.querySelector(".head-book")) || title()), make("p", "head-section", say("notes")));
		foot.append(make("p", "", textOf(main.querySelector(".sheet .foot p"))), make("p", "foot-sheet", say("notes.side", { n })));
		rules.setAttribute("aria-hidden", "true");
		body.append(rules);
		side.append(head, make("h2", "", say("notes.title")), body, foot);
		side.room = body;
		return side;
	}
	function notesSides(long, at) {
		const byPart = new Map();
		fields.forEach((f) => byPart.set(f.parts[0], f));
		// The lines of a side, and of a text on it.
		const gauge = at.ownerDocument.importNode(notesSide(1), true), room = gauge.querySelector(".fill-body"), measured = room.appendChild(at.ownerDocument.createElement("p"));
		at.replaceChildren(gauge);
		measured.className = "fill-said";
		measured.textContent = "x";
		const pitch = measured.getBoundingClientRect().height || 30, most = Math.max(4, Math.floor((room.clientHeight - 6) / pitch));
		room.classList.add("fill-gauge");
		const lines = (s, name) => {
			measured.className = name;
			measured.textContent = s;
			return Math.max(1, Math.round(measured.getBoundingClientRect().height / pitch));
		};
		let side = null, free = 0, sides = 0;
		const turn = () => {
			side = notesSide(++sides);
			main.append(side);
			free = most;
		};
		long.forEach((t) => {
			const f = byPart.get(t), title = f.where + ": " + f.label, needs = lines(title, "fill-q");
			let rest = clean(t.value), first = true;
			while (rest) {
				if (!side || free < needs + 2) {
					turn();
				}
				side.room.append(make("h3", "fill-q", title));
				free -= needs;
				if (first) {
					t.classList.add("fill-long");
					t.after(make("p", "fill-mark", say("notes.mark", { n: sides })));
					first = false;
				}
				const cut = fitting(rest, free, lines), p = make("p", "fill-said", rest.slice(0, cut).replace(/\n$/, ""));
				p.dir = "auto";
				side.room.append(p);
				free -= lines(rest.slice(0, cut), "fill-said") + 1;
				rest = rest.slice(cut);
			}
		});
	}
	// fitting is how much of a text goes into so many lines, cut between words where there are some.
	function fitting(text, free, lines) {
		if (lines(text, "fill-said") <= free) {
			return text.length;
		}
		let least = 0, most = text.length;
		while (most - least > 1) {
			const middle = (least + most) >> 1;
			if (lines(text.slice(0, middle), "fill-said") <= free) {
				least = middle;
			} else {
				most = middle;
			}
		}
		const blank = Math.max(text.lastIndexOf(" ", least), text.lastIndexOf("\n", least));
		if (blank > least - 200 && blank > 0) {
			return blank + 1;
		}
		// Never between the halves of a sign.
		return Math.max(1, /[\ud800-\udbff]/.test(text[least - 1]) ? least - 1 : least);
	}
	function afterPrint() {
		main.querySelectorAll(".fill-notes, .fill-mark").forEach((e) => e.remove());
		main.querySelectorAll(".fill-long").forEach((t) => t.classList.remove("fill-long"));
	}

	/* On and off. */

	function turnOn() {
		on = true;
		root.classList.add("filling");
		eachRoom((holder, room) => fieldsOf(holder, room));
		fields.forEach((f, name) => show(name));
		mailButtons();
		if (!frame) {
			makeFrame();
		}
		start.hidden = true;
		bar.hidden = false;
		notice();
		remember("on");
	}
	// turnOff leaves the fields' rooms as they were, but for classes and roles that mean nothing there.
	function turnOff() {
		on = false;
		flush();
		root.classList.remove("filling");
		main.querySelectorAll(".fill-field, .fill-button, .fill-more, .fill-only").forEach((e) => e.remove());
		main.querySelectorAll(".fill-host, .fill-box").forEach((e) => e.classList.remove("fill-host", "fill-box"));
		main.querySelectorAll("[role=radiogroup], [role=none]").forEach((e) => {
			e.removeAttribute("role");
			e.removeAttribute("aria-label");
		});
		fields.clear();
		shown.clear();
		start.hidden = false;
		bar.hidden = true;
		remember("off");
	}
	// remember has the other pages that are opened from here turned on too.
	function remember(what) {
		try {
			self.sessionStorage.setItem(MARK, what);
		} catch (e) {
			// They ask again.
		}
	}
	function remembered() {
		try {
			return self.sessionStorage.getItem(MARK) === "on";
		} catch (e) {
			return false;
		}
	}
	// tell says what becomes of the text; news are said once, in front of it.
	function tell(key, news) {
		state = key;
		status.dataset.state = key;
		status.setAttribute("aria-live", key === "kept" && !news || key === "keeping" ? "off" : "polite");
		status.textContent = (news ? news + " " : "") + say("state." + key, { n: broken });
	}
	const firstText = () => [...paragraphs("where", "take"), ...(["none", "full", "alone", "other", "broken"].includes(state) ? [make("p", "fill-warning", say("state." + state, { n: broken }))] : [])];
	function begin() {
		let known = false;
		try {
			known = !!store && store.getItem(MARK) !== null && (state === "kept" || state === "alone");
		} catch (e) {
			known = false;
		}
		if (known) {
			return turnOn();
		}
		const buttons = [closing("later"), button("begin", () => { d.close(); turnOn(); }, "fill-button fill-main")];
		if (state === "other") {
			buttons.splice(1, 0, button("other.use", () => {
				self.localStorage.setItem(MARK, STAMP);
				openStore();
				d.close();
				turnOn();
			}));
		}
		const d = ask(say("start"), ...firstText(), row(...buttons));
		return d;
	}

	let start, bar, status, look;
	function controls() {
		start = speaking(button("start", begin, "bar-print fill-start"));
		bar = speaking(make("div", "fill-bar"));
		bar.hidden = true;
		bar.setAttribute("role", "group");
		bar.setAttribute("aria-label", say("start"));
		status = make("p", "fill-state");
		look = button("look", showLists, "fill-button fill-look");
		look.hidden = true;
		const pick = make("input");
		pick.type = "file";
		pick.accept = ".json,application/json";
		pick.hidden = true;
		pick.addEventListener("change", () => {
			if (pick.files[0]) {
				load(pick.files[0]);
			}
			pick.value = "";
		});
		const why = button("about", () => ask(say("about"), ...firstText(), row(closing("close"))));
		bar.append(status, look, button("save", save), button("open", () => pick.click()), pick, button("forget", forget), why, button("stop", turnOff));
		tools.prepend(start);
		tools.parentNode.append(bar);
	}
	function listen() {
		self.addEventListener("storage", (e) => {
			if (!store || e.storageArea !== store) {
				return;
			}
			if (e.key === null) {
				memory.clear();
				fields.forEach((f, name) => show(name));
			} else if (e.key.startsWith(PREFIX) && NAME.test(e.key.slice(PREFIX.length))) {
				heard(e.key.slice(PREFIX.length), read(e.key.slice(PREFIX.length)));
			}
			notice();
		});
		self.addEventListener("pagehide", flush);
		document.addEventListener("visibilitychange", flush);
		self.addEventListener("beforeprint", beforePrint);
		self.addEventListener("afterprint", afterPrint);
	}
	function run() {
		words = self.pairbookWords;
		if (!words) {
			return;
		}
		controls();
		openStore();
		listen();
		if (remembered()) {
			turnOn();
		}
	}
	// The words and the styles lie beside this script; in a workbook of one file they stand in it.
	const beside = document.currentScript && document.currentScript.src;
	if (self.pairbookWords || !beside) {
		run();
		return;
	}
	const styles = make("link"), script = make("script");
	styles.rel = "stylesheet";
	styles.href = new URL("fill.css", beside).href;
	script.src = new URL("fill." + root.lang.toLowerCase() + ".js", beside).href;
	script.addEventListener("load", run);
	document.head.append(styles, script);
})();
