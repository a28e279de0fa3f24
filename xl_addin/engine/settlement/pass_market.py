"""Two currencies without a deal rate: amounts that the desk's own rates of the day of payment bring near each other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import numpy as np

from xl_addin.domain.money import exponent
from xl_addin.engine.settlement.arrays import Bools, Ints, join, objects
from xl_addin.engine.settlement.book import NO_GROUPS, Book, Deals, Groups
from xl_addin.engine.settlement.nearby import purpose_allows, unique_both_ways
from xl_addin.engine.settlement.pass_facts import half_up

_DIGITS_MIN, _DIGITS_MAX = 6, 12  # of a rate behind the point


def at_market(book: Book) -> Deals | Groups:
    """A remittance and the one invoice of another currency that it names or that its party alone has near its worth."""
    orm, inv, named = _pairs(book)
    found = [*_worth_it(book, orm, inv, named)]
    if not found:
        return NO_GROUPS
    place = np.array([at for at, _, _ in found], dtype=np.int64)
    lone = unique_both_ways(orm[place], inv[place])
    orm, inv = orm[place[lone]], inv[place[lone]]
    rate, evidence = (objects(row[part] for row in found)[lone] for part in (1, 2))
    return Deals(orm, inv, book.orms.open[orm], book.invoices.open[inv], rate, evidence)


def _pairs(book: Book) -> tuple[Ints, Ints, Bools]:
    """Open remittances without a deal rate, with what they name in another currency, else the few of their party."""
    free = (book.orms.open > 0) & ~book.for_others & ~book.priced & ~book.names_home
    live = book.invoices.open > 0
    edges = book.edges
    strange = ~edges.home & live[edges.inv] & free[edges.orm]
    named = np.unique(np.stack([edges.orm[strange], edges.inv[strange]]), axis=1)
    silent, theirs = np.flatnonzero(free & ~book.names_own & (book.orms.party >= 0)), np.flatnonzero(live)
    parties = np.sort(book.invoices.party[theirs])
    crowd = np.searchsorted(parties, book.orms.party[silent], "right") - np.searchsorted(
        parties, book.orms.party[silent]
    )
    silent = silent[crowd <= book.config.market_rivals_max]
    row, place = join(book.orms.party[silent], book.invoices.party[theirs])
    orm, inv = np.r_[named[0], silent[row]], np.r_[named[1], theirs[place]]
    said = np.arange(len(orm)) < named.shape[1]
    keep = (book.orms.market[orm] != book.invoices.market[inv]) & (said | purpose_allows(book, orm, inv))
    return orm[keep], inv[keep], said[keep]


def _worth_it(book: Book, orm: Ints, inv: Ints, named: Bools) -> Iterator[tuple[int, str, str]]:
    """Places of the pairs whose worth is near, with the rate that they make and an account."""
    for at, market, on in _near(book, orm, inv):
        one, many = int(orm[at]), int(inv[at])
        paid, owed = book.orm_frame["currency"][one], book.invoice_frame["currency"][many]
        scale = _scale(paid, owed)
        made = Fraction(int(book.invoices.open[many]), int(book.orms.open[one])) / scale
        apart = abs(made / market - 1)
        rate = _rate(int(book.orms.open[one]), int(book.invoices.open[many]), scale)
        if rate and apart <= Fraction(book.config.market_apart_max, 100):
            how = "named" if named[at] else "same party"
            off = "{}.{}".format(*divmod(half_up(apart * 1000), 10))
            of_day = f"{dt.date.fromordinal(on):%d-%b-%Y}"
            yield at, rate, f"{how}, at {rate} {owed} for one {paid}, {off} % from the desk's rate of {of_day}"


def _near(book: Book, orm: Ints, inv: Ints) -> Iterator[tuple[int, Fraction, int]]:
    """Places of the pairs that are about as near as they must be, with the desk's rate and its day."""
    kinds = [*zip(book.orm_frame["currency"][orm], book.invoice_frame["currency"][inv], book.orms.on[orm], strict=True)]
    known = {kind: book.rates.between(kind[0], kind[1], int(kind[2])) for kind in set(kinds)}
    worth = {kind: _about(rate, _scale(kind[0], kind[1])) for kind, rate in known.items()}
    wanted = np.array([worth[kind] for kind in kinds], dtype=np.float64)
    made = book.invoices.open[inv] / np.maximum(book.orms.open[orm], 1)
    near = (wanted > 0) & (np.abs(made - wanted) * 100 <= wanted * (book.config.market_apart_max + 1))
    for at in np.flatnonzero(near).tolist():
        rate = known[kinds[at]]
        if rate:
            yield at, *rate


def _about(rate: tuple[Fraction, int] | None, scale: Fraction) -> Any:
    """Minor units for one minor unit, about; 0 where no rate is known."""
    exact = rate[0] * scale if rate else Fraction(0)
    return exact.numerator / exact.denominator


def _scale(paid: str, owed: str) -> Fraction:
    return Fraction(10) ** (exponent(owed) - exponent(paid))


def _rate(paid: int, owed: int, scale: Fraction) -> str:
    """The shortest rate of whole units by which the one amount is the other but for rounding; "" if none is short."""
    made = Fraction(owed, paid) / scale
    for digits in range(_DIGITS_MIN, _DIGITS_MAX + 1):
        units = half_up(made * 10**digits)
        if units and half_up(paid * Fraction(units, 10**digits) * scale) == owed:
            return f"{units // 10**digits}.{units % 10**digits:0{digits}d}"
    return ""
