"""When two tellings of an ORM or a BoE are the same, what an amendment makes of it, what an opening list may say."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Generic, TypeVar

from xl_addin.desk.intake.headers import boe_header
from xl_addin.desk.intake.journal import Journal
from xl_addin.domain.identifiers import BoeKey
from xl_addin.domain.money import plain
from xl_addin.domain.records import BillOfEntry, Invoice, OutwardRemittance

R = TypeVar("R", OutwardRemittance, BillOfEntry)


@dataclass(slots=True)
class KnownRecord(Generic[R]):
    """A record's latest version, whether it lives, what is settled of it (per invoice for a BoE), all versions."""

    record: R
    cancelled: bool = False
    brought_forward: bool = False
    settled: dict[int, int] = field(default_factory=dict)
    versions: list[R] = field(default_factory=list)

    def __post_init__(self) -> None:
        """A record met for the first time is its own first version."""
        if not self.versions:
            self.versions.append(self.record)

    def is_part(self, version: int) -> bool:
        """Whether a version lists only what was open of a record, as an opening list does."""
        return self.brought_forward and version == 0


def same_orm(a: OutwardRemittance, b: OutwardRemittance, _part: bool = False) -> bool:
    """Amount, currency, date and IEC agree; spellings of names and remarks may differ between systems."""
    return (a.amount_minor, a.currency, a.payment_date, a.iec) == (b.amount_minor, b.currency, b.payment_date, b.iec)


def amended_orm(
    known: KnownRecord[OutwardRemittance], new: OutwardRemittance, line: int, journal: Journal
) -> OutwardRemittance | None:
    """The amended ORM: what was open moves with the amount; below what is settled it is refused."""
    old, settled = known.record, known.settled.get(0, 0)
    used_before = old.amount_minor - old.opening_minor
    if new.currency != old.currency and (settled or used_before):
        _refuse_amendment(new.key, new.currency, line, journal)
        return None
    opening = new.amount_minor - used_before
    if opening < settled:
        _refuse_amendment(new.key, plain(new.amount_minor, new.currency), line, journal)
        return None
    return replace(new, opening_minor=opening)


def opening_orm(known: KnownRecord[OutwardRemittance], new: OutwardRemittance) -> tuple[bool, OutwardRemittance | None]:
    """Whether an opening line agrees with the ledger: the figure brought forward, or what the ledger says is open."""
    old = known.record
    open_then, open_now = old.opening_minor, old.opening_minor - known.settled.get(0, 0)
    return not known.cancelled and same_orm(old, new) and new.opening_minor in (open_then, open_now), None


def same_boe(a: BillOfEntry, b: BillOfEntry, part: bool = False) -> bool:
    """IEC and the invoices with a value agree; of `a` only some invoices may be listed when it is a `part`."""
    mine, theirs = _identities(a), _identities(b)
    return a.iec == b.iec and (mine <= theirs if part else mine == theirs)


def _identities(boe: BillOfEntry) -> set[tuple[int, str, str, int]]:
    return {_identity(invoice) for invoice in boe.invoices if invoice.value_minor}


def _identity(invoice: Invoice) -> tuple[int, str, str, int]:
    return invoice.serial, invoice.invoice_number, invoice.currency, invoice.value_minor


def equal_boe(a: BillOfEntry, b: BillOfEntry) -> bool:
    """Everything agrees but where it was read."""
    return replace(a, source="") == replace(b, source="")


def opening_boe(known: KnownRecord[BillOfEntry], new: BillOfEntry) -> tuple[bool, BillOfEntry | None]:
    """Whether an opening BoE agrees with the ledger, and its invoices that the ledger has not met yet, if any."""
    old = {invoice.serial: invoice for invoice in known.record.invoices}
    agrees = not known.cancelled and known.record.iec == new.iec
    for invoice in new.invoices:
        mine = old.get(invoice.serial)
        if mine is not None:
            open_now = mine.opening_minor - known.settled.get(invoice.serial, 0)
            agrees &= _identity(mine) == _identity(invoice) and invoice.opening_minor in (mine.opening_minor, open_now)
        agrees &= mine is not None or known.brought_forward
    rest = tuple(invoice for invoice in new.invoices if invoice.serial not in old)
    return agrees, replace(new, invoices=rest) if rest else None


def joined_boe(old: BillOfEntry, rest: BillOfEntry) -> BillOfEntry:
    """A BoE with further invoices of it."""
    return replace(old, invoices=tuple(sorted((*old.invoices, *rest.invoices), key=lambda invoice: invoice.serial)))


def amended_boe(known: KnownRecord[BillOfEntry], new: BillOfEntry, line: int, journal: Journal) -> BillOfEntry | None:
    """The amended BoE. An invoice the amendment leaves out falls to nil; below what is settled it is refused."""
    old = {invoice.serial: invoice for invoice in known.record.invoices}
    invoices = [_amended_invoice(old.get(i.serial), i, known.settled.get(i.serial, 0)) for i in new.invoices]
    kept = {invoice.serial for invoice in new.invoices}
    invoices += [replace(i, value_minor=0, opening_minor=0) for serial, i in old.items() if serial not in kept]
    for invoice in invoices:
        settled = known.settled.get(invoice.serial, 0)
        if invoice.opening_minor < settled or _used_in_another_currency(old.get(invoice.serial), invoice, settled):
            value = f"{invoice.currency} {plain(invoice.value_minor, invoice.currency)}"
            _refuse_amendment(f"{new.key}#{invoice.serial}", value, line, journal)
            return None
    return replace(new, invoices=tuple(sorted(invoices, key=lambda invoice: invoice.serial)))


def _used_in_another_currency(old: Invoice | None, new: Invoice, settled: int) -> bool:
    if old is None or new.currency == old.currency:
        return False
    return bool(settled) or old.value_minor != old.opening_minor


def _amended_invoice(old: Invoice | None, new: Invoice, settled: int) -> Invoice:
    """What the master calls utilised may hold our own settlements; those are not taken off a second time."""
    if old is None:
        return new
    used_before, used_now = old.value_minor - old.opening_minor, new.value_minor - new.opening_minor
    return replace(new, opening_minor=new.value_minor - max(used_before, used_now - settled))


def _refuse_amendment(key: object, value: str, line: int, journal: Journal) -> None:
    journal.tell("AMENDMENT_BELOW_SETTLED", line, boe_header("record_indicator"), f"an amendment of {key} to {value}")


def settled_by_serial(key: BoeKey, settled: dict[str, int], serials: tuple[int, ...]) -> dict[int, int]:
    """Settled amounts of a BoE's invoices by serial, from amounts by invoice key."""
    return {s: settled[f"{key}#{s}"] for s in serials if settled.get(f"{key}#{s}")}
