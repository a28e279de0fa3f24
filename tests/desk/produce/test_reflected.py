"""Reflected in IDPMS is one answer: what the cut-over says counts for the rules and for the outbox alike."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.desk.intake.desk_folder import NOVEMBER, OCTOBER, boe, csv_text, invoice, mbe_text, orm
from tests.desk.produce.outgoing import BOE, OWN, PAY, Out
from xl_addin.desk.month.acknowledged import orm_reflected, waits

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
