"""Cuts a book that is too large for one process: whole importers, so that the same lines come out however it is cut.

What may look across currencies stays together: a deal, a remark that names an invoice in another currency. Only an
importer that is a giant is cut by currency; it is not cut further, for within importer and currency every open amount
is a rival of every other. A payment for another importer is shown to that one too: see `visits`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from xl_addin.engine.settlement.config import DEFAULT, Config
from xl_addin.engine.settlement.opening import open_book

Cell = tuple[str, str]  # importer and currency
SOLD_BY = ("supplier", "seller", "third_party")  # who may be paid for an invoice


@dataclass(frozen=True)
class Plan:
    """The bucket of each importer and currency, and how many rows each bucket holds."""

    bucket: Mapping[Cell, int]
    rows: tuple[int, ...]


class _Together:
    """Cells that must share a bucket."""

    def __init__(self, cells: Iterable[Cell]) -> None:
        self._above = {cell: cell for cell in cells}

    def root(self, cell: Cell) -> Cell:
        while self._above[cell] != cell:
            self._above[cell] = cell = self._above[self._above[cell]]
        return cell

    def join(self, one: Cell, other: Cell) -> None:
        low, high = sorted((self.root(one), self.root(other)))
        self._above[high] = low


def giants(rows: Mapping[Cell, int], buckets: int) -> set[str]:
    """Importers in several currencies who alone would overfill a bucket."""
    total: dict[str, int] = {}
    currencies: dict[str, int] = {}
    for (iec, _), count in rows.items():
        total[iec] = total.get(iec, 0) + count
        currencies[iec] = currencies.get(iec, 0) + 1
    fair = sum(rows.values()) / buckets
    return {iec for iec, count in total.items() if count > fair and currencies[iec] > 1}


def plan(
    rows: Mapping[Cell, int],
    joined: Iterable[tuple[str, str]],
    crossed: Mapping[str, Iterable[tuple[str, str]]],
    buckets: int,
) -> Plan:
    """Whole importers in buckets, largest first into the least filled one.

    `rows` counts remittances and invoices of each importer and currency; `joined` are importers that stay together
    (see `visits`); `crossed` are the currencies that each giant joins (see `crossing`): who is not in it stays whole.
    """
    cells: dict[str, list[Cell]] = {}
    for cell in sorted(rows):
        cells.setdefault(cell[0], []).append(cell)
    together = _Together(rows)
    for iec, mine in cells.items():
        known = {currency for _, currency in mine}
        pairs = crossed.get(iec, ((mine[0][1], other) for _, other in mine))
        for one, other in pairs:
            if one in known and other in known:
                together.join((iec, one), (iec, other))
    for one, other in joined:
        family = [*cells.get(one, ()), *cells.get(other, ())]
        for cell in family[1:]:
            together.join(family[0], cell)
    sizes: dict[Cell, int] = {}
    for cell, count in rows.items():
        sizes[together.root(cell)] = sizes.get(together.root(cell), 0) + count
    filled = [0] * buckets
    place: dict[Cell, int] = {}
    for root in sorted(sizes, key=lambda cell: (-sizes[cell], cell)):
        place[root] = filled.index(min(filled))
        filled[place[root]] += sizes[root]
    return Plan({cell: place[together.root(cell)] for cell in rows}, tuple(filled))


def crossing(orms: pd.DataFrame, invoices: pd.DataFrame, config: Config = DEFAULT) -> set[tuple[str, str]]:
    """Pairs of currencies of one importer that may not be parted: remittances named or priced in the other one, and
    those that say there whether a bill's seller or third party is the one who is paid.
    """
    book = open_book(orms, invoices, config)
    paid, owed = book.orm_frame["currency"], book.invoice_frame["currency"]
    at = np.flatnonzero(~book.edges.home)
    found = {*zip(paid[book.edges.orm[at]], owed[book.edges.inv[at]], strict=True)}
    for currency in set(paid[book.priced]):
        found |= {(currency, other) for other in set(owed)}
    beside = (book.sold[1:] >= 0).any(axis=0)
    paid_in, owed_in = (
        pd.DataFrame({"party": party, "currency": currency}).drop_duplicates()
        for party, currency in (
            (book.orms.party, paid),
            (book.sold[:, beside].reshape(-1), np.tile(owed[beside], len(book.sold))),
        )
    )
    both = paid_in[paid_in["party"] >= 0].merge(owed_in, on="party")
    found |= {*zip(both["currency_x"], both["currency_y"], strict=True)}
    return {(str(one), str(other)) for one, other in found}


def names_of(orms: pd.DataFrame, invoices: pd.DataFrame) -> set[str]:
    """All names of parties on both sides."""
    columns = [orms["party"], *(invoices[name] for name in SOLD_BY if name in invoices)]
    return {str(name) for column in columns for name in column.dropna().unique() if name}


def guests_of(cut: Plan, paying: pd.DataFrame, to: Mapping[str, Iterable[str]]) -> pd.DataFrame:
    """Remittances and the buckets that they visit, beside their own: where the importers are that they are shown to."""
    where: dict[str, set[int]] = {}
    for (iec, _), bucket in cut.bucket.items():
        where.setdefault(iec, set()).add(bucket)
    at_home = [cut.bucket[cell] for cell in zip(paying["iec"], paying["currency"], strict=True)]
    rows = [
        (place, bucket)
        for place, (key, home) in enumerate(zip(paying["orm_key"], at_home, strict=True))
        for bucket in sorted({bucket for iec in to[str(key)] for bucket in where.get(iec, ())} - {home})
    ]
    visiting = paying.iloc[[place for place, _ in rows]]
    return visiting.assign(bucket=np.array([bucket for _, bucket in rows], dtype=np.int64))
