"""IDPMS files as a whole: what is trusted, what is refused, quickly and without asking anybody."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.desk.intake.desk_folder import boe, invoice, obe_xml, orm, orm_xml, wire_tags
from xl_addin.domain.content import OnDisk, content_of
from xl_addin.domain.errors import DeskError
from xl_addin.messages.layouts import layout
from xl_addin.messages.model import Layout
from xl_addin.messages.read import read
from xl_addin.messages.record import Record, Stray
from xl_addin.workbook.extracts.schema import BOE_COLUMNS, INVOICE_COLUMNS, ORM_COLUMNS, Column

OBE, ORM = layout("OBE"), layout("ORM")
NAME = "0009001_RBI0610202601.obe.xml"


def records(path: Path, layout: Layout) -> tuple[Record, ...]:
    return tuple(read(layout, OnDisk(path), lambda stray: None))


def read_in(folder: Path, text: str | bytes, layout: Layout = OBE) -> tuple[Record, ...]:
    path = folder / NAME
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return records(path, layout)


TWO = obe_xml(boe(), boe(invoice(), invoice(serial="2"), number="0000001"))


def test_records_come_with_their_invoices_and_lines(tmp_path: Path) -> None:
    records = read_in(tmp_path, TWO)
    assert [r.values["billOfEntryNumber"] for r in records] == ["0052545", "0000001"]
    assert [r.line for r in records] == [4, 6]
    assert [[*r.invoice_lines] for r in records] == [[5], [7, 8]]
    assert records[1].invoices[1]["invoiceSerialNo"] == "2"


def test_two_records_on_one_line_both_have_a_place(tmp_path: Path) -> None:
    records = read_in(tmp_path, TWO.replace("\n", ""))
    assert [(r.line, [*r.invoice_lines]) for r in records] == [(1, [1]), (1, [1, 1])]


def test_a_record_far_down_a_long_file_keeps_its_line(tmp_path: Path) -> None:
    (record,) = read_in(tmp_path, obe_xml(boe()).replace("<billOfEntry>", "\n" * 70_000 + "<billOfEntry>"))
    assert record.line > 65_535


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<importAgency>1</importAgency>", "<importAgency/>"),
        ("<importAgency>1</importAgency>", "<importAgency></importAgency>"),
        ("<importAgency>1</importAgency>", ""),
    ],
    ids=["case 103: an empty element", "case 103: open and shut", "case 103: left out"],
)
def test_an_optional_element_may_be_empty_or_missing(tmp_path: Path, old: str, new: str) -> None:
    (record,) = read_in(tmp_path, obe_xml(boe()).replace(old, new))
    assert record.values.get("importAgency", "") == ""


@pytest.mark.parametrize("text", [obe_xml(), orm_xml()], ids=["OBE", "ORM"])
def test_case_103_a_file_without_records_is_a_file(tmp_path: Path, text: str) -> None:
    assert read_in(tmp_path, text, OBE if "billOfEntrys" in text else ORM) == ()


def test_special_characters_comments_and_instructions_do_not_disturb(tmp_path: Path) -> None:
    text = orm_xml({**orm(), "IEName": "A &amp; B &lt;C&gt; &#8377;<!-- note -->"}).replace(
        "</Amount>", "</Amount><?x y?>"
    )
    (record,) = read_in(tmp_path, text, ORM)
    assert record.values["IEName"] == "A & B <C> ₹"
    assert all(isinstance(tag, str) for tag in record.values)


BOMB = '<!DOCTYPE bank [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(12)
)
OUTSIDE = '<!DOCTYPE bank [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
REFUSED = [
    ("case 54: empty", "", "not complete, well-formed XML"),
    ("case 54: cut off", TWO[: len(TWO) // 2], "not complete, well-formed XML"),
    ("case 54: one sign cut off", TWO[:-1], "not complete, well-formed XML"),
    ("case 54: no XML at all", "No,Name\n1,a\n", "not complete, well-formed XML"),
    ("case 31: an encoding nobody knows", '<?xml version="1.0" encoding="klingon"?><bank/>', "well-formed XML"),
    ("case 33: a control character", TWO.replace("NAKLI", "NAK\x01LI"), "well-formed XML"),
    ("a wrong root", TWO.replace("bank>", "benk>"), "<bank>/<billOfEntrys> was not found"),
    ("another message renamed", orm_xml(orm()), "<bank>/<billOfEntrys> was not found"),
    ("a namespace of its own", TWO.replace("<bank>", "<bank xmlns='urn:x'>"), "was not found"),
    ("a wrong count of records", TWO.replace("<noOfbillOfEntry>2", "<noOfbillOfEntry>3"), "= 3, but holds 2"),
    ("a wrong count of invoices", TWO.replace("<noOfInvoices>3", "<noOfInvoices>2"), "noOfInvoices = 2, but holds 3"),
    ("a missing count", TWO.replace("<noOfInvoices>3</noOfInvoices>", ""), "noOfInvoices = nothing, but holds 3"),
    ("a count that is no number", TWO.replace("<noOfInvoices>3", "<noOfInvoices>x"), "noOfInvoices = x"),
    ("no counts at all", obe_xml(boe()).replace("checkSum", "checksum"), "<checksum> stands in <bank>"),
    ("a tag twice in a record", TWO.replace("<ADCode>", "<ADCode>1</ADCode><ADCode>", 1), "<ADCode> stands twice"),
    ("a tag twice in an invoice", TWO.replace("<invoiceNo>", "<invoiceNo>1</invoiceNo><invoiceNo>", 1), "stands twice"),
    ("a tag inside a value", TWO.replace("500.00", "5<b/>00.00", 1), "holds further tags"),
    ("case 59: a DTD", TWO.replace("<bank>", "<!DOCTYPE bank><bank>", 1), "document type declaration"),
    ("case 59: a bomb of entities", BOMB + "]>" + TWO.replace("NAKLI", "&m;"), ""),
    ("case 59: an external entity", OUTSIDE + TWO.replace("NAKLI", "&x;"), ""),
    ("case 59: an external DTD", '<!DOCTYPE bank SYSTEM "http://192.0.2.1/x.dtd">' + TWO, "document type declaration"),
    ("case 59: an entity from the network", '<!DOCTYPE b [<!ENTITY % x SYSTEM "http://192.0.2.1/x"> %x;]>' + TWO, ""),
]


@pytest.mark.parametrize(("text", "says"), [r[1:] for r in REFUSED], ids=[r[0] for r in REFUSED])
def test_a_file_that_cannot_be_trusted_is_refused_whole_at_once_with_its_name(
    tmp_path: Path, text: str, says: str
) -> None:
    began = time.perf_counter()
    with pytest.raises(DeskError) as refused:
        read_in(tmp_path, text)
    assert time.perf_counter() - began < 1  # 192.0.2.1 answers nobody: a call there would hang
    assert says in refused.value.what
    assert NAME in refused.value.where
    assert refused.value.todo
    assert "root:" not in str(refused.value)


@pytest.mark.parametrize("name", ["a%20b.obe.xml", "a#b.obe.xml", "a b.obe.xml", "आयात.obe.xml", "a&b;.obe.xml"])
def test_case_60_a_file_may_have_any_name(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(TWO)
    assert len(records(tmp_path / name, OBE)) == 2


@pytest.mark.parametrize(
    ("message", "level", "columns"),
    [("ORM", "rec", ORM_COLUMNS), ("OBE", "rec", BOE_COLUMNS), ("OBE", "inv", INVOICE_COLUMNS)],
    ids=str,
)
def test_the_schema_spells_every_field_of_the_message_as_the_wire_does(
    message: str, level: str, columns: tuple[Column, ...]
) -> None:
    assert set(wire_tags(message, level)) == {column.aliases[0] for column in columns}


@pytest.mark.parametrize("after", [1, 2, 3])
def test_a_text_behind_any_record_is_told_although_the_records_are_forgotten(tmp_path: Path, after: int) -> None:
    parts = obe_xml(boe(), boe(number="0000001"), boe(number="0000002")).split("</billOfEntry>")
    path = tmp_path / NAME
    path.write_text("</billOfEntry>".join(parts[:after]) + "</billOfEntry>lost" + "</billOfEntry>".join(parts[after:]))
    strays: list[Stray] = []
    found = list(read(OBE, OnDisk(path), strays.append))
    (stray,) = strays
    assert (stray.text, stray.tag, stray.between, len(found)) == ("lost", "billOfEntrys", True, 3)


def test_the_hash_is_of_what_was_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / NAME
    path.write_text(TWO)
    file = OnDisk(path)
    file.open().read(10)
    assert file.sha256 == ""
    records(path, OBE)
    list(read(OBE, file))
    assert file.sha256 == content_of(path).sha256
