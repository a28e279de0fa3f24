"""Passes 7 and 8: amounts that differ from the invoice by its terms, by known charges, or by a tolerated rest."""

from __future__ import annotations

import numpy as np

from xl_addin.domain._currencies import EXPONENTS
from xl_addin.engine.settlement.arrays import Ints, Objects, join, objects
from xl_addin.engine.settlement.book import Book, Groups
from xl_addin.engine.settlement.chance import distinctive
from xl_addin.engine.settlement.nearby import matched, pairs_within_tolerance, unique_both_ways, with_common_party

_DECIMALS = 2  # of a currency that the register does not know


def _adjustments(book: Book, inv: Ints) -> list[tuple[str, Ints]]:
    """What may be added to an invoice's open amount, by name, in minor units."""
    columns = ("freight_minor", "insurance_minor", "discount_minor")
    freight, insurance, discount = (book.invoice_frame[name].to_numpy(np.int64)[inv] for name in columns)
    currencies = book.invoice_frame["currency"].to_numpy()[inv]
    unit = np.array([10 ** EXPONENTS.get(code, _DECIMALS) for code in currencies], dtype=np.int64)
    stated = [
        ("with freight", freight),
        ("with insurance", insurance),
        ("with freight and insurance", np.where((freight > 0) & (insurance > 0), freight + insurance, 0)),
        ("less discount", -discount),
        ("with freight and insurance less discount", np.where(discount > 0, freight + insurance - discount, 0)),
    ]
    return stated + [(f"less wire charges of {fee}", -fee * unit) for fee in book.config.wire_charges]


def _expected(book: Book, inv: Ints) -> tuple[Ints, Ints, Objects]:
    """(invoice, amount, account) of every amount to expect for an invoice besides its open amount."""
    adjusted = _adjustments(book, inv)
    amount = np.concatenate([book.invoices.open[inv] + change for _, change in adjusted])
    account = np.repeat(objects(name for name, _ in adjusted), len(inv))
    every = np.tile(inv, len(adjusted))
    keep = np.flatnonzero((amount > 0) & (amount != book.invoices.open[every]))
    # one amount may have two accounts (discount alone, or with no freight); the first one speaks
    order = keep[np.lexsort((amount[keep], every[keep]))]
    again = np.r_[False, (np.diff(every[order]) == 0) & (np.diff(amount[order]) == 0)][: len(order)]
    one = order[~again]
    return every[one], amount[one], account[one]


def terms(book: Book) -> Groups:
    """One remittance that pays an invoice as its terms or known wire charges make one expect."""
    orm, live = with_common_party(book, book.payers(), book.live_invoices())
    inv, amount, account = _expected(book, live)
    left = [book.orms.market[orm], book.orms.party[orm], book.orms.open[orm]]
    one, many, _ = matched(left, [book.invoices.market[inv], book.invoices.party[inv], amount])
    row, place = join(one, many)
    lone = unique_both_ways(orm[row], inv[place])
    row, place = row[lone], place[lone]
    hypotheses = _rivals(book, orm[row], inv)
    sure = distinctive(hypotheses, book.orms.open[orm[row]], book.config.accidental_hits_max)
    evidence = objects(f"same party, invoice {text}" for text in account[place])
    return Groups.pairs(orm[row], inv[place], sure, evidence)


def _rivals(book: Book, orm: Ints, inv: Ints) -> Ints:
    """Number of expected amounts of each remittance's party."""
    ordered = np.sort(book.invoices.party[inv])
    party = book.orms.party[orm]
    return np.searchsorted(ordered, party, "right") - np.searchsorted(ordered, party, "left")


def tolerance_1_1(book: Book) -> Groups:
    """Remittance and invoice of one party that are each other's only partner within tolerance: a suggestion."""
    orm, inv = pairs_within_tolerance(book, book.payers())
    live = book.live_invoices()
    # one invoice in about a hundred lies within 5 % of an amount by chance
    lone = unique_both_ways(orm, inv) & (_rivals(book, orm, live) <= book.config.tolerance_rivals_max)
    orm, inv = orm[lone], inv[lone]
    evidence = np.full(len(orm), "same party, each other's only partner within tolerance", dtype=object)
    return Groups.pairs(orm, inv, np.zeros(len(orm), dtype=bool), evidence)
