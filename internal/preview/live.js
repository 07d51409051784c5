// Runs in every page while it is previewed, and in no page that is published.
//
// The server tells the state of things as a whole, at once and again with each change:
// the sum of this page, the sums of everything pages load, and the problems of the last
// build. From that this page decides by itself whether to reload, to take on style
// sheets, or to show the problems. Nothing depends on a message not having been missed.
"use strict";
(() => {
  const script = document.currentScript;
  const folder = new URL(".", script.src).pathname;
  const address = folder + "events?page=" + encodeURIComponent(decodeURIComponent(location.pathname));
  const listed = "listed" in script.dataset; // this page lists the problems by itself
  let files = null; // address -> sum, as this page has loaded them
  let stream = null;
  let leaving = false;

  // --- what lies over the page

  const host = document.createElement("div");
  host.id = "pairbook-preview";
  const shadow = host.attachShadow({ mode: "open" });
  const looks = make("link", { rel: "stylesheet", href: folder + "live.css" });
  const all = make("div", { hidden: true });
  looks.onload = looks.onerror = () => { all.hidden = false; };
  shadow.append(looks, all);

  const cover = make("div", { className: "cover", hidden: true });
  const dialog = make("section", { tabIndex: -1 });
  dialog.setAttribute("role", "dialog");
  dialog.setAttribute("aria-labelledby", "heading");
  dialog.setAttribute("aria-describedby", "note");
  const heading = make("h2", { id: "heading" });
  const close = make("button", { type: "button", textContent: "Close (Esc)" });
  const top = make("header", {});
  top.append(heading, close);
  const note = make("p", { className: "note", id: "note" });
  const list = make("div", {});
  dialog.append(top, note, list);
  cover.append(dialog);
  const badge = make("button", { className: "badge", type: "button", hidden: true });
  const gone = make("p", { className: "gone", hidden: true });
  gone.setAttribute("role", "status");
  all.append(badge, cover, gone);
  document.body.append(host);

  function make(name, values) {
    return Object.assign(document.createElement(name), values);
  }

  // --- problems

  let shown = ""; // what the list says
  let before = null; // what had the focus before the dialog

  function tell(m) {
    if (listed) return;
    badge.textContent = m.heading;
    badge.classList.toggle("failed", m.failed);
    cover.classList.toggle("calm", !m.failed);
    const text = m.failed + m.list;
    if (text !== shown) {
      shown = text;
      heading.textContent = m.heading;
      note.textContent = m.failed
        ? "This page is from the last good build. It is replaced as soon as these are mended."
        : "This page is up to date.";
      list.innerHTML = m.list; // made by the server, which escaped every text in it
      if (m.heading && m.failed) open();
      else shut();
    }
    badge.hidden = !m.heading || !cover.hidden;
  }

  function open() {
    if (cover.hidden) before = document.activeElement;
    cover.hidden = false;
    badge.hidden = true;
    dialog.focus({ preventScroll: true });
  }

  function shut() {
    const had = shadow.activeElement;
    cover.hidden = true;
    badge.hidden = !badge.textContent;
    if (had && before && before !== host) before.focus({ preventScroll: true });
    before = null;
  }

  badge.onclick = open;
  close.onclick = shut;
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !cover.hidden) {
      event.preventDefault();
      shut();
    }
  });

  // --- what changed

  function update(m) {
    if (leaving) return;
    const late = files === null && m.assets !== script.dataset.assets;
    if (m.page !== script.dataset.page || late || !takeOn(m.files)) {
      leaving = true;
      location.reload();
      return;
    }
    tell(m);
  }

  // takeOn brings in the files that changed. It returns false if that takes a reload.
  function takeOn(next) {
    const last = files || next;
    files = next;
    const used = new Set(performance.getEntriesByType("resource").map((e) => new URL(e.name).pathname));
    for (const path of new Set([...Object.keys(last), ...Object.keys(next)])) {
      if (last[path] === next[path] || !used.has(encodeURI(path))) continue;
      if (!restyle(path, next[path])) return false;
    }
    return true;
  }

  // restyle replaces a style sheet by its new version once that is there, so that the
  // page is never seen without. It returns false for what is no style sheet of this page.
  function restyle(path, sum) {
    const old = [...document.querySelectorAll('link[rel~="stylesheet"]')]
      .filter((link) => new URL(link.href).pathname === encodeURI(path));
    if (!sum || old.length === 0) return false;
    const next = old[old.length - 1].cloneNode();
    next.href = encodeURI(path) + "?v=" + sum;
    next.onload = () => old.forEach((link) => link.remove());
    old[old.length - 1].after(next);
    return true;
  }

  // --- the stream

  let alarm = 0;

  function listen() {
    if (stream || leaving) return;
    stream = new EventSource(address);
    stream.onmessage = (event) => {
      calm();
      update(JSON.parse(event.data));
    };
    stream.onerror = () => {
      if (!alarm) alarm = setTimeout(missing, 1000);
      if (stream && stream.readyState === EventSource.CLOSED) {
        hush();
        setTimeout(seek, 1000);
      }
    };
  }

  function hush() {
    if (stream) stream.close();
    stream = null;
  }

  function calm() {
    clearTimeout(alarm);
    alarm = 0;
    gone.hidden = true;
  }

  function missing() {
    gone.textContent = "The preview has stopped. This page comes back by itself when “pairbook serve” runs again.";
    gone.hidden = false;
  }

  // seek is for a server that answers, but not with this stream: another one at the same
  // port, whose page is then loaded, or this one, with too many pages open.
  async function seek() {
    if (stream || leaving || document.hidden) return;
    try {
      const answer = await fetch(location.href, { cache: "no-store" });
      if (!(await answer.text()).includes(folder)) {
        leaving = true;
        location.reload();
        return;
      }
      listen();
    } catch {
      setTimeout(seek, 1000);
    }
  }

  // A browser opens some six connections to one server, for all tabs together. So a
  // page that nobody sees lets go of its stream; what it missed it is told on return.
  function attend() {
    if (document.hidden) {
      hush();
      clearTimeout(alarm);
      alarm = 0;
    } else {
      listen();
    }
  }

  document.addEventListener("visibilitychange", attend);
  addEventListener("pagehide", hush);
  addEventListener("pageshow", attend);
  attend();
})();
