// Lets the facilitator filter and sort the tables of a cohort's page, and marks what is to be
// done now: the pages have no clock, this script asks the reader's. Without it the page shows
// everything, in the order of its files, and all that there is to do by date.
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
		var lacks = box.querySelector(".filter-lacks");
		var shown = box.querySelector(".filter-shown");
		var words = new Map();

		function wordsOf(row) {
			if (!words.has(row)) {
				words.set(row, plain(row.textContent));
			}
			return words.get(row);
		}

		// What a relationship lacks is said in its own row; a session is shown with it.
		function lacking(row) {
			if (!row.hasAttribute("data-lacks")) {
				var link = row.querySelector("th a");
				row = link && document.getElementById(decodeURIComponent(link.hash.slice(1))) || row;
			}
			return (row.getAttribute("data-lacks") || "").split(" ");
		}

		// A sum leads to the rows that it was counted from.
		function choose(link) {
			var wanted = link.getAttribute("data-filter").split("=");
			text.value = "";
			status.value = wanted[0] === "status" ? wanted[1] : "";
			lacks.value = wanted[0] === "lacks" ? wanted[1] : "";
			filter();
		}

		// The front page leads to a sum, and so to its rows.
		function follow() {
			var sum = document.getElementById(decodeURIComponent(location.hash.slice(1)));
			var link = sum && sum.querySelector("a[data-filter]");
			if (link && !sum.matches("tr")) {
				choose(link);
				location.replace(link.hash);
			}
		}

		function filter() {
			var wanted = plain(text.value).split(/\s+/);
			var count = 0;
			tables.forEach(function (table) {
				rows(table).forEach(function (row) {
					var fits = (status.value === "" || row.getAttribute("data-status") === status.value) &&
						(lacks.value === "" || lacking(row).indexOf(lacks.value) >= 0) &&
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
		lacks.addEventListener("change", filter);
		document.querySelectorAll("a[data-filter]").forEach(function (link) {
			link.addEventListener("click", function () { choose(link); });
		});
		window.addEventListener("hashchange", follow);
		box.hidden = false;
		filter(); // browsers bring back what was typed before the page was loaded again
		follow();
	}

	// The reader's day, as the pages write days: 2027-02-04.
	function today() {
		var now = new Date();
		function two(n) { return (n < 10 ? "0" : "") + n; }
		return now.getFullYear() + "-" + two(now.getMonth() + 1) + "-" + two(now.getDate());
	}

	// Shows what is to be done now, and marks what is late; a box brings back the rest.
	function makeWeek(section, day) {
		var table = section.querySelector("table");
		var all = section.querySelector(".week-all");
		var none = section.querySelector(".week-none");
		rows(table).forEach(function (row) {
			var mark = row.querySelector(".task-mark");
			var text = mark.getAttribute(row.getAttribute("data-day") < day ? "data-late" : "data-soon");
			mark.textContent = text;
			mark.hidden = !isNow(row) || text === "";
		});
		function isNow(row) {
			return row.getAttribute("data-from") <= day && (!row.hasAttribute("data-to") || day <= row.getAttribute("data-to"));
		}
		function show() {
			var count = 0;
			rows(table).forEach(function (row) {
				var now = isNow(row);
				row.classList.toggle("task-now", now && all.checked);
				row.hidden = !now && !all.checked;
				count += now ? 1 : 0;
			});
			table.hidden = count === 0 && !all.checked;
			none.hidden = count > 0;
		}
		all.addEventListener("change", show);
		section.querySelector(".week-tools").hidden = false;
		show();
	}

	// How many tasks there are on a day, from the changes up to it.
	function countNow(tally, day) {
		return tally.split(" ").reduce(function (sum, change) {
			var parts = change.split(":");
			return parts[0] <= day ? sum + Number(parts[1]) : sum;
		}, 0);
	}

	function makeTally(place, day) {
		place.textContent = place.getAttribute("data-text").replace("#", countNow(place.getAttribute("data-tally"), day));
		place.hidden = false;
	}

	// A day until which something is to be kept: the mark is shown once it has passed.
	function makeUntil(place, day) {
		place.querySelector(".until-passed").hidden = day <= place.getAttribute("data-until");
	}

	var tables = Array.prototype.slice.call(document.querySelectorAll(".desk-sort"));
	tables.forEach(makeSortable);
	var day = today();
	document.querySelectorAll(".desk-week").forEach(function (section) { makeWeek(section, day); });
	document.querySelectorAll(".week-tally").forEach(function (place) { makeTally(place, day); });
	document.querySelectorAll("[data-until]").forEach(function (place) { makeUntil(place, day); });
	document.querySelectorAll(".dot-planned[data-day]").forEach(function (dot) {
		dot.classList.toggle("dot-late", dot.getAttribute("data-day") < day);
	});
	document.querySelectorAll(".desk-filter").forEach(function (box) { makeFilter(box, tables); });
})();
