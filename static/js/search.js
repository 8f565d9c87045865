// Suggestions while somebody types. Loaded when a search field is first used; without it the
// field is a field. Nothing appears if the server is slow or says nothing.
const set = (element, attributes) => { for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value); return element; };
document.querySelectorAll("form.find").forEach((form, number) => {
  const input = form.querySelector("input");
  const list = set(document.createElement("ul"), { id: `suggestions-${number}`, role: "listbox", "aria-label": "Suggestions", hidden: "" });
  const said = set(document.createElement("span"), { class: "vh", role: "status" });
  form.append(list, said);
  set(input, { role: "combobox", "aria-expanded": false, "aria-controls": list.id, "aria-autocomplete": "list" });
  let timer, at = -1, asked = 0;

  const mark = to => {
    at = to;
    [...list.children].forEach((item, place) => item.setAttribute("aria-selected", place == at));
    if (at < 0) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", list.children[at].id);
    list.children[at].scrollIntoView({ block: "nearest" });
  };
  const show = found => {
    list.replaceChildren(...found.map(({ t, k, u }, place) => {
      const item = set(document.createElement("li"), { role: "option", id: `${list.id}-${place}`, "data-url": u });
      const kind = document.createElement("small");
      kind.textContent = k;
      item.append(t, " ", kind);
      return item;
    }));
    mark(-1);
    list.hidden = !found.length;
    input.setAttribute("aria-expanded", !list.hidden);
    said.textContent = found.length ? `${found.length} ${found.length == 1 ? "suggestion" : "suggestions"}` : "";
  };
  const close = () => { clearTimeout(timer); asked++; show([]); };

  const ask = () => {
    clearTimeout(timer);
    const turn = ++asked, text = input.value.trim();
    if ([...text].length < 2) return show([]);
    timer = setTimeout(async () => {
      try {
        const answer = await fetch(`${form.action}/suggest?q=${encodeURIComponent(text)}`, { signal: AbortSignal.timeout(2000) });
        const found = answer.ok ? await answer.json() : [];
        if (turn == asked && document.activeElement == input) show(found);
      } catch {}
    }, 150);
  };
  input.addEventListener("input", ask);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", event => {
    const count = list.children.length;
    if (event.isComposing) return;
    if (event.key == "ArrowDown" && !count) return ask();
    if ((event.key == "ArrowDown" || event.key == "ArrowUp") && count) {
      // One place beyond the last is the field itself.
      const step = event.key == "ArrowDown" ? 1 : -1;
      mark((at + 1 + step + count + 1) % (count + 1) - 1);
    } else if (event.key == "Enter" && at >= 0) location.href = list.children[at].dataset.url;
    else if (event.key == "Escape" && count) close();
    else if (event.key == "Escape" && input.value) input.value = "";
    else return;
    event.preventDefault();
  });
  // The field keeps the focus while an option is pressed.
  list.addEventListener("pointerdown", event => event.preventDefault());
  list.addEventListener("click", event => { const item = event.target.closest("li"); if (item) location.href = item.dataset.url; });
  if (document.activeElement == input && input.value != input.defaultValue) ask();
});
