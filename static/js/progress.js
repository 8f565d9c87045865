// The page about progress: see it, move it to another browser, clear it. `site.js` loads this and
// lends what it knows. Nothing leaves the browser.
export function show({ $, $$, make, today, isRecord, tidy, mine, replace, keep, blocked, done }) {
  const form = $("form[action$='/roadmap']"), boxes = $$("[name=done]", form), said = $("#said");
  $("div#saved").hidden = false;
  const paint = () => {
    const count = boxes.filter(box => done(box.value)).length, built = Object.keys(mine.built).length;
    $("#saved-sum").textContent = `${count} of ${boxes.length} steps done` + (built ? `, ${built} ${built == 1 ? "project" : "projects"} built` : "");
    for (const box of boxes) box.checked = done(box.value);
    const ideas = $$("[data-idea]");
    for (const idea of ideas) idea.hidden = !Object.hasOwn(mine.built, idea.dataset.idea);
    if ($("#built")) $("#built").hidden = ideas.every(idea => idea.hidden);
    $("#clear").disabled = !Object.keys({ ...mine.done, ...mine.built, ...mine.notes }).length;
    $("#copy-link").disabled = !count;
  };
  const say = (text, undo, wrong) => {
    said.replaceChildren(text);
    said.className = wrong ? "err" : "";
    if (!undo) return;
    const before = JSON.stringify(undo);
    said.append(" ", make("button", { type: "button", className: "btn plain", textContent: "Undo", onclick: () => {
      replace(JSON.parse(before));
      paint();
      say("As it was before.");
    } }));
  };
  paint();
  $("#lead").textContent = "Your progress is kept in this browser only. We never see it.";
  for (const box of boxes)
    box.onchange = () => {
      if (box.checked) mine.done[box.value] = today();
      else delete mine.done[box.value];
      paint();
      say(keep() ? "" : blocked);
    };
  if (!keep()) say(blocked);
  $("#save-file").onclick = () => {
    const file = { format: "backend-guide-progress", version: 1, exported: today(), done: mine.done, built: mine.built, notes: mine.notes };
    const url = URL.createObjectURL(new Blob([JSON.stringify(file, null, 2)], { type: "application/json" }));
    make("a", { href: url, download: `backend-guide-progress-${today()}.json` }).click();
    setTimeout(() => URL.revokeObjectURL(url), 1000);
  };
  $("#copy-link").onclick = async () => {
    const link = `${form.action}?done=${boxes.filter(box => done(box.value)).map(box => box.value).join(".")}`;
    try { await navigator.clipboard.writeText(link); say("The link is copied. It holds your progress."); }
    catch { say(`Copy this link: ${link}`); }
  };
  $("#load-file").onchange = async event => {
    const file = event.target.files[0];
    event.target.value = "";
    if (!file) return;
    let more;
    try { more = JSON.parse(await file.text()); } catch {}
    if (more?.format != "backend-guide-progress" || !isRecord(more.done)) return say("This is not a progress file. Choose a file that you saved here.", undefined, true);
    const before = structuredClone(mine), count = () => boxes.filter(box => done(box.value)).length, had = count();
    const add = tidy(more);
    // The union of both; of two days the earlier one.
    for (const kind of ["done", "built"])
      for (const [slug, day] of Object.entries(add[kind])) if (!(mine[kind][slug] <= day)) mine[kind][slug] = day;
    for (const [slug, text] of Object.entries(add.notes)) {
      const own = mine.notes[slug];
      mine.notes[slug] = own && !own.includes(text) ? `${own}\n\n${text}` : own ?? text;
    }
    keep();
    paint();
    const added = count() - had;
    say(`Added ${added} ${added == 1 ? "step" : "steps"}. You now have ${count()} of ${boxes.length}.`, before);
  };
  const sure = $("#sure");
  $("#clear").onclick = () => sure.showModal();
  $("#sure-no").onclick = () => sure.close();
  $("#sure-yes").onclick = () => {
    const before = structuredClone(mine);
    replace({});
    sure.close();
    paint();
    say("Your progress is cleared.", before);
  };
}
