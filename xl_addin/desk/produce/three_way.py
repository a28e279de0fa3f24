"""Core banking, ledger and IDPMS held against each other, by side, AD code and currency.

Core banking is the last word that extracts told of each item; the ledger is what is open of it and what has moved;
IDPMS is what it has by its download, its replies or the cut-over. Each item that is not the same on all three is told
with its cause. Only AD codes that are cut over are compared: of others nobody has said what IDPMS has.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from xl_addin.desk.month.acknowledged import acknowledged, is_manual, orm_reflected
from xl_addin.desk.month.reported import BY_FILE
from xl_addin.desk.produce.books import Books
from xl_addin.desk.produce.causes import BILLS, HELD, REFUSED, REMITTANCES, SENT, WAITS, Cause, Causes
from xl_addin.desk.produce.waits import Waiting
from xl_addin.domain.money import grouped
from xl_addin.engine.rule import CHECK
from xl_addin.ledger.cut_overs import on_wire
from xl_addin.ledger.items import InvoiceItem, OrmItem
from xl_addin.rulebook.facts import INVOICE, ORM


class Apart(NamedTuple):
    """An item that is not the same on all three, in minor units; `missing` is 1 where IDPMS lacks it, −1 where it alone
    has it."""

    side: str
    ad_code: str
    key: str
    dated: date
    currency: str
    core: int
    ledger: int
    idpms: int
    missing: int
    cause: Cause

    @property
    def is_apart(self) -> bool:
        """Whether it is not the same on all three."""
        return self.core != self.ledger or self.ledger != self.idpms or bool(self.missing)


class ThreeWay(NamedTuple):
    """Sums and numbers of one side, AD code and currency, and what explains the differences."""

    side: str
    ad_code: str
    currency: str
    core: int = 0
    ledger: int = 0
    idpms: int = 0
    waits: int = 0
    sent: int = 0
    held: int = 0
    refused: int = 0
    unexplained: int = 0
    items: int = 0
    items_idpms: int = 0
    items_explained: int = 0
    items_unexplained: int = 0


@dataclass(frozen=True)
class Compared:
    """The sums, and the items behind every difference, the unexplained first."""

    sums: tuple[ThreeWay, ...] = ()
    apart: tuple[Apart, ...] = ()


NOTHING_COMPARED = Compared()


def compare(books: Books, found: Waiting) -> Compared:
    """All items of the AD codes that are cut over."""
    causes, sums, apart = Causes(books, found), dict[tuple[str, str, str], ThreeWay](), list[Apart]()
    for rest in _at_rest(books):
        sums[rest.side, rest.ad_code, rest.currency] = rest
    for one in (*_remittances(books, causes), *_bills(books, causes)):
        place = one.side, one.ad_code, one.currency
        sums[place] = _added(sums.get(place, ThreeWay(*place)), one)
        if one.is_apart:
            apart.append(one)
    apart.sort(key=lambda one: (one.cause.word != CHECK, one.side, one.ad_code, one.dated, one.key))
    return Compared(tuple(sums[place] for place in sorted(sums)), tuple(apart))


_FIELDS = {WAITS: "waits", SENT: "sent", HELD: "held", REFUSED: "refused", CHECK: "unexplained"}


def _added(to: ThreeWay, one: Apart) -> ThreeWay:
    name = _FIELDS[one.cause.word]
    is_known = one.cause.word != CHECK
    return to._replace(
        core=to.core + one.core,
        ledger=to.ledger + one.ledger,
        idpms=to.idpms + one.idpms,
        **{name: getattr(to, name) + one.ledger - one.idpms},
        items=to.items + (one.missing >= 0),
        items_idpms=to.items_idpms + (one.missing <= 0),
        items_explained=to.items_explained + one.missing * is_known,
        items_unexplained=to.items_unexplained + (one.is_apart and not is_known),  # never netted
    )


def _at_rest(books: Books) -> Iterator[ThreeWay]:
    """Sums of what a month that was read short leaves out: it was the same on all three at the closing, and is so."""
    sums: dict[tuple[str, str, str], ThreeWay] = {}
    for side, kind in ((REMITTANCES, ORM), (BILLS, INVOICE)):
        for (code, currency), (count, minor) in books.month.resting.live.get(kind, {}).items():
            place = side, on_wire(code), currency
            if on_wire(code) in books.cut_overs:
                to = sums.get(place, ThreeWay(*place))
                sums[place] = to._replace(
                    core=to.core + minor,
                    ledger=to.ledger + minor,
                    idpms=to.idpms + minor,
                    items=to.items + count,
                    items_idpms=to.items_idpms + count,
                )
    yield from sums.values()


_SAME = Cause(CHECK, "", "")
_SUM = Cause(
    CHECK, "what is open, settled and closed of it is not its amount", "Run verify, and tell who keeps the program."
)


def _remittances(books: Books, causes: Causes) -> Iterator[Apart]:
    month = books.month
    for item in month.orms.values():
        record, ad_code = item.record, on_wire(item.record.ad_code)
        if ad_code not in books.cut_overs:
            continue
        place = REMITTANCES, ad_code, item.key, record.payment_date, item.currency
        if not item.is_live:
            if item.key in month.reported.orms:
                was = causes.told_minor(item.key, record.amount_minor)
                yield Apart(*place, 0, 0, was, -1, causes.of(REMITTANCES, item.key) or _CANCELLED)
            continue
        core, own = record.amount_minor, item.accounted_minor
        if not orm_reflected(month, item):
            yield Apart(*place, core, own, 0, 1, causes.of(REMITTANCES, item.key) or _said_of(item))
            continue
        told = causes.told_minor(item.key, core)
        cause = _SUM if core != own else _SAME
        if told != own:
            cause = causes.of(REMITTANCES, item.key) or _other_amount(item, told)
        yield Apart(*place, core, own, told, 0, cause)


_CANCELLED = Cause(
    CHECK,
    "it is cancelled in the ledger, and IDPMS has it",
    "Cancel it in IDPMS where it was reported, or report it anew.",
)


def _said_of(item: OrmItem) -> Cause:
    """What the desk has said of a remittance that IDPMS does not have and the outbox knows nothing of."""
    said = item.answers.get("orm_generated")
    if said is False:
        return Cause(WAITS, "the desk says that no ORM message was made", "Have it reported: propose report.")
    if said is True:
        why = "the desk says that its ORM message was made, and no reply has come"
        return Cause(SENT, why, "Take its reply in (.passormAck).")
    why = "no reply has come, and nobody has said whether its ORM message was made"
    return Cause(CHECK, why, "Take its reply in (.passormAck), or answer ORM generated: N lets it be reported.")


def _other_amount(item: OrmItem, told: int) -> Cause:
    was, now = (f"{item.currency} {grouped(one, item.currency)}" for one in (told, item.record.amount_minor))
    return Cause(CHECK, f"IDPMS was told {was}, the ledger says {now}", "Run produce: it drafts the amendment.")


def _bills(books: Books, causes: Causes) -> Iterator[Apart]:
    month = books.month
    for item in month.invoices.values():
        record, ad_code = item.record, on_wire(item.record.ad_code)
        if ad_code not in books.cut_overs or not item.is_live:
            continue
        own = item.accounted_minor
        there = acknowledged(record, item.answers, month.as_on) is True if is_manual(record) else True
        cause = _SUM if record.value_minor != own else _SAME
        if not there:
            cause = causes.of(BILLS, record.boe_key) or _said_of_bill(item)
        place = BILLS, ad_code, item.key, record.boe_date, item.currency
        yield Apart(*place, record.value_minor, own, own if there else 0, int(not there), cause)


def _said_of_bill(item: InvoiceItem) -> Cause:
    """A manual bill of entry is a message that a branch made: its reply is awaited, or was a refusal."""
    if item.answers.get(BY_FILE) is False:
        return Cause(
            REFUSED,
            "IDPMS refused the manual bill of entry",
            "Mend it at the branch, or upload it: propose upload-boe.",
        )
    why = "the manual bill of entry is not acknowledged"
    return Cause(SENT, why, "Take its reply in (.passmbeAck), or fill day, reference and person on Manual BoEs.")


def three_way_lines(compared: Compared, shown: int = 12) -> Iterator[str]:
    """The sums and what is apart, as a person reads them on a terminal."""
    for one in compared.sums:
        core, own, idpms = (grouped(minor, one.currency) for minor in (one.core, one.ledger, one.idpms))
        state = "unexplained" if one.unexplained or one.items_unexplained or one.core != one.ledger else "tied"
        yield (
            f"{one.side} of {one.ad_code}, {one.currency}: core banking {core}, ledger {own}, IDPMS {idpms} "
            f"({one.items:,} and {one.items_idpms:,} items): {state}."
        )
    lines = [f"  {one.cause.word} {_named(one)}: {one.cause.why}. {one.cause.todo}" for one in compared.apart]
    yield from lines[:shown]
    if len(lines) > shown:
        yield f"  … and {len(lines) - shown:,} more; all of them stand on the sheet Messages"


def _named(one: Apart) -> str:
    return f"{one.key}, {one.currency} {grouped(one.ledger or one.idpms, one.currency)}"
