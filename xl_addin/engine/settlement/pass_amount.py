"""Passes 3, 4 and 5: equal amounts without a reference."""

from __future__ import annotations

import numpy as np

from xl_addin.engine.settlement.arrays import Ints, codes, count_by, join, objects, sum_by
from xl_addin.engine.settlement.book import Book, Groups
from xl_addin.engine.settlement.chance import distinctive
from xl_addin.engine.settlement.nearby import equal_pairs


def amount_1_1(book: Book) -> Groups:
    """Same importer, currency, party and open amount; AUTO without a rival, ties suggested by date."""
    orm, inv = book.payers(), book.invoices.live()
    orm, inv = orm[book.orms.party[orm] >= 0], inv[book.invoices.party[inv] >= 0]
    left, right, lone = equal_pairs(
        [book.orms.market[orm], book.orms.party[orm], book.orms.open[orm]],
        [book.invoices.market[inv], book.invoices.party[inv], book.invoices.open[inv]],
    )
    evidence = np.where(lone, "same party, equal amount", "same party, equal amount, equivalent to others")
    return Groups.pairs(orm[left], inv[right], lone, objects(evidence))


def boe_group(book: Book) -> Groups:
    """A remittance that pays all open invoices of one party on one bill of entry."""
    inv = book.invoices.live()
    inv = inv[book.invoices.party[inv] >= 0]
    bill = codes(book.boe[inv], book.invoices.market[inv], book.invoices.party[inv])
    size = int(bill.max(initial=-1)) + 1
    several = np.flatnonzero(count_by(bill, size) > 1)
    total = sum_by(bill, book.invoices.open[inv], size)[several]
    member = np.zeros(size, dtype=np.int64)
    member[bill] = inv
    orm = book.payers()
    left, right, lone = equal_pairs(
        [book.orms.market[orm], book.orms.party[orm], book.orms.open[orm]],
        [book.invoices.market[member[several]], book.invoices.party[member[several]], total],
    )
    left, right = left[lone], right[lone]
    group, place = join(several[right], bill)
    evidence = objects(f"all {n} open invoices of the bill of entry" for n in count_by(group, len(left)))
    return Groups(orm[left], np.arange(len(left)), inv[place], group, np.ones(len(left), dtype=bool), evidence)


def amount_unique(book: Book) -> Groups:
    """An amount that occurs once on each side of an importer's currency, too particular for chance."""
    orm, inv = book.payers(), book.invoices.live()
    left, right, lone = equal_pairs(
        [book.orms.market[orm], book.orms.open[orm]], [book.invoices.market[inv], book.invoices.open[inv]]
    )
    one, many = orm[left[lone]], inv[right[lone]]
    crowd = _crowd(book, one, inv)
    sure = distinctive(crowd, book.orms.open[one], book.config.accidental_hits_max)
    unsaid = (book.orms.party[one] < 0) | (book.invoices.party[many] < 0) | book.same_party(one, many)
    evidence = objects(np.where(unsaid, "amount occurs once", "amount occurs once, other party"))
    return Groups.pairs(one, many, sure, evidence)


def _crowd(book: Book, orm: Ints, inv: Ints) -> Ints:
    """Number of open invoices in the market of each remittance."""
    market = book.invoices.market[inv]
    size = int(max(market.max(initial=-1), book.orms.market.max(initial=-1))) + 1
    return count_by(market, size)[book.orms.market[orm]]
