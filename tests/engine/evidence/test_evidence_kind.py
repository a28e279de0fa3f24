"""The papers that prove an import by each route, the reminders of its payment, the slip that acknowledges it."""

from __future__ import annotations

from datetime import date

import pytest

from xl_addin.engine.evidence.acknowledgement import SlipContents
from xl_addin.engine.evidence.kind import ROUTES, EvidenceKind, PaymentReminders
from xl_addin.engine.law import Law
from xl_addin.rulebook import load
from xl_addin.rulebook.policy import Policy

LAW = Law(load(), Policy())
OLD = date(2026, 5, 1)


def test_only_the_reminders_that_are_asked_for_are_told() -> None:
    def told(**asked: bool) -> list[str]:
        return [note.split()[1] for note in LAW.ask(PaymentReminders, action_date=OLD, **asked).notes]

    assert told() == ["remind"]
    assert told(letter_of_credit=False, drawings=False) == ["remind"]
    assert told(letter_of_credit=True) == ["remind", "the"]
    assert told(letter_of_credit=True, drawings=True) == ["remind", "the", "Research"]


@pytest.mark.parametrize("route", [route for route in ROUTES if route != "EDI_PORT"])
def test_the_paper_bill_of_entry_is_spared_at_edi_ports_alone(route: str) -> None:
    assert "no paper bill" in LAW.ask(EvidenceKind, import_route="EDI_PORT", action_date=OLD).why
    assert "no paper bill" not in LAW.ask(EvidenceKind, import_route=route, action_date=OLD).why


def test_a_slip_of_which_nothing_is_said_is_asked_about_word_by_word() -> None:
    words = LAW.rules.in_force("acknowledgement.contents", OLD).value
    for nothing in ({}, {"present": None}, {"present": {}}):
        answer = LAW.ask(SlipContents, action_date=OLD, **nothing)
        assert answer.status == "CHECK"
        assert [note.split()[0] for note in answer.notes] == list(words)
