"""A decision as a sheet or a screen tells it: days as 31-Oct-2026, amounts grouped, words for codes.

Files keep the sentence of `Decision.grounds`, whose days and amounts a program reads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from xl_addin.domain.money import grouped_digits
from xl_addin.domain.statuses import statuses
from xl_addin.engine.rule import Decision
from xl_addin.engine.sentence import Fact, FactValue, shown, told
from xl_addin.rulebook.facts import facts

INR, CURRENCY = "INR", "currency"
OF_CURRENCY = ("difference", "invoice value")  # figures in the currency that the decision names
# A day by itself, not as a part of a number such as that of a bill of entry.
_DAY = re.compile(r"(?<![\w/.-])(\d{4})-(\d{2})-(\d{2})(?![\w/-])")
_NAME = re.compile(r"(?<![\w.])[a-z]+(?:_[a-z0-9]+)+(?!\w)")


def sentence(found: Decision) -> str:
    """Answer, figures and notes, without codes: they stand in the columns beside it."""
    word = statuses().get(found.status)
    head = f"{found.subject[:1].upper()}{found.subject[1:]}: {word.label if word else found.status}"
    return f"{'; '.join([head, *_figures(found.facts), *map(in_words, found.notes)])}."


def in_words(text: str) -> str:
    """A text of ours with its days as people write them and facts by their headings."""
    return _NAME.sub(_heading, days_in_words(text))


def days_in_words(text: str) -> str:
    """A text with its days as 31-Oct-2026.

    >>> days_in_words("Circular No. 65 of 2016-04-28, on 1234567/2026-10-06/INMAA1")
    'Circular No. 65 of 28-Apr-2016, on 1234567/2026-10-06/INMAA1'
    """
    return _DAY.sub(_day, text) if "-" in text else text


def amount_in_words(amount: Decimal, currency: str = "") -> str:
    """An amount grouped, with all decimals that are told; rupees by lakh and crore.

    >>> amount_in_words(Decimal("22674560.12"), "INR"), amount_in_words(Decimal("1234.5"), "USD")
    ('₹2,26,74,560.12', 'USD 1,234.50')
    """
    whole, point, rest = shown(abs(amount)).partition(".")
    digits = f"{grouped_digits(whole, currency)}{point}{rest.ljust(2, '0') if point else ''}"
    sign = "-" if amount < 0 else ""
    return f"{sign}₹{digits}" if currency == INR else f"{currency} {sign}{digits}".strip()


def _figures(known: tuple[Fact, ...]) -> Iterator[str]:
    currency = next((str(value) for label, value in known if label == CURRENCY and value), "")
    for label, value in known:
        if value is not None and value != "" and label != CURRENCY:
            yield _figure(label, value, currency)


def _figure(label: str, value: FactValue, currency: str) -> str:
    if isinstance(value, bool):
        return f"{label.rstrip(':')}: {shown(value)}"
    if isinstance(value, date):
        return told(label, f"{value:%d-%b-%Y}")
    if isinstance(value, Decimal) and "{" not in label:
        if label.endswith(INR):
            return f"{label.removesuffix(INR)}{amount_in_words(value, INR)}"
        return f"{label} {amount_in_words(value, currency if label in OF_CURRENCY else '')}"
    word = statuses().get(value) if isinstance(value, str) else None
    return in_words(told(label, word.label if word else value))


def _day(found: re.Match[str]) -> str:
    try:
        return f"{date(*map(int, found.groups())):%d-%b-%Y}"
    except ValueError:
        return found[0]


def _heading(found: re.Match[str]) -> str:
    known = facts().get(found[0])
    return known.header if known and known.header else found[0]
