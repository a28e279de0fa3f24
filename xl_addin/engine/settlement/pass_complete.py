"""Passes that complete what the remarks begin: a named group plus unnamed items whose sums then agree."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from xl_addin.engine.settlement.arrays import Ints, objects
from xl_addin.engine.settlement.book import NO_GROUPS, Book, Groups
from xl_addin.engine.settlement.chance import crowd_allowed, sum_is_particular
from xl_addin.engine.settlement.config import Config
from xl_addin.engine.settlement.pass_reference import named_groups
from xl_addin.engine.settlement.subset import subsets_with_sum
from xl_addin.engine.settlement.units import Shelf, Units, bills, shelve, single


@dataclass(frozen=True)
class Pool:
    """Unnamed open items of the book: whole bills, and remittances that name nothing of their own."""

    due: Units
    paid: Units
    due_by_party: Shelf
    paid_by_party: Shelf


@dataclass(frozen=True)
class Seed:
    """A named group to complete: its items and what its remittances exceed its invoices by (minor units)."""

    orm: Ints
    inv: Ints
    excess: int
    total: int
    names_part: bool  # else only payers may be missing, or the rest of the bills that it names


@dataclass(frozen=True)
class Reach:
    """How many items may be added, and how many accidental fits among the candidates are accepted."""

    size_max: int
    hits_max: float


@dataclass(frozen=True)
class Base:
    """What may be added to a seed, nearest by date first; bills count up, remittances down; `more` is added anyway."""

    excess: int
    more: Ints
    units: Ints  # bills as they are, remittances as their complement ~unit
    amounts: Ints


def _bases(book: Book, seed: Seed, pool: Pool) -> list[Base]:
    """The seed alone, and the seed with what else is on its bills: nearer than any other bill."""
    first = int(seed.orm[0])
    place = int(book.orms.market[first]), int(book.orms.party[first])
    due, paid = pool.due_by_party.of(*place), pool.paid_by_party.of(*place)
    beside = (pool.due.bill[due, None] == np.unique(book.boe[seed.inv])).any(axis=1)
    rest, due = due[beside], due[~beside & seed.names_part]
    units = np.concatenate([due, ~paid])
    amounts = np.concatenate([pool.due.amount[due], -pool.paid.amount[paid]])
    on = np.concatenate([pool.due.on[due], pool.paid.on[paid]])
    near = np.argsort(np.abs(on - book.orms.on[first]), kind="stable")
    units, amounts = units[near], amounts[near]
    whole = seed.excess - int(pool.due.amount[rest].sum())
    bases = Base(seed.excess, rest[:0], units, amounts), Base(whole, rest, units, amounts)
    return [*bases] if len(rest) else [bases[0]]


def _added(base: Base, size: int, total: int, hits_max: float) -> list[Ints]:
    """Up to two sets of exactly so many units that close the base beyond chance; the more, the nearer they are."""
    if size == 0:
        return [base.more] if base.excess == 0 else []
    near = base.amounts[: crowd_allowed(size, total, hits_max)]
    sets = [np.array(chosen, dtype=np.int64) for chosen in subsets_with_sum(base.excess, near, size, size)]
    particular = [chosen for chosen in sets if sum_is_particular(near, near[chosen], total, hits_max)]
    return [np.concatenate([base.more, base.units[chosen]]) for chosen in particular]


def _completion(config: Config, seed: Seed, bases: list[Base], reach: Reach) -> Ints | None:
    """The one set of units that closes the seed; None if none or two."""
    found: list[Ints] = []
    for size in range(reach.size_max + 1):
        found += [units for base in bases for units in _added(base, size, seed.total, reach.hits_max)]
        # among few hypotheses a fit is so particular that larger sets are no rivals
        if found and len(bases[0].units) ** size * 2 < config.accidental_hits_loose_max * seed.total:
            break
    return found[0] if len(found) == 1 else None


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
        names_part = bool(book.names_part[orm].any())
        if paid != owed and len(parties) == 1 and -1 not in parties:
            seeds.append((number, Seed(orm, inv, paid - owed, max(paid, owed), names_part)))
    return seeds


def _pool(book: Book, named: Ints) -> Pool:
    taken = np.zeros(len(book.invoices.key), dtype=bool)
    taken[named] = True
    live = book.live_invoices()
    due, paid = bills(book, live[~taken[live]]), single(book.orms, book.silent_payers())
    return Pool(due, paid, shelve(due), shelve(paid))


def _remembered(book: Book, seed: Seed, bases: list[Base], reach: Reach) -> Ints | None:
    """The completion of a seed; one refused before is not searched again while nothing about it has changed."""
    key = (
        reach,
        seed.excess,
        seed.total,
        *(part for base in bases for part in (base.excess, base.amounts.tobytes())),
    )
    if key in book.refused:
        return None
    found = _completion(book.config, seed, bases, reach)
    if found is None:
        book.refused.add(key)
    return found


def ref_sum_small(book: Book) -> Groups:
    """`ref_sum` with few added items: most cases, so that the search for more begins when little is left."""
    return _ref_sum(book, Reach(book.config.subset_size_small, book.config.accidental_hits_max), True)


def ref_sum(book: Book) -> Groups:
    """A named group whose sums agree once whole bills or unnamed remittances of the party are added."""
    return _ref_sum(book, Reach(book.config.subset_size_max, book.config.accidental_hits_max), True)


def ref_sum_loose(book: Book) -> Groups:
    """The same among so many items that a fit may be an accident: a suggestion."""
    return _ref_sum(book, Reach(book.config.subset_size_max, book.config.accidental_hits_suggest_max), False)


def _ref_sum(book: Book, reach: Reach, auto: bool) -> Groups:
    groups, unsure = named_groups(book)
    pool = _pool(book, groups.inv)  # what is named in doubt is named all the same
    groups = groups.only(~unsure)
    full: list[tuple[int, Ints, Ints]] = []
    for number, seed in _seeds(book, groups):
        units = _remembered(book, seed, _bases(book, seed, pool), reach)
        if units is not None:
            bill, payer = units[units >= 0], ~units[units < 0]
            invoices = np.concatenate([seed.inv, pool.due.items_of(bill)])
            full.append((number, np.concatenate([seed.orm, pool.paid.items_of(payer)]), invoices))
    if not full:
        return NO_GROUPS
    size = np.arange(len(full), dtype=np.int64)
    return Groups(
        np.concatenate([orm for _, orm, _ in full]),
        np.repeat(size, [len(orm) for _, orm, _ in full]),
        np.concatenate([inv for _, _, inv in full]),
        np.repeat(size, [len(inv) for _, _, inv in full]),
        np.full(len(full), auto),
        objects(f"{groups.evidence[number]}; with unnamed items the sums agree" for number, _, _ in full),
    )
