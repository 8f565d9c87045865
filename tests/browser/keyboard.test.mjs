// Without a mouse, and without scripts.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { browser, go, kinds, open } from "./helpers.mjs";

after(() => browser.close());

const focused = page => page.evaluate(() => ({ text: document.activeElement.textContent.trim(), id: document.activeElement.id, label: document.activeElement.getAttribute("aria-label") }));

test("the first key leads past the menu", () => open({}, async page => {
  await go(page, "/guide/rest-apis");
  await page.keyboard.press("Tab");
  assert.equal((await focused(page)).text, "Skip to main content");
  assert.equal(await page.locator(".skip").evaluate(link => link.getBoundingClientRect().top >= 0), true, "and can be seen");
  await page.keyboard.press("Enter");
  assert.match(page.url(), /#main$/);
  await page.keyboard.press("Tab");
  assert.equal((await focused(page)).text, "Home", "the first link of the main part");
}));

test("focus is always visible and never trapped", () => open({}, async page => {
  await go(page, "/guide/rest-apis");
  const seen = new Set();
  for (let step = 0; step < 400; step++) {
    await page.keyboard.press("Tab");
    const now = await page.evaluate(() => {
      const element = document.activeElement;
      if (element == document.body) return null;
      const style = getComputedStyle(element);
      element.dataset.seen ??= Math.random();
      return { key: element.dataset.seen, name: element.outerHTML.slice(0, 80), visible: style.outlineStyle != "none" && parseFloat(style.outlineWidth) >= 2 };
    });
    if (!now) break;
    assert.ok(now.visible, now.name);
    seen.add(now.key);
  }
  assert.ok(seen.size > 60, `${seen.size} places`);
  assert.equal(await page.evaluate(() => document.activeElement == document.body || document.activeElement.matches(".foot *")), true, "the way ends at the footer");
}));

test("the menu of a phone opens, leads and closes by keyboard", () => open({ viewport: { width: 390, height: 800 }, javaScriptEnabled: false }, async page => {
  await go(page, "/");
  assert.equal(await page.locator("#nav").isVisible(), false);
  await page.locator(".menu-btn").focus();
  await page.keyboard.press("Enter");
  assert.equal(await page.locator("#nav").isVisible(), true);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/roadmap");
  await page.locator(".menu-btn").focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  assert.equal(await page.locator("#nav").isVisible(), false);
}));

test("tabs of languages follow the arrow keys", () => open({}, async page => {
  await go(page, "/guide/rest-apis");
  await page.locator("[role=tab]").first().focus();
  await page.keyboard.press("ArrowRight");
  assert.equal((await focused(page)).text, "JavaScript and Node.js");
  await page.keyboard.press("End");
  assert.equal((await focused(page)).text, "Rust");
  assert.equal(await page.locator("[role=tabpanel]:visible").count(), await page.locator(".tracks").count());
}));

test("code that is wider than the page can be scrolled by keyboard", () => open({ viewport: { width: 390, height: 800 } }, async page => {
  await go(page, "/guide/rest-apis");
  const wide = page.locator("pre").filter({ hasText: "sqlite3" }).first();
  await wide.focus();
  await page.keyboard.press("ArrowRight");
  await page.waitForFunction(() => document.activeElement.scrollLeft > 0);
}));

test("without scripts nothing is missing and nothing is dead", () => open({ javaScriptEnabled: false }, async page => {
  for (const [kind, path] of Object.entries(kinds)) {
    await go(page, path);
    assert.equal(await page.locator("h1").count(), 1, kind);
    for (const button of await page.locator("button:visible").all()) {
      const works = await button.evaluate(button => Boolean(button.form || button.popoverTargetElement));
      assert.ok(works, `${kind}: ${await button.textContent()}`);
    }
    assert.equal(await page.locator("#colours").isVisible(), false, kind);
  }
}));

test("without scripts every language is shown under its name", () => open({ javaScriptEnabled: false }, async page => {
  await go(page, "/guide/rest-apis");
  const names = await page.locator(".tracks").first().locator(".track-name:visible").allTextContents();
  assert.deepEqual(names, ["Python", "JavaScript and Node.js", "Java", "Go", "C#", "Ruby", "PHP", "Rust"]);
}));

test("without scripts forms answer", () => open({ javaScriptEnabled: false }, async page => {
  await go(page, "/projects");
  await page.check("[name=level][value=advanced]");
  await page.check("[name=hours][value=l]");
  await page.click("text=Show ideas");
  await page.waitForURL(/\/projects\?level=advanced&hours=l$/);
  assert.equal(await page.isChecked("[name=level][value=advanced]"), true);
  const found = await page.textContent("#found");
  await page.selectOption("#sort", "title");
  await page.click(".sort button");
  await page.waitForURL(/\/projects\?level=advanced&hours=l&sort=title$/);
  assert.equal(await page.textContent("#found"), found);
  await page.click("#pick");
  await page.waitForURL(/seed=1$/);
  assert.equal(await page.locator(".narrow .ticket").count(), 1);
  await page.click(".chips a:has-text(\"Advanced\")");
  await page.waitForURL(/\/projects\?hours=l$/);
  await go(page, "/progress");
  await page.check("[value=command-line]");
  await page.check("[value=understand-the-role]");
  await page.click("text=Show my roadmap");
  await page.waitForURL(/\/roadmap\?done=/);
  assert.equal(await page.locator("li.done").count(), 2);
  assert.match(await page.locator(".prog").textContent(), /2 of 36 steps done/);
  assert.match(await page.locator("[data-flag=Next]").textContent(), /Choose one language/);
}));

test("with scripts a form gives the same address at once", () => open({}, async page => {
  await go(page, "/projects");
  await page.check("[name=level][value=advanced]");
  const [request] = await Promise.all([page.waitForRequest(/level=/), page.click("text=Show ideas")]);
  assert.match(request.url(), /\/projects\?level=advanced$/);
  await page.waitForURL(/level=advanced$/);
  assert.match(await page.getAttribute("#pick", "href"), /level=advanced&seed=\d+$/);
}));

test("on a phone the filters are folded, and open by keyboard", () => open({ viewport: { width: 390, height: 800 }, javaScriptEnabled: false }, async page => {
  await go(page, "/projects?skill=sql");
  assert.equal(await page.locator("#words").isVisible(), false);
  assert.match(await page.textContent(".choices > summary"), /1 filter on/);
  await page.locator(".choices > summary").focus();
  await page.keyboard.press("Enter");
  await page.fill("#words", "bank");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/projects\?q=bank&skill=sql$/);
}));

test("a wrong value is named above the form, and the form keeps what was chosen", () => open({}, async page => {
  await go(page, "/projects?level=wizard&upto=rest-apis");
  assert.match(await page.title(), /^Error: /);
  assert.equal(await page.evaluate(() => document.activeElement.className), "errs");
  assert.equal(await page.locator("#upto").inputValue(), "rest-apis");
  await page.click(".errs a");
  assert.match(page.url(), /#level$/);
}));
