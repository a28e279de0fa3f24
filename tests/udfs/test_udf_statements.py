"""A statement over a question: its arguments are the facts of the question, and a slip shows when it is loaded."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from inspect import Parameter, signature
from typing import Any

import pytest

import udfs
from udfs._facts import argument
from udfs._question import decision_function
from xl_addin.engine.evidence.due import EvidenceDue
from xl_addin.engine.payment.due import PaymentDue
from xl_addin.engine.payment.interest import InterestUntil
from xl_addin.engine.writeoff.difference import WriteOff
from xl_addin.rulebook import RulebookError

SAID: dict[str, Any] = {"help": "When is it due?", "example": "={}(DATE(2026,3,31))"}
SLIPS: list[tuple[dict[str, Any], str]] = [
    ({"upto": "retenton"}, "has no fact retenton; it has shipment_date, action_date"),
    ({"needs": "actiondate"}, "has no fact actiondate"),
    ({"given": {"side": "BOE"}}, "has no fact side"),
    ({"rows": {"reason": "extension_reason"}}, "has no fact reason"),
    ({"helps": {"hsn": "HS code"}}, "has no fact hsn"),
    ({"choices": {"kind": ("DA",)}}, "has no fact kind"),
    ({"named": {"writeoff_cap": "policy_pct"}}, "knows no bound writeoff_cap"),
]


@pytest.mark.parametrize(("slip", "told"), SLIPS, ids=[next(iter(slip)) for slip, _ in SLIPS])
def test_a_misspelt_fact_is_refused_at_load(slip: dict[str, Any], told: str) -> None:
    with pytest.raises(AssertionError, match=told):
        decision_function(PaymentDue, **SAID, **slip)


def test_what_the_register_of_facts_does_not_say_is_refused_at_load() -> None:
    with pytest.raises(AssertionError, match="nothing says in a wizard what the fact payment_date is"):
        decision_function(InterestUntil, **SAID)
    with pytest.raises(AssertionError, match="the fact hs is text in the register and amount in the question"):
        argument("hs", typed="amount")
    with pytest.raises(RulebookError, match="no fact 'shipment_day'"):
        argument("shipment_day")


def test_the_question_says_what_is_needed_and_which_words_there_are() -> None:
    found = decision_function(EvidenceDue, **SAID).arguments
    assert [(one.name, one.kind, one.required) for one in found] == [
        ("remittance_date", "date", True),
        ("kind", "word", True),
        ("action_date", "date", True),
        ("capital_goods", "flag", False),
    ]
    assert found[1].choices == ("ADVANCE", "DA")


def test_the_bank_s_own_bound_comes_last_and_reaches_the_policy() -> None:
    found = decision_function(WriteOff, upto="action_date", named={"writeoff_cap_pct": "policy_pct"}, **SAID)
    assert [one.name for one in found.arguments] == ["invoice_value", "difference", "action_date", "policy_pct"]
    within, over = (found.body(Decimal(1000), Decimal(off), date(2026, 11, 2), Decimal(5)).why for off in (50, 51))
    assert "over the bank's own 5 %" not in within
    assert "over the bank's own 5 %" in over


def test_editors_and_help_see_the_arguments() -> None:
    found = signature(udfs.PAYMENT_DUE)
    assert list(found.parameters) == [
        "shipment_date",
        "action_date",
        "contract_due",
        "retention",
        "extended_until",
        "extension_granted_on",
        "commodity",
        "clean_credit",
    ]
    assert found.parameters["shipment_date"].default is Parameter.empty
    assert found.parameters["shipment_date"].annotation is date
    assert found.parameters["retention"].annotation == bool | None
    assert found.return_annotation is date
    assert found.bind(date(2026, 3, 31), action_date=date(2026, 5, 4))
    with pytest.raises(TypeError, match="missing a required argument"):
        found.bind(date(2026, 3, 31))
    told = str(udfs.PAYMENT_DUE.__doc__)
    assert "contract_due: Payment date by the contract." in told
    assert "=PAYMENT_DUE(DATE(2026,3,31), DATE(2026,5,4))" in told
    assert list(signature(udfs.SETTLE).parameters) == ["orm", "invoices", "as_of"]
