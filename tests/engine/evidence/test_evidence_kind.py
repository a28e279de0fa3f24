"""The papers that prove an import by each route, and the reminders of its payment."""

from __future__ import annotations

from datetime import date

import pytest

from xl_addin.engine.evidence.kind import ROUTES, evidence_kind, payment_reminders
from xl_addin.rulebook import load

RULES = load()
OLD = date(2026, 5, 1)


def test_only_the_reminders_that_are_asked_for_are_told() -> None:
    def told(**asked: bool) -> list[str]:
        return [note.split()[1] for note in payment_reminders(RULES, action_date=OLD, **asked).notes]

    assert told() == ["remind"]
    assert told(letter_of_credit=False, drawings=False) == ["remind"]
    assert told(letter_of_credit=True) == ["remind", "the"]
    assert told(letter_of_credit=True, drawings=True) == ["remind", "the", "Research"]


@pytest.mark.parametrize("route", [route for route in ROUTES if route != "EDI_PORT"])
def test_the_paper_bill_of_entry_is_spared_at_edi_ports_alone(route: str) -> None:
    assert "no paper bill" in evidence_kind(RULES, import_route="EDI_PORT", action_date=OLD).why
    assert "no paper bill" not in evidence_kind(RULES, import_route=route, action_date=OLD).why
