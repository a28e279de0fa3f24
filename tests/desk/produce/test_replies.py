"""Replies of IDPMS: what passed is reflected, what failed waits again, what matches nothing is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desk.intake.desk_folder import orm
from tests.desk.produce.outgoing import BOE, PAY, ready, reply_to, settled
from xl_addin.domain.errors import DeskError
from xl_addin.ledger import tables

pytestmark = pytest.mark.usefixtures("either")


def test_what_passed_is_reported_and_waits_no_more(tmp_path: Path) -> None:
    desk = ready(tmp_path)
    (file,) = desk.reply(*reply_to(desk, "BES", "SUCCESS")).files
    assert (file.answers, file.matched) == (1, 1)
    assert desk.states == [("BES", "1", "PASS")]
    assert desk.waits().wanted == ()


def test_what_failed_is_drafted_anew_under_another_reference(tmp_path: Path) -> None:
    desk = ready(tmp_path)
    desk.reply(*reply_to(desk, "BES", "E_BAL_1", word="fail"))
    assert desk.states == [("BES", "1", "FAIL")]
    assert desk.rows_posted()  # the ledger keeps its line
    desk.produce()
    (record,) = desk.read("BES")
    assert record.values["paymentReferenceNumber"] == "S0009001261031000002"
    assert desk.release().barred == ()
    assert desk.states == [("BES", "1", "FAIL"), ("BES", "1", "RELEASED")]


def test_a_reply_that_comes_twice_adds_nothing(tmp_path: Path) -> None:
    desk = ready(tmp_path)
    name, content = reply_to(desk, "BES", "SUCCESS")
    desk.reply(name, content)
    again = desk.reply("again.passbesAck", content)
    assert (again.files, again.known) == ((), ("again.passbesAck",))
    assert len(desk.rows(tables.message_replies)) == 1


def test_another_file_with_the_same_answer_changes_nothing(tmp_path: Path) -> None:
    desk = ready(tmp_path)
    name, content = reply_to(desk, "BES", "SUCCESS")
    desk.reply(name, content)
    (file,) = desk.reply("later.passbesAck", content + b"\n").files
    assert (file.answers, file.matched) == (1, 1)
    assert desk.states == [("BES", "1", "PASS")]


def test_an_answer_to_what_was_never_let_go_is_told(tmp_path: Path) -> None:
    desk = settled(tmp_path)
    desk.produce()
    draft = desk.folder_out / "draft" / "0009001_RBI3110202601.bes.xml"
    content = draft.read_bytes().replace(
        b"    </billOfEntry>", b"      <errorCode>SUCCESS</errorCode>\n    </billOfEntry>"
    )
    (file,) = desk.reply("x.passbesAck", content).files
    assert (file.answers, file.matched) == (1, 0)
    assert desk.states == [("BES", "1", "DRAFT")]


def test_a_part_of_a_file_is_answered_and_the_rest_stays_open(tmp_path: Path) -> None:
    desk = settled(tmp_path, {}, minor=10000)
    desk.orms(orm(number="IBA26100000002", amount="900.00"), file="orm2.csv")
    desk.settle("IBA26100000002/0009001", f"{BOE}#1", 20000)
    desk.produce()
    desk.release()
    name, content = reply_to(desk, "BES", "SUCCESS")
    first, _, rest = content.partition(b"    <billOfEntry>")
    one, end, _ = rest.partition(b"    </billOfEntry>\n")
    head = first.replace(b">2</noOfbillOfEntry", b">1</noOfbillOfEntry").replace(
        b">2</noOfInvoices", b">1</noOfInvoices"
    )
    desk.reply(name, head + b"    <billOfEntry>" + one + end + b"  </billOfEntrys>\n</bank>\n")
    assert desk.states == [("BES", "1", "PASS"), ("BES", "1", "RELEASED")]


def test_a_record_that_passed_with_a_refused_invoice_is_cancelled_and_filed_anew(tmp_path: Path) -> None:
    desk = ready(tmp_path)
    desk.reply(*reply_to(desk, "BES", "SUCCESS", invoices="E_INV_1"))
    assert desk.states == [("BES", "1", "PART")]
    (wanted,) = desk.waits().wanted
    assert (wanted.indicator, wanted.reference, wanted.held) == ("3", "S0009001261031000001", "")


def test_a_cancellation_that_passed_lets_the_record_be_filed_anew(tmp_path: Path) -> None:
    desk = ready(tmp_path)
    desk.reply(*reply_to(desk, "BES", "SUCCESS"))
    desk.take_back(PAY, f"{BOE}#1", 50000)
    (planned,) = desk.produce().planned
    assert [one.indicator for one in planned.records] == ["3"]
    desk.settle(PAY, f"{BOE}#1", 40000)
    assert desk.release().barred == ()
    (held,) = desk.waits().wanted
    assert held.held == f"BES S0009001261031000001 closes {BOE}: it is cancelled first"
    name, content = reply_to(desk, "BES", "SUCCESS", "SUCCESS", name="c.passbesAck")
    desk.reply(name, content)
    assert desk.states == [("BES", "1", "CANCELLED"), ("BES", "3", "PASS")]
    (wanted,) = desk.waits().wanted
    assert (wanted.held, wanted.record.invoices[0]["invoiceAmt"]) == ("", "400.00")


def test_an_acknowledged_remittance_lets_its_settlement_go(tmp_path: Path) -> None:
    desk = settled(tmp_path, {"paid": "07/10/2026"})
    desk.answer("ORM", PAY, "orm_generated", "N")
    desk.two("report", PAY, "swift=UTOPJPJTXXX")
    told = desk.produce()
    assert [one.message for one in told.planned] == ["ORM"]
    assert desk.release().barred == ()
    assert desk.books().month.orms[PAY].answers["orm_generated"] is True
    assert desk.produce().planned == ()
    desk.reply(*reply_to(desk, "ORM", "SUCCESS"))
    (planned,) = desk.produce().planned
    assert planned.message == "BES"


def test_a_reply_to_what_another_system_sent_makes_the_remittance_reflected(tmp_path: Path) -> None:
    desk = settled(tmp_path, {"paid": "07/10/2026"})
    content = (
        b'<?xml version="1.0" encoding="UTF-8"?>\n<bank><checkSum><noOfORM>1</noOfORM></checkSum><outwardReferences>'
        b"<outwardReference><outwardReferenceNumber>IBA26100000001</outwardReferenceNumber><ADCode>0009001</ADCode>"
        b"<recordIndicator>1</recordIndicator><errorCode>SUCCESS</errorCode></outwardReference></outwardReferences></bank>"
    )
    (file,) = desk.reply("x.passormAck", content).files
    assert (file.answers, file.matched) == (1, 0)
    assert desk.waits().held == []


BROKEN = [
    ("no XML", b"<bank><checkSum>", "not complete, well-formed XML"),
    ("a DTD", b'<!DOCTYPE bank [<!ENTITY a "b">]><bank><checkSum/><billOfEntrys/></bank>', "document type"),
    (
        "counts that do not agree",
        b"<bank><checkSum><noOfbillOfEntry>2</noOfbillOfEntry><noOfInvoices>0</noOfInvoices>"
        b"</checkSum><billOfEntrys/></bank>",
        "noOfbillOfEntry",
    ),
    ("another message", b"<bank><checkSum><noOfORM>0</noOfORM></checkSum><outwardReferences/></bank>", "BES"),
]


@pytest.mark.parametrize(("content", "said"), [row[1:] for row in BROKEN], ids=[row[0] for row in BROKEN])
def test_a_file_that_cannot_be_trusted_is_refused_and_nothing_of_it_is_kept(
    tmp_path: Path, content: bytes, said: str
) -> None:
    desk = ready(tmp_path)
    with pytest.raises(DeskError, match=said):
        desk.reply("x.passbesAck", content)
    assert desk.rows(tables.reply_files) == []
    assert desk.states == [("BES", "1", "RELEASED")]


def test_case_104_a_batch_is_made_again_byte_for_byte_and_only_what_was_refused_is_sent_again(tmp_path: Path) -> None:
    """A file that is lost after it was let go is the same again; of its records only the refused one is filed anew."""
    desk = settled(tmp_path, {}, minor=10000)
    desk.orms(orm(number="IBA26100000002", amount="900.00"), file="orm2.csv")
    desk.settle("IBA26100000002/0009001", f"{BOE}#1", 20000)
    desk.produce()
    desk.release()
    (path,) = (desk.folder_out / "released").iterdir()
    content = path.read_bytes()
    path.unlink()
    assert desk.produce().planned == ()
    assert path.read_bytes() == content
    desk.reply(*reply_to(desk, "BES", "SUCCESS", "E_BAL", word="fail"))
    assert desk.states == [("BES", "1", "PASS"), ("BES", "1", "FAIL")]
    (planned,) = desk.produce().planned
    assert [(one.orm_key, one.reference) for one in planned.records] == [
        ("IBA26100000002/0009001", "S0009001261031000003")
    ]
    assert desk.produce().planned == ()
