"""The month as the matching engine reads it: frames of remittances, of invoices, of lines that are not to change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from xl_addin.desk.month.month import Month
from xl_addin.domain.records import ADVANCE_PURPOSE, BoeInvoice, SettlementLine
from xl_addin.ledger.items import InvoiceItem, OrmItem
from xl_addin.rulebook.facts import ORM, Value, fact


def orm_frame(month: Month) -> pd.DataFrame:
    """Live ORMs as the matching engine reads them, with the desk's facts; open is before this period's settlements."""
    items = [item for item in month.orms.values() if item.is_live]
    records = [item.record for item in items]
    facts = [month.said(ORM, item.key) for item in items]
    return pd.DataFrame(
        {
            "orm_key": _texts(item.key for item in items),
            "iec": _texts(record.iec for record in records),
            "currency": _texts(record.currency for record in records),
            "on": _ints(record.payment_date.toordinal() for record in records),
            "open_minor": _open(items),
            "payer": _texts(record.importer_name for record in records),
            "party": _texts(record.beneficiary for record in records),
            "country": _texts(record.beneficiary_country for record in records),
            "remarks": _texts(record.remarks for record in records),
            "is_advance": _bools(record.purpose_code == ADVANCE_PURPOSE for record in records),
            "deal_rate": _fact_texts(facts, "deal_rate"),
            "on_behalf_of_iec": _fact_texts(facts, "on_behalf_of_iec"),
        }
    )


def invoice_frame(month: Month) -> pd.DataFrame:
    """Live invoices as the matching engine reads them."""
    items = [item for item in month.invoices.values() if item.is_live]
    records = [item.record for item in items]
    return pd.DataFrame(
        {
            "invoice_key": _texts(item.key for item in items),
            "boe_key": _texts(record.boe_key for record in records),
            "boe_number": _texts(record.boe_number for record in records),
            "port_code": _texts(record.port_code for record in records),
            "invoice_number": _texts(record.invoice_number for record in records),
            "iec": _texts(record.iec for record in records),
            "currency": _texts(record.currency for record in records),
            "terms": _texts(record.terms for record in records),
            "supplier": _texts(record.supplier for record in records),
            "seller": _texts(record.seller for record in records),
            "third_party": _texts(record.third_party for record in records),
            "country": _texts(record.supplier_country for record in records),
            "boe_date": _ints(record.boe_date.toordinal() for record in records),
            "serial": _ints(record.serial for record in records),
            "value_minor": _ints(record.value_minor for record in records),
            "open_minor": _open(items),
            "freight_minor": _ints(_own(r, r.freight_minor, r.freight_currency) for r in records),
            "insurance_minor": _ints(_own(r, r.insurance_minor, r.insurance_currency) for r in records),
            "discount_minor": _ints(_own(r, r.discount_minor, r.discount_currency) for r in records),
            "other_currency_charges": _bools(_has_foreign_charge(record) for record in records),
        }
    )


def _texts(values: Iterable[str]) -> pd.Series[str]:
    return pd.Series(list(values), dtype="str")


def _fact_texts(facts: list[Mapping[str, Value]], name: str) -> pd.Series[str]:
    return _texts(fact(name).text(said.get(name)) for said in facts)


def _ints(values: Iterable[int]) -> pd.Series[int]:
    return pd.Series(list(values), dtype="int64")


def _bools(values: Iterable[bool]) -> pd.Series[bool]:
    return pd.Series(list(values), dtype=bool)


def _open(items: Iterable[OrmItem | InvoiceItem]) -> pd.Series[int]:
    return _ints(item.outstanding_minor + item.settled_minor for item in items)


def _own(invoice: BoeInvoice, minor: int | None, currency: str | None) -> int:
    """A charge in the invoice's own currency; nothing where it is in another."""
    return minor or 0 if currency == invoice.currency else 0


def _has_foreign_charge(invoice: BoeInvoice) -> bool:
    charged = (invoice.freight_currency, invoice.insurance_currency, invoice.discount_currency)
    return any(currency not in (None, invoice.currency) for currency in charged)


def locked_frame(known: list[SettlementLine]) -> pd.DataFrame | None:
    """Lines that stand and what is kept for later; None where there are none."""
    if not known:
        return None
    return pd.DataFrame(
        {
            "orm_key": _texts(line.orm_key for line in known),
            "invoice_key": _texts(line.invoice_key for line in known),
            "amount_minor": _ints(line.amount_minor for line in known),
            "amount_invoice_minor": _ints(line.amount_invoice_minor for line in known),
            "rate": _texts(line.rate or "" for line in known),
        }
    )
