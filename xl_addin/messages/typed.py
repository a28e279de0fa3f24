"""Our values to texts of the wire and back: exact amounts, dates as dd/MM/yyyy, texts by the form of their element.

Nothing is rounded, cut or guessed. What the wire cannot hold is refused (ValueRefused); a sign that the form of an
element has a rule for is replaced, and that is told.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from xl_addin.domain.errors import ValueRefused
from xl_addin.messages.layouts import tables
from xl_addin.messages.model import Field, Form, Kind, Layout

Value = str | int | bool | Decimal | date | None
AS_WRITTEN = "verbatim"  # the form of a text that names none
DAY = re.compile(r"([0-9]{2})/([0-9]{2})/([0-9]{4})")


class Wire(NamedTuple):
    """A text as it goes on the wire; `was` is the text before signs of it were replaced, "" where none was."""

    text: str
    was: str = ""


def to_wire(layout: Layout, field: Field, value: Value) -> Wire:
    """The text of a value; ValueRefused for one that the element cannot hold as it is."""
    if value is None or value == "":
        return Wire("")
    if isinstance(value, bool):
        return Wire("Y" if value else "N")
    if isinstance(value, date):
        return Wire(f"{value.day:02}/{value.month:02}/{value.year:04}")
    if field.kind is Kind.AMOUNT:
        return Wire(_amount(field, Decimal(value)))
    return _text(layout, field, str(value))


def from_wire(field: Field, text: str) -> str | Decimal | date | None:
    """The value of a text; None for an empty one; ValueRefused for one that is not of the element's kind."""
    if not text.strip():
        return None
    if field.kind is Kind.DATE:
        return day_of(text)
    if field.kind is Kind.AMOUNT:
        if not re.fullmatch(r"[0-9]+(?:\.[0-9]+)?", text):
            raise ValueRefused(text, "digits with at most one decimal point")
        return Decimal(text)
    return text


def day_of(text: str) -> date:
    """The day of a text dd/MM/yyyy; ValueRefused for another form, or for a day that no calendar has.

    >>> day_of("29/02/2028")
    datetime.date(2028, 2, 29)
    """
    found = DAY.fullmatch(text)
    try:
        return date(*map(int, reversed(found.groups()))) if found else _no_day(text)
    except ValueError:
        return _no_day(text)


def form_of(field: Field) -> Form:
    """The form that a text of the element has."""
    return tables().forms[field.form or AS_WRITTEN]


def _no_day(text: str) -> date:
    raise ValueRefused(text, "a date as dd/mm/yyyy") from None


def _amount(field: Field, amount: Decimal) -> str:
    """An amount with the places of its element. One that has more is not rounded."""
    if not amount.is_finite() or amount < 0:
        raise ValueRefused(amount, "an amount of 0 or more", "A message has no sign: correct the amount.")
    text = f"{amount:.{field.places}f}"
    if Decimal(text) != amount:
        raise ValueRefused(
            f"{amount:f}",
            f"an amount with {field.places} decimal places",
            "The message cannot hold it and it is not rounded: ask the bank for its rule for this currency, and settle "
            "it by hand until then.",
        )
    if field.width and len(text) - 1 > field.width:
        raise ValueRefused(text, f"at most {field.width} digits", "Compare the amount with its source.")
    return text


def _text(layout: Layout, field: Field, text: str) -> Wire:
    """A text with the signs that its form has a rule for replaced; no letter and no digit is ever replaced."""
    form = form_of(field)
    sign, whole = form.sign(layout.form), form.signs(layout.form)
    if sign is None or whole is None or whole.fullmatch(text):
        return Wire(text)
    bad = sorted({one for one in text if not sign.fullmatch(one)})
    stays = [one for one in bad if one.isalnum() or not form.instead]
    if stays:
        raise ValueRefused(
            text, form.says, f"Write it without {' '.join(map(repr, stays))}; nothing is left out unsaid."
        )
    replaced = " ".join("".join(form.instead if one in bad else one for one in text).split())
    if not replaced:
        raise ValueRefused(text, form.says, "Nothing of it would be left: write it in letters.")
    return Wire(replaced, text)
