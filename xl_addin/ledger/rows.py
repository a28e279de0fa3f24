"""Records to ledger rows and back: the only place that knows both the nouns and the columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import date, datetime
from decimal import Decimal
from operator import attrgetter
from typing import Any

from sqlalchemy import RowMapping

from xl_addin.domain.findings import Finding
from xl_addin.domain.identifiers import BoeKey
from xl_addin.domain.records import (
    BillOfEntry,
    BoeInvoice,
    Charge,
    Importer,
    Invoice,
    OutwardRemittance,
    Rate,
    SettlementLine,
)
from xl_addin.ledger.acts import Posting

Row = dict[str, Any]
CHARGES = ("freight", "insurance", "commission", "discount", "miscellaneous")
LINE_COLUMNS = tuple("pass" if name == "found_by" else name for name in SettlementLine._fields)
ORM_FIELDS = tuple(f.name for f in fields(OutwardRemittance))
_IMPORTER_FIELDS = tuple(f.name for f in fields(Importer))
_INVOICE_PLAIN = tuple(f.name for f in fields(Invoice) if f.name not in CHARGES)
_plain_of, _charges_of = attrgetter(*_INVOICE_PLAIN), attrgetter(*CHARGES)
_BOE_PLAIN = (
    "ad_code",
    "iec",
    "importer_name",
    "agency",
    "port_of_shipment",
    "master_bill_date",
    "source",
)
_DECIMALS = ("remittances_usd_fy_minus_1", "remittances_usd_fy_minus_2", "inr_per_unit")


def orm_row(orm: OutwardRemittance, event: str) -> Row:
    """One event of an ORM."""
    return {"event": event, "orm_key": orm.key, **{name: getattr(orm, name) for name in ORM_FIELDS}}


def invoice_rows(boe: BillOfEntry, event: str) -> Iterator[Row]:
    """One event of each invoice of a BoE, with the BoE it stands in."""
    of_boe: Row = {"event": event, "boe_key": str(boe.key)}
    of_boe.update(zip(BoeKey._fields, boe.key, strict=True))
    of_boe.update({name: getattr(boe, name) for name in _BOE_PLAIN})
    for invoice in boe.invoices:
        row = {**of_boe, **dict(zip(_INVOICE_PLAIN, _plain_of(invoice), strict=True))}
        row["invoice_key"] = boe.invoice_key(invoice.serial)
        for name, charge in zip(CHARGES, _charges_of(invoice), strict=True):
            if charge is not None:
                row[f"{name}_minor"], row[f"{name}_currency"] = charge.amount_minor, charge.currency
        yield row


def invoice_of(line: BoeInvoice) -> Invoice:
    """The invoice alone."""
    charges: Row = {
        name: _charge(getattr(line, f"{name}_minor"), getattr(line, f"{name}_currency")) for name in CHARGES
    }
    return Invoice(**{name: getattr(line, name) for name in _INVOICE_PLAIN}, **charges)


def _charge(minor: int | None, currency: str | None) -> Charge | None:
    return Charge(minor or 0, currency) if currency else None


def boe_of(lines: Sequence[BoeInvoice]) -> BillOfEntry:
    """The BoE that the lines of its invoices describe."""
    first = lines[0]
    key = BoeKey(first.boe_number, first.boe_date, first.port_code)
    invoices = tuple(sorted(map(invoice_of, lines), key=lambda invoice: invoice.serial))
    return BillOfEntry(key=key, invoices=invoices, **{name: getattr(first, name) for name in _BOE_PLAIN})


def posting_row(line: SettlementLine, posting: Posting) -> Row:
    """A settlement line as a row of the postings."""
    return {"posting": posting.word, **dict(zip(LINE_COLUMNS, line, strict=True))}


def importer_of(row: Mapping[str, Any] | RowMapping) -> Importer:
    """The importer master line that a ledger row describes."""
    values = {name: row[name] for name in _IMPORTER_FIELDS}
    for name in _DECIMALS:
        if values.get(name) is not None:
            values[name] = Decimal(values[name])
    return Importer(**values)


def day_of(at: str) -> date:
    """The day of a moment as actions keep it."""
    return datetime.fromisoformat(at).date()


def plain_row(record: Importer | Rate | Finding) -> Row:
    """A record whose fields are the table's columns; decimals go in as text, exactly."""
    row = {field.name: getattr(record, field.name) for field in fields(record)}
    for name in _DECIMALS:
        if row.get(name) is not None:
            row[name] = str(row[name])
    return row
