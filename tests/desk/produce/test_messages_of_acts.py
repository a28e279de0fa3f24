"""What each message says of the act that calls for it, element by element, worked out from the act."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.desk.intake.desk_folder import ACTOR, IMPORTER, OCTOBER, boe, csv_text, invoice, mbe_text, orm
from tests.desk.produce.outgoing import BOE, OWN, PAY, Out, reply_to
from xl_addin.desk.acts.proposable import Wanted
from xl_addin.desk.acts.propose import propose
from xl_addin.desk.close.checks import swift_findings
from xl_addin.desk.month.month import read_month
from xl_addin.ledger import tables
from xl_addin.ledger.acts import SETTLE
from xl_addin.messages.layouts import messages_kept, use_bank_messages
from xl_addin.messages.record import Record

RATES = "date,currency,inr_per_unit\n2026-10-30,USD,90\n2026-10-30,EUR,100\n"
AD = ("approved_by=AD",)
SHIPPING = ("shipping_bill_no=SB/7", "shipping_bill_date=20-Oct-2026", "shipping_bill_port=INNSA1")
RBI = ("approved_by=RBI", "letter_no=FED/12", "letter_date=28-Oct-2026")


def made(home: Path, *bills: object, pay: dict[str, str] | None = None) -> Out:
    """One remittance of 1,000.00 and one bill of entry of 500.00, of a branch that is cut over."""
    desk = Out(home)
    files = {"importers.csv": csv_text([IMPORTER]), "rates.csv": RATES}
    desk.take({"orm.csv": csv_text([orm(**{"amount": "1000.00", **(pay or {})})]), **files})
    desk.boes(*(bills or (boe(invoice(amount="500.00")),)))  # type: ignore[arg-type]
    desk.cut_over()
    desk.answer("ORM", PAY, "swift", "UTOPJPJTXXX")
    return desk


def only(desk: Out, message: str) -> Record:
    told = desk.produce()
    assert [one.held for one in told.held] == []
    assert [one.message for one in told.planned] == [message]
    (record,) = desk.read(message)
    return record


def test_a_refund_of_a_part_is_an_adjustment_of_the_remittance(tmp_path: Path) -> None:
    desk = made(tmp_path)
    said = ("document_no=FIRC/9", "document_date=20-Oct-2026", *AD, "code=3")
    told = desk.ask("refund", PAY, *said)
    assert told.one.bars == ()
    desk.passed()
    record = only(desk, "ORA")
    assert record.values == {
        "outwardReferenceNumber": "IBA26100000001",
        "ADCode": OWN,
        "remittanceCurrency": "USD",
        "adjustedAmount": "1000.00",
        "adjustedDate": "31/10/2026",
        "IECode": "0388000037",
        "SWIFT": "UTOPJPJTXXX",
        "adjustmentIndicator": "3",
        "adjustmentSeqNumber": "2610310001",
        "approvedBy": "2",
        "letterNumber": "",
        "letterDate": "",
        "documentNumber": "",
        "documentDate": "",
        "portofDischarge": "",
        "recordIndicator": "1",
        "remark": "as agreed",
    }


def test_an_adjustment_without_the_swift_code_is_held_and_names_it(tmp_path: Path) -> None:
    desk = made(tmp_path)
    desk.answer("ORM", PAY, "swift", "")
    desk.two("refund", PAY, "document_no=FIRC/9", "document_date=20-Oct-2026", *AD, "code=3")
    (held,) = desk.produce().held
    assert held.held == "swift is missing: ORA needs SWIFT"


CLOSED = [
    ("re-export", "close", ("code=5", *AD, *SHIPPING), "5", {"documentNumber": "SB/7", "documentPort": "INNSA1"}),
    ("re-export by letter of RBI", "close", ("code=5", *RBI, *SHIPPING), "5", {"letterNumber": "FED/12"}),
    (
        "set-off",
        "set-off",
        (
            *("export_date=10-Oct-2026", "setoff_date=20-Oct-2026", "export_currency=USD", "same_group=Y"),
            *(*SHIPPING, *AD),
        ),
        "6",
        {"documentDate": "20/10/2026"},
    ),
]


@pytest.mark.parametrize(("kind", "say", "code", "more"), [row[1:] for row in CLOSED], ids=[row[0] for row in CLOSED])
def test_a_closure_of_a_bill_of_entry(
    tmp_path: Path, kind: str, say: tuple[str, ...], code: str, more: dict[str, str]
) -> None:
    desk = made(tmp_path)
    desk.answer("INVOICE", f"{BOE}#1", "satisfied", "Y")
    desk.two(kind, f"{BOE}#1", *say)
    record = only(desk, "BEA")
    by_letter = "approved_by=RBI" in say
    assert record.values == {
        "portOfDischarge": "INNSA1",
        "billOfEntryNumber": "0052545",
        "billOfEntryDate": "06/10/2026",
        "IECode": "0388000037",
        "ADCode": OWN,
        "recordIndicator": "1",
        "adjustmentReferenceNumber": "A0009001261031000001",
        "closeofBillIndicator": "2",
        "adjustmentDate": "31/10/2026",
        "adjustmentIndicator": code,
        "documentNumber": "SB/7",
        "documentDate": "20/10/2026",
        "documentPort": "INNSA1",
        "approvedBy": "1" if by_letter else "2",
        "letterNumber": "FED/12" if by_letter else "",
        "letterDate": "28/10/2026" if by_letter else "",
        "Remark": "as agreed",
        **more,
    }
    assert record.invoices == ({"invoiceSerialNo": "1", "invoiceNo": "INV/1", "adjustedInvoiceValueIC": "500.00"},)


def test_a_write_off_by_its_reason_has_the_indicator_and_the_remark_of_the_register(tmp_path: Path) -> None:
    desk = made(tmp_path)
    desk.settle(PAY, f"{BOE}#1", 48000)
    for name, value in (("reason", "QUALITY"), ("documents", "Y"), ("satisfied", "Y")):
        desk.answer("INVOICE", f"{BOE}#1", name, value)
    told = propose(desk.ledger, OCTOBER, desk.law, ACTOR, Wanted("WRITE_OFF"))
    assert len(told.made) == 1
    desk.passed()
    planned = desk.produce()
    assert [one.message for one in planned.planned] == ["BES"]
    assert planned.held[0].held == f"it closes {BOE}, and 1 more of it waits"
    desk.release()
    desk.reply(*reply_to(desk, "BES", "SUCCESS"))
    desk.produce()
    (record,) = desk.read("BEA")
    assert (record.values["adjustmentIndicator"], record.values["Remark"]) == ("3", "quality issue")
    assert (record.values["closeofBillIndicator"], record.values["approvedBy"]) == ("2", "2")
    assert record.invoices[0]["adjustedInvoiceValueIC"] == "20.00"


def test_a_small_value_closure_goes_as_others_with_a_remark(tmp_path: Path) -> None:
    desk = made(tmp_path, boe(invoice(amount="300.00"), invoice(serial="2", no="INV/2", amount="200.00")))
    desk.answer("BOE", BOE, "declared", "Y")
    desk.answer("BOE", BOE, "satisfied", "Y")
    told = propose(desk.ledger, OCTOBER, desk.law, ACTOR, Wanted("SMALL_VALUE"))
    assert [one.item for one in told.made if one.item[0] != "ORM"] == [("BOE", BOE)]
    desk.passed()
    desk.produce()
    (record,) = desk.read("BEA")
    assert record.values["adjustmentIndicator"] == "7"
    assert record.values["Remark"] == "small-value closure on the importer's declaration"
    assert [one["adjustedInvoiceValueIC"] for one in record.invoices] == ["300.00", "200.00"]


def test_an_extension_says_the_day_in_its_field_and_in_the_remarks(tmp_path: Path) -> None:
    desk = made(tmp_path)
    desk.answer("BOE", BOE, "shipment_date", "2026-10-02")
    desk.answer("BOE", BOE, "contract_due", "2026-11-30")
    for name, value in (("extension_reason", "FINANCIAL_DIFFICULTY"), ("extension_satisfied", "Y")):
        desk.answer("EXTENSION", BOE, name, value)
    say = ("approved_by=AD", "letter_no=EXT/4", "letter_date=20-Oct-2026", "extended_until=31-Mar-2027")
    told = desk.ask("extend", BOE, *say)
    assert told.one.bars == ()
    desk.passed()
    assert only(desk, "BEE").values == {
        "portOfDischarge": "INNSA1",
        "billOfEntryNumber": "0052545",
        "billOfEntryDate": "06/10/2026",
        "IECode": "0388000037",
        "ADCode": OWN,
        "recordIndicator": "1",
        "extenstionBy": "2",
        "letterNumber": "EXT/4",
        "letterDate": "20/10/2026",
        "extensionDate": "31/03/2027",
        "remarks": "extended to 31/03/2027. as agreed",
    }


def test_a_remittance_is_reported_with_name_and_address_of_the_master(tmp_path: Path) -> None:
    desk = made(tmp_path, pay={"paid": "15/10/2026", "beneficiaryName": "UTOPIQ & SONS"})
    desk.answer("ORM", PAY, "orm_generated", "N")
    desk.two("report", PAY)
    assert only(desk, "ORM").values == {
        "outwardReferenceNumber": "IBA26100000001",
        "ADCode": OWN,
        "Amount": "1000.00",
        "currencyCode": "USD",
        "paymentDate": "15/10/2026",
        "IECode": "0388000037",
        "IEName": "NAKLI FOODS",
        "IEAddress": "PLOT 2",
        "IEPANNumber": "ZZFCN0001A",
        "isCapitalGoods": "N",
        "beneficiaryName": "UTOPIQ SONS",
        "beneficiaryAccountNumber": "",
        "beneficiaryCountry": "JP",
        "SWIFT": "UTOPJPJTXXX",
        "purposeCode": "S0102",
        "recordIndicator": "1",
        "remarks": "as agreed",
        "paymentTerms": "",
    }


TOLD = {"swift": "XMPLXXAAXXX", "beneficiaryAccountNumber": "000123", "paymentTerms": "3"}


def told_of(tmp_path: Path, told: dict[str, str], said: str = "") -> Out:
    """A remittance without an ORM message, whose extract tells more of it; the desk has said a SWIFT code or none."""
    desk = Out(tmp_path)
    spelt = {"SWIFT" if name == "swift" else name: value for name, value in told.items()}
    files = {"importers.csv": csv_text([IMPORTER]), "rates.csv": RATES}
    desk.take({"orm.csv": csv_text([{**orm(amount="1000.00", paid="15/10/2026"), **spelt}]), **files})
    desk.boes(boe(invoice(amount="500.00")))
    desk.cut_over()
    desk.answer("ORM", PAY, "orm_generated", "N")
    if said:
        desk.answer("ORM", PAY, "swift", said)
    return desk


CARRIED = [
    ("the extract's", TOLD, "", (), ("XMPLXXAAXXX", "000123", "3")),
    ("the desk's, where the extract has none", {}, "UTOPJPJTXXX", (), ("UTOPJPJTXXX", "", "")),
    ("that of the report", {}, "", ("swift=UTOPJPJT",), ("UTOPJPJT", "", "")),
    (
        "the extract's, with the head office spelt out by the desk",
        {"swift": "XMPLXXAA"},
        "XMPLXXAAXXX",
        (),
        ("XMPLXXAA", "", ""),
    ),
]


@pytest.mark.parametrize(("told", "said", "say", "sent"), [row[1:] for row in CARRIED], ids=[row[0] for row in CARRIED])
def test_the_message_carries_what_the_extract_tells_of_the_beneficiary(
    tmp_path: Path, told: dict[str, str], said: str, say: tuple[str, ...], sent: tuple[str, str, str]
) -> None:
    desk = told_of(tmp_path, told, said)
    desk.two("report", PAY, *say)
    values = only(desk, "ORM").values
    assert (values["SWIFT"], values["beneficiaryAccountNumber"], values["paymentTerms"]) == sent


SWIFT_BARS = [
    ("the desk says another", {"swift": "XMPLXXAA"}, "UTOPJPJT", (), "SWIFT UTOPJPJT is not that of the remittance"),
    ("the report says another", {"swift": "XMPLXXAA"}, "", ("swift=UTOPJPJT",), "is not that of the remittance"),
    ("the extract's is none", {"swift": "XMPL"}, "", (), "SWIFT XMPL is not 8 or 11"),
    ("nobody told", {}, "", (), "swift is not given"),
]


@pytest.mark.parametrize(
    ("told", "said", "say", "bar"), [row[1:] for row in SWIFT_BARS], ids=[row[0] for row in SWIFT_BARS]
)
def test_what_bars_a_report_for_its_swift_code(
    tmp_path: Path, told: dict[str, str], said: str, say: tuple[str, ...], bar: str
) -> None:
    desk = told_of(tmp_path, told, said)
    bars = desk.ask("report", PAY, *say).one.bars
    assert [bar in one for one in bars] == [True], bars


@pytest.mark.parametrize(
    ("own", "said", "told"),
    [
        ("XMPLXXAA", "UTOPJPJT", True),
        ("XMPLXXAA", "XMPLXXAAXXX", False),
        ("XMPLXXAA", "", False),
        ("", "XMPLXXAA", False),
    ],
)
def test_another_swift_code_of_the_desk_is_told_at_the_close(tmp_path: Path, own: str, said: str, told: bool) -> None:
    desk = told_of(tmp_path, {"swift": own}, said)
    found = [*swift_findings(read_month(desk.ledger, OCTOBER))]
    assert [(one.code, one.found) for one in found] == [("SWIFT_DIFFERS", f"ORM {PAY}: {said}")] * told


def test_an_amendment_of_the_bank_alone_is_kept_and_voids_a_report_that_waits(tmp_path: Path) -> None:
    desk = told_of(tmp_path, {"swift": "XMPLXXAA"})
    desk.ask("report", PAY)
    again = {**orm(amount="1000.00", paid="15/10/2026", says="2"), "SWIFT": "UTOPJPJT"}
    desk.take({"orm-2.csv": csv_text([again])})
    assert read_month(desk.ledger, OCTOBER).orms[PAY].record.swift == "UTOPJPJT"
    assert "it is void" in desk.passed().barred[0][1]


def test_a_manual_bill_of_entry_and_one_of_another_bank(tmp_path: Path) -> None:
    desk = made(tmp_path)
    bill = boe(invoice(amount="90.00"), invoice(serial="2", no="INV 2", amount="10.00"), number="4000009")
    bill[0]["portOfShipment"] = "JPTYO"
    desk.take({"0009001_RBI0610202601.mbe.txt": mbe_text(bill)})
    desk.answer("BOE", "4000009/2026-10-06/INNSA1", "boe_original_seen", "Y")
    desk.two("upload-boe", "4000009/2026-10-06/INNSA1")
    desk.two("ask-boe", "0077777/2026-10-01/INMAA1")
    told = desk.produce()
    assert [one.message for one in told.planned] == ["MBE", "OBB"]
    (upload,), (ask,) = desk.read("MBE"), desk.read("OBB")
    said = {name: upload.values[name] for name in ("importAgency", "billOfEntryNumber", "portOfShipment", "IEName")}
    assert said == {
        "importAgency": "1",
        "billOfEntryNumber": "4000009",
        "portOfShipment": "JPTYO",
        "IEName": "NAKLI FOODS",
    }
    assert [(one["invoiceSerialNo"], one["invoiceNo"], one["invoiceAmount"]) for one in upload.invoices] == [
        ("1", "INV/1", "90.00"),
        ("2", "INV 2", "10.00"),
    ]
    assert ask.values == {
        "billOfEntryNumber": "0077777",
        "billOfEntryDate": "01/10/2026",
        "portOfDischarge": "INMAA1",
    }


def test_a_manual_bill_of_entry_without_its_port_of_loading_is_held(tmp_path: Path) -> None:
    desk = made(tmp_path)
    desk.take({"0009001_RBI0610202601.mbe.txt": mbe_text(boe(invoice(amount="90.00"), number="4000009"))})
    desk.answer("BOE", "4000009/2026-10-06/INNSA1", "boe_original_seen", "Y")
    desk.two("upload-boe", "4000009/2026-10-06/INNSA1")
    (held,) = desk.produce().held
    assert held.held == "port_of_shipment is missing: MBE needs portOfShipment"


def test_another_importer_pays_and_another_currency_is_paid(tmp_path: Path) -> None:
    desk = made(tmp_path, boe(invoice(amount="500.00", currency="EUR")), pay={"iec": "0388000045"})
    row = {"posting": "SETTLE", "orm_key": PAY, "invoice_key": f"{BOE}#1", "currency": "USD", "amount_minor": 55555}
    with desk.ledger.step(SETTLE, OCTOBER, replace(ACTOR)) as step:
        step.add(tables.postings, [{**row, "invoice_currency": "EUR", "amount_invoice_minor": 50000, "rate": "0.9"}])
    record = only(desk, "BES")
    said = {name: record.values[name] for name in ("IECode", "changeIECode", "paymentParty", "remittanceCurrency")}
    assert said == {
        "IECode": "0388000037",
        "changeIECode": "0388000045",
        "paymentParty": "Y",
        "remittanceCurrency": "USD",
    }
    assert (record.invoices[0]["invoiceAmt"], record.invoices[0]["invoiceAmtIc"]) == ("555.55", "500.00")


IN_LIEU = "4000009/2026-10-06/INNSA1"
MARKED = """message,order,element,level,type,length,need,when,codes,form,field,confidence,note,example
MBE,43,inLieuOfBoE,rec,A,1,O,,yes_no,,in_lieu,H,,Y
MBE,44,approvalReference,rec,AN,30,C,inLieuOfBoE=Y,,,approval_reference,H,,RBI/7
"""
POINTED = "message,element,field\nMBE,HAWB-HBLNumber,approval_reference\n"
NO_ELEMENT = f"{IN_LIEU} is in lieu of a bill of entry, and no element of MBE holds its approval"
LIEU = [
    ("the shipped table has no place for it", "", "RBI/7", (NO_ELEMENT,), {}),
    ("the bank's table has both", MARKED, "RBI/7", (), {"inLieuOfBoE": "Y", "approvalReference": "RBI/7"}),
    ("the bank points an element at it", POINTED, "RBI/7", (), {"HAWB-HBLNumber": "RBI/7"}),
    ("the reference is too long for the element", POINTED, "R" * 21, ("HAWB-HBLNumber is RRR",), {}),
]


def in_lieu(desk: Out, **said: str) -> None:
    bill = boe(invoice(amount="90.00"), number="4000009")
    bill[0]["portOfShipment"] = "JPTYO"
    desk.take({"0009001_RBI0610202601.mbe.txt": mbe_text(bill)})
    for name, value in {"import_route": "IN_LIEU", "evidence_paper": "copy 4", **said}.items():
        desk.answer("BOE", IN_LIEU, name, value)


@pytest.mark.parametrize(
    ("table", "reference", "held", "sent"), [row[1:] for row in LIEU], ids=[row[0] for row in LIEU]
)
def test_evidence_in_lieu_is_uploaded_with_its_mark_and_approval_or_held(
    tmp_path: Path, table: str, reference: str, held: tuple[str, ...], sent: dict[str, str]
) -> None:
    """S002-22. No original of Customs is asked: there is none."""
    desk = made(tmp_path)
    in_lieu(desk, approval_reference=reference)
    with messages_kept():
        if table:
            (tmp_path / "own").mkdir()
            (tmp_path / "own" / "fields.csv").write_text(table, "utf-8")
            use_bank_messages(tmp_path / "own")
        desk.two("upload-boe", IN_LIEU)
        told = desk.produce()
        assert [one.held[: len(why)] for one, why in zip(told.held, held, strict=True)] == [*held]
        if sent:
            (record,) = desk.read("MBE")
            assert {name: record.values[name] for name in sent} == sent


@pytest.mark.parametrize(
    ("said", "bar"),
    [
        ({}, "approval_reference is not given"),
        ({"approval_reference": "RBI/7", "evidence_paper": ""}, "evidence_paper is"),
    ],
)
def test_evidence_in_lieu_without_paper_or_approval_is_not_called_for(
    tmp_path: Path, said: dict[str, str], bar: str
) -> None:
    desk = made(tmp_path)
    in_lieu(desk, **said)
    bars = desk.ask("upload-boe", IN_LIEU).one.bars
    assert [bar in one for one in bars] == [True], bars


def test_a_bill_of_entry_that_is_none_in_lieu_says_no_mark(tmp_path: Path) -> None:
    desk = made(tmp_path)
    in_lieu(desk, import_route="NON_EDI_PORT", boe_original_seen="Y", approval_reference="RBI/7")
    with messages_kept():
        (tmp_path / "own").mkdir()
        (tmp_path / "own" / "fields.csv").write_text(MARKED, "utf-8")
        use_bank_messages(tmp_path / "own")
        desk.two("upload-boe", IN_LIEU)
        record = only(desk, "MBE")
    assert (record.values["inLieuOfBoE"], record.values["approvalReference"]) == ("", "")


def test_a_remittance_closed_by_a_waiver_says_its_approval(tmp_path: Path) -> None:
    desk = made(tmp_path)
    said = {
        "import_route": "IN_LIEU",
        "evidence_paper": "waiver",
        "approval_reference": "RBI/7",
        "evidence_loaded": "Y",
    }
    for name, value in said.items():
        desk.answer("ORM", PAY, name, value)
    desk.two("close", PAY, "code=6", *RBI)
    values = only(desk, "ORA").values
    assert (values["adjustmentIndicator"], values["letterNumber"]) == ("6", "FED/12")
    assert values["remark"] == "in lieu, approval RBI/7. as agreed"
