// What the scripts add: progress, notes, theme, languages. Nothing leaves the browser.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, test } from "node:test";
import { browser, go, open, site } from "./helpers.mjs";

after(() => browser.close());

const markDone = async (page, step) => {
  await go(page, `/guide/${step}`);
  await page.click("[data-done]");
};
const stored = page => page.evaluate(() => JSON.parse(localStorage.progress));
const file = progress => ({ name: "progress.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(progress)) });

test("a step is marked, painted, and unmarked", () => open({}, async page => {
  await markDone(page, "understand-the-role");
  assert.equal(await page.textContent("[data-done]"), "Done. Undo");
  assert.equal(await page.getAttribute("[data-done]", "aria-pressed"), "true");
  await markDone(page, "choose-a-language");
  await go(page, "/roadmap");
  assert.equal(await page.locator(".track .done").count(), 2);
  assert.match(await page.locator("[data-flag=Next]").textContent(), /Step 3: Command line/);
  assert.match(await page.textContent(".prog"), /2 of 36 steps done, 706 to 1,343 hours to go/);
  assert.match(await page.textContent("#foundations .count"), /2 of 6 steps done/);
  await go(page, "/");
  assert.equal(await page.textContent("#go-on"), "Carry on with step 3: Command line and Linux");
  await page.click("#go-on");
  await page.waitForURL("**/guide/command-line");
  assert.equal(await page.locator(".pre-list .done").textContent(), "What backend developers do Done");
  await go(page, "/guide/understand-the-role");
  await page.click("[data-done]");
  await go(page, "/roadmap");
  assert.equal(await page.locator(".track .done").count(), 1);
}));

test("a project is marked as built", () => open({}, async page => {
  await go(page, "/projects/git-history-stats");
  await page.click("[data-built]");
  await go(page, "/projects");
  assert.match(await page.locator("[data-project=git-history-stats]").textContent(), /Built/);
  await go(page, "/progress");
  assert.match(await page.textContent("#saved-sum"), /0 of 36 steps done, 1 project built/);
  assert.deepEqual(await page.locator("#built li:visible").allTextContents(), ["Git history statistics"]);
  await page.click("#clear");
  await page.click("#sure-yes");
  assert.equal(await page.locator("#built").isVisible(), false);
}));

test("notes stay with their step", () => open({}, async page => {
  await go(page, "/guide/command-line");
  await page.click(".notes summary");
  await page.fill("#my-notes", "chmod <b>640</b>");
  await page.reload();
  assert.equal(await page.inputValue("#my-notes"), "chmod <b>640</b>");
  await go(page, "/guide/git-and-github");
  assert.equal(await page.inputValue("#my-notes"), "");
}));

test("progress is saved to a file, cleared, undone, and loaded", () => open({}, async page => {
  await markDone(page, "understand-the-role");
  await go(page, "/progress");
  const [download] = await Promise.all([page.waitForEvent("download"), page.click("#save-file")]);
  const saved = JSON.parse(await readFile(await download.path(), "utf8"));
  assert.equal(saved.format, "backend-guide-progress");
  assert.deepEqual(Object.keys(saved.done), ["understand-the-role"]);
  assert.match(download.suggestedFilename(), /^backend-guide-progress-\d{4}-\d\d-\d\d\.json$/);
  await page.click("#clear");
  await page.click("#sure-no");
  assert.match(await page.textContent("#saved-sum"), /^1 of 36/);
  await page.click("#clear");
  await page.click("#sure-yes");
  assert.match(await page.textContent("#saved-sum"), /^0 of 36/);
  await page.click("text=Undo");
  assert.match(await page.textContent("#saved-sum"), /^1 of 36/);
  await page.click("#clear");
  await page.click("#sure-yes");
  await page.setInputFiles("#load-file", await download.path());
  await page.waitForFunction(() => /^1 of 36/.test(document.querySelector("#saved-sum").textContent));
  assert.match(await page.textContent("#said"), /Added 1 step\. You now have 1 of 36\./);
}));

test("a loaded file is merged: the union, and of two days the earlier one", () => open({}, async page => {
  await go(page, "/progress");
  await page.evaluate(() => localStorage.progress = JSON.stringify({ v: 1, done: { cloud: "2026-05-02", "ci-cd": "2026-01-01" }, built: {} }));
  await page.reload();
  await page.setInputFiles("#load-file", file({ format: "backend-guide-progress", version: 1, done: { cloud: "2026-03-01", "ci-cd": "2026-09-09", containers: "2026-04-04", "a-step-of-tomorrow": "2026-01-01" }, notes: { cloud: "mine" } }));
  await page.waitForFunction(() => /^3 of 36/.test(document.querySelector("#saved-sum").textContent));
  const now = await stored(page);
  assert.deepEqual(now.done, { cloud: "2026-03-01", "ci-cd": "2026-01-01", containers: "2026-04-04", "a-step-of-tomorrow": "2026-01-01" });
  assert.deepEqual(now.notes, { cloud: "mine" });
}));

test("a file that is no progress file changes nothing", () => open({}, async page => {
  await markDone(page, "cloud");
  await go(page, "/progress");
  for (const bad of ["", "{", "[]", "null", '{"done":{}}', '{"format":"backend-guide-progress","done":[]}']) {
    await page.setInputFiles("#load-file", { name: "x.json", mimeType: "application/json", buffer: Buffer.from(bad) });
    await page.waitForFunction(() => /not a progress file/.test(document.querySelector("#said").textContent));
    assert.match(await page.textContent("#saved-sum"), /^1 of 36/, bad);
    await page.evaluate(() => document.querySelector("#said").textContent = "");
  }
}));

test("damaged storage is not the end of a page", () => open({}, async page => {
  await go(page, "/progress");
  for (const bad of ["{", "null", "[]", '"x"', '{"done":7}', '{"done":{"cloud":7}}']) {
    await page.evaluate(bad => localStorage.progress = bad, bad);
    await go(page, "/roadmap");
    assert.equal(await page.locator(".track .done").count(), 0, bad);
  }
}));

test("storage that is forbidden is said, and nothing breaks", () => open({}, async (page, context) => {
  await context.addInitScript(() => Object.defineProperty(window, "localStorage", { get() { throw new Error("forbidden"); } }));
  await go(page, "/guide/cloud");
  await page.click("[data-done]");
  assert.match(await page.textContent(".doneform"), /does not let us save progress/);
}));

test("a link carries the progress to another browser", () => open({ permissions: ["clipboard-read", "clipboard-write"] }, async page => {
  await markDone(page, "understand-the-role");
  await markDone(page, "command-line");
  await go(page, "/progress");
  await page.click("#copy-link");
  await page.waitForFunction(() => document.querySelector("#said").textContent);
  const link = await page.evaluate(() => navigator.clipboard.readText());
  assert.equal(link, `${site}/roadmap?done=understand-the-role.command-line`);
  await page.evaluate(() => localStorage.clear());
  await page.goto(link);
  assert.equal(await page.locator(".track .done").count(), 2);
  assert.equal(await page.getAttribute("meta[name=robots]", "content"), "noindex");
}));

test("the chosen colours are there before the first paint, on every page", () => open({ colorScheme: "light" }, async page => {
  await go(page, "/");
  await page.selectOption("#colours", "dark");
  // The head is parsed, the body is not: what is painted first is dark already.
  await page.addInitScript(() => new MutationObserver((_, observer) => {
    if (!document.body) return;
    window.first = document.documentElement.dataset.theme;
    observer.disconnect();
  }).observe(document, { childList: true, subtree: true }));
  await go(page, "/guide/cloud");
  assert.equal(await page.evaluate(() => window.first), "dark");
  assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme), "dark");
  await page.selectOption("#colours", "");
  await page.reload();
  assert.equal(await page.getAttribute("html", "data-theme"), null);
}));

