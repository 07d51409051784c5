// Small comforts of the desk. Every form works without them.
"use strict";
(() => {
  // Capital letters and accents make no difference to what is looked for.
  const plain = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();

  function filter(box) {
    const rows = [...document.getElementById(box.dataset.filter).tBodies[0].rows];
    const words = rows.map((row) => plain(row.cells[0].textContent));
    const text = box.querySelector("input"), status = box.querySelector("select"), shown = box.querySelector(".shown");
    const show = () => {
      const wanted = plain(text.value).split(/\s+/);
      let count = 0;
      rows.forEach((row, i) => {
        row.hidden = !(wanted.every((word) => words[i].includes(word)) && (!status.value || row.dataset.status === status.value));
        count += row.hidden ? 0 : 1;
      });
      shown.textContent = shown.dataset.text.replace("#", count);
    };
    text.addEventListener("input", show);
    status.addEventListener("change", show);
    box.hidden = false;
    show();
  }

  // One more row to write a promise into.
  function more(box) {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "quiet", textContent: box.dataset.more });
    box.append(button);
    button.addEventListener("click", () => {
      const rows = box.querySelectorAll(".promise"), last = rows[rows.length - 1], row = last.cloneNode(true);
      for (const part of row.querySelectorAll("[name]")) {
        part.name = part.id = part.name.replace(/\d+$/, rows.length);
        part.value = part.matches("select") ? part.options[0].value : "";
      }
      for (const label of row.querySelectorAll("label")) label.htmlFor = label.htmlFor.replace(/\d+$/, rows.length);
      row.setAttribute("aria-label", row.getAttribute("aria-label").replace(/\d+/, rows.length));
      last.after(row);
      row.querySelector("input").focus();
      if (rows.length + 1 >= 40) button.remove();
    });
  }

  // The numbers of the lines grow with the text.
  function number(text) {
    const list = text.parentElement.querySelector(".numbers");
    const count = () => {
      const n = text.value.split("\n").length;
      while (list.children.length > n) list.lastChild.remove();
      while (list.children.length < n) {
        const item = document.createElement("li");
        item.id = "L" + (list.children.length + 1);
        item.textContent = list.children.length + 1;
        list.append(item);
      }
      text.rows = n + 1;
    };
    text.addEventListener("input", count);
    count();
    const line = /^#L(\d+)$/.exec(location.hash);
    if (!line) return;
    const before = text.value.split("\n").slice(0, line[1] - 1).join("\n").length + (line[1] > 1 ? 1 : 0);
    text.focus({ preventScroll: true });
    text.setSelectionRange(before, before);
  }

  function tickAll(box) {
    const boxes = () => box.closest("form").querySelectorAll("tbody input[type=checkbox]:not(:disabled)");
    box.closest("[hidden]").hidden = false;
    box.addEventListener("change", () => boxes().forEach((one) => { one.checked = box.checked; }));
  }

  document.querySelectorAll("[data-filter]").forEach(filter);
  document.querySelectorAll("[data-more]").forEach(more);
  document.querySelectorAll(".numbered textarea").forEach(number);
  document.querySelectorAll("[data-tick-all]").forEach(tickAll);

  // A link to a form of this page opens it.
  const unfold = () => {
    const part = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (part && part.matches("details")) part.open = true;
  };
  addEventListener("hashchange", unfold);
  unfold();

  // What was typed and not sent is not to be lost by a slip.
  const dirty = new Set();
  document.addEventListener("input", (event) => {
    const form = event.target.closest('form[method="post"]');
    if (form) dirty.add(form);
  });
  document.addEventListener("submit", (event) => { dirty.delete(event.target); });
  addEventListener("beforeunload", (event) => { if (dirty.size > 0) event.preventDefault(); });
})();
