"""Who may approve what: every bar by itself, and that nothing but another person with the power passes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from xl_addin import rulebook
from xl_addin.engine.law import Law
from xl_addin.engine.powers import Approval, may_approve, may_propose
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
    ),
    (
        Power("checker", (("WRITE_OFF", Decimal(1000)), ("SMALL_VALUE", Decimal(0)))),
        Power("head", (("WRITE_OFF", Decimal(5000)),), escalated=True, satisfaction=True),
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
