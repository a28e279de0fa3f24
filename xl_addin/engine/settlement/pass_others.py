"""Payments for another importer of whom the desk has no fact: the bill names the payer, or the remarks say it."""

from __future__ import annotations

import numpy as np
import pandas as pd

from xl_addin.engine.settlement.arrays import Ints, Objects, objects
from xl_addin.engine.settlement.book import NO_GROUPS, Book, Groups
from xl_addin.engine.settlement.names import party_words
from xl_addin.engine.settlement.nearby import equal_pairs

_BY_BILL = "the bill names the payer as its third party, equal amount"
_BY_REMARKS = "paid for someone else by its remarks, beneficiary and amount of one invoice"


def _named_alike(*columns: Objects) -> list[Ints]:
    """A code for each name by its words, one dictionary for all columns; -1 for a name without words."""
    place, names = pd.factorize(np.concatenate(columns))
    known: dict[tuple[str, ...], int] = {(): -1}
    code = np.array([known.setdefault(party_words(name), len(known)) for name in names], dtype=np.int64)
    return np.split(code[place], np.cumsum([len(column) for column in columns])[:-1])


def of_others(book: Book) -> Groups:
    """A remittance and the one invoice of another importer with its amount, whose bill names the payer, or whose
    supplier or seller is the beneficiary of a payment that says that it is for someone else."""
    free = book.orms.open > 0
    free[book.behalf.orm] = False
    orm, inv = np.flatnonzero(free), np.flatnonzero(book.invoices.open > 0)
    for pairs, why in ((_by_bill, _BY_BILL), (_by_remarks, _BY_REMARKS)):
        one, many = pairs(book, orm, inv)
        if len(one):
            return Groups.pairs(one, many, np.zeros(len(one), dtype=bool), objects([why] * len(one)))
    return NO_GROUPS


def _by_bill(book: Book, orm: Ints, inv: Ints) -> tuple[Ints, Ints]:
    payer, third = _named_alike(book.orm_frame["payer"][orm], book.invoice_frame["third_party"][inv])
    return _equal(book, (orm, payer), (inv, third))


def _by_remarks(book: Book, orm: Ints, inv: Ints) -> tuple[Ints, Ints]:
    orm = orm[book.for_others[orm]]
    names = book.orm_frame["party"][orm], book.invoice_frame["supplier"][inv], book.invoice_frame["seller"][inv]
    paid, supplier, seller = _named_alike(*names)
    one, many = _equal(book, (orm, paid), (np.r_[inv, inv], np.r_[supplier, seller]))
    return one, many


def _equal(book: Book, left: tuple[Ints, Ints], right: tuple[Ints, Ints]) -> tuple[Ints, Ints]:
    """Pairs of equal name, currency and amount of two importers, where neither stands in another such pair."""
    (orm, mine), (inv, theirs) = ((items[names >= 0], names[names >= 0]) for items, names in (left, right))
    money = pd.factorize(np.r_[book.orm_frame["currency"][orm], book.invoice_frame["currency"][inv]])[0].astype(
        np.int64
    )
    one = [mine, money[: len(orm)], book.orms.open[orm]]
    row, place, lone = equal_pairs(one, [theirs, money[len(orm) :], book.invoices.open[inv]])
    orm, inv = orm[row], inv[place]
    keep = lone & (book.orm_frame["importer"][orm] != book.invoice_frame["importer"][inv])
    return orm[keep], inv[keep]
