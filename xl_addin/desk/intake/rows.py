"""Rows of the sources as values: one type a kind of row, whose fields stand in the order of its columns."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import Any, Generic, NamedTuple, TypeVar

from xl_addin.domain.identifiers import BoeKey
from xl_addin.domain.records import Importer
from xl_addin.ledger.answers import Item
from xl_addin.rulebook import facts
from xl_addin.rulebook.facts import Value
from xl_addin.workbook.extracts import schema, schema_registers
from xl_addin.workbook.extracts.schema import Column

Shaped_co = TypeVar("Shaped_co", covariant=True)
Values = dict[str, Any]  # by field, in the order of the columns


@dataclass(frozen=True, slots=True)
class Layout(Generic[Shaped_co]):
    """Columns of a kind of row and what is made of the values of one."""

    columns: tuple[Column, ...]
    make: Callable[[Values], Shaped_co]

    def of(self, there: Collection[str]) -> Layout[Shaped_co]:
        """The layout for a file with these columns alone; one that is needed stays, for its lack is told."""
        return replace(self, columns=tuple(one for one in self.columns if one.needed or one.field in there))


class OrmRow(NamedTuple):
    """A remittance as reported; amounts in minor units."""

    orm_number: str
    ad_code: str
    currency: str
    amount: int
    payment_date: date
    iec: str
    importer_name: str
    is_capital_goods: bool | None
    beneficiary: str
    beneficiary_account: str
    beneficiary_country: str
    swift: str
    purpose_code: str
    record_indicator: int
    remarks: str
    payment_terms: str


class BoeRow(NamedTuple):
    """A bill of entry without its invoices."""

    port_code: str
    agency: str
    boe_number: str
    boe_date: date
    ad_code: str
    iec: str
    importer_name: str
    port_of_shipment: str
    record_indicator: int
    master_bill_date: date | None


class AckRow(NamedTuple):
    """What IDPMS says of a line of a manual bill of entry."""

    port_code: str
    boe_number: str
    boe_date: date
    record_indicator: int
    error_code: str


class InvoiceRow(NamedTuple):
    """An invoice of a bill of entry; charges are texts until it is built."""

    invoice_serial: int
    invoice_number: str
    terms: str
    supplier: str
    supplier_country: str
    seller: str
    currency: str
    value: int
    freight: str
    freight_currency: str
    insurance: str
    insurance_currency: str
    commission: str
    commission_currency: str
    discount: str
    discount_currency: str
    miscellaneous: str
    miscellaneous_currency: str
    third_party: str
    utilised: str


class OpeningOrmRow(NamedTuple):
    """A remittance brought forward."""

    item_kind: str
    ad_code: str
    iec: str
    importer_name: str
    party: str
    party_country: str
    currency: str
    value: int
    outstanding: int
    remarks: str
    orm_number: str
    payment_date: date
    purpose_code: str
    is_capital_goods: bool | None


class OpeningInvoiceRow(NamedTuple):
    """An invoice brought forward, with the bill of entry it stands in."""

    item_kind: str
    ad_code: str
    iec: str
    importer_name: str
    party: str
    party_country: str
    currency: str
    value: int
    outstanding: int
    remarks: str
    boe_number: str
    boe_date: date
    port_code: str
    source: str
    invoice_serial: int
    invoice_number: str
    terms: str
    freight: str
    freight_currency: str
    insurance: str
    insurance_currency: str
    discount: str
    discount_currency: str
    third_party: str
    seller: str


class RateRow(NamedTuple):
    """A day's rate as quoted."""

    on: date
    currency: str
    inr_per_unit: Decimal
    units: Decimal | None


class ImporterRow(NamedTuple):
    """A line of the importer master, and who at the bank looks after the importer; "" where it does not say."""

    record: Importer
    owner: str


class Said(NamedTuple):
    """A row of a file of the desk: the item that it is about, and each fact it may tell; a blank one is None."""

    about: Item
    told: dict[str, Value | None]


def _said(columns: tuple[Column, ...], keys: int, about: Callable[..., Item]) -> Layout[Said]:
    """The layout of rows whose first columns name the item; the others are facts, by the names of their register."""

    def make(values: Values) -> Said:
        key = about(*islice(values.values(), keys))
        return Said(key, {one: None if told == "" else told for one, told in islice(values.items(), keys, None)})

    return Layout(columns, make)


def _importer(values: Values) -> ImporterRow:
    return ImporterRow(Importer(**{name: value for name, value in values.items() if name != "owner"}), values["owner"])


def _of(kind: Callable[..., Shaped_co], columns: tuple[Column, ...]) -> Layout[Shaped_co]:
    """The layout of rows of a type; a type whose fields are not those of the columns is a fault of the program."""
    fields, make = kind._fields, kind._make  # type: ignore[attr-defined]
    if fields != tuple(column.field for column in columns if column.kept):
        raise AssertionError(f"the fields of {kind} are not its columns")
    return Layout(columns, lambda values: make(values.values()))


ORM = _of(OrmRow, schema.ORM_COLUMNS)
BOE = _of(BoeRow, schema.BOE_COLUMNS)
ACK = _of(AckRow, schema.MANUAL_ACK_COLUMNS)
INVOICE = _of(InvoiceRow, schema.INVOICE_COLUMNS)
RATE = _of(RateRow, schema.RATE_COLUMNS)
IMPORTER = Layout(schema.IMPORTER_COLUMNS, _importer)
OPENING: dict[str, Layout[OpeningOrmRow | OpeningInvoiceRow]] = {
    "ORM": _of(OpeningOrmRow, schema.OPENING_ORM_COLUMNS),
    "INV": _of(OpeningInvoiceRow, schema.OPENING_INVOICE_COLUMNS),
}
FACTS: dict[str, Layout[Said]] = {
    "ORM": _said(schema.FACT_COLUMNS["ORM"], 2, lambda _, number: (facts.ORM, number)),
    "BOE": _said(schema.FACT_COLUMNS["BOE"], 4, lambda _, *key: (facts.BOE, str(BoeKey(*key)))),
    "INV": _said(schema.FACT_COLUMNS["INV"], 5, lambda _, *key: (facts.INVOICE, BoeKey(*key[:3]).invoice_key(key[3]))),
}
GRANT = _said(schema_registers.GRANT_COLUMNS, 1, lambda number: (facts.LICENCE, number))
AMENDMENT = _said(schema_registers.AMENDMENT_COLUMNS, 1, lambda number: (facts.LICENCE, number))
MERCHANTING = _said(schema_registers.MERCHANTING_COLUMNS, 1, lambda number: (facts.DEAL, number))
