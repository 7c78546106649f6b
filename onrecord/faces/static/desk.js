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
    const place = $("#status");
    place.textContent = text;
    clearTimeout(silence);
    silence = setTimeout(() => { place.textContent = ""; }, 6000);
  }
  const post = (path, body) =>
    fetch(path, { method: "POST", headers: { "X-Form-Token": token }, body, credentials: "same-origin" });

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
    if (key === "Space" && event.target.closest("button, summary, input")) return; // it presses what has the focus
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
  let came = null; // where the focus was before the search took it
  doing.search = () => { came = document.activeElement; $("#search").focus(); $("#search").select(); };
  doing.help = () => { $("#help").showModal(); };
  doing.close = () => {
    const open = $("dialog[open]");
    if (open) { open.close(); return true; }
    const focused = document.activeElement;
    if (focused && typing(focused)) {
      focused.blur();
      if (focused.id === "search") came?.focus();
      return true;
    }
    return false;
  };
  const letters = $("#letters");
  letters.checked = store.get("letters") !== "off";
  letters.addEventListener("change", () => {
    store.set("letters", letters.checked ? "on" : "off");
    say(letters.checked ? "Single letters do something." : "Single letters do nothing.");
  });

  // On a narrow screen the fields of a filter would stand before all that it finds; its summary tells what is asked for.
  if (matchMedia("(max-width: 40rem)").matches) for (const filter of $$("details.filter")) filter.open = false;

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
      for (const row of stories.rows) places.push({ name: row.title || (row.begins ? `“${row.begins}”` : "Untitled story"), kind: "story", href: `/story/${row.story}` });
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

  const VISIT = 3_600_000; // milliseconds without a look at a story after which the next look is another visit
  const minute = (when) => // as days and times are written elsewhere, by the clock of who looks
    new Date(when.getTime() - when.getTimezoneOffset() * 60_000).toISOString().slice(0, 16).replace("T", " ");
  // A story is called by the first of its reports: where an older one was added since, it was seen under another name.
  function seenOf(row) {
    const own = store.get(`seen.${row.dataset.story}`);
    if (own) return JSON.parse(own);
    const reports = new Set((row.dataset.reports ?? "").split(" ").filter(Boolean));
    if (!reports.size) return null;
    try {
      for (const key of Object.keys(localStorage)) {
        if (!key.startsWith("onrecord.seen.")) continue;
        const seen = JSON.parse(localStorage.getItem(key));
        if (reports.has(seen?.last?.slice(0, 16))) return seen;
      }
    } catch { /* a browser that keeps nothing */ }
    return null;
  }
  // -- what is new since the last visit: the report added last that was seen, story by story, in this browser -----
  for (const row of $$("[data-story][data-count]")) {
    const seen = seenOf(row);
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
    const now = { last, count: Number(count), day: minute(new Date()) };
    const seen = seenOf(top);
    // One visit may open the page many times: what it is held against stays the state before its first opening.
    const same = seen && Date.now() - (seen.at ?? 0) < VISIT;
    const was = same ? seen.was ?? (seen.last === last ? null : seen) : seen;
    const place = $("#visit");
    if (was && was.last !== last) {
      const said = document.createElement("a");
      said.href = `/story/${story}/new?seen=${was.last}`;
      const more = now.count - was.count;
      said.textContent = `New since your last visit (${was.day}): ${more > 0 ? `${more} report${more === 1 ? "" : "s"}, and ` : ""}what they tell`;
      place.replaceChildren(said);
      place.hidden = false;
    } else if (was) {
      place.textContent = `Nothing new since your last visit (${was.day}).`;
      place.hidden = false;
    }
    const before = was && { last: was.last, count: was.count, day: was.day };
    store.set(`seen.${story}`, JSON.stringify({ ...now, at: Date.now(), was: before }));
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
      event.stopImmediatePropagation();
      const links = anchor.dataset.ids.split(" ").map((id) => {
        const link = document.createElement("a");
        const row = $(`[id="k-${id}"]`);
        link.href = `#k-${id}`;
        link.textContent = `${(row?.classList[0] ?? "").replace(/s$/, "")}: ${$(".words", row)?.textContent ?? id}`;
        link.addEventListener("click", () => { choice.close(); follow(link); });
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
    // From words to what was read in them, and back: the focus goes along.
    function follow(link) {
      const [, to, id] = link.hash.match(/^#([km])-([0-9a-f]+)$/) ?? [];
      const there = to === "k" ? $(`[id="k-${id}"] a.words`) : anchors.find((one) => one.dataset.ids.split(" ").includes(id));
      if (there) setTimeout(() => { there.closest("details")?.setAttribute("open", ""); there.focus({ preventScroll: true }); });
    }
    document.addEventListener("click", (event) => {
      const link = event.target.closest("a.here, a.words");
      if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) follow(link);
    });
    choice.addEventListener("keydown", (event) => {
      const all = $$("a", choice);
      const now = all.indexOf(document.activeElement);
      if (event.key === "ArrowDown") all[Math.min(all.length - 1, now + 1)].focus();
      else if (event.key === "ArrowUp") all[Math.max(0, now - 1)].focus();
      else return;
      event.preventDefault();
    });
    // A finger is too wide for the small letters: there the words themselves lead to what was read in them.
    if (matchMedia("(pointer: coarse)").matches) {
      $("#text").addEventListener("click", (event) => {
        const words = event.target.closest("a") ? null : event.target.closest("mark[class*='m-']");
        const id = words?.className.match(/m-([0-9a-f]+)/)[1];
        if (id && getSelection().isCollapsed) anchors.find((one) => one.dataset.ids.split(" ").includes(id))?.click();
      });
    }
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

  // -- review: one item at a time; nothing counts as decided before the ledger has said that it is kept -------------
  if (page === "review") {
    const queue = $("#queue");
    const nameField = $("#reviewer");
    nameField.value = store.get("reviewer") || nameField.value;
    const named = () => { for (const one of $$(".reviewer-name")) one.value = nameField.value; };
    nameField.addEventListener("change", () => { store.set("reviewer", nameField.value.trim()); named(); });
    named();
    document.body.classList.add("one-by-one");
    let current = null;
    let question = 0;
    let loading = null;
    let ended = !queue.dataset.next;
    const gone = []; // items that were decided, the last one at the end
    const count = $("#open-count");
    const all = new URLSearchParams(location.search).get("status") === "all"; // what was decided fits it as before
    const counted = (item, by) => {
      if (all || item.dataset.counted) return;
      const total = Number(count.dataset.total) + by;
      if (count.dataset.total && Number.isFinite(total)) { count.dataset.total = total; for (const one of [count, ...$$(".open-all")]) one.textContent = total.toLocaleString("en"); }
      if ($("form.all")) $("form.all").elements.expected.value = count.dataset.total;
    };
    const itemsLeft = () => $$(".review-item", queue);
    function show(item) {
      current?.classList.remove("current");
      current = item ?? null;
      if (!current) {
        if (!$("#nothing")) queue.insertAdjacentHTML("beforeend", '<p id="nothing">Nothing is left that fits.</p>');
        return;
      }
      current.classList.add("current");
      current.focus({ preventScroll: true });
      current.scrollIntoView({ block: "nearest" });
      ask(0);
      if (itemsLeft().indexOf(current) >= itemsLeft().length - 5) more();
    }
    function ask(n) {
      const all = $$(".question", current);
      question = Math.max(0, Math.min(all.length - 1, n));
      all.forEach((one, k) => one.classList.toggle("asked", k === question));
    }
    async function more() {
      if (ended || loading) return loading;
      loading = (async () => {
        const answer = await fetch(`/review${queue.dataset.next}`, { credentials: "same-origin" });
        if (!answer.ok) return;
        const next = new DOMParser().parseFromString(await answer.text(), "text/html");
        for (const item of $$(".review-item", next)) if (!document.getElementById(item.id)) queue.append(document.importNode(item, true));
        queue.dataset.next = $("#queue", next).dataset.next;
        ended = !queue.dataset.next;
        named();
      })();
      await loading;
      loading = null;
      return undefined;
    }
    async function send(path, fields) {
      const body = new URLSearchParams({ reviewer: nameField.value, ...fields });
      let answer;
      try { answer = await post(path, body); } catch { say("Not saved: the desk does not answer."); return null; }
      if (!answer.ok) { say(`Not saved: ${(await answer.text()).trim()}`); return null; }
      return answer.json();
    }
    let sending = Promise.resolve();
    const inTurn = (work) => { sending = sending.then(work, work); return true; };
    const after = (item) => { const all = itemsLeft(); return all[all.indexOf(item) + 1] ?? all[all.indexOf(item) - 1]; };
    async function decide(fields, stays = false) {
      const item = current;
      if (!item) return;
      const told = await send("/review/decide", { id: item.dataset.id, ...fields });
      if (!told) return;
      say(`Saved: ${fields.cell ? `${fields.cell} set` : fields.verdict}.`);
      if (stays) { item.dataset.set = "yes"; counted(item, -1); item.dataset.counted = "yes"; return; }
      const next = after(item);
      gone.push(item);
      item.remove();
      counted(item, -1);
      show(next);
      if (!next) { await more(); show(itemsLeft()[0]); }
    }
    doing.accept = () => inTurn(() => decide({ verdict: "accept" }));
    doing.reject = () => inTurn(() => decide({ verdict: "reject" }));
    doing.flag = () => inTurn(() => decide({ verdict: "flag" }));
    doing.skip = () => inTurn(async () => {
      const all = itemsLeft();
      let next = all[all.indexOf(current) + 1];
      if (!next) { await more(); next = itemsLeft()[itemsLeft().indexOf(current) + 1]; }
      if (next) show(next); else say("That was the last one.");
    });
    const turn = (which) => inTurn(async () => {
      const told = await send(`/review/${which}`, {});
      if (!told) return;
      const ids = (told.undo ?? []).map((one) => one.id);
      const nth = gone.findLastIndex((item) => ids.includes(item.dataset.id));
      if (which === "undo" && nth >= 0 && ids.length === 1) {
        const [item] = gone.splice(nth, 1);
        queue.insertBefore(item, current ?? queue.firstChild);
        $("#nothing")?.remove();
        counted(item, 1);
        show(item);
        say("Undone.");
      } else {
        sessionStorage.setItem("onrecord.said", which === "undo" ? "Undone." : "Done again.");
        location.reload();
      }
    });
    doing.undo = () => turn("undo");
    doing.redo = () => turn("redo");
    const before = sessionStorage.getItem("onrecord.said");
    if (before) { say(before); sessionStorage.removeItem("onrecord.said"); }
    doing.choose = (_, event) => {
      const button = $$(".question.asked button", current)[Number(event.key) - 1];
      if (!button) return false;
      return inTurn(async () => { await set(button); });
    };
    async function set(button) {
      const form = button.form;
      await decide({ verdict: "set", cell: form.dataset.cell, value: button.value }, true);
      if (current?.dataset.set !== "yes") return;
      for (const one of $$("button", form)) { one.classList.toggle("now", one === button); one.setAttribute("aria-pressed", String(one === button)); }
      delete current.dataset.set;
    }
    doing.cell = (which) => { if (!current) return false; ask(question + (which === "next" ? 1 : -1)); return true; };
    // Edges: words of the text round the mark, moved one at a time; kept with Enter.
    const letters = (text) => Array.from(text);
    const blank = (one) => /\s/.test(one);
    function edges(item) {
      if (!item.edges) {
        const texts = [$(".before", item), $("mark", item), $(".after", item)].map((one) => letters(one.textContent));
        const first = Number(item.dataset.start) - texts[0].length;
        item.edges = { all: texts.flat(), first, start: texts[0].length, end: texts[0].length + texts[1].length };
      }
      return item.edges;
    }
    function redraw(item) {
      const { all, start, end } = item.edges;
      $(".before", item).textContent = all.slice(0, start).join("");
      $("mark", item).textContent = all.slice(start, end).join("");
      $(".after", item).textContent = all.slice(end).join("");
      say(`${end - start} characters; Enter keeps them, Escape does not.`);
    }
    function stepped(which, how) {
      if (!current) return false;
      if (Number(current.dataset.parts) > 1) { say("It stands in several pieces; give its edges as numbers."); return true; }
      const now = edges(current);
      const { all } = now;
      if (which === "end") {
        let at = now.end;
        if (how === "more") { while (at < all.length && blank(all[at])) at += 1; while (at < all.length && !blank(all[at])) at += 1; }
        else { while (at > now.start && blank(all[at - 1])) at -= 1; while (at > now.start && !blank(all[at - 1])) at -= 1; while (at > now.start && blank(all[at - 1])) at -= 1; }
        if (at > now.start) now.end = at;
      } else {
        let at = now.start;
        if (how === "more") { while (at > 0 && blank(all[at - 1])) at -= 1; while (at > 0 && !blank(all[at - 1])) at -= 1; }
        else { while (at < now.end && !blank(all[at])) at += 1; while (at < now.end && blank(all[at])) at += 1; }
        if (at < now.end) now.start = at;
      }
      redraw(current);
      return true;
    }
    doing.end = (how) => stepped("end", how);
    doing.start = (how) => stepped("start", how);
    doing.span = (_, event) => {
      if (event.target.closest("button, a, summary")) return false;
      if (!current?.edges) return false;
      const { first, start, end } = current.edges;
      return inTurn(() => decide({ verdict: "span", start: first + start, end: first + end }));
    };
    const closed = doing.close;
    doing.close = () => {
      if (closed()) return true;
      if (!current?.edges) return false;
      const text = current.edges;
      const was = Number(current.dataset.start) - text.first;
      Object.assign(text, { start: was, end: was + Number(current.dataset.end) - Number(current.dataset.start) });
      redraw(current);
      delete current.edges;
      say("As the reader has it.");
      return true;
    };
    queue.addEventListener("submit", (event) => {
      const form = event.target;
      const button = event.submitter;
      event.preventDefault();
      if (form.matches(".verdicts")) inTurn(() => decide({ verdict: button.value }));
      else if (form.matches(".question")) inTurn(() => set(button));
      else inTurn(() => decide({ verdict: "span", start: form.elements.start.value, end: form.elements.end.value }));
    });
    $("form.all")?.addEventListener("submit", (event) => {
      const form = event.target;
      const verdict = event.submitter.value;
      event.preventDefault();
      inTurn(async () => {
        const told = await send("/review/all", { ...Object.fromEntries(new FormData(form)), verdict, reviewer: nameField.value });
        if (!told) return;
        sessionStorage.setItem("onrecord.said", `Saved: ${verdict} for all ${told.count.toLocaleString("en")}. One undo takes it back.`);
        location.reload();
      });
    });
    for (const form of $$("form.turning")) {
      form.addEventListener("submit", (event) => { event.preventDefault(); turn(form.action.endsWith("undo") ? "undo" : "redo"); });
    }
    show(itemsLeft()[0]);
  }
})();
