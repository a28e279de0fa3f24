"""Our values on the wire: exact or refused, never rounded, cut or guessed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from xl_addin.domain.errors import ValueRefused
from xl_addin.messages.layouts import layout, layouts
from xl_addin.messages.made import made
from xl_addin.messages.model import Field
from xl_addin.messages.record import Record
from xl_addin.messages.typed import Value, Wire, from_wire, to_wire

BES, ORM, MBE = layout("BES"), layout("ORM"), layout("MBE")


def field(message: str, element: str) -> Field:
    return next(one for one in layout(message).fields if one.element == element)


# message, element, our value, its text on the wire
HELD: list[tuple[str, str, Value, str]] = [
    ("ORM", "Amount", Decimal(12500), "12500.00"),
    ("ORM", "Amount", Decimal("0.1"), "0.10"),
    ("ORM", "Amount", Decimal("1E+3"), "1000.00"),
    ("ORM", "Amount", Decimal("1.500"), "1.50"),  # three places written, two of them worth anything
    ("ORM", "Amount", 7, "7.00"),
    ("ORM", "Amount", Decimal(0), "0.00"),
    ("ORM", "Amount", Decimal("999999999999999999.99"), "999999999999999999.99"),
    ("ORM", "paymentDate", date(2026, 2, 1), "01/02/2026"),
    ("ORM", "ADCode", "0000001", "0000001"),
    ("ORM", "isCapitalGoods", True, "Y"),
    ("ORM", "isCapitalGoods", False, "N"),
    ("ORM", "remarks", None, ""),
    ("ORM", "remarks", "", ""),
    ("ORM", "remarks", "part, 5 % | rest", "part, 5 % | rest"),
    ("BES", "invoiceNo", "INV/001-A & <B>", "INV/001-A & <B>"),
    ("BES", "invoiceSerialNo", 12, "12"),
    ("MBE", "invoiceNo", "A,1", "A,1"),
]


@pytest.mark.parametrize(("message", "element", "value", "text"), HELD, ids=[f"{r[1]} {r[2]}" for r in HELD])
def test_a_value_that_the_wire_holds_is_written_as_it_is(message: str, element: str, value: Value, text: str) -> None:
    assert to_wire(layout(message), field(message, element), value) == Wire(text)


REPLACED = [
    ("ORM", "IEName", "NAKLI & SONS PVT. LTD.", "NAKLI SONS PVT LTD"),
    ("ORM", "IEAddress", "12/A, MG ROAD\nMUMBAI", "12 A MG ROAD MUMBAI"),
    ("ORM", "remarks", "one\ttwo\r\nthree", "one two three"),
    ("MBE", "supplierName", "A|B, C", "A B C"),
]


@pytest.mark.parametrize(("message", "element", "value", "text"), REPLACED, ids=[r[2] for r in REPLACED])
def test_case_38_a_sign_with_a_rule_is_replaced_and_told(message: str, element: str, value: str, text: str) -> None:
    assert to_wire(layout(message), field(message, element), value) == Wire(text, value)


REFUSED: list[tuple[str, str, Value, str]] = [
    ("ORM", "Amount", Decimal("1.234"), "2 decimal places"),  # KWD has three
    ("ORM", "Amount", Decimal("0.001"), "2 decimal places"),
    ("ORM", "Amount", Decimal("-1.00"), "0 or more"),
    ("ORM", "Amount", Decimal("NaN"), "0 or more"),
    ("ORM", "Amount", Decimal("Infinity"), "0 or more"),
    ("ORM", "Amount", Decimal("1000000000000000000.00"), "at most 20 digits"),
    ("ORM", "outwardReferenceNumber", "IBA/26/1", "letters and digits only"),
    ("ORM", "IEName", "नकली", "letters, digits and spaces"),
    ("ORM", "IEName", "CAFÉ", "letters, digits and spaces"),
    ("ORM", "IEName", "& . &", "letters, digits and spaces"),
    ("BES", "invoiceNo", "A\n1", "printed"),
    ("MBE", "invoiceNo", "A|1", "printed"),
    ("BES", "invoiceNo", "A\x011", "printed"),
]


@pytest.mark.parametrize(("message", "element", "value", "says"), REFUSED, ids=[f"{r[1]} {r[2]!r}" for r in REFUSED])
def test_case_33_what_the_wire_cannot_hold_is_refused(message: str, element: str, value: Value, says: str) -> None:
    with pytest.raises(ValueRefused) as refused:
        to_wire(layout(message), field(message, element), value)
    assert says in refused.value.expected


@pytest.mark.parametrize("text", ["31/02/2026", "1/2/2026", "2026-02-01", "01/02/26", "01/13/2026", "00/01/2026"])
def test_a_text_that_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(ValueRefused):
        from_wire(field("ORM", "paymentDate"), text)


def test_texts_come_back_as_what_they_were() -> None:
    assert from_wire(field("ORM", "paymentDate"), "29/02/2028") == date(2028, 2, 29)
    assert from_wire(field("ORM", "Amount"), "12500.00") == Decimal(12500)
    assert from_wire(field("ORM", "ADCode"), "0000001") == "0000001"
    assert from_wire(field("ORM", "remarks"), " ") is None
    with pytest.raises(ValueRefused):
        from_wire(field("ORM", "Amount"), "12,500.00")


def test_a_record_is_made_of_our_own_names() -> None:
    found = made(layout("OBB"), {"boe_number": "1000003", "boe_date": date(2026, 10, 20), "port_code": "INNSA1"})
    spelt = {"billOfEntryNumber": "1000003", "billOfEntryDate": "20/10/2026", "portOfDischarge": "INNSA1"}
    assert found == (Record(spelt), ())


def test_a_value_that_is_refused_refuses_its_record_with_its_place() -> None:
    found = made(BES, {"currency": "KWD"}, [{"amount": Decimal("1.234")}], "settlements", 7)
    (told,) = found.findings
    assert found.record is None
    assert (told.code, told.source, told.row, told.column) == (
        "MESSAGE_VALUE_REFUSED",
        "settlements",
        7,
        "invoiceAmt",
    )
    assert "not rounded" in told.action


def test_a_replaced_sign_is_told_with_a_record_that_stands() -> None:
    found = made(ORM, {"importer_name": "A & B"})
    assert found.record is not None
    assert found.record.values["IEName"] == "A B"
    assert [(one.code, one.found, one.expected) for one in found.findings] == [("MESSAGE_TEXT_CHANGED", "A B", "A & B")]


def test_a_field_that_the_message_does_not_have_is_our_mistake() -> None:
    with pytest.raises(AssertionError, match="OBB has no field amount"):
        made(layout("OBB"), {"amount": Decimal(1)})


@pytest.mark.parametrize("message", list(layouts()))
def test_every_element_has_one_name_of_ours_in_its_level(message: str) -> None:
    for fields in (layout(message).of_record, layout(message).of_invoice):
        names = [one.field for one in fields]
        assert len(set(names)) == len(names)
