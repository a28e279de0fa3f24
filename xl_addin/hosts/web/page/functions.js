// Excel's calls of the worksheet functions, answered by Python in the browser (Pyodide), a batch at a time.
// In front of this stands a line that the bundle's maker writes: const DESK = {...}.
// Nothing is sent anywhere: files come from the folder of this page, answers go to Excel.
const desk = (() => {
  "use strict";

  const HOME = "/desk";
  const TRY_AGAIN_MS = 5000; // after a start that failed, so that a sheet of formulas does not try ten thousand times
  // How DATE(2000,1,1) counts tells the day 0 of the book; 0: Excel does not tell.
  const YEAR_BY_DATE = { 36526: 1899, 35064: 1904 };
  // Error values that Office.js lets a function give; #REF! and #NAME? it takes in only.
  const CODES = {
    "#N/A": "notAvailable",
    "#VALUE!": "invalidValue",
    "#NUM!": "invalidNumber",
    "#DIV/0!": "divisionByZero",
    "#NULL!": "nullReference",
  };
  const AT_ONCE = 500; // ranges of one question to Excel, which takes no question of any size
  const NO_BOOK = "Excel did not tell how this book counts its days. Calculate again (Ctrl+Alt+F9).";
  const NO_CELLS = "Excel did not tell which of the cells that it gave as 0 are empty. Calculate again (Ctrl+Alt+F9).";

  // --- Python, started once ---

  let starting = null;
  let state = { word: "starting", text: "Python is starting.", milliseconds: 0 };
  let listener = (told) => told;

  function tell(word, text, milliseconds) {
    state = { word, text, milliseconds: Math.round(milliseconds || 0) };
    listener(state);
  }

  function python() {
    if (!starting) {
      starting = start();
      starting.catch(() => setTimeout(() => { starting = null; }, TRY_AGAIN_MS));
    }
    return starting;
  }

  async function start() {
    const began = performance.now();
    tell("starting", "Python is starting.");
    try {
      const [archive, engine] = await Promise.all([fetched(DESK.archive), loadPyodide({ indexURL: DESK.pyodide })]);
      engine.unpackArchive(archive, "zip", { extractDir: HOME });
      engine.runPython(`import sys; sys.path.insert(0, "${HOME}")`);
      const calls = engine.pyimport("xl_addin.hosts.web.calls");
      const said = JSON.parse(calls.begin(HOME));
      const count = Object.keys(DESK.functions).length;
      tell("ready", `${count} functions, Import Desk ${said.program}, rules ${said.rules}.`, performance.now() - began);
      return calls;
    } catch (error) {
      const text = `The functions cannot start: ${error.message || error} Reload the book; if it stays so, tell your IT.`;
      tell("failed", text, performance.now() - began);
      throw new Error(text);
    }
  }

  async function fetched(archive) {
    const response = await fetch(archive.name);
    if (!response.ok) throw new Error(`${archive.name} cannot be loaded (${response.status}).`);
    const bytes = await response.arrayBuffer();
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    const found = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
    if (found !== archive.sha256) throw new Error(`${archive.name} is not the file that this page was made with.`);
    return bytes;
  }

  // --- calls: those of one moment go to Python together ---

  let waiting = [];

  function asked(name, given, addresses, year) {
    return new Promise((resolve, reject) => {
      const call = { ...DESK.functions[name], given: given.map(asRows), addresses, year, resolve, reject, failure: "" };
      if (waiting.push(call) === 1) setTimeout(answerAll, 0);
    });
  }

  async function answerAll() {
    const calls = waiting;
    waiting = [];
    try {
      const engine = await python();
      await readBook(calls);
      const ready = calls.filter((call) => !call.failure);
      const sent = ready.map((call) => ({ function: call.name, year: call.year, given: call.given.map(packed) }));
      const answers = JSON.parse(engine.answered(JSON.stringify(sent)));
      ready.forEach((call, at) => give(call, answers[at]));
    } catch (error) {
      calls.forEach((call) => { call.failure = call.failure || String(error.message || error); });
    }
    calls.filter((call) => call.failure).forEach((call) => call.reject(failed("#N/A", call.failure)));
  }

  const nothing = (one) => one === null || one === undefined; // an empty cell, or an argument that is left out

  function asRows(one) {
    return Array.isArray(one) ? one : [[nothing(one) ? null : one]];
  }

  // A range without the blank rows at its end; one cell by itself.
  function packed(rows) {
    if (rows.length === 1 && rows[0].length === 1) return cell(rows[0][0]);
    let last = rows.length;
    while (last > 1 && rows[last - 1].every(nothing)) last -= 1;
    return { rows: rows.slice(0, last).map((row) => row.map(cell)), height: rows.length };
  }

  function cell(one) {
    if (nothing(one)) return null;
    if (typeof one !== "object") return one;
    return { error: DESK.errors.includes(one.code) ? one.code : "#VALUE!" };
  }

  function give(call, answer) {
    const rows = answer.rows.map((row) => row.map((one) => (one.error ? failed(one.error) : one)));
    while (rows.length < answer.height) rows.push(rows[0].map(() => ""));
    const only = rows.length === 1 && rows[0].length === 1 && answer.rows[0][0].error;
    if (only) call.reject(rows[0][0]);
    else call.resolve(rows);
  }

  function failed(error, message) {
    const code = CustomFunctions.ErrorCode[CODES[error] || "invalidValue"];
    const text = message || (CODES[error] ? "" : `An argument holds ${error}`);
    return text ? new CustomFunctions.Error(code, text) : new CustomFunctions.Error(code);
  }

  // --- what only Excel knows: how the book counts days, and which zeros are empty cells ---

  async function readBook(calls) {
    const open = calls.filter((call) => call.year === undefined);
    const year = open.some((call) => call.dated) ? await yearOfDayZero() : 0;
    for (const call of open) {
      call.year = year;
      if (call.dated && !year) call.failure = NO_BOOK;
    }
    await readEmptyCells(open.filter((call) => !call.failure));
  }

  async function inExcel(body) {
    return Excel.run({ delayForCellEdit: true }, body); // while a cell is being typed Excel answers nothing
  }

  async function yearOfDayZero() {
    try {
      return await inExcel(async (context) => {
        const counted = context.workbook.functions.date(2000, 1, 1);
        counted.load("value");
        await context.sync();
        return YEAR_BY_DATE[counted.value] || 0;
      });
    } catch (error) {
      return 0;
    }
  }

  // Excel for Windows gives an empty cell as 0. Zero is a number, FALSE or an amount; an empty cell is a fact that is
  // missing: so the cells themselves are asked.
  async function readEmptyCells(calls) {
    const sheets = new Map();
    for (const one of calls.flatMap((call) => call.given.flatMap((rows, at) => placed(call, rows, at)))) {
      if (!sheets.has(one.sheet)) sheets.set(one.sheet, []);
      sheets.get(one.sheet).push(one);
    }
    for (const ranges of sheets.values()) {
      for (let from = 0; from < ranges.length; from += AT_ONCE) await readRanges(ranges.slice(from, from + AT_ONCE));
    }
  }

  // What cannot be read (a cell of another book, Excel busy) fails with those that are asked with it: of one sheet.
  async function readRanges(ranges) {
    try {
      await inExcel(async (context) => {
        for (const one of ranges) load(context, one);
        await context.sync();
      });
      ranges.forEach(empty);
    } catch (error) {
      ranges.forEach((one) => { one.call.failure = NO_CELLS; });
    }
  }

  // The zeros of an argument with their place, as Excel writes it: Sheet1!A1:B2, 'It''s mine'!A:A.
  function placed(call, rows, at) {
    if (!rows.some((row) => row.includes(0))) return [];
    if (!call.addresses) {
      call.failure = NO_CELLS;
      return [];
    }
    const address = call.addresses[at]; // none: the 0 was typed into the formula, or calculated in it
    if (!address) return [];
    const mark = address.lastIndexOf("!");
    const sheet = address.slice(0, mark).replace(/^'|'$/g, "").replace(/''/g, "'");
    return [{ call, rows, at, sheet, corners: address.slice(mark + 1) }];
  }

  function load(context, one) {
    one.range = context.workbook.worksheets.getItem(one.sheet).getRange(one.corners);
    one.used = one.range.getUsedRangeOrNullObject(true); // of a whole column the part that holds anything
    one.range.load("rowIndex,columnIndex,rowCount,columnCount");
    one.used.load("rowIndex,columnIndex,values,valueTypes");
  }

  // Puts null in the place of each 0 that is an empty cell; cells that hold something else have changed meanwhile.
  function empty({ call, rows, at, range, used }) {
    const fits = range.rowCount === rows.length && range.columnCount === rows[0].length;
    const [down, right] = used.isNullObject ? [0, 0] : [used.rowIndex - range.rowIndex, used.columnIndex - range.columnIndex];
    const found = (list, i, j) => (used.isNullObject ? undefined : (list[i - down] || [])[j - right]);
    call.given[at] = rows.map((row, i) => row.map((one, j) => {
      if (one !== 0) return one;
      const kind = found(used.valueTypes, i, j);
      if (kind === undefined || kind === "Empty") return null;
      if (!fits || found(used.values, i, j) !== 0) call.failure = NO_CELLS;
      return one;
    }));
    if (!fits) call.failure = NO_CELLS;
  }

  // --- what Excel calls ---

  function associate() {
    for (const id of Object.keys(DESK.functions)) {
      CustomFunctions.associate(id, (...given) => {
        const invocation = given.pop();
        return asked(id, given, invocation && invocation.parameterAddresses);
      });
    }
  }

  // Whether Excel is there: at once, or when office.js has loaded what belongs to its host. The page by itself checks
  // itself, with a stand-in for the errors.
  async function excelIsThere() {
    const known = () => typeof CustomFunctions !== "undefined";
    if (!known() && typeof Office !== "undefined") await Office.onReady();
    if (known()) associate();
    else globalThis.CustomFunctions = outside();
    return globalThis.CustomFunctions.associate !== nobody;
  }

  const nobody = () => {};
  const inOffice = excelIsThere();
  python().catch(nobody); // so that the first formula need not wait; what is wrong, it says

  function outside() {
    class Failure extends Error {
      constructor(code, message) {
        super(message || code);
        this.code = code;
      }
    }
    const codes = Object.fromEntries(Object.entries(CODES).map(([value, name]) => [name, value]));
    return { Error: Failure, ErrorCode: codes, associate: nobody };
  }

  return {
    inOffice,
    listen(to) { listener = to; to(state); },
    // Arguments that no book holds, in days of 1900: for the page's own check.
    call: (id, given) => asked(id, given, [], 1899),
  };
})();
