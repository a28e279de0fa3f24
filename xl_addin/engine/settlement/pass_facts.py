"""Passes on the desk's own facts: a deal rate joins two currencies, a named importer joins two importers.

Both only suggest: that someone else pays, or that a deal was made for this invoice, is for a person to confirm.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache

import numpy as np

from xl_addin.domain.money import exponent
from xl_addin.engine.settlement.arrays import Bools, Ints, Objects, count_by, join, objects, ranges, sum_by
from xl_addin.engine.settlement.book import NO_GROUPS, Book, Deals, Groups
from xl_addin.engine.settlement.chance import distinctive
from xl_addin.engine.settlement.nearby import (
    bounds,
    equal_pairs,
    matched,
    paired,
    unique_both_ways,
    with_common_party,
)
from xl_addin.engine.settlement.units import bills

Floats = np.typing.NDArray[np.float64]
_BEYOND = 4e15  # more than any amount
_ROUNDED = 3  # smallest units that rounding on both sides may take
_FLOAT_ERROR = 1e-12

Deal = tuple[int, int, int, int, str]  # remittance, invoice, amount in either currency, account


def half_up(exact: Fraction) -> int:
    """Nearest whole number; a half goes up."""
    return (2 * exact.numerator + exact.denominator) // (2 * exact.denominator)


@lru_cache(maxsize=4096)
def _price(rate: str, paid: str, owed: str) -> Fraction:
    """Minor units of the invoice's currency for one minor unit of the remittance's."""
    assert Fraction(rate) > 0, "a deal rate is not positive"
    return Fraction(rate) * Fraction(10) ** (exponent(owed) - exponent(paid))


def _deal(book: Book, orm: int, inv: int, named: bool, alone: bool) -> Deal | None:
    """What the remittance buys of the invoice at the deal rate; it must fit, but for rounding, unless named alone."""
    rate = book.orm_frame["deal_rate"][orm]
    price = _price(rate, book.orm_frame["currency"][orm], book.invoice_frame["currency"][inv])
    paid, owed = int(book.orms.open[orm]), int(book.invoices.open[inv])
    bought = half_up(paid * price)
    # the smallest unit of either currency may have been rounded away
    rounding = -(-price.numerator // price.denominator) + 1
    if not (named and alone) and abs(bought - owed) > rounding:
        return None
    used = min(paid if bought <= owed + rounding else half_up(owed / price), paid)
    # what is worth less than half a unit of the other currency moves no money there
    if not used or not bought:
        return None
    how = ("named" if named else "same party") + ("" if named and alone else ", equal amount")
    return orm, inv, used, min(bought, owed), f"deal rate {rate}, {how}"


def _near_at_the_rate(book: Book, orm: Ints, inv: Ints) -> tuple[Ints, Ints]:
    """Pairs of one party whose amounts could be one at the rate of the deal: all that are, and few that are not."""
    orm, inv = with_common_party(book, orm, inv)
    one, many, _ = matched([book.orms.party[orm]], [book.invoices.party[inv]])
    digits = _digits(book.invoice_frame["currency"], inv)
    kinds = np.unique(digits)
    row, kind = np.repeat(np.arange(len(orm)), len(kinds)), np.tile(kinds, len(orm))
    span = int(digits.max(initial=0)) + 1
    paying = orm[row]
    bought, reach = _bought(book, paying, kind)
    order = np.lexsort((book.invoices.open[inv], many * span + digits))
    inv, many = inv[order], (many * span + digits)[order]
    least, most = (bought - reach).astype(np.int64), (bought + reach).astype(np.int64)
    start, stop = bounds(one[row] * span + kind, least, most, many, book.invoices.open[inv])
    count = np.maximum(stop - start, 0)
    kept, _ = paired(book, paying, count, "too many amounts alike at the rate of the deal")
    at, place = ranges(start, np.where(kept, stop, start))
    return paying[at], inv[place]


def _bought(book: Book, orm: Ints, digits: Ints) -> tuple[Floats, Floats]:
    """What each remittance buys in a currency of so many digits, about; and by how much that may be wrong."""
    price = _rates(book.orm_frame["deal_rate"], orm) * 10.0 ** (digits - _digits(book.orm_frame["currency"], orm))
    bought = np.minimum(book.orms.open[orm] * price, _BEYOND)
    return bought, np.minimum(price, _BEYOND) + _ROUNDED + bought * _FLOAT_ERROR


def _digits(currencies: Objects, items: Ints) -> Ints:
    """Digits after the point of the currency of each item."""
    known = {code: exponent(code) for code in {*currencies[items]}}
    return np.array([known[code] for code in currencies[items]], dtype=np.int64)


def _rates(rates: Objects, items: Ints) -> Floats:
    exact = {rate: _price(rate, "USD", "USD") for rate in {*rates[items]}}
    known = {rate: price.numerator / price.denominator for rate, price in exact.items()}  # to look near, not to settle
    return np.array([known[rate] for rate in rates[items]], dtype=np.float64)


def _partners(book: Book, priced: Ints) -> tuple[Ints, Ints, Bools, Bools]:
    """Priced remittances with open invoices in other currencies: those they name (and name alone), else the party's."""
    live = book.invoices.open > 0
    strange = ~book.edges.home & live[book.edges.inv] & np.isin(book.edges.orm, priced)
    pairs = np.unique(np.stack([book.edges.orm[strange], book.edges.inv[strange]]), axis=1)
    times = count_by(pairs[0], len(book.orms.key))  # of several named invoices one may still fit to the last unit
    about, reach = _bought(book, pairs[0], _digits(book.invoice_frame["currency"], pairs[1]))
    named = pairs[:, (times[pairs[0]] == 1) | (np.abs(about - book.invoices.open[pairs[1]]) <= reach)]
    silent = priced[~np.isin(priced, pairs[0]) & (book.orms.party[priced] >= 0)]
    bought = _near_at_the_rate(book, silent, np.flatnonzero(live))
    orm, inv = np.r_[named[0], bought[0]], np.r_[named[1], bought[1]]
    abroad = book.orms.market[orm] != book.invoices.market[inv]
    return orm[abroad], inv[abroad], (times[orm] > 0)[abroad], (times[orm] == 1)[abroad]


