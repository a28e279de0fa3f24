"""Amounts with more places than their element has, by the rule that the bank's tables state for their currency.

Without a rule an amount stays as it is, and its record is held. What was rounded is kept with the record.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import NamedTuple

from xl_addin.desk.produce.texts import Said, Text
from xl_addin.domain.money import to_minor
from xl_addin.messages.layouts import tables
from xl_addin.messages.model import DOWN, HALF_UP, Field, Kind, Layout
from xl_addin.messages.tables import LAYOUTS

_MODES = {HALF_UP: ROUND_HALF_UP, DOWN: ROUND_DOWN}


class Rounded(NamedTuple):
    """An amount of a record, or of its invoice of that serial, in the ledger and on the wire, and the bank's rule."""

    serial: str
    field: str
    currency: str
    was: str
    goes: str
    rule: str

    @property
    def minor(self) -> int:
        """What the wire lacks of it in minor units; below 0 where the wire has more."""
        return self.was_minor - self.goes_minor

    @property
    def was_minor(self) -> int:
        """In the ledger."""
        return to_minor(Decimal(self.was), self.currency)

    @property
    def goes_minor(self) -> int:
        """On the wire."""
        return to_minor(Decimal(self.goes), self.currency)


def by_rule(message: Layout, text: Text) -> tuple[Text, tuple[Rounded, ...]]:
    """The text with the amounts that a rule of the bank makes fit, and what was rounded."""
    rules = {currency: rule for currency, rule in tables().rounding.items() if rule in _MODES}
    if not rules:
        return text, ()
    found = [*_of_level(message.of_record, text.values, text.values, rules)]
    values, invoices = _with(text.values, found), list[Said]()
    for one in text.invoices:
        of_invoice = [*_of_level(message.of_invoice, one, text.values, rules)]
        invoices.append(_with(one, of_invoice))
        found += of_invoice
    return Text(values, tuple(invoices)), tuple(found)


def rounding_told() -> str:
    """What About says of amounts with more places than a message has: the bank's rules in force, and their file."""
    said, own = tables().rounding, tables().own
    if not said or own is None:
        return "held: the bank has stated no rule for a currency ([rounding] of its layouts.toml)"
    rules = ", ".join(f"{currency} {rule}" for currency, rule in sorted(said.items()))
    return f"{rules} ([rounding] of {own / LAYOUTS}); every other currency: held"


def _of_level(fields: Iterable[Field], said: Said, of_record: Said, rules: Mapping[str, str]) -> Iterator[Rounded]:
    for field in fields:
        amount = said.get(field.field)
        if field.kind is not Kind.AMOUNT or not isinstance(amount, Decimal):
            continue
        currency = _currency(field.field, said, of_record)
        if currency in rules:
            goes = amount.quantize(Decimal(1).scaleb(-field.places), _MODES[rules[currency]])
            if goes != amount:
                serial = str(said.get("invoice_serial") or "")
                yield Rounded(serial, field.field, currency, f"{amount:f}", f"{goes:f}", rules[currency])


def _currency(name: str, said: Said, of_record: Said) -> str:
    """The currency of an amount: its own, that of the invoice, or the one that the record names."""
    own = "invoice_currency" if name == "amount_invoice_currency" else f"{name}_currency"
    return str(said.get(own) or said.get("currency") or of_record.get("currency") or "")


def _with(said: Said, rounded: Iterable[Rounded]) -> Said:
    return {**said, **{one.field: Decimal(one.goes) for one in rounded}}
