"""What waits becomes files, once; what may not go is held with its reason."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.desk.acts.people import CHECKER, able, law_of
from tests.desk.intake.desk_folder import ACTOR, boe, csv_text, invoice, orm
from tests.desk.produce.outgoing import BOE, OWN, PAY, Out, ready, reply_to, settled
from xl_addin.desk.answers.undo import undo
from xl_addin.ledger import tables
from xl_addin.ledger.store import Actor

pytestmark = pytest.mark.usefixtures("either")


def test_a_settlement_is_drafted_once(tmp_path: Path) -> None:
    desk = settled(tmp_path)
    told = desk.produce()
    assert told.held == ()
    assert desk.lying == ["draft/0009001_RBI3110202601.bes.xml"]
    (record,) = desk.read("BES")
    assert record.values == {
        "portOfDischarge": "INNSA1",
        "billOfEntryNumber": "0052545",
        "billOfEntryDate": "06/10/2026",
        "IECode": "0388000037",
        "changeIECode": "",
        "ADCode": "0009001",
        "recordIndicator": "1",
        "paymentParty": "",
        "paymentReferenceNumber": "S0009001261031000001",
        "outwardReferenceNumber": "IBA26100000001",
        "outwardReferenceADCode": "0009001",
        "remittanceCurrency": "USD",
        "billClosureIndicator": "2",
    }
    assert record.invoices == (
        {"invoiceSerialNo": "1", "invoiceNo": "INV/1", "invoiceAmt": "500.00", "invoiceAmtIc": "500.00"},
    )
    again = desk.produce()
    assert (again.planned, again.held, again.seq) == ((), (), 0)
    assert len(desk.rows(tables.message_files)) == len(desk.rows(tables.message_records)) == 1
    assert desk.release().barred == ()
    assert desk.lying == ["released/0009001_RBI3110202601.bes.xml"]
    assert desk.sent().barred == ()
    assert desk.lying == ["sent/0009001_RBI3110202601.bes.xml"]
    assert desk.produce().planned == ()


def test_nothing_is_drafted_without_a_cut_over(tmp_path: Path) -> None:
    desk = Out(tmp_path)
    desk.take({"orm.csv": csv_text([orm(amount="1000.00")])})
    desk.boes(boe(invoice(amount="500.00")))
    desk.settle(PAY, f"{BOE}#1", 50000)
    told = desk.produce()
    assert told.planned == ()
    assert "AD code 0009001 has no cut-over" in told.held[0].held
    assert desk.rows(tables.message_files) == []


@pytest.mark.parametrize(
    ("day", "since"), [("30-Oct-2026", 1), ("31-Oct-2026", 0)], ids=["done after it", "done on its day"]
)
def test_what_was_done_up_to_the_day_of_the_cut_over_is_not_sent_again(tmp_path: Path, day: str, since: int) -> None:
    desk = Out(tmp_path)
    desk.take({"orm.csv": csv_text([orm(amount="1000.00")])})
    desk.boes(boe(invoice(amount="500.00")))
    desk.settle(PAY, f"{BOE}#1", 50000)
    desk.cut_over(day)
    assert len(desk.produce().planned) == since


def test_a_remittance_paid_after_the_cut_over_waits_for_its_acknowledgement(tmp_path: Path) -> None:
    desk = settled(tmp_path, {"paid": "07/10/2026"})
    (held,) = desk.produce().held
    assert held.held == (
        f"the ORM message of {PAY} is not acknowledged: take in its reply, or report it (propose report)"
    )
    assert desk.rows_posted()  # the ledger does not wait


def test_the_first_of_two_records_goes_and_the_one_that_closes_waits_for_it(tmp_path: Path) -> None:
    desk = settled(tmp_path, {}, invoice(amount="500.00"), minor=30000)
    desk.orms(orm(number="IBA26100000002", amount="900.00"), file="orm2.csv")
    desk.settle("IBA26100000002/0009001", f"{BOE}#1", 20000)
    told = desk.produce()
    (record,) = desk.read("BES")
    assert (record.values["billClosureIndicator"], record.invoices[0]["invoiceAmt"]) == ("1", "300.00")
    (held,) = told.held
    assert held.held == f"it closes {BOE}, and 1 more of it waits"
    again = desk.produce()
    assert again.planned == ()
    assert again.held[0].held == f"it closes {BOE}, and S0009001261031000001 of it is not acknowledged"


def test_what_a_person_dropped_waits_again_under_a_new_name_and_reference(tmp_path: Path) -> None:
    desk = settled(tmp_path)
    desk.produce()
    assert desk.drop("M1", why="x").files == ()
    (file,) = desk.drop().files
    assert desk.lying == []
    assert desk.release().files == ()
    (planned,) = desk.produce().planned
    assert (file.file, planned.file) == ("0009001_RBI3110202601.bes.xml", "0009001_RBI3110202602.bes.xml")
    assert desk.read("BES")[0].values["paymentReferenceNumber"] == "S0009001261031000002"


REFUSED = [
    ("the drafter himself", ACTOR, {}, "another person approves"),
    ("a person without the power", CHECKER, {"release": False}, "no power over this act"),
]


@pytest.mark.parametrize(("by", "flags", "said"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_a_file_is_not_let_go_by(tmp_path: Path, by: Actor, flags: dict[str, bool], said: str) -> None:
    desk = settled(tmp_path)
    desk.produce()
    desk.law = law_of(able(**{"messages": True, "release": True, **flags}))
    done = desk.release(by=by)
    assert said in done.barred[0][1]
    assert desk.rows(tables.releases) == []
    assert desk.lying == ["draft/0009001_RBI3110202601.bes.xml"]


def test_a_draft_whose_line_was_taken_back_is_not_let_go_and_is_dropped(tmp_path: Path) -> None:
    desk = settled(tmp_path)
    desk.produce()
    desk.take_back(PAY, f"{BOE}#1", 50000)
    assert "does not stand any more" in desk.release().barred[0][1]
    told = desk.produce()
    assert (len(told.dropped), told.planned) == (1, ())
    assert desk.lying == []


def test_a_file_that_was_changed_on_the_disk_is_not_let_go(tmp_path: Path) -> None:
    desk = settled(tmp_path)
    desk.produce()
    path = desk.folder_out / "draft" / "0009001_RBI3110202601.bes.xml"
    content = path.read_bytes()
    path.write_bytes(content.replace(b"500.00", b"600.00"))
    assert "was changed since it was drafted" in desk.release().barred[0][1]
    path.unlink()
    assert "is not there" in desk.release().barred[0][1]
    assert desk.produce().planned == ()
    assert path.read_bytes() == content
    assert desk.release().barred == ()


def test_what_was_let_go_and_taken_back_is_cancelled_under_its_reference(tmp_path: Path) -> None:
    desk = settled(tmp_path)
    desk.produce()
    desk.release()
    desk.take_back(PAY, f"{BOE}#1", 50000)
    (held,) = desk.produce().held
    assert (
        held.held == "0009001_RBI3110202601.bes.xml is not answered: whether there is anything to cancel is not known"
    )
    assert held.record.values["recordIndicator"] == "3"
    assert held.reference == "S0009001261031000001"


def passed(home: Path) -> Out:
    """A desk of which IDPMS has taken the record of its settlement."""
    desk = ready(home)
    desk.reply(*reply_to(desk, "BES", "SUCCESS"))
    return desk


def withdraw_the_cut_over(desk: Out) -> None:
    desk.two("withdraw", str(desk.books().cut_overs[OWN].number))


def test_without_its_cut_over_a_correction_is_held_too(tmp_path: Path) -> None:
    desk = passed(tmp_path)
    desk.take_back(PAY, f"{BOE}#1", 50000)
    withdraw_the_cut_over(desk)
    (held,) = desk.produce().held
    assert (held.indicator, "AD code 0009001 has no cut-over" in held.held) == ("3", True)


def _undone(desk: Out) -> None:
    undo(desk.ledger, ACTOR, "2026-10")


NOT_MEANT = [
    ("the cut-over was withdrawn", withdraw_the_cut_over, "has no cut-over", 1),
    ("the take-back was undone", _undone, "what it cancels stands again", 0),
]


@pytest.mark.parametrize(("then", "said", "held"), [row[1:] for row in NOT_MEANT], ids=[row[0] for row in NOT_MEANT])
def test_a_drafted_cancellation_that_is_not_meant_any_more_is_not_let_go(
    tmp_path: Path, then: Callable[[Out], None], said: str, held: int
) -> None:
    desk = passed(tmp_path)
    desk.take_back(PAY, f"{BOE}#1", 50000)
    desk.produce()
    then(desk)
    ((_, why),) = desk.release().barred
    assert said in why
    told = desk.produce()
    assert [said in why for _, why in told.dropped] == [True]
    assert (told.planned, len(told.held)) == ((), held)
    assert desk.states == [("BES", "1", "PASS"), ("BES", "3", "DROPPED")]


def test_an_amount_that_the_wire_cannot_hold_is_held_and_never_rounded(tmp_path: Path) -> None:
    desk = Out(tmp_path)
    desk.take({"orm.csv": csv_text([orm(amount="1.005", currency="KWD")])})
    desk.boes(boe(invoice(amount="1.005", currency="KWD")))
    desk.cut_over()
    desk.settle(PAY, f"{BOE}#1", 1005, currency="KWD")
    (held,) = desk.produce().held
    assert "invoiceAmt is 1.005; BES takes an amount with 2 decimal places" in held.held
    assert desk.rows(tables.message_records) == []
