"""A party's running account: all that was paid to it equals all that it billed, up to a date."""

from __future__ import annotations

import numpy as np

from xl_addin.engine.settlement.arrays import Bools, Ints, count_by, join, objects, sum_by
from xl_addin.engine.settlement.book import NO_GROUPS, Book, Groups
from xl_addin.engine.settlement.chance import distinctive
from xl_addin.engine.settlement.nearby import matched, with_common_party


def _up_to_a_day(party: Ints, on: Ints, amount: Ints, paid: Ints) -> tuple[Ints, Ints, Ints]:
    """Parties whose bills up to some day add up to what was paid: (party, place of its last bill), days per party.

    Rows come by party, then by day; amounts are positive, so that one day fits at most.
    """
    running = np.cumsum(amount)
    first = np.searchsorted(party, party)
    running -= (running - amount)[first]
    last = np.r_[(party[1:] != party[:-1]) | (on[1:] != on[:-1]), True][: len(party)]
    hit = np.flatnonzero(last & (running == paid[party]))
    return party[hit], hit, count_by(party[last], len(paid))


def _is_small(book: Book, inv: Ints, group: Ints, payments: Ints) -> Bools:
    """Groups on one bill of entry, or of so few payments and bills that a person would tell the same."""
    bills = count_by(np.unique(np.stack([group, book.boe[inv]]), axis=1)[0], len(payments))
    small: Bools = (bills == 1) | (np.maximum(bills, payments) <= book.config.account_side_max)
    return small


def account(book: Book) -> Groups:
    """All open remittances to a party equal all its open invoices, or all those up to a day."""
    free = (book.orms.open > 0) & book.active[book.orms.market] & ~book.for_others & ~book.priced
    orm, inv = with_common_party(book, np.flatnonzero(free), book.live_invoices())
    columns = [[side.market[at], side.party[at]] for side, at in ((book.orms, orm), (book.invoices, inv))]
    mine, theirs, counts = matched(*columns)
    order = np.lexsort((inv, book.invoices.on[inv], theirs))
    inv, theirs = inv[order], theirs[order]
    paid = sum_by(mine, book.orms.open[orm], counts.shape[1])
    party, last, days = _up_to_a_day(theirs, book.invoices.on[inv], book.invoices.open[inv], paid)
    sure = distinctive(days[party], paid[party], book.config.accidental_hits_loose_max) & (counts[0, party] > 1)
    party, last = party[sure], last[sure]
    if not len(party):
        return NO_GROUPS
    group, payer = join(party, mine)
    row, bill = join(party, theirs)
    until = bill <= last[row]
    small = _is_small(book, inv[bill[until]], row[until], counts[0, party])
    evidence = objects([f"all {n} open remittances to the party pay its bills in date order" for n in counts[0, party]])
    return Groups(orm[payer], group, inv[bill[until]], row[until], small, evidence)
