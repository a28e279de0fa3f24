"""Money of a named group laid where each remittance names it, if all of it can be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import numpy as np

from xl_addin.engine.settlement.arrays import Bools, Ints, Laid, count_by
from xl_addin.engine.settlement.book import Book

_PAIRS_MAX = 400  # payments times invoices of a group that is laid anew

Wants = dict[int, list[int]]  # of each payment the invoices that it may go to, in their order
Lines = dict[tuple[int, int], int]


def by_name(book: Book, orm: Ints, orm_group: Ints, inv: Ints, inv_group: Ints, laid: Laid) -> Laid:
    """The lines, those of a group anew where one of them joins what the remittance does not name."""
    size = int(max(orm_group.max(initial=-1), inv_group.max(initial=-1))) + 1
    many = count_by(orm_group, size), count_by(inv_group, size)
    several = (many[0] > 1) & (many[1] > 1) & (many[0] * many[1] <= _PAIRS_MAX)
    if not several.any():
        return laid
    theirs = np.isin(book.edges.orm, orm[several[orm_group]])
    named = {*zip(book.edges.orm[theirs].tolist(), book.edges.inv[theirs].tolist(), strict=True)}
    strange = several[orm_group[laid.left]]
    pairs = zip(orm[laid.left[strange]].tolist(), inv[laid.right[strange]].tolist(), strict=True)
    strange[strange] = [pair not in named for pair in pairs]
    wrong = np.unique(orm_group[laid.left[strange]])
    parts = [_anew(book, group, (orm, orm_group), (inv, inv_group), named) for group in wrong.tolist()]
    return _instead(
        laid, orm_group, [(group, lines) for group, lines in zip(wrong.tolist(), parts, strict=True) if lines]
    )


def _anew(
    book: Book, group: int, paid: tuple[Ints, Ints], owed: tuple[Ints, Ints], named: set[tuple[int, int]]
) -> Lines:
    """Lines of a group along the names, if they take as much as in the order of days; else none."""
    mine, theirs = (np.flatnonzero(of == group).tolist() for _, of in (paid, owed))
    wants: Wants = {one: [other for other in theirs if (paid[0][one], owed[0][other]) in named] for one in mine}
    known = {other for others in wants.values() for other in others}
    free = [other for other in theirs if other not in known]
    for one, others in wants.items():
        wants[one] = [*others, *free] if others else theirs
    left = (
        {one: int(book.orms.open[paid[0][one]]) for one in mine},
        {other: int(book.invoices.open[owed[0][other]]) for other in theirs},
    )
    whole = min(sum(left[0].values()), sum(left[1].values()))
    lines = flow(wants, *left)
    return lines if sum(lines.values()) == whole else {}


def flow(wants: Wants, paid: dict[int, int], owed: dict[int, int]) -> Lines:
    """As much as goes from payments to invoices; what was laid gives way where it can go elsewhere."""
    lines: Lines = defaultdict(int)
    while path := next((found for one in wants if paid[one] and (found := _path(one, wants, owed, lines))), None):
        steps = [*zip(path[::2], path[1::2], strict=True)]  # payment, invoice
        back = [*zip(path[2::2], path[1::2], strict=False)]  # the payment that gives way on that invoice
        amount = min(paid[path[0]], owed[path[-1]], *(lines[pair] for pair in back))
        for pair in steps:
            lines[pair] += amount
        for pair in back:
            lines[pair] -= amount
        paid[path[0]] -= amount
        owed[path[-1]] -= amount
    return {pair: amount for pair, amount in lines.items() if amount}


def _path(start: int, wants: Wants, owed: dict[int, int], lines: Lines) -> list[int]:
    """Shortest way from a payment to an invoice with something open: payment, invoice, payment that gives way, ..."""
    ways, seen = [[start]], {start}
    tried: set[int] = set()
    while ways:
        way = ways.pop(0)
        for invoice in wants[way[-1]]:
            if invoice in tried:
                continue
            if owed[invoice]:
                return [*way, invoice]
            tried.add(invoice)
            for other in wants:
                if lines.get((other, invoice)) and other not in seen:
                    seen.add(other)
                    ways.append([*way, invoice, other])
    return []


def _instead(laid: Laid, orm_group: Ints, anew: Iterable[tuple[int, Lines]]) -> Laid:
    """The lines with those of some groups in their place."""
    rows = [(one, other, amount) for _, lines in anew for (one, other), amount in sorted(lines.items())]
    kept: Bools = ~np.isin(orm_group[laid.left], [group for group, _ in anew])
    more = np.array(rows, dtype=np.int64).reshape(-1, 3)
    columns = [np.r_[old[kept], new] for old, new in zip(laid, more.T, strict=True)]
    order = np.argsort(orm_group[columns[0]], kind="stable")
    return Laid(*(column[order] for column in columns))
