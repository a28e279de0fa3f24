// Asks the page's functions as a book would, in each way in which Excel may hand cells over; says how long it took.
globalThis.harness = async (work) => {
  "use strict";

  const { book, call } = standIn;
  await desk.inOffice;
  const answers = {};
  const times = {};
  for (const [mode, { calls, ...settings }] of work) {
    Object.assign(book, { year: 1899, emptyAs: 0, tellsAddresses: true, tellsCells: true, sheets: {} }, settings);
    const began = performance.now();
    let top = 0;
    // All at once, as a sheet that calculates: each formula has rows of its own.
    answers[mode] = await Promise.all(calls.map(({ id, given }) => {
      const found = call(id, given, "It's a book", top);
      top += Math.max(1, ...given.map((one) => (one.typed || one.foreign || one.cells || one).length || 1));
      return found;
    }));
    times[mode] = Math.round(performance.now() - began);
    // A blank row at the end of a sheet, a million times, is told once.
    answers[mode] = answers[mode].map((rows) => (rows.length > 20000 ? { first: rows.slice(0, 5), height: rows.length } : rows));
  }
  return { answers, times };
};
