// What only a browser can measure: widths, text sizes, paper.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { browser, go, kinds, open } from "./helpers.mjs";

after(() => browser.close());

/** The elements that stick out of the page to the side; parts that scroll on their own may. */
const overflow = page => page.evaluate(() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  return [...document.querySelectorAll("body *")]
    .filter(element => element.getBoundingClientRect().right > width + 1 && !element.closest(".scroll, pre, svg, .vh"))
    .map(element => `${element.tagName}.${element.className}`);
});

for (const width of [320, 390, 768, 1024, 1280, 1920])
  test(`no page scrolls sideways at ${width} px`, () => open({ viewport: { width, height: 900 } }, async page => {
    for (const [kind, path] of Object.entries(kinds)) {
      await go(page, path);
      assert.deepEqual(await overflow(page), [], kind);
    }
  }));

for (const width of [640, 1280, 2000])
  test(`no page scrolls sideways at ${width} px with text twice as large`, () => open({ viewport: { width, height: 900 } }, async (page, context) => {
    const devtools = await context.newCDPSession(page);
    await devtools.send("Page.enable");
    await devtools.send("Page.setFontSizes", { fontSizes: { standard: 32, fixed: 26 } });
    for (const [kind, path] of Object.entries(kinds)) {
      await go(page, path);
      assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize), "32px");
      assert.deepEqual(await overflow(page), [], kind);
    }
  }));

test("the roadmap is a map on a desk and a list on a phone, from one HTML", () => open({}, async page => {
  const rings = async () => {
    const boxes = await page.locator(".phase").first().locator("li > i").all();
    return Promise.all(boxes.map(box => box.boundingBox()));
  };
  await go(page, "/roadmap");
  let [first, , third] = await rings();
  assert.ok(third.x > first.x && Math.abs(third.y - first.y) < 2, "main steps stand on one horizontal line");
  await page.setViewportSize({ width: 390, height: 900 });
  [first, , third] = await rings();
  assert.ok(third.y > first.y && Math.abs(third.x - first.x) < 2, "main steps stand on one vertical line");
  await page.setViewportSize({ width: 1280, height: 900 });
  await go(page, "/roadmap?view=list");
  [first, , third] = await rings();
  assert.ok(third.y > first.y, "the list can be chosen at any width");
}));

test("the rings stand where the line is drawn, at every text size", () => open({}, async (page, context) => {
  const devtools = await context.newCDPSession(page);
  await devtools.send("Page.enable");
  for (const standard of [16, 20]) {
    await devtools.send("Page.setFontSizes", { fontSizes: { standard, fixed: 13 } });
    await go(page, "/roadmap");
    for (const phase of await page.locator(".phase").all()) {
      const line = await phase.locator(".track > svg > line.ln").first().boundingBox();
      const rings = await phase.locator("li:not(.side-st) > i").all();
      for (const ring of rings) {
        const box = await ring.boundingBox();
        const apart = Math.abs(box.y + box.height / 2 - (line.y + line.height / 2));
        assert.ok(apart < 2, `${apart} px at ${standard} px`);
      }
    }
  }
}));

test("on paper a step is its text: answers open, addresses printed, no menus", () => open({}, async page => {
  await go(page, "/guide/rest-apis");
  await page.emulateMedia({ media: "print" });
  for (const gone of [".band", ".toc", "aside", ".doneform", ".copy"]) assert.equal(await page.locator(gone).first().isVisible(), false, gone);
  assert.equal(await page.locator(".qa details > div").first().isVisible(), true, "answers are open");
  const printed = await page.evaluate(() => getComputedStyle(document.querySelector(".res a"), "::after").content);
  assert.match(printed, /https:/);
  const paper = (await page.pdf({ tagged: true, outline: true })).toString("latin1");
  assert.match(paper, /\/StructTreeRoot/, "the PDF keeps its structure");
  assert.match(paper, /\/Outlines/, "the PDF keeps its headings");
  assert.match(paper, /\/URI \(https?:/, "the PDF keeps its links");
}));

test("on paper the roadmap is a list", () => open({}, async page => {
  await go(page, "/print/roadmap");
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator("tbody tr").count(), 36);
  assert.equal(await page.locator(".band").isVisible(), false);
}));
