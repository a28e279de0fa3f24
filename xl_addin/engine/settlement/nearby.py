"""Pairs of one remittance and one invoice whose amounts are equal or close."""

from __future__ import annotations

import numpy as np

from xl_addin.engine.settlement.arrays import Bools, Ints, codes, count_by, join, ranges
from xl_addin.engine.settlement.book import Book
from xl_addin.engine.settlement.work import affordable

_CROWD_MAX = 50  # invoices that lie near one amount; among more, none is found


def unique_both_ways(orm: Ints, inv: Ints) -> Bools:
    """Pairs whose remittance and whose invoice stand in no other pair."""
    orm_once = count_by(orm, int(orm.max(initial=-1)) + 1)[orm] == 1
    once: Bools = orm_once & (count_by(inv, int(inv.max(initial=-1)) + 1)[inv] == 1)
    return once


def matched(left: list[Ints], right: list[Ints]) -> tuple[Ints, Ints, Ints]:
    """Common code of each left and right row over several columns, and the rows per side and code."""
    cut = len(left[0])
    both = codes(*(np.concatenate(pair) for pair in zip(left, right, strict=True)))
    size = int(both.max(initial=-1)) + 1
    return both[:cut], both[cut:], np.stack([count_by(both[:cut], size), count_by(both[cut:], size)])


def smaller(targets: Ints, target: Ints, amounts: Ints, unit: Ints) -> tuple[Ints, Ints, Ints]:
    """Order of the units by code and amount, and per target where the smaller ones of its code begin and end there.

    Only these can be part of a sum. `target` and `unit` are the codes of the targets and of the units.
    """
    steps = np.unique(amounts)
    span = len(steps) + 1
    place = unit * span + np.searchsorted(steps, amounts)
    order = np.argsort(place)
    place = place[order]
    start = np.searchsorted(place, target * span)
    stop = np.searchsorted(place, target * span + np.searchsorted(steps, targets))
    return order, start, stop


def equal_pairs(left: list[Ints], right: list[Ints]) -> tuple[Ints, Ints, Bools]:
    """Rows equal in all columns, paired first with first; the flag tells the pairs without a rival."""
    one, many, counts = matched(left, right)
    by_left, by_right = np.argsort(one, kind="stable"), np.argsort(many, kind="stable")
    code = np.flatnonzero((counts > 0).all(axis=0))
    size = counts[:, code].min(axis=0)
    starts = np.searchsorted(one[by_left], code), np.searchsorted(many[by_right], code)
    row, left_at = ranges(starts[0], starts[0] + size)
    _, right_at = ranges(starts[1], starts[1] + size)
    return by_left[left_at], by_right[right_at], (counts[:, code] == 1).all(axis=0)[row]


def enough_pairs(one: Ints, left: Ints, many: Ints, right: Ints) -> tuple[Ints, Ints]:
    """Rows of equal code, of each code with rivals so many pairs that every item still stands in two of them.

    `left` and `right` are the items of the rows. Who is unique both ways is so among all pairs, and the number of
    pairs grows with the rows, not with their product.
    """
    first_left, first_right = _first_two(one, left), _first_two(many, right)
    pairs = join(one[first_left], many), join(one, many[first_right])
    row = np.r_[first_left[pairs[0][0]], pairs[1][0]]
    place = np.r_[pairs[0][1], first_right[pairs[1][1]]]
    once = np.unique(row * max(len(many), 1) + place)
    return once // max(len(many), 1), once % max(len(many), 1)


def _first_two(code: Ints, item: Ints) -> Ints:
    """Rows of the first two items of each code."""
    order = np.lexsort((item, code))
    code, item = code[order], item[order]
    begins = np.r_[True, code[1:] != code[:-1]][: len(code)]
    other = begins | np.r_[False, item[1:] != item[:-1]][: len(code)]
    nth = np.cumsum(other)
    nth -= nth[np.maximum.accumulate(np.where(begins, np.arange(len(code)), 0))]
    return order[nth < 2]


def with_common_party(book: Book, orm: Ints, inv: Ints) -> tuple[Ints, Ints]:
    """Those remittances and invoices whose party is known and stands on both sides."""
    size = int(max(book.orms.party.max(initial=-1), book.invoices.party.max(initial=-1))) + 2
    pays, bills = np.zeros(size, dtype=bool), np.zeros(size, dtype=bool)
    pays[book.orms.party[orm]] = bills[book.invoices.party[inv]] = True
    both = pays & bills
    both[-1] = False  # the last place is party -1
    return orm[both[book.orms.party[orm]]], inv[both[book.invoices.party[inv]]]


