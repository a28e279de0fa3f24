"""The server's tests before the server makes them: one bad record stays back and is named, the rest goes."""

from __future__ import annotations

import io
from collections.abc import Mapping

import pytest

from tests.messages.records import ON, checked, golden, with_
from xl_addin.domain.content import Content
from xl_addin.messages.layouts import layout, layouts
from xl_addin.messages.names import Named, name_of, named
from xl_addin.messages.read import read
from xl_addin.messages.record import Record
from xl_addin.messages.write import write


@pytest.mark.parametrize("token", ["orm", "ora", "bes", "bee", "bea", "mbe", "obb", "obe"])
def test_the_dummy_file_passes(token: str) -> None:
    record = golden(token)
    assert checked(token, record) == ([record], [])


LETTER = {"approvedBy": "1", "letterNumber": "L1", "letterDate": "01/11/2026"}
BILL = {"adjustmentIndicator": "4", "documentNumber": "5", "documentDate": "01/11/2026", "documentPort": "INNSA1"}
# message, what is changed, in the first invoice, then code, element of the finding
BAD: list[tuple[str, Mapping[str, str], Mapping[str, str] | None, str, str]] = [
    ("orm", {"outwardReferenceNumber": ""}, None, "MESSAGE_FIELD_MISSING", "outwardReferenceNumber"),
    ("orm", {"outwardReferenceNumber": "A/1"}, None, "MESSAGE_FIELD_FORM", "outwardReferenceNumber"),
    ("orm", {"outwardReferenceNumber": "A" * 51}, None, "MESSAGE_FIELD_FORM", "outwardReferenceNumber"),
    ("orm", {"ADCode": "1"}, None, "MESSAGE_FIELD_FORM", "ADCode"),
    ("orm", {"ADCode": "00000010000001"}, None, "MESSAGE_FIELD_FORM", "ADCode"),
    ("orm", {"Amount": "0.00"}, None, "MESSAGE_FIELD_FORM", "Amount"),
    ("orm", {"Amount": "-1.00"}, None, "MESSAGE_FIELD_FORM", "Amount"),
    ("orm", {"Amount": "1,000.00"}, None, "MESSAGE_FIELD_FORM", "Amount"),
    ("orm", {"Amount": "1.234"}, None, "MESSAGE_FIELD_FORM", "Amount"),
    ("orm", {"Amount": "1000"}, None, "MESSAGE_FIELD_FORM", "Amount"),
    ("orm", {"Amount": "1000000000000000000.00"}, None, "MESSAGE_FIELD_FORM", "Amount"),
    ("orm", {"currencyCode": "US"}, None, "MESSAGE_FIELD_FORM", "currencyCode"),
    ("orm", {"currencyCode": "usd"}, None, "MESSAGE_FIELD_FORM", "currencyCode"),
    ("orm", {"currencyCode": "XYZ"}, None, "MESSAGE_CODE_UNKNOWN", "currencyCode"),
    ("orm", {"currencyCode": "DEM"}, None, "MESSAGE_CODE_UNKNOWN", "currencyCode"),  # no more since 2002
    ("mbe", {}, {"invoiceCurrency": "RUPEE"}, "MESSAGE_FIELD_FORM", "invoiceCurrency"),
    ("orm", {"paymentDate": "31/11/2026"}, None, "MESSAGE_FIELD_FORM", "paymentDate"),
    ("orm", {"paymentDate": "11/11/2026"}, None, "MESSAGE_FIELD_FORM", "paymentDate"),  # the day after the file
    ("orm", {"paymentDate": "2026-11-01"}, None, "MESSAGE_FIELD_FORM", "paymentDate"),
    ("orm", {"IECode": "12345"}, None, "MESSAGE_FIELD_FORM", "IECode"),
    ("orm", {"IEPANNumber": "AAAA"}, None, "MESSAGE_FIELD_FORM", "IEPANNumber"),
    ("orm", {"isCapitalGoods": "y"}, None, "MESSAGE_CODE_UNKNOWN", "isCapitalGoods"),
    ("orm", {"IEName": "A & B"}, None, "MESSAGE_FIELD_FORM", "IEName"),
    ("orm", {"SWIFT": "TESTCNB0XX"}, None, "MESSAGE_FIELD_FORM", "SWIFT"),
    ("orm", {"purposeCode": "S9999"}, None, "MESSAGE_CODE_UNKNOWN", "purposeCode"),
    ("orm", {"recordIndicator": "4"}, None, "MESSAGE_CODE_UNKNOWN", "recordIndicator"),
    ("orm", {"remarks": "x" * 201}, None, "MESSAGE_FIELD_FORM", "remarks"),
    ("orm", {"remark": "x"}, None, "MESSAGE_ELEMENT_UNKNOWN", "remark"),
    ("ora", {"recordIndicator": "2"}, None, "MESSAGE_CODE_UNKNOWN", "recordIndicator"),
    ("ora", {"adjustmentIndicator": "8"}, None, "MESSAGE_CODE_UNKNOWN", "adjustmentIndicator"),
    ("ora", {**LETTER, "letterNumber": ""}, None, "MESSAGE_FIELD_MISSING", "letterNumber"),
    ("ora", {**LETTER, "letterDate": ""}, None, "MESSAGE_FIELD_MISSING", "letterDate"),
    ("ora", {"approvedBy": "0"}, None, "MESSAGE_CODE_UNKNOWN", "approvedBy"),
    (
        "ora",
        {"adjustmentIndicator": "2", "documentDate": "01/11/2026"},
        None,
        "MESSAGE_FIELD_MISSING",
        "documentNumber",
    ),
    ("bes", {"changeIECode": "0000000002"}, None, "MESSAGE_FIELD_MISSING", "paymentParty"),
    ("bes", {"billClosureIndicator": "3"}, None, "MESSAGE_CODE_UNKNOWN", "billClosureIndicator"),
    ("bes", {}, {"invoiceAmt": "0.00"}, "MESSAGE_FIELD_FORM", "invoiceAmt"),
    ("bes", {}, {"invoiceNo": ""}, "MESSAGE_FIELD_MISSING", "invoiceNo"),
    ("bes", {}, {"invoiceAmount": "1.00"}, "MESSAGE_ELEMENT_UNKNOWN", "invoiceAmount"),
    ("bes", {}, {"invoiceSerialNo": "123456"}, "MESSAGE_FIELD_FORM", "invoiceSerialNo"),
    ("bee", {"letterNumber": ""}, None, "MESSAGE_FIELD_MISSING", "letterNumber"),
    ("bea", {**BILL, "documentNumber": ""}, None, "MESSAGE_FIELD_MISSING", "documentNumber"),
    (
        "bea",
        {**BILL, "adjustmentIndicator": "5", "documentDate": ""},
        None,
        "MESSAGE_FIELD_MISSING",
        "documentDate",
    ),
    (
        "bea",
        {**BILL, "adjustmentIndicator": "6", "documentPort": ""},
        None,
        "MESSAGE_FIELD_MISSING",
        "documentPort",
    ),
    ("mbe", {"IEName": "A|B"}, None, "MESSAGE_FIELD_FORM", "IEName"),
    ("mbe", {}, {"invoiceNo": "A|B"}, "MESSAGE_FIELD_FORM", "invoiceNo"),
    ("mbe", {}, {"freightAmount": "5.00"}, "MESSAGE_FIELD_MISSING", "freightCurrencyCode"),
    ("mbe", {"billOfEntryNumber": "12345678"}, None, "MESSAGE_FIELD_FORM", "billOfEntryNumber"),
    ("mbe", {"portOfDischarge": "NSA1"}, None, "MESSAGE_FIELD_FORM", "portOfDischarge"),
]


