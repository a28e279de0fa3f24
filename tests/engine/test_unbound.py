"""Where the law has no number and the bank has set none, every family answers alike (decision 31)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from xl_addin.engine.law import Law
from xl_addin.engine.questions import ask
from xl_addin.rulebook import load
from xl_addin.rulebook.policy import Policy
from xl_addin.rulebook.policy_fields import FIELDS

RULES, NONE = load(), Policy()
ON = date(2026, 11, 2)
USD = Decimal(100_000)

# The law names a test of its own, the bank's satisfaction or its grant: OK on that test, and "no bound is set" is said.
TESTED: dict[str, dict[str, Any]] = {
    "extension": {
        "shipment_date": date(2026, 10, 5),
        "current_due": date(2027, 1, 5),
        "requested_to": date(2031, 1, 5),
        "reason": "DISPUTE_QUALITY",
        "satisfied": True,
    },
    "extension_room": {"shipment_date": date(2026, 10, 5), "current_due": date(2027, 1, 5)},
    "write_off": {"invoice_value": USD, "difference": USD, "reason": "DISCOUNT", "satisfied": True},
    "failed_advance": {"reason": "supplier insolvent", "satisfied": True},
    "merchanting": {
        "first_leg": date(2026, 10, 5),
        "second_leg": date(2026, 10, 20),
        "extended_until": date(2028, 1, 5),
    },
    "set_off": {
        "export_date": date(2026, 10, 5),
        "setoff_date": ON,
        "currency": "USD",
        "same_group": True,
        "extended_until": date(2028, 1, 5),
    },
}

# Nothing but the bank's own figure would decide: BANK_POLICY, and the parameter is named by which the bank sets it.
FIGURED: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    (
        "advance",
        {"amount_usd": USD, "import_type": "GOODS", "importer": "PRIVATE", "prior_unrepatriated": False},
        {"advance_security_limit": USD},
    ),
    ("direct_documents", {"invoice_usd": USD, "category": "ORDINARY"}, {"direct_docs_limit_usd": USD}),
    ("numeric_pretest", {"invoice_value": USD, "difference": Decimal(1)}, {"writeoff_cap_pct": Decimal(5)}),
    ("cap_usd", {"remittances": {"2024-25": USD, "2025-26": USD}}, {"ext_outstanding_usd": USD}),
    ("merchanting_exposure", {"exposure_usd": USD}, {"merchanting_limit_usd": USD}),
    ("merchanting_advance", {"advance_usd": USD}, {"advance_security_limit": USD}),
    (
        "evidence_due",
        {"remittance_date": date(2026, 10, 5), "kind": "ADVANCE", "capital_goods": False},
        {"advance_import_months": 6},
    ),
    (
        "evidence_due",
        {"remittance_date": date(2026, 10, 5), "kind": "ADVANCE", "capital_goods": True},
        {"advance_import_months_capital": 36},
    ),
    (
        "documents_due",
        {"remittance_date": date(2026, 10, 5), "capital_goods": False},
        {"advance_import_months": 6, "advance_docs_days": 15},
    ),
]

# No text and no parameter: the bank's own procedure decides, whatever its policy holds.
PROCEDURE: dict[str, dict[str, Any]] = {
    "evidence_due": {"remittance_date": date(2026, 10, 5), "kind": "DA"},
    "settlement_currency": {"counterparty_country": "AE", "satisfied": True},
    "merchanting_conditions": {},
    "merchanting_caution": {"outstanding": Decimal(1), "annual_export_earnings": USD},
}


def answer(question: str, facts: dict[str, Any], policy: Policy = NONE) -> Any:
    return ask(question, Law(RULES, policy), {**facts, "action_date": ON})


@pytest.mark.parametrize("question", TESTED)
def test_a_test_of_the_law_decides_and_the_missing_bound_is_said(question: str) -> None:
    found = answer(question, TESTED[question])
    assert found.status == "OK"
    assert ("NO_BOUND_SET" in found.findings) == (question != "extension_room")  # room is no act
    said = [note for note in found.notes if "the law has no" in note]
    assert len(said) == 1, found.notes
    assert said[0].startswith("INFO: ")
    assert "has set none (" in said[0] or "the bank's policy knows none" in said[0]


@pytest.mark.parametrize(("question", "facts", "own"), FIGURED, ids=lambda one: one if isinstance(one, str) else "")
def test_a_figure_that_nobody_has_set_is_asked_of_the_bank_by_its_name(
    question: str, facts: dict[str, Any], own: dict[str, Any]
) -> None:
    found = answer(question, facts)
    assert found.status == "BANK_POLICY"
    said = next(note for note in found.notes if "the law has no" in note)
    assert all(name in said for name in own), said
    assert answer(question, facts, replace(NONE, **own)).status == "OK"


@pytest.mark.parametrize("question", PROCEDURE)
def test_without_a_parameter_the_banks_procedure_decides(question: str) -> None:
    found = answer(question, PROCEDURE[question])
    assert found.status == "BANK_POLICY"
    assert "the bank's procedure decide" in " ".join(found.notes)
    assert not any(name in " ".join(found.notes) for name in FIELDS)
