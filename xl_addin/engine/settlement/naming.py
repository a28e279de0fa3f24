"""Which invoices remittances name: each importer's remarks are read by the numbers of his own invoices.

Who pays for someone else is also read by the numbers of the importer for whom, as far as the desk knows him, and else
by those of his beneficiary's invoices. What other importers bear besides is no number here: they change nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
import pandas as pd

from xl_addin.engine.settlement.arrays import Bools, Columns, Ints, Objects, join, objects
from xl_addin.engine.settlement.config import Config
from xl_addin.engine.settlement.edges import Edges, Said, follow
from xl_addin.engine.settlement.names import document_token
from xl_addin.engine.settlement.references import find_numbers, usable


class Found(NamedTuple):
    """Invoices that remarks name: of the same importer, and of other importers; and what was not followed."""

    own: Edges
    elsewhere: Edges
    crowds: dict[int, str]  # what was not followed, by the first remittance of the importer that names it
    cut: Ints  # remittances that name such a number


class Numbers(NamedTuple):
    """The usable numbers by which invoices can be named: all texts, and the pairs of invoice and number."""

    words: Objects
    invoice: Ints
    token: Ints


def _numbers(frame: Columns, config: Config) -> Numbers:
    """Invoices by their own number, by their bill's number, and by that and its date."""
    count = len(frame["row"])
    tokens, texts = pd.factorize(frame["token"])
    boe, numbers = pd.factorize(frame["boe_number"])
    on, days = pd.factorize(frame["boe_date"])
    plain, plain_texts = pd.factorize(objects("BOE " + document_token(number) for number in numbers))
    both, dated = np.unique(plain[boe] * (len(days) + 1) + on, return_inverse=True)
    dates = [f" {dt.date.fromordinal(int(day)):%d%m%Y}" for day in days]
    dated_texts = [plain_texts[at // (len(days) + 1)] + dates[at % (len(days) + 1)] for at in both.tolist()]
    every = np.concatenate([tokens, len(texts) + plain[boe], len(texts) + len(plain_texts) + dated.reshape(-1)])
    words = np.concatenate([texts, plain_texts, objects(dated_texts)])
    usable_ = np.array([usable(text, config) for text in words], dtype=bool)
    kept = np.flatnonzero(usable_[every])
    return Numbers(words, kept % max(count, 1), every[kept].astype(np.int64))


class _Shelf:
    """The numbers on the invoices of each importer, as remarks are read by them."""

    def __init__(self, numbers: Numbers, importer: Ints) -> None:
        span = len(numbers.words) + 1
        self._importer, self._token = np.divmod(np.unique(importer[numbers.invoice] * span + numbers.token), span)
        self._words = numbers.words

    def of(self, importer: int) -> dict[str, int]:
        token = self._token[slice(*np.searchsorted(self._importer, [importer, importer + 1]))]
        return dict(zip(self._words[token].tolist(), token.tolist(), strict=True))


def _said_at_home(orm: Columns, shelf: _Shelf, rows: Ints, config: Config) -> tuple[Ints, Ints]:
    """Remittances and the numbers of their importer's invoices that they name; a remark is read once."""
    written, remarks = pd.factorize(orm["remarks"][rows])
    numbered = np.array([any(map(str.isdigit, remark)) for remark in remarks], dtype=bool)[written]
    rows, written = rows[numbered], written[numbered].astype(np.int64)
    span = len(remarks) + 1
    both, place = np.unique(orm["importer"][rows] * span + written, return_inverse=True)
    known, whose, hits = dict[str, int](), -1, []
    for importer, remark in zip(*(column.tolist() for column in np.divmod(both, span)), strict=True):
        if importer != whose:
            known, whose = shelf.of(importer), importer
        hits.append(find_numbers(remarks[remark], known.get, config.token_words_max) if known else [])
    at, token = _flat(hits)
    one, found = join(place.reshape(-1).astype(np.int64), at)
    return rows[one], token[found]


def _flat(hits: list[list[int]]) -> tuple[Ints, Ints]:
    """The place of each list, and what stands in it, a row each."""
    at = np.repeat(np.arange(len(hits)), [len(hit) for hit in hits])
    return at, np.array([number for hit in hits for number in hit], dtype=np.int64)


def _asked(remarks: Iterable[str], config: Config) -> set[str]:
    """All texts by which the remarks could name an invoice."""
    asked: set[str] = set()
    for remark in remarks:
        find_numbers(remark, asked.add, config.token_words_max)
    return asked


class _Near(NamedTuple):
    """Numbers that payers for others may name, with the invoices that bear them."""

    known: dict[str, int]
    invoice: Ints
    token: Ints


def _near(orm: Columns, numbers: Numbers, rows: Ints, config: Config) -> _Near:
    asked = _asked({*orm["remarks"][rows]}, config) if len(rows) else set()
    known = {text: number for number, text in enumerate(numbers.words) if text in asked} if asked else {}
    wanted = np.zeros(len(numbers.words), dtype=bool)
    wanted[[*known.values()]] = True
    near = wanted[numbers.token]
    return _Near(known, numbers.invoice[near], numbers.token[near])


def _borne(inv: Columns, near: _Near, importers: int) -> tuple[Ints, Ints, Ints]:
    """Who bears the numbers: importers by their codes, names of suppliers and sellers by theirs behind them."""
    supplier, seller = (inv[name][near.invoice] for name in ("supplier_name", "seller_name"))
    who = np.concatenate([inv["importer"][near.invoice], importers + supplier, importers + seller])
    named = np.concatenate([np.ones(len(supplier), bool), supplier >= 0, (seller >= 0) & (seller != supplier)])
    return who[named], np.tile(near.token, 3)[named], np.tile(near.invoice, 3)[named]


def _said_for_others(
    orm: Columns, near: _Near, rows: Ints, who: Ints, bears: set[tuple[int, int]], config: Config
) -> tuple[Ints, Ints]:
    """Remittances for others and the numbers that they name of their importer's invoices, or of those of `who`."""
    hits = []
    for remark, home, there in zip(orm["remarks"][rows], orm["importer"][rows].tolist(), who.tolist(), strict=True):

        def known(text: str, home: int = home, there: int = there) -> int | None:
            number = near.known.get(text)
            return number if number is not None and ((home, number) in bears or (there, number) in bears) else None

        hits.append(find_numbers(remark, known, config.token_words_max))
    at, token = _flat(hits)
    return rows[at], token


def find_edges(orm: Columns, inv: Columns, others: Bools, stated: Ints, config: Config) -> Found:
    """Invoices that remarks name: of the same importer; and of other importers, where the payer says so.

    `others`: it pays for someone else; `stated`: for which importer, -1 unknown.
    """
    numbers = _numbers(inv, config)
    foreign = np.flatnonzero(others)
    importers = int(max(orm["importer"].max(initial=-1), inv["importer"].max(initial=-1), stated.max(initial=-1))) + 1
    who = np.where(stated >= 0, stated, np.where(orm["name"] >= 0, importers + orm["name"], -1))
    near = _near(orm, numbers, foreign, config)
    bearing, borne, bearer = _borne(inv, near, importers)
    bears = {*zip(bearing.tolist(), borne.tolist(), strict=True)}
    plain = _said_at_home(orm, _Shelf(numbers, inv["importer"]), np.flatnonzero(~others), config)
    strange = _said_for_others(orm, near, foreign, who[foreign], bears, config)
    payer, said = (np.concatenate(column) for column in zip(plain, strange, strict=True))
    order = np.argsort(payer, kind="stable")
    payer, said = payer[order], said[order]
    weak = np.zeros(len(numbers.words), dtype=bool)
    for number in np.unique(said).tolist():
        weak[number] = _weak(numbers.words[number], config)
    span = len(numbers.words) + 1

    def edges(one: Ints, many: Ints, number: Ints) -> Edges:
        home = orm["market"][one] == inv["market"][many]
        return Edges(one, many, number, weak[number], home, numbers.words)

    home = follow(
        Said(payer, orm["importer"][payer] * span + said, said, *_own(inv, numbers, said)), orm["market"], config
    )
    known = who[payer] >= 0
    ours, theirs = payer[others[payer] & known], said[others[payer] & known]
    abroad = follow(
        Said(ours, who[ours] * span + theirs, theirs, bearer, bearing * span + borne), orm["market"], config
    )
    one, many, told = abroad[:3]
    there = np.where(
        stated[one] >= 0, ~weak[told] | _same_name(orm, inv, one, many), orm["importer"][one] != inv["importer"][many]
    )
    crowds = {crowd.orm: crowd.told(numbers.words) for crowd in (*abroad.crowds, *home.crowds)}
    return Found(
        edges(*home[:3]), edges(one[there], many[there], told[there]), crowds, np.union1d(home.cut, abroad.cut)
    )


def _own(inv: Columns, numbers: Numbers, said: Ints) -> tuple[Ints, Ints]:
    """Invoices that bear a number that someone names, with the codes by which their own importer's are met."""
    named = np.zeros(len(numbers.words), dtype=bool)
    named[said] = True
    kept = named[numbers.token]
    invoice, token = numbers.invoice[kept], numbers.token[kept]
    return invoice, inv["importer"][invoice] * (len(numbers.words) + 1) + token


def _weak(text: str, config: Config) -> bool:
    return text.isdigit() or len(text) < config.token_length_strong


def _same_name(orm: Columns, inv: Columns, one: Ints, many: Ints) -> Bools:
    """True where supplier or seller has the beneficiary's name but for the legal form; a missing name is nobody's."""
    paid = orm["name"][one]
    same: Bools = (paid >= 0) & ((paid == inv["supplier_name"][many]) | (paid == inv["seller_name"][many]))
    return same
