// Comfort only: every page works without this file. Each part looks for its own elements and
// does nothing if they are not there. Nothing leaves the browser.
const $ = (selector, root = document) => root.querySelector(selector);
const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
const make = (name, properties) => Object.assign(document.createElement(name), properties);
const today = () => new Date().toISOString().slice(0, 10);

// Storage may be forbidden; then everything works but is forgotten.
const load = key => { try { return localStorage.getItem(key); } catch { return null; } };
const save = (key, value) => { try { localStorage.setItem(key, value); return true; } catch { return false; } };

// Colours.
const theme = $("#colours");
if (theme) {
  theme.parentElement.hidden = false;
  theme.value = load("theme") ?? "";
  theme.onchange = () => {
    save("theme", theme.value);
    if (theme.value) document.documentElement.dataset.theme = theme.value;
    else delete document.documentElement.dataset.theme;
  };
}

// Progress: what is done and built, by slug, with the day; and notes. Slugs this page does not
// know are kept: another version of the guide may.
const isRecord = value => value && typeof value == "object" && !Array.isArray(value);
const texts = value => Object.fromEntries(Object.entries(isRecord(value) ? value : {}).filter(pair => typeof pair[1] == "string"));
const tidy = value => ({ v: 1, done: texts(value?.done), built: texts(value?.built), notes: texts(value?.notes) });
const mine = tidy((() => { try { return JSON.parse(load("progress")); } catch { return {}; } })());
const blocked = "This browser does not let us save progress. Use a link or a file instead.";
const keep = () => save("progress", JSON.stringify(mine));
const replace = value => { Object.assign(mine, tidy(value)); return keep(); };

// A step that was renamed brings its marks along.
for (const element of $$("[data-was]"))
  for (const old of element.dataset.was.split(" "))
    for (const kind of [mine.done, mine.built, mine.notes])
      if (Object.hasOwn(kind, old)) {
        const { step, done, built, idea } = element.dataset, slug = step ?? done ?? built ?? idea;
        kind[slug] ??= kind[old];
        delete kind[old];
        keep();
      }

// An address with progress in it shows that, not what this browser keeps.
const asked = new URLSearchParams(location.search).getAll("done");
const shown = asked.length && $(".track") ? new Set(asked.join(".").split(".")) : null;
const done = slug => shown ? shown.has(slug) : Object.hasOwn(mine.done, slug);
const range = rows => {
  const sum = place => rows.reduce((total, row) => total + Number(row.dataset.hours.split(" ")[place]), 0);
  return `${sum(0).toLocaleString("en")} to ${sum(1).toLocaleString("en")} hours`;
};

function paintRoadmap() {
  const rows = $$(".track [data-step]");
  if (!rows.length) return;
  const any = rows.some(row => done(row.dataset.step));
  const next = rows.find(row => !done(row.dataset.step));
  for (const row of rows) {
    const [link, hours] = [$("a", row), $(".m", row)];
    hours.dataset.text ??= hours.textContent;
    hours.replaceChildren(done(row.dataset.step) ? make("b", { textContent: "Done" }) : hours.dataset.text);
    row.classList.toggle("done", done(row.dataset.step));
    if (!any) continue;
    row.classList.toggle("here", row == next);
    if (row == next) link.dataset.flag = "Next";
    else delete link.dataset.flag;
  }
  if (!any) return;
  for (const phase of $$(".phase")) {
    const own = $$("[data-step]", phase), count = $(".count", phase);
    const finished = own.filter(row => done(row.dataset.step)).length;
    if (count && finished) count.textContent = `${finished} of ${own.length} steps done`;
  }
  const sum = $(".prog");
  // The server has written it already, for an address with progress in it.
  if (!sum || $("progress", sum)) return;
  const bar = make("progress", { max: rows.length, value: rows.filter(row => done(row.dataset.step)).length });
  bar.setAttribute("aria-label", "Steps done");
  const left = rows.filter(row => !done(row.dataset.step) && !("optional" in row.dataset));
  const words = next ? ` steps done, ${range(left)} to go. ` : " steps done. You have finished the roadmap. Next: interview practice and applications. ";
  sum.replaceChildren(bar, " ", make("b", { className: "num", textContent: `${bar.value} of ${bar.max}` }), words,
    make("a", { href: $("[href$='/progress']").href, textContent: "Save or move your progress" }));
}
paintRoadmap();

// The line beside an article, what it builds on, and the tickets.
for (const item of $$(".vline [data-step], .pre-list [data-step]")) item.classList.toggle("done", done(item.dataset.step));
for (const item of $$(".pre-list .done")) item.append(" ", make("span", { className: "hint", textContent: "Done" }));
for (const ticket of $$("[data-project]"))
  if (Object.hasOwn(mine.built, ticket.dataset.project)) ($(".body", ticket) ?? ticket).append(" ", make("span", { className: "tag good", textContent: "Built" }));

// “Mark this step as done”, “Mark as built”.
for (const button of $$("[data-done], [data-built]")) {
  const [kind, slug] = button.dataset.done ? ["done", button.dataset.done] : ["built", button.dataset.built];
  const words = button.textContent;
  const paint = () => {
    button.textContent = Object.hasOwn(mine[kind], slug) ? (kind == "done" ? "Done. Undo" : "Built. Undo") : words;
    button.setAttribute("aria-pressed", Object.hasOwn(mine[kind], slug));
    for (const item of $$(".vline [data-step]")) item.classList.toggle("done", done(item.dataset.step));
  };
  button.onclick = () => {
    if (Object.hasOwn(mine[kind], slug)) delete mine[kind][slug];
    else mine[kind][slug] = today();
    paint();
    if (!keep()) button.after(" ", make("span", { className: "err", textContent: blocked }));
  };
  button.hidden = false;
  $(".no-script", button.parentElement)?.remove();
  paint();
}

