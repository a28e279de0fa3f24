"""The guided sample's extracts as the desk receives them: lists as CSV, messages as XML."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from html import escape

from xl_addin.sample.items import BAD_ORMS, BOES, CANCELLED, IMPORTERS, ORMS, OWN_AD, REPEATED, Boe, Orm
from xl_addin.sample.lists import FACT_HEADERS, FACTS, NOTE, OPENING, OPENING_HEADERS, POLICY, RATE_DAY, RATES

IMPORTER_HEADERS = (
    "iec",
    "name",
    "address",
    "pan",
    "iec_last_updated",
    "import_remittances_usd_fy_minus_1",
    "import_remittances_usd_fy_minus_2",
    "suit_pending",
    "adverse_notice",
    "under_investigation",
    "caution_listed",
)


def sample_files() -> dict[str, str]:
    """Every file of the sample's folder: name and text."""
    early, late = [b for b in BOES if b.dated <= "15/10/2026"], [b for b in BOES if b.dated > "15/10/2026"]
    return {
        "importers.csv": _csv(IMPORTER_HEADERS, map(_importer, IMPORTERS)),
        "rates.csv": _csv(("date", "currency", "inr_per_unit"), ((RATE_DAY, *rate) for rate in RATES)),
        "opening.csv": _csv(OPENING_HEADERS, (_cells(row, OPENING_HEADERS) for row in OPENING)),
        "facts.csv": _csv(FACT_HEADERS, (_cells(row, FACT_HEADERS) for row in FACTS)),
        "orm.csv": _csv(
            list(_orm(ORMS[0])), [*(_orm(one, _indicator(one)).values() for one in ORMS), *map(_bad_orm, BAD_ORMS)]
        ),
        "0009001_RBI1910202601.orm.xml": _orm_message(),
        "0009001_RBI1510202601.obe.xml": _boe_message(early),
        "0009001_RBI2410202601.obe.xml": _boe_message([boe for boe in late if not boe.is_manual]),
        "manual_boe.mbe.csv": _manual([boe for boe in late if boe.is_manual]),
        "0009001_RBI2510202601.passmbeAck": _reply(_manual([boe for boe in late if boe.is_manual])),
        "note.txt": NOTE,
        "policy/policy.toml": POLICY,
    }


