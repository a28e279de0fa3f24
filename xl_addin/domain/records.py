"""What the desk keeps: frozen records, money in whole minor units, dates as dates, identifiers parsed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from xl_addin.domain.identifiers import BoeKey

ADVANCE_PURPOSE = "S0101"  # FETERS purpose code of an advance remittance
GOODS_PURPOSES = "S01"  # FETERS group of payments for imported goods; a remittance of another group paid for a service


@dataclass(frozen=True, slots=True)
class OutwardRemittance:
    """One reported import remittance. `opening_minor` is what was still open when the ledger first met it."""

    orm_number: str
    ad_code: str
    iec: str
    importer_name: str
    payment_date: date
    currency: str
    amount_minor: int
    opening_minor: int
    purpose_code: str
    is_capital_goods: bool | None
    beneficiary: str
    beneficiary_country: str
    remarks: str
    swift: str = ""  # of the beneficiary's bank; these three only where an extract or a message told them
    beneficiary_account: str = ""
    payment_terms: str = ""

    @property
    def key(self) -> str:
        """ORM number with its AD code: what names a remittance in the ledger."""
        return f"{self.orm_number}/{self.ad_code}"

    @property
    def dated(self) -> date:
        """The day that its age runs from."""
        return self.payment_date


@dataclass(frozen=True, slots=True)
class Charge:
    """An amount beside the invoice value, in its own currency: freight, insurance, discount and the like."""

    amount_minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class Invoice:
    """The smallest thing settled. `opening_minor` is the open part when first met (value − already utilised)."""

    serial: int
    invoice_number: str
    terms: str
    supplier: str
    supplier_country: str
    currency: str
    value_minor: int
    opening_minor: int
    freight: Charge | None = None
    insurance: Charge | None = None
    commission: Charge | None = None
    discount: Charge | None = None
    miscellaneous: Charge | None = None
    third_party: str = ""
    seller: str = ""


@dataclass(frozen=True, slots=True)
class BillOfEntry:
    """The goods side: one customs entry with its invoices, in serial order."""

    key: BoeKey
    ad_code: str
    iec: str
    importer_name: str
    agency: str
    port_of_shipment: str
    master_bill_date: date | None
    source: str
    invoices: tuple[Invoice, ...]

    def invoice_key(self, serial: int) -> str:
        """BoE key and invoice serial: what names an invoice in the ledger."""
        return self.key.invoice_key(serial)


class BoeInvoice(NamedTuple):
    """An invoice with the bill of entry it stands in, as one line of the ledger; a charge has amount and currency."""

    boe_key: str
    boe_number: str
    boe_date: date
    port_code: str
    ad_code: str
    iec: str
    importer_name: str
    agency: str
    port_of_shipment: str
    master_bill_date: date | None
    source: str
    serial: int
    invoice_number: str
    terms: str
    supplier: str
    supplier_country: str
    currency: str
    value_minor: int
    opening_minor: int
    freight_minor: int | None
    freight_currency: str | None
    insurance_minor: int | None
    insurance_currency: str | None
    commission_minor: int | None
    commission_currency: str | None
    discount_minor: int | None
    discount_currency: str | None
    miscellaneous_minor: int | None
    miscellaneous_currency: str | None
    third_party: str
    seller: str

    @property
    def dated(self) -> date:
        """The day of its bill of entry."""
        return self.boe_date


class SettlementLine(NamedTuple):
    """What one ORM pays of one invoice, posted or proposed, in minor units of either currency."""

    orm_key: str
    invoice_key: str
    currency: str
    amount_minor: int
    invoice_currency: str
    amount_invoice_minor: int
    rate: str  # exact, invoice currency for one unit of ORM currency; "" where both are one
    found_by: str  # pass of the engine
    tier: str
    reason: str
    evidence: str
    group_id: str
    engine_version: str = ""


class TakenFile(NamedTuple):
    """A source file as it was taken in: rows read = kept + refused."""

    file: str
    kind: str
    sha256: str
    rows_read: int
    rows_kept: int
    rows_refused: int
    taken_in_at: str  # moment as ISO text


@dataclass(frozen=True, slots=True)
class Importer:
    """Importer master line. The flags are None where the desk has not answered."""

    iec: str
    name: str
    address: str
    pan: str
    iec_last_updated: date | None
    remittances_usd_fy_minus_1: Decimal | None
    remittances_usd_fy_minus_2: Decimal | None
    suit_pending: bool | None
    adverse_notice: bool | None
    under_investigation: bool | None
    caution_listed: bool | None


class Answer(NamedTuple):
    """What was said of an item in answer to one question, as the ledger keeps it; "" makes the fact unknown again."""

    item_kind: str
    item_key: str
    fact: str
    value: str


@dataclass(frozen=True, slots=True)
class Rate:
    """INR for one unit of a currency, from `on` until a later rate is given."""

    on: date
    currency: str
    inr_per_unit: Decimal
