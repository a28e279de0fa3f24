"""Passes that complete what the remarks begin: a named group plus unnamed items whose sums then agree."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from xl_addin.engine.settlement.arrays import Ints, objects
from xl_addin.engine.settlement.book import NO_GROUPS, Book, Groups
from xl_addin.engine.settlement.chance import sizes_allowed, sum_is_particular
from xl_addin.engine.settlement.pass_reference import named_groups
from xl_addin.engine.settlement.pass_sum import nearest
from xl_addin.engine.settlement.subset import subsets_with_sum
from xl_addin.engine.settlement.units import Units, bills, single


@dataclass(frozen=True)
class Pool:
    """Unnamed open items of the book: whole bills, and remittances that name nothing of their own."""

    due: Units
    paid: Units


@dataclass(frozen=True)
class Seed:
    """A named group to complete: its items and what its remittances exceed its invoices by (minor units)."""

    orm: Ints
    inv: Ints
    excess: int
    total: int


def _beside(book: Book, units: Units, market: int, party: int, on: int) -> Ints:
    """Nearest units of the market and party."""
    mine = np.flatnonzero((units.market == market) & (units.party == party))
    return mine[nearest(book, units.on[mine], on)]


def _completion(book: Book, seed: Seed, pool: Pool) -> tuple[Ints, Ints] | None:
    """The one set of bills and remittances that closes the seed beyond chance, as items; None if none or two."""
    first = int(seed.orm[0])
    market, party, on = (int(column[first]) for column in (book.orms.market, book.orms.party, book.orms.on))
    due, paid = _beside(book, pool.due, market, party, on), _beside(book, pool.paid, market, party, on)
    rest = np.flatnonzero(np.isin(pool.due.bill, book.boe[seed.inv]) & (pool.due.party == party))
    if len(rest) and int(pool.due.amount[rest].sum()) == seed.excess:
        return seed.orm, np.concatenate([seed.inv, pool.due.item[np.isin(pool.due.label, rest)]])
    amounts = np.concatenate([pool.due.amount[due], -pool.paid.amount[paid]])
    hits_max = book.config.accidental_hits_max
    size_max, total = book.config.subset_size_max, np.array([seed.total])
    size = int(sizes_allowed(np.array([len(amounts)]), total, size_max, hits_max)[0])
    found = subsets_with_sum(seed.excess, amounts, 1, size) if 0 < len(amounts) <= _UNITS_MAX else []
    if len(found) != 1:
        return None
    chosen = np.array(found[0], dtype=np.int64)
    if not sum_is_particular(amounts, amounts[chosen], seed.total, hits_max):
        return None
    bills_in, payers_in = due[chosen[chosen < len(due)]], paid[chosen[chosen >= len(due)] - len(due)]
    return (
        np.concatenate([seed.orm, pool.paid.item[payers_in]]),
        np.concatenate([seed.inv, pool.due.item[np.isin(pool.due.label, bills_in)]]),
    )


_UNITS_MAX = 48


def _seeds(book: Book, groups: Groups) -> list[tuple[int, Seed]]:
    """Named groups of one party whose sums do not agree."""
    by_orm, by_inv = np.argsort(groups.orm_group, kind="stable"), np.argsort(groups.inv_group, kind="stable")
    orm_group, inv_group = groups.orm_group[by_orm], groups.inv_group[by_inv]
    seeds: list[tuple[int, Seed]] = []
    for number in np.unique(orm_group).tolist():
        orm = groups.orm[by_orm[slice(*np.searchsorted(orm_group, [number, number + 1]))]]
        inv = groups.inv[by_inv[slice(*np.searchsorted(inv_group, [number, number + 1]))]]
        paid, owed = int(book.orms.open[orm].sum()), int(book.invoices.open[inv].sum())
        parties = {*book.orms.party[orm].tolist(), *book.invoices.party[inv].tolist()}
        if paid != owed and len(parties) == 1 and -1 not in parties:
            seeds.append((number, Seed(orm, inv, paid - owed, max(paid, owed))))
    return seeds


def ref_sum(book: Book) -> Groups:
    """A named group whose sums agree once whole bills or unnamed remittances of the party are added."""
    groups, unsure = named_groups(book)
    groups = groups.only(~unsure)
    named_inv = np.zeros(len(book.invoices.key), dtype=bool)
    named_inv[groups.inv] = True
    live_orm, live_inv = book.silent_payers(), book.live_invoices()
    pool = Pool(bills(book, live_inv[~named_inv[live_inv]]), single(book.orms, live_orm))
    seeds = _seeds(book, groups)
    closed = [(number, _completion(book, seed, pool)) for number, seed in seeds]
    full = [(number, *items) for number, items in closed if items]
    if not full:
        return NO_GROUPS
    size = np.arange(len(full), dtype=np.int64)
    return Groups(
        np.concatenate([orm for _, orm, _ in full]),
        np.repeat(size, [len(orm) for _, orm, _ in full]),
        np.concatenate([inv for _, _, inv in full]),
        np.repeat(size, [len(inv) for _, _, inv in full]),
        np.ones(len(full), dtype=bool),
        objects(f"{groups.evidence[number]}; with unnamed items the sums agree" for number, _, _ in full),
    )
