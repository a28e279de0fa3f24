"""Reads the items of a month: all that were ever told, or those alone that the last closing has not left at rest."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from sqlalchemy import Connection

from xl_addin.domain.records import BoeInvoice, OutwardRemittance
from xl_addin.ledger import items
from xl_addin.ledger.carried import Scope, Worths, boe_of, number_of, scope_of
from xl_addin.ledger.cut_overs import CutOver
from xl_addin.ledger.events import Event, Record
from xl_addin.ledger.items import CANCELLED, InvoiceItem, OrmItem, worth_minor
from xl_addin.ledger.named import boes_named, parties_of
from xl_addin.rulebook.facts import BOE, INVOICE, ORM

NOBODY_SAID: Mapping[str, CutOver] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Read:
    """Items of both sides; what is left out; of which items answers are to be read (none: of all)."""

    orms: dict[str, OrmItem]
    invoices: dict[str, InvoiceItem]
    resting: Mapping[str, Worths] = field(default_factory=dict)
    parties: Collection[tuple[str, str]] = ()
    said_of: Mapping[str, Collection[str]] = field(default_factory=dict)


def read_whole(connection: Connection, period: str) -> Read:
    """Every item up to the end of `period`."""
    return Read(items.orm_items(connection, period), items.invoice_items(connection, period))


def read_short(
    connection: Connection, period: str, cut_overs: Mapping[str, CutOver] = NOBODY_SAID, named: Collection[str] = ()
) -> Read | None:
    """The items that may be told of in `period`; None where all must be read.

    What is left out is over, was so at the last closing before, and nothing has been said of it since. It is asked by
    name where a person has `named` it, where remarks may name it, and where a party of the same importer may be spelt
    otherwise in it.
    """
    from xl_addin.engine.settlement.references import may_name  # the matching engine is heavy

    scope = scope_of(connection, period, cut_overs)
    if scope is None:
        return None
    scope = _with_named(connection, scope, {name.strip().upper() for name in named})
    told = [*items.orm_events(connection, period, scope.numbers)]
    boes = scope.boes | boes_named(connection, *may_name(event.record.remarks for event in told))
    billed = [*items.invoice_events(connection, period, boes)]
    before = _at_closing(told, scope), _at_closing(billed, scope)
    orms = items.orms_told(connection, period, told, {event.key for event in told})
    invoices = items.invoices_told(connection, period, billed, {event.key for event in billed})
    resting = {ORM: _rest(scope, ORM, before[0]), INVOICE: _rest(scope, INVOICE, before[1])}
    if _lost(before, orms, invoices) or not all(map(_is_sure, resting.values())):
        return None
    iecs = {one.record.iec for side in (orms, invoices) for one in side.values() if one.was_open}
    keys = {event.key for event in billed}
    said_of = {
        ORM: {*orms, *map(number_of, orms), *scope.numbers},
        INVOICE: keys | scope.base.carried[INVOICE],
        BOE: boes,
    }
    return Read(orms, invoices, resting, parties_of(connection, iecs, period), said_of)


_AtClosing = dict[str, Event[OutwardRemittance]] | dict[str, Event[BoeInvoice]]


def _at_closing(told: Iterable[Event[Record]], scope: Scope) -> dict[str, Event[Record]]:
    """The last word on each item as the closing had it."""
    return {event.key: event for event in told if event.seq not in scope.base.later}


def _with_named(connection: Connection, scope: Scope, names: set[str]) -> Scope:
    """With the items of these names too, given as number or key of a remittance, bill of entry or invoice."""
    if not names:
        return scope
    boes = {*map(boe_of, names), *boes_named(connection, (), names)}
    return replace(scope, numbers=scope.numbers | {*map(number_of, names)}, boes=scope.boes | boes)


def _rest(scope: Scope, side: str, before: _AtClosing) -> Worths:
    """The live items that are left out: those at rest at the closing without those that are read after all."""
    left = {place: list(worth) for place, worth in scope.base.resting.get(side, {}).items()}
    for key, event in before.items():
        if key not in scope.base.carried[side]:
            worth = left.setdefault((event.record.ad_code, event.record.currency), [0, 0])
            worth[0] -= 1
            worth[1] -= worth_minor(event.record)
    return {place: (count, minor) for place, (count, minor) in left.items() if count or minor}


def _is_sure(rest: Worths) -> bool:
    """Whether the closing had rested what is taken out of it: else it was another ledger that it told of."""
    return all(count > 0 for count, _ in rest.values())


def _lost(before: tuple[_AtClosing, ...], *now: Mapping[str, OrmItem] | Mapping[str, InvoiceItem]) -> bool:
    """Whether an importer, a currency or the newest day is met no more since the closing: what rests may have it."""
    live = [event.record for side in before for event in side.values() if event.name != CANCELLED]
    met = [one.record for side in now for one in side.values() if one.is_live]
    return bool(
        {one.iec for one in live} - {one.iec for one in met}
        or any(
            {event.record.currency for event in was.values()} - {one.currency for one in side.values()}
            for was, side in zip(before, now, strict=True)
        )
        or max((one.dated for one in live), default=None) not in (None, *(one.dated for one in met))
    )
