// In `serve --watch` only: asks once a second whether the site changed, and shows what is wrong.
let seen;
const base = new URL("..", new URL(document.currentScript.src)).pathname;
setInterval(async () => {
  const answer = await fetch(base + "dev/state").catch(() => null);
  if (!answer?.ok) return;
  const [version, ...problems] = (await answer.text()).split("\n");
  seen ??= version;
  if (version !== seen) location.reload();
  let note = document.getElementById("problems");
  if (!note) {
    note = document.createElement("pre");
    note.id = "problems";
    note.setAttribute("role", "status");
    document.body.prepend(note);
  }
  note.textContent = problems.join("\n");
  note.hidden = note.textContent.trim() === "";
}, 1000);
