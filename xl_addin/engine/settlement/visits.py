"""Payments for other importers, in a book that is cut: which importers each of them is shown to.

A remittance that pays for someone else settles nothing by its amount at home, so it need not be beside the importer for
whom: it is looked at in both places. Only where it could be used in two places do these stay together: it may name an
invoice of its own importer too, or who has an invoice of its beneficiary and amount, or of the number that it names, is
more than one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import product

import numpy as np
import pandas as pd

from xl_addin.engine.settlement.arrays import Bools, Objects
from xl_addin.engine.settlement.config import DEFAULT, Config
from xl_addin.engine.settlement.names import document_tokens, party_words
from xl_addin.engine.settlement.references import find_numbers, usable

NAMED, EQUAL = "named", "equal"
Hit = tuple[int, str, str, str, int]  # place of the payment, importer and currency of invoices, how, and how many
NEEDED = ("iec", "currency", "invoice_number", "boe_number", "open_minor", "supplier", "seller")  # of the invoices
_SIDES_NAMED = 3  # an invoice has its own number, its bill's, and that with a date


@dataclass(frozen=True)
class Visits:
    """By remittance the importers to whom it is shown; importers, and currencies of one, that stay together."""

    to: dict[str, set[str]] = field(default_factory=dict)
    joined: set[tuple[str, str]] = field(default_factory=set)
    crossed: dict[str, set[tuple[str, str]]] = field(default_factory=dict)
    names: dict[str, set[str]] = field(
        default_factory=dict
    )  # of beneficiaries, read among those of whom it is paid for


def pays_for_others(orms: pd.DataFrame, config: Config = DEFAULT) -> pd.DataFrame:
    """The remittances that say or are known to be paid for another importer: the few that look across importers."""
    remarks = orms["remarks"].fillna("").astype(object).map(str.upper)
    said = np.array([any(word in text for word in config.third_party_words) for text in remarks], dtype=bool)
    stated: Bools = _stated(orms) != ""
    return orms[said | stated]


def _stated(orms: pd.DataFrame) -> Objects:
    """For which importer the desk knows each to be paid; "" where it knows none, or its own."""
    none = pd.Series("", index=orms.index)
    whom = orms.get("on_behalf_of_iec", none).fillna("").astype(object).to_numpy(object)
    return np.where(whom == orms["iec"].astype(object).to_numpy(object), "", whom)


class _Payers:
    """The payments for others, by what invoices may have to do with them."""

    def __init__(self, paying: pd.DataFrame, config: Config) -> None:
        self.iec, self.currency, self.party = (paying[name].fillna("").astype(str).tolist() for name in _TEXTS)
        self.stated = _stated(paying).tolist()
        self.words = [party_words(name) for name in self.party]
        self.naming: dict[str, list[int]] = defaultdict(list)
        self.paying: dict[tuple[str, int], list[int]] = defaultdict(list)
        for place, remark in enumerate(paying["remarks"].fillna("").astype(str)):
            for text in _asked(remark.upper(), config):
                self.naming[text].append(place)
        for place, amount in enumerate(paying["open_minor"].tolist()):
            if not self.stated[place] and self.words[place] and amount > 0:
                self.paying[self.currency[place], int(amount)].append(place)


_TEXTS = ("iec", "currency", "party")


def _asked(remark: str, config: Config) -> set[str]:
    """All texts by which a remark could name an invoice; a bill of entry by its number alone."""
    asked: list[str] = []
    find_numbers(remark, asked.append, config.token_words_max)
    return {" ".join(text.split(" ")[:2]) for text in asked if usable(text, config)}


def hits(paying: pd.DataFrame, invoices: pd.DataFrame, config: Config = DEFAULT) -> list[Hit]:
    """Where payments (as `pays_for_others` gives them) may have to do with some of the invoices; parts add up."""
    payers = _Payers(paying, config)
    found: Counter[tuple[int, str, str, str]] = Counter()
    for near in _near(payers, invoices):
        found.update(_met(payers, *near))
    return [(*hit, count) for hit, count in found.items()]


_Near = tuple[str, str, int, list[str], tuple[tuple[str, ...], ...]]


def _near(payers: _Payers, invoices: pd.DataFrame) -> Iterator[_Near]:
    """Importer, currency, amount, numbers and sellers of the few invoices with a number or an amount of a payment."""
    numbers, bills = (
        document_tokens(invoices[name].fillna("").astype(str).tolist()) for name in ("invoice_number", "boe_number")
    )
    iecs, currencies = (invoices[name].tolist() for name in ("iec", "currency"))
    amounts = invoices["open_minor"].tolist()
    sold = [invoices[name].fillna("").astype(str).tolist() for name in ("supplier", "seller") if name in invoices]
    naming, paying = payers.naming, payers.paying
    billed = {text[4:] for text in naming if text.startswith("BOE ")}
    rows = enumerate(zip(numbers, bills, currencies, amounts, strict=True))
    for at, (number, bill, currency, amount) in rows:
        if number in naming or bill in billed or (currency, amount) in paying:
            names = tuple(party_words(names[at]) for names in sold)
            yield iecs[at], currency, amount, [number, f"BOE {bill}"], names


def _met(
    payers: _Payers, iec: str, currency: str, amount: int, numbers: list[str], sold: tuple[tuple[str, ...], ...]
) -> Iterator[tuple[int, str, str, str]]:
    for number in numbers:
        for place in payers.naming.get(number, ()):
            stated = payers.stated[place]
            ours = payers.iec[place] == iec or (iec == stated if stated else payers.words[place] in sold)
            if ours:
                yield place, iec, currency, NAMED
    for place in payers.paying.get((currency, amount), ()):
        if payers.words[place] in sold:
            yield place, iec, currency, EQUAL


def visits(paying: pd.DataFrame, found: Iterable[Hit], config: Config = DEFAULT) -> Visits:
    """To whom each payment for others is shown, by the hits of all invoices."""
    out = Visits(defaultdict(set), set(), defaultdict(set), defaultdict(set))
    keys, iecs = paying["orm_key"].astype(str).tolist(), paying["iec"].astype(str).tolist()
    stated, parties = _stated(paying).tolist(), paying["party"].fillna("").astype(str).tolist()
    met: dict[int, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    at_home: set[int] = set()
    followed: Counter[tuple[str, str]] = Counter()
    currencies = paying["currency"].astype(str).tolist()
    for place, iec, currency, how, count in found:
        met[place][iec].add(currency)
        followed[iecs[place], currencies[place]] += count * _SIDES_NAMED * (how == NAMED)
        if iec == iecs[place]:
            at_home.add(place)
    for place, home in enumerate(iecs):
        whose = {iec for iec in met[place] if iec != home} | ({stated[place]} - {""})
        out.to[keys[place]] = whose
        if stated[place] and parties[place]:
            out.names[stated[place]].add(parties[place])
        crowded = followed[home, currencies[place]] > config.named_pairs_max
        together = sorted(whose | ({home} if place in at_home or crowded else set()))
        out.joined.update((together[0], other) for other in together[1:])
        for iec, known in met[place].items():
            out.crossed[iec].update(product(known, {currencies[place]}))
    return out
