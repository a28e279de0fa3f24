"""The working state of one match: both sides in canonical order, what is open, and the lines found so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from xl_addin.engine.settlement.arrays import Bools, Columns, Ints, Objects, count_by, objects
from xl_addin.engine.settlement.config import Config
from xl_addin.engine.settlement.edges import Edges
from xl_addin.engine.settlement.market import Rates
from xl_addin.engine.settlement.references import unread_texts
from xl_addin.engine.settlement.work import Work


@dataclass(frozen=True)
class Side:
    """Remittances or invoices in canonical order (date, then keys); `open` is lowered as lines are found."""

    key: Objects
    on: Ints  # days
    market: Ints  # code of importer and currency
    party: Ints  # code of importer and party, -1 unknown
    open: Ints  # minor units


@dataclass(frozen=True)
class Groups:
    """Items that belong together, as (item, group number) on both sides, with an account per group."""

    orm: Ints
    orm_group: Ints
    inv: Ints
    inv_group: Ints
    auto: Bools
    evidence: Objects
    tie: Bools | None = None  # another choice would be as good: a person sees the reason TIE

    @classmethod
    def pairs(cls, orm: Ints, inv: Ints, auto: Bools, evidence: Objects) -> Groups:
        """One group per pair of one remittance and one invoice."""
        number = np.arange(len(orm), dtype=np.int64)
        return cls(orm, number, inv, number, auto, evidence)

    def only(self, keep: Bools) -> Groups:
        """The same items without those of groups that are not kept; group numbers stay."""
        on_orm, on_inv = keep[self.orm_group], keep[self.inv_group]
        return Groups(
            self.orm[on_orm],
            self.orm_group[on_orm],
            self.inv[on_inv],
            self.inv_group[on_inv],
            self.auto,
            self.evidence,
            self.tie,
        )


NO_GROUPS = Groups(*(np.zeros(0, np.int64),) * 4, auto=np.zeros(0, bool), evidence=objects([]))


@dataclass(frozen=True)
class Deals:
    """Pairs of one remittance and one invoice in two currencies, with an amount in each and the deal's rate."""

    orm: Ints
    inv: Ints
    amount: Ints
    amount_invoice: Ints
    rate: Objects
    evidence: Objects


@dataclass(frozen=True)
class Behalf:
    """Remittances that the desk knows to be paid for another importer: that importer's market, the party there."""

    orm: Ints
    market: Ints
    party: Ints


@dataclass(frozen=True)
class Lines:
    """Settlement lines of one pass; positions are canonical, amounts in minor units."""

    orm: Ints
    inv: Ints
    amount: Ints
    amount_invoice: Ints
    step: str
    tier: str
    reason: Objects
    evidence: Objects
    group: Objects
    rate: Objects


