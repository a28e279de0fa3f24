"""A bill of entry that came from another bank (BTT): what was realised on it there is not open here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from xl_addin.desk.intake.journal import Journal
from xl_addin.messages.model import Layout, Level
from xl_addin.messages.record import Record

_INVOICE = Level.INVOICE


def with_realised(layout: Layout, record: Record, journal: Journal) -> Record | None:
    """The record with what was realised on each invoice as what is utilised; None where that is not certain.

    A layout without realised amounts has none to look at. Amounts are of one form by now.
    """
    realised, utilised = (layout.element(name, _INVOICE) for name in ("realised", "utilised"))
    if not realised:
        return record
    invoices, before = list[Mapping[str, str]](), len(journal.findings)
    for line, texts in zip(record.invoice_lines, record.invoices, strict=True):
        said, used = texts.get(realised, ""), texts.get(utilised, "")
        if not said and not used and _of_record(layout, record, "realised") != 0:
            journal.tell("TRANSFER_REALISED", line, realised, "nothing")
        elif said and _amount(used) not in (0, _amount(said)):
            journal.tell("TRANSFER_REALISED", line, realised, f"{said}, and {utilised} {used}")
        invoices.append({**texts, utilised: said or used})
    if len(journal.findings) > before:
        return None
    _tell_sums(layout, record, [_amount(one[utilised]) for one in invoices], journal)
    return replace(record, invoices=tuple(invoices))


def _tell_sums(layout: Layout, record: Record, by_invoice: list[Decimal], journal: Journal) -> None:
    """The sums of the record against each other and, in one currency, against its invoices: a warning only."""
    total, realised, unrealised = (_of_record(layout, record, name) for name in ("total", "realised", "unrealised"))
    told = []
    if None not in (total, realised, unrealised) and total != (realised or 0) + (unrealised or 0):
        told.append(f"total {total}, realised {realised}, unrealised {unrealised}")
    currencies = {one.get(layout.element("currency", _INVOICE), "") for one in record.invoices}
    if realised is not None and len(currencies) == 1 and realised != sum(by_invoice):
        told.append(f"realised {realised}, on its invoices {sum(by_invoice)}")
    for what in told:
        journal.tell("TRANSFER_SUMS", record.line, layout.element("realised"), what)


def _of_record(layout: Layout, record: Record, name: str) -> Decimal | None:
    text = record.values.get(layout.element(name), "").strip()
    return Decimal(text) if text else None


def _amount(text: str) -> Decimal:
    return Decimal(text.strip() or 0)
