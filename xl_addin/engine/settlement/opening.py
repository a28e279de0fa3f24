"""Opens the book: canonical order, codes for importer, currency and party, numbers found in remarks."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from xl_addin.engine.settlement.arrays import Columns, Ints, Objects, codes, count_by, objects
from xl_addin.engine.settlement.book import Behalf, Book, Side
from xl_addin.engine.settlement.config import Config
from xl_addin.engine.settlement.contested import contested
from xl_addin.engine.settlement.market import Rates
from xl_addin.engine.settlement.names import document_tokens, party_words, same_party
from xl_addin.engine.settlement.naming import find_edges
from xl_addin.engine.settlement.work import NUMBERS

_ORM_TEXTS = ("orm_key", "iec", "currency", "party", "remarks")
_INVOICE_TEXTS = ("invoice_key", "boe_key", "boe_number", "port_code", "invoice_number", "supplier", "iec", "currency")
_FACTS = ("deal_rate", "on_behalf_of_iec", "payer")
_BESIDE = ("seller", "third_party")  # who may be paid beside the supplier, where the bill of entry names one


def _text(frame: pd.DataFrame, column: str) -> Objects:
    """The column as texts, missing ones empty; an optional column may be missing as a whole."""
    if column in _FACTS + _BESIDE and column not in frame:
        return objects([""] * len(frame))
    values = frame[column].to_numpy(object)
    missing = frame[column].isna().to_numpy(bool)
    if isinstance(frame[column].dtype, pd.StringDtype) and not missing.any():
        return values
    return objects("" if gone else str(value) for value, gone in zip(values, missing, strict=True))


def _ordered(frame: pd.DataFrame, keys: list[str], texts: tuple[str, ...]) -> Columns:
    """The columns in canonical order, texts filled, with the old positions in `row`."""
    columns: Columns = {name: frame[name].to_numpy() for name in frame.columns if name not in texts}
    columns |= {name: _text(frame, name) for name in texts}
    order = canonical_order([columns[name] for name in keys])
    return {name: column[order] for name, column in columns.items()} | {"row": order}


def canonical_order(keys: list[npt.NDArray[Any]]) -> Ints:
    """Order of the rows by their keys; a key is ranked only among rows that are alike in all keys before it."""
    place = np.zeros(len(keys[0]), dtype=np.int64)  # where the rows that are alike so far begin
    for key in keys:
        tied = np.flatnonzero(count_by(place, len(place))[place] > 1)
        if not len(tied):
            break
        alike, rank = place[tied], _ranks(key[tied])
        order = np.lexsort((rank, alike))
        alike, rank = alike[order], rank[order]
        new = np.r_[True, (alike[1:] != alike[:-1]) | (rank[1:] != rank[:-1])]
        first = np.flatnonzero(new)
        offset = np.arange(len(tied)) - np.searchsorted(alike, alike)  # how many of the alike come before
        place[tied[order]] = alike + offset[first][np.cumsum(new) - 1]
    return np.argsort(place, kind="stable")


def _ranks(values: npt.NDArray[Any]) -> Ints:
    """Rank of each value among the distinct ones."""
    if values.dtype != object:
        whole: Ints = values.astype(np.int64)
        return whole
    number, distinct = pd.factorize(values)
    rank = np.empty(len(distinct), dtype=np.int64)
    rank[sorted(range(len(distinct)), key=distinct.tolist().__getitem__)] = np.arange(len(distinct))
    ranks: Ints = rank[number]
    return ranks


def _codes_of_text(*columns: Objects) -> list[Ints]:
    """Codes of several columns over one common dictionary, one array per column."""
    every = pd.factorize(np.concatenate(columns), sort=True)[0].astype(np.int64)
    return np.split(every, np.cumsum([len(column) for column in columns])[:-1])


def _party_codes(names: Ints, importer: Ints, words: list[tuple[str, ...]]) -> Ints:
    """Code of importer and party for each item, misspelt names sharing one; -1 without a name."""
    span = len(words) + 1
    both, place = np.unique(importer * span + names, return_inverse=True)
    pairs = np.divmod(both, span)
    bounds = np.flatnonzero(np.r_[True, np.diff(pairs[0]) != 0, True]) if both.size else np.zeros(1, np.int64)
    coded: list[int] = []
    known: dict[tuple[int, tuple[str, ...]], int] = {}
    for first, last in pairwise(bounds.tolist()):
        mine = [words[name] for name in pairs[1][first:last]]
        canonical = same_party(mine)
        for name in mine:
            party = (int(pairs[0][first]), canonical[name])
            coded.append(known.setdefault(party, len(known)) if name else -1)
    every: Ints = np.array(coded, dtype=np.int64)[place.reshape(-1)]
    return every


def _parties(names: list[Objects], importers: list[Ints]) -> tuple[list[Ints], list[Ints]]:
    """Codes of several lists of names, each known to an importer: of his party, and of the words alone; -1 for none."""
    named, dictionary = pd.factorize(np.concatenate(names), sort=True)
    words = [party_words(name) for name in dictionary]
    known: dict[tuple[str, ...], int] = {(): -1}
    alike = np.array([known.setdefault(name, len(known)) for name in words], dtype=np.int64)
    party = _party_codes(named.astype(np.int64), np.concatenate(importers), words)
    cuts = np.cumsum([len(part) for part in names])[:-1]
    return np.split(party, cuts), np.split(alike[named], cuts)


def _payee(sold: Ints, paid: Ints) -> Ints:
    """The party that each invoice is paid to: seller or third party if open remittances go there, else the supplier.

    `sold` has a row each for suppliers, sellers and third parties.
    """
    size = int(max(sold.max(initial=-1), paid.max(initial=-1))) + 2
    is_paid = np.zeros(size, dtype=bool)
    is_paid[paid] = True
    is_paid[-1] = False  # the last place is party -1
    supplier, seller, third = sold
    payee: Ints = np.where(is_paid[seller], seller, np.where(is_paid[third] & ~is_paid[supplier], third, supplier))
    return payee


def _read(orms: pd.DataFrame, invoices: pd.DataFrame) -> tuple[Columns, Columns]:
    """Both frames in canonical order, remarks in capitals, numbers of invoices in comparable form."""
    assert orms["orm_key"].is_unique, "a remittance stands twice in the frame"
    assert invoices["invoice_key"].is_unique, "an invoice stands twice in the frame"
    for frame in (orms, invoices):
        assert bool((frame["open_minor"] >= 0).all()), "an open amount is negative"
    orm = _ordered(orms, ["on", "orm_key"], _ORM_TEXTS + _FACTS)
    keys = ["boe_date", "boe_number", "port_code", "serial", "invoice_key"]
    inv = _ordered(invoices, keys, _INVOICE_TEXTS + _BESIDE)
    orm["remarks"] = objects(map(str.upper, orm["remarks"]))
    inv["token"] = objects(document_tokens(inv["invoice_number"].tolist()))
    return orm, inv


def open_book(
    orms: pd.DataFrame,
    invoices: pd.DataFrame,
    config: Config,
    parties: Iterable[tuple[str, str]] = (),
    rates: Iterable[tuple[int, str, str]] = (),
) -> Book:
    """Book of the frames of `match`, nothing settled yet; keys are unique, open amounts not negative."""
    orm, inv = _read(orms, invoices)
    facts = np.flatnonzero((orm["on_behalf_of_iec"] != "") & (orm["on_behalf_of_iec"] != orm["iec"]))
    also = sorted(parties)
    of_also, names_also = (objects(row[at] for row in also) for at in (0, 1))
    *importers, knowing = _codes_of_text(orm["iec"], inv["iec"], orm["on_behalf_of_iec"][facts], of_also)
    orm["importer"], inv["importer"], there = importers
    currencies = _codes_of_text(orm["currency"], inv["currency"], orm["currency"][facts])
    cuts = np.cumsum([len(orm["row"]), len(inv["row"])])
    every = codes(np.concatenate(importers), np.concatenate(currencies))
    orm["market"], inv["market"], market_there = np.split(every, cuts)
    # a beneficiary's name is also read among the suppliers of the importer paid for
    sold = [inv["supplier"], *(inv[name] for name in _BESIDE)]
    (paid, theirs, party_there, _), (orm["name"], sold_names, *_) = _parties(
        [orm["party"], np.concatenate(sold), orm["party"][facts], names_also],
        [orm["importer"], np.tile(inv["importer"], len(sold)), there, knowing],
    )
    parties_sold = theirs.reshape(len(sold), -1)
    inv["supplier_name"], inv["seller_name"], inv["third_name"] = sold_names.reshape(len(sold), -1)
    behalf = Behalf(facts, market_there, party_there)
    words = config.third_party_words
    others = np.array([any(phrase in text for phrase in words) for text in orm["remarks"]], dtype=bool)
    others[facts] = True
    stated = np.full(len(orms), -1, dtype=np.int64)
    stated[facts] = there
    found = find_edges(orm, inv, others, stated, config)
    overnamed = np.zeros(len(orms), dtype=bool)
    overnamed[found.cut] = True
    book = Book(
        _side(orm, "orm_key", "on", paid),
        _side(inv, "invoice_key", "boe_date", _payee(parties_sold, paid[orm["open_minor"] > 0])),
        orm,
        inv,
        inv["value_minor"].astype(np.int64),
        pd.factorize(inv["boe_key"])[0].astype(np.int64),
        found.own,
        found.elsewhere,
        others,
        behalf,
        parties_sold,
        orm["deal_rate"] != "",
        config,
        Rates(rates, config.market_days_max),
        np.ones(len(every), dtype=bool),
        overnamed,
    )
    for payer, told in found.crowds.items():
        book.work.untried[NUMBERS, "REF", (int(orm["market"][payer]), int(paid[payer]))] = told
    book.contested = contested(book)
    return book


def _side(columns: Columns, key: str, on: str, party: Ints) -> Side:
    on_day, market, amount = (columns[name].astype(np.int64) for name in (on, "market", "open_minor"))
    return Side(columns[key], on_day, market, party, amount)
