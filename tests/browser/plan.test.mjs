// The study plan: what its script adds, and what paper keeps.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { browser, go, open, site } from "./helpers.mjs";

after(() => browser.close());

const answered = "/plan?hours=10&start=2027-01-04";

test("without scripts a plan is asked for, shown and added to a calendar", () => open({ javaScriptEnabled: false, acceptDownloads: true }, async page => {
  await go(page, "/plan");
  await page.fill("#hours", "12");
  await page.fill("#start", "2027-01-06");
  await page.click(".fold summary");
  await page.check("[name=done][value=command-line]");
  await page.fill("#breaks", "2027-07-05 to 2027-07-18");
  await page.click("text=Show my plan");
  await page.waitForURL(`${site}/plan?hours=12&start=2027-01-06&off=2027-07-05..2027-07-18&done=command-line`);
  assert.match(await page.textContent("#answer"), /^At 12 hours a week you finish in \d+ weeks, in \w+ \d{4}\.$/);
  assert.equal(await page.locator("#print-plan").isVisible(), false);
  assert.equal(await page.locator(".tt a[href$='/guide/command-line']").count(), 0);
  const [download] = await Promise.all([page.waitForEvent("download"), page.click("text=Add to your calendar")]);
  assert.equal(download.suggestedFilename(), "study-plan.ics");
}));

test("finished steps are ticked only when the reader asks", () => open({}, async page => {
  await go(page, "/plan");
  await page.evaluate(() => localStorage.progress = JSON.stringify({ v: 1, done: { cloud: "2026-05-02", "command-line": "2026-01-01", "no-such-step": "2026-01-01" } }));
  await go(page, answered);
  assert.equal(await page.locator("[name=done]:checked").count(), 0);
  await page.click(".fold summary");
  await page.click("#from-progress button");
  assert.equal(await page.textContent("#from-progress [role=status]"), "2 steps are ticked. Now update the plan.");
  await page.click("text=Update plan");
  await page.waitForURL(`${site}${answered}&done=command-line.cloud`);
  assert.equal(await page.getAttribute("meta[name=robots]", "content"), "noindex");
}));

test("storage that is damaged or forbidden ticks nothing and breaks nothing", () => open({}, async (page, context) => {
  await go(page, "/plan");
  for (const bad of ["{", "null", "7", '{"done":7}', '{"done":null}']) {
    await page.evaluate(bad => localStorage.progress = bad, bad);
    await go(page, "/plan");
    await page.click(".fold summary");
    await page.click("#from-progress button");
    assert.match(await page.textContent("#from-progress [role=status]"), /No step is marked/, bad);
  }
  await context.addInitScript(() => Object.defineProperty(window, "localStorage", { get() { throw new Error("forbidden"); } }));
  await go(page, "/plan");
  await page.click(".fold summary");
  await page.click("#from-progress button");
  assert.match(await page.textContent("#from-progress [role=status]"), /No step is marked/);
}));

test("the address of a plan is copied, and gives the same plan elsewhere", () => open({ permissions: ["clipboard-read", "clipboard-write"] }, async page => {
  await go(page, `${answered}&off=8`);
  const said = await page.textContent("#answer");
  await page.click("#copy-plan");
  await page.waitForFunction(() => /copied/.test(document.querySelector("#copy-plan").textContent));
  const address = await page.evaluate(() => navigator.clipboard.readText());
  await page.goto(address);
  assert.equal(await page.textContent("#answer"), said);
}));

test("on paper a plan is its answer and its weeks", () => open({}, async page => {
  await go(page, answered);
  await page.emulateMedia({ media: "print" });
  for (const gone of [".band", ".plan-form", ".acts"]) assert.equal(await page.locator(gone).first().isVisible(), false, gone);
  for (const kept of ["#answer", ".tt", ".tt .rd", ".paper-only"]) assert.equal(await page.locator(kept).first().isVisible(), true, kept);
  assert.match(await page.textContent(".paper-only"), /^http.*\/plan\?hours=10&start=2027-01-04$/);
}));
