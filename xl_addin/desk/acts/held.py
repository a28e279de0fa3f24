"""What of each item is spoken for already: by open proposals, suggestions kept for later, lines that wait for IDPMS."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from xl_addin.desk.month.settle import LOCKED, Settled
from xl_addin.ledger.acts import CLOSURES, MATCH
from xl_addin.ledger.items import InvoiceItem, OrmItem
from xl_addin.ledger.proposed import Number, Proposal

NOBODY: Mapping[str, int] = {}


@dataclass(frozen=True, slots=True)
class Held:
    """What of each item is spoken for, in minor units, and by whom in words; but for what one proposal holds itself."""

    minor: Counter[str] = field(default_factory=Counter)
    by: Mapping[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    own: Mapping[str, int] = field(default_factory=dict)
    whose: str = ""

    def free(self, item: OrmItem | InvoiceItem) -> int:
        """What is open of an item and not spoken for."""
        return item.outstanding_minor - self.minor[item.key] + self.own.get(item.key, 0)

    def who(self, key: str) -> str:
        """Who speaks for an item, in words; "" for nobody."""
        return ", ".join(one for one in dict.fromkeys(self.by.get(key, ())) if one != self.whose)

    def without(self, one: Proposal, holds: Iterable[tuple[str, int]]) -> Held:
        """The same but for what a proposal holds itself."""
        own: Counter[str] = Counter()
        for key, minor in holds:
            own[key] += minor
        return Held(self.minor, self.by, own, _name(one.number))


def _name(number: Number) -> str:
    return f"open proposal {number}"


def held(settled: Settled, known: Iterable[Proposal], by_boe: Mapping[str, Sequence[InvoiceItem]]) -> Held:
    """What is spoken for of the month, by all that waits."""
    minor, by = Counter[str](), defaultdict[str, list[str]](list)

    def add(key: str, amount: int, who: str) -> None:
        minor[key] += amount
        by[key].append(who)

    for one in known:
        if one.waits:
            for key, amount in holds(one, by_boe):
                add(key, amount, _name(one.number))
    kept = [line for line in settled.suggestions if line.tier == LOCKED]
    spoken = (
        (kept, "a suggestion that is kept for later"),
        (settled.waiting, "a line that waits for IDPMS"),
        (settled.batch, "a line for approval"),
    )
    for lines, who in spoken:
        for line in lines:
            add(line.orm_key, line.amount_minor, who)
            add(line.invoice_key, line.amount_invoice_minor, who)
    return Held(minor, by)


def holds(one: Proposal, by_boe: Mapping[str, Sequence[InvoiceItem]]) -> Iterator[tuple[str, int]]:
    """What a proposal holds of each item: an entry's holds all that is open of its invoices."""
    if one.act == MATCH.word:
        for line in one.lines:
            yield line.orm_key, line.amount_minor
            yield line.invoice_key, line.amount_invoice_minor
    elif one.act in CLOSURES and CLOSURES[one.act].moves > 0:
        yield one.item_key, one.amount_minor
        yield from ((invoice.key, invoice.outstanding_minor) for invoice in by_boe.get(one.item_key, ()))
