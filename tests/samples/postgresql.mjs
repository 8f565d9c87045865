// Runs the SQL samples in PostgreSQL, compiled for Node.js. Input and output: see python.py.
//
// The samples of a page share one database, in order, as they would on the reader's machine.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { btree_gist } from "@electric-sql/pglite/contrib/btree_gist";
import { citext } from "@electric-sql/pglite/contrib/citext";
import { cube } from "@electric-sql/pglite/contrib/cube";
import { earthdistance } from "@electric-sql/pglite/contrib/earthdistance";
import { pg_trgm } from "@electric-sql/pglite/contrib/pg_trgm";

const SYNTAX_ERROR = "42601";
const folder = process.argv[2];
const database = await PGlite.create({ extensions: { btree_gist, citext, cube, earthdistance, pg_trgm } });

/** Statements with the line each begins on: a semicolon outside of quotes, comments and bodies ends one. */
function statements(text) {
  const found = [];
  const token = /'(?:[^']|'')*'|"[^"]*"|--[^\n]*|\/\*[\s\S]*?\*\/|\$(\w*)\$[\s\S]*?\$\1\$|;/g;
  let start = 0;
  const add = (end) => {
    const statement = text.slice(start, end);
    const blank = statement.match(/^(?:\s|--[^\n]*\n?)*/)[0].length;
    if (blank < statement.length) found.push({ sql: statement, line: text.slice(0, start + blank).split("\n").length });
    start = end;
  };
  for (const match of text.matchAll(token)) if (match[0] === ";") add(match.index + 1);
  add(text.length);
  return found;
}

/** `:name` as `$1`: drivers for Python and Java write parameters so. */
function numbered(sql) {
  const names = [];
  const skip = /'(?:[^']|'')*'|"[^"]*"|--[^\n]*|::|(?<![\w:\]]):([a-z_]\w*)|(?<=[\s(=,])\?(?=[\s),;]|$)/g;
  let marks = 0;
  return sql.replace(skip, (whole, name) => {
    if (whole === "?") return `$${++marks}`;
    if (!name) return whole;
    if (!names.includes(name)) names.push(name);
    return `$${names.indexOf(name) + 1}`;
  });
}

let page = "";
let transaction = false;
for (const entry of readFileSync(0, "utf8").split("\n").filter(Boolean)) {
  const [number, task, here, name] = entry.split("\t");
  if (here !== page) {
    page = here;
    if (transaction) await database.exec("ROLLBACK");
    transaction = false;
    await database.exec("DROP SCHEMA public CASCADE; CREATE SCHEMA public; RESET ALL");
  }
  for (const { sql, line } of statements(readFileSync(join(folder, name), "utf8"))) {
    const text = numbered(sql);
    try {
      // A statement with parameters is planned and not run.
      if (/\$\d/.test(text.replaceAll(/'(?:[^']|'')*'/g, ""))) await database.exec(`PREPARE sample AS ${text}; DEALLOCATE sample`);
      else await database.exec(text);
      if (/^\s*(BEGIN|START)\b/i.test(text)) transaction = true;
      if (/^\s*(COMMIT|ROLLBACK)\b/i.test(text)) transaction = false;
    } catch (error) {
      const inside = error.position ? text.slice(0, Number(error.position)).trimStart().split("\n").length - 1 : 0;
      if (task === "run" || error.code === SYNTAX_ERROR) console.log([number, line + (inside > 0 ? inside : 0), error.message.replaceAll(/\s+/g, " ")].join("\t"));
      if (transaction) { await database.exec("ROLLBACK"); transaction = false; }
      break;
    }
  }
}
await database.close();
