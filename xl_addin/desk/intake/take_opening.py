"""Open items brought forward when the ledger begins."""

from __future__ import annotations

from dataclasses import dataclass, field

from xl_addin.desk.intake import build, rows
from xl_addin.desk.intake.gather import Intake, not_after, one_importer, shape_by_kind
from xl_addin.desk.intake.raw import RawRow, RawSource
from xl_addin.desk.intake.rows import OpeningInvoiceRow, OpeningOrmRow
from xl_addin.desk.intake.shape import Shaper
from xl_addin.domain.identifiers import BoeKey
from xl_addin.domain.records import Invoice


def take_opening(intake: Intake, source: RawSource) -> None:
    """Takes the opening list: ORMs row by row, invoices gathered to their BoEs."""
    shapers = {
        kind: Shaper(layout, source.journal, intake.as_on, intake.known) for kind, layout in rows.OPENING.items()
    }
    boes: dict[BoeKey, _OpeningBoe] = {}
    for raw in source.rows:
        row = shape_by_kind(shapers, raw, source)
        if row is None or not _opening_fits(row, raw, source):
            source.journal.refused += 1
        elif isinstance(row, OpeningOrmRow):
            not_after(intake.as_on, row.payment_date, raw.line, source)
            kept = intake.orms.bring_forward(build.orm_brought_forward(row), raw.line, source.journal)
            source.journal.refused += not kept
        else:
            not_after(intake.as_on, row.boe_date, raw.line, source)
            _collect_opening_invoice(boes, row, raw, source)
    for held in boes.values():
        boe = build.boe_brought_forward(held.row, [one for one, _ in held.invoices.values()])
        if not intake.boes.bring_forward(boe, held.line, source.journal):
            source.journal.refused += held.rows


@dataclass(slots=True)
class _OpeningBoe:
    """The rows of one BoE: its own values as its first row has them, its invoices with their lines, rows in use."""

    row: OpeningInvoiceRow
    line: int
    invoices: dict[int, tuple[Invoice, int]] = field(default_factory=dict)
    rows: int = 0


def _collect_opening_invoice(
    boes: dict[BoeKey, _OpeningBoe], row: OpeningInvoiceRow, raw: RawRow, source: RawSource
) -> None:
    key = BoeKey(row.boe_number, row.boe_date, row.port_code)
    invoice = build.invoice_brought_forward(row, raw.line, source.journal)
    held = boes.setdefault(key, _OpeningBoe(row, raw.line))
    if not one_importer(held.row, row, held.line, raw.line, source):
        return
    first = held.invoices.setdefault(invoice.serial, (invoice, raw.line))
    if first[0] == invoice:  # the first row, or the same once more
        held.rows += 1
        return
    source.journal.refused += 1
    found = f"invoice {key}#{invoice.serial} again, with other figures"
    source.journal.tell("OPENING_DIFFERS", raw.line, "", found, expected=f"the figures of row {first[1]}")


def _opening_fits(row: OpeningOrmRow | OpeningInvoiceRow, raw: RawRow, source: RawSource) -> bool:
    if 0 < row.outstanding <= row.value:
        return True
    source.journal.tell("OPENING_OUT_OF_RANGE", raw.line, "outstanding_amount", raw.text("outstanding"))
    return False
