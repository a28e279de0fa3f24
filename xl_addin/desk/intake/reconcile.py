"""Holds what comes in against what is known: new, repeated, amended, cancelled, or a contradiction to look at."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field, replace
from typing import Generic, TypeVar

from xl_addin.desk.intake.journal import Journal
from xl_addin.desk.intake.shape import AMEND, CANCEL, NEW
from xl_addin.domain.identifiers import BoeKey
from xl_addin.domain.money import plain
from xl_addin.domain.records import BillOfEntry, Invoice, OutwardRemittance
from xl_addin.ledger.state import AMENDED, CANCELLED, OPENING
from xl_addin.ledger.state import NEW as NEW_EVENT

R = TypeVar("R", OutwardRemittance, BillOfEntry)


@dataclass(slots=True)
class KnownRecord(Generic[R]):
    """The latest version of a record, whether it lives, and what has been settled of it (per invoice for a BoE)."""

    record: R
    cancelled: bool = False
    brought_forward: bool = False
    settled: dict[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class Reconciler(Generic[R]):
    """Folds incoming records of one kind into what is known; `events` are what the ledger must append, in order."""

    known: dict[Hashable, KnownRecord[R]]
    key: Callable[[R], Hashable]
    same_identity: Callable[[R, R], bool]
    same: Callable[[R, R], bool]
    amended: Callable[[KnownRecord[R], R, int, Journal], R | None]
    label: str
    events: list[tuple[str, R]] = field(default_factory=list)
    repeats: dict[str, int] = field(default_factory=dict)

    def bring_forward(self, record: R, line: int, journal: Journal) -> bool:
        """Takes an opening item; one already known must agree with the ledger, else it is refused."""
        known = self.known.get(self.key(record))
        if known is None:
            self._add(OPENING, record, brought_forward=True)
            return True
        if known.brought_forward and self.same(known.record, record):
            return self._repeat(journal)
        journal.refuse(
            "OPENING_DIFFERS", line, "", f"{self.label} {self.key(record)} again, with other figures",
            "one opening figure for an item, or the ledger's own closing",
            "Settle which figure is right at the source.",
        )  # fmt: skip
        return False

    def receive(self, indicator: int, record: R, line: int, journal: Journal) -> bool:
        """Takes a reported record; True when it was used (a repeat is used), False when it was refused."""
        known = self.known.get(self.key(record))
        if known is None:
            return self._receive_unknown(indicator, record, line, journal)
        if known.cancelled:
            return self._receive_after_cancel(indicator, known, record, line, journal)
        return {NEW: self._again, AMEND: self._amend, CANCEL: self._cancel}[indicator](known, record, line, journal)

    def _receive_unknown(self, indicator: int, record: R, line: int, journal: Journal) -> bool:
        if indicator == NEW:
            self._add(NEW_EVENT, record)
            return True
        if indicator == AMEND:
            journal.warn(
                "AMENDMENT_OF_UNKNOWN", line, "recordIndicator", f"an amendment of {self._name(record)}",
                "the first report before it", "Taken in as new. Download the file with its first report as well.",
            )  # fmt: skip
            self._add(NEW_EVENT, record)
            return True
        journal.refuse(
            "CANCEL_OF_UNKNOWN", line, "recordIndicator", f"a cancellation of {self._name(record)}",
            "the report that it cancels", "Download the file with its first report and take both in.",
        )  # fmt: skip
        return False

    def _receive_after_cancel(self, indicator: int, known: KnownRecord[R], record: R, line: int,
                              journal: Journal) -> bool:  # fmt: skip
        if indicator == CANCEL or self.same(known.record, record):
            return self._repeat(journal)
        journal.refuse(
            "AFTER_CANCELLATION", line, "recordIndicator", f"{self._name(record)} reported after its cancellation",
            "a new key for a record filed again", "Ask the reporting side; the cancelled record stays cancelled.",
        )  # fmt: skip
        return False

    def _again(self, known: KnownRecord[R], record: R, line: int, journal: Journal) -> bool:
        if self.same_identity(known.record, record):
            return self._repeat(journal)
        journal.refuse(
            "RECORD_CHANGED", line, "", f"{self._name(record)} reported as new with other figures",
            "the same record, or an amendment (indicator 2)",
            "Nothing was overwritten. Ask the source which is right; it must come as an amendment.",
        )  # fmt: skip
        return False

    def _amend(self, known: KnownRecord[R], record: R, line: int, journal: Journal) -> bool:
        amended = self.amended(known, record, line, journal)
        if amended is None:
            return False
        if self.same(known.record, amended):
            return self._repeat(journal)
        self.events.append((AMENDED, amended))
        known.record = amended
        return True

    def _cancel(self, known: KnownRecord[R], record: R, line: int, journal: Journal) -> bool:
        if any(known.settled.values()):
            journal.refuse(
                "CANCEL_OF_SETTLED", line, "recordIndicator", f"a cancellation of {self._name(record)}",
                "nothing settled on it yet", "Reverse its settlements first, then take the file in again.",
            )  # fmt: skip
            return False
        self.events.append((CANCELLED, known.record))
        known.cancelled = True
        return True

    def _add(self, event: str, record: R, brought_forward: bool = False) -> None:
        self.events.append((event, record))
        self.known[self.key(record)] = KnownRecord(record, brought_forward=brought_forward)

    def _repeat(self, journal: Journal) -> bool:
        self.repeats[journal.source] = self.repeats.get(journal.source, 0) + 1
        return True

    def _name(self, record: R) -> str:
        return f"{self.label} {self.key(record)}"


def orm_reconciler(known: dict[Hashable, KnownRecord[OutwardRemittance]]) -> Reconciler[OutwardRemittance]:
    """For ORMs, by number and AD code."""
    return Reconciler(known, lambda orm: orm.key, _same_orm, _equal_orm, _amended_orm, "ORM")


def boe_reconciler(known: dict[Hashable, KnownRecord[BillOfEntry]]) -> Reconciler[BillOfEntry]:
    """For BoEs, by number, date and port."""
    return Reconciler(known, lambda boe: boe.key, _same_boe, _equal_boe, _amended_boe, "BoE")


def _same_orm(a: OutwardRemittance, b: OutwardRemittance) -> bool:
    """Amount, currency, date and IEC agree; spellings of names and remarks may differ between systems."""
    return (a.amount_minor, a.currency, a.payment_date, a.iec) == (
        b.amount_minor,
        b.currency,
        b.payment_date,
        b.iec,
    )


def _equal_orm(a: OutwardRemittance, b: OutwardRemittance) -> bool:
    return a == b


def _amended_orm(known: KnownRecord[OutwardRemittance], new: OutwardRemittance, line: int,
                 journal: Journal) -> OutwardRemittance | None:  # fmt: skip
    """The amended ORM: what was open moves with the amount; below what is settled it is refused."""
    old = known.record
    if new.currency != old.currency and any(known.settled.values()):
        _refuse_amendment(new.key, "another currency", line, journal)
        return None
    opening = new.amount_minor - (old.amount_minor - old.opening_minor)
    if opening < known.settled.get(0, 0):
        _refuse_amendment(new.key, plain(new.amount_minor, new.currency), line, journal)
        return None
    return replace(new, opening_minor=opening)


def _same_boe(a: BillOfEntry, b: BillOfEntry) -> bool:
    return a.iec == b.iec and [_invoice_identity(i) for i in a.invoices] == [_invoice_identity(i) for i in b.invoices]


def _invoice_identity(invoice: Invoice) -> tuple[int, str, str, int]:
    return invoice.serial, invoice.invoice_number, invoice.currency, invoice.value_minor


def _equal_boe(a: BillOfEntry, b: BillOfEntry) -> bool:
    return replace(a, source="") == replace(b, source="")


def _amended_boe(known: KnownRecord[BillOfEntry], new: BillOfEntry, line: int,
                 journal: Journal) -> BillOfEntry | None:  # fmt: skip
    """The amended BoE. An invoice the amendment leaves out falls to nil; below what is settled it is refused."""
    old = {invoice.serial: invoice for invoice in known.record.invoices}
    invoices = [_amended_invoice(old.get(i.serial), i, known.settled.get(i.serial, 0)) for i in new.invoices]
    kept = {invoice.serial for invoice in new.invoices}
    invoices += [replace(i, value_minor=0, opening_minor=0) for serial, i in old.items() if serial not in kept]
    for invoice in invoices:
        if invoice.opening_minor < known.settled.get(invoice.serial, 0):
            value = plain(invoice.value_minor, invoice.currency)
            _refuse_amendment(f"{new.key}#{invoice.serial}", value, line, journal)
            return None
    return replace(new, invoices=tuple(sorted(invoices, key=lambda invoice: invoice.serial)))


def _amended_invoice(old: Invoice | None, new: Invoice, settled: int) -> Invoice:
    """What the master calls utilised may hold our own settlements; those are not taken off a second time."""
    if old is None:
        return new
    used_before, used_now = old.value_minor - old.opening_minor, new.value_minor - new.opening_minor
    return replace(new, opening_minor=new.value_minor - max(used_before, used_now - settled))


def _refuse_amendment(key: object, value: str, line: int, journal: Journal) -> None:
    journal.refuse(
        "AMENDMENT_BELOW_SETTLED", line, "recordIndicator", f"an amendment of {key} to {value}",
        "at least what is settled already", "Reverse settlements first, then take the file in again.",
    )  # fmt: skip


def settled_by_serial(key: BoeKey, settled: dict[str, int], serials: tuple[int, ...]) -> dict[int, int]:
    """Settled amounts of a BoE's invoices by serial, from amounts by invoice key."""
    return {s: settled[f"{key}#{s}"] for s in serials if settled.get(f"{key}#{s}")}
