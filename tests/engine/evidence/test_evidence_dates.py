"""Evidence and documents count from the remittance; a follow-up names the fact that it misses."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine.slow_calendar import plain_months
from xl_addin.engine.evidence.due import DocumentsDue, EvidenceDue
from xl_addin.engine.evidence.followup import FollowUp
from xl_addin.engine.general.standing import standing
from xl_addin.engine.law import Law
from xl_addin.engine.rule import BREACH_BEFORE_SWITCH, CLOSED
from xl_addin.rulebook import load
from xl_addin.rulebook.policy import Policy

LAW = Law(load(), Policy())
OLD, NEW = date(2026, 5, 1), date(2026, 11, 1)


@pytest.mark.parametrize("name", ["remittance_date", "as_of", "evidence"])
def test_follow_up_names_a_missing_fact(name: str) -> None:
    facts: dict[str, Any] = {"remittance_date": OLD, "as_of": NEW, "evidence": False}
    answer = LAW.ask(FollowUp, **{**facts, name: None})
    assert (answer.status, f"{name} is not given" in answer.why) == ("CHECK", True)


def test_a_kind_that_nobody_gives_is_asked_for() -> None:
    answer = LAW.ask(EvidenceDue, remittance_date=OLD, kind=None, action_date=NEW)
    assert answer.why == "evidence of import: CHECK; kind is not given."


DAYS_OLD = st.dates(date(2016, 6, 1), date(2023, 6, 30))


@given(DAYS_OLD, st.booleans())
@settings(max_examples=200)
def test_evidence_dates_count_from_the_remittance(remitted: date, capital: bool) -> None:
    months = 36 if capital else 6
    days: dict[str, Any] = {"remittance_date": remitted, "action_date": remitted, "capital_goods": capital}
    due = LAW.ask(EvidenceDue, kind="ADVANCE", **days)
    assert due.value == plain_months(remitted, months)
    papers = LAW.ask(DocumentsDue, **days)
    assert papers.value == plain_months(remitted, months) + timedelta(days=15)


@pytest.mark.parametrize(
    ("findings", "stands"), [((), ""), ((BREACH_BEFORE_SWITCH,), BREACH_BEFORE_SWITCH), (("NO_REGISTERED_LETTER",), "")]
)
def test_what_is_closed_awaits_nothing_unless_it_was_missed(findings: tuple[str, ...], stands: str) -> None:
    closed = LAW.ask(FollowUp, remittance_date=OLD, as_of=NEW, evidence=True)._replace(findings=findings)
    assert closed.status == CLOSED
    assert standing(LAW, closed, NEW) == stands
