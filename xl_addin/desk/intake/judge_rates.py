"""Rates against each other and against what a unit is usually worth: a quote per 100 is asked about, never used.

Yen, won and some others are quoted per 100 units by one source and per unit by the next. Taken for a rate per unit such
a quote makes every rupee figure a hundred times too high: nothing of that currency is taken before treasury has said.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import pairwise

from xl_addin.desk.intake.gather import Intake
from xl_addin.rulebook.registers_rates import rate_bands

# Two quotes that follow each other so far apart are of two units, per 1 and per 100; the market moves between them.
HUNDRED_LOWEST, HUNDRED_HIGHEST = 30, 300
JUMP_DAYS = 31  # between two quotes that are compared
Quote = tuple[date, Decimal]


def judge_rates(intake: Intake, jump_pct: Decimal) -> None:
    """Refuses the new rates of a currency whose unit is in doubt; tells a jump of more than so many percent."""
    known: dict[str, dict[date, Decimal]] = defaultdict(dict)
    for (on, currency), value in intake.known_rates.items():
        known[currency][on] = value
    for currency in sorted({currency for _, currency in intake.rates}):
        new = {on: rate.inr_per_unit for (on, name), rate in intake.rates.items() if name == currency}
        doubt = _doubt(currency, known[currency], new)
        if doubt is not None:
            _refuse(intake, currency, new, *doubt)
            continue
        for before, after in _jumps(known[currency], new, jump_pct):
            _tell_jump(intake, currency, before, after, jump_pct)


def _doubt(currency: str, known: dict[date, Decimal], new: dict[date, Decimal]) -> tuple[date, str, str] | None:
    """The first quote that cannot be per unit, what was found and what was expected; None where nothing is in doubt."""
    band = rate_bands().get(currency)
    for on, value in sorted(new.items()):
        if band is not None and not band[0] <= value <= band[1]:
            return on, f"{currency} {value} on {on:%d/%m/%Y}", _of_band(currency, *band)
    for before, after in _pairs(known, new):
        times = max(before[1], after[1]) / min(before[1], after[1])
        if HUNDRED_LOWEST <= times <= HUNDRED_HIGHEST:
            on = after[0] if after[0] in new else before[0]
            found = f"{currency} {before[1]} on {before[0]:%d/%m/%Y}, {after[1]} on {after[0]:%d/%m/%Y}"
            return on, found, f"INR for one {currency} on every day"
    return None


def _of_band(currency: str, lowest: Decimal, highest: Decimal) -> str:
    usual = f"{lowest}" if lowest == highest else f"{lowest} to {highest}"
    return f"INR for one {currency}, usually {usual}"


def _refuse(intake: Intake, currency: str, new: dict[date, Decimal], on: date, found: str, expected: str) -> None:
    _, journal = intake.told_rates[on, currency][0]
    for day in new:
        del intake.rates[day, currency]
        for _, source in intake.told_rates[day, currency]:
            source.refused += 1
    journal.tell("RATE_UNIT", 0, "inr_per_unit", found, expected=expected, currency=currency, count=str(len(new)))


def _tell_jump(intake: Intake, currency: str, before: Quote, after: Quote, jump_pct: Decimal) -> None:
    told = intake.told_rates.get((after[0], currency)) or intake.told_rates[before[0], currency]
    found = f"{currency} {before[1]} on {before[0]:%d/%m/%Y}, {after[1]} on {after[0]:%d/%m/%Y}"
    told[0][1].tell("RATE_JUMP", 0, "inr_per_unit", found, percent=f"{jump_pct:f}")


def _pairs(known: dict[date, Decimal], new: dict[date, Decimal]) -> Iterator[tuple[Quote, Quote]]:
    """Quotes that follow each other, one of them new at least."""
    for before, after in pairwise(sorted({**known, **new}.items())):
        if before[0] in new or after[0] in new:
            yield before, after


def _jumps(known: dict[date, Decimal], new: dict[date, Decimal], jump_pct: Decimal) -> Iterator[tuple[Quote, Quote]]:
    for before, after in _pairs(known, new):
        apart = abs(after[1] - before[1]) * 100 > jump_pct * before[1]
        if apart and (after[0] - before[0]).days <= JUMP_DAYS:
            yield before, after
