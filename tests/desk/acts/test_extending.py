"""Extending by name: decided on the day of the grant, approved by another person, read by the decision after it.

The goods were shipped on 1-Nov-2025 and the old rules gave six months; the contract's date is 30-Nov-2026. From
1-Oct-2026 the law has no step and no cap: the importer's reason and the bank's satisfaction decide (rules 5.2).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.desk.acts.people import CHECKER, able, law_of, without
from tests.desk.intake.desk_folder import ACTOR, NOVEMBER, OCTOBER, Desk, boe, invoice, mbe_text
from xl_addin.desk.acts.approve import Approved, approve
from xl_addin.desk.acts.asking import ask_for
from xl_addin.desk.acts.ground import Maker
from xl_addin.desk.acts.match import Matched
from xl_addin.desk.acts.request import Request, said_of
from xl_addin.desk.month.case import EXTENSION, PAYMENT
from xl_addin.desk.month.now import month_now
from xl_addin.domain.errors import DeskError
from xl_addin.engine.law import Law
from xl_addin.ledger import tables
from xl_addin.ledger.acts import REVIEW, message_of
from xl_addin.rulebook.policy import Policy
from xl_addin.rulebook.powers import Power

pytestmark = pytest.mark.usefixtures("either")

BOE = "0052545/2026-10-06/INNSA1"
LETTER = ("letter_no=EXT/1", "letter_date=30-Oct-2026")
AD, RBI = (*LETTER, "approved_by=AD"), (*LETTER, "approved_by=RBI")
BOE_FACTS = {"shipment_date": "2026-10-01", "contract_due": "2026-11-30", "requested_to": "2027-05-31"}
EXT_FACTS = {"extension_reason": "FINANCIAL_DIFFICULTY", "extension_satisfied": "Y"}
LAW = law_of(able())


def made(home: Path, changed: Mapping[str, str] | None = None, manual: bool = False) -> Desk:
    """A ledger with one open bill of entry of which all is known that an extension asks, but for what is `changed`."""
    desk = Desk(home)
    bills = boe(invoice(amount="500.00"))
    if manual:
        desk.take({"0009001_RBI0610202601.mbe.txt": mbe_text(bills)})
    else:
        desk.boes(bills)
    desk.take({"rates.csv": "date,currency,inr_per_unit\n2026-10-30,USD,90\n"})
    for kind, known in (("BOE", BOE_FACTS), ("EXTENSION", EXT_FACTS)):
        for name, value in known.items():
            answer(desk, kind, name, (changed or {}).get(name, value))
    return desk


def answer(desk: Desk, kind: str, name: str, value: str) -> None:
    with desk.ledger.step(REVIEW, OCTOBER, ACTOR) as step:
        step.add(tables.answers, [{"item_kind": kind, "item_key": BOE, "fact": name, "value": value}])


def put(desk: Desk, *say: str, law: Law = LAW, on: date = OCTOBER, item: str = BOE) -> Matched:
    return ask_for(Maker(desk.ledger, on, law, ACTOR), Request("extend", item, said_of("extend", say), "as asked"))


def passed(desk: Desk, law: Law = LAW, on: date = OCTOBER) -> Approved:
    return approve(desk.ledger, on, law, CHECKER, lambda one: True)


def due(desk: Desk, on: date = OCTOBER) -> date | None:
    (case,) = (one for one in month_now(desk.ledger, on, LAW).cases if one.subject == PAYMENT)
    return case.due_date


def test_what_is_approved_is_read_by_the_decision_after_it(tmp_path: Path) -> None:
    desk = made(tmp_path)
    assert put(desk, *AD).one.bars == ()
    assert due(desk) == date(2026, 11, 30)
    assert passed(desk).barred == ()
    assert due(desk) == due(desk, NOVEMBER) == date(2027, 5, 31)
    now = month_now(desk.ledger, OCTOBER, LAW)
    (case,) = (one for one in now.cases if one.subject == EXTENSION)
    kept = {
        name: str(case.item.answers[name])
        for name in (
            "extended_until",
            "extension_granted_on",
            "extension_by",
            "extension_letter_no",
            "extension_letter_date",
        )
    }
    assert list(kept.values()) == ["2027-05-31", "2026-10-31", "AD", "EXT/1", "2026-10-30"]
    assert message_of("EXTEND", "BOE") == "BEE"
    assert "extended to 31-May-2027 already" in " ".join(put(desk, *AD).one.bars)


# name, facts changed, said, what bars it
BARS = [
    ("no letter", {}, ("approved_by=AD",), "letter_no is not given"),
    ("no day of the letter", {}, (LETTER[0], "approved_by=AD"), "letter_date is not given"),
    ("nobody said who extends", {}, LETTER, "approved_by is not given"),
    ("nobody asked for a day", {"requested_to": ""}, AD, "extended_until is not given"),
    ("the day that is due", {}, (*AD, "extended_until=30-Nov-2026"), "nothing is extended"),
    ("a day before it", {}, (*AD, "extended_until=29-Nov-2026"), "the decision is CHECK"),
    ("no reason", {"extension_reason": ""}, AD, "the decision is CHECK"),
    ("the bank is not satisfied", {"extension_satisfied": "N"}, AD, "the decision is REFUSE"),
    ("no contract date", {"contract_due": ""}, AD, "the decision is CHECK"),
    ("granted after the as-on date", {}, (*AD, "extension_granted_on=01-Nov-2026"), "lies after the as-on date"),
    ("granted before the bill of entry", {}, (*AD, "extension_granted_on=05-Oct-2026"), "before the bill of entry"),
    (
        "the letter of tomorrow",
        {},
        (LETTER[0], "letter_date=01-Nov-2026", "approved_by=AD"),
        "lies after the as-on date",
    ),
]


@pytest.mark.parametrize(("changed", "say", "said"), [row[1:] for row in BARS], ids=[row[0] for row in BARS])
def test_what_bars_an_extension(tmp_path: Path, changed: dict[str, str], say: tuple[str, ...], said: str) -> None:
    desk = made(tmp_path, changed)
    told = put(desk, *say)
    assert any(said in bar for bar in told.one.bars), told.one.bars
    assert desk.rows(tables.proposals) == []


def test_a_manual_bill_of_entry_that_waits_is_not_extended(tmp_path: Path) -> None:
    bars = put(made(tmp_path, manual=True), *AD).one.bars
    assert any("acknowledged" in bar for bar in bars), bars


def test_it_is_proposed_once(tmp_path: Path) -> None:
    desk = made(tmp_path)
    first = put(desk, *AD)
    assert f"open proposal {first.number} extends it" in put(desk, *AD, "extended_until=30-Jun-2027").one.bars


# the bank's own bound of six months a step: 31-May-2027 is six months after 30-Nov-2026, and a day more passes it
POWERS = [
    ("satisfaction lacks, the role may say it", {"extension_satisfied": ""}, (), {}, able(satisfaction=True), ""),
    ("satisfaction lacks, the role may not", {"extension_satisfied": ""}, (), {}, able(), "does not approve"),
    ("no power over extensions", {}, (), {}, without("EXTEND"), "no power over this act"),
    (
        "beyond the bank's step, the role may",
        {},
        ("extended_until=01-Jun-2027",),
        {"ext_step_months": 6},
        able(escalated=True),
        "",
    ),
    (
        "beyond the bank's step, the role may not",
        {},
        ("extended_until=01-Jun-2027",),
        {"ext_step_months": 6},
        able(),
        "the decision is ESCALATE",
    ),
    (
        "beyond the bank's step, RBI has approved",
        {},
        ("extended_until=01-Jun-2027", "approved_by=RBI"),
        {"ext_step_months": 6},
        able(),
        "",
    ),
]


@pytest.mark.parametrize(
    ("changed", "say", "policy", "role", "said"), [row[1:] for row in POWERS], ids=[row[0] for row in POWERS]
)
def test_who_may_approve_an_extension(
    tmp_path: Path, changed: dict[str, str], say: tuple[str, ...], policy: dict[str, int], role: Power, said: str
) -> None:
    desk, law = made(tmp_path, changed), law_of(role, **policy)
    assert put(desk, *AD, *say, law=law).one.bars == ()
    done = passed(desk, law)
    assert all(said in why for _, why in done.barred)
    assert bool(done.posted) is not bool(said)
    if not said:
        assert due(desk) == date(2027, 6, 1) if say else date(2027, 5, 31)


def test_what_changed_since_voids_it(tmp_path: Path) -> None:
    desk = made(tmp_path)
    put(desk, *AD)
    answer(desk, "BOE", "contract_due", "2026-12-31")
    assert "changed" in passed(desk).barred[0][1]


@pytest.mark.parametrize("item", ["0052545", f"{BOE}#1", BOE.lower()])
def test_a_bill_of_entry_by_its_names(tmp_path: Path, item: str) -> None:
    assert put(made(tmp_path), *AD, item=item).number


def test_a_bill_of_entry_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(DeskError, match="knows no one bill of entry"):
        put(made(tmp_path), *AD, item="999")


def test_another_person_approves_it(tmp_path: Path) -> None:
    desk = made(tmp_path)
    put(desk, *AD)
    done = approve(desk.ledger, OCTOBER, LAW, replace(ACTOR, user="MAKER"), lambda one: True)
    assert "another person approves" in done.barred[0][1]


@pytest.mark.parametrize(("named", "told"), [(True, [f"{BOE}: extended to 2027-01-31"]), (False, [])])
def test_an_extension_that_one_person_has_typed_is_told_where_two_do_it(
    tmp_path: Path, named: bool, told: list[str]
) -> None:
    desk = made(tmp_path)
    answer(desk, "BOE", "extended_until", "2027-01-31")
    law = LAW if named else Law(LAW.rules, Policy())
    findings = month_now(desk.ledger, OCTOBER, law).closing.told.findings
    assert [one.found for one in findings if one.code == "EXTENSION_BY_ONE"] == told


def test_an_extension_that_was_approved_is_not_told(tmp_path: Path) -> None:
    desk = made(tmp_path)
    put(desk, *AD)
    passed(desk)
    findings = month_now(desk.ledger, OCTOBER, LAW).closing.told.findings
    assert not [one for one in findings if one.code == "EXTENSION_BY_ONE"]
