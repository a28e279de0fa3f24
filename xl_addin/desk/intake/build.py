"""Shaped rows to records: one function per kind of record. A charge that cannot be read is noted, not guessed."""

from __future__ import annotations

from datetime import date

from xl_addin.desk.intake.headers import boe_header
from xl_addin.desk.intake.journal import Journal
from xl_addin.desk.intake.rows import BoeRow, InvoiceRow, OpeningInvoiceRow, OpeningOrmRow, OrmRow, RateRow
from xl_addin.domain import money
from xl_addin.domain.errors import ValueRefused
from xl_addin.domain.identifiers import BoeKey
from xl_addin.domain.records import BillOfEntry, Charge, Invoice, OutwardRemittance, Rate
from xl_addin.workbook.extracts import cells

_CHARGES = ("freight", "insurance", "commission", "discount", "miscellaneous")


def orm_from_message(row: OrmRow) -> OutwardRemittance:
    """An ORM as reported: all of it is open when it comes in."""
    told = row.swift, row.beneficiary_account, row.payment_terms
    return _orm(row, row.amount, row.amount, row.beneficiary, row.beneficiary_country, *told)


def orm_brought_forward(row: OpeningOrmRow) -> OutwardRemittance:
    """An ORM of the opening list: its outstanding amount is what is open."""
    return _orm(row, row.value, row.outstanding, row.party, row.party_country)


def _orm(
    row: OrmRow | OpeningOrmRow,
    amount: int,
    opening: int,
    party: str,
    country: str,
    swift: str = "",
    account: str = "",
    terms: str = "",
) -> OutwardRemittance:
    return OutwardRemittance(
        orm_number=row.orm_number,
        ad_code=row.ad_code,
        iec=row.iec,
        importer_name=row.importer_name,
        payment_date=row.payment_date,
        currency=row.currency,
        amount_minor=amount,
        opening_minor=opening,
        purpose_code=row.purpose_code,
        is_capital_goods=row.is_capital_goods,
        beneficiary=party,
        beneficiary_country=country,
        remarks=row.remarks,
        swift=swift,
        beneficiary_account=account,
        payment_terms=terms,
    )


def invoice_from_message(row: InvoiceRow, line: int, journal: Journal) -> Invoice | None:
    """An invoice of the BoE master or a manual BoE; what is already utilised elsewhere is not open."""
    text = row.utilised or "0"
    try:
        utilised = money.to_minor(cells.amount(text).value, row.currency)
    except ValueRefused as why:
        journal.tell("BAD_AMOUNT", line, boe_header("utilised"), why.found, expected=why.expected, advice=why.action)
        return None
    if utilised > row.value:
        journal.tell("UTILISED_OVER_VALUE", line, boe_header("utilised"), text)
        return None
    return _invoice(row, row.value - utilised, line, journal, row.supplier, row.supplier_country)


def invoice_brought_forward(row: OpeningInvoiceRow, line: int, journal: Journal) -> Invoice:
    """An invoice of the opening list: its outstanding amount is what is open."""
    return _invoice(row, row.outstanding, line, journal, row.party, row.party_country)


def _invoice(
    row: InvoiceRow | OpeningInvoiceRow,
    opening: int,
    line: int,
    journal: Journal,
    supplier: str,
    country: str,
) -> Invoice:
    charges = {name: _charge(row, name, line, journal) for name in _CHARGES}
    return Invoice(
        serial=row.invoice_serial,
        invoice_number=row.invoice_number,
        terms=row.terms,
        supplier=supplier,
        supplier_country=country,
        currency=row.currency,
        value_minor=row.value,
        opening_minor=opening,
        third_party=row.third_party,
        seller=row.seller,
        **charges,
    )


def _charge(row: InvoiceRow | OpeningInvoiceRow, name: str, line: int, journal: Journal) -> Charge | None:
    """A charge of the row; a kind of row need not have every charge."""
    text, currency = getattr(row, name, ""), getattr(row, f"{name}_currency", "")
    if not text.strip("0. "):
        return None
    minor = _minor(text, currency, line, name, journal)
    return Charge(minor, currency) if minor else None


def _minor(text: str, currency: str, line: int, column: str, journal: Journal) -> int | None:
    try:
        return money.to_minor(cells.amount(text).value, currency)
    except ValueRefused as why:
        found = f"{text} {currency}".strip()
        journal.tell("CHARGE_NOT_READ", line, column, found, expected=why.expected, advice=why.action)
        return None


def boe_from_message(row: BoeRow, invoices: list[Invoice], source: str) -> BillOfEntry:
    """A BoE of the master or of the manual list."""
    return _boe(row, invoices, source, row.agency, row.port_of_shipment, row.master_bill_date)


def boe_brought_forward(row: OpeningInvoiceRow, invoices: list[Invoice]) -> BillOfEntry:
    """A BoE of the opening list, as the first row on it has it."""
    return _boe(row, invoices, row.source or "OPENING")


def _boe(
    row: BoeRow | OpeningInvoiceRow,
    invoices: list[Invoice],
    source: str,
    agency: str = "",
    port_of_shipment: str = "",
    master_bill_date: date | None = None,
) -> BillOfEntry:
    """A BoE from its own row and its invoices, in serial order."""
    return BillOfEntry(
        key=BoeKey(row.boe_number, row.boe_date, row.port_code),
        ad_code=row.ad_code,
        iec=row.iec,
        importer_name=row.importer_name,
        agency=agency,
        port_of_shipment=port_of_shipment,
        master_bill_date=master_bill_date,
        source=source,
        invoices=tuple(sorted(invoices, key=lambda invoice: invoice.serial)),
    )


def rate(row: RateRow) -> Rate:
    """A day's rate."""
    return Rate(row.on, row.currency, row.inr_per_unit)
