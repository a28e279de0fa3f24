"""What a settlement by hand stands on: the month, and what others have asked or hold of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from xl_addin.desk.month.case import Case
from xl_addin.desk.month.day import refuse_earlier_day
from xl_addin.desk.month.month import Month
from xl_addin.desk.month.now import Now, month_now
from xl_addin.desk.month.settle import LOCKED, Settled
from xl_addin.desk.progress import Progress, silent
from xl_addin.domain.records import SettlementLine
from xl_addin.engine.law import Law
from xl_addin.ledger import Ledger
from xl_addin.ledger import lines as lines_of
from xl_addin.ledger.acts import BY_HAND, CLOSURES, MANUAL, MATCH
from xl_addin.ledger.items import InvoiceItem, OrmItem
from xl_addin.ledger.proposed import Number, Proposal, proposals
from xl_addin.ledger.store import Actor


@dataclass(slots=True)
class Held:
    """What of each item is spoken for already, in minor units, and by whom in words."""

    minor: Counter[str] = field(default_factory=Counter)
    by: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def add(self, key: str, minor: int, who: str) -> None:
        """Speaks for an amount of an item."""
        self.minor[key] += minor
        self.by[key].append(who)

    def free(self, item: OrmItem | InvoiceItem) -> int:
        """What is open of an item and not spoken for."""
        return item.outstanding_minor - self.minor[item.key]


def held(month: Month, settled: Settled, known: Iterable[Proposal], but: Number | None = None) -> Held:
    """What open proposals hold (without the one that is asked about), lines kept for later, lines that wait."""
    found = Held()
    for one in known:
        if one.waits and one.number != but:
            for key, minor in _holds(month, one):
                found.add(key, minor, f"open proposal {one.number}")
    kept = [line for line in settled.suggestions if line.tier == LOCKED]
    for lines, who in ((kept, "a suggestion that is kept for later"), (settled.waiting, "a line that waits for IDPMS")):
        for line in lines:
            found.add(line.orm_key, line.amount_minor, who)
            found.add(line.invoice_key, line.amount_invoice_minor, who)
    return found


def _holds(month: Month, one: Proposal) -> Iterator[tuple[str, int]]:
    if one.act == MATCH.word:
        for line in one.lines:
            yield line.orm_key, line.amount_minor
            yield line.invoice_key, line.amount_invoice_minor
    elif one.act in CLOSURES and CLOSURES[one.act].moves > 0:
        if one.item_key in month.orms or one.item_key in month.invoices:
            yield one.item_key, one.amount_minor
        for invoice in month.invoices.values():
            if invoice.record.boe_key == one.item_key:
                yield invoice.key, invoice.outstanding_minor


@dataclass(frozen=True, slots=True)
class Ground:
    """What a settlement by hand stands on: the month, what is spoken for of it, the pairs that a person refused."""

    month: Month
    law: Law
    held: Held
    refused: set[tuple[str, str]]
    standing: Sequence[SettlementLine]  # posted in the month, or by hand in any, and not taken back
    asked: Sequence[tuple[Proposal, SettlementLine]]  # of other open proposals between items
    cases: Mapping[tuple[str, str, str], Case]  # decisions of the month by subject, kind and key
    open: Sequence[Proposal]  # what waits for approval and was proposed before the one that is asked about
    known: Sequence[Proposal]  # every proposal
    ledger: Ledger

    def case(self, subject: str, item: OrmItem | InvoiceItem) -> Case | None:
        """The decision of the month on an item; None where it has none on that subject."""
        return self.cases.get((subject, item.kind, item.key))


def by_item(cases: Iterable[Case]) -> dict[tuple[str, str, str], Case]:
    """Decisions by subject, kind and key."""
    return {(one.subject, one.item.kind, one.item.key): one for one in cases}


@dataclass(frozen=True, slots=True)
class Maker:
    """Who proposes, on which day, in which ledger, under which law."""

    ledger: Ledger
    as_on: date
    law: Law
    actor: Actor


def read_ground(by: Maker, progress: Progress = silent) -> tuple[Ground, str]:
    """The month with all that is spoken for of it, and the act it was read at."""
    with by.ledger.read() as connection:
        refuse_earlier_day(connection, by.as_on)
    now = month_now(by.ledger, by.as_on, by.law, progress)
    with by.ledger.read() as connection:
        known = proposals(connection, now.settled.month.period)
    return ground_of(by.ledger, now, by.law, known), now.head


def ground_of(
    ledger: Ledger,
    now: Now,
    law: Law,
    known: Iterable[Proposal],
    but: Number | None = None,
) -> Ground:
    """The ground as the ledger has it now; `but` is the proposal that is asked about."""
    month = now.settled.month
    with ledger.read() as connection:
        by_hand = lines_of.manual_lines(connection, month.period)
        refused = lines_of.barred_pairs(connection, month.period)
    standing = [*by_hand, *(line for line in month.posted if line.tier != MANUAL)]
    known = list(known)
    waiting = [one for one in known if one.waits and (but is None or one.number < but)]
    others = [one for one in waiting if one.act in BY_HAND]
    asked = [(one, line) for one in others for line in one.lines]
    holding = held(month, now.settled, known, but)
    return Ground(month, law, holding, refused, standing, asked, by_item(now.cases), waiting, known, ledger)


def item_of(month: Month, key: str) -> OrmItem | InvoiceItem:
    """The item of a key, of whichever side."""
    return month.orms[key] if key in month.orms else month.invoices[key]
