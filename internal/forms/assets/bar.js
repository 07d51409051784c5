// Leads from the pages of the preview to the desk. No page that is published has it.
"use strict";
(() => {
  const words = WORDS; // of the site's language; the server puts them in
  const base = new URL(document.currentScript.src).pathname.replace(/\/desk\/assets\/bar\.js$/, "");
  const inside = location.pathname.slice(base.length);
  const link = (href, text) => Object.assign(document.createElement("a"), { href: base + href, textContent: text });

  // The pages of the facilitator: each pair's row leads to its forms.
  const cohort = /^\/facilitator\/([^/]+)\.html$/.exec(inside);
  if (cohort) {
    for (const row of document.querySelectorAll('tr[id^="pair-"]')) {
      const span = Object.assign(document.createElement("span"), { className: "row-write screen-only" });
      span.append(link("/desk/pair/" + cohort[1] + "/" + row.id.slice(5), words.record));
      span.firstChild.setAttribute("aria-label", words.record + ": " + row.cells[0].dataset.key);
      row.cells[0].append(span);
    }
  }
  const bar = document.querySelector(".bar");
  if (bar) {
    const home = Object.assign(document.createElement("p"), { className: "bar-home screen-only" });
    const pair = /^\/public\/([^/]+)\/([^/]+)\/[^/]+\.html$/.exec(inside);
    const shared = pair && pair.slice(1).some((name) => ["guidance", "topics"].includes(name));
    home.append(pair && !shared ? link("/desk/pair/" + pair[1] + "/" + pair[2], words.pair) : link("/", words.desk));
    bar.prepend(home);
  }
})();
