"""Accept, Reject and Lock on the Settlements sheet: which lines are posted, refused, taken back or kept for later."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from xl_addin.desk.now import Now
from xl_addin.desk.settle import LOCKED
from xl_addin.domain.findings import Finding, Place, finding
from xl_addin.domain.money import plain
from xl_addin.domain.records import SettlementLine
from xl_addin.workbook.closing.columns_items import SETTLEMENTS
from xl_addin.workbook.inputs import Change

ACCEPTED_BY_HAND = "accepted by the desk"


@dataclass(slots=True)
class Answers:
    """Lines for the ledger by what becomes of them, and what could not be done."""

    accepted: list[SettlementLine] = field(default_factory=list)
    rejected: list[SettlementLine] = field(default_factory=list)
    taken_back: list[SettlementLine] = field(default_factory=list)
    locked: list[SettlementLine] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def answers_of(changes: Iterable[Change], now: Now, book: str) -> Answers:
    """What each answer means for the ledger; an acceptance beyond what is open is refused with its figures."""
    answers, used = Answers(), _Room(now)
    links = {(line.orm_key, line.invoice_key, line.amount_minor): line for line in now.settled.suggestions}
    for change in changes:
        if change.table != SETTLEMENTS.name or change.column != "answer" or not change.new:
            continue
        line = _ledger_line(change.row, links)
        if change.row["status"] == "POSTED":
            _posted(answers, change, line)
        elif change.new == "Reject":
            answers.rejected.append(line)
        elif change.new == "Lock":
            if line.tier != LOCKED:
                answers.locked.append(line)
        elif short := used.short_of(line):
            answers.findings.append(_too_much(book, change, short))
        else:
            used.take(line)
            answers.accepted.append(line._replace(evidence=_evidence(line)))
    return answers


def _posted(answers: Answers, change: Change, line: SettlementLine) -> None:
    """Accept or Lock on a posted line changes nothing; Reject takes it back and keeps it from being proposed again."""
    if change.new == "Reject":
        answers.taken_back.append(line)
        answers.rejected.append(line)


def _evidence(line: SettlementLine) -> str:
    return "; ".join(part for part in (line.evidence, ACCEPTED_BY_HAND) if part)


class _Room:
    """What is still open of each item while acceptances are taken one after another."""

    def __init__(self, now: Now) -> None:
        self.orms, self.invoices = now.settled.month.orms, now.settled.month.invoices
        self.taken: dict[str, int] = defaultdict(int)

    def short_of(self, line: SettlementLine) -> str:
        """What is missing for `line`, in words; "" where there is room on both sides."""
        sides = (
            (self.orms[line.orm_key], line.amount_minor),
            (self.invoices[line.invoice_key], line.amount_invoice_minor),
        )
        for item, wanted in sides:
            left = item.outstanding_minor - self.taken[item.key]
            if wanted > left:
                return f"{item.currency} {plain(wanted, item.currency)}, open {plain(left, item.currency)}"
        return ""

    def take(self, line: SettlementLine) -> None:
        """Counts an acceptance."""
        self.taken[line.orm_key] += line.amount_minor
        self.taken[line.invoice_key] += line.amount_invoice_minor


def _ledger_line(shown: Mapping[str, Any], links: Mapping[tuple[str, str, int], SettlementLine]) -> SettlementLine:
    """The posting behind a line of the sheet: the engine's own link where it is a proposal."""
    orm_key = f"{shown['orm_number']}/{shown['orm_ad_code']}"
    boe = f"{shown['boe_number']}/{shown['boe_date']:%Y-%m-%d}/{shown['port_code']}"
    invoice_key = f"{boe}#{shown['invoice_serial']}"
    link = links.get((orm_key, invoice_key, shown["amount_minor"]))
    if link is not None and shown["status"] == "PROPOSED":
        return link
    return SettlementLine(
        orm_key,
        invoice_key,
        shown["currency"],
        shown["amount_minor"],
        shown["invoice_currency"],
        shown["amount_invoice_minor"],
        shown["rate"],
        shown["pass"],
        shown["tier"],
        shown["reason"],
        shown["evidence"],
        shown["group_id"],
    )


def _too_much(book: str, change: Change, short: str) -> Finding:
    place = Place(change.sheet, change.sheet_row, "Accept or Reject")
    return finding("ACCEPT_TOO_MUCH", book, f"accepted {short}", place)