def purpose_allows(book: Book, orm: Ints | int, inv: Ints | int) -> Bools:
    """Goods of an advance come after it; a payment against documents precedes its goods by a voyage at most."""
    days = book.invoices.on[inv] - book.orms.on[orm]
    advance = book.orm_frame["is_advance"][orm]
    allowed: Bools = np.where(advance, days >= 0, days <= book.config.goods_after_documents_max)
    return allowed


def pairs_within_tolerance(book: Book, orm: Ints, weight: Ints | None = None) -> tuple[Ints, Ints, Bools]:
    """Pairs (remittance, open invoice) of one market and party that differ by at most 5 % of what is open.

    The flag tells the pairs of parties all of whose remittances were looked at: where that would be too many pairs,
    each as heavy as its remittance, the lightest are.
    """
    inv = book.live_invoices()
    orm, inv = with_common_party(book, orm, inv)
    left = [book.orms.market[orm], book.orms.party[orm]]
    right = [book.invoices.market[inv], book.invoices.party[inv]]
    one, many, _ = matched(left, right)
    order = np.lexsort((book.invoices.open[inv], many))
    inv, many = inv[order], many[order]
    owed, paid = book.invoices.open[inv], book.orms.open[orm]
    reach = _reach(book, one, many, owed)
    start, stop = bounds(one, paid - reach, paid + reach, many, owed)
    count = np.maximum(stop - start, 0)
    kept, whole = paired(
        book, orm, count if weight is None else count * weight[orm], "too many near amounts, or remarks too long"
    )
    row, place = ranges(start, np.where(kept, stop, start))
    # near to what is open: a small rest of a large invoice is not near to every small amount
    close = book.config.tolerance_divisor * np.abs(paid[row] - owed[place]) <= owed[place]
    return orm[row[close]], inv[place[close]], whole[row[close]]


def paired(book: Book, orm: Ints, cost: Ints, what: str) -> tuple[Bools, Bools]:
    """Which remittances may be compared at this cost each, and whether all of their party are; the rest is told."""
    group = codes(book.orms.market[orm], book.orms.party[orm])
    kept = affordable(group, cost, book.config.compared_max)
    book.work.count(int(cost[kept].sum()))
    whole = np.ones(int(group.max(initial=-1)) + 1, dtype=bool)
    whole[group[~kept]] = False
    left = count_by(group[~kept], len(whole))
    for at in np.flatnonzero(~kept)[np.unique(group[~kept], return_index=True)[1]].tolist():
        place = int(book.orms.market[orm[at]]), int(book.orms.party[orm[at]])
        book.work.leave(place, f"of {left[group[at]]:,} remittances not compared: {what}")
    return kept, whole[group]


def pairs_short_by(book: Book, orm: Ints, inv: Ints, most: Ints) -> tuple[Ints, Ints]:
    """Places of one market and party where the invoice owes more than is paid, by at most so much, per remittance.

    A remittance with a crowd of such invoices is left out, and so are they: who is unique among them is not known.
    """
    left = [book.orms.market[orm], book.orms.party[orm]]
    one, many, _ = matched(left, [book.invoices.market[inv], book.invoices.party[inv]])
    paid = book.orms.open[orm]
    row, place, clear = few_between(one, paid + 1, paid + most, many, book.invoices.open[inv])
    return row[clear], place[clear]


def few_between(one: Ints, least: Ints, most: Ints, many: Ints, owed: Ints) -> tuple[Ints, Ints, Bools]:
    """Pairs of rows and places of their group with least <= owed <= most; none of rows with a crowd of such places.

    The flag tells the places that no crowd could also mean.
    """
    order = np.lexsort((owed, many))
    start, stop = bounds(one, least, most, many[order], owed[order])
    crowded = stop - start > _CROWD_MAX
    doubtful = np.zeros(len(owed) + 1, dtype=np.int64)
    np.add.at(doubtful, start[crowded], 1)
    np.add.at(doubtful, stop[crowded], -1)
    row, place = ranges(start, np.where(crowded, start, stop))
    return row, order[place], np.cumsum(doubtful)[place] == 0


def _reach(book: Book, one: Ints, many: Ints, owed: Ints) -> Ints:
    """Largest tolerated difference among the open amounts of each remittance's group."""
    size = int(max(one.max(initial=-1), many.max(initial=-1))) + 1
    widest = np.zeros(size, dtype=np.int64)
    np.maximum.at(widest, many, owed // book.config.tolerance_divisor)
    return widest[one]


def bounds(one: Ints, least: Ints, most: Ints, many: Ints, owed: Ints) -> tuple[Ints, Ints]:
    """Per row where the sorted places of its group with least <= owed <= most begin and end."""
    steps = np.unique(owed)
    span = len(steps) + 1
    combined = many * span + np.searchsorted(steps, owed)
    low = one * span + np.searchsorted(steps, least, "left")
    high = one * span + np.searchsorted(steps, most, "right")
    return np.searchsorted(combined, low, "left"), np.searchsorted(combined, high, "left")
