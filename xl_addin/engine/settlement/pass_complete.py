"""Passes that complete what the remarks begin: a named group plus unnamed items whose sums then agree."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from xl_addin.engine.settlement.arrays import Bools, Ints, objects
from xl_addin.engine.settlement.book import NO_GROUPS, Book, Groups
from xl_addin.engine.settlement.chance import crowd_allowed, sum_is_particular
from xl_addin.engine.settlement.config import Config
from xl_addin.engine.settlement.named_groups import named_groups
from xl_addin.engine.settlement.seeds import Pool, Seeds, find_seeds, pool_of
from xl_addin.engine.settlement.subset import may_reach, search_cost, subsets_with_sum


@dataclass(frozen=True)
class Reach:
    """How many items may be added, and how many accidental fits among the candidates are accepted."""

    size_max: int
    hits_max: float

    def crowds(self, total: int) -> list[int]:
        """Among how many candidates so many items may be sought, for each size from none."""
        return [0, *(crowd_allowed(size, total, self.hits_max) for size in range(1, self.size_max + 1))]


@dataclass(frozen=True)
class Around:
    """Open units of a market and party: bills count up, remittances down (as ~unit); amounts are signed alike."""

    units: Ints
    amounts: Ints
    on: Ints
    bills: int  # so many of the units are bills, and come first

    def state(self) -> tuple[bytes, ...]:
        """What a search among them depends on."""
        return self.amounts.tobytes(), self.on.tobytes()


def _around(pool: Pool, market: int, party: int) -> Around:
    due, paid = pool.due_by_party.of(market, party), pool.paid_by_party.of(market, party)
    amounts = np.concatenate([pool.due.amount[due], -pool.paid.amount[paid]])
    on = np.concatenate([pool.due.on[due], pool.paid.on[paid]])
    return Around(np.concatenate([due, ~paid]), amounts, on, len(due))


@dataclass(frozen=True)
class Base:
    """What may be added to a seed, nearest by date first; `more` is added anyway."""

    excess: int
    more: Ints
    units: Ints
    amounts: Ints


def _bases(book: Book, seeds: Seeds, at: int, around: Around) -> list[Base]:
    """The seed alone, and the seed with what else is on its bills: nearer than any other bill."""
    rest = seeds.beside[seeds.begins[at] : seeds.begins[at + 1]]
    usable = np.ones(len(around.units), dtype=bool)
    if not seeds.names_part[at]:
        usable[: around.bills] = False
    elif len(rest):
        usable[: around.bills] = ~np.isin(around.units[: around.bills], rest)
    near = np.flatnonzero(usable)
    near = near[np.argsort(np.abs(around.on[near] - book.orms.on[seeds.first[at]]), kind="stable")]
    units, amounts = around.units[near], around.amounts[near]
    alone = Base(int(seeds.excess[at]), rest[:0], units, amounts)
    return [alone, Base(int(seeds.whole[at]), rest, units, amounts)] if len(rest) else [alone]


def _added(base: Base, size: int, crowd: int, total: int, hits_max: float) -> list[Ints]:
    """Up to two sets of exactly so many units that close the base beyond chance; the more, the nearer they are."""
    if size == 0:
        return [base.more] if base.excess == 0 else []
    near = base.amounts[:crowd]
    sets = [np.array(chosen, dtype=np.int64) for chosen in subsets_with_sum(base.excess, near, size, size)]
    particular = [chosen for chosen in sets if sum_is_particular(near, near[chosen], total, hits_max)]
    return [np.concatenate([base.more, base.units[chosen]]) for chosen in particular]


def _completion(config: Config, bases: list[Base], crowds: list[int], total: int, hits_max: float) -> Ints | None:
    """The one set of units that closes the seed; None if none or two."""
    found: list[Ints] = []
    for size, crowd in enumerate(crowds):
        found += [units for base in bases for units in _added(base, size, crowd, total, hits_max)]
        # among few hypotheses a fit is so particular that larger sets are no rivals
        if found and len(bases[0].units) ** size * 2 < config.accidental_hits_loose_max * total:
            break
    return found[0] if len(found) == 1 else None


def _hopeful(seeds: Seeds, mine: slice, around: Around) -> Bools:
    """Seeds of a party that some choice of its units could complete: most cannot be, and need no search."""
    reach = may_reach(np.concatenate([seeds.excess[mine], seeds.whole[mine]]), around.amounts)
    count = len(reach) // 2
    hopeful: Bools = reach[:count] | reach[count:]
    return hopeful


def _within_budget(book: Book, seeds: Seeds, places: list[int], around: Around, reach: Reach) -> dict[int, list[int]]:
    """Crowds of each seed, for as many sizes as the searches of the party may cost together."""
    count, config = len(around.units), book.config
    crowds = {at: reach.crowds(int(seeds.total[at])) for at in places}
    allowed = 0
    spent = count * len(places) // 10  # to put them in order costs less than a sum
    for size in range(1, reach.size_max + 1):
        costs = [search_cost(min(crowd[size], count), size) for crowd in crowds.values()]
        if max(costs, default=0) > config.sums_max or spent + sum(costs) > config.party_sums_max:
            sought = "no unnamed items were" if size == 1 else f"not more than {size - 1} unnamed items were"
            place = int(seeds.market[places[0]]), int(seeds.party[places[0]])
            book.work.leave(place, f"{sought} sought beside what {len(places):,} remittances name, among {count:,}")
            break
        spent, allowed = spent + sum(costs), size
    book.work.count(spent)
    return {at: crowd[: allowed + 1] for at, crowd in crowds.items()}


Completed = list[tuple[int, Ints]]  # place of the seed, its units


def _of_party(book: Book, seeds: Seeds, mine: slice, pool: Pool, reach: Reach) -> Completed:
    """Seeds of one party that are completed; what was sought in vain is not sought again among the same units."""
    around = _around(pool, int(seeds.market[mine.start]), int(seeds.party[mine.start]))
    if not len(around.units):
        return []
    refused = book.refused.setdefault((reach, *around.state()), set())
    places = [at for at in range(mine.start, mine.stop) if _key(seeds, at) not in refused]
    if not places:
        return []
    hopeful = _hopeful(seeds, mine, around)
    sought = [at for at in places if hopeful[at - mine.start]]
    found: Completed = []
    for at, crowds in _within_budget(book, seeds, sought, around, reach).items():
        bases = _bases(book, seeds, at, around)
        units = _completion(book.config, bases, crowds, int(seeds.total[at]), reach.hits_max)
        if units is not None:
            found.append((at, units))
    done = {at for at, _ in found}
    refused.update(_key(seeds, at) for at in places if at not in done)
    return found


def _key(seeds: Seeds, at: int) -> tuple[int, ...]:
    rest = seeds.beside[seeds.begins[at] : seeds.begins[at + 1]]
    return int(seeds.first[at]), int(seeds.excess[at]), int(seeds.total[at]), int(seeds.whole[at]), len(rest)


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
    pool = pool_of(book, groups.inv)  # what is named in doubt is named all the same
    groups = groups.only(~unsure)
    seeds = find_seeds(book, groups, pool)
    found = [one for mine in seeds.by_party() for one in _of_party(book, seeds, mine, pool, reach)]
    if not found:
        return NO_GROUPS
    return _completed(groups, seeds, sorted(found, key=lambda one: seeds.group[one[0]]), pool, auto)


def _completed(groups: Groups, seeds: Seeds, found: Completed, pool: Pool, auto: bool) -> Groups:
    """The groups with the units that complete them."""
    number = np.array([seeds.group[at] for at, _ in found], dtype=np.int64)
    place = np.full(len(groups.auto), -1)
    place[number] = np.arange(len(number))
    on_orm, on_inv = place[groups.orm_group], place[groups.inv_group]
    orm, inv = [groups.orm[on_orm >= 0]], [groups.inv[on_inv >= 0]]
    orm_group, inv_group = [on_orm[on_orm >= 0]], [on_inv[on_inv >= 0]]
    for at, (_, units) in enumerate(found):
        payers, invoices = pool.paid.items_of(~units[units < 0]), pool.due.items_of(units[units >= 0])
        orm.append(payers)
        inv.append(invoices)
        orm_group.append(np.full(len(payers), at))
        inv_group.append(np.full(len(invoices), at))
    return Groups(
        np.concatenate(orm),
        np.concatenate(orm_group),
        np.concatenate(inv),
        np.concatenate(inv_group),
        np.full(len(found), auto),
        objects(f"{groups.evidence[at]}; with unnamed items the sums agree" for at in number),
    )
