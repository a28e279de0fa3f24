"""A bank's own tables: what differs is said once, and whatever could not be gone by is told before anything is made."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from typer.testing import CliRunner

from xl_addin.cli.main import app
from xl_addin.domain.content import Content
from xl_addin.domain.errors import DeskError
from xl_addin.messages.bank import faults_of
from xl_addin.messages.errors import explained
from xl_addin.messages.layouts import layout, messages_kept, tables, use_bank_messages
from xl_addin.messages.made import made
from xl_addin.messages.model import Need
from xl_addin.messages.names import name_of, named
from xl_addin.messages.read import read
from xl_addin.messages.record import Record
from xl_addin.messages.write import write
from xl_addin.messages.xsd import schema


@pytest.fixture(autouse=True)
def _shipped_after() -> Iterator[None]:
    yield
    use_bank_messages(None)


def put(folder: Path, files: Mapping[str, str]) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_what_is_shipped_contradicts_nothing() -> None:
    assert [*faults_of(tables())] == []


def test_an_element_may_be_changed_taken_out_and_added(tmp_path: Path) -> None:
    rows = (
        "message,order,element,level,type,length,need,when,codes,form,field,confidence,note,example\n"
        'BEE,99,branchRemark,rec,AN,30,O,,,text,branch_remark,M,"ours, only",\n'
        "BEE,12,remarks,rec,AN,200,-,,,,remarks,M,,\n"
    )
    use_bank_messages(put(tmp_path, {"fields.csv": rows}))
    assert [one.element for one in layout("BEE").fields][-2:] == ["extensionDate", "branchRemark"]
    stream = io.BytesIO()
    write(layout("BEE"), [Record({"branchRemark": "x"})], stream)
    assert b"<branchRemark>x</branchRemark>" in stream.getvalue()
    assert b"<remarks>" not in stream.getvalue()


def test_a_row_says_only_what_differs(tmp_path: Path) -> None:
    before = {one.element: one for one in layout("BES").fields}
    use_bank_messages(put(tmp_path, {"fields.csv": "message,element,length,need\nBES,invoiceNo,35,O\n"}))
    after = {one.element: one for one in layout("BES").fields}
    assert (after["invoiceNo"].width, after["invoiceNo"].need) == (35, Need.MAY)
    assert {name for name, one in after.items() if one != before[name]} == {"invoiceNo"}


def test_a_request_may_have_another_word_more_columns_and_another_name(tmp_path: Path) -> None:
    """As at one bank, whose requests are .ibe.csv with columns of their own."""
    files = {
        "layouts.toml": '[message.OBB]\ntoken = "ibe"\nfile_name = "RBI{yyyyMMdd}{nnn}.ibe.csv"\nrows_per_file = 500\n',
        "fields.csv": "message,order,element,level,type,length,need,when,codes,form,field,confidence,note,example\n"
        "OBB,4,ADCode,rec,N,7,M,,,ad_code,ad_code,M,,0000001\n",
    }
    use_bank_messages(put(tmp_path, files))
    found = layout("ibe")
    assert found.message == "OBB"
    assert found.rows_per_file == 500
    assert name_of(found, "0000001", date(2026, 10, 22), 7) == "RBI20261022007.ibe.csv"
    assert named("RBI20261022007.ibe.csv") is not None
    assert named("x.obb.csv") is None
    text = b"billOfEntryNumber|billOfEntryDate|portOfDischarge|ADCode\n1|20/10/2026|INNSA1|0000001\n"
    assert next(read(found, Content("x.ibe.csv", text))).values["ADCode"] == "0000001"


def test_an_element_on_two_levels_is_two_rows(tmp_path: Path) -> None:
    """realizedInvoiceAmtIc stands in the record of BTT and in its invoices."""
    assert [(one.level, one.field) for one in layout("BTT").fields if one.element == "realizedInvoiceAmtIc"] == [
        ("rec", "realised"),
        ("inv", "realised"),
    ]
    use_bank_messages(
        put(tmp_path, {"fields.csv": "message,element,level,length\nBTT,realizedInvoiceAmtIc,inv,18.2\n"})
    )
    assert [one.width for one in layout("BTT").fields if one.element == "realizedInvoiceAmtIc"] == [20, 18]


def test_a_bank_whose_specification_has_three_places_says_so_by_the_length(tmp_path: Path) -> None:
    use_bank_messages(put(tmp_path, {"fields.csv": "message,element,length\nORM,Amount,20.3\n"}))
    for amount, text in (("1.234", "1.234"), ("500", "500.000")):
        record = made(layout("ORM"), {"amount": Decimal(amount)}).record
        assert record is not None
        assert record.values["Amount"] == text
    assert made(layout("ORM"), {"amount": Decimal("1.2345")}).record is None
    assert "[0-9]{1,17}\\.[0-9]{3}" in schema(layout("ORM"))


def test_codes_and_errors_are_the_banks_own(tmp_path: Path) -> None:
    files = {
        "codes.csv": "list,code,meaning,confidence,note\npayment_terms,1,advance,H,\npayment_terms,2,collection,H,\n",
        "error_codes.csv": "code,class,meaning,repair,confidence\nE17,balance,too much,Ask the branch.,H\n",
    }
    use_bank_messages(put(tmp_path, files))
    assert set(tables().codes["payment_terms"]) == {"1", "2"}
    assert "record" in tables().codes
    told = explained("E17")
    assert (told.of_class, told.repair, told.known) == ("balance", "Ask the branch.", True)
    assert explained("EM_HDR_001").known


def test_what_a_block_puts_in_force_ends_with_it(tmp_path: Path) -> None:
    folder = put(tmp_path, {"fields.csv": "message,element,length\nBES,invoiceNo,35\n"})
    with messages_kept():
        use_bank_messages(folder)
        assert next(one for one in layout("BES").fields if one.element == "invoiceNo").width == 35
    assert next(one for one in layout("BES").fields if one.element == "invoiceNo").width == 50


NEW = "message,order,element,level,type,length,need,when,codes,form,field,confidence,note,example\n"
# file, its text, words of the fault
UNFIT = [
    ("field.csv", "", "field.csv is no table; did you mean fields.csv?"),
    ("notes.docx", "", "is no table; use fields.csv"),
    ("fields.csv", "message,length\nBES,35\n", "has no column 'element'"),
    ("fields.csv", "message,element,size\nBES,invoiceNo,35\n", "has a column 'size' that is not known"),
    ("fields.csv", "message,element,length\nBES,invoiceNo,x\n", "line 2: length 'x'"),
    ("fields.csv", "message,element,need\nBES,invoiceNo,Y\n", "line 2: need 'Y'"),
    ("fields.csv", "message,element,type\nBES,invoiceNo,X\n", "line 2: type 'X'"),
    ("fields.csv", "message,element,length\nBES,invoiceNo,3\nBES,invoiceNo,4\n", "stands in line 2 already"),
    ("fields.csv", "message,element,length\nBES,invoiceNr,35\n", "is new in BES and does not say its order"),
    ("fields.csv", "message,element,length\nBES,invoiceNo\n", "The row has 2 cells, and the header 3"),
    ("fields.csv", "message,element,when\nORA,letterNumber,approvedBy==1\n", "is no condition"),
    ("fields.csv", "message,element,when\nORA,letterNumber,approved=1\n", "names approved, which the message does not"),
    ("fields.csv", "message,element,when\nORA,letterNumber,\n", "C under need goes with a condition"),
    ("fields.csv", "message,element,codes\nORA,remark,colours\n", "there is no list of codes 'colours'"),
    ("fields.csv", "message,element,form\nORA,remark,pretty\n", "there is no form 'pretty'"),
    ("fields.csv", "message,element,length\nBES,invoiceAmt,20\n", "names its places"),
    ("fields.csv", "message,element,need\nBES,paymentReferenceNumber,-\n", "the key names paymentReferenceNumber"),
    ("fields.csv", f"{NEW}BSE,1,x,rec,AN,1,M,,,,x,M,,\n", "BSE is no message"),
    ("layouts.toml", "[message.BES\n", "cannot be read"),
    ("layouts.toml", '[messages.BES]\ntoken = "x"\n', "[messages] is neither a message nor a form"),
    ("layouts.toml", '[message.BES]\ntokn = "x"\n', "'tokn' is not known"),
    ("layouts.toml", "[message.BES]\nrows_per_file = true\n", "must be a whole number"),
    ("layouts.toml", "[message.BES]\nrows_per_file = -1\n", "rows_per_file is 0"),
    ("layouts.toml", '[message.BES]\nkey = ["x"]\n', "the key names x"),
    ("layouts.toml", '[message.BES]\nfile_name = "{day}.bes.xml"\n', "is made of {ad_code}"),
    ("layouts.toml", '[message.BES]\nfile_name = "{ddMMyyyy}.bes.xml"\n', "is made of {ad_code}"),
    ("layouts.toml", '[message.BES]\nfile_name = "{ddMMyyyy}{nn}.xml"\n', "would not be read as BES"),
    ("layouts.toml", '[message.BES]\nfile_name = "../{ddMMyyyy}{nn}.bes.xml"\n', "is made of {ad_code}"),
    ("layouts.toml", '[message.BES]\ntoken = "bee"\n', "another message has the token 'bee'"),
    ("layouts.toml", '[message.BES]\nform = "json"\n', "form is xml or pipe"),
    ("layouts.toml", '[message.NEW]\ntoken = "new"\n', "does not say its"),
    ("layouts.toml", '[form.name]\nmay = "["\n', "is no pattern"),
    ("codes.csv", "list,code\nrecord,1\n", "has no column 'meaning'"),
    ("error_codes.csv", "code,class,meaning,repair,confidence\nE1,odd,x,y,H\n", "is of the class 'odd'"),
    ("error_codes.csv", "code,class,meaning,repair,confidence\nE1,other,x,y,H\nE1,other,x,y,H\n", "stands in line 2"),
]


@pytest.mark.parametrize(("name", "text", "says"), UNFIT, ids=[f"{r[0]}: {r[2]}" for r in UNFIT])
def test_what_cannot_be_gone_by_is_told_with_its_place(tmp_path: Path, name: str, text: str, says: str) -> None:
    with pytest.raises(DeskError) as refused:
        use_bank_messages(put(tmp_path, {name: text}))
    assert says in str(refused.value)
    assert name in str(refused.value)
    assert refused.value.todo
    assert layout("BES").key == ("paymentReferenceNumber", "recordIndicator")  # as shipped


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(DeskError, match="was not found"):
        use_bank_messages(tmp_path / "gone")


def test_a_readme_may_lie_there(tmp_path: Path) -> None:
    use_bank_messages(put(tmp_path, {"README.md": "ours", "fields.csv": "message,element,length\nBES,invoiceNo,35\n"}))


def test_desk_toml_names_the_folder_and_the_command_line_shows_what_counts(tmp_path: Path) -> None:
    put(tmp_path / "ours", {"fields.csv": "message,element,length\nBES,invoiceNo,35\n"})
    (tmp_path / "desk.toml").write_text('messages = "ours"\n')
    shown = CliRunner().invoke(app, ["messages", "show", "bes", "--desk", str(tmp_path / "desk.toml")])
    (row,) = [line for line in shown.output.splitlines() if " invoiceNo " in line]
    assert row.split()[4] == "35"
