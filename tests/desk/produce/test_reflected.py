"""Reflected in IDPMS is one answer: what the cut-over says counts for the rules and for the outbox alike."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.desk.intake.desk_folder import NOVEMBER, OCTOBER, boe, csv_text, invoice, mbe_text, orm
from tests.desk.produce.outgoing import BOE, OWN, PAY, Out, reply_to, settled
from xl_addin.desk.month.acknowledged import orm_reflected, waits
from xl_addin.desk.produce.outgoing import outgoing_findings, read_outgoing
from xl_addin.desk.produce.waits import waiting

MANUAL = [
    ("known by the day of the cut-over", OCTOBER, "31-Oct-2026", "", False),
    ("came in a day after it", OCTOBER, "30-Oct-2026", "", True),
    ("came in the month after it", NOVEMBER, "31-Oct-2026", "", True),
    ("IDPMS has refused it", OCTOBER, "31-Oct-2026", "N", True),
    ("no cut-over", OCTOBER, "", "", True),
]


@pytest.mark.parametrize(
    ("came", "day", "refused", "must_wait"), [row[1:] for row in MANUAL], ids=[row[0] for row in MANUAL]
)
def test_a_manual_bill_of_entry_was_reported_outside(
    tmp_path: Path, came: date, day: str, refused: str, must_wait: bool
) -> None:
    desk = Out(tmp_path)
    desk.take({"orm.csv": csv_text([orm(amount="1000.00")])})
    desk.take({"0009001_RBI0610202601.mbe.txt": mbe_text(boe(invoice(amount="500.00")))}, came)
    if day:
        desk.two("cut-over", OWN, f"reported_until={day}", as_on=came)
    if refused:
        desk.answer("BOE", BOE, "boe_acknowledged", refused)
    month = desk.books(came).month
    item = month.invoices[f"{BOE}#1"]
    assert waits(item.record, month.said_of_boe(item.record), came) is must_wait


REMITTANCES = [
    ("paid on the day of the cut-over", "05-Oct-2026", "", True),
    ("paid the day after it", "04-Oct-2026", "", False),
    ("the desk says that no message was made", "31-Oct-2026", "N", False),
    ("the desk says that it was", "31-Oct-2026", "Y", True),
    ("no cut-over, and the desk says that it was made", "", "Y", False),
]


@pytest.mark.parametrize(
    ("day", "generated", "there"), [row[1:] for row in REMITTANCES], ids=[r[0] for r in REMITTANCES]
)
def test_a_remittance_was_reported_outside(tmp_path: Path, day: str, generated: str, there: bool) -> None:
    desk = Out(tmp_path)
    desk.take({"orm.csv": csv_text([orm(amount="1000.00")])})
    if day:
        desk.cut_over(day)
    if generated:
        desk.answer("ORM", PAY, "orm_generated", generated)
    month = desk.books().month
    assert orm_reflected(month, month.orms[PAY]) is there


@pytest.mark.parametrize(
    ("day", "told"),
    [("31-Oct-2026", [f"{PAY} with {BOE}#1"]), ("30-Oct-2026", [])],
    ids=["settled on its day, reported outside", "settled after it, reported here"],
)
def test_what_was_reported_outside_and_is_taken_back_is_told(tmp_path: Path, day: str, told: list[str]) -> None:
    desk = Out(tmp_path)
    desk.take({"orm.csv": csv_text([orm(amount="1000.00")])})
    desk.boes(boe(invoice(amount="500.00")))
    desk.settle(PAY, f"{BOE}#1", 50000)
    desk.two("cut-over", OWN, f"reported_until={day}")
    desk.take_back(PAY, f"{BOE}#1", 50000, as_on=NOVEMBER)
    books = desk.books(NOVEMBER)
    assert books.undone_outside == told
    assert waiting(books).wanted == ()
    out = read_outgoing(desk.ledger, books.month)
    assert ("OUTSIDE_TAKEN_BACK" in [one.code for one in outgoing_findings(out)]) is bool(told)


def test_a_remittance_whose_message_was_cancelled_is_not_in_idpms_any_more(tmp_path: Path) -> None:
    desk = settled(tmp_path, {"paid": "07/10/2026"})
    desk.answer("ORM", PAY, "orm_generated", "N")
    number = desk.two("report", PAY, "swift=UTOPJPJTXXX")
    desk.produce()
    desk.release()
    desk.reply(*reply_to(desk, "ORM", "SUCCESS", name="a.passormAck"))
    assert [one.message for one in desk.waits().ready] == ["BES"]
    desk.two("withdraw", number)
    (cancel,) = [one for one in desk.produce().planned if one.message == "ORM"]
    assert [one.indicator for one in cancel.records] == ["3"]
    desk.drop(*[str(one.number) for one in desk.books().box.files if one.message == "BES"])
    desk.release()
    desk.reply(*reply_to(desk, "ORM", "SUCCESS", name="b.passormAck"))
    month = desk.books().month
    assert not orm_reflected(month, month.orms[PAY])


def test_a_remittance_that_is_amended_after_it_passed_is_amended_in_idpms_too(tmp_path: Path) -> None:
    desk = Out(tmp_path)
    paid = {"amount": "1000.00", "paid": "07/10/2026"}
    desk.take({"orm.csv": csv_text([orm(**paid)])})
    desk.cut_over()
    desk.answer("ORM", PAY, "orm_generated", "N")
    number = desk.two("report", PAY, "swift=UTOPJPJTXXX")
    desk.produce()
    desk.release()
    desk.reply(*reply_to(desk, "ORM", "SUCCESS", name="a.passormAck"))
    assert desk.waits().wanted == ()
    desk.take({"orm2.csv": csv_text([orm(**{**paid, "amount": "1200.00"}, says="2")])})
    (planned,) = desk.produce().planned
    assert [(one.indicator, one.record.values["Amount"]) for one in planned.records] == [("2", "1200.00")]
    assert desk.produce().planned == ()
    assert desk.release().barred == ()
    desk.reply(*reply_to(desk, "ORM", "SUCCESS", name="b.passormAck"))
    assert desk.waits().wanted == ()
    out = read_outgoing(desk.ledger, desk.books().month)
    assert [(tie.done, tie.acknowledged, tie.to_cancel) for tie in out.ties.sums] == [(1, 1, 0)]
    desk.two("withdraw", number)
    (cancel,) = desk.produce().planned
    assert [one.indicator for one in cancel.records] == ["3"]


def test_what_is_reported_again_after_its_cancellation_is_cancelled_again(tmp_path: Path) -> None:
    desk = Out(tmp_path)
    desk.take({"orm.csv": csv_text([orm(amount="1000.00", paid="07/10/2026")])})
    desk.cut_over()
    desk.answer("ORM", PAY, "orm_generated", "N")
    for at, swift in enumerate(("UTOPJPJTXXX", "UTOPJPJT")):
        number = desk.two("report", PAY, f"swift={swift}")
        for indicator in ("1", "3"):
            (planned,) = desk.produce().planned
            assert [one.indicator for one in planned.records] == [indicator]
            desk.release()
            desk.reply(*reply_to(desk, "ORM", "SUCCESS", name=f"{at}{indicator}.passormAck"))
            if indicator == "1":
                desk.two("withdraw", number)
        desk.answer("ORM", PAY, "orm_generated", "N")
    assert desk.waits().wanted == ()
