"""An import authorisation as the desk keeps it: its amendments, and what is left of it after each consignment."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from xl_addin.domain.dates import month_end
from xl_addin.engine.rule import CHECK, REFUSE, Fail, missing
from xl_addin.engine.sentence import shown

EXHAUSTED, EXPIRED, TOO_SOON = "AUTHORISATION_EXHAUSTED", "AUTHORISATION_EXPIRED", "BEFORE_THE_AUTHORISATION"
OTHER_HOLDER, DIFFERENT = "AUTHORISATION_OF_ANOTHER_IEC", "DIFFERS_FROM_AUTHORISATION"
AMENDED_LATE, OUT_OF_ORDER, CURRENCY_MISMATCH = "AMENDED_AFTER_EXPIRY", "AMENDMENT_OUT_OF_ORDER", "CURRENCY_MISMATCH"


class Amendment(NamedTuple):
    """A change of an authorisation: the new figures; None leaves a figure as it was."""

    on: date
    number: str
    quantity: Decimal | int | None = None
    value: Decimal | None = None
    valid_to: date | None = None


class Authorisation(NamedTuple):
    """An authorisation for `quantity` pieces and `value` in `currency`; `reference` is that of the application.

    A quantity or a value that it does not state is no bound.

    Without a stated `valid_to` it lives to 31 December of its calendar year.
    """

    reference: str
    number: str
    iec: str
    year: int
    granted_on: date
    hs: str
    item: str
    quantity: Decimal | int | None
    value: Decimal | None
    currency: str
    port: str = ""
    importer_name: str = ""
    valid_to: date | None = None
    amendments: tuple[Amendment, ...] = ()

    @property
    def ends(self) -> date:
        """Last bill of entry date covered."""
        return self.valid_to or month_end(date(self.year, 12, 1))


class Consignment(NamedTuple):
    """What one bill of entry draws from an authorisation; `boe` is its key as text."""

    boe: str
    boe_date: date
    iec: str
    hs: str
    item: str
    quantity: Decimal | int | None
    value: Decimal
    currency: str
    port: str = ""
    importer_name: str = ""


class Balance(NamedTuple):
    """What is left after a consignment (below zero: drawn too much; None: no bound), and what speaks against it."""

    consignment: Consignment
    quantity_left: Decimal | int | None
    value_left: Decimal | None
    fails: tuple[Fail, ...]


class Difference(NamedTuple):
    """A field in which a bill of entry and its authorisation do not agree."""

    field: str
    on_boe: str
    on_authorisation: str


def amended(authorisation: Authorisation, amendment: Amendment) -> Authorisation | Fail:
    """The authorisation with one amendment more in its history; a Fail where it comes too late or out of order."""
    before = authorisation.amendments[-1].on if authorisation.amendments else authorisation.granted_on
    ends = as_on(authorisation, amendment.on).ends
    if amendment.on < before:
        return Fail(CHECK, OUT_OF_ORDER, f"amendment {amendment.number} of {amendment.on} lies before {before}")
    if amendment.on > ends:
        return Fail(REFUSE, AMENDED_LATE, f"amendment {amendment.number} of {amendment.on} comes after {ends}")
    return authorisation._replace(amendments=(*authorisation.amendments, amendment))


def as_on(authorisation: Authorisation, on: date) -> Authorisation:
    """The authorisation with the figures that its amendments gave it up to and including a day."""
    for change in authorisation.amendments:
        if change.on <= on:
            authorisation = authorisation._replace(
                quantity=authorisation.quantity if change.quantity is None else change.quantity,
                value=authorisation.value if change.value is None else change.value,
                valid_to=authorisation.valid_to if change.valid_to is None else change.valid_to,
            )
    return authorisation


def authorisation_balance(authorisation: Authorisation, consignments: Iterable[Consignment]) -> tuple[Balance, ...]:
    """Balance after each consignment, exact, by bill of entry date; what was drawn too much stays drawn."""
    pieces: Decimal | int = 0
    value = Decimal(0)
    lines = []
    for one in sorted(consignments, key=lambda c: (c.boe_date, c.boe)):
        then = as_on(authorisation, one.boe_date)
        pieces += one.quantity or 0
        value += one.value if one.currency == then.currency else 0
        quantity_left = None if then.quantity is None else then.quantity - pieces
        value_left = None if then.value is None else then.value - value
        fails = (*_against(then, one), *_exhausted(then, quantity_left, value_left))
        lines.append(Balance(one, quantity_left, value_left, fails))
    return tuple(lines)


def authorisation_differences(authorisation: Authorisation, consignment: Consignment) -> tuple[Difference, ...]:
    """Fields that both papers state and that differ: importer, goods, port, currency; more than the whole of it."""
    pairs = [
        Difference(name, str(getattr(consignment, name)), str(getattr(authorisation, name)))
        for name in ("iec", "importer_name", "hs", "item", "port", "currency")
    ]
    then = as_on(authorisation, consignment.boe_date)
    over = [
        Difference(name, shown(getattr(consignment, name)), shown(getattr(then, name)))
        for name in ("quantity", "value")
        if _over(getattr(consignment, name), getattr(then, name))
    ]
    return (*(pair for pair in pairs if _differ(pair.on_boe, pair.on_authorisation)), *over)


def _over(drawn: Decimal | int | None, given: Decimal | int | None) -> bool:
    return drawn is not None and given is not None and drawn > given


def _differ(first: str, second: str) -> bool:
    one, other = (" ".join(text.upper().split()) for text in (first, second))
    return bool(one and other) and one != other


def _against(then: Authorisation, one: Consignment) -> tuple[Fail, ...]:
    """What bars a consignment from the authorisation, whatever is left of it."""
    fails = []
    if one.iec != then.iec:
        fails.append(Fail(REFUSE, OTHER_HOLDER, f"the authorisation belongs to IEC {then.iec}, the BoE to {one.iec}"))
    if one.boe_date < then.granted_on:
        fails.append(Fail(REFUSE, TOO_SOON, f"the authorisation was given on {then.granted_on}"))
    if one.boe_date > then.ends:
        fails.append(Fail(REFUSE, EXPIRED, f"the authorisation ended on {then.ends}"))
    fails += [missing(name) for name in ("hs", "item") if getattr(then, name) and not getattr(one, name)]
    if then.quantity is not None and one.quantity is None:
        fails.append(missing("quantity"))
    if _differ(one.hs, then.hs) or _differ(one.item, then.item):
        note = f"the authorisation is for {then.item} of {then.hs}, the BoE for {one.item} of {one.hs}"
        fails.append(Fail(REFUSE, DIFFERENT, note))
    if then.value is not None and one.currency != then.currency:
        note = f"value in {one.currency}, authorisation in {then.currency}: not netted"
        fails.append(Fail(CHECK, CURRENCY_MISMATCH, note))
    return tuple(fails)


def _exhausted(
    then: Authorisation, quantity_left: Decimal | int | None, value_left: Decimal | None
) -> tuple[Fail, ...]:
    fails = []
    if then.quantity is not None and quantity_left is not None and quantity_left < 0:
        note = f"over the {then.quantity} pieces of authorisation {then.number} by {-quantity_left}"
        fails.append(Fail(REFUSE, EXHAUSTED, note))
    if then.value is not None and value_left is not None and value_left < 0:
        note = f"over the {then.currency} {shown(then.value)} of authorisation {then.number} by {shown(-value_left)}"
        fails.append(Fail(REFUSE, EXHAUSTED, note))
    return tuple(fails)
