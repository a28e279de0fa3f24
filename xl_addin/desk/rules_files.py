"""A comparison of two days' law as files: a CSV of the answers that move, and a workbook with the whole of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd

from xl_addin.desk.atomic import atomic_lines, atomic_write
from xl_addin.desk.ledger_diff import LedgerDiff, Moved, matrix
from xl_addin.desk.outputs import write_csv
from xl_addin.desk.rules_diff import Change, shown, source
from xl_addin.domain.money import plain
from xl_addin.workbook.closing.schema import Table, day, long, money, status, text, whole
from xl_addin.workbook.plain_book import Page, write_pages

_KEY = ("subject", "orm_number", "boe_number", "boe_date", "port_code", "invoice_serial", "iec", "importer", "currency")
_ITEM_CSV = (
    *_KEY,
    "amount",
    "status_before",
    "status_after",
    "findings_before",
    "findings_after",
    "value_before",
    "value_after",
    "because",
    "why_before",
    "why_after",
)
_LAW = Table(
    "tblLaw",
    (
        text("kind", "Change", 14),
        text("parameter", "Rule", 32),
        long("meaning", "Meaning", 40),
        long("before", "Before", 26),
        long("after", "After", 26),
        long("source_before", "Source before", 44),
        long("source_after", "Source after", 44),
    ),
    empty="nothing differs between the two days",
)
_MATRIX = Table(
    "tblMatrix",
    (
        text("subject", "Decision", 14),
        text("before", "Status before", 22),
        text("after", "Status after", 26),
        text("because", "Because", 14),
        whole("answers", "Answers"),
        long("amounts", "Open amounts", 90),
    ),
    empty="no open item gets another answer",
)
_ITEMS = Table(
    "tblItems",
    (
        text("subject", "Decision", 12),
        text("orm_number", "ORM", 18),
        text("boe_number", "BoE", 12),
        day("boe_date", "BoE date"),
        text("port_code", "Port", 9),
        whole("invoice_serial", "Invoice serial"),
        text("iec", "IEC", 13),
        long("importer", "Importer", 26),
        text("currency", "Currency", 8),
        money("amount_minor", "Open amount"),
        *status("status_before", "Status before", "Sign before"),
        *status("status_after", "Status after", "Sign after"),
        text("because", "Because", 12),
        long("why_before", "Why before", 60),
        long("why_after", "Why after", 60),
    ),
    empty="no open item gets another answer",
)


def write_diff(folder: Path, first: date, second: date, law: Sequence[Change], found: LedgerDiff | None) -> list[Path]:
    """Writes the comparison into `folder` and gives the paths: the workbook, and with a ledger the CSV of its items."""
    stem = f"rules-diff-{first}-{second}"
    items = [_item(one) for one in found.moved] if found else []
    title = f"Law of {first:%d-%b-%Y} against law of {second:%d-%b-%Y}"
    book, listed = folder / f"{stem}.xlsx", folder / f"{stem}.csv"
    atomic_write(book, lambda part: write_pages([*_pages(title, law, found, items)], part, title, second))
    if found is None:
        return [book]
    atomic_lines(listed, partial(write_csv, _ITEM_CSV, items), "utf-8-sig")
    return [book, listed]


def _pages(title: str, law: Sequence[Change], found: LedgerDiff | None, items: list[dict[str, Any]]) -> Iterator[Page]:
    todo = "M and L sources are to be verified by the bank's compliance desk; the note stands beside the source."
    yield Page("Law", f"{title}: {len(law)} rules differ.", todo, [(_LAW, _frame(_LAW, map(_law_row, law)))])
    if found is None:
        return
    what = f"Open items of {found.as_on:%d-%b-%Y}, each decided as of both days: {found.asked:,} questions."
    fields = [
        {
            "subject": cell.subject,
            "before": cell.before,
            "after": cell.after,
            "because": cell.because,
            "answers": len(cell.moved),
            "amounts": cell.shown_amounts,
        }
        for cell in matrix(found.moved)
    ]
    detail = "detail = the same status with another date or finding. The items stand on the next sheet."
    yield Page("Matrix", what, detail, [(_MATRIX, _frame(_MATRIX, fields))])
    yield Page(
        "Items",
        "Every open item whose answer is another one.",
        "Filter by decision and status.",
        [(_ITEMS, _frame(_ITEMS, items))],
    )


def _frame(table: Table, rows: Any) -> pd.DataFrame:
    keys = dict.fromkeys(name for c in table.columns for name in (c.key, c.currency_key))
    return pd.DataFrame(list(rows), columns=list(keys)).astype(object)


def _law_row(change: Change) -> dict[str, Any]:
    before, after = change.before, change.after
    return {
        "kind": change.kind,
        "parameter": change.parameter.name,
        "meaning": change.parameter.meaning,
        "before": shown(before, change),
        "after": shown(after, change),
        "source_before": source(before) if before else "",
        "source_after": source(after) if after else "",
    }


def _item(one: Moved) -> dict[str, Any]:
    case, old, new = one.before, one.before.decision, one.after.decision
    return {
        **{name: getattr(case, name) for name in _KEY},
        "invoice_serial": case.invoice_serial or None,
        "amount": plain(case.amount_minor, case.currency) if case.currency else "",
        "amount_minor": case.amount_minor if case.currency else None,
        "status_before": old.status,
        "status_after": new.status,
        "because": one.because,
        "findings_before": " ".join(old.findings),
        "findings_after": " ".join(new.findings),
        "value_before": old.value,
        "value_after": new.value,
        "why_before": old.why,
        "why_after": new.why,
    }
