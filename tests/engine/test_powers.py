"""Who may approve what: every bar by itself, and that nothing but another person with the power passes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from xl_addin import rulebook
from xl_addin.engine.law import Law
from xl_addin.engine.powers import Approval, may_approve, may_decline, may_propose
from xl_addin.rulebook.policy import Policy
from xl_addin.rulebook.powers import NO_POWERS, Person, Power, Powers

ON = date(2026, 10, 31)
POWERS = Powers(
    (
        Person("asha", "maker"),
        Person("BANK\\Ravi", "checker"),
        Person("meena", "head"),
        Person("gone", "checker", until=date(2026, 10, 30)),
        Person("today", "checker", until=ON),
        Person("pune", "checker", branches=("0009002",)),
        Person("retail", "checker", owners=("Retail desk",)),
        Person("both", "checker", branches=("0009002", "0009003")),
        Person("desks", "checker", owners=("Retail desk", "Trade desk")),
        Person("monthly", "monthly"),
    ),
    (
        Power("checker", (("WRITE_OFF", Decimal(1000)), ("SMALL_VALUE", Decimal(0)))),
        Power("head", (("WRITE_OFF", Decimal(5000)),), escalated=True, satisfaction=True),
        Power("monthly", (), reopen_month=True),
    ),
)
ASKED = Approval(
    act="WRITE_OFF", maker="asha", checker="bank\\ravi", action_date=ON, amount_inr=Decimal(1000), status="OK"
)

CASES: list[tuple[str, dict[str, Any], str, str]] = [
    ("another person, the limit itself", {}, "OK", ""),
    ("one paisa over", {"amount_inr": Decimal("1000.01")}, "REFUSE", "OVER_POWER"),
    ("one third of a paisa over", {"amount_inr": Decimal("1000.0033")}, "REFUSE", "OVER_POWER"),
    (
        "a limit of nothing covers nothing",
        {"act": "SMALL_VALUE", "amount_inr": Decimal("0.01")},
        "REFUSE",
        "OVER_POWER",
    ),
    ("no rate: its INR is not known", {"amount_inr": None}, "CHECK", "OVER_POWER"),
    ("an act that the role does not have", {"act": "REOPEN"}, "REFUSE", "OVER_POWER"),
    ("the maker himself", {"maker": "BANK\\ravi"}, "REFUSE", "MAKER_IS_CHECKER"),
    ("the maker in capitals", {"maker": "BANK\\RAVI"}, "REFUSE", "MAKER_IS_CHECKER"),
    ("a maker approves nothing", {"maker": "meena", "checker": "asha"}, "REFUSE", "OVER_POWER"),
    ("somebody whom nobody named", {"checker": "mallory"}, "REFUSE", "NOT_NAMED"),
    ("a role that ended yesterday", {"checker": "gone"}, "REFUSE", "ROLE_ENDED"),
    ("a role that ends today", {"checker": "today"}, "OK", ""),
    ("another branch", {"checker": "pune", "branch": "0009001"}, "REFUSE", "OTHER_BRANCH"),
    ("another owner", {"checker": "retail", "owner": "Corporate desk"}, "REFUSE", "OTHER_OWNER"),
    ("his owner", {"checker": "retail", "owner": "RETAIL desk "}, "OK", ""),
    ("an owner whom nobody told", {"checker": "retail", "owner": ""}, "REFUSE", "OTHER_OWNER"),
    ("an act of no importer", {"checker": "retail", "owner": None}, "OK", ""),
    ("his branch", {"checker": "pune", "branch": "0009002"}, "OK", ""),
    ("over a bound of the bank, no power over it", {"status": "ESCALATE"}, "REFUSE", "NOT_POSTABLE"),
    ("over a bound of the bank, with it", {"status": "ESCALATE", "checker": "meena"}, "OK", ""),
    ("satisfaction is all that lacks", {"status": "CHECK", "checker": "meena", "lacks_satisfaction": True}, "OK", ""),
    ("satisfaction, no power", {"status": "CHECK", "lacks_satisfaction": True}, "REFUSE", "NOT_POSTABLE"),
    *(
        (f"{status} never", {"status": status, "checker": "meena"}, "REFUSE", "NOT_POSTABLE")
        for status in ("CHECK", "BANK_POLICY", "REFUSE", "REFER_RBI")
    ),
]


def law(powers: Powers = POWERS) -> Law:
    return Law(rulebook.load(), Policy(powers=powers))


@pytest.mark.parametrize(("change", "status", "finding"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_who_may_approve(change: dict[str, Any], status: str, finding: str) -> None:
    found = may_approve(law(), replace(ASKED, **change))
    assert (found.status, found.findings) == (status, (finding,) if finding else ())
    assert found.basis if found.ok else found.notes


def test_as_shipped_nobody_may_approve_and_anybody_propose() -> None:
    found = may_approve(law(NO_POWERS), ASKED)
    assert found.findings == ("NO_POWERS_SET",)
    assert found.status == "CHECK"
    assert may_propose(law(NO_POWERS), "anybody", ON) == ()


@pytest.mark.parametrize(
    ("person", "finding"),
    [("asha", ""), ("ASHA", ""), ("mallory", "NOT_NAMED"), ("gone", "ROLE_ENDED"), ("pune", "OTHER_BRANCH")],
)
def test_who_may_propose(person: str, finding: str) -> None:
    assert [fail.finding for fail in may_propose(law(), person, ON, "0009001")] == ([finding] if finding else [])


def test_every_bar_is_told_at_once() -> None:
    asked = replace(ASKED, maker="gone", checker="gone", amount_inr=Decimal(9999), status="REFUSE")
    assert set(may_approve(law(), asked).findings) == {"MAKER_IS_CHECKER", "ROLE_ENDED", "NOT_POSTABLE", "OVER_POWER"}


SAID: list[tuple[dict[str, Any], str]] = [
    ({"amount_inr": Decimal("1000.01")}, "INR 1,000.01 is over the role's 1,000.00"),
    ({"amount_inr": None}, "its INR is not known: no rate"),
    ({"act": "REOPEN"}, "the role checker has no power over this act"),
    ({"maker": "meena", "checker": "asha"}, "the role maker of asha approves nothing"),
    ({"maker": "BANK\\ravi"}, "bank\\ravi proposed it: another person approves"),
    ({"checker": "mallory"}, "the bank's policy does not name mallory among its people"),
    ({"checker": "gone"}, "the role of gone ended on 30-Oct-2026"),
    ({"checker": "pune", "branch": "0009001"}, "pune acts for AD 0009002, this is of 0009001"),
    ({"checker": "retail", "owner": "X"}, "retail acts for Retail desk, this is of X"),
    ({"checker": "desks", "owner": "X"}, "desks acts for Retail desk, Trade desk, this is of X"),
    ({"checker": "retail", "owner": ""}, "retail acts for Retail desk, and the owner of this importer is not given"),
    ({"checker": "both", "branch": "0009001"}, "both acts for AD 0009002, 0009003, this is of 0009001"),
    ({"status": "ESCALATE"}, "the decision is ESCALATE, which this role does not approve"),
]


@pytest.mark.parametrize(("change", "said"), SAID, ids=[said for _, said in SAID])
def test_each_bar_is_said_with_its_names_and_figures(change: dict[str, Any], said: str) -> None:
    assert may_approve(law(), replace(ASKED, **change)).notes == (said,)


def test_an_approval_tells_its_facts_and_the_row_that_covers_it() -> None:
    found = may_approve(law(), ASKED)
    assert found.facts == (
        ("act", "WRITE_OFF"),
        ("maker", "asha"),
        ("checker", "bank\\ravi"),
        ("INR", Decimal(1000)),
    )
    row = found.basis[0]
    assert (row.parameter, row.paragraph, row.instrument) == ("powers.checker", "powers.checker", "bank policy")
    assert row.value == "WRITE_OFF 1000, SMALL_VALUE 0"
    head = may_approve(law(), replace(ASKED, checker="meena")).basis[0]
    assert head.value == "WRITE_OFF 5000, escalated, satisfaction"
    nobody = may_approve(law(NO_POWERS), ASKED)
    assert nobody.notes == ("the bank's policy names nobody who may approve ([people], [powers])",)
    assert nobody.basis == ()


@pytest.mark.parametrize(("act", "flag"), [("SIGN_OFF", "sign"), ("REOPEN_MONTH", "reopen_month")])
def test_an_act_without_an_amount_needs_its_own_power(act: str, flag: str) -> None:
    asked = replace(ASKED, act=act, amount_inr=None)
    barred = may_approve(law(), asked)
    assert (barred.findings, barred.notes) == (("OVER_POWER",), ("the role checker has no power over this act",))
    able = replace(POWERS, roles=(replace(POWERS.roles[0], **{flag: True}),))
    allowed = may_approve(law(able), asked)
    assert allowed.ok
    assert allowed.basis[0].value == f"WRITE_OFF 1000, SMALL_VALUE 0, {flag}"
    other = {"SIGN_OFF": "REOPEN_MONTH", "REOPEN_MONTH": "SIGN_OFF"}[act]
    assert not may_approve(law(able), replace(asked, act=other)).ok


@pytest.mark.parametrize(
    ("change", "findings"),
    [
        ({}, ()),
        ({"amount_inr": Decimal(99_999_999)}, ()),
        ({"act": "REOPEN"}, ("OVER_POWER",)),
        ({"act": "REOPEN_MONTH"}, ("OVER_POWER",)),
        ({"act": "REOPEN_MONTH", "checker": "monthly"}, ()),
        ({"checker": "ASHA"}, ("MAKER_IS_CHECKER", "OVER_POWER")),
        ({"checker": "mallory"}, ("NOT_NAMED",)),
    ],
)
def test_who_may_give_back(change: dict[str, Any], findings: tuple[str, ...]) -> None:
    found = may_decline(law(), replace(ASKED, **change))
    assert found.findings == findings
    assert found.ok == (not findings)
    assert found.facts[:2] == (("act", found.facts[0][1]), ("maker", "asha"))
    assert bool(found.basis) == (change.get("checker") not in ("mallory", "ASHA"))


def test_a_return_tells_its_facts_too() -> None:
    assert may_decline(law(), ASKED).facts == (("act", "WRITE_OFF"), ("maker", "asha"), ("checker", "bank\\ravi"))