@pytest.mark.parametrize(
    ("token", "change", "invoice", "code", "element"), BAD, ids=[f"{r[0]} {r[1] or r[2]}" for r in BAD]
)
def test_case_103_one_bad_record_stays_back_with_its_place_and_the_rest_goes(
    token: str, change: Mapping[str, str], invoice: Mapping[str, str] | None, code: str, element: str
) -> None:
    good, bad = golden(token), with_(golden(token), change, invoice)
    went, told = checked(token, bad, good)
    assert went == [good]
    assert [(one.code, one.column, one.row) for one in told] == [(code, element, 1)]
    assert told[0].expected
    assert told[0].action


FILLED = [("ora", LETTER), ("bea", BILL), ("bea", LETTER), ("bes", {"changeIECode": "0000000002", "paymentParty": "Y"})]


@pytest.mark.parametrize(("token", "change"), FILLED, ids=str)
def test_a_condition_that_is_met_passes(token: str, change: Mapping[str, str]) -> None:
    assert checked(token, with_(golden(token), change))[1] == []


def test_a_code_of_a_list_that_is_not_known_in_full_passes() -> None:
    assert checked("orm", with_(golden("orm"), {"paymentTerms": "7"}))[1] == []


def test_the_day_of_the_file_itself_is_not_late() -> None:
    assert checked("orm", with_(golden("orm"), {"paymentDate": "10/11/2026"}))[1] == []