// Notes of one's own.
const notes = $("textarea#my-notes");
if (notes) {
  const slug = notes.dataset.notes, box = notes.closest("details");
  box.hidden = false;
  box.open = Object.hasOwn(mine.notes, slug);
  notes.value = mine.notes[slug] ?? "";
  notes.oninput = () => {
    if (notes.value.trim()) mine.notes[slug] = notes.value;
    else delete mine.notes[slug];
    if (!keep()) notes.previousElementSibling.textContent = blocked;
  };
}

// Home: carry on.
const goOn = $("#go-on");
if (goOn && Object.keys(mine.done).length) {
  const steps = JSON.parse(goOn.dataset.steps);
  const next = steps.findIndex(([slug]) => !done(slug));
  if (next >= 0) {
    goOn.href = goOn.href.replace(/[^/]*$/, steps[next][0]);
    goOn.textContent = `Carry on with step ${next + 1}: ${steps[next][1]}`;
  }
}

// The page about progress has a script of its own, which borrows from this one.
const saved = $("div#saved");
if (saved) import(saved.dataset.script).then(page => page.show({ $, $$, make, today, isRecord, tidy, mine, replace, keep, blocked, done }), () => {});

// Language tracks as tabs; without this they stand one below the other.
const groups = $$(".tracks");
const choose = track => {
  for (const group of groups) {
    const tabs = $$("[role=tab]", group);
    const chosen = tabs.find(tab => tab.dataset.track == track) ?? tabs[0];
    for (const tab of tabs) {
      tab.setAttribute("aria-selected", tab == chosen);
      tab.tabIndex = tab == chosen ? 0 : -1;
      document.getElementById(tab.getAttribute("aria-controls")).hidden = tab != chosen;
    }
  }
};
groups.forEach((group, number) => {
  const list = make("div", { className: "tabs" });
  list.setAttribute("role", "tablist");
  list.setAttribute("aria-label", "Language");
  for (const panel of $$(".track-text", group)) {
    const name = $(".track-name", panel), track = panel.dataset.track;
    const tab = make("button", { type: "button", textContent: name.textContent, id: `tab-${number}-${track}` });
    panel.id = `track-${number}-${track}`;
    tab.dataset.track = track;
    for (const [key, value] of [["role", "tab"], ["aria-controls", panel.id]]) tab.setAttribute(key, value);
    for (const [key, value] of [["role", "tabpanel"], ["aria-labelledby", tab.id], ["tabindex", 0]]) panel.setAttribute(key, value);
    name.classList.add("paper-only");
    list.append(tab);
  }
  list.onclick = event => {
    const tab = event.target.closest("[role=tab]");
    if (!tab) return;
    const before = tab.getBoundingClientRect().top;
    save("track", tab.dataset.track);
    choose(tab.dataset.track);
    // Groups above may have grown or shrunk; the tab stays under the finger.
    scrollBy({ top: tab.getBoundingClientRect().top - before, behavior: "instant" });
  };
  list.onkeydown = event => {
    const tabs = $$("[role=tab]", list), at = tabs.indexOf(document.activeElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const tab = tabs.at(to % tabs.length);
    tab.focus();
    tab.click();
  };
  group.prepend(list);
});
if (groups.length) choose(load("track"));

// Code can be copied.
for (const box of $$(".codebox")) {
  if (!navigator.clipboard) break;
  const button = make("button", { type: "button", className: "copy", textContent: "Copy" });
  button.setAttribute("aria-label", "Copy this code");
  button.onclick = async () => {
    try { await navigator.clipboard.writeText($("code", box).textContent); button.textContent = "Copied"; }
    catch { button.textContent = "Not allowed"; }
    setTimeout(() => button.textContent = "Copy", 2000);
  };
  box.append(button);
}

// `/` leads to the search field. What it suggests is loaded when it is first used.
const find = $("main .find input") ?? $(".find input");
if (find) {
  find.title = "Press / to search";
  addEventListener("keydown", event => {
    if (event.key != "/" || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
    event.preventDefault();
    if (!find.offsetParent) $("#nav").showPopover();
    find.focus();
  });
  for (const form of $$(".find")) form.addEventListener("focusin", () => import(form.dataset.script).catch(() => {}), { once: true });
}

// “On this page” follows the reader.
const links = new Map($$(".toc a").map(link => [decodeURIComponent(link.hash.slice(1)), link]));
if (links.size) {
  const follow = new IntersectionObserver(entries => {
    for (const entry of entries.filter(entry => entry.isIntersecting)) {
      for (const link of links.values()) link.removeAttribute("aria-current");
      links.get(entry.target.id).setAttribute("aria-current", "true");
    }
  }, { rootMargin: "0px 0px -75% 0px" });
  for (const id of links.keys()) { const heading = document.getElementById(id); if (heading) follow.observe(heading); }
}

// A link to a folded answer opens it.
const unfold = () => { const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1))); if (target instanceof HTMLDetailsElement) target.open = true; };
addEventListener("hashchange", unfold);
unfold();

// A form that asks is sent without what was left empty; the server would have to send it on.
for (const form of $$("form[method=get]"))
  form.addEventListener("formdata", ({ formData }) => {
    for (const [key, value] of [...formData]) if (value === "") formData.delete(key);
  });

// A pick starts anywhere; without this it starts at the first.
for (const pick of $$("a[href$='seed=1']")) pick.href = pick.href.replace(/1$/, Math.floor(Math.random() * 1e6));

// What must be corrected comes first.
$(".errs")?.focus();
