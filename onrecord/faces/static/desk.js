// What the desk's pages do besides being read: keys, the palette, copying, what is new since the last visit.
"use strict";
(() => {
  const page = document.body.dataset.page;
  const token = document.body.dataset.token;
  const $ = (selector, from = document) => from.querySelector(selector);
  const $$ = (selector, from = document) => [...from.querySelectorAll(selector)];
  const store = {
    get(key) { try { return localStorage.getItem("onrecord." + key); } catch { return null; } },
    set(key, value) { try { localStorage.setItem("onrecord." + key, value); } catch { /* a browser that keeps nothing */ } },
  };
  let silence;
  function say(text) {
    const place = $("#said[role=status]");
    place.textContent = text;
    clearTimeout(silence);
    silence = setTimeout(() => { place.textContent = ""; }, 6000);
  }
  const post = (path, body, extra = {}) =>
    fetch(path, { method: "POST", headers: { "X-Form-Token": token, ...extra }, body, credentials: "same-origin" });

  // -- keys: the table in the page says which key does what, and where ------------------------------------------
  const doing = {};
  const table = $$("#help tr[data-keys]").flatMap((row) =>
    row.dataset.keys.split("|").map((keys) => ({ keys, where: row.dataset.where, does: row.dataset.does })));
  const here = table.filter((key) => key.where === page).concat(table.filter((key) => key.where === "everywhere"));
  let begun = "";
  let waiting;

  function pressed(event) {
    const name = event.key === " " ? "Space" : event.key;
    const held = [];
    if (event.ctrlKey) held.push("Control");
    if (event.metaKey) held.push("Meta");
    if (event.altKey) held.push("Alt");
    if (event.shiftKey && (name.length > 1 || held.length)) held.push("Shift");
    const order = ["Shift", "Control", "Alt", "Meta"].filter((one) => held.includes(one));
    return [...order, held.length && name.length === 1 ? name.toLowerCase() : name].join("+");
  }

  function typing(target) {
    return target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]") !== null;
  }

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing) return;
    const key = pressed(event);
    if (["Shift", "Control", "Alt", "Meta"].includes(event.key)) return;
    if (typing(event.target) && key !== "Escape" && !/Control|Meta/.test(key)) return;
    if ($("dialog[open]") && key !== "Escape") return;
    if (store.get("letters") === "off" && key.length === 1 && key !== "?") return;
    const sequence = begun ? `${begun} ${key}` : key;
    const digit = /^[0-9]$/.test(key);
    const found = here.find((one) => one.keys === sequence || (one.keys === "1-9" && digit && !begun));
    clearTimeout(waiting);
    begun = "";
    if (found) {
      const [does, ...rest] = found.does.split(":");
      const act = doing[does];
      if (act && act(rest.join(":"), event) !== false) event.preventDefault();
    } else if (here.some((one) => one.keys.startsWith(`${sequence} `))) {
      begun = sequence;
      waiting = setTimeout(() => { begun = ""; }, 1200);
    }
  });

  doing.go = (path) => { location.href = path; };
  doing.search = () => { $("#search").focus(); $("#search").select(); };
  doing.help = () => { $("#help").showModal(); };
  doing.close = () => {
    const open = $("dialog[open]");
    if (open) { open.close(); return true; }
    if (document.activeElement && typing(document.activeElement)) { document.activeElement.blur(); return true; }
    return false;
  };
  const letters = $("#letters");
  letters.checked = store.get("letters") !== "off";
  letters.addEventListener("change", () => {
    store.set("letters", letters.checked ? "on" : "off");
    say(letters.checked ? "Single letters do something." : "Single letters do nothing.");
  });

  // -- lists: from item to item -----------------------------------------------------------------------------------
  const items = $$(".item");
  let at = -1;
  function move(step) {
    if (!items.length) return false;
    items[at]?.classList.remove("now");
    at = Math.max(0, Math.min(items.length - 1, at + step));
    items[at].classList.add("now");
    const link = $("a[href]", items[at]);
    (link ?? items[at]).focus();
    items[at].scrollIntoView({ block: "nearest" });
    return true;
  }
  doing.next = () => move(1);
  doing.previous = () => move(-1);
  doing.open = () => { const link = items[at] && $("a[href]", items[at]); if (link) location.href = link.href; return Boolean(link); };

  // -- the palette ----------------------------------------------------------------------------------------------------
  const palette = $("#palette");
  const words = $("#palette-words");
  const list = $("#palette-list");
  let places = null;
  let chosen = 0;
  async function fill() {
    if (places) return;
    places = $$(".bar nav a").map((a) => ({ name: a.textContent, kind: "page", href: a.getAttribute("href") }));
    places.push({ name: "Keys", kind: "page", href: "/-/keys" }, { name: "Pages and data", kind: "page", href: "/-/pages" });
    try {
      const stories = await (await fetch("/stories.json?limit=1000", { credentials: "same-origin" })).json();
      for (const row of stories.rows) places.push({ name: row.title || "Untitled story", kind: "story", href: `/story/${row.story}` });
      const people = await (await fetch("/-/speakers.json?limit=1000", { credentials: "same-origin" })).json();
      for (const name of people.rows) places.push({ name, kind: "person", href: `/person/${encodeURIComponent(name)}` });
    } catch { say("The list of stories could not be read."); }
    choices();
  }
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  function choices() {
    const wanted = plain(words.value).split(/\s+/).filter(Boolean);
    const fitting = places.filter((one) => wanted.every((word) => plain(one.name).includes(word))).slice(0, 12);
    if (words.value.trim()) {
      fitting.push({ name: `Search the reports for “${words.value.trim()}”`, kind: "search", href: `/-/search?q=${encodeURIComponent(words.value.trim())}` });
    }
    list.replaceChildren(...fitting.map((one, n) => {
      const item = document.createElement("li");
      item.role = "option";
      item.id = `palette-${n}`;
      item.dataset.href = one.href;
      item.append(one.name, " ", Object.assign(document.createElement("small"), { textContent: one.kind }));
      item.addEventListener("click", () => { location.href = one.href; });
      return item;
    }));
    choose(0);
  }
  function choose(n) {
    const options = [...list.children];
    chosen = Math.max(0, Math.min(options.length - 1, n));
    options.forEach((option, k) => option.setAttribute("aria-selected", String(k === chosen)));
    if (options[chosen]) {
      words.setAttribute("aria-activedescendant", options[chosen].id);
      options[chosen].scrollIntoView({ block: "nearest" });
    }
  }
  doing.palette = () => { palette.showModal(); words.value = ""; words.focus(); fill().then(() => places && choices()); };
  words.addEventListener("input", () => places && choices());
  words.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") choose(chosen + 1);
    else if (event.key === "ArrowUp") choose(chosen - 1);
    else if (event.key === "Enter" && list.children[chosen]) location.href = list.children[chosen].dataset.href;
    else return;
    event.preventDefault();
  });

  // -- copying ------------------------------------------------------------------------------------------------------------
  async function copy(field) {
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      field.closest("details").open = true;
      field.select();
      document.execCommand("copy");
    }
    say("Copied.");
  }
  for (const button of $$("button.copy")) {
    button.hidden = false;
    button.addEventListener("click", () => copy($(`#${button.dataset.copy}`)));
  }
  doing.cite = () => { const field = $(".cite textarea"); if (!field) { say("Light some words first: follow any value to them."); } else copy(field); };
  doing.live = () => { const link = $("a.live"); if (link) link.click(); else say("The report has no address."); };

  // -- where you are ------------------------------------------------------------------------------------------------------
  for (const link of $$(".bar nav a")) if (link.getAttribute("href") === location.pathname) link.setAttribute("aria-current", "page");

  // -- what is new since the last visit: the report added last that was seen, story by story, in this browser -----
  for (const row of $$("[data-story][data-count]")) {
    const seen = JSON.parse(store.get(`seen.${row.dataset.story}`) ?? "null");
    const badge = $(".fresh", row);
    if (badge && seen && Number(row.dataset.count) > seen.count) {
      badge.textContent = `${Number(row.dataset.count) - seen.count} new`;
      badge.hidden = false;
    } else if (badge && !seen) {
      badge.textContent = "not seen yet";
      badge.hidden = false;
    }
  }
  const top = $("#top[data-last]");
  if (top) {
    const { story, last, count } = top.dataset;
    const seen = JSON.parse(store.get(`seen.${story}`) ?? "null");
    const place = $("#visit");
    const said = document.createElement("a");
    if (seen && seen.last !== last) {
      said.href = `/story/${story}/new?seen=${seen.last}`;
      const more = Number(count) - seen.count;
      said.textContent = `New since your last visit (${seen.day}): ${more > 0 ? `${more} report${more === 1 ? "" : "s"}, and ` : ""}what they tell`;
      place.replaceChildren(said);
      place.hidden = false;
    } else if (seen) {
      place.textContent = `Nothing new since your last visit (${seen.day}).`;
      place.hidden = false;
    }
    store.set(`seen.${story}`, JSON.stringify({ last, count: Number(count), day: new Date().toLocaleString() }));
  }

  // -- a report: from record to record, from words to cells ----------------------------------------------------------
  if (page === "report") {
    const address = location.hash.match(/^#(c=[\d,-]+|m=[0-9a-f]+)$/);
    if (address) location.replace(`${location.pathname}?${address[1]}#c`);
    const anchors = $$("a.here");
    let nth = -1;
    const step = (by) => {
      if (!anchors.length) return false;
      const seen = anchors.indexOf(document.activeElement);
      nth = Math.max(0, Math.min(anchors.length - 1, (seen < 0 ? nth : seen) + by));
      anchors[nth].focus();
      anchors[nth].scrollIntoView({ block: "center" });
      return true;
    };
    doing.mark = (what) => {
      if (what === "next") return step(1);
      if (what === "previous") return step(-1);
      const focused = document.activeElement;
      if (focused?.matches("a.here, a.words")) { focused.click(); return true; }
      return false;
    };
    doing.boilerplate = () => { $("#show-boilerplate").click(); };
    doing.raw = () => { $(".switches a")?.click(); };
    $("#show-boilerplate").checked = store.get("boilerplate") !== "off";
    $("#show-boilerplate").addEventListener("change", (event) => store.set("boilerplate", event.target.checked ? "on" : "off"));
    // Several records at one place: a small choice.
    const choice = document.createElement("dialog");
    choice.setAttribute("aria-label", "Records here");
    document.body.append(choice);
    document.addEventListener("click", (event) => {
      const anchor = event.target.closest("a.here");
      if (!anchor || !anchor.dataset.ids.includes(" ")) return;
      event.preventDefault();
      const links = anchor.dataset.ids.split(" ").map((id) => {
        const link = document.createElement("a");
        const row = $(`[id="k-${id}"]`);
        link.href = `#k-${id}`;
        link.textContent = `${row?.className ?? ""}: ${$(".words", row)?.textContent ?? id}`;
        link.addEventListener("click", () => choice.close());
        const item = document.createElement("li");
        item.append(link);
        return item;
      });
      const ul = document.createElement("ul");
      ul.className = "plain";
      ul.append(...links);
      choice.replaceChildren(ul);
      choice.showModal();
    });
    choice.addEventListener("keydown", (event) => {
      const all = $$("a", choice);
      const now = all.indexOf(document.activeElement);
      if (event.key === "ArrowDown") all[Math.min(all.length - 1, now + 1)].focus();
      else if (event.key === "ArrowUp") all[Math.max(0, now - 1)].focus();
      else return;
      event.preventDefault();
    });
    // From words to cells: what is pointed at in the text is lit beside it, and the other way round.
    const lit = (id, on) => {
      for (const one of $$(`[class~="m-${id}"], [id="k-${id}"]`)) one.classList.toggle("pointed-at", on);
    };
    for (const [type, on] of [["mouseover", true], ["mouseout", false], ["focusin", true], ["focusout", false]]) {
      $(".columns").addEventListener(type, (event) => {
        const row = event.target.closest("ol.marks > li");
        const words = event.target.closest("mark[class*='m-']");
        const anchor = event.target.closest("a.here");
        if (row) lit(row.id.slice(2), on);
        else if (anchor) anchor.dataset.ids.split(" ").forEach((id) => lit(id, on));
        else if (words) lit(words.className.match(/m-([0-9a-f]+)/)[1], on);
      });
    }
  }

  // -- adding -----------------------------------------------------------------------------------------------------------------
  if (page === "add") {
    const form = $("form.add");
    const field = $("#files");
    let depth = 0;
    document.addEventListener("dragenter", (event) => { depth += 1; document.body.classList.add("dropping"); event.preventDefault(); });
    document.addEventListener("dragleave", () => { depth -= 1; if (depth <= 0) document.body.classList.remove("dropping"); });
    document.addEventListener("dragover", (event) => event.preventDefault());
    document.addEventListener("drop", (event) => {
      event.preventDefault();
      depth = 0;
      document.body.classList.remove("dropping");
      if (event.dataTransfer.files.length) { field.files = event.dataTransfer.files; form.requestSubmit(); }
    });
    form.addEventListener("submit", () => say("Sending …"));
    const job = $("#job");
    if (job && !["done", "failed"].includes(job.dataset.state)) {
      const look = async () => {
        const answer = await fetch(`/-/job/${job.dataset.job}`, { credentials: "same-origin" });
        if (!answer.ok) { $(".state", job).textContent = "The desk does not know of this any more."; return; }
        const told = await answer.json();
        if (["done", "failed"].includes(told.state)) { location.reload(); return; }
        const bar = $("progress", job);
        if (told.total) { bar.max = told.total; bar.value = told.done; }
        const what = told.name ? `, ${told.name}` : "";
        $(".state", job).textContent = told.state === "waiting"
          ? "Waiting for another adding to end." : `${told.inputs} input${told.inputs === 1 ? "" : "s"} done${what}`;
        setTimeout(look, 700);
      };
      look();
    }
  }
  window.onrecordDesk = { doing, post, say, $, $$ };
})();
