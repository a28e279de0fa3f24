"""What acts by hand and by name stand on: the month, and what others have asked or hold of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeAlias

from xl_addin.desk.acts.held import Held, held, holds
from xl_addin.desk.month.case import Case
from xl_addin.desk.month.day import refuse_earlier_day
from xl_addin.desk.month.month import Month
from xl_addin.desk.month.now import Now, month_now
from xl_addin.desk.month.settle import LOCKED
from xl_addin.desk.progress import Progress, silent
from xl_addin.domain.records import SettlementLine
from xl_addin.engine.law import Law
from xl_addin.ledger import Ledger
from xl_addin.ledger import lines as lines_of
from xl_addin.ledger.acts import APPROVED, BY_HAND, BY_NAME, MANUAL
from xl_addin.ledger.items import InvoiceItem, OrmItem
from xl_addin.ledger.proposed import Number, Proposal, proposals, standing
from xl_addin.ledger.store import Actor

PAPERS = ("document_no", "shipping_bill_no")  # what names the paper of a refund or a set-off
MONTH = "MONTH"  # what a proposal is about that is of the whole month
About: TypeAlias = tuple[str, str, str]  # an act's word, or a subject, with kind and key of an item


@dataclass(frozen=True, slots=True)
class Ground:
    """What an act stands on: the month, what is spoken for of it, what was refused, asked and approved before it.

    It is read once and serves every open proposal: `of` leaves out what the one that is asked about holds itself, and
    what came after it.
    """

    ledger: Ledger
    month: Month
    law: Law
    held: Held
    refused: set[tuple[str, str]]  # pairs that a person refused
    standing: Sequence[SettlementLine]  # posted in the month, or by hand in any, and not taken back
    lines: Sequence[tuple[Proposal, SettlementLine]]  # of open proposals between items
    cases: Mapping[About, Case]  # decisions of the month by subject, kind and key
    open: Mapping[About, Sequence[Proposal]]  # acts that wait, by their word, kind and key
    approved: Mapping[About, Proposal]  # acts by name that stand, by their word, kind and key
    named: Mapping[str, Proposal]  # the same by their number
    by_boe: Mapping[str, Sequence[InvoiceItem]]  # live invoices of each bill of entry
    papers: Mapping[About, Number]  # papers that approved closures named, by act, key and paper
    suggested: Mapping[str, int]  # what the matching proposes of each item, in minor units
    batch: frozenset[tuple[object, ...]] = frozenset()  # lines that the evidence decides, for approval
    but: Number | None = None  # the proposal that is asked about

    def of(self, one: Proposal) -> Ground:
        """The ground of an open proposal."""
        return replace(self, held=self.held.without(one, holds(one, self.by_boe)), but=one.number)

    def case(self, subject: str, item: OrmItem | InvoiceItem) -> Case | None:
        """The decision of the month on an item; None where it has none on that subject."""
        return self.cases.get((subject, item.kind, item.key))

    @property
    def asked(self) -> Sequence[tuple[Proposal, SettlementLine]]:
        """Lines of other open proposals between items."""
        return [(one, line) for one, line in self.lines if self._before(one)]

    def asked_for(self, act: str, about: tuple[str, str]) -> Sequence[Proposal]:
        """Other open proposals of the same act on the same."""
        return [one for one in self.open.get((act, *about), ()) if self._before(one)]

    def _before(self, one: Proposal) -> bool:
        return self.but is None or one.number < self.but


@dataclass(frozen=True, slots=True)
class Maker:
    """Who proposes, on which day, in which ledger, under which law."""

    ledger: Ledger
    as_on: date
    law: Law
    actor: Actor


def read_ground(by: Maker, progress: Progress = silent, named: Collection[str] = ()) -> tuple[Ground, str]:
    """The month with all that is spoken for of it and the items that are `named`, and the act it was read at."""
    with by.ledger.read() as connection:
        refuse_earlier_day(connection, by.as_on)
    now = month_now(by.ledger, by.as_on, by.law, progress, short=True, named=named)
    with by.ledger.read() as connection:
        known = proposals(connection, now.settled.month.period)
    return ground_of(by.ledger, now, by.law, known), now.head


def ground_of(ledger: Ledger, now: Now, law: Law, known: Iterable[Proposal]) -> Ground:
    """The ground as the ledger has it now."""
    known, month = list(known), now.settled.month
    with ledger.read() as connection:
        by_hand = lines_of.manual_lines(connection, month.period)
        refused = lines_of.barred_pairs(connection, month.period)
    posted = [*by_hand, *(line for line in month.posted if line.tier != MANUAL)]
    waiting: dict[About, list[Proposal]] = defaultdict(list)
    by_boe: dict[str, list[InvoiceItem]] = defaultdict(list)
    for one in known:
        if one.waits:
            waiting[one.act, *one.item].append(one)
    for invoice in month.invoices.values():
        if invoice.is_live:
            by_boe[invoice.record.boe_key].append(invoice)
    lines = [(one, line) for one in known if one.waits and one.act in BY_HAND for line in one.lines]
    named = {str(one.number): one for one in standing(known, *BY_NAME)}
    stands = {(one.act, *one.item): one for one in named.values()}
    cases = {(one.subject, one.item.kind, one.item.key): one for one in now.cases}
    suggested: Counter[str] = Counter()
    for line in now.settled.suggestions:
        if line.tier != LOCKED:  # what is kept for later is held already
            suggested[line.orm_key] += line.amount_minor
            suggested[line.invoice_key] += line.amount_invoice_minor
    batch = frozenset(map(line_of_batch, now.settled.batch))
    holding = held(now.settled, known, by_boe)
    return Ground(
        *(ledger, month, law, holding, refused, posted, lines, cases, waiting, stands, named, by_boe),
        *(_papers(known), suggested, batch),
    )


def _papers(known: Iterable[Proposal]) -> dict[About, Number]:
    approved = [one for one in known if one.says and one.verdict and one.verdict.word == APPROVED]
    return {
        (one.act, one.item_key, value): one.number for one in approved for name, value in one.says if name in PAPERS
    }


def line_of_batch(line: SettlementLine) -> tuple[object, ...]:
    """What makes a line of a batch the one that was seen: both sides with their amounts, currencies and rate."""
    return tuple(line[: line._fields.index("rate") + 1])


def item_of(month: Month, key: str) -> OrmItem | InvoiceItem:
    """The item of a key, of whichever side."""
    return month.orms[key] if key in month.orms else month.invoices[key]
