"""The golden vectors: what a formula is given, as cells would hold it, and what its cell must show. One reader for all.

A file holds tables. `function` is a worksheet name, or the stem of several, then each row gives a vector for each
face that it speaks of. `columns` name the arguments (those of `given` fill the rest) and what is expected:

    expect  what the cell of the function itself shows; nested arrays for a range
    STATUS  the status of a decision: _STATUS shows it, _OK shows whether it is OK; of an error that was not given,
            _WHY tells by a sentence
    OK      what _OK shows, where there is no status or where _OK does not follow from it; also SOURCE, CONFIDENCE
    says    a piece of the sentence that _WHY (or a function that answers text) shows

A row begins with its sentence. Cells: dates are TOML dates, with a time of day or not (serials for a host), "blank"
is a blank cell, "-" an argument that the formula leaves out, "" empty text, {error = "#N/A"} an error value, a nested
array a range.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from udfs import REGISTRY
from udfs._registry import MISSING, CellError
from xl_addin.hosts.trial import as_cell

FACES = ("_OK", "_STATUS", "_WHY")
SHOWN = {"expect": "", "OK": "_OK", "STATUS": "_STATUS", "SOURCE": "_SOURCE", "CONFIDENCE": "_CONFIDENCE"}
EXPECTED = (*SHOWN, "says")
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
        return [as_cell(one, date1904=date1904) for one in self.given]

    @property
    def expected(self) -> Any:
        """What the cell shows in a book that counts from 1900; rows for a range; ANY where only `says` counts."""
        return self.shown(date1904=False)

    def shown(self, *, date1904: bool) -> Any:
        """What the cell shows, dates as serials of the book; None for a blank."""
        return self.wanted if self.wanted is ANY else as_cell(self.wanted, date1904=date1904)

    def met(self, cell: Any, *, date1904: bool = False) -> bool:
        """Whether a cell (or rows of cells) as a host gives it is what the vector wants."""
        wanted = self.shown(date1904=date1904)
        if wanted is ANY:
            return isinstance(cell, str) and not isinstance(cell, CellError) and self.says in cell
        return _same(wanted, cell)


def _same(wanted: Any, cell: Any) -> bool:
    """Equal in kind too: TRUE is not 1, an error value is not text, a blank is not empty text."""
    if isinstance(wanted, tuple):
        return (
            isinstance(cell, list | tuple)
            and len(cell) == len(wanted)
            and all(_same(one, other) for one, other in zip(wanted, cell, strict=True))
        )
    return type(wanted) is type(cell) and wanted == cell


def read_vectors(folder: Path) -> tuple[Vector, ...]:
    """Every vector below `folder`, in the order of the files; ValueError where a table contradicts itself."""
    return tuple(vector for path in sorted(folder.rglob("*.toml")) for vector in _of(path))


def _of(path: Path) -> Iterator[Vector]:
    for table in tomllib.loads(path.read_text("utf-8"))["table"]:
        for sentence, *cells in table["rows"]:
            if len(cells) != len(table["columns"]):
                raise ValueError(f"{path.name}: {sentence} has {len(cells)} cells")
            row = {**table.get("given", {}), **dict(zip(table["columns"], cells, strict=True))}
            facts = {name: _read(cell) for name, cell in row.items() if name not in EXPECTED}
            yield from _faces(table["function"], f"{table['function']}: {sentence}", facts, row)


def _faces(function: str, name: str, facts: dict[str, Any], row: dict[str, Any]) -> Iterator[Vector]:
    says = row.get("says", "")
    wanted = {suffix: _read(row[key]) for key, suffix in SHOWN.items() if key in row}
    if "_STATUS" in wanted and function + "_OK" in REGISTRY:
        wanted.setdefault("_OK", _allowed(wanted["_STATUS"]))
    judged = [face for face in FACES if face in wanted] or [""]
    told = [wanted[face] for face in judged if face in wanted and _letter(wanted[face])]
    if function + "_WHY" in REGISTRY and (told or says):
        given = told and (told[0] is None or told[0] in _flat(tuple(facts.values())))
        wanted["_WHY"] = told[0] if given else ANY
        says = says or (f": {told[0]}; " if told else "")
    elif says and not wanted:
        wanted[""] = ANY
    for face, cell in wanted.items():
        sentence = f"{name} ({face[1:]})" if face else name
        yield Vector(sentence, function + face, _in_order(function + face, facts), cell, says if cell is ANY else "")


def _flat(cells: Any) -> Iterator[Any]:
    """Every cell, those of ranges too."""
    for cell in cells:
        yield from _flat(cell) if isinstance(cell, tuple) else (cell,)


def _allowed(status: Any) -> Any:
    """What _OK shows beside a status: an error or a blank is the same on every face."""
    if isinstance(status, tuple):
        return tuple(_allowed(one) for one in status)
    return status if _letter(status) else status == "OK"


def _letter(cell: Any) -> bool:
    """Whether every face shows this cell to the letter: an error, a blank."""
    return cell is None or isinstance(cell, CellError)


def _in_order(function: str, facts: dict[str, Any]) -> tuple[Any, ...]:
    """The arguments in the order of the formula; those left out at its end are not there at all."""
    names = [argument.name for argument in REGISTRY[function].arguments]
    if not set(facts) <= set(names):
        raise ValueError(f"{function} has no argument {sorted(set(facts) - set(names))}")
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
