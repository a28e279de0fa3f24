// What the page shows: whether Python has started, and twelve golden cases asked of it, each beside what must show.
(() => {
  "use strict";

  const shown = (one) => (one === "" ? "(blank)" : one === true || one === false ? String(one).toUpperCase() : String(one));

  async function answer(check) {
    try {
      return (await desk.call(check.id, check.given.map((one) => [[one]])))[0][0];
    } catch (error) {
      return error.code || error.message;
    }
  }

  function line(check, found) {
    const row = document.createElement("tr");
    const same = shown(found) === shown(check.expected);
    for (const text of [check.case, check.name, shown(found), same ? "as it must be" : `WRONG: ${shown(check.expected)}`]) {
      row.appendChild(document.createElement("td")).textContent = text;
    }
    row.className = same ? "" : "wrong";
    return [row, same];
  }

  async function check() {
    if (!(await desk.inOffice)) {
      document.getElementById("outside").textContent = "This page is not in Excel: it checks itself only.";
    }
    const rows = await Promise.all(DESK.checks.map(async (one) => line(one, await answer(one))));
    document.getElementById("checks").replaceChildren(...rows.map(([row]) => row));
    const right = rows.filter(([, same]) => same).length;
    document.getElementById("verdict").textContent = `${right} of ${rows.length} golden cases answered as they must be.`;
  }

  desk.listen((state) => {
    const place = document.getElementById("state");
    place.textContent = state.milliseconds ? `${state.text} (${(state.milliseconds / 1000).toFixed(1)} s)` : state.text;
    place.className = state.word;
  });
  check();
})();
