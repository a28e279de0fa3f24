"""The rows of a table as items by key; a row that cannot be read is named, with its column, and left out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NamedTuple

from udfs._cellwise import NUM
from udfs._ranges import RangeRefused, Table
from udfs._refused import misread, refusal
from udfs._registry import CellError
from xl_addin.domain import identifiers
from xl_addin.domain.errors import ValueRefused
from xl_addin.domain.money import to_minor

ROWS_MAX = 5000  # of each table: a cell must not hold up the spreadsheet
Row = dict[str, Any]
Columns = Mapping[str, tuple[str, bool]]  # header -> (kind of its cells, whether it must be there)


def _iec(text: str) -> str:
    """An IEC in capitals; digits that are too few have lost their zeros and would be another importer's."""
    return identifiers.parse_iec(text) if text.strip().isdigit() else text.upper()


def _refuse_no_serial(row: Row) -> None:
    """Customs counts invoice serials from 1."""
    if row.get("invoice_serial") == 0:
        raise ValueRefused("0", "a serial from 1", "Copy the invoice's serial from the bill of entry.")


# How a code is written wherever the desk keeps it.
CANONICAL: Mapping[str, Callable[[str], str]] = {
    "boe_number": identifiers.padded_boe_number,
    "port_code": identifiers.parse_port,
    "orm_number": str.upper,
    "iec": _iec,
}


class Sheet(NamedTuple):
    """What a table is called, its columns, those that make its key, and those of its day and its amount."""

    name: str
    columns: Columns
    key: tuple[str, ...]
    dated: str
    amount: str


class LeftOut(NamedTuple):
    """A row that is not settled: its cells as far as they could be read, and why."""

    row: Row
    why: str


class Items(NamedTuple):
    """The rows of a table by key, in their own order, and those left out."""

    rows: dict[str, Row]
    left_out: tuple[LeftOut, ...]


def items_of(table: Table, sheet: Sheet, as_of: date | None) -> Items:
    """Every row of the table that is not blank; those dated after the day asked about are not there at all."""
    if table.length > ROWS_MAX:
        said = f"{sheet.name} has {table.length} rows; at most {ROWS_MAX} are settled in a cell. Give fewer rows"
        raise RangeRefused(NUM, said)
    try:
        read = {name: table.column(name, kind, must) for name, (kind, must) in sheet.columns.items()}
    except RangeRefused as refused:
        raise RangeRefused(refused.error, f"{sheet.name}: {refused.said}") from None
    out: list[LeftOut] = []
    told: dict[str, list[tuple[int, Row]]] = {}
    for at, cells in enumerate(zip(*read.values(), strict=True), 2):
        row, why = _row(dict(zip(sheet.columns, cells, strict=True)), sheet)
        if why:
            out.append(LeftOut(row, f"{sheet.name} row {at}: {why}"))
        elif row:
            told.setdefault("/".join(str(row[part]) for part in sheet.key), []).append((at, row))
    out += [one for key, same in told.items() if len(same) > 1 for one in _twice(sheet, key, same)]
    kept = {key: same[0][1] for key, same in told.items() if len(same) == 1}
    return Items({key: row for key, row in kept.items() if as_of is None or row[sheet.dated] <= as_of}, tuple(out))


def _twice(sheet: Sheet, key: str, same: list[tuple[int, Row]]) -> list[LeftOut]:
    """The rows of one item: which of them counts is not guessed."""
    places = ", ".join(str(at) for at, _ in same)
    return [LeftOut(row, f"{sheet.name} row {at}: {key} stands in rows {places}; give it once") for at, row in same]


def _row(given: Mapping[str, tuple[Any, Any]], sheet: Sheet) -> tuple[Row, str]:
    """A row in the desk's own spelling, {} for a blank one, and why it cannot be settled."""
    if all(found is None for found, _ in given.values()):
        return {}, ""
    row: Row = {name: None if isinstance(found, CellError) else found for name, (found, _) in given.items()}
    for name, (found, cell) in given.items():
        kind, must = sheet.columns[name]
        if isinstance(found, CellError):
            return row, f"{name} holds {cell}" if isinstance(
                cell, CellError
            ) else f"{name} {misread(kind, cell, found)}"
        if must and found is None:
            return row, f"{name} is blank"
    try:
        spelt = {name: str(CANONICAL[name](found)) for name, found in row.items() if name in CANONICAL and found}
        _refuse_no_serial(row)
        to_minor(row[sheet.amount], row["currency"])
    except ValueRefused as refused:
        return row, refusal(refused)
    return {**row, **spelt}, ""
