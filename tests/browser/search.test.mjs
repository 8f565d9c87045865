// The search: the field, the suggestions, `/`, and all of it without scripts.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { browser, go, open, violations } from "./helpers.mjs";

after(() => browser.close());

const field = page => page.locator(".band input");
/** Types into the header's field and waits until names are suggested. */
const type = async (page, text) => {
  await field(page).focus();
  await page.keyboard.type(text);
  await page.waitForSelector(".band [role=option]");
};
const active = page => page.evaluate(() => document.getElementById(document.activeElement.getAttribute("aria-activedescendant"))?.firstChild.textContent ?? null);

test("without scripts the field of the header searches", () => open({ javaScriptEnabled: false }, async page => {
  await go(page, "/guide/rest-apis");
  assert.equal(await field(page).getAttribute("role"), null);
  assert.equal(await field(page).getAttribute("title"), null);
  await field(page).fill("kuberntes");
  await page.click(".band .find button");
  await page.waitForURL(/\/search\?q=kuberntes$/);
  assert.match(await page.textContent("main"), /Did you mean kubernetes\?/);
  await page.click("text=kubernetes >> nth=0");
  await page.waitForURL(/q=kubernetes/);
  assert.equal(await page.inputValue("#search"), "kubernetes");
  await page.locator("#kinds a").first().click();
  await page.waitForURL(/kind=/);
  await page.locator(".hits h3 a").first().click();
  assert.doesNotMatch(page.url(), /search/);
}));

test("on a phone the search is in the menu, without scripts too", () => open({ javaScriptEnabled: false, viewport: { width: 390, height: 800 } }, async page => {
  await go(page, "/");
  assert.equal(await field(page).isVisible(), false);
  await page.click(".menu-btn");
  await field(page).fill("cache");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/search\?q=cache$/);
}));

test("the slash leads to the field, but not while typing", () => open({}, async page => {
  await go(page, "/guide/rest-apis");
  assert.equal(await field(page).getAttribute("title"), "Press / to search");
  await page.keyboard.press("Control+/");
  assert.equal(await page.evaluate(() => document.activeElement == document.body), true);
  await page.keyboard.press("/");
  assert.equal(await page.evaluate(() => document.activeElement.id), "q");
  assert.equal(await field(page).inputValue(), "", "the slash itself is not typed");
  await page.keyboard.type("ci/cd");
  assert.equal(await field(page).inputValue(), "ci/cd");
  await go(page, "/search?q=cache");
  await page.keyboard.press("/");
  assert.equal(await page.evaluate(() => document.activeElement.id), "search", "the field of the page comes first");
}));

test("on a phone the slash opens the menu first", () => open({ viewport: { width: 390, height: 800 } }, async page => {
  await go(page, "/");
  await page.keyboard.press("/");
  assert.equal(await field(page).isVisible(), true);
  assert.equal(await page.evaluate(() => document.activeElement.id), "q");
}));

test("names are suggested, and arrow keys, Enter and Escape do what they should", () => open({}, async page => {
  await go(page, "/");
  await type(page, "kub");
  assert.equal(await field(page).getAttribute("role"), "combobox");
  assert.equal(await field(page).getAttribute("aria-expanded"), "true");
  const list = await field(page).getAttribute("aria-controls");
  assert.equal(await page.locator(`#${list}`).getAttribute("role"), "listbox");
  const options = await page.locator(".band [role=option]").count();
  assert.ok(options >= 1 && options <= 6);
  assert.match(await page.textContent(".band [role=status]"), new RegExp(`^${options} suggestion`));
  assert.equal(await active(page), null, "nothing is chosen before a key says so");
  await page.keyboard.press("ArrowDown");
  assert.equal(await active(page), "Kubernetes");
  assert.equal(await page.locator(".band [aria-selected=true]").count(), 1);
  await page.keyboard.press("ArrowUp");
  assert.equal(await active(page), null, "above the first is the field");
  await page.keyboard.press("ArrowUp");
  assert.equal(await page.locator(".band [role=option]").last().getAttribute("aria-selected"), "true");
  assert.equal(await page.evaluate(() => document.activeElement.id), "q", "focus never leaves the field");
  await page.keyboard.press("Escape");
  assert.equal(await field(page).getAttribute("aria-expanded"), "false");
  assert.equal(await page.locator(".band [role=listbox]").isVisible(), false);
  assert.equal(await field(page).inputValue(), "kub", "the first Escape closes");
  await page.keyboard.press("Escape");
  assert.equal(await field(page).inputValue(), "", "the second clears");
}));

test("Enter opens a chosen suggestion, and searches without one", () => open({}, async page => {
  await go(page, "/");
  await type(page, "kubern");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/glossary#kubernetes$/);
  await go(page, "/");
  await type(page, "kubern");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/search\?q=kubern$/);
}));

test("a suggestion can be pressed, and leaving the field closes them", () => open({}, async page => {
  await go(page, "/");
  await type(page, "url sh");
  await page.locator(".band [role=option]").first().click();
  await page.waitForURL(/\/projects\/url-shortener/);
  await type(page, "url sh");
  await page.keyboard.press("Tab");
  assert.equal(await page.locator(".band [role=listbox]").isVisible(), false);
}));

test("nothing is asked for one letter, and a server that fails is not noticed", () => open({}, async page => {
  let asked = 0;
  await page.route("**/search/suggest*", route => { asked++; route.fulfill({ status: 500, body: "{" }); });
  await go(page, "/");
  await field(page).focus();
  await page.keyboard.type("k");
  await page.waitForTimeout(400);
  assert.equal(asked, 0);
  await page.unroute("**/search/suggest*");
  await page.route("**/search/suggest*", route => { asked++; route.fulfill({ status: 200, body: "not json" }); });
  const answered = page.waitForResponse("**/search/suggest*");
  await page.keyboard.type("ub");
  await answered;
  assert.equal(await page.locator(".band [role=option]").count(), 0);
}));

for (const viewport of [{ width: 390, height: 800 }, { width: 1280, height: 900 }])
  test(`axe finds nothing in open suggestions at ${viewport.width} px`, () => open({ viewport }, async page => {
    await go(page, "/search?q=cache");
    await page.fill("#search", "");
    await page.locator("#search").focus();
    await page.keyboard.type("kub");
    await page.waitForSelector("main [role=option]");
    await page.keyboard.press("ArrowDown");
    assert.deepEqual(await violations(page), []);
  }));
