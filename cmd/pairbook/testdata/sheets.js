// Measures the sheets of a page as they will be printed. The page is shown for print
// media in a window of the size of the page area, so a sheet is laid out here as it
// is on paper. Returns what the type layout of the tests holds; lengths in pixels.
(() => {
	const sheets = Array.from(document.querySelectorAll(".sheet"));
	const text = (e) => e ? e.innerText.replace(/\s+/g, " ").trim() : "";

	// The words that are printed below an element, text by text: two that only a drawn
	// sign parts are two. Of a line that ends in an ellipsis nobody can say which are.
	const printed = (root) => {
		const words = [];
		const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
		while (texts.nextNode()) {
			const e = texts.currentNode.parentElement;
			const style = getComputedStyle(e);
			const cut = style.textOverflow === "ellipsis" && e.scrollWidth > e.clientWidth;
			if (e.checkVisibility({ visibilityProperty: true }) && style.fontSize !== "0px" && !cut) {
				const said = texts.currentNode.data;
				words.push(style.textTransform === "uppercase" ? said.toLocaleUpperCase(document.documentElement.lang) : said);
			}
		}
		return words.join(" ");
	};
	const name = (e) => e.tagName.toLowerCase() + (e.className && e.className.baseVal === undefined ? "." + e.className.replace(/ /g, ".") : "") +
		" “" + text(e).slice(0, 40) + "”";

	const measured = sheets.map((sheet) => {
		const box = sheet.getBoundingClientRect();
		return {
			id: sheet.id,
			height: box.height,
			foot: text(sheet.querySelector(".foot-sheet")),
			wholeFoot: text(sheet.querySelector(".foot")),
			head: sheet.querySelector("header") ? printed(sheet.querySelector("header")) : "",
			title: text(sheet.querySelector("h1, h2")),
			tab: text(sheet.querySelector(".tab")),
			rooms: Array.from(sheet.querySelectorAll(".rules:not(.free .rules)"), (e) => {
				const r = e.getBoundingClientRect(), ask = e.closest(".ask")?.querySelector("h3, h4");
				return { left: r.left, top: r.top - box.top, width: r.width, height: r.height,
					ask: ask ? text(ask).split(" ")[0] : "", askTop: ask ? ask.getBoundingClientRect().top - box.top : 0 };
			}).filter((r) => r.width > 0),
		};
	});

	// Whatever is wider than its box, or cut off by it.
	const faults = [];
	for (const e of document.querySelectorAll(".sheet, .sheet *")) {
		if (!(e instanceof HTMLElement) || e.clientWidth === 0 || e.classList.contains("rules")) {
			continue;
		}
		if (e.scrollWidth > e.clientWidth + 1) {
			faults.push(`${name(e)} is ${e.scrollWidth} px wide in a box of ${e.clientWidth} px`);
		}
		const style = getComputedStyle(e);
		if ((style.overflowY !== "visible" || e.classList.contains("slip")) && e.scrollHeight > e.clientHeight + 1) {
			faults.push(`${name(e)} is cut off: ${e.scrollHeight} px in a box of ${e.clientHeight} px`);
		}
		// Text in upright boxes of SVG has no scroll width of its own.
		if (e.closest("foreignObject") && e.getBoundingClientRect().right > e.closest("svg").getBoundingClientRect().right + 1) {
			faults.push(`${name(e)} stands out of its drawing`);
		}
	}
	// Labels of the road that the line runs through: it keeps to the edges of a stop, and to
	// its top where its number is.
	const mm = 96 / 25.4;
	for (const stop of document.querySelectorAll(".sheet .stop")) {
		const frame = stop.getBoundingClientRect();
		for (const label of stop.querySelectorAll("p")) {
			const range = document.createRange();
			range.selectNodeContents(label);
			const box = range.getBoundingClientRect();
			// In one column the line may run straight down through the numbers: labels stand beside it.
			const number = stop.querySelector(".stop-n").getBoundingClientRect();
			if (stop.parentElement.classList.contains("road-1") && (box.left >= number.right || box.right <= number.left) && box.bottom <= frame.bottom) {
				continue;
			}
			if (box.width > 0 && (box.left < frame.left + 3 * mm || box.right > frame.right - 3 * mm || box.top < frame.top + 13 * mm || box.bottom > frame.bottom)) {
				faults.push(`the road runs through “${text(label)}”`);
			}
		}
	}

	// The height a sheet needs when nothing stretches it.
	sheets.forEach((sheet) => { sheet.style.minHeight = "0" });
	sheets.forEach((sheet, i) => {
		measured[i].needs = sheet.getBoundingClientRect().height;
		// From below the title to above the foot, without room for notes that fills a side. What a
		// session, a goal or pre-work goes on with would stand in a column there, which is narrower.
		const narrow = document.getElementById(sheet.dataset.in || "")?.matches(".sheet-session, .sheet-goal, .sheet-pre-work") && getComputedStyle(document.documentElement).getPropertyValue("--columns") === "2";
		const lists = narrow ? Array.from(sheet.querySelectorAll(".more")) : [];
		lists.forEach((e) => { e.style.width = "calc(50% - 4mm)" });
		const title = sheet.querySelector(".title"), foot = sheet.querySelector(".foot");
		const notes = sheet.querySelector(":scope > .ask[data-f=notes]");
		measured[i].content = title && foot ? (notes || foot).getBoundingClientRect().top - title.getBoundingClientRect().bottom : 0;
		lists.forEach((e) => { e.style.width = "" });
		measured[i].strip = foot ? sheet.getBoundingClientRect().bottom - foot.getBoundingClientRect().bottom : 0;
	});
	sheets.forEach((sheet) => { sheet.style.minHeight = "" });
	return { title: document.title, lang: document.documentElement.lang, rtl: document.dir === "rtl",
		headings: Array.from(document.querySelectorAll("h1, h2, h3, h4")).filter((e) => e.checkVisibility()).map(text),
		sheets: measured, faults, words: printed(document.body) };
})()
