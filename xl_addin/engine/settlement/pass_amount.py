"""Passes 3, 4 and 5: equal amounts without a reference."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from xl_addin.engine.settlement.arrays import Bools, Ints, count_by, join, objects
from xl_addin.engine.settlement.book import Book, Groups
from xl_addin.engine.settlement.chance import distinctive
from xl_addin.engine.settlement.nearby import equal_pairs, with_common_party
from xl_addin.engine.settlement.units import Units, bills


def amount_1_1(book: Book) -> Groups:
    """Same importer, currency, party and open amount; AUTO without a rival, ties suggested by date."""
    orm, inv = with_common_party(book, book.payers(), book.live_invoices())
    left, right, lone = equal_pairs(
        [book.orms.market[orm], book.orms.party[orm], book.orms.open[orm]],
        [book.invoices.market[inv], book.invoices.party[inv], book.invoices.open[inv]],
    )
    evidence = np.where(lone, "same party, equal amount", "same party, equal amount, equivalent to others")
    return replace(Groups.pairs(orm[left], inv[right], lone, objects(evidence.tolist())), tie=~lone)


def boe_group(book: Book) -> Groups:
    """A remittance that pays all open invoices of its party on one bill of entry."""
    due = _open_bills(book)
    orm = book.payers()
    orm, due_at = orm[book.orms.party[orm] >= 0], np.flatnonzero(due.party >= 0)
    left, right, lone = equal_pairs(
        [book.orms.market[orm], book.orms.party[orm], book.orms.open[orm]],
        [due.market[due_at], due.party[due_at], due.amount[due_at]],
    )
    left, right = orm[left[lone]], due_at[right[lone]]
    return _whole_bills(due, left, right, np.ones(len(left), dtype=bool))


def boe_unique(book: Book) -> Groups:
    """A remittance that equals one bill of entry only, in its currency, by an amount too particular for chance."""
    due = _open_bills(book)
    orm = book.payers()
    left, right, lone = equal_pairs([book.orms.market[orm], book.orms.open[orm]], [due.market, due.amount])
    left, right = orm[left[lone]], right[lone]
    crowd = _crowd(book, left, due.market)
    return _whole_bills(due, left, right, distinctive(crowd, book.orms.open[left], _hits_max(book)))


def _hits_max(book: Book) -> float:
    return book.config.accidental_hits_max


def _open_bills(book: Book) -> Units:
    """Bills of entry with two open invoices or more of one party."""
    due = bills(book, book.live_invoices())
    return due.only(count_by(due.label, len(due.amount)) > 1)


def _whole_bills(due: Units, orm: Ints, bill: Ints, auto: Bools) -> Groups:
    """Groups of one remittance and all open invoices of one bill."""
    group, place = join(bill, due.label)
    evidence = objects(f"all {n} open invoices of the bill of entry" for n in count_by(group, len(orm)))
    return Groups(orm, np.arange(len(orm), dtype=np.int64), due.item[place], group, auto, evidence)


def amount_unique(book: Book) -> Groups:
    """An amount that occurs once on each side of an importer's currency, too particular for chance."""
    orm, inv = book.payers(), book.live_invoices()
    left, right, lone = equal_pairs(
        [book.orms.market[orm], book.orms.open[orm]], [book.invoices.market[inv], book.invoices.open[inv]]
    )
    one, many = orm[left[lone]], inv[right[lone]]
    crowd = _crowd(book, one, book.invoices.market[inv])
    sure = distinctive(crowd, book.orms.open[one], _hits_max(book))
    unsaid = (book.orms.party[one] < 0) | (book.invoices.party[many] < 0) | book.same_party(one, many)
    evidence = objects(np.where(unsaid, "amount occurs once", "amount occurs once, other party").tolist())
    # a round amount of another party says nothing
    keep = sure | unsaid
    return Groups.pairs(one[keep], many[keep], sure[keep], evidence[keep])


def _crowd(book: Book, orm: Ints, market: Ints) -> Ints:
    """Number of rivals, given by their markets, in the market of each remittance."""
    size = int(max(market.max(initial=-1), book.orms.market.max(initial=-1))) + 1
    return count_by(market, size)[book.orms.market[orm]]
