// Parses the JavaScript samples and runs those that are whole. Input and output: see python.py.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import vm from "node:vm";

const CLOCK_SECONDS = 90;
const folder = process.argv[2];

const report = (number, line, message) => console.log([number, line, String(message).replaceAll(/\s+/g, " ")].join("\t"));

/** "module", "script", or the error of the kind it looks like. */
function kind(code) {
  const attempt = (parse) => {
    try { parse(); return null; } catch (error) { return error; }
  };
  const asModule = attempt(() => new vm.SourceTextModule(code, { identifier: "sample.js" }));
  if (!asModule && !/\brequire\(/.test(code)) return "module";
  const asScript = attempt(() => new vm.Script(code, { filename: "sample.js" }));
  if (!asScript) return "script";
  return /^\s*(import|export)\b/m.test(code) || /\bawait\b/.test(code) ? asModule : asScript;
}

const needs = (code) => [...code.matchAll(/(?:from|import|require\(|import\()\s*["']([^"']+)["']/g)].map((it) => it[1]);
const isBuiltIn = (name) => name.startsWith("node:") || builtinModules.includes(name);

function run(number, code, kind) {
  const place = mkdtempSync(join(tmpdir(), "sample-"));
  const file = join(place, kind === "module" ? "sample.mjs" : "sample.cjs");
  writeFileSync(file, code);
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [file], { cwd: place, stdio: ["ignore", "ignore", "pipe"], timeout: CLOCK_SECONDS * 1000, killSignal: "SIGKILL" });
    let said = "";
    child.stderr.on("data", (data) => { said += data; });
    child.on("close", (status, signal) => {
      rmSync(place, { recursive: true, force: true });
      const line = said.match(/sample\.[cm]js:(\d+)/)?.[1] ?? 0;
      const message = said.split("\n").find((it) => /^\w*Error/.test(it)) ?? said.trim().split("\n").pop();
      if (signal) report(number, 0, "it does not end");
      else if (status !== 0) report(number, line, message);
      resolve();
    });
  });
}

const open = [];
for (const entry of readFileSync(0, "utf8").split("\n").filter(Boolean)) {
  const [number, task, , name] = entry.split("\t");
  const code = readFileSync(join(folder, name), "utf8");
  const found = kind(code);
  if (typeof found !== "string") report(number, found.stack?.match(/sample\.js:(\d+)/)?.[1] ?? 0, `${found.name}: ${found.message}`);
  else if (task === "run" && needs(code).every(isBuiltIn)) open.push(() => run(number, code, found));
}
const worker = async () => { while (open.length) await open.pop()(); };
await Promise.all([worker(), worker(), worker(), worker()]);
