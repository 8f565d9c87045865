// A browser, a page, and what every test asks of one.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

export const site = process.env.GUIDE_URL;
if (!site) throw new Error("GUIDE_URL names the running guide; cargo test sets it");

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** One page of each kind. */
export const kinds = {
  home: "/",
  roadmap: "/roadmap",
  "roadmap as a list": "/roadmap?view=list",
  "roadmap with progress": "/roadmap?done=understand-the-role.command-line",
  phase: "/roadmap/foundations",
  step: "/guide/rest-apis",
  checklist: "/print/roadmap",
  progress: "/progress",
  plan: "/plan",
  "plan, answered": "/plan?hours=10&start=2027-01-04&from=web-framework&off=8&off=2027-07-05..2027-07-18&optional=yes&done=rest-apis",
  "plan of many years": "/plan?hours=2&start=2027-01-04&pace=high",
  "plan, wrong values": "/plan?hours=ten&start=2026-02-30&off=tomorrow",
  projects: "/projects",
  "projects, filtered": "/projects?q=data&level=beginner&level=intermediate&skill=sql&upto=web-security",
  "projects, second page": "/projects?sort=title&page=2",
  "projects, picked": "/projects?level=beginner&seed=3",
  "projects, nothing fits": "/projects?level=advanced&upto=command-line",
  "projects, wrong value": "/projects?level=wizard",
  project: "/projects/url-shortener",
  skills: "/skills",
  skill: "/skills/http",
  salary: "/salary",
  "salary, an offer": "/salary?country=germany&experience=10-14&offer=90,000",
  "salary, a small country": "/salary?country=norway&experience=0-1",
  "salary, wrong value": "/salary?offer=12,5",
  "pay in a country": "/salary/united-states",
  "pay sources": "/salary/sources",
  "offer worksheet": "/salary/offer?base=65000&bonus=5000&equity=40000&year1=10&year2=20&year3=30&year4=40",
  interview: "/interview",
  topic: "/interview/sql",
  "topic, nothing fits": "/interview/sql?q=zzzz",
  "topic, one question": "/interview/http?level=junior&ask=methods",
  "skills, filtered": "/skills?junior=use&junior=explain&group=data",
  "glossary, filtered": "/glossary?q=cache&phase=code-and-data",
  "resources, filtered": "/resources?type=book&type=course&price=free",
  faq: "/faq",
  question: "/faq/do-i-need-a-degree",
  glossary: "/glossary",
  resources: "/resources",
  jobs: "/jobs",
  search: "/search?q=cache",
  "search, empty": "/search",
  "search, misspelt": "/search?q=kuberntes",
  "search, nothing found": "/search?q=xyzzy",
  "search, wrong value": "/search?q=http&kind=wizard",
  article: "/resume",
  "résumé check": "/resume/check",
  "résumé starters": "/resume/starters",
  "not found": "/guide/rest-apsi",
};

export const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});

/** Runs a test in a browser of its own, and fails it if the page asked another host for
 *  anything, broke its security policy or wrote an error to the console. */
export async function open(options, test) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const wrong = [];
  page.on("console", message => {
    // A page that says 404 or 422 is what some tests ask for; Chromium reports it as an error.
    if (message.type() == "error" && !/status of 4(04|22)/.test(message.text())) wrong.push(message.text());
  });
  page.on("pageerror", error => {
    // On a busy machine Chromium leaves out the animation between two pages, and reports that in
    // several ways. No script of ours asks for one.
    if (!/transition/i.test(String(error))) wrong.push(String(error));
  });
  page.on("request", request => {
    if (!request.url().startsWith(site) && !request.url().startsWith("blob:")) wrong.push(`asked for ${request.url()}`);
  });
  try {
    await test(page, context);
  } finally {
    await context.close();
  }
  if (wrong.length) throw new Error(wrong.join("\n"));
}

export const go = (page, path) => page.goto(site + path);

/** What axe finds wrong, a line each. */
export async function violations(page) {
  await page.evaluate(axe);
  const results = await page.evaluate(() => window.axe.run(document, {
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
  }));
  return results.violations.flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.target} (${rule.help})`));
}
