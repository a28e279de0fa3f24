"""Passes 7 and 8: amounts that differ from the invoice by its terms, by known charges, or by a tolerated rest."""

from __future__ import annotations

import numpy as np
import pandas as pd

from xl_addin.domain.money import plain
from xl_addin.engine.settlement.arrays import Bools, Ints, Objects, objects
from xl_addin.engine.settlement.book import Book, Groups
from xl_addin.engine.settlement.chance import distinctive
from xl_addin.engine.settlement.charges import charges_of
from xl_addin.engine.settlement.nearby import (
    enough_pairs,
    matched,
    pairs_short_by,
    pairs_within_tolerance,
    purpose_allows,
    unique_both_ways,
    with_common_party,
)

_STATED = 5  # ways in which what an invoice states changes its amount
Pairs = tuple[Ints, Ints, Objects]  # places of remittances and of invoices, and the account of each pair


def _as_stated(book: Book, orm: Ints, inv: Ints) -> Pairs:
    """Remittances that equal an open amount changed by the freight, insurance and discount that it states."""
    columns = ("freight_minor", "insurance_minor", "discount_minor")
    freight, insurance, discount = (book.invoice_frame[name][inv].astype(np.int64) for name in columns)
    stated = {
        "with freight": freight,
        "with insurance": insurance,
        "with freight and insurance": np.where((freight > 0) & (insurance > 0), freight + insurance, 0),
        "less discount": -discount,
        "with charges less discount": np.where(discount > 0, freight + insurance - discount, 0),
    }
    place = [np.flatnonzero((change != 0) & (book.invoices.open[inv] + change > 0)) for change in stated.values()]
    amount = [book.invoices.open[inv[at]] + change[at] for at, change in zip(place, stated.values(), strict=True)]
    account = np.repeat(objects(stated), [len(at) for at in place])
    every = inv[np.concatenate(place)]
    row, found = _equal(book, orm, book.orms.open[orm], every, np.concatenate(amount))
    return orm[row], every[found], account[found]


def _less_wire_charges(book: Book, orm: Ints, inv: Ints) -> Pairs:
    """Remittances that fall short of an open amount by a charge that banks on the way are known to keep."""
    written, currencies = pd.factorize(book.orm_frame["currency"][orm])
    known = [charges_of(code, book.config) for code in currencies]
    most = np.array([fees.max(initial=0) for fees in known] or [0], dtype=np.int64)[written]
    row, found = pairs_short_by(book, orm, inv, most)
    missing = book.invoices.open[inv[found]] - book.orms.open[orm[row]]
    small = book.config.charges_divisor * missing <= book.invoices.open[inv[found]]
    keep = np.zeros(len(row), dtype=bool)
    for place, fees in enumerate(known):
        mine = written[row] == place
        keep[mine] = np.isin(missing[mine], fees)
    keep &= small
    row, found, missing = row[keep], found[keep], missing[keep]
    told = zip(missing.tolist(), (currencies[place] for place in written[row]), strict=True)
    return orm[row], inv[found], objects(f"less wire charges of {plain(fee, code)}" for fee, code in told)


def _equal(book: Book, orm: Ints, paid: Ints, inv: Ints, owed: Ints) -> tuple[Ints, Ints]:
    """Places of equal amounts of one market and party; of a crowd of equals enough to show that it is one."""
    left = [book.orms.market[orm], book.orms.party[orm], paid]
    one, many, _ = matched(left, [book.invoices.market[inv], book.invoices.party[inv], owed])
    return enough_pairs(one, orm, many, inv)


def terms(book: Book) -> Groups:
    """One remittance that pays an invoice as its terms or known wire charges make one expect."""
    payers, live = with_common_party(book, book.payers(), book.live_invoices())
    parts = _as_stated(book, payers, live), _less_wire_charges(book, payers, live)
    orm, inv, account = (np.concatenate(column) for column in zip(*parts, strict=True))
    charged = np.arange(len(orm)) >= len(parts[0][0])
    allowed = purpose_allows(book, orm, inv)
    orm, inv, account, charged = orm[allowed], inv[allowed], account[allowed], charged[allowed]
    # one amount may have two accounts (discount alone, or with no freight); the first one speaks
    one = np.unique(np.stack([orm, inv]), axis=1, return_index=True)[1]
    one = one[unique_both_ways(orm[one], inv[one])]
    orm, inv, account, charged = orm[one], inv[one], account[one], charged[one]
    sure = _is_no_accident(book, orm, _rivals(book, orm, live), charged)
    return Groups.pairs(orm, inv, sure, objects(f"same party, invoice {text}" for text in account))


def _is_no_accident(book: Book, orm: Ints, rivals: Ints, charged: Bools) -> Bools:
    """Whether so few changes of so few invoices would equal the amount by chance."""
    paid, config = book.orms.open[orm], book.config
    stated = distinctive(rivals * _STATED, paid, config.accidental_hits_max)
    kept = distinctive(rivals * _charges(book, orm), paid, config.accidental_hits_charges_max)
    return np.where(charged, kept, stated)


def _charges(book: Book, orm: Ints) -> Ints:
    """Number of the wire charges that are known in each remittance's currency."""
    written, currencies = pd.factorize(book.orm_frame["currency"][orm])
    counts = [len(charges_of(code, book.config)) for code in currencies]
    return np.array(counts, dtype=np.int64)[written] if counts else np.zeros(0, dtype=np.int64)


def _rivals(book: Book, orm: Ints, inv: Ints) -> Ints:
    """Number of the invoices that are of each remittance's party."""
    ordered = np.sort(book.invoices.party[inv])
    party = book.orms.party[orm]
    return np.searchsorted(ordered, party, "right") - np.searchsorted(ordered, party, "left")


def tolerance_1_1(book: Book) -> Groups:
    """Remittance and invoice of one party that are each other's only partner within tolerance: a suggestion."""
    payers = book.payers()
    # one invoice in about a hundred lies within 5 % of an amount by chance
    few = _rivals(book, payers, book.live_invoices()) <= book.config.tolerance_rivals_max
    orm, inv, _ = pairs_within_tolerance(book, payers[few])
    allowed = purpose_allows(book, orm, inv)
    orm, inv = orm[allowed], inv[allowed]
    lone = unique_both_ways(orm, inv)
    orm, inv = orm[lone], inv[lone]
    evidence = np.full(len(orm), "same party, each other's only partner within tolerance", dtype=object)
    return Groups.pairs(orm, inv, np.zeros(len(orm), dtype=bool), evidence)
