"""Due dates of goods with their own rule, and how items stand towards them, worked out by hand from the rules.

Whoever worked them out had not seen the program. `open` are fields of which the rules leave the answer open;
`read_otherwise` are fields that this project reads in another way, each with its reason.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from xl_addin import rulebook
from xl_addin.engine.general.standing import standing
from xl_addin.engine.law import Law
from xl_addin.engine.payment.due import PaymentDue
from xl_addin.rulebook.policy import Policy

CASES = json.loads(
    (Path(__file__).resolve().parents[2] / "data" / "by_hand_goods_and_standing.json").read_text("utf-8")
)
DAYS = ("shipment_date", "action_date", "contract_due", "extended_until", "extension_granted_on")
ANSWERS = ("status", "date", "old_date", "standing")
LAW = Law(rulebook.load(), Policy())


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_worked_out_by_hand(case: dict[str, Any]) -> None:
    days = {name: date.fromisoformat(case[name]) if case[name] else None for name in DAYS}
    found = LAW.ask(PaymentDue, **days, commodity=case["commodity"], clean_credit=case["clean_credit"])
    stands = standing(LAW, found, date.fromisoformat(case["action_date"]))
    said = dict(zip(ANSWERS, (found.status, found.value, found.old_value, stands), strict=True))
    held = [name for name in ANSWERS if name not in case["open"] and name not in case["read_otherwise"]]
    assert {name: str(said[name] or "") for name in held} == {name: case[name] or "" for name in held}, case["because"]


def test_what_is_read_otherwise_is_said_and_little() -> None:
    otherwise = [reason for case in CASES for reason in case["read_otherwise"].values()]
    assert all(otherwise)
    assert len(otherwise) < len(CASES) / 4
