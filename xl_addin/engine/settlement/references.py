"""Invoice and bill-of-entry numbers found in remarks: word sequences looked up, no guessing pattern."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from itertools import accumulate
from typing import NamedTuple

import numpy as np
import pandas as pd

from xl_addin.engine.settlement.arrays import Bools, Columns, Ints, Objects, join, objects
from xl_addin.engine.settlement.config import BOE_WORDS, DEFAULT, OTHER_DOCUMENTS, Config
from xl_addin.engine.settlement.edges import Edges, Said, follow
from xl_addin.engine.settlement.names import document_token, party_words

_BREAKS = re.compile(r"[\s,;:()]+")
_DIGIT = re.compile(r"\d")
_MARKS = re.compile(r"[^0-9A-Z]+")
BOE_DIGITS = 7


def remark_words(remark: str) -> list[str]:
    """Words of an upper-case remark, letters and digits only."""
    return [word for word in (_MARKS.sub("", part) for part in _BREAKS.split(remark)) if word]


def _boe_hits(words: list[str], at: int, vocabulary: dict[str, int]) -> list[int]:
    """Bill of entry named by the digits at this place, by number and date when a date follows."""
    number = words[at].lstrip("0")
    for word in words[at + 1 : at + 4]:
        dated = vocabulary.get(f"BOE {number} {word}")
        if dated is not None:
            return [dated]
    announced = (at > 0 and words[at - 1] in BOE_WORDS) or (at > 1 and words[at - 2] in BOE_WORDS)
    plain = vocabulary.get(f"BOE {number}")
    return [plain] if plain is not None and (announced or len(words[at]) == BOE_DIGITS) else []


def _longest(words: list[str], at: int, vocabulary: dict[str, int], longest: int) -> tuple[int, int]:
    """Number and length in words of the longest known document number that starts here; -1 if none.

    Digits after a word such as PO are the number of another document, in one word or several.
    """
    found = (-1, 1)
    for count, text in enumerate(accumulate(words[at : at + longest]), start=1):
        token = vocabulary.get(text.lstrip("0") if text.isdigit() else text)
        if token is not None:
            found = (token, count)
    token, used = found
    if at and words[at - 1] in OTHER_DOCUMENTS and all(word.isdigit() for word in words[at : at + used]):
        return -1, used
    return token, used


def find_numbers(remark: str, vocabulary: dict[str, int], longest: int) -> list[int]:
    """Token numbers of all known document numbers in an upper-case remark, in order of appearance."""
    words = remark_words(remark)
    found: list[int] = []
    at = 0
    while at < len(words):
        boe = _boe_hits(words, at, vocabulary) if words[at].isdigit() else []
        token, used = (-1, 1) if boe else _longest(words, at, vocabulary, longest)
        found += boe or ([token] if token >= 0 else [])
        at += used
    return list(dict.fromkeys(found))


def _vocabulary(frame: Columns, config: Config) -> tuple[dict[str, int], Objects, Ints, Ints]:
    """All numbers by which invoices can be named, their texts, and the pairs (token, invoice) they stand for."""
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
    shortest, digit = config.token_length_min, _DIGIT.search
    vocabulary = {text: number for number, text in enumerate(words) if len(text) >= shortest and digit(text)}
    return vocabulary, words, every.astype(np.int64), np.tile(np.arange(count, dtype=np.int64), 3)


def _usable(text: str, config: Config) -> bool:
    return len(text) >= config.token_length_min and _DIGIT.search(text) is not None


def _weak(text: str, config: Config) -> bool:
    return text.isdigit() or len(text) < config.token_length_strong


def unread_texts(remark: str, config: Config, longest: int) -> list[str]:
    """Texts of an upper-case remark that could be a misspelt document number, in comparable form, none too long."""
    words, texts = remark_words(remark), dict[str, None]()
    for at in range(len(words)):
        if at and words[at].isdigit() and words[at - 1] in OTHER_DOCUMENTS:
            continue
        for text in accumulate(words[at : at + config.token_words_max]):
            plain = text.lstrip("0") if text.isdigit() else text
            if config.token_length_strong - 1 <= len(plain) <= longest and _DIGIT.search(plain) is not None:
                texts[plain] = None
    return list(texts)


def may_name(remarks: Iterable[str], config: Config = DEFAULT) -> tuple[set[str], set[str]]:
    """All that remarks could be found to name, whatever is known: document numbers, and numbers of bills of entry."""
    numbers: set[str] = set()
    bills: set[str] = set()
    for remark in set(remarks):
        words = remark_words(remark.upper())
        for at, word in enumerate(words):
            texts = accumulate(words[at : at + config.token_words_max])
            plain = (text.lstrip("0") if text.isdigit() else text for text in texts)
            numbers.update(text for text in plain if _usable(text, config))
            if word.isdigit():
                bills.add(word.lstrip("0").zfill(BOE_DIGITS))
    return numbers, bills


class Found(NamedTuple):
    """Invoices that remarks name: of the same importer, and of other importers; and what was not followed."""

    own: Edges
    elsewhere: Edges
    crowds: dict[int, str]  # what was not followed, by the first remittance of the importer that names it
    cut: Ints  # remittances that name such a number


def find_edges(orm: Columns, inv: Columns, others: Bools, stated: Ints, config: Config) -> Found:
    """Invoices that remarks name: of the same importer; and of other importers, where the payer says so.

    `others`: it pays for someone else; `stated`: for which importer, -1 unknown.
    """
    vocabulary, texts, token, invoice = _vocabulary(inv, config)
    written, remarks = pd.factorize(orm["remarks"])
    hits = [find_numbers(remark, vocabulary, config.token_words_max) for remark in remarks]
    remark_of = np.repeat(np.arange(len(hits)), [len(hit) for hit in hits])
    token_of = np.array([number for hit in hits for number in hit], dtype=np.int64)
    payer, place = join(written.astype(np.int64), remark_of)
    said = token_of[place]
    named, weak = np.zeros((2, len(texts)), dtype=bool)
    for number in np.unique(said).tolist():
        named[number], weak[number] = True, _weak(texts[number], config)
    invoice, token = invoice[named[token]], token[named[token]]
    importers = orm["importer"], inv["importer"]
    markets = orm["market"], inv["market"]

    def edges(one: Ints, many: Ints, number: Ints) -> Edges:
        return Edges(one, many, number, weak[number], markets[0][one] == markets[1][many], texts)

    span = len(texts) + 1
    borne = importers[1][invoice] * span + token
    home = follow(Said(payer, importers[0][payer] * span + said, said, invoice, borne), markets[0], config)
    payer, said = payer[others[payer]], said[others[payer]]
    abroad = follow(Said(payer, said, said, invoice, token), markets[0], config)
    one, many, told = abroad[:3]
    there = np.where(stated[one] < 0, importers[0][one] != importers[1][many], stated[one] == importers[1][many])
    there &= ((stated[one] >= 0) & ~weak[told]) | _same_name(orm, inv, one, many)
    cut = np.union1d(home.cut, abroad.cut)
    crowds = {crowd.orm: crowd.told(texts) for crowd in (*abroad.crowds, *home.crowds)}
    return Found(edges(*home[:3]), edges(one[there], many[there], told[there]), crowds, cut)


def _same_name(orm: Columns, inv: Columns, one: Ints, many: Ints) -> Bools:
    """True where supplier or seller has the beneficiary's name but for the legal form; a missing name is nobody's."""
    paid, supplier, seller = orm["party"][one], inv["supplier"][many], inv["seller"][many]
    words = {name: party_words(name) for name in {*paid, *supplier, *seller}}
    names = zip(paid, supplier, seller, strict=True)
    return np.array([words[a] in (words[b], words[c]) and words[a] != () for a, b, c in names], dtype=bool)
