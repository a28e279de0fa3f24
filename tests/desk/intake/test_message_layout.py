"""A message has one form: what its layout has no place for is told, lost money refuses the record (K8)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desk.intake.desk_folder import Desk, boe, codes, invoice, obe_xml, orm, orm_xml, the_finding
from xl_addin.domain.errors import DeskError
from xl_addin.ledger import tables

OBE_FILE, ORM_FILE = "0009001_RBI0610202601.obe.xml", "0009001_RBI0610202601.orm.xml"
OBE_TEXT = obe_xml(boe(invoice(used="450.00", freightAmount="5.00", freightCurrencyCode="USD")))
ORM_TEXT = orm_xml(orm())
USED, FREIGHT = "<utilizedAmount>450.00</utilizedAmount>", "<freightAmount>5.00</freightAmount>"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def respelt(name: str, value: str = "450.00") -> str:
    return OBE_TEXT.replace(USED, f"<{name}>{value}</{name}>")


REFUSED_BOES = [
    ("the English spelling", respelt("utilisedAmount"), "utilisedAmount"),
    ("another case", respelt("UtilizedAmount"), "UtilizedAmount"),
    ("with an underscore", respelt("utilized_amount"), "utilized_amount"),
    ("a letter short", respelt("utilizedAmout"), "utilizedAmout"),
    ("the word alone", respelt("utilised"), "utilised"),
    ("an amount nobody knows", respelt("settledAmount"), "settledAmount"),
    ("grouped, as a desk writes", respelt("utilAmt", "1,000"), "utilAmt"),
    ("respelt with nothing in it", respelt("utilisedAmount", "0.00"), "utilisedAmount"),
    ("of a namespace", respelt('utilizedAmount xmlns="urn:x"').replace('="urn:x">\n', ">"), "utilizedAmount of urn:x"),
    ("a charge respelt", OBE_TEXT.replace("freightAmount", "FreightAmt"), "FreightAmt"),
    ("a charge's currency respelt", OBE_TEXT.replace("freightCurrencyCode", "freightCurrency"), "freightCurrency"),
    ("an amount of invoices in the bill", OBE_TEXT.replace("<invoices>", USED + "<invoices>"), "utilizedAmount"),
    ("an attribute of an amount", OBE_TEXT.replace("<invoiceAmount>", '<invoiceAmount unit="1000">'), "invoiceAmount"),
]
REFUSED_BOES = [
    (name, text.replace('</utilizedAmount xmlns="urn:x">', "</utilizedAmount>"), c) for name, text, c in REFUSED_BOES
]


@pytest.mark.parametrize(("text", "column"), [r[1:] for r in REFUSED_BOES], ids=[r[0] for r in REFUSED_BOES])
def test_an_amount_under_a_name_outside_the_layout_refuses_the_bill(desk: Desk, text: str, column: str) -> None:
    taken = desk.take({OBE_FILE: text})
    found = the_finding(taken, "MONEY_RESPELT")
    assert (found.severity, found.source, found.column) == ("BLOCK", OBE_FILE, column)
    assert (taken.rows_read, taken.rows_refused) == (1, 1)
    assert desk.rows(tables.invoice_events) == []


@pytest.mark.parametrize(
    "text",
    [
        ORM_TEXT.replace("Amount>", "amount>"),
        ORM_TEXT.replace("Amount>", "AMOUNT>"),
        ORM_TEXT.replace("Amount>", "remittanceAmount>"),
        ORM_TEXT.replace("currencyCode>", "CurrencyCode>"),
        ORM_TEXT.replace("<Amount>", '<Amount currency="INR">'),
        ORM_TEXT.replace("<paymentDate>", '<paymentDate format="MM/dd/yyyy">'),
        ORM_TEXT.replace("</outwardReference>", "<settledAmount>10.00</settledAmount></outwardReference>"),
    ],
    ids=[
        "small letters",
        "capitals",
        "another name",
        "the currency's case",
        "an attribute",
        "an attribute of a date",
        "one more amount",
    ],
)
def test_an_amount_of_a_remittance_under_another_name_refuses_it(desk: Desk, text: str) -> None:
    taken = desk.take({ORM_FILE: text})
    assert "MONEY_RESPELT" in codes(taken)
    assert (taken.rows_refused, desk.events()) == (1, [])


TOLD = [
    ("an element of a bill", OBE_TEXT.replace("<invoices>", "<dutyPaid>Y</dutyPaid><invoices>"), "<dutyPaid>"),
    ("an element of an invoice", OBE_TEXT.replace("</invoice>", "<hsCode>84</hsCode></invoice>"), "<hsCode>"),
    ("an optional one in capitals", OBE_TEXT.replace("IEName", "IENAME"), "<IENAME>"),
    ("an optional one of a namespace", OBE_TEXT.replace("<IEName>", '<IEName xmlns="urn:x">'), "<IEName of urn:x>"),
    (
        "an amount of zero that nobody knows",
        OBE_TEXT.replace("</invoice>", "<dueAmt>0.00</dueAmt></invoice>"),
        "<dueAmt>",
    ),
    ("an amount left empty", OBE_TEXT.replace("</invoice>", "<dueAmt/></invoice>"), "<dueAmt>"),
    (
        "an attribute of a record",
        OBE_TEXT.replace("<billOfEntry>", '<billOfEntry id="1">'),
        "attribute id of <billOfEntry>",
    ),
    ("an attribute of the root", OBE_TEXT.replace("<bank>", '<bank v="2">'), "attribute v of <bank>"),
    ("a leaf beside the list", OBE_TEXT.replace("<checkSum>", "<madeOn>1</madeOn><checkSum>"), "<madeOn>"),
    ("a leaf in the list", OBE_TEXT.replace("<billOfEntry>", "<page>1</page><billOfEntry>"), "<page>"),
    ("a leaf in the counts", OBE_TEXT.replace("<checkSum>", "<checkSum><noOfPages>1</noOfPages>"), "<noOfPages>"),
    ("a text between records", OBE_TEXT.replace("</billOfEntry>", "</billOfEntry>ok"), "'ok' between the elements of"),
]


@pytest.mark.parametrize(("text", "says"), [r[1:] for r in TOLD], ids=[r[0] for r in TOLD])
def test_what_the_layout_has_no_place_for_is_told_as_an_unknown_column_is(desk: Desk, text: str, says: str) -> None:
    taken = desk.take({OBE_FILE: text})
    found = the_finding(taken, "COLUMN_NOT_KNOWN")
    assert found.found.startswith(says)
    assert (found.source, taken.rows_kept) == (OBE_FILE, 1)
    assert desk.invoice_events() == [("NEW", 1, 5_000)]


def test_an_unknown_element_of_many_records_is_one_finding_with_its_count(desk: Desk) -> None:
    text = obe_xml(boe(), boe(number="0000001"), boe(number="0000002"))
    taken = desk.take({OBE_FILE: text.replace("</invoice>", "<hsCode>84</hsCode></invoice>")})
    assert the_finding(taken, "COLUMN_NOT_KNOWN").found == "<hsCode>, 3 times"


CLEAN = [
    ("as it comes", OBE_TEXT),
    ("with blanks between", OBE_TEXT.replace("><", ">\r\n\t<")),
    ("blanks around a value", OBE_TEXT.replace("450.00", " 450.00 ")),
    ("with comments", OBE_TEXT.replace("<invoices>", "<!-- 1 invoice --><invoices>")),
    ("a value as CDATA", OBE_TEXT.replace("INV/1", "<![CDATA[INV/1]]>")),
    (
        "with the name of a schema",
        OBE_TEXT.replace(
            "<bank>",
            '<bank xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="obe.xsd">',
        ),
    ),
    (
        "with the types of a schema",
        OBE_TEXT.replace("<bank>", '<bank xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">')
        .replace("<invoiceAmount>", '<invoiceAmount xsi:type="decimal">')
        .replace("</invoice>", '<agencyCommission xsi:nil="true"/></invoice>'),
    ),
    ("elements in another order", OBE_TEXT.replace(USED, "").replace("<invoiceSerialNo>", USED + "<invoiceSerialNo>")),
    ("whole amounts", OBE_TEXT.replace("450.00", "450")),
]


@pytest.mark.parametrize("text", [r[1] for r in CLEAN], ids=[r[0] for r in CLEAN])
def test_a_clean_message_is_taken_in_without_a_word(desk: Desk, text: str) -> None:
    taken = desk.take({OBE_FILE: text})
    assert codes(taken, blocking=False) == []
    assert desk.invoice_events() == [("NEW", 1, 5_000)]


DATES = [
    "5/10/2026",
    "05-10-2026",
    "05.10.2026",
    "2026-10-05",
    "05-Oct-2026",
    "05/10/26",
    "46300",
    "20261005",
    "051026",
]
DATES += ["05/10/2026 00:00:00", "5 Oct 2026"]


@pytest.mark.parametrize("text", DATES)
def test_a_message_has_one_form_for_dates(desk: Desk, text: str) -> None:
    taken = desk.take({ORM_FILE: orm_xml(orm(paid=text))})
    found = the_finding(taken, "BAD_DATE")
    assert (found.found, found.column, taken.rows_refused, desk.events()) == (text, "paymentDate", 1, [])
    assert "dd/mm/yyyy" in found.expected


@pytest.mark.parametrize(
    "text", ["1,000.00", "1,00,000", "1 000", "1000,00", "1.000,00", "USD 1000", "1000-", "+1000", "1e3"]
)
@pytest.mark.parametrize("message", ["ORM", "OBE value", "OBE utilised"])
def test_a_message_has_one_form_for_amounts(desk: Desk, message: str, text: str) -> None:
    made = {
        "ORM": {ORM_FILE: orm_xml(orm(amount=text))},
        "OBE value": {OBE_FILE: obe_xml(boe(invoice(amount=text)))},
        "OBE utilised": {OBE_FILE: obe_xml(boe(invoice(used=text)))},
    }[message]
    taken = desk.take(made)
    assert the_finding(taken, "BAD_AMOUNT").found == text
    assert (taken.rows_refused, desk.events(), desk.invoice_events()) == (1, [], [])


def test_a_grouped_charge_of_a_message_is_left_out_and_told(desk: Desk) -> None:
    taken = desk.take({OBE_FILE: OBE_TEXT.replace(FREIGHT, "<freightAmount>1,005</freightAmount>")})
    assert (codes(taken, blocking=False), taken.rows_kept) == (["CHARGE_NOT_READ"], 1)
    assert [row["freight_minor"] for row in desk.rows(tables.invoice_events)] == [None]


def test_a_text_between_the_elements_of_a_record_refuses_it(desk: Desk) -> None:
    taken = desk.take({ORM_FILE: orm_xml(orm(), orm(number="IBA2")).replace("</Amount>", "</Amount>000", 1)})
    found = the_finding(taken, "TEXT_BETWEEN")
    assert found.found == "'000' between the elements of <outwardReference>"
    assert (taken.rows_refused, [row["orm_number"] for row in desk.rows(tables.orm_events)]) == (1, ["IBA2"])


RECORD = "<billOfEntry>" + OBE_TEXT.split("<billOfEntry>")[1].split("</billOfEntrys>")[0]
FOREIGN = "<outwardReference>" + ORM_TEXT.split("<outwardReference>")[1].split("</outwardReferences>")[0]
WHOLE = [
    (
        "a record respelt",
        OBE_TEXT.replace("</billOfEntrys>", RECORD.replace("billOfEntry>", "BillOfEntry>") + "</billOfEntrys>"),
    ),
    ("a record of another message", OBE_TEXT.replace("</billOfEntrys>", FOREIGN + "</billOfEntrys>")),
    ("a record beside the list", OBE_TEXT.replace("</bank>", RECORD + "</bank>")),
    (
        "a list of another message",
        OBE_TEXT.replace("</bank>", f"<outwardReferences>{FOREIGN}</outwardReferences></bank>"),
    ),
    ("the list twice", OBE_TEXT.replace("</bank>", f"<billOfEntrys>{RECORD}</billOfEntrys></bank>")),
    ("the list respelt beside it", OBE_TEXT.replace("</bank>", f"<billOfEntries>{RECORD}</billOfEntries></bank>")),
    ("the invoices twice", OBE_TEXT.replace("</invoices>", "</invoices><invoices><invoice><x/></invoice></invoices>")),
    (
        "an invoice respelt",
        OBE_TEXT.replace("</invoices>", "<Invoice><invoiceAmount>1</invoiceAmount></Invoice></invoices>"),
    ),
    ("the invoices respelt", OBE_TEXT.replace("invoices>", "Invoices>")),
    (
        "invoices in an invoice",
        OBE_TEXT.replace("</invoice>", "<invoices><invoice><x/></invoice></invoices></invoice>"),
    ),
    (
        "a record of a namespace",
        OBE_TEXT.replace(
            "</billOfEntrys>", RECORD.replace("<billOfEntry>", '<billOfEntry xmlns="urn:x">') + "</billOfEntrys>"
        ),
    ),
    ("a count twice", OBE_TEXT.replace("</checkSum>", "<noOfInvoices>7</noOfInvoices></checkSum>")),
    (
        "the counts twice",
        OBE_TEXT.replace("<billOfEntrys>", "<checkSum><noOfInvoices>1</noOfInvoices></checkSum><billOfEntrys>"),
    ),
]


@pytest.mark.parametrize("text", [r[1] for r in WHOLE], ids=[r[0] for r in WHOLE])
def test_a_record_where_none_may_stand_refuses_the_file(desk: Desk, text: str) -> None:
    with pytest.raises(DeskError) as refused:
        desk.take({OBE_FILE: text})
    assert "stands" in refused.value.what
    assert OBE_FILE in refused.value.where
    assert desk.invoice_events() == []
