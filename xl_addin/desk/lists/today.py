"""Today: what waits, the gravest first, each line with count, INR and the filter that finds its rows on their list.

A line is a row of a table here: its words, the list it looks at, the filter. Count, INR, importers and day are those
of the rows that the filter finds, so that a line says no more than its list.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from xl_addin.desk.lists.today_filters import rows_where
from xl_addin.desk.lists.today_lines import NOT_TIED, Line, asked
from xl_addin.desk.lists.told import Told, paise
from xl_addin.workbook.layout.cells import is_blank
from xl_addin.workbook.lists import Column, Filled, Kind, List, Sheet, day, inr, long, status, whole
from xl_addin.workbook.proof.tie import TieOut

Lists = Mapping[str, Filled[Any]]


def lines(
    told: Told, lists: Lists, ties: Sequence[TieOut], sheets: Sequence[Sheet], before: Mapping[str, int]
) -> list[Line]:
    """Every line of which there is something, the gravest first; `before` are the counts of the closing before."""
    place = {table.name: sheet.name for sheet in sheets for table in sheet.tables}
    found = [
        replace(line, count=sum(not tie.ties for tie in ties), sheet="Control")
        if line.key == NOT_TIED
        else _counted(told, lists[line.table], line, place[line.table])
        for line in asked(told, lists)
    ]
    return [replace(one, before=before.get(one.key, 0) if before else None) for one in found if one.count]


def told_lines(found: Sequence[Line]) -> list[str]:
    """The lines as a terminal or a card shows them: how many, what, INR in crore, sheet."""
    return [f"  {one.count:>7,} {one.words}{_in_crore(one.inr)} (sheet {one.sheet})" for one in found]


def filter_lines(found: Sequence[Line]) -> list[str]:
    """The same with what to do and the filter that finds the rows."""
    told = zip(told_lines(found), found, strict=True)
    return [part for line, one in told for part in (line, f"          {one.todo} Filter: {one.filter or 'none'}.")]


def _in_crore(value: Decimal | None) -> str:
    return f", INR {value / 10_000_000:,.2f} crore" if value else ""


def counts(found: Sequence[Line]) -> dict[str, int]:
    """What the next closing is told of this one: each line's count by its key."""
    return {one.key: one.count for one in found}


def _counted(told: Told, filled: Filled[Any], line: Line, sheet: str) -> Line:
    rows = rows_where(filled, line.where)
    days = [value for at in rows if isinstance(value := filled[line.day][at], date)] if line.day else []
    values = _inr(told, filled, line.money, rows) if line.money else []
    return replace(
        line,
        count=sum(filled[line.counted][at] for at in rows) if line.counted else len(rows),
        inr=paise(sum((one for one in values if one is not None), Decimal(0))) if line.money else None,
        without_rate=values.count(None),
        importers=_importers(filled, rows, each=bool(line.counted)),
        first=min(days, default=None),
        sheet=sheet,
    )


def _importers(filled: Filled[Any], rows: Collection[int], *, each: bool) -> int:
    """Of how many importers the rows are; a row that stands for several says how many."""
    headers = {column.header for column in filled.table.columns}
    if "Importers" in headers:
        return sum(filled["Importers"][at] or 0 for at in rows) if each else 0
    return len({filled["IEC"][at] for at in rows} - {"", None}) if "IEC" in headers else 0


def _inr(told: Told, filled: Filled[Any], header: str, rows: Collection[int]) -> list[Decimal | None]:
    """INR of each row: as its column has it, or worked out of the amount and its currency; None without a rate."""
    column, values = filled.table.column(header), filled[header]
    if column.kind is not Kind.AMOUNT:
        return [None if is_blank(values[at]) else values[at] for at in rows]
    currencies = filled.currencies(column)
    return [told.month.inr(values[at] or 0, currencies[at]) if currencies[at] else None for at in rows]


LIST: List[Line] = List(
    "tblToday",
    empty="nothing waits today",
    first=("Sign", "State", "How many", "What waits", "Amount INR", "Earliest day", "What to do", "Go to"),
    seldom=("Without rate",),
    columns=(
        *status("State", lambda t: t.tone, width=22),
        Column("How many", whole, lambda t: t.count, 9),
        Column("What waits", long, lambda t: t.words, 40),
        Column("Amount INR", inr, lambda t: t.inr, help="Of those with a rate; blank where nothing can be added up."),
        Column("Without rate", whole, lambda t: t.without_rate or "", 10, "How many have no rate: not in the amount."),
        Column("Importers", whole, lambda t: t.importers or "", 11),
        Column("Earliest day", day, lambda t: t.first, 12),
        Column("What to do", long, lambda t: t.todo, 42),
        Column("Go to", Kind.LINK, lambda t: t.sheet, 18),
        Column("Filter there", long, lambda t: t.filter, 34, "Set it on that sheet: it leaves the rows of this line."),
        Column(
            "At the closing before", whole, lambda t: t.before, 11, "Blank: no closing before was found.", of_run=True
        ),
    ),
)

SHEET = Sheet(
    "Today",
    "run",
    "What waits, the gravest first.",
    "Begin on top. Go to leads to the list, the filter beside it to the rows.",
    (LIST,),
    2,
)
