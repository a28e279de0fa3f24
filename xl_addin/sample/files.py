"""The guided sample's extracts as the desk receives them: lists as CSV, messages as XML."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from xl_addin.messages.errors import SUCCESS
from xl_addin.messages.layouts import shipped
from xl_addin.messages.model import ERROR_CODE, Kind, Layout, elements
from xl_addin.messages.record import Record
from xl_addin.messages.write import write
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
Values = Mapping[str, str]
_ADDRESS = "PLOT 1 NAMUNA MARG NAMUNAPUR 000000"
_ORM, _OBE, _MBE = (shipped().layouts[message] for message in ("ORM", "OBE", "MBE"))


def sample_files() -> dict[str, str]:
    """Every file of the sample's folder: name and text."""
    early, late = [b for b in BOES if b.dated <= "15/10/2026"], [b for b in BOES if b.dated > "15/10/2026"]
    return {
        "importers.csv": _csv(IMPORTER_HEADERS, map(_importer, IMPORTERS)),
        "rates.csv": _csv(("date", "currency", "inr_per_unit"), ((RATE_DAY, *rate) for rate in RATES)),
        "opening.csv": _csv(OPENING_HEADERS, (_cells(row, OPENING_HEADERS) for row in OPENING)),
        "facts.csv": _csv(FACT_HEADERS, (_cells(row, FACT_HEADERS) for row in FACTS)),
        "orm.csv": _csv(elements(_ORM.of_record), [*map(_orm_row, ORMS), *map(_bad_orm, BAD_ORMS)]),
        "0009001_RBI1910202601.orm.xml": _orm_message(),
        "0009001_RBI1510202601.obe.xml": _message(_OBE, early),
        "0009001_RBI2410202601.obe.xml": _message(_OBE, (boe for boe in late if not boe.is_manual)),
        "manual_boe.mbe.csv": _message(_MBE, (boe for boe in late if boe.is_manual)),
        "0009001_RBI2510202601.passmbeAck": _reply(boe for boe in late if boe.is_manual),
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
    return [iec, name, _ADDRESS, iec, updated, "", "", suit, "N", "N", "N"]


def _orm(one: Orm, indicator: str = "1") -> Record:
    """A remittance in the fields of the message."""
    return _record(
        _ORM,
        {
            "orm_number": one.reference,
            "ad_code": one.ad,
            "amount": one.amount,
            "currency": one.currency,
            "payment_date": one.paid,
            "iec": one.by.iec,
            "importer_name": one.by.name,
            "address": _ADDRESS,
            "pan": one.by.iec,
            "is_capital_goods": one.capital,
            "beneficiary": one.to,
            "beneficiary_account": "000000000000",
            "beneficiary_country": one.country,
            "swift": "XMPLXX00XXX",
            "purpose_code": one.purpose,
            "record_indicator": indicator,
            "remarks": one.remarks,
            "payment_terms": "3",
        },
    )


def _record(layout: Layout, values: Values, invoices: Iterable[Values] = ()) -> Record:
    """A record of these texts as they are: what comes in may be what no message should hold."""
    return Record(
        {one.element: values.get(one.field, "") for one in layout.of_record},
        tuple({one.element: row.get(one.field, "") for one in layout.of_invoice} for row in invoices),
    )


def _written(layout: Layout, records: Iterable[Record]) -> str:
    stream = io.BytesIO()
    write(layout, records, stream)
    return stream.getvalue().decode()


def _indicator(one: Orm) -> str:
    return "3" if one.number == CANCELLED else "1"


def _orm_row(one: Orm) -> list[str]:
    return list(_orm(one, _indicator(one)).values.values())


def _bad_orm(line: tuple[str, str, str, str, str]) -> list[str]:
    """A row of the list as no message would hold it."""
    names = ("orm_number", "amount", "currency", "payment_date", "iec")
    changed = {_ORM.element(name): text for name, text in zip(names, line, strict=True)}
    return list({**_orm(ORMS[0]).values, **changed}.values())


def _orm_message() -> str:
    by_number = {one.number: one for one in ORMS}
    return _written(_ORM, (_orm(by_number[number]) for number in (REPEATED, CANCELLED)))


def _entry(layout: Layout, boe: Boe) -> Record:
    """A bill of entry of the master, or one that the branch reports by hand."""
    head: Values = {
        "port_code": boe.port,
        "agency": "1",
        "boe_number": boe.number,
        "boe_date": boe.dated,
        "ad_code": OWN_AD,
        "government": "P",
        "iec": boe.by.iec,
        "importer_name": boe.by.name,
        "address": _ADDRESS,
        "pan": boe.by.iec,
        "port_of_shipment": f"{boe.country}XXX",
        "record_indicator": "1",
    }
    return _record(layout, head, (_invoice(layout, boe, serial, *one) for serial, one in enumerate(boe.invoices, 1)))


def _invoice(layout: Layout, boe: Boe, serial: int, number: str, value: str) -> Values:
    nothing = [one.field for one in layout.of_invoice if one.kind is Kind.AMOUNT and one.field != "value"]
    return {
        "invoice_serial": str(serial),
        "invoice_number": number,
        "terms": "FOB",
        "supplier": boe.supplier,
        "supplier_address": "NO 1 IMAGINARY ROAD",
        "supplier_country": boe.country,
        "value": value,
        "currency": boe.currency,
        **dict.fromkeys(nothing, "0.00"),
    }


def _message(layout: Layout, boes: Iterable[Boe]) -> str:
    return _written(layout, (_entry(layout, boe) for boe in boes))


def _reply(boes: Iterable[Boe]) -> str:
    """The reply of IDPMS to manual bills of entry: each line with its word."""
    records = (_entry(_MBE, boe) for boe in boes)
    passed = (Record({**one.values, ERROR_CODE: SUCCESS}, one.invoices) for one in records)
    return _written(_MBE.reply, passed)
