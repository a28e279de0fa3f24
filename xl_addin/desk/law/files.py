"""A comparison of two days' law as files: a CSV of the answers that move, and a workbook with the whole of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from xl_addin.desk.atomic import atomic_lines, atomic_write
from xl_addin.desk.close.outputs import write_csv
from xl_addin.desk.law.diff import Change, shown, source
from xl_addin.desk.law.ledger_diff import Cell, LedgerDiff, Moved, matrix
from xl_addin.workbook.books.plain import Page, write_pages
from xl_addin.workbook.lists import Column, Filled, List, day, long, money, status, text, whole

_LAW: List[Change] = List(
    "tblLaw",
    empty="nothing differs between the two days",
    columns=(
        Column("Change", text, lambda c: c.kind, 14),
        Column("Rule", text, lambda c: c.parameter.name, 32),
        Column("Meaning", long, lambda c: c.parameter.meaning, 40),
        Column("Before", long, lambda c: shown(c.before, c), 26),
        Column("After", long, lambda c: shown(c.after, c), 26),
        Column("Source before", long, lambda c: source(c.before) if c.before else "", 44),
        Column("Source after", long, lambda c: source(c.after) if c.after else "", 44),
    ),
)
_MATRIX: List[Cell] = List(
    "tblMatrix",
    empty="no open item gets another answer",
    columns=(
        Column("Decision", text, lambda c: c.subject, 14),
        Column("Status before", text, lambda c: c.before, 22),
        Column("Status after", text, lambda c: c.after, 26),
        Column("Because", text, lambda c: c.because, 14),
        Column("Answers", whole, lambda c: len(c.moved)),
        Column("Open amounts", long, lambda c: c.shown_amounts, 90),
    ),
)
_ITEMS: List[Moved] = List(
    "tblItems",
    empty="no open item gets another answer",
    columns=(
        Column("Decision", text, lambda m: m.before.subject, 12),
        Column("ORM", text, lambda m: m.before.orm_number, 18),
        Column("BoE", text, lambda m: m.before.boe_number, 12),
        Column("BoE date", day, lambda m: m.before.boe_date),
        Column("Port", text, lambda m: m.before.port_code, 9),
        Column("Invoice serial", whole, lambda m: m.before.invoice_serial or None),
        Column("IEC", text, lambda m: m.before.iec, 13),
        Column("Importer", long, lambda m: m.before.importer, 26),
        Column("Currency", text, lambda m: m.before.currency, 8),
        Column("Open amount", money, lambda m: m.before.amount_minor if m.before.currency else None),
        *status("Status before", lambda m: m.before.decision.status, sign="Sign before"),
        *status("Status after", lambda m: m.after.decision.status, sign="Sign after"),
        Column("Because", text, lambda m: m.because, 12),
        Column("Why before", long, lambda m: m.before.decision.why, 60),
        Column("Why after", long, lambda m: m.after.decision.why, 60),
    ),
)
_FILE: List[Moved] = List(
    "items.csv",
    columns=(
        Column("subject", text, lambda m: m.before.subject),
        Column("orm_number", text, lambda m: m.before.orm_number),
        Column("boe_number", text, lambda m: m.before.boe_number),
        Column("boe_date", day, lambda m: m.before.boe_date),
        Column("port_code", text, lambda m: m.before.port_code),
        Column("invoice_serial", whole, lambda m: m.before.invoice_serial or None),
        Column("iec", text, lambda m: m.before.iec),
        Column("importer", text, lambda m: m.before.importer),
        Column("currency", text, lambda m: m.before.currency),
        Column("amount", text, lambda m: m.amount),
        Column("status_before", text, lambda m: m.before.decision.status),
        Column("status_after", text, lambda m: m.after.decision.status),
        Column("findings_before", text, lambda m: " ".join(m.before.decision.findings)),
        Column("findings_after", text, lambda m: " ".join(m.after.decision.findings)),
        Column("value_before", text, lambda m: m.before.decision.value),
        Column("value_after", text, lambda m: m.after.decision.value),
        Column("because", text, lambda m: m.because),
        Column("why_before", text, lambda m: m.before.decision.why),
        Column("why_after", text, lambda m: m.after.decision.why),
    ),
)


def write_diff(folder: Path, first: date, second: date, law: Sequence[Change], found: LedgerDiff | None) -> list[Path]:
    """Writes the comparison into `folder` and gives the paths: the workbook, and with a ledger the CSV of its items."""
    stem = f"rules-diff-{first}-{second}"
    title = f"Law of {first:%d-%b-%Y} against law of {second:%d-%b-%Y}"
    book, listed = folder / f"{stem}.xlsx", folder / f"{stem}.csv"
    atomic_write(book, lambda part: write_pages([*_pages(title, law, found)], part, title, second))
    if found is None:
        return [book]
    atomic_lines(listed, partial(write_csv, Filled(_FILE, found.moved)))
    return [book, listed]


def _pages(title: str, law: Sequence[Change], found: LedgerDiff | None) -> Iterator[Page]:
    todo = "M and L sources are to be verified by the bank's compliance desk; the note stands beside the source."
    yield Page("Law", f"{title}: {len(law)} rules differ.", todo, [Filled(_LAW, law)])
    if found is None:
        return
    what = f"Open items of {found.as_on:%d-%b-%Y}, each decided as of both days: {found.asked:,} questions."
    detail = "detail = the same status with another date or finding. The items stand on the next sheet."
    yield Page("Matrix", what, detail, [Filled(_MATRIX, matrix(found.moved))])
    yield Page(
        "Items",
        "Every open item whose answer is another one.",
        "Filter by decision and status.",
        [Filled(_ITEMS, found.moved)],
    )
