"""Propose and approve: what closes an item, what voids a proposal, what the month after it says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests.desk.month_fixture import MAKER, OCTOBER, SMALL, close_of, read_csv
from tests.desk.test_command_line import run
from tests.ledger.acts import A_TEST
from xl_addin import rulebook
from xl_addin.desk.acts.approve import Approved, approve
from xl_addin.desk.acts.decline import Said, decline, refuse_reason
from xl_addin.desk.acts.four_eyes import ALONE_MARK, TRAINING_MARK, acting, begin_training, mark_of
from xl_addin.desk.acts.proposable import Wanted
from xl_addin.desk.acts.propose import Proposed, propose
from xl_addin.desk.answers.undo import undo
from xl_addin.desk.close.verify import verify
from xl_addin.desk.month.month import read_month
from xl_addin.desk.month.movements import movements
from xl_addin.domain.errors import DeskError
from xl_addin.engine.law import Law
from xl_addin.ledger import Ledger, open_ledger, tables
from xl_addin.ledger.acts import REVIEW
from xl_addin.ledger.proposed import Proposal, proposals
from xl_addin.ledger.store import Actor
from xl_addin.rulebook.policy import Policy
from xl_addin.rulebook.powers import NO_POWERS, Person, Power, Powers

LIMITS = tuple((act, Decimal(10_000_000)) for act in ("WRITE_OFF", "SMALL_VALUE", "REOPEN"))
POWERS = Powers((Person("maker1", "maker"), Person("checker1", "checker")), (Power("checker", LIMITS),))
LAW = Law(rulebook.load(), Policy(powers=POWERS))
CHECKER = replace(MAKER, user="checker1")
POLICY = """
[people.maker1]
role = "maker"
[people.checker1]
role = "checker"
[powers.checker]
write_off_inr = 10000000
"""


def put(ledger: Ledger, act: str = "WRITE_OFF", **wanted: object) -> Proposed:
    return propose(ledger, OCTOBER, LAW, MAKER, Wanted(act, **wanted))  # type: ignore[arg-type]


def put_list(ledger: Ledger) -> Proposed:
    """What may be proposed; nothing is kept."""
    return propose(ledger, OCTOBER, LAW, MAKER, Wanted("WRITE_OFF"), only_list=True)


def passed(ledger: Ledger, law: Law = LAW, actor: object = CHECKER, on: date = OCTOBER) -> Approved:
    return approve(ledger, on, law, actor, lambda one: True)  # type: ignore[arg-type]


def told(ledger: Ledger) -> list[Proposal]:
    with ledger.read() as connection:
        return proposals(connection, "2026-10")


def open_minor(ledger: Ledger, kind: str, key: str, on: date = OCTOBER) -> int:
    month = read_month(ledger, on)
    return (month.orms if kind == "ORM" else month.invoices)[key].outstanding_minor


def broken(ledger: Ledger) -> list[str]:
    return [f"{check.question}: {check.detail}" for check in verify(ledger) if not check.holds]


@pytest.mark.parametrize(("act", "moved"), [("WRITE_OFF", "written_off_minor"), ("SMALL_VALUE", "closed_minor")])
def test_nothing_moves_before_another_person_approves_and_then_just_what_was_proposed(
    ledger: Ledger, act: str, moved: str
) -> None:
    before = {line: open_minor(ledger, line.kind, line.key) for one in put(ledger, act).made for line in one.lines}
    assert before
    assert {line: line.minor for line in before} == before  # all that is open of each item
    assert all(not getattr(one, moved) for one in movements(read_month(ledger, OCTOBER)))
    done = passed(ledger)
    assert not done.barred
    assert all(open_minor(ledger, line.kind, line.key) == 0 for line in before)
    sums: dict[tuple[str, str], int] = {}
    for line in before:
        side = (line.kind, line.currency)
        sums[side] = sums.get(side, 0) + line.minor
    counted = {(m.side, m.currency): getattr(m, moved) for m in movements(read_month(ledger, OCTOBER))}
    assert {side: minor for side, minor in counted.items() if minor} == sums
    assert broken(ledger) == []


def test_the_month_after_opens_without_what_was_closed(ledger: Ledger, tmp_path: Path) -> None:
    lines = [line for one in put(ledger).made for line in one.lines]
    passed(ledger)
    november = read_month(ledger, date(2026, 11, 30))
    assert all(open_minor(ledger, line.kind, line.key, november.as_on) == 0 for line in lines)
    opened = {(m.side, m.currency): m.opening_minor for m in movements(november)}
    closed = {(m.side, m.currency): m.closing_minor for m in movements(read_month(ledger, OCTOBER))}
    assert {side: minor for side, minor in closed.items() if minor} == {s: m for s, m in opened.items() if m}


def test_an_item_stands_in_one_open_proposal(ledger: Ledger) -> None:
    first = put(ledger)
    again = put(ledger)
    assert not again.made
    assert len(again.barred) == len(first.made)
    assert all(f"P{first.seq}-" in why for _, why in again.barred)
    keys = {line.key for one in first.made for line in one.lines}
    small = put(ledger, "SMALL_VALUE")
    assert not keys & {line.key for one in small.made for line in one.lines}


def test_the_maker_never_approves(ledger: Ledger) -> None:
    made = put(ledger).made
    both = replace(POWERS, people=(Person("maker1", "checker"),))
    done = passed(ledger, Law(LAW.rules, Policy(powers=both)), MAKER)
    assert not done.posted
    assert len(done.barred) == len(made)
    assert all("maker1 proposed it" in why for _, why in done.barred)
    assert all(one.waits for one in told(ledger))


def _answer(ledger: Ledger, item: tuple[str, str], fact: str, value: str) -> None:
    with ledger.step(REVIEW, OCTOBER, MAKER) as step:
        step.add(tables.answers, [{"item_kind": item[0], "item_key": item[1], "fact": fact, "value": value}])


@pytest.mark.parametrize(("fact", "value"), [("satisfied", "N"), ("reason", "QUALITY"), ("suit_pending", "Y")])
def test_an_answer_given_since_voids_a_proposal_and_no_other(ledger: Ledger, fact: str, value: str) -> None:
    made = put(ledger).made
    meant = next(one for one in made if one.case.item.answers.get(fact) != value)
    about = ("IMPORTER", meant.case.iec) if fact == "suit_pending" else meant.item
    _answer(ledger, about, fact, value)
    done = passed(ledger)
    void = {proposal.item for proposal, why in done.barred}
    assert meant.item in void
    assert void <= {one.item for one in made if one.case.iec == meant.case.iec}
    assert {proposal.item for proposal, _ in done.posted} == {one.item for one in made} - void


def test_satisfaction_that_lacks_alone_is_answered_by_the_approval_of_a_role_that_may(ledger: Ledger) -> None:
    meant = put_list(ledger).made[0]
    _answer(ledger, meant.item, "satisfied", "")
    key = meant.lines[0].key
    assert not put(ledger, keys=(key,)).made
    assert len(put(ledger, keys=(key,), satisfaction=True).made) == 1
    assert "does not approve" in passed(ledger).barred[0][1]
    able = replace(POWERS, roles=(Power("checker", LIMITS, satisfaction=True),))
    done = passed(ledger, Law(LAW.rules, Policy(powers=able)))
    assert [proposal.item for proposal, _ in done.posted] == [meant.item]
    month = read_month(ledger, OCTOBER)
    closed = (month.orms if meant.item[0] == "ORM" else month.invoices)[meant.item[1]]
    assert closed.outstanding_minor == 0
    assert closed.answers["satisfied"] is True


def test_satisfaction_beside_another_lack_is_not_answered_by_an_approval(ledger: Ledger) -> None:
    meant = put_list(ledger).made[0]
    for fact in ("satisfied", "reason"):
        _answer(ledger, meant.item, fact, "")
    assert not put(ledger, keys=(meant.lines[0].key,), satisfaction=True).made


def test_another_policy_voids_what_was_proposed_under_the_former(ledger: Ledger) -> None:
    made = put(ledger).made
    done = passed(ledger, Law(LAW.rules, replace(LAW.policy, writeoff_warn_pct=Decimal(49))))
    assert not done.posted
    assert len(done.barred) == len(made)


@pytest.mark.parametrize("word", ["RETURNED", "REFUSED"])
def test_what_is_given_back_moves_nothing_and_may_be_proposed_anew(ledger: Ledger, word: str) -> None:
    made = put(ledger).made
    declined = decline(ledger, OCTOBER, LAW, CHECKER, lambda one: Said(word, "the papers are missing"))
    assert len(declined.done) == len(made)
    verdicts = [one.verdict for one in told(ledger)]
    assert {(v.word, v.reason, v.person) for v in verdicts if v} == {(word, "the papers are missing", "checker1")}
    assert not passed(ledger).posted
    assert len(put(ledger).made) == len(made)


@pytest.mark.parametrize("reason", ["", "   ", "x" * 251, "line\nline"])
def test_a_proposal_is_given_back_with_a_reason(ledger: Ledger, reason: str) -> None:
    made = put(ledger).made
    declined = decline(ledger, OCTOBER, LAW, CHECKER, lambda one: Said("RETURNED", reason))
    assert (len(declined.done), len(declined.barred)) == (0, len(made))
    assert all("reason" in why for _, why in declined.barred)
    with pytest.raises(DeskError):
        refuse_reason(reason)


GIVES_BACK = [
    ("the maker himself", POWERS, MAKER, "maker1 proposed it"),
    ("somebody whom the policy does not name", POWERS, replace(MAKER, user="asha"), "does not name asha"),
    ("anybody, where the policy names nobody", NO_POWERS, CHECKER, "names nobody"),
    (
        "a maker",
        Powers((*POWERS.people, Person("asha", "maker")), POWERS.roles),
        replace(MAKER, user="asha"),
        "nothing",
    ),
    (
        "a role for other acts",
        Powers(POWERS.people, (Power("checker", LIMITS[1:]),)),
        CHECKER,
        "no power over this act",
    ),
]


@pytest.mark.parametrize(("powers", "who", "said"), [row[1:] for row in GIVES_BACK], ids=[row[0] for row in GIVES_BACK])
def test_a_proposal_is_not_given_back_by(ledger: Ledger, powers: Powers, who: Actor, said: str) -> None:
    made = put(ledger).made
    law = Law(LAW.rules, Policy(powers=powers))
    told_of = decline(ledger, OCTOBER, law, who, lambda one: Said("RETURNED", "late"))
    assert not told_of.done
    assert len(told_of.barred) == len(made)
    assert all(said in why for _, why in told_of.barred)
    assert all(one.waits for one in told(ledger))


def test_what_was_closed_is_opened_again_by_two_people(ledger: Ledger) -> None:
    one = put(ledger).made[0]
    passed(ledger)
    number = one.lines[0].key
    assert len(put(ledger, "REOPEN", keys=(number,)).made) == 1
    assert open_minor(ledger, one.lines[0].kind, number) == 0
    passed(ledger)
    assert open_minor(ledger, one.lines[0].kind, number) == one.lines[0].minor
    side = {(m.side, m.currency): m for m in movements(read_month(ledger, OCTOBER))}
    assert side[one.lines[0].kind, one.lines[0].currency].reversed_minor == one.lines[0].minor
    assert not put(ledger, "REOPEN", keys=(number,)).made  # nothing of it is closed any more
    assert len(put(ledger, keys=(number,)).made) == 1
    assert broken(ledger) == []


def test_a_proposal_is_taken_back_alone_and_an_approval_is_not(ledger: Ledger) -> None:
    put(ledger)
    assert undo(ledger, MAKER).kind == "PROPOSE"
    assert not told(ledger)
    put(ledger)
    passed(ledger)
    with pytest.raises(DeskError, match="before an approval or a signature"):
        undo(ledger, MAKER)


def test_a_row_written_past_the_program_is_found(ledger: Ledger) -> None:
    line = put(ledger).made[0].lines[0]
    row = {"item_kind": line.kind, "item_key": line.key, "currency": line.currency, "amount_minor": line.minor}
    forged = {"act": "WRITE_OFF", "proposal_seq": told(ledger)[0].number.seq, "proposal_place": 1}
    with ledger.step(A_TEST, OCTOBER, MAKER) as step:
        step.add(tables.closures, [{**row, **forged}])
    assert any("without an approved proposal" in said for said in broken(ledger))


def test_a_second_closure_under_an_approved_proposal_is_found(ledger: Ledger) -> None:
    line = put(ledger).made[0].lines[0]
    passed(ledger)
    assert broken(ledger) == []
    number = told(ledger)[0].number
    row = {"item_kind": line.kind, "item_key": line.key, "currency": line.currency, "amount_minor": 1}
    with ledger.step(A_TEST, OCTOBER, MAKER) as step:
        named = {"act": "WRITE_OFF", "proposal_seq": number.seq, "proposal_place": number.place}
        step.add(tables.closures, [{**row, **named}])
    said = " ".join(broken(ledger))
    assert "without an approved proposal" in said
    assert "closed another amount" in said


def test_an_approval_by_the_maker_written_past_the_program_is_found(ledger: Ledger) -> None:
    put(ledger)
    number = told(ledger)[0].number
    with ledger.step(A_TEST, OCTOBER, replace(MAKER, user=MAKER.user.upper())) as step:
        verdict = {"proposal_seq": number.seq, "proposal_place": number.place, "word": "APPROVED"}
        step.add(tables.verdicts, [{**verdict, "reason": "", "power": "powers.checker"}])
    assert any("approved by the person who proposed it" in said for said in broken(ledger))


def test_the_closing_shows_what_was_approved_and_what_waits(ledger: Ledger, tmp_path: Path) -> None:
    put(ledger)
    waiting = close_of(ledger, SMALL, tmp_path / "one")
    assert "PROPOSALS_WAIT" in {found.code for found in waiting.closing.told.findings}
    assert set(waiting.closing.view.lists["tblApprovals"]["Status"]) == {"FOR APPROVAL"}
    passed(ledger)
    done = close_of(ledger, SMALL, tmp_path / "two")
    assert "PROPOSALS_WAIT" not in {found.code for found in done.closing.told.findings}
    assert sum(m.written_off_minor for m in done.closing.view.movements) > 0
    assert done.closing.view.stamp.mark == ""
    assert read_csv(tmp_path / "two" / "decisions.csv")


def test_a_ledger_of_one_person_says_so_and_one_for_training_too(tmp_path: Path, ledger: Ledger) -> None:
    assert mark_of(ledger) == ALONE_MARK
    with pytest.raises(DeskError, match="only an empty one"):
        begin_training(ledger, OCTOBER, MAKER)
    with pytest.raises(DeskError, match="named by hand"):
        acting(ledger, MAKER, "somebody")
    assert acting(ledger, MAKER, " ") == MAKER
    training = open_ledger(str(tmp_path / "training.sqlite"))
    begin_training(training, OCTOBER, MAKER)
    assert mark_of(training) == TRAINING_MARK
    assert acting(training, MAKER, "asha").user == "asha"
    training.close()


def test_two_people_at_the_command_line(tmp_path: Path) -> None:
    policy, at = tmp_path / "policy.toml", ("--as-on", "31-Oct-2026", "--ledger", tmp_path / "training.sqlite")
    policy.write_text(POLICY, "utf-8")
    assert run("training", *at).returncode == 0
    assert run("close", SMALL, *at, "--out", tmp_path / "out").returncode == 0
    look = run("propose", "write-off", *at, "--policy", policy, "--list")
    assert "May be proposed" in look.stdout, look.stderr
    assert "No proposal waits" in run("proposals", *at).stdout
    made = run("propose", "write-off", *at, "--policy", policy, "--person", "maker1", "--remarks", "as agreed")
    assert (made.returncode, "Nothing is closed before another person approves it." in made.stdout) == (0, True)
    assert "write-off of a difference" in run("proposals", *at).stdout
    own = run("approve", "--all", *at, "--policy", policy, "--person", "maker1")
    assert own.returncode == 1
    assert "another person approves" in own.stdout
    done = run("approve", "--all", *at, "--policy", policy, "--person", "checker1")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Approved and posted" in done.stdout
    assert run("verify", "--ledger", tmp_path / "training.sqlite").returncode == 0
    assert run("approve", *at, "--policy", policy).returncode == 2  # no number, no --all
    assert run("propose", "burn", *at).returncode == 2
    assert run("refuse", "--all", *at, "--reason", "late", "--person", "checker1").returncode == 0
