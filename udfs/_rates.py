"""A range of rates: INR per unit by currency and day. A line that cannot be read spoils only the days it serves."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import chain
from typing import Any, NamedTuple

from udfs import _cellwise
from udfs._ranges import RangeRefused, Rows, good, used
from udfs._registry import CellError
from xl_addin.domain.errors import ValueRefused
from xl_addin.rulebook.registers_rates import rate_bands

WIDTHS = (3, 4)  # date, currency, INR, and for how many units where that is not one
WHOLE = (date, str, Decimal)  # what the cells of a good line are read as
ANY_CURRENCY = ""
AGE_DAYS = 10  # older than this a rate is not used, where the formula says nothing else


class Refused(NamedTuple):
    """The error value of a line that cannot be used, and why."""

    error: CellError
    said: str


class Quote(NamedTuple):
    """INR for a number of units; `refused` where the line cannot be read."""

    inr: Decimal
    units: int
    refused: Refused | None = None


class Rate(NamedTuple):
    """What a day is converted at."""

    on: date
    inr: Decimal
    units: int


class Line(NamedTuple):
    """One line as far as it can be read: no day, or no currency, where that cell is spoilt."""

    on: date | None
    currency: str
    quote: Quote


class Rates:
    """The lines by currency, days ascending."""

    def __init__(self, rows: Rows, date1904: bool) -> None:
        self._told: dict[str, dict[date, list[Quote]]] = {}
        self._undated: dict[str, Refused] = {}
        for line in _lines(rows, date1904):
            if line.on is not None:
                self._told.setdefault(line.currency, {}).setdefault(line.on, []).append(line.quote)
            elif line.quote.refused:
                self._undated.setdefault(line.currency, line.quote.refused)
        self._days = {currency: sorted(days) for currency, days in self._told.items()}

    def on_or_before(self, currency: str, on: date, age: int) -> Rate:
        """The last rate on or before a day; RangeRefused (#N/A) where there is none, or an old one alone.

        RangeRefused too where a line that may serve the day cannot be read; ValueRefused where the day has two rates,
        or one that cannot be INR for so many units.
        """
        for spoilt in (self._undated.get(currency), self._undated.get(ANY_CURRENCY)):
            if spoilt is not None:
                raise RangeRefused(*spoilt)
        own, other = self._last(currency, on), self._last(ANY_CURRENCY, on)
        if other is not None and (own is None or other > own):
            raise RangeRefused(*next(quote.refused for quote in self._told[ANY_CURRENCY][other] if quote.refused))
        if own is None:
            said = f"rates has no rate of {currency} on or before {on}. Give one with its day"
            raise RangeRefused(CellError.NA, said)
        if (old := (on - own).days) > age:
            said = f"the last rate of {currency} before {on} is of {own}, {old} days old; at most {age} are allowed"
            said += ". Give a later one"
            raise RangeRefused(CellError.NA, said)
        return _one(currency, own, self._told[currency][own])

    def _last(self, currency: str, on: date) -> date | None:
        days = self._days.get(currency, [])
        at = bisect_right(days, on)
        return days[at - 1] if at else None


def _one(currency: str, on: date, quotes: list[Quote]) -> Rate:
    """The rate of a day, whose lines must agree."""
    for quote in quotes:
        if quote.refused:
            raise RangeRefused(*quote.refused)
    inr, units, _ = quotes[0]
    if any(quote.inr * units != inr * quote.units for quote in quotes):
        found = " and ".join(str(inr) for inr in sorted({quote.inr for quote in quotes}))
        raise ValueRefused(found, f"one rate for {currency} on {on}")
    band = rate_bands().get(currency)
    if band and not band[0] * units <= inr <= band[1] * units:
        raise ValueRefused(inr, f"INR for {units} {currency} on {on}, {band[0] * units} to {band[1] * units}")
    return Rate(on, inr, units)


def _lines(rows: Rows, date1904: bool) -> Iterator[Line]:
    """Every row that is not blank; a first row of words is the header, and a row that quotes nothing is passed over."""
    if all(map(_cellwise.is_blank, chain.from_iterable(rows[: used(rows)]))):
        return
    if len(rows[0]) not in WIDTHS:
        said = (
            f"{len(rows[0])} columns are given; give date, currency, INR per unit and, if you like, per how many units"
        )
        raise RangeRefused(CellError.VALUE, said)
    day = _cellwise.reader("date", (), date1904)
    kept = [(at, row) for at, row in enumerate(rows[: used(rows)], 1) if not all(map(_cellwise.is_blank, row))]
    if kept and _is_header(kept[0][1], day):
        kept = kept[1:]
    for at, row in kept:
        line = _line(at, row, day)
        if line is not None:
            yield line


def _is_header(row: Any, day: _cellwise.Reader) -> bool:
    words = all(isinstance(cell, str) and not isinstance(cell, CellError) for cell in row[:3])
    return words and day(row[0]) is CellError.VALUE and _cellwise.amount(row[2]) is CellError.VALUE


def _line(at: int, row: Any, day: _cellwise.Reader) -> Line | None:
    """A row as a line; None where it quotes nothing: notes, or a currency without day and rate."""
    on, currency, inr = day(row[0]), _cellwise.currency(row[1]), _inr(row[2])
    whose = currency if isinstance(currency, str) and not isinstance(currency, CellError) else ANY_CURRENCY
    if len(row) == WIDTHS[0] and (type(on), type(currency), type(inr)) == WHOLE and inr:  # nearly every line
        return Line(on, whose, Quote(inr, 1))
    is_note = isinstance(inr, CellError) and inr is CellError.VALUE and not isinstance(on, date)
    if (whose == ANY_CURRENCY and (inr is None or is_note)) or (on is None and inr is None):
        return None
    units: Any = _cellwise.count(row[3]) if len(row) > WIDTHS[0] else None
    refused = _refused(at, row, (on, currency, inr, units))
    quote = Quote(Decimal(0), 1, refused) if refused else Quote(inr, 1 if units is None else units)
    return Line(on if isinstance(on, date) else None, whose, quote)


KINDS = ("date", "currency", "amount", "count")
NAMES = ("date", "currency", "rate", "units")


def _refused(at: int, row: Any, read: tuple[Any, ...]) -> Refused | None:
    """Why a line cannot be used, by its first cell that does not do."""
    for name, kind, found, cell in zip(NAMES, KINDS, read, chain(row, (None,)), strict=False):
        try:
            good(found, cell, kind, at)
        except RangeRefused as refused:
            return Refused(refused.error, f"rates: {refused.said}" if refused.said else "")
        if (found is None and name != "units") or (name in ("rate", "units") and found == 0):
            return Refused(CellError.VALUE, f"rates: row {at} has no {name}. Give it, or take the row out")
    return None


def _inr(cell: Any) -> Any:
    """INR per unit: no rate has thousands, so a comma in a text is a decimal sign, and no number."""
    comma = isinstance(cell, str) and not isinstance(cell, CellError) and "," in cell
    return CellError.VALUE if comma else _cellwise.amount(cell)
