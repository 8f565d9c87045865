// Every kind of page, in both themes, on a phone and on a desk: nothing for axe to say.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { browser, go, kinds, open, violations } from "./helpers.mjs";

after(() => browser.close());

for (const [width, colorScheme] of [[390, "light"], [390, "dark"], [1280, "light"], [1280, "dark"]])
  test(`axe finds nothing at ${width} px, ${colorScheme}`, () => open({ viewport: { width, height: 900 }, colorScheme }, async page => {
    for (const [kind, path] of Object.entries(kinds)) {
      await go(page, path);
      assert.deepEqual(await violations(page), [], kind);
    }
  }));

test("axe finds nothing in what scripts add", () => open({}, async page => {
  await go(page, "/guide/rest-apis");
  await page.click("[data-done]");
  await page.evaluate(() => document.querySelectorAll("details").forEach(details => details.open = true));
  assert.deepEqual(await violations(page), [], "step");
  await go(page, "/progress");
  await page.click("#clear");
  assert.deepEqual(await violations(page), [], "the question before clearing");
}));

test("axe finds nothing in the open menu of a phone", () => open({ viewport: { width: 390, height: 900 } }, async page => {
  await go(page, "/");
  await page.click(".menu-btn");
  assert.deepEqual(await violations(page), []);
}));

test("forced colours keep text, rings and the current place visible", () => open({ forcedColors: "active" }, async page => {
  await go(page, "/roadmap?done=understand-the-role");
  assert.deepEqual(await violations(page), []);
  const ring = await page.locator(".track li i").nth(3).evaluate(ring => getComputedStyle(ring).borderTopColor);
  const paper = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  assert.notEqual(ring, paper);
}));

// Behind text a browser then draws the colour of the page, on which text of that colour is lost.
test("forced colours keep words on filled shapes readable", () => open({ forcedColors: "active" }, async page => {
  const lost = () => page.evaluate(() => {
    const paper = getComputedStyle(document.body).backgroundColor;
    const isLost = element => {
      const style = getComputedStyle(element);
      const hasWords = [...element.childNodes].some(node => node.nodeType == Node.TEXT_NODE && node.data.trim());
      return hasWords && style.forcedColorAdjust == "auto" && style.color == paper;
    };
    return [...document.querySelectorAll("body *")].filter(isLost).map(element => element.outerHTML.slice(0, 80));
  });
  for (const kind of ["home", "roadmap with progress", "step", "projects, second page", "salary, an offer", "plan, answered"]) {
    await go(page, kinds[kind]);
    assert.deepEqual(await lost(), [], kind);
  }
  await go(page, kinds["résumé check"]);
  await page.fill("#text", "Somebody who did many things. ".repeat(20));
  await Promise.all([page.waitForNavigation(), page.click("main .btn")]);
  assert.ok(await page.locator(".tag.fix").count());
  assert.deepEqual(await lost(), [], "what to change in a résumé");
}));