test("the chosen language is remembered on other pages", () => open({}, async page => {
  await go(page, "/guide/rest-apis");
  await page.locator("[role=tab]", { hasText: "Go" }).first().click();
  await go(page, "/guide/containers");
  assert.equal(await page.locator("[role=tab][aria-selected=true]").first().textContent(), "Go");
  assert.equal(await page.locator("[data-track=go][role=tabpanel]").first().isVisible(), true);
  assert.equal(await page.locator("[data-track=python][role=tabpanel]").first().isVisible(), false);
}));

test("code is copied as it is", () => open({ permissions: ["clipboard-read", "clipboard-write"] }, async page => {
  await go(page, "/guide/rest-apis");
  const box = page.locator(".codebox").first();
  await box.locator(".copy").click();
  await page.waitForFunction(() => document.querySelector(".copy").textContent == "Copied");
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), await box.locator("code").textContent());
}));

test("the list of headings follows the reader", () => open({}, async page => {
  await go(page, "/guide/rest-apis#do-it");
  await page.waitForFunction(() => document.querySelector(".toc [aria-current]")?.hash == "#do-it");
}));

test("a link to a folded answer opens it", () => open({}, async page => {
  await go(page, "/interview/http#page-load");
  assert.equal(await page.locator("#page-load").evaluate(details => details.open), true);
}));
