"""What a header or a number format says of the amounts under it: their currency, or a unit that they are counted in.

`Amount (₹)` is not `Amount`: a sign or word of a currency holds for every row, and a unit (lakh, '000, %) makes each
figure another one. Words that say neither are no part of a header's name either, and so no alias is met.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from xl_addin.domain._currencies import EXPONENTS

_DOLLARS = ("USD", "AUD", "CAD", "SGD", "HKD", "NZD", "TWD", "FJD", "JMD", "NAD", "BND", "BBD", "TTD")
_CURRENCIES: dict[str, tuple[str, ...]] = {
    **{code.lower(): (code,) for code in EXPONENTS},
    **dict.fromkeys(("₹", "rs", "rupee", "rupees", "indian rupee", "indian rupees"), ("INR",)),
    **dict.fromkeys(("us $", "usd $", "u s $", "us dollar", "us dollars"), ("USD",)),
    **dict.fromkeys(("$", "dollar", "dollars"), _DOLLARS),
    **dict.fromkeys(("€", "euro", "euros"), ("EUR",)),
    **dict.fromkeys(("£", "pound", "pounds", "sterling", "pound sterling", "pounds sterling"), ("GBP", "EGP")),
    **dict.fromkeys(("¥", "円", "元"), ("JPY", "CNY")),
    **dict.fromkeys(("yen",), ("JPY",)),
    **dict.fromkeys(("yuan", "rmb", "renminbi", "cnh"), ("CNY",)),
    **dict.fromkeys(("franc", "francs", "sfr", "chf"), ("CHF",)),
    **dict.fromkeys(("dirham", "dirhams", "dhs"), ("AED", "MAD")),
    **dict.fromkeys(("riyal", "riyals", "rial", "rials"), ("SAR", "QAR", "OMR", "YER", "IRR")),
    **dict.fromkeys(("dinar", "dinars"), ("KWD", "BHD", "JOD", "IQD", "DZD", "LYD", "TND", "RSD")),
    **{"₩": ("KRW",), "₽": ("RUB",), "฿": ("THB",), "₫": ("VND",), "₺": ("TRY",), "₪": ("ILS",), "₱": ("PHP",)},
}
_UNITS = frozenset(
    (
        *("lakh", "lakhs", "lac", "lacs", "lk", "crore", "crores", "cr", "crs", "thousand", "thousands", "hundred"),
        *("hundreds", "million", "millions", "mn", "mln", "mio", "mm", "billion", "billions", "bn", "k", "000", "000s"),
        *("paise", "paisa", "cent", "cents", "fils", "%", "‰", "percent", "pct", "bps", "dr", "debit", "credit"),
    )
)
_FILLERS = frozenset(("in", "of", "the", "as", "and", "only", "figures", "figure"))
_TOKENS = re.compile(r"[^\W\d_]+|\d+s?|[^\w\s]", re.UNICODE)
_LONGEST = 2  # words of the longest name of a currency
_SEPARATORS = re.compile(r"[^a-z0-9$%+<=>^`|~]+")


class Said(NamedTuple):
    """What was found: the text without it, the currencies it may mean (one entry a word), the units."""

    rest: str
    currencies: tuple[tuple[str, tuple[str, ...]], ...]
    units: tuple[str, ...]

    @property
    def words(self) -> str:
        """The words that were found, as a person reads them."""
        return " ".join((*(word for word, _ in self.currencies), *self.units))


@lru_cache(maxsize=4096)
def header_key(header: str) -> str:
    """Header text reduced to what aliases are compared on: case, spaces and punctuation dropped, every sign kept."""
    lowered = unicodedata.normalize("NFKC", header).lower()
    if lowered.isascii():
        return _SEPARATORS.sub("", lowered)
    return "".join(c for c in lowered if c in "%‰" or unicodedata.category(c)[0] not in "PZC")


@lru_cache(maxsize=4096)
def money_words(text: str) -> Said:
    """The currencies and units that `text` names, and what is left of it as a header's key.

    >>> money_words("Amount in Rs. crore").units
    ('crore',)
    """
    tokens = [one.lower() for one in _TOKENS.findall(unicodedata.normalize("NFKC", text))]
    words = [one for one in tokens if len(one) > 1 or unicodedata.category(one)[0] != "P" or one in "%‰"]
    left, currencies, units = list[str](), list[tuple[str, tuple[str, ...]]](), list[str]()
    at = 0
    while at < len(words):
        name = next((" ".join(words[at : at + n]) for n in range(_LONGEST, 0, -1) if _is_currency(words, at, n)), "")
        if name:
            currencies.append((name.upper() if name.isascii() else name, _CURRENCIES[name]))
            at += name.count(" ") + 1
            continue
        if words[at] in _UNITS:
            units.append(words[at])
        elif words[at] not in _FILLERS:
            left.append(words[at])
        at += 1
    return Said("".join(left), tuple(currencies), tuple(units))


def _is_currency(words: list[str], at: int, length: int) -> bool:
    return at + length <= len(words) and " ".join(words[at : at + length]) in _CURRENCIES


# Units that a sentence does not name by chance, as it does K, Cr or 000; what it says that figures are in.
_TITLE_UNITS = re.compile(
    r"(?i:\b(lakhs?|lacs?|crores?|thousands?|hundreds|millions?|billions?|mn|mio|mln|bn)\b)|(['’]000s?)|\b(000s)\b"
)
_TITLE_MONEY = re.compile(r"\b[Ii][Nn]\s+([₹$€£¥]|[A-Z]{3}\b|[Rr]s\b|(?i:rupees|u\.?s\.? dollars?|euros?|yen)\b)")


@lru_cache(maxsize=4096)
def title_words(title: str) -> Said:
    """What a title above a table says of the figures below it: a unit, or "in" a currency; or nothing but a currency.

    >>> title_words("Figures in Rs. lakh").units, title_words("All in one, October").currencies
    (('lakh',), ())
    """
    units = tuple(next(part for part in match if part) for match in _TITLE_UNITS.findall(title))
    whole = money_words(title)
    named = whole.currencies if not whole.rest else money_words(" ".join(_TITLE_MONEY.findall(title))).currencies
    return Said("", named, units)


_FORM_PARTS = re.compile(r'"([^"]*)"|\[\$([^\]-]*)(?:-[^\]]*)?\]|\[[^\]]*\]|\\(.)|[_*].|([^\w\s#?.,;:()@/+-])')
_ZEROS = re.compile(r"0{2,}(?:;.*)?")
_BARE_NUMBER = re.compile(r"[#0?,. ]*(?:;.*)?")
GENERAL = ("", "general", "standard", "@")


@lru_cache(maxsize=4096)
def form_words(form: str) -> Said:
    """The currencies and units that a number format shows beside the number."""
    shown = [next((part for part in match if part), "") for match in _FORM_PARTS.findall(form)]
    return money_words(" ".join(part for part in shown if part))


def zero_width(form: str) -> int:
    """How many digits a plain zero pattern (000000000000) shows at least; 0 for any other number format."""
    return len(form.partition(";")[0]) if _ZEROS.fullmatch(form) else 0


def is_bare(form: str) -> bool:
    """Whether a number format shows the number alone: no text, no percent, no date, no exponent."""
    return form.lower() in GENERAL or _BARE_NUMBER.fullmatch(form) is not None


def shows_a_day(form: str) -> bool:
    """Whether a date's number format shows its day: mmm-yy holds a first of the month that nobody wrote."""
    return form.lower() in GENERAL or "d" in _FORM_PARTS.sub("", form).lower()