@dataclass
class Book:
    """Everything a pass may read, and the residuals that only `post` lowers."""

    orms: Side
    invoices: Side
    orm_frame: Columns
    invoice_frame: Columns
    value: Ints
    boe: Ints
    edges: Edges  # invoices of the same importer that remarks name
    elsewhere: Edges  # invoices of other importers named by who pays for others
    for_others: Bools  # per remittance: it pays for someone else, by its remarks or by the desk's facts
    behalf: Behalf
    sold: Ints  # per invoice: parties of supplier, seller and third party, a row each; -1 not named
    priced: Bools  # per remittance: the desk knows the rate of its deal
    config: Config
    rates: Rates
    active: Bools  # per market: changed in the last round, so worth another
    overnamed: Bools  # per remittance: it names a number that too many invoices bear, so not all that it names is known
    lines: list[Lines] = field(default_factory=list)
    summed: dict[tuple[Any, ...], Any] = field(default_factory=dict)  # sums of a party while nothing about it changed
    refused: dict[tuple[Any, ...], set[tuple[Any, ...]]] = field(default_factory=dict)  # searches in vain, by party
    misread: dict[tuple[int, str], str] = field(default_factory=dict)  # by remittance and number of an invoice
    work: Work = field(default_factory=Work)
    contested: Bools = field(default_factory=lambda: np.zeros(0, dtype=bool))  # per invoice: two payments may be for it

    def _naming(self, found: Ints) -> Bools:
        named: Bools = np.zeros(len(self.orms.key), dtype=bool)
        named[found] = True
        return named

    @cached_property
    def names_own(self) -> Bools:
        """Per remittance: its remarks name an invoice of the importer."""
        return self._naming(self.edges.orm) | self.overnamed

    @cached_property
    def names_home(self) -> Bools:
        """Per remittance: its remarks name an invoice of the importer in the same currency."""
        return self._naming(self.edges.orm[self.edges.home])

    @cached_property
    def open_list(self) -> Bools:
        """Per remittance: its remarks say that it pays more than they name."""
        words = self.config.open_list_words
        return np.array([any(word in text for word in words) for text in self.orm_frame["remarks"]], dtype=bool)

    @cached_property
    def on_account(self) -> Bools:
        """Per remittance: its remarks say that it pays a part or on account, whatever invoice it equals."""
        words = self.config.on_account_words
        return np.array([any(word in text for word in words) for text in self.orm_frame["remarks"]], dtype=bool)

    @cached_property
    def of_bill(self) -> Bools:
        """Per number: it is that of a bill of entry."""
        bill = np.zeros(len(self.edges.words), dtype=bool)
        for number in np.unique(self.edges.token).tolist():
            bill[number] = self.edges.words[number].startswith("BOE ")
        return bill

    @cached_property
    def names_part(self) -> Bools:
        """Per remittance: it may pay more than it names, for its list goes on or names a bill of entry."""
        return self.open_list | self._naming(self.edges.orm[self.of_bill[self.edges.token]])

    @cached_property
    def unread(self) -> Objects:
        """Per remittance that names no known invoice: texts that could be a misspelt number."""
        importer = self.orm_frame["importer"]
        longest = np.zeros(int(max(importer.max(initial=-1), self.invoice_frame["importer"].max(initial=-1))) + 1, int)
        lengths = np.array([*map(len, self.invoice_frame["token"])], dtype=np.int64)
        np.maximum.at(longest, self.invoice_frame["importer"], lengths + 1)
        known = zip(self.orm_frame["remarks"], self.names_own, longest[importer].tolist(), strict=True)
        return objects([] if named else unread_texts(remark, self.config, most) for remark, named, most in known)

    @cached_property
    def unread_count(self) -> Ints:
        """Per remittance: how many such texts there are."""
        return np.array([len(texts) for texts in self.unread], dtype=np.int64)

    @cached_property
    def has_unread(self) -> Bools:
        """Per remittance: there are such texts."""
        return self.unread_count > 0

    def undisputed(self, groups: Groups) -> Bools:
        """Groups none of whose items also stands in another group: who of two claimants is right is not known."""
        orm_twice = count_by(groups.orm, len(self.orms.key))[groups.orm] > 1
        inv_twice = count_by(groups.inv, len(self.invoices.key))[groups.inv] > 1
        keep: Bools = np.ones(len(groups.auto), dtype=bool)
        keep[groups.orm_group[orm_twice]] = False
        keep[groups.inv_group[inv_twice]] = False
        return keep

    def live_invoices(self) -> Ints:
        """Open invoices of the markets in this round, but those that two payments claim."""
        return np.flatnonzero((self.invoices.open > 0) & self.active[self.invoices.market] & ~self.contested)

    def untouched(self) -> tuple[Ints, Ints]:
        """Remittances and invoices of which all is open that was open when the book was opened, before any line."""
        sides = (self.orms, self.orm_frame), (self.invoices, self.invoice_frame)
        orm, inv = (np.flatnonzero((side.open > 0) & (side.open == frame["open_minor"])) for side, frame in sides)
        return orm, inv

    def payers(self) -> Ints:
        """Open remittances that amounts may settle: not for others, not naming another currency only."""
        free = (self.orms.open > 0) & self.active[self.orms.market]
        free &= ~self.for_others & ~self.priced & ~self.overnamed & (self.names_home | ~self.names_own)
        named = self.edges.home & (self.invoices.open[self.edges.inv] > 0)
        free[self.edges.orm[named]] = False  # it says itself what it pays
        return np.flatnonzero(free)

    def silent_payers(self) -> Ints:
        """Payers that name no invoice: only these may be part of a sum that others begin."""
        payers = self.payers()
        return payers[~self.names_own[payers]]

    def same_party(self, orm: Ints, inv: Ints) -> Bools:
        """True for each pair whose party is known and the same: supplier, seller or third party of the invoice."""
        party = self.orms.party[orm]
        same: Bools = (party >= 0) & (party == self.sold[:, inv]).any(axis=0)
        return same
