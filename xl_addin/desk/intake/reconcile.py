"""Holds what comes in against what is known: new, repeated, amended, cancelled, or a contradiction to look at."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Generic

from xl_addin.desk.intake import compare
from xl_addin.desk.intake.compare import KnownRecord, R
from xl_addin.desk.intake.headers import boe_header
from xl_addin.desk.intake.journal import Journal
from xl_addin.desk.intake.shape import AMEND, CANCEL, NEW
from xl_addin.domain.records import BillOfEntry, OutwardRemittance
from xl_addin.ledger.items import AMENDED, CANCELLED, OPENING
from xl_addin.ledger.items import NEW as NEW_EVENT


@dataclass(slots=True)
class Reconciler(Generic[R]):
    """Folds incoming records of one kind into what is known; `events` are what the ledger must append, in order.

    `may_begin` is False once the ledger has gone beyond its first month: nothing can be brought forward then.
    """

    known: dict[Hashable, KnownRecord[R]]
    key: Callable[[R], Hashable]
    same_identity: Callable[[R, R, bool], bool]
    same: Callable[[R, R], bool]
    amended: Callable[[KnownRecord[R], R, int, Journal], R | None]
    opening: Callable[[KnownRecord[R], R], tuple[bool, R | None]]
    joined: Callable[[R, R], R]
    label: str
    may_begin: bool = True
    events: list[tuple[str, R]] = field(default_factory=list)
    repeats: dict[str, int] = field(default_factory=dict)
    _told: dict[tuple[str, Hashable], int] = field(default_factory=dict)  # versions a source has told so far
    _cancelled_by: set[tuple[str, Hashable]] = field(default_factory=set)

    def bring_forward(self, record: R, line: int, journal: Journal) -> bool:
        """Takes an opening item; one already known must agree with the ledger, else it is refused."""
        known = self.known.get(self.key(record))
        if known is None:
            return self._begin(record, line, journal)
        agrees, rest = self.opening(known, record)
        if agrees and rest is None:
            return self._repeat(journal)
        if agrees and rest is not None and self.may_begin:
            self.events.append((OPENING, rest))
            known.record = self.joined(known.record, rest)
            known.versions[0] = self.joined(known.versions[0], rest)
            return True
        journal.tell("OPENING_DIFFERS", line, "", f"{self.label} {self.key(record)} again, with other figures")
        return False

    def _begin(self, record: R, line: int, journal: Journal) -> bool:
        if self.may_begin:
            self._add(OPENING, record, brought_forward=True)
            return True
        journal.tell(
            "OPENING_TOO_LATE", line, "", f"{self._name(record)} as brought forward, which the ledger does not know"
        )
        return False

    def receive(self, indicator: int, record: R, line: int, journal: Journal) -> bool:
        """Takes a reported record; True when it was used (a repeat is used), False when it was refused."""
        known = self.known.get(self.key(record))
        if known is None:
            return self._receive_unknown(indicator, record, line, journal)
        if self._told_again(indicator, known, record, journal.source):
            return self._repeat(journal)
        if known.cancelled:
            return self._receive_after_cancel(indicator, known, record, line, journal)
        return {NEW: self._again, AMEND: self._amend, CANCEL: self._cancel}[indicator](known, record, line, journal)

    def _told_again(self, indicator: int, known: KnownRecord[R], record: R, source: str) -> bool:
        """Whether a source only tells what is known in the order it came: cumulative and overlapping exports do.

        A report equal to any version is a repeat, but not after a cancellation that the same source told. An
        amendment is one when the versions that the source told before it are followed by the same one in the ledger;
        the last version is left to `_amend`, which looks at every field.
        """
        place = (source, self.key(record))
        told = self._told.get(place, 0)
        alike = [n for n, one in enumerate(known.versions) if self.same_identity(one, record, known.is_part(n))]
        if indicator == NEW and alike and place not in self._cancelled_by:
            self._told[place] = max(told, alike[0] + 1)
            return True
        if indicator != AMEND or not 0 < told < len(known.versions):
            return False
        if told in alike:
            self._told[place] = told + 1
            return told + 1 < len(known.versions)
        return told - 1 in alike

    def _receive_unknown(self, indicator: int, record: R, line: int, journal: Journal) -> bool:
        if indicator == NEW:
            self._add(NEW_EVENT, record)
            self._told[journal.source, self.key(record)] = 1
            return True
        if indicator == AMEND:
            journal.tell(
                "AMENDMENT_OF_UNKNOWN", line, boe_header("record_indicator"), f"an amendment of {self._name(record)}"
            )
            self._add(NEW_EVENT, record)
            return True
        journal.tell(
            "CANCEL_OF_UNKNOWN", line, boe_header("record_indicator"), f"a cancellation of {self._name(record)}"
        )
        return False

    def _receive_after_cancel(
        self, indicator: int, known: KnownRecord[R], record: R, line: int, journal: Journal
    ) -> bool:
        place = (journal.source, self.key(record))
        if indicator == CANCEL:
            self._cancelled_by.add(place)
            return self._repeat(journal)
        if place not in self._cancelled_by and self.same_identity(known.record, record, known.brought_forward):
            return self._repeat(journal)
        journal.tell(
            "AFTER_CANCELLATION",
            line,
            boe_header("record_indicator"),
            f"{self._name(record)} reported after its cancellation",
        )
        return False

    def _again(self, known: KnownRecord[R], record: R, line: int, journal: Journal) -> bool:
        journal.tell("RECORD_CHANGED", line, "", f"{self._name(record)} reported as new with other figures")
        return False

    def _amend(self, known: KnownRecord[R], record: R, line: int, journal: Journal) -> bool:
        amended = self.amended(known, record, line, journal)
        if amended is None:
            return False
        if self.same(known.record, amended):
            return self._repeat(journal)
        self.events.append((AMENDED, amended))
        known.record = amended
        known.versions.append(amended)
        self._told[journal.source, self.key(record)] = len(known.versions)
        return True

    def _cancel(self, known: KnownRecord[R], record: R, line: int, journal: Journal) -> bool:
        if any(known.settled.values()):
            journal.tell(
                "CANCEL_OF_SETTLED", line, boe_header("record_indicator"), f"a cancellation of {self._name(record)}"
            )
            return False
        self.events.append((CANCELLED, known.record))
        known.cancelled = True
        self._cancelled_by.add((journal.source, self.key(record)))
        return True

    def _add(self, event: str, record: R, brought_forward: bool = False) -> None:
        self.events.append((event, record))
        self.known[self.key(record)] = KnownRecord(record, brought_forward=brought_forward)

    def _repeat(self, journal: Journal) -> bool:
        self.repeats[journal.source] = self.repeats.get(journal.source, 0) + 1
        return True

    def _name(self, record: R) -> str:
        return f"{self.label} {self.key(record)}"


def orm_reconciler(
    known: dict[Hashable, KnownRecord[OutwardRemittance]],
    may_begin: bool = True,
) -> Reconciler[OutwardRemittance]:
    """For ORMs, by number and AD code."""
    return Reconciler(
        known,
        key=lambda orm: orm.key,
        same_identity=compare.same_orm,
        same=lambda a, b: a == b,
        amended=compare.amended_orm,
        opening=compare.opening_orm,
        joined=lambda old, _: old,
        label="ORM",
        may_begin=may_begin,
    )


def boe_reconciler(known: dict[Hashable, KnownRecord[BillOfEntry]], may_begin: bool = True) -> Reconciler[BillOfEntry]:
    """For BoEs, by number, date and port."""
    return Reconciler(
        known,
        key=lambda boe: boe.key,
        same_identity=compare.same_boe,
        same=compare.equal_boe,
        amended=compare.amended_boe,
        opening=compare.opening_boe,
        joined=compare.joined_boe,
        label="BoE",
        may_begin=may_begin,
    )
