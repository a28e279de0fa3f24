"""The lists of the open book: read and held against the ledger, and written anew from it, one block per list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from xl_addin.desk.now import Now
from xl_addin.domain.errors import DeskError
from xl_addin.domain.findings import Finding, worst_first
from xl_addin.workbook.book import Book, CellValue, SheetTable
from xl_addin.workbook.closing.columns_items import INVOICES, ORM
from xl_addin.workbook.closing.schema import Column, Kind, Table
from xl_addin.workbook.inputs import ITEM, KEYS, Change, read_inputs
from xl_addin.workbook.month.layout import HEAD, MONTH_TABLES
from xl_addin.workbook.month.rows import table_rows
from xl_addin.workbook.normal import Unreadable, from_cell, from_frame

Tables = Mapping[str, SheetTable]
Key = tuple[object, ...]
# Columns that name a row: of the lists that are read back, and of the two that are only looked at.
ROW_KEYS: dict[str, tuple[str, ...]] = {**KEYS, ORM.name: ITEM[:1], INVOICES.name: ITEM[1:]}


@dataclass(frozen=True, slots=True)
class Written:
    """What writing the lists did: the month they show, answers that wait in blue cells, and those that found no row."""

    now: Now
    waiting: int = 0
    lost: tuple[Change, ...] = ()


def read_lists(book: Book) -> dict[str, SheetTable]:
    """Every list by the name of its table; DeskError tells all lists and columns that are missing."""
    found = book.tables()
    missing = [name for name in MONTH_TABLES if name.casefold() not in {one.casefold() for one in found}]
    if missing:
        raise DeskError(
            f"The workbook lacks lists that the desk needs: {', '.join(missing)}.",
            f"Book {book.name}; its sheets: {', '.join(book.sheets())}; its tables: {', '.join(found) or 'none'}.",
            f"Use a workbook made from the month template. Needed tables: {', '.join(MONTH_TABLES)}.",
        )
    lists = {name: book.read_table(name) for name in MONTH_TABLES}
    faults = [fault for name, table in MONTH_TABLES.items() if (fault := _columns_missing(table, lists[name]))]
    if faults:
        raise DeskError(
            "Columns are missing: " + "; ".join(missing for missing, _ in faults) + ".",
            f"Book {book.name}; found: " + "; ".join(there for _, there in faults) + ".",
            "Put each column back under its name, or start from the month template; answers in the ledger are kept.",
        )
    return lists


def _columns_missing(table: Table, sheet: SheetTable) -> tuple[str, str] | None:
    lacks = [column.header for column in table.columns if column.header not in sheet.headers]
    return (
        (f"{sheet.sheet} lacks {', '.join(lacks)}", f"{sheet.sheet} has {', '.join(sheet.headers)}") if lacks else None
    )


def answers_waiting(book: Book, lists: Tables, now: Now, *, is_current: bool) -> list[Change]:
    """Blue cells that say something else than the ledger, whose lists were written at `now` when `is_current`.

    Of lists that are older only what fills a blank counts: anything else may be what the ledger said once.
    """
    sheets = [lists[name] for name in KEYS]
    read = read_inputs(book.name, sheets, now.frames, date1904=book.date1904, compare=False)
    return [one for one in read.changes if is_current or (one.old in (None, "") and one.new not in (None, ""))]


def write_lists(
    book: Book,
    lists: Tables,
    now: Now,
    waiting: Sequence[Change] = (),
    findings: Iterable[Finding] = (),
    only: Sequence[str] = (),
) -> Written:
    """Writes the lists (all, or `only` some) from the ledger's frames: exactly one block each.

    Answers that wait stay in their cells, and a person's own columns stay with their rows, both by key.
    """
    names = [name for name in MONTH_TABLES if not only or name in only]
    frames, lost = _with_answers(now.frames, [one for one in waiting if one.table in names])
    frames["tblExceptions"] = with_findings(frames["tblExceptions"], findings)
    with book.at_work():
        for name in names:
            table, sheet = MONTH_TABLES[name], lists[name]
            own = [header for header in sheet.headers if header not in {c.header for c in table.columns}]
            rows: list[tuple[CellValue, ...]] = table_rows(table, frames[name])
            if own:
                rows = _with_own(book, table, sheet, own, frames[name], rows)
            book.write_table(name, rows, [*(column.header for column in table.columns), *own])
        book.write_value(HEAD, now.head)
    return Written(now, len(waiting) - len(lost), tuple(lost))


def with_findings(shown: pd.DataFrame, findings: Iterable[Finding]) -> pd.DataFrame:
    """The list of exceptions with what a review found on top of it."""
    told = [
        {name: getattr(one, name) for name in shown.columns} | {"severity": str(one.severity), "row": one.row or None}
        for one in sorted(findings, key=worst_first)
    ]
    return pd.concat([pd.DataFrame(told, dtype=object), shown.astype(object)], ignore_index=True) if told else shown


def _with_answers(
    frames: Mapping[str, pd.DataFrame], waiting: Iterable[Change]
) -> tuple[dict[str, pd.DataFrame], list[Change]]:
    """Frames with the waiting answers in them, and the answers whose row is gone."""
    filled, lost = dict(frames), []
    by_table: dict[str, list[Change]] = {}
    for change in waiting:
        by_table.setdefault(change.table, []).append(change)
    for name, changes in by_table.items():
        table, frame = MONTH_TABLES[name], filled[name]
        rows = frame.to_dict("records")
        places = {_frame_key(table, row): at for at, row in enumerate(rows)}
        for change in changes:
            at = places.get(_frame_key(table, change.row))
            if at is None:
                lost.append(change)
            else:
                rows[at][change.column] = change.new
        filled[name] = pd.DataFrame(rows, columns=frame.columns, dtype=object)
    return filled, lost


def _with_own(
    book: Book,
    table: Table,
    sheet: SheetTable,
    own: Sequence[str],
    frame: pd.DataFrame,
    rows: Sequence[Sequence[CellValue]],
) -> list[tuple[CellValue, ...]]:
    """`rows` with the person's own columns beside them, each cell with the row that it stood in."""
    places = [sheet.headers.index(header) for header in own]
    blank: tuple[CellValue, ...] = (None,) * len(own)
    kept: dict[Key, tuple[CellValue, ...]] = {}
    for cells in sheet.rows:
        key = row_key(table, sheet, cells, date1904=book.date1904)
        if key is not None:
            kept.setdefault(key, tuple(cells[at] for at in places))
    keys = [_frame_key(table, row) for row in frame.to_dict("records")] or [()]
    return [(*row, *kept.get(key, blank)) for row, key in zip(rows, keys, strict=True)]


def columns_by_key(table: Table) -> dict[str, Column]:
    """Columns by their key in the frame; a symbol gives way to the word beside it."""
    return {column.key: column for column in table.columns if column.kind is not Kind.SIGN}


def row_key(table: Table, sheet: SheetTable, cells: Sequence[CellValue], *, date1904: bool) -> Key | None:
    """What names a row of a sheet; None where it cannot be read or has no key."""
    columns = columns_by_key(table)
    try:
        return tuple(
            from_cell(columns[name], cells[sheet.headers.index(columns[name].header)], date1904=date1904)
            for name in ROW_KEYS[table.name]
        )
    except (Unreadable, KeyError):
        return None


def _frame_key(table: Table, row: Mapping[Any, Any]) -> Key:
    columns = columns_by_key(table)
    return tuple(from_frame(columns[name], row) for name in ROW_KEYS.get(table.name, ()))