def _deals(book: Book, priced: Ints) -> Iterator[Deal]:
    for orm, inv, named, alone in zip(*(column.tolist() for column in _partners(book, priced)), strict=True):
        deal = _deal(book, orm, inv, named, alone)
        if deal:
            yield deal


def cross_currency(book: Book) -> Deals | Groups:
    """A remittance with a deal rate and the one invoice that it names, or buys to the last unit."""
    deals = [*_deals(book, np.flatnonzero(book.priced & (book.orms.open > 0) & ~book.for_others))]
    if not deals:
        return NO_GROUPS
    orm, inv, amount, amount_invoice = (np.array(column, dtype=np.int64) for column in [*zip(*deals, strict=True)][:4])
    evidence, rate = objects(deal[4] for deal in deals), book.orm_frame["deal_rate"][orm]
    lone = unique_both_ways(orm, inv)
    return Deals(orm[lone], inv[lone], amount[lone], amount_invoice[lone], rate[lone], evidence[lone])


def named_elsewhere(book: Book) -> Groups:
    """Payments for others that equal all they name of one importer, or name one invoice only."""
    edges, size = book.elsewhere, len(book.orms.key)
    pairs = np.unique(np.stack([edges.orm, edges.inv]), axis=1)
    live = (book.orms.open[pairs[0]] > 0) & (book.invoices.open[pairs[1]] > 0)
    orm, inv = pairs[:, live & (book.orm_frame["currency"][pairs[0]] == book.invoice_frame["currency"][pairs[1]])]
    low, high = np.full(size, np.iinfo(np.int64).max), np.full(size, -1)
    np.minimum.at(low, orm, book.invoice_frame["importer"][inv])
    np.maximum.at(high, orm, book.invoice_frame["importer"][inv])
    whole = sum_by(orm, book.invoices.open[inv], size) == book.orms.open
    keep = ((low == high) & (whole | (count_by(orm, size) == 1)))[orm]
    payers = np.unique(orm[keep])
    evidence = objects(["paid for another importer, whose invoice is named"] * size)
    return Groups(payers, payers, inv[keep], orm[keep], np.zeros(size, dtype=bool), evidence)


def _stated(book: Book) -> Ints:
    """Rows of `behalf` that are open."""
    return np.flatnonzero(book.orms.open[book.behalf.orm] > 0)


def equal_elsewhere(book: Book) -> Groups:
    """Payments for a stated importer that equal one of its invoices: of the party, or else at all."""
    behalf, rows, live = book.behalf, _stated(book), np.flatnonzero(book.invoices.open > 0)
    orm = behalf.orm[rows]
    paid, owed = book.orms.open[orm], book.invoices.open[live]
    left, right, lone = equal_pairs(
        [behalf.market[rows], behalf.party[rows], paid],
        [book.invoices.market[live], book.invoices.party[live], owed],
    )
    of_party = lone & (behalf.party[rows[left]] >= 0)
    left, right = left[of_party], right[of_party]
    other = np.setdiff1d(np.arange(len(rows)), left)
    more, place, lone = equal_pairs([behalf.market[rows[other]], paid[other]], [book.invoices.market[live], owed])
    crowd = count_by(book.invoices.market[live], len(book.active))[behalf.market[rows[other[more]]]]
    lone &= distinctive(crowd, paid[other[more]], book.config.accidental_hits_max)
    left, right = np.r_[left, other[more[lone]]], np.r_[right, place[lone]]
    evidence = objects(["paid for another importer, equal amount"] * len(left))
    return Groups.pairs(orm[left], live[right], np.zeros(len(left), dtype=bool), evidence)


def bills_elsewhere(book: Book) -> Groups:
    """Payments for a stated importer that equal one of its bills of the party."""
    behalf, rows, due = book.behalf, _stated(book), bills(book, np.flatnonzero(book.invoices.open > 0))
    due = due.only((count_by(due.label, len(due.amount)) > 1) & (due.party >= 0))
    columns = [behalf.market[rows], behalf.party[rows], book.orms.open[behalf.orm[rows]]]
    left, right, lone = equal_pairs(columns, [due.market, due.party, due.amount])
    left, right = left[lone], right[lone]
    group, place = join(right, due.label)
    orm, number = behalf.orm[rows[left]], np.arange(len(left), dtype=np.int64)
    evidence = objects(["paid for another importer, all open invoices of the bill of entry"] * len(left))
    return Groups(orm, number, due.item[place], group, np.zeros(len(left), dtype=bool), evidence)
