"""An amount as somebody wrote it: plain digits, or groups of the western or the Indian kind, with a decimal point.

A comma that can only be a decimal sign is known as such, so that a column can be judged as a whole.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from xl_addin.domain.texts import clean

_PLAIN = re.compile(r"[0-9]+(?:\.[0-9]+)?")
# A group never begins with 0: 0,250 is a quarter where the comma is the decimal sign.
_WESTERN = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_INDIAN = re.compile(r"[1-9][0-9]?(?:,[0-9]{2})*,[0-9]{3}(?:\.[0-9]+)?")
_LONE_GROUP = re.compile(r"[1-9][0-9]{0,2},[0-9]{3}")
# One comma among digits, groups with points before a comma, and points that can only be groups.
_COMMA_FORMS = re.compile(r"[0-9]*,[0-9]+|[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]+|[0-9]{1,3}(?:\.[0-9]{3}){2,}")
_LONE_POINT = re.compile(r"[0-9]{1,3}\.[0-9]{3}")
_BOTH_FORMS = re.compile(r"[0-9,]*,[0-9]{3}\.[0-9]+|[0-9]{1,3}(?:,[0-9]{2,3}){2,}")
_POINT_FORMS = re.compile(r"[0-9,]*,[0-9]{3}\.[0-9]+|[0-9]+\.(?:[0-9]{1,2}|[0-9]{4,})|0\.[0-9]+|[0-9]{4,}\.[0-9]+")
_BELOW_ZERO = frozenset("-()\u2212\u2013")
_SHORTENED = re.compile(r"[0-9]+(?:[.,][0-9]+)?[eE][+-]?[0-9]+")
_FIGURES = re.compile(r"[0-9.,]*[0-9]")
_NO_GROUPS = "its groups are neither western nor Indian"
_AROUND = re.compile(r"^[^0-9.,]+|[^0-9]+$|['\u2019\s]+")


class WrittenAmount(NamedTuple):
    """The number, and whether commas had to be left out."""

    value: Decimal
    grouped: bool


def written_amount(text: str) -> WrittenAmount | None:
    """The amount of zero or more that `text` is; None for a sign, a symbol, brackets, E-notation, a decimal comma.

    >>> written_amount("1,00,000.50").value
    Decimal('100000.50')
    """
    trimmed = clean(text)
    if not trimmed.isascii():
        return None
    if _PLAIN.fullmatch(trimmed):
        return WrittenAmount(Decimal(trimmed), False)
    if _WESTERN.fullmatch(trimmed) or _INDIAN.fullmatch(trimmed):
        return WrittenAmount(Decimal(trimmed.replace(",", "")), True)
    return None


def why_no_amount(text: str) -> str:
    """Why `written_amount` reads none: the first thing about it that no amount has.

    >>> why_no_amount("91,25"), why_no_amount("1,00,00")
    ('its comma can only be a decimal sign', 'its groups are neither western nor Indian')
    """
    trimmed = clean(text)
    if trimmed[:1] in _BELOW_ZERO or trimmed[-1:] in _BELOW_ZERO:
        return "a minus or brackets stand at it, and an amount is zero or more"
    if _SHORTENED.fullmatch(trimmed):
        return "it is shortened to an exponent, so that its digits are lost"
    if not _FIGURES.fullmatch(trimmed):
        return "something else than figures stands beside its digits"
    return "its comma can only be a decimal sign" if only_decimal_comma(trimmed) else _NO_GROUPS


def only_decimal_comma(text: str) -> bool:
    """Whether the comma (or the points) of `text` can only be read where the comma is the decimal sign.

    >>> only_decimal_comma("91,25"), only_decimal_comma("84,125")
    (True, False)
    """
    bare = _bare(text)
    return _COMMA_FORMS.fullmatch(bare) is not None and _LONE_GROUP.fullmatch(bare) is None


def only_decimal_point(text: str) -> bool:
    """Whether the point of `text` can only be the decimal sign.

    >>> only_decimal_point("1,234.50"), only_decimal_point("84.125")
    (True, False)
    """
    return _POINT_FORMS.fullmatch(_bare(text)) is not None


def only_grouping_comma(text: str) -> bool:
    """Whether the comma of `text` can only part groups.

    >>> only_grouping_comma("1,234.5"), only_grouping_comma("84,125")
    (True, False)
    """
    return _BOTH_FORMS.fullmatch(_bare(text)) is not None


def point_in_doubt(text: str) -> bool:
    """Whether `text` has three decimals after a point, or is a number of thousands where points part them.

    >>> point_in_doubt("84.125"), point_in_doubt("84.12")
    (True, False)
    """
    return _LONE_POINT.fullmatch(_bare(text)) is not None


def comma_in_doubt(text: str) -> bool:
    """Whether `text` is a number of thousands, or one with three decimals after a comma.

    >>> comma_in_doubt("84,125"), comma_in_doubt("84,125.00")
    (True, False)
    """
    return _LONE_GROUP.fullmatch(_bare(text)) is not None


def _bare(text: str) -> str:
    """Digits, points and commas alone: signs and currencies around them say nothing of the comma."""
    return _AROUND.sub("", clean(text))
