"""The desk's own rates: rupees for one unit of a currency, by day."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from fractions import Fraction

HOME = "INR"


class Rates:
    """Rates by currency and day; of a day without one the last day before it counts, within some days."""

    def __init__(self, given: Iterable[tuple[int, str, str]], days_max: int) -> None:
        """`given` are days as ordinals, currencies and rupees for one unit."""
        by_currency: dict[str, dict[int, str]] = defaultdict(dict)
        for day, currency, rate in given:
            by_currency[currency][day] = rate
        self._known = {currency: sorted(rates.items()) for currency, rates in by_currency.items()}
        self._days_max = days_max

    def of(self, currency: str, day: int) -> tuple[Fraction, int] | None:
        """Rupees for one unit on the day, and the day of that rate; None where no rate is known."""
        if currency == HOME:
            return Fraction(1), day
        rates = self._known.get(currency, [])
        place = bisect_right(rates, (day, "~")) - 1
        if place < 0 or day - rates[place][0] > self._days_max:
            return None
        return Fraction(rates[place][1]), rates[place][0]

    def between(self, one: str, other: str, day: int) -> tuple[Fraction, int] | None:
        """Units of the other currency for one of the one, and the day of the older of the two rates."""
        mine, theirs = self.of(one, day), self.of(other, day)
        return (mine[0] / theirs[0], min(mine[1], theirs[1])) if mine and theirs else None
