"""Accept, Reject and Lock on the Settlements sheet: which lines are posted, refused, taken back or kept for later."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from xl_addin.desk.lists.settlements import ANSWER, FOR_APPROVAL, LOCK, POSTED, REJECT, TAKEN_BACK, WAITING
from xl_addin.desk.lists.settlements import LIST as SETTLEMENTS
from xl_addin.desk.month.now import Now
from xl_addin.desk.month.settle import LOCKED
from xl_addin.domain.findings import Finding, Place, finding
from xl_addin.domain.money import plain
from xl_addin.domain.records import SettlementLine
from xl_addin.ledger.acts import MANUAL
from xl_addin.workbook.books.typed import Change

ACCEPTED_BY_HAND = "accepted by the desk"


@dataclass(slots=True)
class Answers:
    """Lines for the ledger by what becomes of them, and what could not be done.

    `held_up` are accepted and wait for IDPMS to acknowledge their manual bill of entry.
    """

    accepted: list[SettlementLine] = field(default_factory=list)
    held_up: list[SettlementLine] = field(default_factory=list)
    rejected: list[SettlementLine] = field(default_factory=list)
    taken_back: list[SettlementLine] = field(default_factory=list)
    locked: list[SettlementLine] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    left: list[Change] = field(default_factory=list)  # answers that could not be done


def answers_of(changes: Iterable[Change], now: Now, book: str) -> Answers:
    """What each answer means for the ledger; an acceptance beyond what is open is refused with its figures."""
    answers, used = Answers(), _Room(now)
    for change in changes:
        if change.table != SETTLEMENTS.name or change.column.header != ANSWER or not change.new:
            continue
        line = change.row.line
        if change.row.status == TAKEN_BACK or (change.row.status == POSTED and line.tier == MANUAL):
            answers.findings.append(_by_two(book, change, line))
        elif change.row.status == POSTED:
            _posted(answers, change, line)
        elif change.new == REJECT:
            answers.rejected.append(line)
        elif change.row.status == FOR_APPROVAL:
            answers.findings.append(_for_approval(book, change, line))
        elif change.row.status == WAITING:
            answers.findings.append(_held_up(book, change, line))
        elif change.new == LOCK:
            if line.tier != LOCKED:
                answers.locked.append(line)
        elif short := used.short_of(line):
            answers.findings.append(_too_much(book, change, short))
            answers.left.append(change)
        else:
            used.take(line)
            _accepted(answers, change, now, book)
    return answers


def _accepted(answers: Answers, change: Change, now: Now, book: str) -> None:
    """Posted, or where its manual bill of entry is not acknowledged noted until it is."""
    line = change.row.line._replace(evidence=_evidence(change.row.line))
    if change.row.waits(now.settled.month):
        answers.held_up.append(line)
        answers.findings.append(_held_up(book, change, line))
    else:
        answers.accepted.append(line)


def _posted(answers: Answers, change: Change, line: SettlementLine) -> None:
    """Accept or Lock on a posted line changes nothing; Reject takes it back and keeps it from being proposed again."""
    if change.new == REJECT:
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


def _too_much(book: str, change: Change, short: str) -> Finding:
    place = Place(change.sheet, change.sheet_row, ANSWER)
    return finding("ACCEPT_TOO_MUCH", book, f"accepted {short}", place)


def _by_two(book: str, change: Change, line: SettlementLine) -> Finding:
    amount = f"{line.currency} {plain(line.amount_minor, line.currency)}"
    return finding("SETTLED_BY_TWO", book, f"{change.new}: {amount}", Place(change.sheet, change.sheet_row, ANSWER))


def _for_approval(book: str, change: Change, line: SettlementLine) -> Finding:
    amount = f"{line.currency} {plain(line.amount_minor, line.currency)}"
    return finding(
        "ACCEPT_FOR_APPROVAL", book, f"{change.new}: {amount}", Place(change.sheet, change.sheet_row, ANSWER)
    )


def _held_up(book: str, change: Change, line: SettlementLine) -> Finding:
    amount = f"{line.currency} {plain(line.amount_minor, line.currency)}"
    return finding("ACCEPT_WAITS", book, f"{change.new}: {amount}", Place(change.sheet, change.sheet_row, ANSWER))
