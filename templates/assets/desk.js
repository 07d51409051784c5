// Lets the facilitator filter and sort the tables of a cohort's page. Without this
// script the page shows everything, in the order of its files.
(function () {
	"use strict";

	var collator = new Intl.Collator(document.documentElement.lang || undefined, { numeric: true, sensitivity: "base" });

	// Capital letters and accents make no difference to what is looked for.
	function plain(text) {
		return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
	}

	function rows(table) {
		return Array.prototype.slice.call(table.tBodies[0].rows);
	}

	function key(row, column) {
		var cell = row.cells[column];
		return cell.hasAttribute("data-key") ? cell.getAttribute("data-key").trim() : cell.textContent.trim();
	}

	// Rows that have nothing in the column stay last, whichever way it is sorted.
	function sort(table, column, kind, down) {
		var keyed = rows(table).map(function (row) { return { row: row, key: key(row, column) }; });
		keyed.sort(function (a, b) {
			if (a.key === "" || b.key === "") {
				return (a.key === "") - (b.key === "");
			}
			var order = kind === "number" ? a.key - b.key : collator.compare(a.key, b.key);
			return down ? -order : order;
		});
		var sorted = document.createDocumentFragment();
		keyed.forEach(function (k) { sorted.appendChild(k.row); });
		table.tBodies[0].appendChild(sorted);
	}

	function makeSortable(table) {
		var heads = Array.prototype.slice.call(table.querySelectorAll("th[data-sort]"));
		heads.forEach(function (head) {
			// The heading's own text stays for the printer: browsers leave buttons out
			// of the headings that they repeat on every side.
			var text = document.createElement("span");
			text.className = "paper-only";
			var button = document.createElement("button");
			button.type = "button";
			button.className = "sort screen-only";
			button.textContent = text.textContent = head.textContent;
			head.replaceChildren(text, button);
			button.addEventListener("click", function () {
				var down = head.getAttribute("aria-sort") === "ascending";
				heads.forEach(function (other) { other.removeAttribute("aria-sort"); });
				head.setAttribute("aria-sort", down ? "descending" : "ascending");
				sort(table, head.cellIndex, head.getAttribute("data-sort"), down);
			});
		});
	}

	function makeFilter(box, tables) {
		var text = box.querySelector(".filter-text");
		var status = box.querySelector(".filter-status");
		var shown = box.querySelector(".filter-shown");
		var words = new Map();

		function wordsOf(row) {
			if (!words.has(row)) {
				words.set(row, plain(row.textContent));
			}
			return words.get(row);
		}

		function filter() {
			var wanted = plain(text.value).split(/\s+/);
			var count = 0;
			tables.forEach(function (table) {
				rows(table).forEach(function (row) {
					var fits = (status.value === "" || row.getAttribute("data-status") === status.value) &&
						wanted.every(function (word) { return wordsOf(row).indexOf(word) >= 0; });
					row.hidden = !fits;
					if (fits && table.classList.contains("desk-rows")) {
						count++;
					}
				});
			});
			shown.textContent = shown.getAttribute("data-text").replace("#", count);
		}

		text.addEventListener("input", filter);
		status.addEventListener("change", filter);
		box.hidden = false;
		filter(); // browsers bring back what was typed before the page was loaded again
	}

	var tables = Array.prototype.slice.call(document.querySelectorAll(".desk-sort"));
	tables.forEach(makeSortable);
	document.querySelectorAll(".desk-filter").forEach(function (box) { makeFilter(box, tables); });
})();
