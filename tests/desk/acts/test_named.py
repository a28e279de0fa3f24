"""Acts by name that move no amount: a message called for, a rule confirmed by the bank, an act withdrawn."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from tests.desk.acts.people import CHECKER, able, law_of
from tests.desk.acts.test_extending import AD as EXTENDS
from tests.desk.acts.test_extending import BOE, due
from tests.desk.acts.test_extending import made as made_to_extend
from tests.desk.intake.desk_folder import ACTOR, OCTOBER, Desk, boe, csv_text, invoice, mbe_text, orm
from tests.desk.test_command_line import run
from xl_addin.desk.acts.approve import Approved, approve
from xl_addin.desk.acts.asking import ask_for
from xl_addin.desk.acts.ground import Maker
from xl_addin.desk.acts.match import Matched
from xl_addin.desk.acts.request import Request, said_of
from xl_addin.desk.close.close_month import CloseOrder, close_month
from xl_addin.desk.law.confirmed import confirmed_law
from xl_addin.domain.errors import DeskError
from xl_addin.engine.law import Law
from xl_addin.ledger import tables
from xl_addin.ledger.acts import REVIEW, message_of
from xl_addin.rulebook.powers import Power

pytestmark = pytest.mark.usefixtures("either")

PAY = "IBA26100000001/0009001"
EVERY = {"messages": True, "confirm_rules": True, "withdraw": True}
LAW = law_of(able(**EVERY))
SWIFT = "swift=UTOPJPJTXXX"
PAPER = ("confirmed_by=A Rao", "document_no=C/7", "document_date=30-Oct-2026")
RULE = "small_value.limit_inr"


def answer(desk: Desk, kind: str, key: str, name: str, value: str) -> None:
    with desk.ledger.step(REVIEW, OCTOBER, ACTOR) as step:
        step.add(tables.answers, [{"item_kind": kind, "item_key": key, "fact": name, "value": value}])


def made(
    home: Path, pay: dict[str, str] | None = None, generated: str = "N", seen: str = "Y", manual: bool = True
) -> Desk:
    """One remittance without an ORM message, one manual bill of entry whose original was seen."""
    desk = Desk(home)
    desk.take({"orm.csv": csv_text([orm(**{"amount": "1000.00", **(pay or {})})])})
    bills = boe(invoice(amount="500.00"))
    if manual:
        desk.take({"0009001_RBI0610202601.mbe.txt": mbe_text(bills)})
    else:
        desk.boes(bills)
    answer(desk, "ORM", PAY, "orm_generated", generated)
    answer(desk, "BOE", BOE, "boe_original_seen", seen)
    return desk


def put(desk: Desk, kind: str, item: str, *say: str, law: Law = LAW) -> Matched:
    return ask_for(Maker(desk.ledger, OCTOBER, law, ACTOR), Request(kind, item, said_of(kind, say), "as agreed"))


def passed(desk: Desk, law: Law = LAW) -> Approved:
    return approve(desk.ledger, OCTOBER, law, CHECKER, lambda one: True)


CALLS = [
    ("report", PAY, (SWIFT,), "REPORT_ORM", "ORM", "ORM"),
    ("upload-boe", BOE, (), "UPLOAD_BOE", "BOE", "MBE"),
    ("ask-boe", "0077777/2026-10-01/INMAA1", (), "ASK_BOE", "BOE", "OBB"),
]


@pytest.mark.parametrize(("kind", "item", "say", "act", "about", "message"), CALLS, ids=[row[0] for row in CALLS])
def test_what_calls_for_a_message_is_recorded_by_two_people_and_moves_nothing(
    tmp_path: Path, kind: str, item: str, say: tuple[str, ...], act: str, about: str, message: str
) -> None:
    desk = made(tmp_path)
    told = put(desk, kind, item, *say)
    assert told.one.bars == ()
    assert told.one.item == (about, item)
    (row,) = desk.rows(tables.proposals)
    assert (row["act"], row["item_key"], row["amount_minor"]) == (act, item, 0)
    again = put(desk, kind, item, *say).one.bars
    assert f"open proposal {told.number} asks for the same" in again
    assert passed(desk).barred == ()
    assert desk.rows(tables.closures) == desk.rows(tables.postings) == []
    assert message_of(act, about) == message
    assert f"{told.number} was approved for the same and stands" in put(desk, kind, item, *say).one.bars


BARS = [
    ("its message was made", "report", PAY, (SWIFT,), {"generated": "Y"}, "orm_generated"),
    ("nobody said that it was not", "report", PAY, (SWIFT,), {"generated": ""}, "orm_generated"),
    ("no SWIFT code", "report", PAY, (), {}, "swift is not given"),
    ("no country", "report", PAY, (SWIFT,), {"pay": {"beneficiaryCountry": ""}}, "beneficiary country"),
    ("the original was not seen", "upload-boe", BOE, (), {"seen": "N"}, "was not seen"),
    ("nobody said whether it was", "upload-boe", BOE, (), {"seen": ""}, "boe_original_seen is not given"),
    ("no manual one", "upload-boe", BOE, (), {"manual": False}, "came down from IDPMS"),
    ("our own", "ask-boe", BOE, (), {}, "own AD code"),
]


@pytest.mark.parametrize(
    ("kind", "item", "say", "changed", "said"), [row[1:] for row in BARS], ids=[row[0] for row in BARS]
)
def test_what_bars_it(
    tmp_path: Path, kind: str, item: str, say: tuple[str, ...], changed: dict[str, str], said: str
) -> None:
    desk = made(tmp_path, **changed)  # type: ignore[arg-type]
    bars = put(desk, kind, item, *say).one.bars
    assert any(said in bar for bar in bars), bars
    assert desk.rows(tables.proposals) == []


REFUSED = [
    ("ask-boe", "0077777", "number/date/port"),
    ("ask-boe", "0077777/2026-10-01/MUMBAI", "port of discharge"),
    ("confirm-rule", "small_value.limit", "no parameter"),
    ("withdraw", "P9-1", "no approved act by name"),
    ("upload-boe", "999", "knows no one bill of entry"),
]


@pytest.mark.parametrize(("kind", "item", "said"), REFUSED)
def test_what_is_not_known_is_refused(tmp_path: Path, kind: str, item: str, said: str) -> None:
    with pytest.raises(DeskError, match=said):
        put(made(tmp_path), kind, item, *(PAPER if kind == "confirm-rule" else ()))


@pytest.mark.parametrize(
    ("kind", "item", "say", "flag"),
    [*((*row[:3], "messages") for row in CALLS), ("confirm-rule", RULE, PAPER, "confirm_rules")],
)
def test_a_role_without_the_power_approves_none_of_it(
    tmp_path: Path, kind: str, item: str, say: tuple[str, ...], flag: str
) -> None:
    desk = made(tmp_path)
    law = law_of(able(**{**EVERY, flag: False}))
    assert put(desk, kind, item, *say, law=law).number
    assert "no power over this act" in passed(desk, law).barred[0][1]


@pytest.mark.files_only
def test_a_rule_that_the_bank_has_confirmed_reads_so_everywhere(tmp_path: Path) -> None:
    desk = made(tmp_path)
    before = LAW.rules.in_force(RULE, OCTOBER)
    assert put(desk, "confirm-rule", RULE, *PAPER).one.item == ("RULE", f"{RULE} from {before.effective_from}")
    assert confirmed_law(desk.ledger, LAW) is LAW  # proposed is not confirmed
    passed(desk)
    rules = confirmed_law(desk.ledger, LAW).rules
    said = "confirmed by the bank on 31-Oct-2026: A Rao, C/7 of 30-Oct-2026"
    assert (rules.in_force(RULE, OCTOBER).confidence, rules.in_force(RULE, OCTOBER).confirmed) == ("C", said)
    assert rules.version == LAW.rules.version
    others = [one for one in rules.history(RULE) if one.effective_from != before.effective_from]
    assert all(one.confidence != "C" for one in others)
    closed = close_month(
        desk.ledger,
        CloseOrder(
            desk.folder({"rates.csv": "date,currency,inr_per_unit\n2026-10-30,USD,90\n"}),
            tmp_path / "out",
            OCTOBER,
            ACTOR,
            "Bank",
        ),
        LAW,
    )
    page = openpyxl.load_workbook(closed.workbook, read_only=True)["Rules"]
    (row,) = [cells for cells in page.iter_rows(values_only=True) if RULE in cells]
    assert f"C: {said}" in row
    why = [one.decision.why for one in closed.closing.told.cases if one.subject == "SMALLVALUE"]
    assert any(said in one for one in why)
    desk.ledger.close()
    shown = run("rules", "show", RULE, "--on", "31-Oct-2026", "--ledger", desk.path)
    assert "confirmed by the bank on 31-Oct-2026" in shown.stdout, shown.stderr


CONFIRM_BARS = [
    (("document_no=C/7", "document_date=30-Oct-2026"), "confirmed_by is not given"),
    (("confirmed_by=A Rao", "document_date=30-Oct-2026"), "document_no is not given"),
    (("confirmed_by=A Rao", "document_no=C/7"), "document_date is not given"),
    (("confirmed_by=A Rao", "document_no=C/7", "document_date=01-Nov-2026"), "after the as-on date"),
]


@pytest.mark.parametrize(("say", "said"), CONFIRM_BARS)
def test_a_rule_is_confirmed_by_a_person_and_a_paper(tmp_path: Path, say: tuple[str, ...], said: str) -> None:
    assert any(said in bar for bar in put(made(tmp_path), "confirm-rule", RULE, *say).one.bars)


def test_a_confirmation_is_withdrawn_by_two_people(tmp_path: Path) -> None:
    desk = made(tmp_path)
    number = put(desk, "confirm-rule", RULE, *PAPER).number
    passed(desk)
    assert put(desk, "withdraw", str(number)).one.bars == ()
    assert confirmed_law(desk.ledger, LAW).rules.in_force(RULE, OCTOBER).confidence == "C"
    assert passed(desk).barred == ()
    assert confirmed_law(desk.ledger, LAW) is LAW
    assert put(desk, "confirm-rule", RULE, *PAPER).number  # and may be confirmed anew


def test_an_extension_is_withdrawn_and_the_date_before_it_stands(tmp_path: Path) -> None:
    desk = made_to_extend(tmp_path)
    law = law_of(able(**EVERY))
    first = put(desk, "extend", BOE, *EXTENDS, law=law).number
    passed(desk, law)
    second = put(desk, "extend", BOE, *EXTENDS, "extended_until=30-Sep-2027", law=law).number
    passed(desk, law)
    assert due(desk) == date(2027, 9, 30)
    stale = put(desk, "withdraw", str(first), law=law).one.bars
    assert any("answered anew since" in bar for bar in stale)
    assert put(desk, "withdraw", str(second), law=law).number
    assert passed(desk, law).barred == ()
    assert due(desk) == date(2027, 5, 31)
    assert put(desk, "withdraw", str(first), law=law).number
    assert passed(desk, law).barred == ()
    assert due(desk) == date(2026, 11, 30)


def test_who_proposed_it_does_not_approve_the_withdrawal(tmp_path: Path) -> None:
    desk = made(tmp_path)
    number = put(desk, "report", PAY, SWIFT).number
    passed(desk)
    put(desk, "withdraw", str(number))
    done = approve(desk.ledger, OCTOBER, LAW, replace(ACTOR, user="maker"), lambda one: True)
    assert "another person approves" in done.barred[0][1]
    law = law_of(Power("checker", (), messages=True))
    assert "no power over this act" in passed(desk, law).barred[0][1]
