"""What the upload of a manual bill of entry says (MBE), with its invoices and charges."""

from __future__ import annotations

from collections.abc import Sequence

from xl_addin.desk.month.evidence import APPROVAL, in_lieu
from xl_addin.desk.produce.books import Books
from xl_addin.desk.produce.texts import Said, Text, boe_said
from xl_addin.desk.produce.units import Unit
from xl_addin.domain.money import from_minor
from xl_addin.domain.records import BoeInvoice
from xl_addin.rulebook.facts import YES, Value
from xl_addin.rulebook.registers import agency_code

_CHARGES = ("freight", "insurance", "commission", "discount", "miscellaneous")


def uploaded(books: Books, group: Sequence[Unit]) -> Text:
    """The bill of entry as it stands, every live invoice of it."""
    live = sorted(books.by_boe[group[0].boe_key], key=lambda one: one.record.serial)
    record = live[0].record
    importer = books.month.importers.get(record.iec)
    values: Said = {
        **boe_said(record),
        "agency": agency_code(record.agency),
        "importer_name": record.importer_name or (importer.name if importer else ""),
        "address": importer.address if importer else "",
        "pan": importer.pan if importer else "",
        "port_of_shipment": record.port_of_shipment,
        "master_bill_date": record.master_bill_date,
        **_in_lieu(books.month.said_of_boe(record)),
    }
    return Text(values, tuple(_of_invoice(one.record) for one in live))


def _in_lieu(said: Said) -> Said:
    """The mark of evidence in lieu and the reference of its approval (S002-22), where the bank's table has them."""
    return {"in_lieu": YES, APPROVAL: said.get(APPROVAL)} if in_lieu(said) else {}


def _of_invoice(record: BoeInvoice) -> Said:
    said: dict[str, Value | None] = {
        "invoice_serial": str(record.serial),
        "invoice_number": record.invoice_number,
        "terms": record.terms,
        "supplier": record.supplier,
        "supplier_country": record.supplier_country,
        "value": from_minor(record.value_minor, record.currency),
        "currency": record.currency,
        "third_party": record.third_party,
        "seller": record.seller,
    }
    for name in _CHARGES:
        minor, currency = getattr(record, f"{name}_minor"), getattr(record, f"{name}_currency")
        if minor is not None and currency:
            said |= {name: from_minor(minor, currency), f"{name}_currency": currency}
    return said
