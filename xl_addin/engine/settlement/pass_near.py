"""Pass 11: the only bill of a party that is anywhere near a payment against documents."""

from __future__ import annotations

import numpy as np

from xl_addin.engine.settlement.arrays import Bools, Ints, count_by, join, objects
from xl_addin.engine.settlement.book import NO_GROUPS, Book, Groups
from xl_addin.engine.settlement.nearby import few_between, matched, purpose_allows
from xl_addin.engine.settlement.pass_share import untouched
from xl_addin.engine.settlement.references import unread_texts
from xl_addin.engine.settlement.units import Units, bills, bills_and_invoices

_LONGEST = 40  # signs of a number
_NEAR = 10  # per cent that it may lie apart
_FROM, _TO = 80, 125  # per cent of the payment between which there is no other bill


def near_1_1(book: Book) -> Groups:
    """Payment and bill each other's only partner of about this size: a suggestion, the difference stays open."""
    orm, due = untouched(book, book.silent_payers()), bills_and_invoices(book, book.live_invoices())
    if not len(orm) or not len(due.amount):
        return NO_GROUPS
    row, unit, clear = _about(book, orm, due)
    allowed = purpose_allows(book, orm[row], due.first[unit])
    row, unit, clear = row[allowed], unit[allowed], clear[allowed]
    bill = book.boe[due.first[unit]]
    lone = clear & _has_one(row, bill) & _has_one(bill, row)
    paid, owed = book.orms.open[orm[row]], due.amount[unit]
    lone &= 100 * np.abs(paid - owed) <= _NEAR * owed
    lone &= ~book.orm_frame["is_advance"][orm[row]].astype(bool)  # its goods may not be in yet
    lone[lone] = _means_a_bill(book, orm[row[lone]])
    lone[lone] = count_by(row[lone], len(orm))[row[lone]] == 1  # the bill, or one invoice of it
    return _suggested(orm[row[lone]], unit[lone], due, "same party, the only bill of about this amount")


def only_1_1(book: Book) -> Groups:
    """The only open remittance to a party and its only bill that the purpose allows, if they are near enough."""
    orm = np.flatnonzero((book.orms.open > 0) & book.active[book.orms.market] & (book.orms.party >= 0))
    due = bills(book, book.live_invoices())
    one, many, counts = matched([book.orms.market[orm], book.orms.party[orm]], [due.market, due.party])
    free = np.isin(orm, untouched(book, book.silent_payers())) & (counts[0, one] == 1)
    row, unit = join(one[free], many)
    orm = orm[free]
    allowed = purpose_allows(book, orm[row], due.first[unit])
    row, unit = row[allowed], unit[allowed]
    paid, owed = book.orms.open[orm[row]], due.amount[unit]
    keep = (count_by(row, len(orm)) == 1)[row] & (100 * (paid - owed) <= _NEAR * owed)
    advance = book.orm_frame["is_advance"][orm[row]].astype(bool)
    keep &= np.where(advance, 100 * (owed - paid) <= _NEAR * owed, 2 * paid >= owed)
    keep[keep] = _means_a_bill(book, orm[row[keep]])
    return _suggested(orm[row[keep]], unit[keep], due, "the only open remittance to the party and its only bill")


def _suggested(orm: Ints, unit: Ints, due: Units, why: str) -> Groups:
    """A group for each remittance with all invoices of its unit."""
    number = np.arange(len(orm), dtype=np.int64)
    group, place = join(unit, due.label)
    return Groups(orm, number, due.item[place], group, np.zeros(len(orm), dtype=bool), objects([why] * len(orm)))


def _about(book: Book, orm: Ints, due: Units) -> tuple[Ints, Ints, Bools]:
    """Places of payments and of bills of about their amount, and whether no crowd of payments is about it too."""
    one, many, _ = matched([book.orms.market[orm], book.orms.party[orm]], [due.market, due.party])
    paid = book.orms.open[orm]
    return few_between(one, -(-paid * _FROM // 100), paid * _TO // 100, many, due.amount)


def _means_a_bill(book: Book, orm: Ints) -> Bools:
    """A payment on account has no bill of its size, and who names a number that nobody knows means another."""
    remarks = book.orm_frame["remarks"][orm]
    said = np.array([bool(unread_texts(remark, book.config, _LONGEST)) for remark in remarks], dtype=bool)
    means: Bools = ~book.on_account[orm] & ~said
    return means


def _has_one(item: Ints, partner: Ints) -> Bools:
    """True for items that are paired with one partner only, however often."""
    size = int(item.max(initial=-1)) + 1
    each = np.unique(np.stack([item, partner]), axis=1)[0]
    one: Bools = (count_by(each, size) == 1)[item]
    return one
