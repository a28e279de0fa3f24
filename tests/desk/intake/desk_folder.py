"""Extracts as the desk writes them, and a take-in of them: what the tests of intake and ledger share."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select

from tests.ledger.places import opened
from xl_addin.desk.intake.take_in import TakenIn, take_in
from xl_addin.domain.findings import Finding
from xl_addin.ledger import Ledger, acts, tables
from xl_addin.ledger.store import Actor
from xl_addin.messages.layouts import layout

OCTOBER, NOVEMBER = date(2026, 10, 31), date(2026, 11, 30)
ACTOR = Actor("maker", datetime(2026, 10, 31, 18, 0))  # noqa: DTZ001 - the desk's clock reading
SAMPLES = Path(__file__).resolve().parents[2] / "samples"


def wire_tags(message: str, level: str) -> list[str]:
    """Tags of a message in wire order; level is rec or inv."""
    return [one.element for one in layout(message).fields if one.level == level]


ORM = {
    "outwardReferenceNumber": "IBA26100000001",
    "ADCode": "0009001",
    "Amount": "1000.00",
    "currencyCode": "USD",
    "paymentDate": "05/10/2026",
    "IECode": "0388000037",
    "IEName": "NAKLI FOODS",
    "isCapitalGoods": "N",
    "beneficiaryName": "UTOPIQ",
    "beneficiaryCountry": "JP",
    "purposeCode": "S0102",
    "recordIndicator": "1",
}
BOE = {
    "portOfDischarge": "INNSA1",
    "importAgency": "1",
    "billOfEntryNumber": "0052545",
    "billOfEntryDate": "06/10/2026",
    "ADCode": "0009001",
    "IECode": "0388000037",
    "IEName": "NAKLI FOODS",
    "recordIndicator": "1",
}
INVOICE = {
    "invoiceSerialNo": "1",
    "invoiceNo": "INV/1",
    "termsOfInvoice": "FOB",
    "supplierName": "UTOPIQ",
    "supplierCountry": "JP",
    "invoiceAmount": "500.00",
    "invoiceCurrency": "USD",
    "utilizedAmount": "0.00",
}
OPENING_ORM = {
    "item_kind": "ORM",
    "outward_reference_number": "OLD26080000001",
    "payment_date": "05/08/2026",
    "purpose_code": "S0101",
    "ad_code": "0009001",
    "iec": "0388000037",
    "ie_name": "NAKLI FOODS",
    "currency": "USD",
    "original_amount": "1000.00",
    "outstanding_amount": "400.00",
}
OPENING_INVOICE = {
    "item_kind": "INV",
    "bill_of_entry_number": "0012345",
    "bill_of_entry_date": "20/08/2026",
    "port_of_discharge": "INNSA1",
    "invoice_serial": "1",
    "invoice_no": "OLD/1",
    "ad_code": "0009001",
    "iec": "0388000037",
    "currency": "USD",
    "original_amount": "900.00",
    "outstanding_amount": "900.00",
}
OPENING_HEADERS = list(dict.fromkeys([*OPENING_ORM, *OPENING_INVOICE, "party_name"]))
IMPORTER = {
    "iec": "0388000037",
    "name": "NAKLI FOODS",
    "address": "PLOT 2",
    "pan": "ZZFCN0001A",
    "iec_last_updated": "04/04/2026",
    "import_remittances_usd_fy_minus_1": "1000.00",
    "import_remittances_usd_fy_minus_2": "",
    "suit_pending": "N",
    "adverse_notice": "N",
    "under_investigation": "N",
    "caution_listed": "N",
}


def orm(**changes: str) -> dict[str, str]:
    """An ORM with some cells changed: amount="10" changes Amount."""
    return _changed(ORM, _ORM_NAMES, changes)


_ORM_NAMES = {
    "number": "outwardReferenceNumber",
    "ad": "ADCode",
    "amount": "Amount",
    "currency": "currencyCode",
    "paid": "paymentDate",
    "iec": "IECode",
    "name": "IEName",
    "flag": "isCapitalGoods",
    "says": "recordIndicator",
    "purpose": "purposeCode",
}
_BOE_NAMES = {
    "number": "billOfEntryNumber",
    "dated": "billOfEntryDate",
    "port": "portOfDischarge",
    "iec": "IECode",
    "ad": "ADCode",
    "says": "recordIndicator",
}
_INVOICE_NAMES = {
    "serial": "invoiceSerialNo",
    "no": "invoiceNo",
    "amount": "invoiceAmount",
    "currency": "invoiceCurrency",
    "used": "utilizedAmount",
}


def _changed(base: Mapping[str, str], names: Mapping[str, str], changes: Mapping[str, str]) -> dict[str, str]:
    return {**base, **{names.get(name, name): value for name, value in changes.items()}}


def boe(*invoices: dict[str, str], **changes: str) -> tuple[dict[str, str], tuple[dict[str, str], ...]]:
    """A BoE with its invoices; one invoice when none is given."""
    return _changed(BOE, _BOE_NAMES, changes), invoices or (INVOICE,)


def invoice(**changes: str) -> dict[str, str]:
    """An invoice with some cells changed."""
    return _changed(INVOICE, _INVOICE_NAMES, changes)


def csv_text(rows: Sequence[Mapping[str, str]], headers: Iterable[str] = ()) -> str:
    """A CSV of the rows, comma-separated, quoted where needed."""
    out = io.StringIO()
    writer = csv.DictWriter(out, list(headers) or list(dict.fromkeys(name for row in rows for name in row)), restval="")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def orm_xml(*orms: Mapping[str, str]) -> str:
    """An ORM message in wire order."""
    records = "".join(f"<outwardReference>{_tags('ORM', 'rec', row)}</outwardReference>\n" for row in orms)
    count = f"<checkSum><noOfORM>{len(orms)}</noOfORM></checkSum>\n"
    return f"<bank>\n{count}<outwardReferences>\n{records}</outwardReferences></bank>"


def obe_xml(*boes: tuple[Mapping[str, str], Sequence[Mapping[str, str]]]) -> str:
    """A BoE master file in wire order."""
    lines = sum(len(invoices) for _, invoices in boes)
    count = f"<noOfbillOfEntry>{len(boes)}</noOfbillOfEntry><noOfInvoices>{lines}</noOfInvoices>"
    records = "\n".join(_boe_tags(row, invoices) for row, invoices in boes)
    return f"<bank>\n<checkSum>{count}</checkSum>\n<billOfEntrys>\n{records}\n</billOfEntrys></bank>"


def _boe_tags(row: Mapping[str, str], invoices: Sequence[Mapping[str, str]]) -> str:
    inner = "\n".join(f"<invoice>{_tags('OBE', 'inv', one)}</invoice>" for one in invoices)
    return f"<billOfEntry>{_tags('OBE', 'rec', row)}<invoices>\n{inner}</invoices></billOfEntry>"


def _tags(message: str, level: str, row: Mapping[str, str]) -> str:
    return "".join(f"<{tag}>{row[tag]}</{tag}>" for tag in wire_tags(message, level) if tag in row)


def mbe_text(*boes: tuple[Mapping[str, str], Sequence[Mapping[str, str]]]) -> str:
    """A manual BoE file: one line per invoice, bars between."""
    names = [tag for level in ("rec", "inv") for tag in wire_tags("OBE", level) if tag != "utilizedAmount"]
    lines = [{**row, **one} for row, invoices in boes for one in invoices]
    return "\n".join(["|".join(names), *("|".join(line.get(name, "") for name in names) for line in lines)]) + "\n"


class Desk:
    """A ledger and a folder of extracts, in a test's own folder."""

    def __init__(self, home: Path) -> None:
        self.home, self.path = home, home / "ledger.db"
        self.ledger: Ledger = opened(self.path)

    def folder(self, files: Mapping[str, str | bytes], name: str = "") -> Path:
        """A new folder with these files."""
        folder = self.home / (name or f"in{len(list(self.home.iterdir()))}")
        folder.mkdir()
        for file, content in files.items():
            (folder / file).write_bytes(content.encode() if isinstance(content, str) else content)
        return folder

    def take(self, files: Mapping[str, str | bytes], as_on: date = OCTOBER) -> TakenIn:
        """Takes in a folder of these files."""
        return take_in(self.ledger, self.folder(files), as_on, ACTOR)

    def orms(self, *rows: Mapping[str, str], as_on: date = OCTOBER, file: str = "orm.csv") -> TakenIn:
        """Takes in a CSV of ORMs."""
        return self.take({file: csv_text(rows)}, as_on)

    def boes(self, *boes: tuple[Mapping[str, str], Sequence[Mapping[str, str]]], as_on: date = OCTOBER) -> TakenIn:
        """Takes in a BoE master file."""
        return self.take({"0009001_RBI0610202601.obe.xml": obe_xml(*boes)}, as_on)

    def rows(self, table: Any) -> list[dict[str, Any]]:
        """All rows of a ledger table in the order written, without their numbers."""
        with self.ledger.read() as connection:
            found = connection.execute(select(table).order_by(table.c.id)).mappings().all()
        return [{k: v for k, v in row.items() if k not in ("id", "seq")} for row in found]

    def rows_posted(self) -> list[dict[str, Any]]:
        """Settlement lines that were posted."""
        return [row for row in self.rows(tables.postings) if row["posting"] == acts.POSTED.word]

    def events(self) -> list[tuple[str, int]]:
        """Events of ORMs with what is open, in order."""
        return [(row["event"], row["opening_minor"]) for row in self.rows(tables.orm_events)]

    def invoice_events(self) -> list[tuple[str, int, int]]:
        """Events of invoices with serial and what is open, in order."""
        return [(row["event"], row["serial"], row["opening_minor"]) for row in self.rows(tables.invoice_events)]

    def settle(self, orm_key: str, invoice_key: str, minor: int, as_on: date = OCTOBER, currency: str = "USD") -> None:
        """Posts a settlement of `minor` in one currency, as the settle step does."""
        row = {
            "posting": acts.POSTED.word,
            "orm_key": orm_key,
            "invoice_key": invoice_key,
            "currency": currency,
            "amount_minor": minor,
            "invoice_currency": currency,
            "amount_invoice_minor": minor,
        }
        with self.ledger.step(acts.SETTLE, as_on, ACTOR) as step:
            step.add(tables.postings, [row])


def codes(taken: TakenIn, *, blocking: bool = True) -> list[str]:
    """Codes of the findings, blocking ones only unless all are asked for."""
    return [f.code for f in taken.findings if not blocking or f.severity == "BLOCK"]


def the_finding(taken: TakenIn, code: str) -> Finding:
    """The one finding of this code."""
    (found,) = [f for f in taken.findings if f.code == code]
    return found
