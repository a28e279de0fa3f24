"""What a person should look at; a flag never settles anything."""

from __future__ import annotations

import numpy as np
import pandas as pd

from xl_addin.engine.settlement.arrays import Ints, codes, objects
from xl_addin.engine.settlement.book import Book
from xl_addin.engine.settlement.work import NUMBERS

_Row = tuple[str, str, str, str]


def _date_far(book: Book) -> list[_Row]:
    """Lines whose payment lies far before or after the bill of entry."""
    rows: list[_Row] = []
    for part in book.lines:
        days = book.orms.on[part.orm] - book.invoices.on[part.inv]
        far = np.flatnonzero((days < -book.config.days_before_max) | (days > book.config.days_after_max))
        rows += [
            (
                book.orms.key[part.orm[at]],
                book.invoices.key[part.inv[at]],
                "DATE_FAR",
                f"{days[at]} days after the BoE",
            )
            for at in far
        ]
    return rows


def _other_currency(book: Book, opened: Ints) -> list[_Row]:
    """Named invoices of the same importer in another currency, where the desk knows no rate of the deal."""
    edges = book.edges
    at = np.flatnonzero(~edges.home & ~book.names_home[edges.orm] & ~book.priced[edges.orm] & (opened[edges.orm] > 0))
    return [
        (
            book.orms.key[o],
            book.invoices.key[i],
            "CURRENCY_DIFFERS",
            f"{edges.words[t]} is in another currency",
        )
        for o, i, t in zip(edges.orm[at], edges.inv[at], edges.token[at], strict=True)
    ]


def _other_importer(book: Book, opened: Ints) -> list[_Row]:
    """Named invoices of the same party under another importer: a third-party payment."""
    edges = book.elsewhere
    importer = book.invoice_frame["iec"]
    at = np.flatnonzero(opened[edges.orm] > 0)
    return [
        (
            book.orms.key[o],
            book.invoices.key[i],
            "OTHER_IMPORTER",
            f"{edges.words[t]} belongs to {importer[i]}",
        )
        for o, i, t in zip(edges.orm[at], edges.inv[at], edges.token[at], strict=True)
    ]


def _duplicates(book: Book, opened: tuple[Ints, Ints]) -> list[_Row]:
    """Remittances that repeat market, party, amount and remarks of an earlier one within some days."""
    remarks = pd.factorize(book.orm_frame["remarks"])[0].astype(np.int64)
    same = codes(book.orms.market, book.orms.party, opened[0], remarks)
    order = np.argsort(same, kind="stable")
    first, second = order[:-1], order[1:]
    near = (same[first] == same[second]) & (opened[0][second] > 0)
    near &= book.orms.on[second] - book.orms.on[first] <= book.config.duplicate_days
    key = book.orms.key
    return [(key[b], "", "DUPLICATE_ORM", f"repeats {key[a]}") for a, b in zip(first[near], second[near], strict=True)]


def _not_tried(book: Book, left: tuple[Ints, Ints]) -> list[_Row]:
    """What a pass left untried of a party, at its first remittance, where both sides still have something open."""
    rows: list[_Row] = []
    for (key, step, (market, party)), told in book.work.untried.items():
        paid = np.flatnonzero((book.orms.market == market) & (book.orms.party == party) & (left[0] > 0))
        owed = (book.invoices.market == market) & (left[1] > 0)
        if len(paid) and (owed.any() or key == NUMBERS):  # a number may stand on invoices of others
            rows.append((book.orms.key[paid[0]], "", "NOT_TRIED", f"{step} for this importer and party: {told}"))
    return rows


def find_flags(book: Book, opened: tuple[Ints, Ints], left: tuple[Ints, Ints]) -> pd.DataFrame:
    """Flags as (orm_key, invoice_key, flag, detail), sorted; of what was over before nothing is left to look at."""
    named = *_other_currency(book, opened[0]), *_other_importer(book, opened[0])
    rows = sorted({*_date_far(book), *named, *_duplicates(book, opened), *_not_tried(book, left)})
    columns = ["orm_key", "invoice_key", "flag", "detail"]
    return pd.DataFrame({name: objects(row[at] for row in rows) for at, name in enumerate(columns)})
