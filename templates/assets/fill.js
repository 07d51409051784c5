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
//	data-any                                 a list of boxes of which any may be ticked
//
// The file goes the way of a text: store, fields, sheets, tables, lists to look at, copies, mail,
// print. What fields there are and where they are found is said by two tables, KINDS and ROOMS.
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

	const fields = new Map(); // name -> field: get, set, label, where, of, parts, text
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

	const NOTHING = { v: "", o: [] };

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
		const of = ROW.exec(name), away = of && of[1] + ".b" + of[2] + "-";
		if (v && memory.has(away)) {
			put(away, NOTHING); // somebody writes in a row that was taken away
		}
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
		hear(name, a);
		setRows();
	}
	function hear(name, a) {
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

	/* Fields. Each has a kind: what it is made of over its rooms, how its text is read, and how
	 * it is written. On paper texts stand on their lines or on a side for notes; the rest is drawn. */

	const valued = { get: ([t]) => t.value, set: ([t], v) => { t.value = v; }, text: true };
	const KINDS = {
		text: Object.assign({ make: (f, [room]) => [over(room, make("textarea", "fill-text"), f)] }, valued),
		line: Object.assign({ make: (f, [room]) => [over(room, make("input", "fill-text fill-line"), f)] }, valued),
		tick: { make: (f, [room]) => [box(room, "checkbox", f.said || f.label)], get: ([c]) => c.checked ? "1" : "", set: ([c], v) => { c.checked = v === "1"; } },
		one: { make: boxes, get: (all) => all.reduce((v, r) => r.checked ? r.value : v, ""), set: (all, v) => all.forEach((r) => { r.checked = r.was = r.value === v; }) },
	};

	// over lays a control for text over a room.
	function over(room, t, f) {
		if (t.type === "textarea") {
			t.rows = 1;
		} else {
			t.type = "text";
			t.autocomplete = "off";
		}
		t.maxLength = LONGEST;
		t.dir = "auto";
		t.setAttribute(f.by ? "aria-labelledby" : "aria-label", f.by || f.label);
		room.classList.add("fill-host");
		room.append(t);
		return t;
	}
	// box lays a control to tick over what is drawn.
	function box(room, type, label) {
		const c = make("input", "fill-tick");
		c.type = type;
		c.setAttribute("aria-label", label);
		lend(room, "aria-hidden", null);
		room.classList.add("fill-box");
		room.append(c);
		return c;
	}
	// boxes are of one choice. What is chosen can be taken back: by a second click, or with
	// the key that deletes.
	function boxes(f, rooms) {
		const all = rooms.map((room, i) => {
			const r = box(room, "radio", f.spoken[i]);
			r.name = f.name;
			r.value = f.values[i];
			return r;
		});
		const off = () => {
			KINDS.one.set(all, "");
			changed(f.name);
		};
		all.forEach((r) => {
			r.addEventListener("click", () => {
				if (r.was) {
					off();
				} else {
					KINDS.one.set(all, r.value);
				}
			});
			r.addEventListener("keydown", (e) => {
				if (e.key === "Delete" || e.key === "Backspace") {
					off();
				}
			});
		});
		return all;
	}
	// field makes one under a name that no other has.
	function field(kind, name, room, rooms, label, how) {
		let own = name;
		for (let n = 2; fields.has(own); n++) {
			own = name + "~" + n;
		}
		const { make, get, set, text } = KINDS[kind], f = Object.assign({ name: own, label, where: room.where, of: room.of, text: !!text }, how);
		f.parts = make(f, rooms);
		f.get = () => get(f.parts);
		f.set = (v) => set(f.parts, v);
		f.parts.forEach((p) => {
			p.classList.add("fill-field");
			p.addEventListener(text ? "input" : "change", () => changed(own));
			p.addEventListener("blur", () => {
				if (timers.has(own)) {
					keep(own);
				}
			});
		});
		fields.set(own, f);
		show(own);
	}
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

	/* Rooms, found by their marks. */

	const open = ".tick:not(.done, .dropped)";
	// ROOMS are the rooms that a holder may have: where, and the kind of the field with what
	// its name has after that of the holder, or the function that makes more than one of it.
	const ROOMS = [
		{ at: "table", make: tableFields },
		{ at: "tr", alone: true, make: (tr, r) => rowFields(tr, r, r.base + ".", textOf(tr.querySelector(".what")) || textOf(tr.cells[0]), tr.closest("table")) },
		{ at: ".focus-goal.blank", kind: "line", part: () => ".goal" },
		{ at: ".then-room", kind: "line", part: () => ".then", label: (e, r) => r.title + ", " + e.parentNode.firstChild.textContent.trim() },
		{ at: ".write", kind: "text", part: (i) => i ? "." + i : "", headed: true },
		{ at: ".scale-steps", make: (e, r) => scale(e, r, "span", (n) => say("percent", { n })) },
		{ at: ".rate > ol", make: (e, r) => scale(e, r, "li", (n) => n) },
		{ at: ".picks, .ticks-line[data-any]", make: anyOf },
		{ at: ".ticks-line", make: oneOf },
		{ at: ".slip-date", kind: "line", part: () => ".date", label: textOf },
		{ at: "li.blank", make: blankItem },
		{ at: open, kind: "tick", part: (i) => i ? ".t" + i : ".t", label: (e) => textOf(e.parentNode) },
		{ at: "dd:empty", kind: "line", part: (i, e) => "." + Array.prototype.indexOf.call(e.parentNode.parentNode.children, e.parentNode), label: (e) => textOf(e.previousElementSibling) },
		{ at: ".sign-line", kind: "line", part: () => ".name", label: signed },
		{ at: ".sign-date", kind: "line", part: () => ".date", label: signed },
		{ at: ".stop-word", kind: "line", part: () => ".word", label: (e, r) => [textOf(r.holder.querySelector(".stop-n")), textOf(r.holder.querySelector(".stop-topic"))].join(" ") },
		{ at: ".title-blank", kind: "line", part: () => "", over: (e) => e.closest("h2") || e, label: textOf },
		{ at: ".cover-copy", kind: "line", part: () => "", over: (e) => e.appendChild(make("span", "fill-only fill-rest")), label: textOf },
		{ at: ".outside-name", kind: "line", part: () => "" },
	];

	function textOfHead(holder, head, where) {
		const near = holder.parentNode.matches(".sheet") ? null : holder.parentNode.querySelector("h3, h4, p");
		return textOf(head) || textOf(near) || where;
	}
	function signed(e, r) { return [textOf(r.holder.querySelector(".sign-name")), textOf(e)].filter(Boolean).join(", "); }

	let ids = 0;
	function idOf(node) {
		node.id = node.id || "fill-" + ++ids;
		return node.id;
	}
	// lend gives an attribute to what is on the paper, until filling in is turned off.
	const lent = [];
	function lend(e, name, value) {
		lent.push([e, name, e.getAttribute(name)]);
		setOrRemove(e, name, value);
	}
	function setOrRemove(e, name, value) {
		if (value === null) {
			e.removeAttribute(name);
		} else {
			e.setAttribute(name, value);
		}
	}
	function eachRoom(act) {
		const seen = new Map(); // how often a name stands on a sheet and those it goes on on
		main.querySelectorAll(".sheet[id]").forEach((sheet) => {
			const id = sheet.dataset.in || sheet.id, where = textOf(sheet.querySelector("h1, h2"));
			sheet.querySelectorAll("[data-f]").forEach((holder) => {
				const mark = holder.dataset.f.trim().split(/\s+/), key = id + "/" + mark[0].replace(/[^\w.-]/g, "-").slice(0, 40), n = (seen.get(key) || 0) + 1;
				seen.set(key, n);
				const of = [sheet.dataset.of, mark[1]].filter(Boolean).join("."), head = holder.querySelector("h3, h4, .focus-goal, .sign-name");
				act(holder, { key, base: key + (n > 1 ? "~" + n : ""), where, of, sheet, holder, head: head || sheet.querySelector("h1, h2"), title: textOfHead(holder, head, where) });
			});
		});
	}
	function fieldsOf(holder, room) {
		ROOMS.forEach(({ at, alone, make, kind, part, label, over, headed }) => {
			const all = alone ? [] : Array.from(holder.querySelectorAll(at)).filter((e) => e.closest("[data-f]") === holder);
			(holder.matches(at) ? [holder] : []).concat(all).filter((e) => !e.matches(".fill-host, .fill-box")).forEach((e, i) => {
				if (make) {
					return make(e, room, i);
				}
				return field(kind, room.base + part(i, e), room, [over ? over(e) : e], label ? label(e, room) : room.title, headed && room.head ? { by: idOf(room.head) } : null);
			});
		});
		if (!holder.firstElementChild && !holder.textContent.trim()) {
			field("text", room.base, room, [holder], room.title, room.head ? { by: idOf(room.head) } : null);
		}
	}
	function scale(list, room, step, spoken) {
		const steps = Array.from(list.querySelectorAll(step)), values = steps.map(textOf), words = list.matches("ol") ? list.parentNode.querySelectorAll("p span") : [];
		const end = (i) => textOf(words[i === 0 ? 0 : i === steps.length - 1 ? 1 : -1]);
		choice(list, room, room.base + ".scale", room.title, steps, values, values.map((v, i) => [spoken(v), end(i)].filter(Boolean).join(", ")));
	}
	// questionOf a list of boxes, where it stands in the list.
	function questionOf(list, room) { return textOf(Array.from(list.children).find((c) => !c.matches(".slip-date") && !c.querySelector(".tick"))) || room.title; }
	function oneOf(list, room) {
		const ticks = Array.from(list.querySelectorAll(open)), values = ticks.map((t) => textOf(t.parentNode));
		if (ticks.length) {
			choice(list, room, room.base, questionOf(list, room), ticks, values, values);
		}
	}
	function choice(list, room, name, label, rooms, values, spoken) {
		group(list, "radiogroup", label);
		field("one", name, room, rooms, label, { values, spoken });
	}
	// anyOf are boxes of which any may be ticked. Each is named after its words, so that a tick stays with
	// them when others come before them or a part of the list goes on on another sheet.
	function anyOf(list, room) {
		const label = questionOf(list, room);
		group(list, "group", label);
		list.querySelectorAll(open).forEach((t) => {
			const said = textOf(t.parentNode);
			field("tick", room.key + "." + digest(said), room, [t], label + ", " + said, { said });
		});
	}
	function group(list, role, label) {
		lend(list, "role", role);
		lend(list, "aria-label", label);
		if (list.matches("ul, ol")) {
			Array.from(list.children).forEach((c) => lend(c, "role", "none"));
		}
	}
	// blankItem is an empty line of a list, with a box before it or without.
	function blankItem(item, room, i) {
		const name = room.base + ".b" + (i + 1), label = room.title + ", " + say("row", { n: i + 1 }), tick = item.querySelector(open);
		if (tick) {
			field("tick", name + "x", room, [tick], label);
		}
		field("line", name, room, [item.lastElementChild], label);
	}
	// digest is a short name of a text: its FNV-1a.
	function digest(s) {
		let h = 0x811c9dc5;
		for (const c of s.normalize()) {
			h = Math.imul(h ^ c.codePointAt(0), 0x01000193);
		}
		return (h >>> 0).toString(36);
	}

	/* Tables. The rows that are empty on the paper have numbers; so have those that are added. */

	const ROW = /^(.+)\.b(\d{1,2})c/, TAKEN = /^(.+)\.b(\d{1,2})-$/;
	const tables = new Map(); // name of a table -> table: least, rows, make, drop

	// rowFields makes fields of what is empty in a row of a table, and of its boxes. In a table of the
	// author's the cell is named after the head of its column.
	function rowFields(tr, room, base, name, table) {
		const heads = table && table.tHead ? Array.from(table.tHead.rows[0].cells) : [], title = textOf(table && table.caption) || table && table.getAttribute("aria-label");
		Array.from(tr.cells).forEach((c, i) => {
			const tick = c.querySelector(open), head = textOf(heads[i]), at = base + "c" + (table && table.matches(".rows") ? digest(head) : i), label = [title, name, head].filter(Boolean).join(", ");
			const about = Object.assign({}, room, { of: [room.of, heads[i] && heads[i].dataset.of].filter(Boolean).join(".") });
			if (tick) {
				if (!tick.firstChild) {
					field("tick", at, about, [tick], label);
				}
			} else if (c.tagName === "TD" && !c.hasChildNodes()) {
				if (table.matches(".chart")) {
					field("tick", at, about, [c.appendChild(make("span", "tick fill-only"))], label);
				} else {
					field("text", at, about, [c], label);
				}
			}
		});
	}
	function tableFields(table, room) {
		const rows = Array.from(table.tBodies[0].rows).filter((tr) => !tr.dataset.f), empty = rows.filter((tr) => tr.matches(".blank"));
		const sample = empty.length ? empty[empty.length - 1].cloneNode(true) : null;
		const numbered = (tr, n) => rowFields(tr, room, room.base + ".b" + n, say("row", { n }), table);
		empty.forEach((tr, i) => numbered(tr, i + 1));
		rows.forEach((tr, i) => {
			if (!tr.matches(".blank")) {
				rowFields(tr, room, room.base + ".r" + (i + 1), textOf(tr.querySelector("th b, th")) || textOf(tr.cells[0]), table);
			}
		});
		if (sample) {
			growing(table, room, sample, empty.length, numbered);
		}
	}
	// growing has rows added to a table, and taken away again.
	function growing(table, room, sample, least, numbered) {
		const added = new Map(), caption = table.caption, title = caption ? textOf(caption) : table.getAttribute("aria-label") || room.title;
		const t = {
			least, added,
			make(n) {
				const tr = sample.cloneNode(true), after = Array.from(added.keys()).filter((m) => m > n).sort((a, b) => a - b)[0];
				tr.classList.add("fill-more");
				table.tBodies[0].insertBefore(tr, after ? added.get(after) : null);
				added.set(n, tr);
				numbered(tr, n);
				const away = button("row.remove", () => takeAway(t, room, n, title), "fill-button fill-row fill-away");
				away.textContent = "\u00d7";
				away.setAttribute("aria-label", say("row.remove") + ": " + title + ", " + say("row", { n }));
				away.title = say("row.remove");
				tr.lastElementChild.classList.add("fill-host");
				tr.lastElementChild.append(away);
			},
			drop(n) {
				rowNames(room.base + ".b" + n, fields).forEach((name) => {
					clearTimeout(timers.get(name));
					timers.delete(name);
					fields.delete(name);
				});
				added.get(n).remove();
				added.delete(n);
			},
		};
		const numbers = () => Array.from(memory.keys(), (name) => ROW.exec(name) || TAKEN.exec(name)).filter((m) => m && m[1] === room.base).map((m) => +m[2]);
		t.plus = button("row.add", () => {
			const n = Math.max(least, ...added.keys(), ...numbers()) + 1;
			if (n <= ROWS) {
				t.make(n);
				added.get(n).querySelector(".fill-field").focus();
			}
			t.plus.hidden = n >= ROWS;
		}, "fill-button fill-row");
		t.plus.hidden = least >= ROWS;
		t.plus.setAttribute("aria-label", say("row.add") + ": " + title);
		if (caption) {
			lend(table, "aria-label", title);
			caption.classList.add("fill-caption");
			caption.append(t.plus);
		} else {
			room.holder.classList.add("fill-host");
			room.holder.append(t.plus);
		}
		tables.set(room.base, t);
	}
	// rowText is what stands in a row of answers.
	function rowText(at, answers) {
		return rowNames(at, answers).map((name) => answers.get(name).v).filter(Boolean).map((v) => v === "1" ? "\u2713" : v).join("\n").slice(0, LONGEST);
	}
	function rowNames(at, answers) { return Array.from((answers || memory).keys()).filter((name) => name.startsWith(at + "c")).sort(); }
	function rowHere(at) { return rowText(at, memory); }

	// takeAway takes an added row away, after asking if something is written in it. Its text is
	// kept under the name of the row and "-": a copy in which the row still stands does not bring it
	// back, and where a copy with that name is opened the reader is asked.
	function takeAway(t, room, n, title) {
		flush();
		const at = room.base + ".b" + n, text = rowHere(at), some = rowNames(at).map((name) => memory.get(name));
		const act = () => {
			clearRow(at);
			if (text) {
				put(at + "-", { v: text, t: Date.now(), q: title + ", " + say("row", { n }), s: room.where, c: room.of, r: revision(), b: "", o: [] });
			}
			t.drop(n);
			notice();
			t.plus.hidden = false;
			t.plus.focus();
		};
		if (!some.length) {
			return act();
		}
		const all = some.flatMap((a) => [a].concat(a.o)).filter((a) => a.v).map((a) => quotation(a.q, a));
		return ask(say("row.remove"), ...paragraphs("row.sure"), ...all, row(closing("cancel"), button("row.remove", (e) => {
			shut(e.target.closest("dialog"));
			act();
		}, "fill-button fill-main")));
	}
	function clearRow(at) { rowNames(at).forEach((name) => put(name, NOTHING)); }
	// setRows makes the rows that answers need, and drops those that were taken away elsewhere.
	function setRows() {
		const wanted = new Map(Array.from(tables.keys(), (base) => [base, new Set()]));
		memory.forEach((a, name) => {
			const m = ROW.exec(name), n = m ? +m[2] : 0;
			if (m && wanted.has(m[1]) && n <= ROWS) {
				wanted.get(m[1]).add(n);
			}
		});
		tables.forEach((t, base) => {
			wanted.get(base).forEach((n) => {
				if (n > t.least && !t.added.has(n)) {
					t.make(n);
				}
			});
			t.added.forEach((tr, n) => {
				if (!wanted.get(base).has(n) && memory.has(base + ".b" + n + "-") && !tr.contains(document.activeElement)) {
					t.drop(n);
				}
			});
		});
	}

	/* Windows of this page. */

	// ask opens a window with a heading, and returns it. What it holds is removed when it closes.
	function ask(heading, ...content) {
		const d = speaking(make("dialog", "fill-window")), h = make("h2", "", heading), body = make("div", "fill-words");
		d.setAttribute("aria-labelledby", idOf(h));
		body.append(...content);
		d.append(h, body);
		d.addEventListener("close", () => d.remove());
		document.querySelectorAll("dialog.fill-window").forEach(shut);
		document.body.append(d);
		d.showModal();
		return d;
	}
	// shut closes a window at once: the event of closing comes later, and until then two would be there.
	function shut(d) {
		d.close();
		d.remove();
	}
	function row(...buttons) {
		const p = make("p", "fill-buttons");
		p.append(...buttons);
		return p;
	}
	function closing(key, name) { return button(key, (e) => shut(e.target.closest("dialog")), name); }
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
		const found = { both: [], aside: new Map(), gone: [], away: [] };
		memory.forEach((a, name) => {
			const f = fields.get(name);
			if (TAKEN.test(name)) {
				if (rowHere(name.slice(0, -1)) === a.v) {
					found.away.push([name, a]);
				}
				return;
			}
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
		const found = toLookAt(), n = found.both.length + found.gone.length + found.away.length + Array.from(found.aside.values()).reduce((sum, l) => sum + l.length, 0);
		asked = n;
		look.hidden = !n;
		look.textContent = say("look", { n });
	}
	function showLists() {
		const found = toLookAt(), parts = [];
		found.aside.forEach((list) => parts.push(asideList(list)));
		found.both.slice(0, 500).forEach(([name, a]) => parts.push(bothOf(name, a)));
		found.away.forEach(([name, a]) => parts.push(awayOne(name, a)));
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
			if (f.text && mine.v) {
				buttons.push(button("both.keep-both", () => settle(mine.v + "\n\n" + x.v, x)));
			}
			box.append(row(...buttons));
		});
		return box;
	}
	// awayOne shows a row that was taken away where the copy was made.
	function awayOne(name, a) {
		const box = make("section", "fill-pair");
		box.append(heading(a), make("p", "", say("row.away")), quotation("", a), row(button("row.away.too", () => {
			clearRow(name.slice(0, -1));
			rowNames(name.slice(0, -1), fields).forEach(show);
			setRows();
			done(box);
		}), button("row.away.keep", () => {
			put(name, NOTHING);
			done(box);
		})));
		return box;
	}
	function goneOne(name, a) {
		const box = make("section", "fill-pair");
		box.append(heading(a), quotation("", a));
		a.o.forEach((x) => box.append(quotation("", x)));
		box.append(row(button("gone.forget", () => {
			put(name, NOTHING);
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
				shut(doubt);
				mergeAnswers(d.answers);
			})));
			return doubt;
		}
		return mergeAnswers(d.answers);
	}
	function mergeAnswers(answers) {
		let n = 0, differ = 0;
		flush();
		const copy = new Map();
		Object.keys(answers).slice(0, MOST).forEach((name) => {
			const a = NAME.test(name) ? answer(answers[name]) : null;
			if (a) {
				copy.set(name, a);
			}
		});
		const away = takenAway(copy);
		copy.forEach((a, name) => {
			n++;
			const mine = (store ? read(name) : memory.get(name)) || null;
			if (away(name)) {
				return;
			}
			if (!mine) {
				put(name, Object.assign({}, a, { r: revision(), b: "" }));
				show(name);
				return;
			}
			const all = [alone(mine)].concat(mine.o), fresh = (a.v ? [alone(a)] : []).concat(a.o).filter((x) => !all.some((y) => sameText(x, y)));
			if (fresh.length && !TAKEN.test(name)) {
				differ++;
				fresh.forEach((x) => { x.r = "copy"; });
				put(name, Object.assign({}, mine, { r: revision(), b: mine.r, o: mine.o.concat(fresh) }));
			}
		});
		setRows();
		notice();
		if (differ || asked) {
			showLists();
		}
		if (state !== "full") {
			tell(state === "none" ? "none" : "kept", say("opened", { n, m: differ }));
		}
	}
	// takenAway says which answers of a copy are of rows that were taken away, here or there. A row that
	// was written anew since then stays on both sides.
	function takenAway(copy) {
		const skip = new Set();
		Array.from(memory.keys()).filter((name) => TAKEN.test(name)).forEach((name) => {
			const at = name.slice(0, -1), there = rowText(at, copy);
			if (there && there !== memory.get(name).v) {
				put(name, NOTHING);
			} else {
				rowNames(at, copy).forEach((c) => skip.add(c));
			}
		});
		copy.forEach((a, name) => {
			if (TAKEN.test(name)) {
				const here = rowHere(name.slice(0, -1));
				if (rowText(name.slice(0, -1), copy) || here && here !== a.v) {
					skip.add(name);
				}
			}
		});
		return (name) => skip.has(name);
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
			shut(d);
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
		eachRoom(fieldsOf);
		setRows();
		mailButtons();
		if (!frame) {
			makeFrame();
		}
		start.hidden = true;
		bar.hidden = false;
		notice();
		remember("on");
	}
	// turnOff leaves the paper as it was.
	function turnOff() {
		on = false;
		flush();
		root.classList.remove("filling");
		main.querySelectorAll(".fill-field, .fill-button, .fill-more, .fill-only").forEach((e) => e.remove());
		main.querySelectorAll(".fill-host, .fill-box, .fill-caption").forEach((e) => e.classList.remove("fill-host", "fill-box", "fill-caption"));
		lent.splice(0).reverse().forEach(([e, name, value]) => setOrRemove(e, name, value));
		tables.clear();
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
		const buttons = [closing("later"), button("begin", () => { shut(d); turnOn(); }, "fill-button fill-main")];
		if (state === "other") {
			buttons.splice(1, 0, button("other.use", () => {
				self.localStorage.setItem(MARK, STAMP);
				openStore();
				shut(d);
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
