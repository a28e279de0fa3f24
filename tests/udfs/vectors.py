"""The golden vectors: what a formula is given, as cells would hold it, and what its cell must show. One reader for all.

A file holds tables. `function` is a worksheet name, or the stem of a decision, then each row gives three vectors, one
for each face. `columns` name the arguments (those of `given` fill the rest) and what is expected:

    STATUS  the status of a decision: _STATUS shows it, _OK shows whether it is OK; an error shows on all three faces
    expect  what the cell of any other function shows; nested arrays for a range
    says    a piece of the sentence that _WHY (or a function that answers text) shows

A row begins with its sentence. Cells: dates are TOML dates (serials for a host), "blank" is a blank cell, "-" an
argument that the formula leaves out, "" empty text, {error = "#N/A"} an error value, a nested array a range.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from udfs import REGISTRY
from udfs._registry import MISSING, CellError

HOME = Path(__file__).parent
EPOCHS = {False: date(1899, 12, 30), True: date(1904, 1, 1)}
FACES = ("_OK", "_STATUS", "_WHY")
EXPECTED = ("STATUS", "expect", "says")
ANY = object()


class Vector(NamedTuple):
    """One formula: `given` and `wanted` hold dates as date; `cells` and `expected` as a spreadsheet holds them."""

    name: str
    function: str
    given: tuple[Any, ...]
    wanted: Any
    says: str

    @property
    def arguments(self) -> list[Any]:
        """The arguments as cells of a book that counts from 1900."""
        return self.cells(date1904=False)

    def cells(self, *, date1904: bool) -> list[Any]:
        """The arguments as cells: float, bool, str, None, CellError, MISSING, or tuples of row tuples."""
        return [_cell(one, date1904) for one in self.given]

    @property
    def expected(self) -> Any:
        """What the cell shows in a book that counts from 1900; rows for a range; ANY where only `says` counts."""
        return self.shown(date1904=False)

    def shown(self, *, date1904: bool) -> Any:
        """What the cell shows, dates as serials of the book; None for a blank."""
        return self.wanted if self.wanted is ANY else _cell(self.wanted, date1904)

    def met(self, cell: Any, *, date1904: bool = False) -> bool:
        """Whether a cell (or rows of cells) as a host gives it is what the vector wants."""
        wanted = self.shown(date1904=date1904)
        if wanted is ANY:
            return isinstance(cell, str) and not isinstance(cell, CellError) and self.says in cell
        return _same(wanted, cell)


def _cell(one: Any, date1904: bool) -> Any:
    if isinstance(one, tuple):
        return tuple(_cell(cell, date1904) for cell in one)
    return float((one - EPOCHS[date1904]).days) if isinstance(one, date) else one


def _same(wanted: Any, cell: Any) -> bool:
    """Equal in kind too: TRUE is not 1, an error value is not text, a blank is not empty text."""
    if isinstance(wanted, tuple):
        return (
            isinstance(cell, list | tuple)
            and len(cell) == len(wanted)
            and all(_same(one, other) for one, other in zip(wanted, cell, strict=True))
        )
    return type(wanted) is type(cell) and wanted == cell


@cache
def vectors() -> tuple[Vector, ...]:
    """Every vector of the folder, in the order of the files."""
    return tuple(vector for path in sorted(HOME.glob("*.toml")) for vector in _of(path))


def _of(path: Path) -> Iterator[Vector]:
    for table in tomllib.loads(path.read_text("utf-8"))["table"]:
        for sentence, *cells in table["rows"]:
            assert len(cells) == len(table["columns"]), f"{path.name}: {sentence} has {len(cells)} cells"
            row = {**table.get("given", {}), **dict(zip(table["columns"], cells, strict=True))}
            facts = {name: _read(cell) for name, cell in row.items() if name not in EXPECTED}
            yield from _faces(table["function"], f"{table['function']}: {sentence}", facts, row)


def _faces(function: str, name: str, facts: dict[str, Any], row: dict[str, Any]) -> Iterator[Vector]:
    says = row.get("says", "")
    if "STATUS" not in row:
        wanted = _read(row["expect"]) if "expect" in row else ANY
        yield Vector(name, function, _in_order(function, facts), wanted, says)
        return
    status = _read(row["STATUS"])
    for face in FACES:
        wanted = {"_OK": _allowed(status), "_STATUS": status, "_WHY": _sentence(status)}[face]
        if face != "_WHY" or wanted is not ANY or says:
            piece = says if wanted is ANY else ""
            yield Vector(f"{name} ({face[1:]})", function + face, _in_order(function + face, facts), wanted, piece)


def _allowed(status: Any) -> Any:
    """What _OK shows beside a status: an error or a blank is the same on every face."""
    if isinstance(status, tuple):
        return tuple(_allowed(one) for one in status)
    return status if status is None or isinstance(status, CellError) else status == "OK"


def _sentence(status: Any) -> Any:
    """What _WHY shows: only an error or a blank is known to the letter."""
    return status if status is None or isinstance(status, CellError) else ANY


def _in_order(function: str, facts: dict[str, Any]) -> tuple[Any, ...]:
    """The arguments in the order of the formula; those left out at its end are not there at all."""
    names = [argument.name for argument in REGISTRY[function].arguments]
    assert set(facts) <= set(names), f"{function} has no argument {sorted(set(facts) - set(names))}"
    given = [facts.get(name, MISSING) for name in names]
    while given and given[-1] is MISSING:
        given.pop()
    return tuple(given)


def _read(cell: Any) -> Any:
    """A cell of the table as Python holds it."""
    if isinstance(cell, list):
        return tuple(_read(one) for one in cell)
    if isinstance(cell, dict):
        return CellError(cell["error"])
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return float(cell)
    return {"blank": None, "-": MISSING}.get(cell, cell) if isinstance(cell, str) else cell
