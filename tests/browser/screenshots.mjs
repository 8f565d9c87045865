// Pictures of every kind of page for people to look at: `cargo test` cannot see ugly.
// With the site running on http://127.0.0.1:3000: node tests/browser/screenshots.mjs [kind …]
import { mkdir } from "node:fs/promises";
process.env.GUIDE_URL ??= "http://127.0.0.1:3000";
const { browser, kinds, site } = await import("./helpers.mjs");

const folder = new URL("../../screenshots/", import.meta.url).pathname;
await mkdir(folder, { recursive: true });
const wanted = process.argv.slice(2);
for (const width of [390, 1280])
  for (const colorScheme of ["light", "dark"]) {
    const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
    for (const [kind, path] of Object.entries(kinds)) {
      if (wanted.length && !wanted.includes(kind)) continue;
      await page.goto(site + path);
      await page.screenshot({ path: `${folder}${kind.replace(/\W+/g, "-")}-${width}-${colorScheme}.png`, fullPage: true });
    }
    await page.close();
  }
await browser.close();
console.log(`The pictures are in ${folder}`);
