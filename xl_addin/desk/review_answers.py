"""Accept, Reject and Lock on the Settlements sheet: which lines are posted, refused, taken back or kept for later."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from xl_addin.desk.now import Now
from xl_addin.desk.settle import LOCKED, posting_rows
from xl_addin.domain.findings import Finding, Place, finding
from xl_addin.domain.money import plain
from xl_addin.ledger.state import LOCK, REJECT, REVERSE, SETTLE, Item
from xl_addin.workbook.closing.columns_items import SETTLEMENTS
from xl_addin.workbook.inputs import Change

ACCEPTED_BY_HAND = "accepted by the desk"
Row = dict[str, Any]


@dataclass(slots=True)
class Answers:
    """Rows for the ledger, and what could not be done."""

    accepted: list[Row] = field(default_factory=list)
    rejected: list[Row] = field(default_factory=list)
    taken_back: list[Row] = field(default_factory=list)
    locked: list[Row] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def answers_of(changes: Iterable[Change], now: Now, book: str) -> Answers:
    """What each answer means for the ledger; an acceptance beyond what is open is refused with its figures."""
    answers, used = Answers(), _Room(now)
    links = _by_line(posting_rows(now.settled.suggestions, now.settled.month))
    for change in changes:
        if change.table != SETTLEMENTS.name or change.column != "answer" or not change.new:
            continue
        row = _ledger_row(change.row, links)
        if change.row["status"] == "POSTED":
            _posted(answers, change, row)
        elif change.new == "Reject":
            answers.rejected.append({**row, "posting": REJECT})
        elif change.new == "Lock":
            if row["tier"] != LOCKED:
                answers.locked.append({**row, "posting": LOCK})
        elif short := used.short_of(row):
            answers.findings.append(_too_much(book, change, short))
        else:
            used.take(row)
            answers.accepted.append({**row, "posting": SETTLE, "evidence": _evidence(row)})
    return answers


def _posted(answers: Answers, change: Change, row: Row) -> None:
    """Accept or Lock on a posted line changes nothing; Reject takes it back and keeps it from being proposed again."""
    if change.new == "Reject":
        answers.taken_back.append({**row, "posting": REVERSE})
        answers.rejected.append({**row, "posting": REJECT})


def _evidence(row: Row) -> str:
    return "; ".join(part for part in (row["evidence"], ACCEPTED_BY_HAND) if part)


class _Room:
    """What is still open of each item while acceptances are taken one after another."""

    def __init__(self, now: Now) -> None:
        self.orms, self.invoices = now.settled.month.orms, now.settled.month.invoices
        self.taken: dict[str, int] = defaultdict(int)

    def short_of(self, row: Row) -> str:
        """What is missing for `row`, in words; "" where there is room on both sides."""
        sides: tuple[tuple[dict[str, Item], str, str], ...] = (
            (self.orms, "orm_key", "amount_minor"),
            (self.invoices, "invoice_key", "amount_invoice_minor"),
        )
        for items, key, amount in sides:
            item = items[row[key]]
            left = item.outstanding_minor - self.taken[row[key]]
            if row[amount] > left:
                return f"{item.currency} {plain(row[amount], item.currency)}, open {plain(left, item.currency)}"
        return ""

    def take(self, row: Row) -> None:
        """Counts an acceptance."""
        self.taken[row["orm_key"]] += row["amount_minor"]
        self.taken[row["invoice_key"]] += row["amount_invoice_minor"]


def _by_line(rows: list[Row]) -> dict[tuple[str, str, int], Row]:
    return {(row["orm_key"], row["invoice_key"], row["amount_minor"]): row for row in rows}


def _ledger_row(shown: Mapping[str, Any], links: Mapping[tuple[str, str, int], Row]) -> Row:
    """The posting behind a line of the sheet: the engine's own link where it is a proposal."""
    orm_key = f"{shown['orm_number']}/{shown['orm_ad_code']}"
    boe = f"{shown['boe_number']}/{shown['boe_date']:%Y-%m-%d}/{shown['port_code']}"
    invoice_key = f"{boe}#{shown['invoice_serial']}"
    link = links.get((orm_key, invoice_key, shown["amount_minor"]))
    if link is not None and shown["status"] == "PROPOSED":
        return link
    same = (
        "currency",
        "amount_minor",
        "invoice_currency",
        "amount_invoice_minor",
        "rate",
        "pass",
        "tier",
        "reason",
        "evidence",
        "group_id",
    )
    return {"orm_key": orm_key, "invoice_key": invoice_key, "engine_version": "", **{n: shown[n] for n in same}}


def _too_much(book: str, change: Change, short: str) -> Finding:
    place = Place(change.sheet, change.sheet_row, "Accept or Reject")
    return finding("ACCEPT_TOO_MUCH", book, f"accepted {short}", place)
