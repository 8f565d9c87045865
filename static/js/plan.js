// Comfort for the study plan: finished steps from this browser's progress, if the reader asks for
// them, and two buttons. Nothing leaves the browser before the form is sent.
const $ = selector => document.querySelector(selector);

const ask = $("#from-progress");
ask.hidden = false;
$("#from-progress button").onclick = () => {
  const said = $("#from-progress span");
  let done;
  try { done = JSON.parse(localStorage.getItem("progress"))?.done; } catch {}
  const boxes = [...document.querySelectorAll("[name=done]")].filter(box => Object.hasOwn(done ?? {}, box.value));
  for (const box of boxes) box.checked = true;
  said.textContent = boxes.length ? `${boxes.length} ${boxes.length == 1 ? "step is" : "steps are"} ticked. Now update the plan.` : "No step is marked as done in this browser.";
};

const print = $("#print-plan"), copy = $("#copy-plan");
if (print) {
  print.hidden = false;
  print.onclick = () => window.print();
  copy.hidden = !navigator.clipboard;
  copy.onclick = async () => {
    try { await navigator.clipboard.writeText(location.href); copy.textContent = "The address is copied"; }
    catch { copy.textContent = "Copy it from the top of this window"; }
  };
}
