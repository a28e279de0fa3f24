"""Pass 9: what a person would see at once: few open items of a party, of which one choice alone makes up an amount."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from xl_addin.engine.settlement.arrays import Bools, Ints, objects
from xl_addin.engine.settlement.book import NO_GROUPS, Book, Groups
from xl_addin.engine.settlement.nearby import matched, purpose_allows, smaller
from xl_addin.engine.settlement.subset import may_choose, subsets_with_sum
from xl_addin.engine.settlement.units import Units, single


def _crowds(one: Units, many: Units, crowd_max: int) -> Iterator[tuple[int, Ints]]:
    """Each target of a known party, with its smaller units where they are two or a few more and could make it up."""
    target, unit, _ = matched([one.market, one.party], [many.market, many.party])
    order, start, stop = smaller(one.amount, target, many.amount, unit)
    running = np.r_[0, np.cumsum(many.amount[order])]
    few = (one.party >= 0) & (stop - start > 1) & (stop - start <= crowd_max)
    few &= running[stop] - running[start] >= one.amount
    at = np.flatnonzero(few)
    at = at[may_choose(one.amount[at], start[at], stop[at], many.amount[order])]
    for place in at.tolist():
        yield place, order[start[place] : stop[place]]


def _only_choice(amounts: Ints, target: int, size_max: int) -> tuple[int, ...]:
    """Places of the one choice of all there are that makes up the target: of few, or of every one; empty if none."""
    found = subsets_with_sum(target, amounts, 2, len(amounts))
    plain = len(found) == 1 and (len(found[0]) <= size_max or len(found[0]) == len(amounts))
    return found[0] if plain else ()


def _few(book: Book, one: Units, many: Units, *, pays: bool) -> Iterator[tuple[int, Ints, int]]:
    """The target, the items that make it up, and out of how many; `pays`: the target is a remittance."""
    for at, crowd in _crowds(one, many, book.config.few_candidates_max):
        item, items = int(one.item[at]), np.sort(many.item[crowd])
        items = items[purpose_allows(book, *((item, items) if pays else (items, item)))]
        amounts = (book.invoices if pays else book.orms).open[items]
        chosen = _only_choice(amounts, int(one.amount[at]), book.config.few_chosen_max)
        if chosen:
            yield item, items[list(chosen)], len(items)


def _groups(found: list[tuple[int, Ints, int]], noun: str) -> tuple[Ints, Ints, Ints, Ints, Bools, list[str]]:
    number = np.arange(len(found), dtype=np.int64)
    target = np.array([item for item, _, _ in found], dtype=np.int64)
    parts = np.concatenate([items for _, items, _ in found])
    group = np.repeat(number, [len(items) for _, items, _ in found])
    told = [f"{len(items)} of {count} open {noun}, no other choice makes up the amount" for _, items, count in found]
    return target, number, parts, group, np.zeros(len(found), dtype=bool), told


def sum_1_n(book: Book) -> Groups:
    """One remittance equals the sum of one choice alone among the few open invoices of the party: a suggestion."""
    payers, due = single(book.orms, book.payers()), single(book.invoices, book.live_invoices())
    found = [*_few(book, payers, due, pays=True)]
    if not found:
        return NO_GROUPS
    orm, number, inv, group, auto, told = _groups(found, "invoices of the supplier")
    return Groups(orm, number, inv, group, auto, objects(told))


def sum_n_1_few(book: Book) -> Groups:
    """One choice alone among the few open remittances to the party makes up an invoice: a suggestion."""
    payers, due = single(book.orms, book.silent_payers()), single(book.invoices, book.live_invoices())
    found = [*_few(book, due, payers, pays=False)]
    if not found:
        return NO_GROUPS
    inv, number, orm, group, auto, told = _groups(found, "remittances to the supplier")
    return Groups(orm, group, inv, number, auto, objects(told))