def test_two_records_of_one_key_in_one_file_are_told_with_the_first() -> None:
    bes = golden("bes")
    went, told = checked("bes", bes, with_(bes, {"recordIndicator": "3"}), with_(bes, {"billClosureIndicator": "2"}))
    assert len(went) == 2
    assert [(one.code, one.row, one.expected) for one in told] == [
        ("MESSAGE_RECORD_TWICE", 3, "another key than that of record 1")
    ]


def test_a_record_that_stays_back_does_not_take_its_key() -> None:
    bes = golden("bes")
    went, _ = checked("bes", with_(bes, {"ADCode": ""}), bes)
    assert went == [bes]


def test_a_record_without_invoice_and_a_serial_twice_are_told() -> None:
    bes = golden("bes")
    none = Record(bes.values)
    twice = Record(bes.values, (bes.invoices[0], {**bes.invoices[0], "invoiceSerialNo": "01"}))
    assert [one.code for one in checked("bes", none, twice)[1]] == ["MESSAGE_FIELD_MISSING", "MESSAGE_INVOICE_TWICE"]


def test_what_stands_between_the_elements_of_a_record_is_told() -> None:
    stream = io.BytesIO()
    write(layout("bes"), [golden("bes")], stream)
    text = stream.getvalue().decode().replace("<ADCode>", '<ADCode type="x">').replace("<invoices>", "lost<invoices>")
    records = list(read(layout("bes"), Content("a.bes.xml", text.encode())))
    assert [one.code for one in checked("bes", *records)[1]] == ["MESSAGE_ELEMENT_UNKNOWN"] * 2


# --- names ---

NAMES = [
    ("0000001_RBI2210202601.bes.xml", "BES", ""),
    ("anything at all.BES.XML", "BES", ""),
    ("bes.xml", "BES", ""),
    ("x.bes (1).xml", "BES", ""),
    ("x.passbesAck.xml", "BES", "pass"),
    ("x.failbesAck.xml", "BES", "fail"),
    ("x.failbesAck", "BES", "fail"),
    ("x.passormAck.xml", "ORM", "pass"),
    ("x.passmbeAck.csv", "MBE", "pass"),
    ("x.failmbeAck", "MBE", "fail"),
    ("x.pass.mbe.csv.ack", "MBE", "pass"),
    ("x.obback.xml", "OBBACK", ""),
    ("x.btt.xml", "BTT", ""),
    ("x.mbe.csv", "MBE", ""),
    ("x.mbe.txt", "MBE", ""),
    ("x.obb.csv", "OBB", ""),
    ("x.obb.xml", "", ""),
    ("bes.pdf", "", ""),
    ("a.xml", "", ""),
    ("robe.xml", "", ""),
]


@pytest.mark.parametrize(("file", "message", "reply"), NAMES, ids=[r[0] for r in NAMES])
def test_the_word_before_the_ending_tells_the_message(file: str, message: str, reply: str) -> None:
    assert named(file) == (Named(layout(message), reply) if message else None)


@pytest.mark.parametrize("message", [one.message for one in layouts().values() if one.direction == "out"])
def test_a_name_that_is_made_is_read_as_its_message(message: str) -> None:
    found = named(name_of(layout(message), "0000001", ON, 99))
    assert found == Named(layout(message))
