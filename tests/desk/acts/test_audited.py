"""What an audit sample is drawn from: every closure that two people made in the month, each once, none left out."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from tests.desk.acts.people import CHECKER, able, law_of
from tests.desk.acts.test_closing import AD, BILL, EXPORT, OWE, PAPER, PAY, made, put
from tests.desk.intake.desk_folder import ACTOR, OCTOBER, Desk
from xl_addin.desk.acts.approve import approve
from xl_addin.desk.acts.audit import Order, draw
from xl_addin.desk.acts.proposable import Wanted
from xl_addin.desk.acts.propose import propose
from xl_addin.desk.close.verify import verify
from xl_addin.desk.lists import audit_population, audit_sample
from xl_addin.desk.month.now import month_now
from xl_addin.engine.writeoff.sample import PERCENTAGE
from xl_addin.ledger import tables

LAW = law_of(able(satisfaction=True))
INTERNAL = "Internal auditor"


def passed(desk: Desk) -> None:
    assert approve(desk.ledger, OCTOBER, LAW, CHECKER, lambda one: True).posted


def again(desk: Desk) -> None:
    propose(desk.ledger, OCTOBER, LAW, ACTOR, Wanted("REOPEN"))
    passed(desk)


def asked(desk: Desk, kind: str, item: str, *say: str, amount: str | None = None) -> None:
    put(desk, kind, item, *say, *AD, amount=amount, law=LAW)
    passed(desk)


REFUND = ("refund", PAY, *PAPER)
# what two people did, by hand; key, currency amount and INR (90 a dollar) of each closure of the population
DONE = [
    ("a refund", [(REFUND, "100.00")], [("REFUND", PAY, 10000, 9000)]),
    (
        "two refunds in parts are one, with the sum",
        [(REFUND, "100.00"), (("refund", PAY, "document_no=FIRC/10", PAPER[1]), "50.00")],
        [("REFUND", PAY, 15000, 13500)],
    ),
    ("a set-off", [(("set-off", OWE, *EXPORT, *BILL), "500.00")], [("SET_OFF", OWE, 50000, 45000)]),
    ("a closure by name", [(("close", OWE, "code=5", *BILL), "500.00")], [("CLOSE_ITEM", OWE, 50000, 45000)]),
    (
        "a closure that was opened again stands beside its reopening",
        [(REFUND, "100.00"), (None, None)],
        [("REFUND", PAY, 10000, 9000), ("REOPEN", PAY, 10000, 9000)],
    ),
]


@pytest.mark.parametrize(("case", "acts", "population"), DONE, ids=[row[0] for row in DONE])
def test_every_closure_belongs_to_it(
    tmp_path: Path, case: str, acts: list[tuple[tuple[str, ...] | None, str | None]], population: list[tuple[object]]
) -> None:
    desk = made(tmp_path, {OWE: {"satisfied": "Y"}})
    for words, amount in acts:
        if words is None:
            again(desk)
        else:
            asked(desk, *words, amount=amount)
    told = month_now(desk.ledger, OCTOBER, LAW).closing.told
    found = audit_population.approved(told)
    assert [(one.subject, one.item.key, one.amount_minor, one.amount_inr) for one in found] == population
    drawn = draw(desk.ledger, OCTOBER, LAW, replace(ACTOR, user="aud"), Order(PERCENTAGE, Decimal(100), INTERNAL))
    assert {one.key for one in drawn.drawn} == {f"{row[0]} {row[1]}" for row in population}  # type: ignore[misc]
    assert [check.question for check in verify(desk.ledger) if not check.holds] == []


def test_what_is_closed_after_a_draw_is_counted_beside_it_though_its_item_was_in_it(tmp_path: Path) -> None:
    desk = made(tmp_path)
    asked(desk, *REFUND, amount="100.00")
    draw(desk.ledger, OCTOBER, LAW, replace(ACTOR, user="aud"), Order(PERCENTAGE, Decimal(100), INTERNAL))
    asked(desk, "refund", PAY, "document_no=FIRC/10", PAPER[1], amount="50.00")
    (shown,) = audit_sample.draws_shown(month_now(desk.ledger, OCTOBER, LAW).closing.told)
    assert shown.since == 1


def test_verify_finds_a_closure_that_a_draw_left_out_though_another_of_its_item_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = made(tmp_path)
    asked(desk, *REFUND, amount="100.00")
    again(desk)
    kept = tables.audit_items
    whole = audit_population.approved
    monkeypatch.setattr(
        "xl_addin.desk.acts.audit.approved", lambda *of: [one for one in whole(*of) if one.subject != "REOPEN"]
    )
    monkeypatch.setattr(
        "xl_addin.desk.lists.audit_population.approved",
        lambda *of: [one for one in whole(*of) if one.subject != "REOPEN"],
    )
    draw(desk.ledger, OCTOBER, LAW, replace(ACTOR, user="aud"), Order(PERCENTAGE, Decimal(100), INTERNAL))
    monkeypatch.undo()
    assert [row["subject"] for row in desk.rows(kept)] == ["REFUND"]
    broken = [check.detail for check in verify(desk.ledger) if not check.holds]
    assert any("was posted before it and is not in its population" in detail for detail in broken)
