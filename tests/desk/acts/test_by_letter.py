"""What RBI has approved by letter: a difference of 20 per cent under each regime, and what no letter allows.

To 30-Sep-2026 a difference over five per cent is referred to RBI. From 1-Oct-2026 the law has no percentage: over the
bank's own cap it is escalated inside the bank. A letter answers neither a missing fact nor a refusal (rules 3, 5.3).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests.desk.acts.people import CHECKER, able, law_of
from tests.desk.intake.desk_folder import ACTOR, IMPORTER, OCTOBER, Desk, boe, csv_text, invoice, orm
from xl_addin.desk.acts.approve import approve
from xl_addin.desk.acts.asking import ask_for, of_row
from xl_addin.desk.acts.ground import Maker, read_ground
from xl_addin.desk.acts.match import Matched
from xl_addin.desk.acts.request import Request, said_of
from xl_addin.desk.month.case import WRITEOFF
from xl_addin.desk.month.month import read_month
from xl_addin.desk.month.movements import movements
from xl_addin.desk.month.now import month_now
from xl_addin.engine.law import Law
from xl_addin.ledger import tables
from xl_addin.ledger.acts import REVIEW

pytestmark = pytest.mark.usefixtures("either")

SEPTEMBER = date(2026, 9, 30)
PAY, OWE = "IBA26090000001/0009001", "0052545/2026-09-06/INNSA1#1"
FACTS = {"reason": "DISCOUNT", "satisfied": "Y"}
LETTER = ("letter_no=FED/12", "letter_date=25-Sep-2026")
CAP = law_of(able(), writeoff_cap_pct=Decimal(5))


def answer(desk: Desk, on: date, kind: str, key: str, name: str, value: str) -> None:
    with desk.ledger.step(REVIEW, on, ACTOR) as step:
        step.add(tables.answers, [{"item_kind": kind, "item_key": key, "fact": name, "value": value}])


def made(home: Path, on: date, changed: dict[str, str] | None = None, importer: dict[str, str] | None = None) -> Desk:
    """An invoice of USD 500.00 of which USD 400.00 was paid, as on a day, with the facts of a discount."""
    desk = Desk(home)
    desk.take(
        {
            "orm.csv": csv_text([orm(amount="400.00", paid="05/09/2026", number="IBA26090000001")]),
            "importers.csv": csv_text([{**IMPORTER, **(importer or {})}]),
            "rates.csv": f"date,currency,inr_per_unit\n{on},USD,90\n",
        },
        on,
    )
    desk.boes(boe(invoice(amount="500.00"), dated="06/09/2026"), as_on=on)
    desk.settle(PAY, OWE, 40000, on)
    for name, value in {**FACTS, **(changed or {})}.items():
        answer(desk, on, "INVOICE", OWE, name, value)
    return desk


def put(desk: Desk, on: date, law: Law, *say: str) -> Matched:
    wanted = Request("close", OWE, said_of("close", ("code=7", *say)), "RBI agreed")
    return ask_for(Maker(desk.ledger, on, law, ACTOR), wanted)


ROWS = [
    ("old rules, RBI approved", SEPTEMBER, CAP, {}, {}, ("approved_by=RBI", *LETTER), ""),
    ("old rules, the bank alone", SEPTEMBER, CAP, {}, {}, ("approved_by=AD",), "the decision is REFER_RBI"),
    (
        "old rules, RBI without its letter",
        SEPTEMBER,
        CAP,
        {},
        {},
        ("approved_by=RBI",),
        "letter_no and letter_date not given",
    ),
    ("old rules, a suit, RBI approved", SEPTEMBER, CAP, {}, {"suit_pending": "Y"}, ("approved_by=RBI", *LETTER), ""),
    ("new rules, over the cap, RBI approved", OCTOBER, CAP, {}, {}, ("approved_by=RBI", *LETTER), ""),
    (
        "not satisfied, RBI approved",
        OCTOBER,
        CAP,
        {"satisfied": "N"},
        {},
        ("approved_by=RBI", *LETTER),
        "the decision is REFUSE",
    ),
    (
        "no reason, RBI approved",
        OCTOBER,
        CAP,
        {"reason": ""},
        {},
        ("approved_by=RBI", *LETTER),
        "the decision is CHECK",
    ),
    (
        "an indicator of another cause",
        OCTOBER,
        CAP,
        {},
        {},
        ("code=3", "approved_by=RBI", *LETTER),
        "calls for the adjustment indicator 7",
    ),
]


@pytest.mark.parametrize(
    ("on", "law", "changed", "importer", "say", "said"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS]
)
def test_a_letter_of_rbi_allows_what_is_beyond_the_bank_and_nothing_else(
    tmp_path: Path,
    on: date,
    law: Law,
    changed: dict[str, str],
    importer: dict[str, str],
    say: tuple[str, ...],
    said: str,
) -> None:
    desk = made(tmp_path, on, changed, importer)
    told = put(desk, on, law, *say)
    if said:
        assert any(said in bar for bar in told.one.bars), told.one.bars
        return
    assert told.one.bars == ()
    assert approve(desk.ledger, on, law, CHECKER, lambda one: True).barred == ()
    month = read_month(desk.ledger, on)
    assert month.invoices[OWE].outstanding_minor == 0
    assert {m.side: m.written_off_minor for m in movements(month)} == {"ORM": 0, "INVOICE": 10000}


ESCALATED = [("a role that may pass the bank's bound", able(escalated=True), True), ("one that may not", able(), False)]


@pytest.mark.parametrize(("role", "ends"), [row[1:] for row in ESCALATED], ids=[row[0] for row in ESCALATED])
def test_without_a_letter_the_role_decides(tmp_path: Path, role: object, ends: bool) -> None:
    desk, law = made(tmp_path, OCTOBER), law_of(role, writeoff_cap_pct=Decimal(5))  # type: ignore[arg-type]
    assert put(desk, OCTOBER, law, "approved_by=AD").one.bars == ()
    done = approve(desk.ledger, OCTOBER, law, CHECKER, lambda one: True)
    assert (bool(done.posted), not done.barred) == (ends, ends)


CELLS = {"rbi_letter_no": "FED/12", "rbi_letter_date": "2026-10-25"}
OF_ROWS = [("both cells", CELLS, ""), ("no number", {"rbi_letter_date": "2026-10-25"}, "letter_no not given")]


@pytest.mark.parametrize(("cells", "said"), [row[1:] for row in OF_ROWS], ids=[row[0] for row in OF_ROWS])
def test_a_row_of_referrals_asks_for_what_its_letter_allows(tmp_path: Path, cells: dict[str, str], said: str) -> None:
    desk, about = made(tmp_path, OCTOBER), f"{WRITEOFF} {OWE}"
    for name, value in cells.items():
        answer(desk, OCTOBER, "REFERRAL", about, name, value)
    ground, _ = read_ground(Maker(desk.ledger, OCTOBER, CAP, ACTOR))
    (case,) = (one for one in month_now(desk.ledger, OCTOBER, CAP).cases if one.subject == WRITEOFF)
    made_of = of_row(ground, replace(case, about=("REFERRAL", about)), "Y")
    assert made_of is not None
    assert (made_of.by_letter, dict(made_of.says).get("code")) == (not said, "7")
    assert any(said in bar for bar in made_of.bars) if said else made_of.bars == ()
