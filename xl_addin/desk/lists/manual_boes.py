"""Manual BoEs: what IDPMS has acknowledged; manual-boe.csv, for RBI's comparison with Customs; other-ad-boe.csv."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence

from xl_addin.desk.close.checks import other_ad_codes
from xl_addin.desk.lists.order import worst_first
from xl_addin.desk.lists.parts import A_BOE, A_DECISION, A_PARTY, AN_AMOUNT, BOE_KEY, of_item
from xl_addin.desk.lists.told import Told
from xl_addin.desk.month.acknowledged import is_manual, manual_entries, reflected
from xl_addin.desk.month.case import Case
from xl_addin.desk.month.cases_invoice import single_currency
from xl_addin.desk.month.item import Entry
from xl_addin.desk.month.month import Month
from xl_addin.domain.identifiers import by_serial
from xl_addin.domain.money import plain
from xl_addin.ledger.items import InvoiceItem
from xl_addin.workbook.lists import Column, List, Sheet, day, long, text, whole


def manual_boes(month: Month) -> Sequence[InvoiceItem]:
    """Invoices of manual bills of entry that came in during the period or are still open, oldest first."""
    return _listed(month, lambda item: is_manual(item.record))


def other_ad_boes(month: Month, codes: Container[str]) -> Sequence[InvoiceItem]:
    """The same for bills of entry under one of `codes`, AD codes that are not the desk's own."""
    return _listed(month, lambda item: item.record.ad_code in codes)


def _listed(month: Month, wanted: Callable[[InvoiceItem], bool]) -> list[InvoiceItem]:
    found = [
        item
        for item in month.invoices.values()
        if wanted(item) and item.is_live and (item.is_new or item.outstanding_minor)
    ]
    return sorted(found, key=lambda item: (item.record.boe_date, by_serial(item.key)))


_COLUMNS: tuple[Column[InvoiceItem], ...] = (
    Column("boe_number", text, lambda i: i.record.boe_number),
    Column("boe_date", day, lambda i: i.record.boe_date),
    Column("port_code", text, lambda i: i.record.port_code),
    Column("invoice_serial", whole, lambda i: i.record.serial),
    Column("invoice_number", text, lambda i: i.record.invoice_number),
    Column("ad_code", text, lambda i: i.record.ad_code),
    Column("iec", text, lambda i: i.record.iec),
    Column("importer", text, lambda i: i.record.importer_name),
    Column("supplier", text, lambda i: i.record.supplier),
    Column("currency", text, lambda i: i.currency),
    Column("value", text, lambda i: plain(i.record.value_minor, i.currency)),
    Column("outstanding", text, lambda i: plain(i.outstanding_minor, i.currency)),
    Column("source", text, lambda i: i.record.source),
)
MANUAL = List(
    "manual-boe.csv",
    rows=lambda told: manual_boes(told.month),
    columns=(
        *_COLUMNS,
        Column("acknowledgement", text, lambda i: i.answers.get("acknowledgement_file", "")),
        Column("acknowledged_on", day, lambda i: i.answers.get("acknowledged_on")),
        Column("acknowledgement_reference", text, lambda i: i.answers.get("acknowledgement_reference", "")),
        Column("acknowledgement_seen_by", text, lambda i: i.answers.get("acknowledgement_seen_by", "")),
    ),
)
OTHER_AD = List(
    "other-ad-boe.csv",
    rows=lambda told: other_ad_boes(told.month, other_ad_codes(told.month, told.law)),
    columns=_COLUMNS,
)


def entries_of(told: Told) -> Sequence[Case]:
    """What the rule says of each manual bill of entry of the month."""
    law, as_on = told.law, told.month.as_on
    return [
        Case("IDPMS", one, reflected(law, one, as_on), **single_currency(one)) for one in manual_entries(told.month)
    ]


def _word(case: Case) -> str:
    """The file that told of it; blank where none did."""
    return str(case.item.answers.get("acknowledgement_file", ""))


LIST = List(
    "tblManualBoes",
    rows=worst_first(entries_of),
    key=BOE_KEY,
    first=("BoE number", "Importer", "Currency", "Amount", "Invoices", "Sign", "Status", "Why"),
    seldom=("Confidence",),
    empty="nothing in this period: no manual bill of entry came in or is open",
    columns=(
        *A_BOE,
        *A_PARTY,
        Column("Invoices", whole, lambda c: len(c.item.invoices) if isinstance(c.item, Entry) else ""),
        *AN_AMOUNT,
        Column(
            "Acknowledgement", long, _word, 22, "File of IDPMS that told of it: an acknowledgement or the download."
        ),
        of_item("acknowledged_on", "Day on which IDPMS acknowledged it, as a person saw it there."),
        of_item("acknowledgement_reference", "Reference of the acknowledgement in IDPMS."),
        of_item("acknowledgement_seen_by", "Who saw it there: name or staff number."),
        *A_DECISION,
    ),
)

SHEET = Sheet(
    "Manual BoEs",
    "items",
    "Manual bills of entry that came in this month or are open, and whether IDPMS has acknowledged them.",
    "Nothing is posted on one that waits: take in the acknowledgement, or state day, reference and person.",
    (LIST,),
    2,
)
