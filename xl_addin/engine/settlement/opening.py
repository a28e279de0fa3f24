"""Opens the book: canonical order, codes for importer, currency and party, numbers found in remarks."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from xl_addin.engine.settlement.arrays import Ints, codes, objects
from xl_addin.engine.settlement.book import Book, Side
from xl_addin.engine.settlement.config import Config
from xl_addin.engine.settlement.names import party_words, same_party
from xl_addin.engine.settlement.references import find_edges

_INVOICE_TEXTS = ["invoice_number", "supplier", "iec", "currency", "terms"]


def _text(frame: pd.DataFrame, column: str) -> pd.Series[Any]:
    return frame[column].astype(object).where(frame[column].notna(), "").astype(str)


def _ordered(frame: pd.DataFrame, keys: list[str], texts: list[str]) -> pd.DataFrame:
    """The frame in canonical order with its text columns filled and its old positions in `row`."""
    filled = frame.assign(row=np.arange(len(frame)), **{name: _text(frame, name) for name in texts})
    return filled.sort_values(keys, kind="stable", ignore_index=True)


def _codes_of_text(*columns: pd.Series[Any]) -> list[Ints]:
    """Codes of several columns over one common dictionary, one array per column."""
    joined = pd.concat(columns, ignore_index=True)
    every = pd.factorize(joined, sort=True)[0].astype(np.int64)
    return np.split(every, np.cumsum([len(column) for column in columns])[:-1])


def _party_codes(names: Ints, importer: Ints, dictionary: list[str]) -> Ints:
    """Code of importer and party for each item, misspelt names sharing one; -1 without a name."""
    words = [party_words(name) for name in dictionary]
    pairs, place = np.unique(np.stack([importer, names]), axis=1, return_inverse=True)
    bounds = np.flatnonzero(np.r_[True, np.diff(pairs[0]) != 0, True]) if pairs.size else np.zeros(1, np.int64)
    coded: list[int] = []
    known: dict[tuple[int, tuple[str, ...]], int] = {}
    for first, last in pairwise(bounds.tolist()):
        mine = [words[name] for name in pairs[1, first:last]]
        canonical = same_party(mine)
        for name in mine:
            party = (int(pairs[0, first]), canonical[name])
            coded.append(known.setdefault(party, len(known)) if name else -1)
    return np.array(coded, dtype=np.int64)[place.reshape(-1)]


def open_book(orms: pd.DataFrame, invoices: pd.DataFrame, config: Config) -> Book:
    """Book of the frames of `match`, nothing settled yet; keys are unique, open amounts not negative."""
    assert orms["orm_key"].is_unique, "a remittance stands twice in the frame"
    assert invoices["invoice_key"].is_unique, "an invoice stands twice in the frame"
    for frame in (orms, invoices):
        assert bool((frame["open_minor"] >= 0).all()), "an open amount is negative"
    orm = _ordered(orms, ["on", "orm_key"], ["orm_key", "iec", "currency", "party", "remarks"])
    keys = ["boe_date", "boe_number", "port_code", "serial", "invoice_key"]
    inv = _ordered(invoices, keys, ["invoice_key", "boe_key", "boe_number", "port_code", *_INVOICE_TEXTS])
    orm["remarks"] = orm["remarks"].str.upper()
    importers = _codes_of_text(orm["iec"], inv["iec"])
    orm["importer"], inv["importer"] = importers
    currencies = _codes_of_text(orm["currency"], inv["currency"])
    cut = len(orm)
    orm["market"], inv["market"] = np.split(codes(np.concatenate(importers), np.concatenate(currencies)), [cut])
    named, dictionary = pd.factorize(pd.concat([orm["party"], inv["supplier"]], ignore_index=True), sort=True)
    party = _party_codes(named.astype(np.int64), np.concatenate(importers), list(dictionary))
    for_others = orm["remarks"].map(lambda text: any(words in text for words in config.third_party_words))
    others = for_others.to_numpy(bool)
    return Book(
        _side(orm, "orm_key", "on", party[:cut]),
        _side(inv, "invoice_key", "boe_date", party[cut:]),
        orm,
        inv,
        _ints(inv, "value_minor"),
        pd.factorize(inv["boe_key"])[0].astype(np.int64),
        *find_edges(orm, inv, others, config),
        others,
        config,
        np.ones(len(orm) + len(inv), dtype=bool),
    )


def _side(frame: pd.DataFrame, key: str, on: str, party: Ints) -> Side:
    return Side(objects(frame[key]), _ints(frame, on), _ints(frame, "market"), party, _ints(frame, "open_minor"))


def _ints(frame: pd.DataFrame, column: str) -> Ints:
    return frame[column].to_numpy(np.int64, copy=True)
