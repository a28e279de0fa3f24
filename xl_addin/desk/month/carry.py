"""What a closing carries of its items into the months after it, so that these need not read what is over.

Carried is what is open, and of what is over all that a later month still looks at. The rest is live, over, under the
desk's own AD code, never closed by an approval, and nothing was said of it that anybody asks of what is over.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from xl_addin.desk.month.acknowledged import in_idpms, is_manual
from xl_addin.desk.month.licences import GOODS_FACTS
from xl_addin.desk.month.month import NOTHING_RESTS, Month, orms_by_number, own_ad_code
from xl_addin.desk.month.third_parties import AGREEMENT, PAYER
from xl_addin.domain.movements import Balance
from xl_addin.domain.records import BoeInvoice
from xl_addin.ledger import tables
from xl_addin.ledger.carried import CUT_OVERS, RESTING, told_of
from xl_addin.ledger.cut_overs import on_wire
from xl_addin.ledger.items import InvoiceItem, OrmItem, worth_minor
from xl_addin.ledger.store import Step
from xl_addin.ledger.tables import counts
from xl_addin.rulebook.facts import BOE, INVOICE, ORM

# Facts that are asked of items that are over too: who paid, what goods came, why it was written off, whether it is in
# IDPMS, and what is counted on Notices. `tests/desk/test_short_month.py` tries every fact there is.
COUNTED = frozenset(("import_route", "extended_until", "letter_of_credit", "drawings"))
LOOKED_AT = GOODS_FACTS | COUNTED | {PAYER, AGREEMENT, "reason", "orm_generated"}


class Carried(NamedTuple):
    """The rows of a closing, and what its detail says of the items that it leaves at rest."""

    rows: list[dict[str, Any]]
    detail: Mapping[str, Any]


def carried(connection: Connection, month: Month) -> Carried:
    """What the closing of a month, read whole, carries."""
    if month.resting != NOTHING_RESTS:
        raise AssertionError("what a month leaves out was read short itself")
    own, closed = own_ad_code(month), _ever_closed(connection)
    sides: tuple[tuple[str, Iterable[OrmItem | InvoiceItem]], ...] = (
        (ORM, month.orms.values()),
        (INVOICE, month.invoices.values()),
    )
    outside = month.reported.cut_overs
    wanted = {
        item.key
        for _, items in sides
        for item in items
        if _looked_at(item, own, closed) or (on_wire(item.record.ad_code) in outside and _is_apart(month, item))
    }
    without = [*_without_item(month)]
    wanted |= {key for kind, key in without if kind == ORM}  # of a number that several have
    wanted |= {item.key for item in _one_of_each(sides, wanted)}
    rows = [
        {"item_kind": side, "item_key": item.key, "open_minor": item.outstanding_minor if item.is_live else 0}
        for side, items in sides
        for item in items
        if item.key in wanted
    ]
    resting = [row for side, items in sides for row in _worths(side, (one for one in items if one.key not in wanted))]
    told = {(row["item_kind"], row["item_key"]) for row in rows}
    rows += [{"item_kind": kind, "item_key": key, "open_minor": 0} for kind, key in without if (kind, key) not in told]
    return Carried(rows, {RESTING: resting, **({CUT_OVERS: told_of(outside)} if outside else {})})


def _worths(side: str, items: Iterable[OrmItem | InvoiceItem]) -> Iterator[tuple[str, str, str, int, int]]:
    """How many there are of each AD code and currency, and what they are worth."""
    counts, sums = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for item in items:
        place = item.record.ad_code, item.currency
        counts[place] += 1
        sums[place] += worth_minor(item.record)
    yield from ((side, *place, counts[place], sums[place]) for place in sorted(counts))


def _is_apart(month: Month, item: OrmItem | InvoiceItem) -> bool:
    """Whether IDPMS lacks an item, or the ledger has another amount of it than core banking: told until mended."""
    return in_idpms(month, item) is None or item.accounted_minor != worth_minor(item.record)


def keep(step: Step, closing: Iterable[Balance], period: str, kept: Carried) -> None:
    """Writes the closing of a month with what it carries."""
    step.add(tables.closings, (line._asdict() for line in closing))
    step.add(tables.carried, kept.rows)
    step.detail = {"period": period, **kept.detail}


def _looked_at(item: OrmItem | InvoiceItem, own: str, closed: set[str]) -> bool:
    """Whether a later month may say anything of the item."""
    record = item.record
    return bool(
        not item.is_live
        or item.outstanding_minor
        or item.key in closed
        or record.ad_code != own
        or LOOKED_AT & item.answers.keys()
        or (isinstance(record, BoeInvoice) and is_manual(record))
    )


def _ever_closed(connection: Connection) -> set[str]:
    table = tables.closures
    return set(connection.execute(select(table.c.item_key).where(counts(table)).distinct()).scalars())


def _one_of_each(
    sides: Iterable[tuple[str, Iterable[OrmItem | InvoiceItem]]], wanted: set[str]
) -> Iterator[OrmItem | InvoiceItem]:
    """One live item for each importer, and for each currency of a side, of which nothing else is carried; the newest.

    A month tells of every importer and currency that it knows, and its day is held against the newest record.
    """
    every = [(side, item) for side, items in sides for item in items if item.is_live]
    met = {name for side, item in every if item.key in wanted for name in _names(side, item)}
    for side, item in every:
        if not met.issuperset(_names(side, item)):
            met.update(_names(side, item))
            yield item
    if every:
        yield max((item for _, item in every), key=lambda item: item.record.dated)


def _names(side: str, item: OrmItem | InvoiceItem) -> tuple[tuple[str, str], ...]:
    return ("", item.record.iec), (side, item.currency)


def _without_item(month: Month) -> Iterator[tuple[str, str]]:
    """Answers on items that the ledger does not hold, or that several may mean: they are told until that is mended."""
    boes = {item.record.boe_key for item in month.invoices.values()}
    known = {ORM: month.orms.keys(), INVOICE: month.invoices.keys(), BOE: boes}
    owners = orms_by_number(month.orms)
    for kind, key in sorted(month.answers):
        if kind in known and key not in known[kind]:
            yield kind, key
            if kind == ORM:
                yield from ((ORM, item.key) for item in owners.get(key, ()))
