"""By what an item is in IDPMS, and since when: one answer for the rules, the outbox and the columns of the lists."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tests.desk.intake.desk_folder import NOVEMBER, OCTOBER, boe, csv_text, invoice, mbe_text, orm
from tests.desk.produce.outgoing import BOE, CUT, OWN, PAY, Out, reply_to
from tests.desk.produce.test_month_of_messages import closed
from xl_addin.desk.lists import boe_invoices
from xl_addin.desk.lists import orm as orms
from xl_addin.desk.month.acknowledged import in_idpms, orm_reflected, waits

Does = Callable[[Out], object]


def _reported(desk: Out, *codes: str) -> None:
    """Its message is made here, let go, and answered."""
    desk.answer("ORM", PAY, "swift", "UTOPJPJTXXX")
    desk.answer("ORM", PAY, "orm_generated", "N")
    desk.cut_over("04-Oct-2026")
    desk.two("report", PAY)
    desk.produce()
    assert desk.release().barred == ()
    if codes:
        desk.reply(*reply_to(desk, "ORM", *codes, name="a.passormAck"))


def _settled_since(desk: Out) -> None:
    _reported(desk, "SUCCESS")
    desk.take({"orm2.csv": csv_text([orm(amount="1200.00", says="2")])}, NOVEMBER)


# what was done, by what the remittance is in IDPMS and since when
REMITTANCES: list[tuple[str, Does, tuple[str, date | None] | None]] = [
    ("nothing was ever said", lambda desk: None, None),
    ("paid before the cut-over", lambda desk: desk.cut_over(), ("reported outside up to 06-Oct-2026 (P2-1)", None)),
    ("paid after the cut-over", lambda desk: desk.cut_over("04-Oct-2026"), None),
    ("its message was let go", _reported, None),
    ("its message was refused", lambda desk: _reported(desk, "E_KEY"), None),
    ("its message was passed", lambda desk: _reported(desk, "SUCCESS"), ("a.passormAck", OCTOBER)),
    ("it was amended a month later", _settled_since, ("a.passormAck", OCTOBER)),
]


@pytest.mark.parametrize(("does", "told"), [r[1:] for r in REMITTANCES], ids=[r[0] for r in REMITTANCES])
def test_by_what_a_remittance_is_in_idpms(tmp_path: Path, does: Does, told: tuple[str, date | None] | None) -> None:
    desk = Out(tmp_path)
    desk.take({"orm.csv": csv_text([orm(amount="1000.00")])})
    does(desk)
    for on in (OCTOBER, NOVEMBER):
        month = desk.books(on).month
        assert in_idpms(month, month.orms[PAY]) == told
        assert orm_reflected(month, month.orms[PAY]) is (told is not None)


def _stated(desk: Out) -> None:
    for name, value in (
        ("acknowledged_on", "2026-10-20"),
        ("acknowledgement_reference", "ACK/7"),
        ("acknowledgement_seen_by", "Asha"),
    ):
        desk.answer("BOE", BOE, name, value)


def _cut_over_at_the_end(desk: Out) -> None:
    desk.cut_over("31-Oct-2026")


def _stated_in_part(desk: Out) -> None:
    desk.answer("BOE", BOE, "acknowledged_on", "2026-10-20")


# what was done with a manual bill of entry of 6-Oct
MANUAL: list[tuple[str, Does, tuple[str, date | None] | None]] = [
    ("nothing was ever said", lambda desk: None, None),
    ("a person has seen it there", _stated, ("seen there by Asha (ACK/7)", date(2026, 10, 20))),
    ("a statement that lacks who has seen it", _stated_in_part, None),
    (
        "known by the cut-over",
        lambda desk: desk.cut_over("31-Oct-2026"),
        ("reported outside up to 31-Oct-2026 (P2-1)", None),
    ),
    ("came in after the cut-over", lambda desk: desk.cut_over(CUT), None),
]


@pytest.mark.parametrize(("does", "told"), [r[1:] for r in MANUAL], ids=[r[0] for r in MANUAL])
def test_by_what_a_manual_bill_of_entry_is_in_idpms(
    tmp_path: Path, does: Does, told: tuple[str, date | None] | None
) -> None:
    desk = Out(tmp_path)
    manual = mbe_text(boe(invoice(amount="500.00")))
    desk.take({"orm.csv": csv_text([orm(amount="1000.00")]), "0009001_RBI0610202601.mbe.txt": manual})
    does(desk)
    month = desk.books().month
    item = month.invoices[f"{BOE}#1"]
    assert in_idpms(month, item) == told
    assert waits(item.record, item.answers, OCTOBER) is (told is None)


def test_a_bill_of_the_download_is_there_since_it_was_first_told(tmp_path: Path) -> None:
    desk = Out(tmp_path)
    desk.boes(boe(invoice(amount="500.00")))
    for on in (OCTOBER, NOVEMBER):
        month = desk.books(on).month
        assert in_idpms(month, month.invoices[f"{BOE}#1"]) == ("download OBE", OCTOBER)


def test_the_lists_say_it_in_two_columns(tmp_path: Path) -> None:
    desk = Out(tmp_path)
    desk.take({"orm.csv": csv_text([orm(amount="1000.00"), orm(number="IBA26100000002", paid="20/10/2026")])})
    desk.boes(boe(invoice(amount="500.00")))
    desk.cut_over()
    desk.answer("ORM", f"IBA26100000002/{OWN}", "orm_generated", "Y")  # its reply is awaited: it is explained
    view = closed(desk, "closed").closing.view
    shown = {
        name: list(zip(view.lists[name]["In IDPMS"], view.lists[name]["In IDPMS since"], strict=True))
        for name in (orms.LIST.name, boe_invoices.LIST.name)
    }
    assert shown == {
        "tblOrm": [("reported outside up to 06-Oct-2026 (P3-1)", None), ("", None)],
        "tblInvoices": [("download OBE", OCTOBER)],
    }
