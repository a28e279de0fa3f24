"""Pass 10: payments that are a part of a bill as people agree on parts: a whole per cent of it, to the last unit."""

from __future__ import annotations

import numpy as np

from xl_addin.engine.settlement.arrays import Ints, codes, count_by, join, objects, ranges, sum_by
from xl_addin.engine.settlement.book import NO_GROUPS, Book, Groups
from xl_addin.engine.settlement.chance import distinctive
from xl_addin.engine.settlement.nearby import bounds, matched, purpose_allows
from xl_addin.engine.settlement.units import Units, bills_and_invoices

_SHARES = np.arange(5, 100, dtype=np.int64)  # per cent
_ROUNDINGS = 2  # a share is rounded up or down


def untouched(book: Book, orm: Ints) -> Ints:
    """Those remittances of a known party of which nothing is used yet."""
    whole = book.orms.open[orm] == book.orm_frame["open_minor"][orm]
    kept: Ints = orm[whole & (book.orms.party[orm] >= 0)]
    return kept


def share(book: Book) -> Groups:
    """Payments that are a whole per cent of one bill or invoice of the party, beyond chance; the rest stays open."""
    orm, due = untouched(book, book.silent_payers()), bills_and_invoices(book, book.live_invoices())
    if not len(orm) or not len(due.amount):
        return NO_GROUPS
    row, unit, part, crowd = _shares(book, orm, due)
    paid = book.orms.open[orm[row]]
    keep = (paid < due.amount[unit]) & purpose_allows(book, orm[row], due.first[unit])
    keep &= distinctive(crowd * len(_SHARES) * _ROUNDINGS, paid, book.config.accidental_hits_max)
    keep &= count_by(row[keep], len(orm))[row] == 1
    fits = sum_by(unit[keep], paid[keep], len(due.amount)) <= due.amount
    keep &= fits[unit]
    return _parts(orm[row[keep]], unit[keep], part[keep], due)


def _shares(book: Book, orm: Ints, due: Units) -> tuple[Ints, Ints, Ints, Ints]:
    """Places of payments and of what they are a share of, the per cent, and among how many of the party."""
    one, many, counts = matched([book.orms.market[orm], book.orms.party[orm]], [due.market, due.party])
    value = sum_by(due.label, book.value[due.item], len(due.amount))
    payer = np.repeat(np.flatnonzero(counts[1, one] > 0), len(_SHARES))
    part = np.tile(_SHARES, len(payer) // len(_SHARES))
    book.work.count(len(payer))
    hundredfold = 100 * book.orms.open[orm[payer]]
    order = np.lexsort((value, many))
    least, most = -(-(hundredfold - 99) // part), (hundredfold + 99) // part
    row, place = ranges(*bounds(one[payer], least, most, many[order], value[order]))
    return payer[row], order[place], part[row], counts[1, one[payer[row]]]


def _parts(orm: Ints, unit: Ints, part: Ints, due: Units) -> Groups:
    """A group for each bill or invoice, with all payments that are a share of it."""
    chosen, number = np.unique(unit), codes(unit)
    told: list[list[str]] = [[] for _ in chosen]
    for group, per_cent in zip(number.tolist(), part.tolist(), strict=True):
        told[group].append(f"{per_cent} %")
    group, place = join(chosen, due.label)
    several = count_by(group, len(chosen)) > 1
    noun = np.where(several, "bill of entry", "invoice")
    evidence = objects(
        f"same party, {' and '.join(parts)} of the {name} to the last unit"
        for parts, name in zip(told, noun, strict=True)
    )
    return Groups(orm, number, due.item[place], group, np.zeros(len(chosen), dtype=bool), evidence)
