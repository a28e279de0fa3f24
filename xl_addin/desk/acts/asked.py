"""What a person asks to settle by hand: names and amounts as they are typed, and what they mean in the month."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeVar

from xl_addin.desk.month.month import Month
from xl_addin.domain.errors import DeskError, ValueRefused
from xl_addin.domain.money import to_minor
from xl_addin.ledger.items import InvoiceItem, OrmItem

REASON_MAX, SHOWN = 250, 5
AnItem = TypeVar("AnItem", OrmItem, InvoiceItem)


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate that a person states: invoice currency for one unit of the remittance's, its day and its source."""

    value: Decimal
    on: date
    source: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A remittance, invoices each with an amount of it (None: as much as fits), the reason, a rate."""

    orm: str
    invoices: tuple[tuple[str, Decimal | None], ...]
    reason: str
    rate: Rate | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Every item that is named."""
        return (self.orm, *(name for name, _ in self.invoices))


def orm_of(month: Month, name: str) -> OrmItem:
    """The remittance that a name means: its number, or its full key."""
    return _named("remittance", name, month.orms, lambda one: (one.key, one.record.orm_number))


def invoice_of(month: Month, name: str) -> InvoiceItem:
    """The invoice that a name means: its full key, or its bill of entry where one invoice of it is open."""
    return _named("invoice", name, month.invoices, lambda one: (one.key, one.record.boe_key, one.record.boe_number))


def item_of_name(month: Month, name: str) -> OrmItem | InvoiceItem:
    """The remittance or invoice that a name means; DeskError where it means both."""
    orms = {one.key for one in month.orms.values()} | {one.record.orm_number for one in month.orms.values()}
    boes = {one.record.boe_number for one in month.invoices.values()}
    wanted = name.strip().upper()
    if wanted in orms and wanted in boes:
        what = f"{name!r} is the number of a remittance and of a bill of entry."
        raise DeskError(what, "An item.", "Give the full key: ORM number/AD code, or BoE number/date/port#serial.")
    return orm_of(month, name) if wanted in orms else invoice_of(month, name)


def _named(noun: str, name: str, known: Mapping[str, AnItem], names: Callable[[AnItem], Sequence[str]]) -> AnItem:
    """The one item that a name means: by its full key, else the one of its number that is open."""
    wanted = name.strip().upper()
    if wanted in known:
        return known[wanted]
    having = [one for one in known.values() if wanted in names(one)]
    meant = [one for one in having if one.is_live and one.outstanding_minor > 0] or having
    if len(meant) == 1:
        return meant[0]
    if not meant:
        raise DeskError(
            f"The ledger knows no {noun} {name!r}.",
            f"A {noun}.",
            "Give an ORM number and invoices as BoE number/date/port#serial, as the sheets show them.",
        )
    told = ", ".join(one.key for one in meant[:SHOWN]) + (" …" if len(meant) > SHOWN else "")
    raise DeskError(f"{name!r} means {len(meant)} of the ledger: {told}.", f"A {noun}.", "Give one of these full keys.")


def minor_of(amount: Decimal, invoice: OrmItem | InvoiceItem) -> int:
    """An amount of an invoice or remittance in minor units; DeskError where its currency has no such."""
    try:
        return to_minor(amount, invoice.currency)
    except ValueRefused as refused:
        raise DeskError(
            f"{refused.found} is no amount in {invoice.currency}: expected {refused.expected}.",
            f"Item {invoice.key}.",
            "Write an amount of the item, in the item's own currency.",
        ) from None


def refuse_reason(reason: str) -> None:
    """DeskError where the reason is missing or cannot stand."""
    if not reason.strip() or len(reason) > REASON_MAX or not reason.isprintable():
        raise DeskError(
            "What is settled by hand, or taken back, needs its reason.",
            "Option --reason.",
            f"Say why in at most {REASON_MAX} plain signs on one line: the person who approves reads it.",
        )


def refuse_rate(rate: Rate | None, as_on: date) -> None:
    """DeskError where a stated rate cannot stand."""
    if rate is None:
        return
    if not rate.value.is_finite() or rate.value <= 0 or len(f"{rate.value:f}") > 30:
        raise DeskError(f"{rate.value} is no rate.", "Option --rate.", "Give it above zero, such as 0.9215.")
    if rate.on > as_on:
        raise DeskError(
            f"The rate is of {rate.on:%d/%m/%Y}, after the as-on date.",
            "Option --rate-on.",
            "Give the day of the rate.",
        )
    if not rate.source.strip() or len(rate.source) > REASON_MAX or not rate.source.isprintable():
        raise DeskError(
            "The rate has no source.",
            "Option --rate-source.",
            "Say where it stands: deal number, treasury slip, advice.",
        )


def refuse_rate_between(rate: Rate | None, orm: OrmItem, invoices: Sequence[InvoiceItem]) -> None:
    """DeskError where a stated rate is not that between the remittance and one other currency of all its invoices."""
    currencies = sorted({one.currency for one in invoices})
    if rate is None or not currencies or (len(currencies) == 1 and currencies[0] != orm.currency):
        return  # that no invoice is named bars it by itself
    if currencies == [orm.currency] and rate.value == 1:
        return
    if currencies == [orm.currency]:
        what = f"Remittance and invoice are both in {orm.currency}: there is no rate of {rate.value:f} between them"
        todo = "Leave the rate out. Where the invoice is in another currency, its record is to be corrected first."
    else:
        what = f"One rate was stated, and the invoices of this remittance in {orm.currency} are in {_and(currencies)}"
        todo = "Match the invoices of each currency by themselves, each with its own rate."
    raise DeskError(f"{what}.", "Option --rate. Nothing was proposed.", todo)


def _and(words: Sequence[str]) -> str:
    return f"{', '.join(words[:-1])} and {words[-1]}"
