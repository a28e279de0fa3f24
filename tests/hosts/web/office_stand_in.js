// What of Office.js the bundle uses, over a book in memory: CustomFunctions, and Excel.run with ranges and DATE.
// Own, since office-addin-mock knows no custom functions and brings its maker's usage reports along.
// An empty cell is handed over as 0, as Excel for Windows does, or as null, as Excel in the browser does.
globalThis.standIn = (() => {
  "use strict";

  const book = { year: 1899, emptyAs: 0, tellsAddresses: true, tellsCells: true, sheets: {}, syncs: 0 };
  const associated = {};

  class Failure extends Error {
    constructor(code, message) {
      super(message || code);
      this.code = code;
    }
  }

  globalThis.CustomFunctions = {
    associate(id, body) {
      if (!/^[A-Z0-9.]+$/.test(id)) throw new Error(`${id} is no id of a function`);
      if (associated[id]) throw new Error(`${id} is associated twice`);
      associated[id] = body;
    },
    Error: Failure,
    ErrorCode: {
      invalidValue: "#VALUE!", notAvailable: "#N/A", divisionByZero: "#DIV/0!", invalidNumber: "#NUM!", nullReference: "#NULL!",
    },
  };

  // --- a book ---

  function letters(column) {
    return column < 0 ? "" : letters(Math.floor(column / 26) - 1) + String.fromCharCode(65 + (column % 26));
  }

  function columnOf(text) {
    return [...text].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
  }

  // Puts rows into a sheet; null stays empty. Gives the address as Excel writes it.
  function put(name, top, left, rows) {
    const sheet = (book.sheets[name] = book.sheets[name] || []);
    rows.forEach((row, i) => row.forEach((one, j) => {
      if (one !== null) (sheet[top + i] = sheet[top + i] || [])[left + j] = one;
    }));
    const quoted = /^[A-Za-z0-9]+$/.test(name) ? name : `'${name.replace(/'/g, "''")}'`;
    const corner = (row, column) => letters(column) + (row + 1);
    const last = corner(top + rows.length - 1, left + rows[0].length - 1);
    return `${quoted}!${corner(top, left)}${rows.length === 1 && rows[0].length === 1 ? "" : `:${last}`}`;
  }

  class Range {
    constructor(sheet, box) {
      Object.assign(this, { sheet, box, isNullObject: box === null });
    }

    getUsedRangeOrNullObject() {
      const { top, left, bottom, right } = this.box;
      const inside = [];
      for (let row = top; row <= Math.min(bottom, this.sheet.length - 1); row += 1) {
        for (let column = left; column <= Math.min(right, (this.sheet[row] || []).length - 1); column += 1) {
          if (this.sheet[row][column] !== undefined) inside.push([row, column]);
        }
      }
      if (!inside.length) return new Range(this.sheet, null);
      const columns = inside.map((one) => one[1]);
      return new Range(this.sheet, {
        top: inside[0][0], left: columns.reduce((a, b) => Math.min(a, b)),
        bottom: inside[inside.length - 1][0], right: columns.reduce((a, b) => Math.max(a, b)),
      });
    }

    load(names) {
      if (this.isNullObject) return;
      const { top, left, bottom, right } = this.box;
      const grid = (of) => Array.from({ length: bottom - top + 1 }, (_, i) =>
        Array.from({ length: right - left + 1 }, (__, j) => of((this.sheet[top + i] || [])[left + j])));
      const known = {
        rowIndex: () => top, columnIndex: () => left, rowCount: () => bottom - top + 1, columnCount: () => right - left + 1,
        values: () => grid((one) => (one === undefined ? "" : typeof one === "object" ? one.code : one)),
        valueTypes: () => grid((one) => (one === undefined ? "Empty" : { number: "Double", string: "String", boolean: "Boolean" }[typeof one] || "Error")),
      };
      names.split(",").forEach((name) => { this[name] = known[name](); });
    }
  }

  function ranged(sheet, corners) {
    const [from, to] = corners.replace(/\$/g, "").split(":");
    const [first, last] = [from, to || from].map((one) => one.match(/^([A-Z]+)(\d*)$/));
    return new Range(sheet, {
      top: first[2] ? first[2] - 1 : 0, left: columnOf(first[1]),
      bottom: last[2] ? last[2] - 1 : 1048575, right: columnOf(last[1]),
    });
  }

  globalThis.Excel = {
    async run(options, body) {
      if (!options.delayForCellEdit) throw new Error("a cell is being edited");
      const counted = { load() {}, value: 0 };
      const context = {
        workbook: {
          functions: {
            date(year, month, day) {
              const since = (Date.UTC(year, month - 1, day) - Date.UTC(book.year, book.year === 1899 ? 11 : 0, book.year === 1899 ? 30 : 1)) / 864e5;
              counted.value = book.year ? since : "#NAME?";
              return counted;
            },
          },
          worksheets: {
            getItem(name) {
              if (!book.sheets[name]) throw new Error(`there is no sheet ${name}`);
              return { getRange: (corners) => ranged(book.sheets[name], corners) };
            },
          },
        },
        async sync() {
          if (!book.tellsCells) throw new Error("Excel is busy");
          book.syncs += 1;
        },
      };
      return body(context);
    },
  };

  // --- a formula ---

  // Cells as JSON holds them: null is empty, {"error": …} an error value.
  const given = (one) => (one !== null && typeof one === "object" ? new Failure(one.error) : one);
  const taken = (one) => (one instanceof Failure ? { error: one.code, message: one.message } : one);

  // One argument, as a formula holds it: rows of cells in a sheet; {"typed": rows} in the formula itself; "" left out;
  // {"cells": rows, "now": rows}, where the sheet has changed since; {"column": cells}, a whole column of a sheet;
  // {"foreign": rows}, of another book.
  function part(one, name, top, left) {
    const handed = (rows) => rows.map((row) => row.map((cell) => (cell === null ? book.emptyAs : given(cell))));
    if (one === "") return [null, undefined];
    if (one.typed) return [one.typed.map((row) => row.map(given)), undefined];
    if (one.foreign) return [handed(one.foreign), "'[Other.xlsx]Data'!A1"];
    if (one.column) {
      const address = put(`${name} ${left}`, 0, 0, one.column.map((cell) => [given(cell)])).replace(/!.*/, "!A:A");
      const empty = Array.from({ length: 1048576 - one.column.length }, () => [book.emptyAs]);
      return [handed(one.column.map((cell) => [cell])).concat(empty), address];
    }
    const rows = one.cells || one;
    return [handed(rows), put(name, top, left, (one.now || rows).map((row) => row.map(given)))];
  }

  // Calls a function; gives its rows of cells, an error that it throws as one cell.
  async function call(id, parts, name = "It's a book", top = 0) {
    let left = 0;
    const cells = [];
    const addresses = [];
    for (const one of parts) {
      const [rows, address] = part(one, name, top, left);
      cells.push(rows);
      addresses.push(address);
      left += rows ? rows[0].length : 1;
    }
    const invocation = book.tellsAddresses ? { parameterAddresses: addresses } : {};
    try {
      return (await associated[id](...cells, invocation)).map((row) => row.map(taken));
    } catch (error) {
      return [[taken(error)]];
    }
  }

  return { book, associated, put, call };
})();
