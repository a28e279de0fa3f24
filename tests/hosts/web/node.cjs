// node node.cjs WORK SITE PYODIDE [late]: the own functions.js of the bundle in node, with a stand-in for Office.js.
const fs = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");

const [work, site, pyodide, late] = process.argv.slice(2);
const run = (file) => vm.runInThisContext(fs.readFileSync(file, "utf8"), { filename: file });
// A browser has these by itself; the files come from the folder of the bundle.
globalThis.fetch = async (name) => new Response(fs.readFileSync(path.join(site, name)));
globalThis.loadPyodide = async () => (await import(path.join(pyodide, "pyodide.mjs"))).loadPyodide({ indexURL: pyodide });

run(path.join(__dirname, "office_stand_in.js"));
if (late) {
  const known = globalThis.CustomFunctions;
  delete globalThis.CustomFunctions; // office.js has yet to load it
  globalThis.Office = { onReady: async () => { globalThis.CustomFunctions = known; } };
}
run(path.join(site, "functions.js"));
run(path.join(__dirname, "harness.js"));
globalThis.harness(JSON.parse(fs.readFileSync(work, "utf8"))).then(
  (found) => fs.writeFileSync(`${work}.answers`, JSON.stringify(found)),
  (error) => { console.error(error); process.exitCode = 1; },
);
