"""Payments for another importer of whom the desk has no fact: the bill names the payer, or the remarks say it.

Only whole items are looked at, of which nothing was settled yet: what is left of one is the amount of no invoice. So
an importer's own settlement never decides whether an invoice of another one meets its payment.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from xl_addin.engine.settlement.arrays import Ints, Objects, objects
from xl_addin.engine.settlement.book import Book, Groups
from xl_addin.engine.settlement.names import party_words
from xl_addin.engine.settlement.nearby import equal_pairs, matched

_BY_BILL = "the bill names the payer as its third party, equal amount"
_BY_REMARKS = "paid for someone else by its remarks, beneficiary and amount of one invoice"


def by_bill(book: Book) -> Groups:
    """A remittance and the one invoice of another importer with its amount, whose bill names the payer."""
    orm, inv = _free(book)
    orm, inv = orm[book.orm_frame["payer"][orm] != ""], inv[book.invoice_frame["third_name"][inv] >= 0]
    orm, inv = _near(book, orm, inv)
    payer, third = _named_alike(book.orm_frame["payer"][orm], book.invoice_frame["third_party"][inv])
    return _alone(book, (orm, payer), (inv, third), _BY_BILL)


def by_remarks(book: Book) -> Groups:
    """A remittance that says that it is for someone else and the one invoice of another importer with its amount,
    whose supplier or seller is its beneficiary."""
    orm, inv = _free(book)
    orm, inv = _near(book, orm[book.for_others[orm]], inv)
    sold = np.concatenate([book.invoice_frame[name][inv] for name in ("supplier_name", "seller_name")])
    return _alone(book, (orm, book.orm_frame["name"][orm]), (np.r_[inv, inv], sold), _BY_REMARKS)


def _free(book: Book) -> tuple[Ints, Ints]:
    """Untouched remittances of whom the desk has no fact, and untouched invoices."""
    orm, inv = book.untouched()
    return np.setdiff1d(orm, book.behalf.orm), inv


def _alone(book: Book, left: tuple[Ints, Ints], right: tuple[Ints, Ints], why: str) -> Groups:
    """Pairs of equal name, currency and amount of two importers, where neither stands in another such pair."""
    (orm, mine), (inv, theirs) = ((items[names >= 0], names[names >= 0]) for items, names in (left, right))
    paid, owed = _money(book, orm, inv)
    row, place, lone = equal_pairs([mine, *paid], [theirs, *owed])
    orm, inv = orm[row], inv[place]
    keep = lone & (book.orm_frame["importer"][orm] != book.invoice_frame["importer"][inv])
    orm, inv = orm[keep], inv[keep]
    return Groups.pairs(orm, inv, np.zeros(len(orm), dtype=bool), objects([why] * len(orm)))


def _near(book: Book, orm: Ints, inv: Ints) -> tuple[Ints, Ints]:
    """Items whose currency and amount stand on both sides: few, so that only their names are read."""
    one, many, counts = matched(*_money(book, orm, inv))
    both = np.flatnonzero((counts > 0).all(axis=0))
    return orm[np.isin(one, both)], inv[np.isin(many, both)]


def _money(book: Book, orm: Ints, inv: Ints) -> tuple[list[Ints], list[Ints]]:
    """Currency and open amount of both sides."""
    texts = np.concatenate([book.orm_frame["currency"][orm], book.invoice_frame["currency"][inv]])
    code = pd.factorize(texts)[0].astype(np.int64)
    return [code[: len(orm)], book.orms.open[orm]], [code[len(orm) :], book.invoices.open[inv]]


def _named_alike(*columns: Objects) -> list[Ints]:
    """A code for each name by its words, one dictionary for all columns; -1 for a name without words."""
    place, names = pd.factorize(np.concatenate(columns))
    known: dict[tuple[str, ...], int] = {(): -1}
    code = np.array([known.setdefault(party_words(name), len(known)) for name in names], dtype=np.int64)
    return np.split(code[place], np.cumsum([len(column) for column in columns])[:-1])
