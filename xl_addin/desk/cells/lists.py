"""The lists that a cell may ask by name: lines of Today, every open item, and Today itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from xl_addin.desk.cells.fields import Seen
from xl_addin.desk.cells.snapshot import OUTSTANDING, TODAY, Cell
from xl_addin.desk.lists.today_filters import rows_where
from xl_addin.desk.lists.today_lines import Line
from xl_addin.desk.lists.told import Open, Told, paise
from xl_addin.desk.month.case import Case
from xl_addin.desk.month.now import Now
from xl_addin.domain.money import from_minor

HEADERS = (*("Key", "Importer", "IEC", "Currency", "Outstanding", "Outstanding INR", "Due", "Status", "What to do"),)
TODAY_HEADERS = ("State", "How many", "What waits", "Amount INR", "Earliest day", "What to do", "Sheet", "Filter there")
_DUE_7, _DUE_30 = ("DUE_7_PAYMENT", "DUE_7_ORM"), ("DUE_30_PAYMENT", "DUE_30_ORM")
Row = tuple[Cell, ...]


class Listed(NamedTuple):
    """One list: its name, what stands on it, and the lines of Today whose rows it has."""

    name: str
    help: str
    lines: tuple[str, ...] = ()


LISTS: tuple[Listed, ...] = (
    Listed("breach", "missed under the old rules, before the switch", ("BREACH_PAYMENT", "BREACH_ORM")),
    Listed(
        "overdue",
        "past the payment date, or past the day of their evidence",
        ("OVERDUE_PAYMENT_LARGE", "OVERDUE_ORM_LARGE", "OVERDUE_PAYMENT", "OVERDUE_ORM"),
    ),
    Listed("due in 7 days", "to be paid, or evidence due, within 7 days", _DUE_7),
    Listed("due in 30 days", "the same within 30 days", (*_DUE_7, *_DUE_30)),
    Listed("follow-up", "in default of evidence, or in rigorous follow-up", ("FOLLOWUP_DEFAULT", "FOLLOWUP_RIGOROUS")),
    Listed("extensions ending", "extensions that end within 30 days", ("EXTENSIONS_END",)),
    Listed("write-offs", "differences that may be written off now", ("MAY_WRITEOFF",)),
    Listed("small values", "small values that may be closed now", ("MAY_SMALLVALUE",)),
    Listed(OUTSTANDING, "every open item, remittances first"),
    Listed(TODAY, "the lines of Today; takes neither importer nor currency"),
)


def rows_of(now: Now, lines: Mapping[str, Line]) -> dict[str, list[Row]]:
    """The rows of every list, in the order of Today and of the sheet."""
    told, seen = now.closing.told, todo_of(now, lines.values())
    found: dict[str, list[Row]] = {}
    for one in LISTS:
        known = [line for key in one.lines if (line := lines.get(key))]
        found[one.name] = [_of(told, row, line.todo) for line in known for row in _rows(now, line)]
    every = [row for name in ("tblOrm", "tblInvoices") for row in now.lists[name].rows]
    found[OUTSTANDING] = [_of(told, row, seen.get(row.item.key, "")) for row in every]
    found[TODAY] = [
        (line.tone, Decimal(line.count), line.words, line.inr, line.first, line.todo, line.sheet, line.filter)
        for line in lines.values()
    ]
    return found


def todo_of(now: Now, lines: Iterable[Line]) -> dict[str, str]:
    """By key of an item, what the gravest line of Today that has it says to do."""
    found: dict[str, str] = {}
    for line in lines:
        for row in _rows(now, line):
            found.setdefault(row.item.key, line.todo)
    return found


def _rows(now: Now, line: Line) -> Iterator[Open[Any] | Case]:
    """The rows of a line that are of an item each."""
    filled = now.lists.get(line.table)
    if filled is not None and filled.rows and isinstance(filled.rows[0], Open | Case):
        yield from (filled.rows[at] for at in rows_where(filled, line.where))


def _of(told: Told, row: Open[Any] | Case, todo: str) -> Row:
    if isinstance(row, Open):
        seen = Seen(told, row.item, row)
        left, word, due = seen.money(row.item.outstanding_minor), seen.status, seen.due
        record = row.item.record
        return (row.item.key, record.importer_name, record.iec, row.item.currency, left, row.inr, due, word, todo)
    left_of_case = from_minor(row.amount_minor, row.currency) if row.currency else None
    inr, due = told.inr(row.amount_minor, row.currency) if row.currency else paise(row.amount_inr), row.due_date
    status = row.decision.status
    return (row.item.key, row.importer, row.iec, row.currency, left_of_case, inr, due, status, todo)
