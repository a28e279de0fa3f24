"""Passes 1 and 2: invoices and bills of entry named in the remarks."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from xl_addin.engine.settlement.arrays import (
    Bools,
    Ints,
    count_by,
    join,
    objects,
    sum_by,
)
from xl_addin.engine.settlement.book import Book, Groups
from xl_addin.engine.settlement.contested import told
from xl_addin.engine.settlement.named_groups import named_groups
from xl_addin.engine.settlement.names import one_edit_apart
from xl_addin.engine.settlement.nearby import matched, pairs_within_tolerance, unique_both_ways, with_common_party


def _rests(book: Book, groups: Groups) -> tuple[Ints, Bools]:
    """What the remittances of each group exceed its invoices by, and whether that is within tolerance of each."""
    size = len(groups.auto)
    paid = sum_by(groups.orm_group, book.orms.open[groups.orm], size)
    owed = sum_by(groups.inv_group, book.invoices.open[groups.inv], size)
    least = np.full(size, np.iinfo(np.int64).max)
    np.minimum.at(least, groups.inv_group, book.value[groups.inv])
    return paid - owed, np.abs(paid - owed) <= least // book.config.tolerance_divisor


def _split_is_plain(book: Book, groups: Groups, excess: Ints) -> Bools:
    """Groups of one invoice, or of one remittance whose list of numbers is complete."""
    size = len(groups.auto)
    goes_on = np.zeros(size, dtype=bool)
    goes_on[groups.orm_group[book.open_list[groups.orm]]] = True
    simple = count_by(groups.inv_group, size) == 1
    complete = (count_by(groups.orm_group, size) == 1) & (excess <= 0)
    plain: Bools = (simple & ~(goes_on & (excess > 0))) | (complete & ~goes_on)
    return plain


def ref(book: Book) -> Groups:
    """Remittances with the invoices they name, where the sums agree."""
    groups, unsure = named_groups(book)
    agree = _rests(book, groups)[1]
    named = groups.only(agree)
    return told(book, replace(named, auto=~unsure & agree))


def _on_one_bill(book: Book, groups: Groups) -> tuple[Groups, Bools]:
    """The groups, one remittance whose list goes on reaching for the rest of the bill it names; which these are.

    Only where all it names is on one bill, nobody else names that bill, and its open invoices can take the amount.
    """
    size, bills = len(groups.auto), int(book.boe.max(initial=-1)) + 1
    low, high = np.full(size, bills), np.full(size, -1)
    np.minimum.at(low, groups.inv_group, book.boe[groups.inv])
    np.maximum.at(high, groups.inv_group, book.boe[groups.inv])
    reaching = np.zeros(size, dtype=bool)
    reaching[groups.orm_group[book.open_list[groups.orm]]] = True
    payer = np.zeros(size, dtype=np.int64)
    payer[groups.orm_group] = groups.orm
    reaching &= (low == high) & (count_by(groups.orm_group, size) == 1)
    others = count_by(low[(high >= 0) & (low == high)], bills)
    reaching[reaching] = others[low[reaching]] == 1
    taken = np.zeros(len(book.invoices.key), dtype=bool)
    taken[groups.inv] = True
    live = book.live_invoices()
    live = live[~taken[live]]
    number = np.flatnonzero(reaching)
    at, place = join(low[number], book.boe[live])
    more, group = live[place], number[at]
    alike = book.invoices.market[more] == book.orms.market[payer[group]]
    more, group = more[alike], group[alike]
    inv, inv_group = np.r_[groups.inv, more], np.r_[groups.inv_group, group]
    wide = replace(groups, inv=inv, inv_group=inv_group)
    fits = reaching & (_rests(book, wide)[0] <= 0)
    keep = np.r_[np.ones(len(groups.inv), dtype=bool), fits[group]]
    return replace(groups, inv=inv[keep], inv_group=inv_group[keep]), fits


def ref_part(book: Book) -> Groups:
    """Remittances with the invoices they name, a rest staying open; AUTO where the split is plain, else suggested."""
    groups, unsure = named_groups(book)
    excess, agree = _rests(book, groups)
    plain = agree | _split_is_plain(book, groups, excess)
    groups, reaching = _on_one_bill(book, groups)
    several = count_by(groups.orm_group, len(plain)) > 1
    return told(book, replace(groups, auto=~unsure & (plain | reaching), tie=several & ~plain))


def _misread(book: Book, orm: int, token: str) -> str:
    """The first text of the remarks that differs from the number by one letter or digit; '' if none does."""
    found = book.misread.get((orm, token))
    if found is None:
        found = next((text for text in book.unread[orm] if one_edit_apart(text, token)), "")
        book.misread[orm, token] = found
    return found


def ref_fuzzy(book: Book) -> Groups:
    """One remittance and one invoice of a party, within tolerance, whose number was misspelt by one sign."""
    orm, inv, whole = pairs_within_tolerance(book, _unread(book), book.unread_count)
    return _misspelt(book, orm, inv, whole)


def ref_fuzzy_few(book: Book) -> Groups:
    """The same of any amount, where the party has few open invoices."""
    orm, live = with_common_party(book, _unread(book), book.live_invoices())
    left, right = ([side.market[at], side.party[at]] for side, at in ((book.orms, orm), (book.invoices, live)))
    one, many, counts = matched(left, right)
    few = counts[1, one] <= book.config.misread_rivals_max
    row, place = join(one[few], many)
    orm = orm[few][row]
    return _misspelt(book, orm, live[place], np.ones(len(orm), dtype=bool))


def _unread(book: Book) -> Ints:
    """Open remittances with texts that could be misspelt; who pays for someone else names no invoice of his own so."""
    free = (book.orms.open > 0) & book.active[book.orms.market] & ~book.for_others
    return np.flatnonzero(free & book.has_unread)


def _misspelt(book: Book, orm: Ints, inv: Ints, whole: Bools) -> Groups:
    """Those of the pairs in which a text of the remarks is the invoice's number but for one sign, unique both ways."""
    numbers = book.invoice_frame["token"]
    found = [_misread(book, one, number) for one, number in zip(orm.tolist(), numbers[inv], strict=True)]
    hit = np.array([bool(text) for text in found], dtype=bool)
    orm, inv, whole, texts = orm[hit], inv[hit], whole[hit], objects(found)[hit]
    keep = unique_both_ways(orm, inv)
    evidence = objects(f"{text} read as {numbers[at]}" for text, at in zip(texts[keep], inv[keep], strict=True))
    return Groups.pairs(orm[keep], inv[keep], whole[keep], evidence)