def _csv(headers: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(headers)
    writer.writerows(rows)
    return out.getvalue()


def _cells(row: Mapping[str, str], headers: Sequence[str]) -> list[str]:
    return [row.get(header, "") for header in headers]


def _importer(one: tuple[str, ...]) -> list[str]:
    iec, name, updated, suit = one
    return [iec, name, "PLOT 1 NAMUNA MARG NAMUNAPUR 000000", iec, updated, "", "", suit, "N", "N", "N"]


def _orm(one: Orm, indicator: str = "1") -> dict[str, str]:
    """A remittance in the 18 fields of the message."""
    return {
        "outwardReferenceNumber": one.reference,
        "ADCode": one.ad,
        "Amount": one.amount,
        "currencyCode": one.currency,
        "paymentDate": one.paid,
        "IECode": one.by.iec,
        "IEName": one.by.name,
        "IEAddress": "PLOT 1 NAMUNA MARG NAMUNAPUR 000000",
        "IEPANNumber": one.by.iec,
        "isCapitalGoods": one.capital,
        "beneficiaryName": one.to,
        "beneficiaryAccountNumber": "000000000000",
        "beneficiaryCountry": one.country,
        "SWIFT": "XMPLXX00XXX",
        "purposeCode": one.purpose,
        "recordIndicator": indicator,
        "remarks": one.remarks,
        "paymentTerms": "3",
    }


def _indicator(one: Orm) -> str:
    return "3" if one.number == CANCELLED else "1"


def _bad_orm(line: tuple[str, str, str, str, str]) -> list[str]:
    number, amount, currency, paid, iec = line
    changed = {"outwardReferenceNumber": number, "Amount": amount, "currencyCode": currency, "paymentDate": paid}
    return list({**_orm(ORMS[0]), **changed, "IECode": iec}.values())


def _tags(fields: Mapping[str, str]) -> str:
    return "".join(f"<{tag}>{escape(text, quote=False)}</{tag}>" for tag, text in fields.items())


def _orm_message() -> str:
    by_number = {one.number: one for one in ORMS}
    records = [_orm(by_number[number]) for number in (REPEATED, CANCELLED)]
    lines = "\n".join(f"<outwardReference>{_tags(one)}</outwardReference>" for one in records)
    count = f"<checkSum><noOfORM>{len(records)}</noOfORM></checkSum>"
    return f"{_XML}<bank>\n{count}\n<outwardReferences>\n{lines}\n</outwardReferences>\n</bank>\n"


_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'


def _boe_head(boe: Boe) -> dict[str, str]:
    return {
        "portOfDischarge": boe.port,
        "importAgency": "1",
        "billOfEntryNumber": boe.number,
        "billOfEntryDate": boe.dated,
        "ADCode": OWN_AD,
        "G-P": "P",
        "IECode": boe.by.iec,
        "IEName": boe.by.name,
        "IEAddress": "PLOT 1 NAMUNA MARG NAMUNAPUR 000000",
        "IEPANNumber": boe.by.iec,
        "portOfShipment": f"{boe.country}XXX",
        "IGMNumber": "",
        "IGMDate": "",
        "MAWB-MBLNumber": "",
        "MAWB-MBLDate": "",
        "HAWB-HBLNumber": "",
        "HAWB-HBLDate": "",
        "recordIndicator": "1",
    }


def _invoice(boe: Boe, serial: int, number: str, value: str) -> dict[str, str]:
    charges = (
        "freightAmount",
        "freightCurrencyCode",
        "insuranceAmount",
        "insuranceCurrencyCode",
        "agencyCommission",
        "agencyCurrency",
        "discountCharges",
        "discountCurrency",
        "miscellaneousCharges",
        "miscellaneousCurrency",
    )
    return {
        "invoiceSerialNo": str(serial),
        "invoiceNo": number,
        "termsOfInvoice": "FOB",
        "supplierName": boe.supplier,
        "supplierAddress": "NO 1 IMAGINARY ROAD",
        "supplierCountry": boe.country,
        "sellerName": "",
        "sellerAddress": "",
        "sellerCountry": "",
        "invoiceAmount": value,
        "invoiceCurrency": boe.currency,
        **{name: "0.00" if name.endswith(("Amount", "Commission", "Charges")) else "" for name in charges},
        "thirdPartyName": "",
        "thirdPartyAddress": "",
        "thirdPartyCountry": "",
    }


def _boe_message(boes: Sequence[Boe]) -> str:
    entries = "\n".join(_entry(boe) for boe in boes)
    lines = sum(len(boe.invoices) for boe in boes)
    count = f"<noOfbillOfEntry>{len(boes)}</noOfbillOfEntry><noOfInvoices>{lines}</noOfInvoices>"
    return f"{_XML}<bank>\n<checkSum>{count}</checkSum>\n<billOfEntrys>\n{entries}\n</billOfEntrys>\n</bank>\n"


def _entry(boe: Boe) -> str:
    invoices = "\n".join(
        f"<invoice>{_tags({**_invoice(boe, serial, *one), 'utilizedAmount': '0.00'})}</invoice>"
        for serial, one in enumerate(boe.invoices, 1)
    )
    return f"<billOfEntry>{_tags(_boe_head(boe))}<invoices>\n{invoices}\n</invoices></billOfEntry>"


def _manual(boes: Sequence[Boe]) -> str:
    """Manual bills of entry: one line for each invoice, bars between; its record indicator stands elsewhere."""
    rows = [
        {**_boe_head(boe), **_invoice(boe, serial, *one)} for boe in boes for serial, one in enumerate(boe.invoices, 1)
    ]
    return "\n".join(["|".join(rows[0]), *("|".join(row.values()) for row in rows)]) + "\n"


def _reply(manual: str) -> str:
    """The reply of IDPMS to manual bills of entry: each line with its word."""
    head, *lines = manual.splitlines()
    return "\n".join([f"{head}|errorCode", *(f"{line}|SUCCESS" for line in lines)]) + "\n"
