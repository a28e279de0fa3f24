"""Bills of entry from the master files and from the manual list."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, replace

from xl_addin.desk.intake import build, rows
from xl_addin.desk.intake.file_names import DOWNLOADS, SourceKind
from xl_addin.desk.intake.gather import Intake, not_after, one_importer
from xl_addin.desk.intake.headers import boe_header
from xl_addin.desk.intake.journal import Journal
from xl_addin.desk.intake.raw import RawSource, Texts
from xl_addin.desk.intake.rows import BoeRow, InvoiceRow
from xl_addin.desk.intake.shape import CANCEL, Shaper
from xl_addin.desk.intake.take_acknowledgements import note_download
from xl_addin.domain.records import Invoice
from xl_addin.rulebook.registers import known_agency, known_port


def take_boes(intake: Intake, source: RawSource) -> None:
    """Takes a BoE master file: each record with its nested invoices."""
    shaper = Shaper(rows.BOE, source.journal, intake.as_on, intake.known)
    lines = Shaper(rows.INVOICE, source.journal, intake.as_on, intake.known)
    for raw in source.rows:
        row = shaper.shape(raw.line, raw.texts)
        if row is None:
            source.journal.refused += max(len(raw.invoices), 1)
        else:
            _receive_boe(intake, source, _BoeRow(raw.line, row, raw.invoices), lines)


def take_manual_boes(intake: Intake, source: RawSource) -> None:
    """One line per invoice: lines of one BoE and indicator are brought together, then taken as a master record is."""
    shaper = Shaper(rows.BOE, source.journal, intake.as_on, intake.known)
    lines = Shaper(rows.INVOICE, source.journal, intake.as_on, intake.known)
    grouped: dict[tuple[Hashable, ...], _BoeRow] = {}
    for raw in source.rows:
        row = shaper.shape(raw.line, raw.texts)
        if row is None:
            source.journal.refused += 1
            continue
        key = (row.boe_number, row.boe_date, row.port_code, row.record_indicator)
        first = grouped.setdefault(key, _BoeRow(raw.line, row, ()))
        if not one_importer(first.row, row, first.line, raw.line, source):
            continue
        grouped[key] = replace(first, invoices=(*first.invoices, (raw.line, raw.texts)))
    for boe_row in grouped.values():
        _receive_boe(intake, source, boe_row, lines)


@dataclass(frozen=True, slots=True)
class _BoeRow:
    """A BoE's own values with the raw rows of its invoices."""

    line: int
    row: BoeRow
    invoices: tuple[tuple[int, Texts], ...]


def _invoices(shaper: Shaper[InvoiceRow], source: RawSource, boe: _BoeRow) -> list[Invoice]:
    """The usable invoices. A line repeated word for word is one invoice; a serial with two contents is not usable."""
    found: dict[int, Invoice] = {}
    for line, texts in boe.invoices:
        row = shaper.shape(line, texts)
        invoice = build.invoice_from_message(row, line, source.journal) if row else None
        if invoice is None:
            source.journal.refused += 1
        elif found.setdefault(invoice.serial, invoice) != invoice:
            source.journal.refused += 1
            source.journal.tell("SERIAL_REPEATED", line, boe_header("invoice_serial"), str(invoice.serial))
        elif not invoice.value_minor and boe.row.record_indicator != CANCEL:
            source.journal.tell("INVOICE_ZERO", line, boe_header("value"), f"0 on invoice {invoice.invoice_number}")
    return list(found.values())


def _receive_boe(intake: Intake, source: RawSource, boe: _BoeRow, shaper: Shaper[InvoiceRow]) -> None:
    row, journal = boe.row, source.journal
    not_after(intake.as_on, row.boe_date, boe.line, source)
    _note_places(journal, boe)
    refused_before = journal.refused
    invoices = _invoices(shaper, source, boe)
    lost = journal.refused - refused_before
    left = max(len(boe.invoices), 1) - lost
    # A BoE kept in part could never be completed: its full report would be another record under the same key.
    if not invoices or (lost and row.record_indicator != CANCEL):
        usable = f"{len(invoices)} of {len(boe.invoices)} invoices usable"
        journal.tell("BOE_INCOMPLETE", boe.line, "invoice", usable)
        journal.refused += left
        return
    is_download = source.file.kind in DOWNLOADS
    # Whichever message brought it down, a bill of entry that IDPMS holds is the same one.
    kind = SourceKind.BOE_MASTER if is_download else source.file.kind
    record = build.boe_from_message(row, invoices, kind.value)
    if not intake.boes.receive(row.record_indicator, record, boe.line, journal):
        journal.refused += left
    elif is_download:
        note_download(intake, record.key, source.file.name)


def _note_places(journal: Journal, boe: _BoeRow) -> None:
    """Port and agency that no register knows: taken in, and told."""
    agency = boe.row.agency
    if not known_port(boe.row.port_code):
        journal.tell("PORT_NOT_ON_REGISTER", boe.line, boe_header("port_code"), boe.row.port_code)
    if agency and not known_agency(agency):
        journal.tell("AGENCY_NOT_ON_REGISTER", boe.line, boe_header("agency"), agency)
