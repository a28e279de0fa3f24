"""What remittances name: with the invoices that they pay exactly, or with all that hangs together by their numbers."""

from __future__ import annotations

import numpy as np

from xl_addin.engine.settlement.arrays import (
    Bools,
    Ints,
    Objects,
    codes,
    components,
    count_by,
    objects,
    sum_by,
)
from xl_addin.engine.settlement.book import NO_GROUPS, Book, Groups
from xl_addin.engine.settlement.edges import Edges
from xl_addin.engine.settlement.pass_sum import only_sum
from xl_addin.engine.settlement.subset import may_choose

_SHOWN = 5
_CHOSEN_MIN = 2  # of so many named one is paid, or all


def _credible(book: Book, edges: Edges) -> Bools:
    """Live findings in one currency; a weak number counts if party or amount agrees or no party is known."""
    orm, inv = edges.orm, edges.inv
    paid, owed = book.orms.open[orm], book.invoices.open[inv]
    near = book.config.tolerance_divisor * np.abs(paid - owed) <= book.value[inv]
    agrees = book.same_party(orm, inv) | near | (book.orms.party[orm] < 0)
    credible: Bools = edges.home & book.active[book.orms.market[orm]] & (paid > 0) & (owed > 0) & (~edges.weak | agrees)
    return credible


def _narrowed(book: Book, orm: Ints, inv: Ints, token: Ints) -> tuple[Bools, Bools]:
    """Best findings of each number (party before amount), and whether they still point at several bills."""
    score = 2 * book.same_party(orm, inv) + (book.orms.open[orm] == book.invoices.open[inv])
    number = codes(orm, token)
    best = np.zeros(int(number.max(initial=-1)) + 1, dtype=np.int64)
    np.maximum.at(best, number, score)
    keep = score == best[number]
    low, high = np.full(len(best), len(book.boe)), np.full(len(best), -1)
    np.minimum.at(low, number[keep], book.boe[inv[keep]])
    np.maximum.at(high, number[keep], book.boe[inv[keep]])
    return keep, (low != high)[number]


def _named(book: Book) -> tuple[Ints, Ints, Ints, Bools]:
    """Live findings as (remittance, invoice, number, doubtful), one per remittance and invoice."""
    edges = book.edges
    live = _credible(book, edges)
    orm, inv, token = edges.orm[live], edges.inv[live], edges.token[live]
    keep, doubtful = _narrowed(book, orm, inv, token)
    doubtful |= book.for_others[orm] | book.overnamed[orm]
    orm, inv, token, doubtful = orm[keep], inv[keep], token[keep], doubtful[keep]
    order = np.lexsort((doubtful, inv, orm))
    first = np.r_[True, (np.diff(orm[order]) != 0) | (np.diff(inv[order]) != 0)][: len(order)]
    one = order[first]
    return orm[one], inv[one], token[one], doubtful[one]


def _exact(book: Book, orm: Ints, inv: Ints) -> tuple[Bools, Bools]:
    """Findings of remittances that pay exactly all they name, or exactly some of it, undisputed; and the latter."""
    count = len(book.orms.key)
    paid = book.orms.open[orm]
    whole = sum_by(orm, book.invoices.open[inv], count)[orm] == paid
    some = ~whole & (book.invoices.open[inv] == paid)
    some &= count_by(orm[some], count)[orm] == 1
    some |= _chosen(book, orm, inv, np.flatnonzero(~whole & (count_by(orm[some], count)[orm] == 0)))
    exact = whole | some
    disputed = exact & (count_by(inv[exact], len(book.invoices.key))[inv] > 1)
    spoilt = np.zeros(count, dtype=bool)
    spoilt[orm[disputed]] = True
    return exact & ~spoilt[orm], some & ~spoilt[orm]


def _chosen(book: Book, orm: Ints, inv: Ints, rows: Ints) -> Bools:
    """Of these findings those of the one choice of two or more that is paid exactly, beyond chance."""
    chosen = np.zeros(len(orm), dtype=bool)
    rows = rows[np.argsort(orm[rows], kind="stable")]
    payers, first, many = np.unique(orm[rows], return_index=True, return_counts=True)
    paid, owed = book.orms.open[payers], sum_by(orm[rows], book.invoices.open[inv[rows]], len(book.orms.key))[payers]
    some = (many > _CHOSEN_MIN) & (many <= book.config.named_chosen_max) & (paid < owed)
    at_all = np.flatnonzero(some)
    at_all = at_all[may_choose(paid[at_all], first[at_all], (first + many)[at_all], book.invoices.open[inv[rows]])]
    for at in at_all.tolist():
        mine = rows[first[at] : first[at] + many[at]]
        found = only_sum(book.invoices.open[inv[mine]], int(paid[at]), len(mine), book.config.accidental_hits_max)
        chosen[mine[list(found)]] = True
    return chosen


def _left_out(book: Book, orm: Ints, inv: Ints, token: Ints, some: Bools) -> Bools:
    """Findings of who pays some of what it names exactly: what it names besides, but for the rest of a named bill."""
    partly = np.zeros(len(book.orms.key), dtype=bool)
    partly[orm[some]] = True
    bill = codes(orm, book.boe[inv])
    same_bill = np.isin(bill, bill[some])
    left: Bools = partly[orm] & ~some & ~(book.of_bill[token] & same_bill)
    return left


def _evidence(book: Book, group: Ints, token: Ints) -> Objects:
    """Numbers found, per group."""
    found: dict[int, dict[str, None]] = {}
    words = book.edges.words
    for at, number in zip(group.tolist(), token.tolist(), strict=True):
        found.setdefault(at, {})[words[number]] = None
    out = objects([""] * len(book.orms.key))
    for at, texts in found.items():
        shown = [*texts]
        out[at] = "named: " + ", ".join(shown[:_SHOWN]) + (" and more" if len(shown) > _SHOWN else "")
    return out


def _besides(book: Book, orm: Ints, token: Ints) -> Objects:
    """The other reading of who pays some of what it names in full, per remittance."""
    out = _evidence(book, orm, token)
    for at in np.unique(orm).tolist():
        out[at] = f"; {out[at]} too, of which it may pay a part as well"
    return out


def named_groups(book: Book) -> tuple[Groups, Bools]:
    """Remittances with what they name: exact payers, then all that hangs together; and which are doubtful."""
    orm, inv, token, doubtful = _named(book)
    if not len(orm):
        return NO_GROUPS, np.zeros(0, dtype=bool)
    sizes = len(book.orms.key), len(book.invoices.key)
    exact, some = _exact(book, orm, inv)
    left = _left_out(book, orm, inv, token, some)
    taken = np.zeros(sizes[0], dtype=bool), np.zeros(sizes[1], dtype=bool)
    taken[0][orm[exact]] = taken[1][inv[exact]] = True
    rest = ~taken[0][orm] & ~taken[1][inv]
    group = orm.copy()
    group[rest] = components(orm[rest], inv[rest], *sizes)
    unsure = np.zeros(sizes[0], dtype=bool)
    unsure[orm[left]] = True
    evidence = _besides(book, orm[left], token[left])
    used = exact | rest
    orm, inv, token, group, doubtful = orm[used], inv[used], token[used], group[used], doubtful[used]
    unsure[group[doubtful]] = True
    first_orm, first_inv = np.unique(orm, return_index=True)[1], np.unique(inv, return_index=True)[1]
    items = orm[first_orm], group[first_orm], inv[first_inv], group[first_inv]
    return Groups(*items, ~unsure, objects(_evidence(book, group, token) + evidence)), unsure
