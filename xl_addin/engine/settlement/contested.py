"""Payments that may be made twice: what two remittances pay in full is for a person, with both readings told."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from xl_addin.engine.settlement.arrays import Bools, codes, count_by, sum_by
from xl_addin.engine.settlement.book import Book, Groups

_SILENT = "; a payment of the same amount that names nothing may be for it too"
_TWICE = "; {count} remittances each pay it in full: {keys}"


def contested(book: Book) -> Bools:
    """Invoices named by a payment of their amount, while more silent payments of it are open than other such invoices.

    It is judged by what was open when the run began, so that a second run says the same.
    """
    paid, owed = book.orm_frame["open_minor"].astype(np.int64), book.invoice_frame["open_minor"].astype(np.int64)
    edges = book.edges
    orm, inv = edges.orm[edges.home], edges.inv[edges.home]
    exact = (paid[orm] == owed[inv]) & (paid[orm] > 0) & book.same_party(orm, inv)
    named = np.zeros(len(owed), dtype=bool)
    named[inv[exact]] = True
    silent = (paid > 0) & (book.orms.party >= 0) & ~book.names_own & ~book.for_others & ~book.priced & ~book.on_account
    columns = ((book.orms.market, book.invoices.market), (book.orms.party, book.invoices.party), (paid, owed))
    both = codes(*(np.concatenate(pair) for pair in columns))
    size = int(both.max(initial=-1)) + 1
    one, many = both[: len(paid)], both[len(paid) :]
    free = count_by(many[~named & (owed > 0)], size)
    crowd = count_by(one[silent], size)
    found: Bools = named & (crowd > free)[many]
    return found


def told(book: Book, groups: Groups) -> Groups:
    """The groups, none AUTO whose invoice is contested; with the other reading in their evidence."""
    size = len(groups.auto)
    doubt = np.zeros(size, dtype=bool)
    doubt[groups.inv_group[book.contested[groups.inv]]] = True
    several = _each_in_full(book, groups)
    keys: dict[int, list[str]] = {}
    order = np.argsort(groups.orm, kind="stable")
    for group, orm in zip(groups.orm_group[order].tolist(), groups.orm[order].tolist(), strict=True):
        if several[group] > 1:
            keys.setdefault(group, []).append(str(book.orms.key[orm]))
    more = dict.fromkeys(np.flatnonzero(doubt).tolist(), _SILENT)
    more |= {group: _TWICE.format(count=len(names), keys=", ".join(names[:5])) for group, names in keys.items()}
    doubt |= several > 1
    evidence = groups.evidence.copy()
    for group, addition in more.items():
        evidence[group] += addition
    return replace(groups, auto=groups.auto & ~doubt, evidence=evidence)


def _each_in_full(book: Book, groups: Groups) -> np.typing.NDArray[np.int64]:
    """How many remittances of each group pay alone what all its invoices owe, within tolerance."""
    size = len(groups.auto)
    owed = sum_by(groups.inv_group, book.invoices.open[groups.inv], size)
    apart = np.abs(book.orms.open[groups.orm] - owed[groups.orm_group])
    full = book.config.tolerance_divisor * apart <= owed[groups.orm_group]
    return count_by(groups.orm_group[full], size)
