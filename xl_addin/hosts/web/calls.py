"""Excel's calls as the page hands them over, and their answers: JSON in, JSON out. Runs in the browser.

A cell is a number, text, true, false, null (blank) or {"error": "#N/A"}. Several cells are {"rows": …, "height": n}:
below the last row that stands there all is blank. A call says its function, its cells, and the year of the day 0 of
its book; 0 where Excel does not tell that year.
"""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import Any

from udfs._adapter import evaluate
from udfs._kinds import is_dated
from udfs._law import rules, use
from udfs._ranges import used
from udfs._registry import REGISTRY, Block, Cell, CellError
from xl_addin import __version__
from xl_addin.domain.dates import DAY_ZERO_1900, DAY_ZERO_1904
from xl_addin.rulebook.bank_law import bank_law

LOG = logging.getLogger(__name__)
INSTRUMENTS, REGISTERS = "bank/instruments", "bank/registers"  # in the archive, where the bank has any
IS_1904 = {DAY_ZERO_1900.year: False, DAY_ZERO_1904.year: True}

Sent = dict[str, Any]
Rows = list[list[Cell]]


def begin(home: str) -> str:
    """By the law that lies in the unpacked archive the functions answer; versions of the program and of the law."""
    instruments, registers = (_folder(Path(home) / name) for name in (INSTRUMENTS, REGISTERS))
    use(bank_law(instruments, registers))
    return json.dumps({"program": __version__, "rules": rules().version})


def _folder(place: Path) -> Path | None:
    return place if place.is_dir() else None


def answered(batch: str) -> str:
    """The answers of a batch of calls, in their order."""
    return json.dumps([_sent(_answer(call)) for call in json.loads(batch, parse_int=float)])


def _answer(call: Sent) -> Rows:
    """The cells of one call; never raises: a fault of ours is #VALUE! in its cell and a line in the browser's log."""
    try:
        function, year = REGISTRY[call["function"]], int(call["year"])
        if year not in IS_1904 and is_dated(function.arguments, function.returns):
            return [[CellError.NA]]
        given = [_given(one) for one in call["given"]]
        return evaluate(function.name, given, date1904=IS_1904.get(year, False))
    except Exception:
        LOG.exception("a call of %s failed", call.get("function"))
        return [[CellError.VALUE]]


def _given(one: Any) -> Cell | Block:
    if not isinstance(one, dict) or "rows" not in one:
        return _cell(one)
    rows = [tuple([_cell(cell) for cell in row]) for row in one["rows"]]
    return (*rows, *[(None,) * len(rows[0])] * (int(one["height"]) - len(rows)))


def _cell(one: Any) -> Cell:
    return CellError(one["error"]) if isinstance(one, dict) else one


def _sent(rows: Rows) -> Sent:
    """The cells as JSON: a blank as "", since Excel would show 0."""
    last = max(used(rows), 1)
    return {"rows": [[_shown(cell) for cell in row] for row in rows[:last]], "height": len(rows)}


def _shown(cell: Cell) -> Any:
    if isinstance(cell, CellError):
        return {"error": cell.value}
    return "" if cell is None else cell
