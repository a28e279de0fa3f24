"""Lines that the evidence decides: posted by it, or proposed as one batch, by the bank's policy; both by hand."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from tests.desk.acts.people import CHECKER, able, law_of, without
from tests.desk.intake.desk_folder import ACTOR, OCTOBER, Desk, boe, csv_text, invoice, obe_xml, orm
from xl_addin.desk.acts.approve import approve
from xl_addin.desk.acts.decline import Said, decline
from xl_addin.desk.acts.settling import auto_told, settle_by_policy
from xl_addin.desk.answers.undo import undo
from xl_addin.desk.close.close_month import CloseOrder, close_month
from xl_addin.desk.close.verify import verify
from xl_addin.desk.month.month import read_month
from xl_addin.desk.month.now import month_now
from xl_addin.engine.law import Law
from xl_addin.ledger import tables
from xl_addin.rulebook.policy_fields import ON_EVIDENCE, ONE_APPROVAL
from xl_addin.rulebook.powers import Person

pytestmark = pytest.mark.usefixtures("either")

RATES = "date,currency,inr_per_unit\n2026-10-30,USD,90\n"
BATCH = law_of(able(), settle_auto=ONE_APPROVAL)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A remittance that pays one bill of entry to the cent."""
    desk = Desk(tmp_path)
    payment = orm(amount="500.00", number="IBA26100000001")
    desk.take({"a.obe.xml": obe_xml(boe()), "orm.csv": csv_text([payment]), "rates.csv": RATES})
    return desk


def left(desk: Desk) -> list[int]:
    return [one.outstanding_minor for one in read_month(desk.ledger, OCTOBER).items]


def settled(desk: Desk, law: Law = BATCH, user: str = "maker") -> int:
    return len(settle_by_policy(desk.ledger, OCTOBER, law, replace(ACTOR, user=user)).batch)


def test_as_shipped_the_evidence_posts_it(desk: Desk) -> None:
    assert settled(desk, law_of(able())) == 0
    assert left(desk) == [0, 0]
    assert desk.rows(tables.proposals) == []


def test_by_one_approval_the_batch_waits_and_is_posted_as_it_was_seen(desk: Desk) -> None:
    assert settled(desk) == 1
    assert left(desk) == [50000, 50000]
    (row,) = desk.rows(tables.proposals)
    assert (row["act"], row["item_key"], row["amount_minor"], row["inr"]) == (
        "SETTLE_AUTO",
        "2026-10",
        50000,
        "45000.00",
    )
    assert row["remarks"].startswith("1 lines that the evidence decides; exceptions: 0 proposed to a person, 0 wait")
    assert settled(desk) == 1  # a second run proposes nothing twice
    assert len(desk.rows(tables.proposals)) == 1
    own = approve(desk.ledger, OCTOBER, BATCH, ACTOR, lambda one: True)
    assert "another person approves" in own.barred[0][1]
    done = approve(desk.ledger, OCTOBER, BATCH, CHECKER, lambda one: True)
    assert (len(done.posted), done.barred) == (1, ())
    assert left(desk) == [0, 0]
    (line,) = desk.rows_posted()
    assert (line["tier"], "approved by checker" in line["evidence"]) == ("AUTO", True)
    assert settled(desk) == 0
    assert all(check.holds for check in verify(desk.ledger))


def test_decisions_count_what_waits_as_settled_if_approved(desk: Desk) -> None:
    settled(desk)
    now = month_now(desk.ledger, OCTOBER, BATCH)
    assert len(now.settled.batch) == 1
    assert not [one for one in now.cases if one.subject == "WRITEOFF"]  # nothing is left of either side


POWERS = [("no power over it", without("SETTLE_AUTO"), "no power over this act")]


@pytest.mark.parametrize(("role", "said"), [row[1:] for row in POWERS], ids=[row[0] for row in POWERS])
def test_who_has_no_power_does_not_approve_the_batch(desk: Desk, role: object, said: str) -> None:
    law = law_of(role, settle_auto=ONE_APPROVAL)  # type: ignore[arg-type]
    settled(desk, law)
    assert said in approve(desk.ledger, OCTOBER, law, CHECKER, lambda one: True).barred[0][1]


def test_who_may_not_propose_makes_no_batch_and_nothing_is_posted(desk: Desk) -> None:
    law = law_of(able(), people=(Person("checker", "checker"),), settle_auto=ONE_APPROVAL)
    assert settled(desk, law) == 1
    assert (desk.rows(tables.proposals), left(desk)) == ([], [50000, 50000])


def test_a_line_that_the_evidence_does_not_decide_any_more_voids_the_batch(desk: Desk) -> None:
    settled(desk)
    bill = boe(invoice(amount="400.00"), says="2")
    desk.take({"b.obe.xml": obe_xml(bill)})  # the bill of entry was amended
    done = approve(desk.ledger, OCTOBER, BATCH, CHECKER, lambda one: True)
    assert "does not decide these lines any more" in done.barred[0][1]
    assert left(desk)[0] == 50000
    decline(desk.ledger, OCTOBER, BATCH, CHECKER, lambda one: Said("RETURNED", "the bill was amended"))
    settled(desk)  # and what is decided now is proposed anew, where it is
    assert all(check.holds for check in verify(desk.ledger))


def test_a_batch_is_taken_back_by_undo_and_proposed_again(desk: Desk) -> None:
    settled(desk)
    assert undo(desk.ledger, ACTOR).kind == "PROPOSE"
    assert settled(desk) == 1
    assert len(desk.rows(tables.proposals)) == 2


def test_the_closing_shows_the_batch_and_about_says_by_which_row(desk: Desk, tmp_path: Path) -> None:
    order = CloseOrder(desk.folder({"rates.csv": RATES}), tmp_path / "out", OCTOBER, ACTOR, "Bank")
    closed = close_month(desk.ledger, order, BATCH)
    book = openpyxl.load_workbook(closed.workbook, read_only=True)
    assert any("FOR APPROVAL" in row for row in book["Settlements"].iter_rows(values_only=True))
    assert any("FOR APPROVAL" in row for row in book["Approvals"].iter_rows(values_only=True))
    told = {row[0]: row[1] for row in book["About"].iter_rows(values_only=True, max_col=2) if row[0]}
    assert str(told["Lines that the evidence decides"]).startswith("wait for one approval of the batch")


ABOUT = [
    ({}, "posted on evidence", "no approver is named"),
    (
        {"settle_auto": ON_EVIDENCE, "settle_auto_approver": "A Rao, note TF/12"},
        "posted on evidence",
        "approved by A Rao",
    ),
    ({"settle_auto": ONE_APPROVAL}, "wait for one approval", "settle_auto of the bank's policy, version"),
]


@pytest.mark.parametrize(("policy", "first", "then"), ABOUT)
def test_about_says_under_which_row_of_the_policy(policy: dict[str, str], first: str, then: str) -> None:
    told = auto_told(law_of(able(), **policy))
    assert told.startswith(first)
    assert then in told
