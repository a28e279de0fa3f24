"""Pass 6: one item that equals the sum of several on the other side."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from xl_addin.engine.settlement.arrays import Ints, codes, objects
from xl_addin.engine.settlement.book import NO_GROUPS, Book, Groups, Side
from xl_addin.engine.settlement.chance import shared_step, size_allowed

Found = tuple[int, Ints, str]


def _groups_of(one: Side, many: Side, targets: Ints, items: Ints) -> Iterator[tuple[Ints, Ints]]:
    """Targets and items of each importer, currency and party that has at least one and two of them."""
    cut = len(targets)
    both = codes(
        np.concatenate([one.market[targets], many.market[items]]),
        np.concatenate([one.party[targets], many.party[items]]),
    )
    by_target, by_item = np.argsort(both[:cut], kind="stable"), np.argsort(both[cut:], kind="stable")
    left, right = both[:cut][by_target], both[cut:][by_item]
    for code in np.intersect1d(left, right[1:][right[1:] == right[:-1]]):
        a, b = np.searchsorted(left, [code, code + 1]), np.searchsorted(right, [code, code + 1])
        yield targets[by_target[slice(*a)]], items[by_item[slice(*b)]]


def _nearest(book: Book, many: Side, items: Ints, on: int, target: int) -> Ints:
    """At most so many smaller items, nearest by date; canonical position (date, key) breaks ties."""
    smaller = items[many.open[items] < target]
    if len(smaller) <= book.config.candidates_max:
        return smaller
    near = np.argsort(np.abs(many.on[smaller] - on), kind="stable")[: book.config.candidates_max]
    return np.sort(smaller[near])


def _only_sum(book: Book, many: Side, items: Ints, target: int) -> tuple[Ints, str] | None:
    """The one subset that makes up the target beyond chance, with its account; None if none or two."""
    amounts = many.open[items]
    total = int(amounts.sum())
    if len(items) < 2 or total < target:
        return None
    config = book.config
    step = shared_step(amounts, target)
    size = size_allowed(len(items), target, step, config.subset_size_max, config.accidental_hits_max)
    if total == target and len(items) > size and 2 * step < config.accidental_hits_max * target:
        return items, f"sum of all {len(items)} open items"
    found = book.subsets(target, amounts, size)
    if len(found) != 1:
        return None
    chosen = items[list(found[0])]
    return chosen, f"sum of {len(chosen)} of {len(items)} items, no other sum fits"


def _sums(book: Book, one: Side, many: Side, targets: Ints, items: Ints) -> Iterator[Found]:
    """Every target that is the sum of several items, with the items and the account."""
    for mine, theirs in _groups_of(one, many, targets, items):
        for target in mine:
            amount = int(one.open[target])
            near = _nearest(book, many, theirs, int(one.on[target]), amount)
            only = _only_sum(book, many, near, amount)
            if only:
                yield int(target), *only


def _collect(found: list[Found]) -> tuple[Ints, Ints, Ints, Ints, list[str]]:
    number = np.arange(len(found))
    one = np.array([target for target, _, _ in found], dtype=np.int64)
    many = np.concatenate([items for _, items, _ in found])
    return (
        one,
        number,
        many,
        np.repeat(number, [len(items) for _, items, _ in found]),
        [e for _, _, e in found],
    )


def sum_1_n(book: Book) -> Groups:
    """One remittance pays several invoices of the party in full."""
    found = [*_sums(book, book.orms, book.invoices, book.payers(), book.invoices.live())]
    if not found:
        return NO_GROUPS
    one, one_group, many, many_group, evidence = _collect(found)
    return Groups(one, one_group, many, many_group, np.ones(len(one), dtype=bool), objects(evidence))


def sum_n_1(book: Book) -> Groups:
    """Several remittances to the party together pay one invoice in full."""
    found = [*_sums(book, book.invoices, book.orms, book.invoices.live(), book.payers())]
    if not found:
        return NO_GROUPS
    one, one_group, many, many_group, evidence = _collect(found)
    return Groups(many, many_group, one, one_group, np.ones(len(one), dtype=bool), objects(evidence))
