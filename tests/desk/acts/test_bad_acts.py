"""Bad input of acts with two pairs of eyes: each is refused or told in words, and nothing is lost or doubled."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.desk.acts.test_match import (
    ACTOR,
    CHECKER,
    LAW,
    LIMITS,
    OCTOBER,
    OWE,
    PEOPLE,
    ROLES,
    Desk,
    broken,
    left,
    made,
    passed,
    put,
)
from tests.faults.processes import Ended, Run
from xl_addin.desk.acts.approve import approve
from xl_addin.desk.acts.asked import Asked
from xl_addin.desk.acts.decline import Said, decline
from xl_addin.desk.acts.match import Maker, match
from xl_addin.desk.acts.sign import propose_reopening, sign
from xl_addin.desk.close.close_month import record_closing
from xl_addin.desk.close.verify import verify
from xl_addin.desk.month.settle import propose as as_it_lies
from xl_addin.domain.errors import DeskError
from xl_addin.engine.law import Law
from xl_addin.ledger import Ledger, anchors, open_ledger, tables
from xl_addin.ledger.acts import REVIEW
from xl_addin.ledger.signed import ROLES as SIGNERS
from xl_addin.ledger.store import Actor
from xl_addin.rulebook.policy import Policy
from xl_addin.rulebook.powers import Person, Power, Powers

forks = pytest.mark.skipif(os.name == "nt", reason="forks")


def law_of(*people: Person) -> Law:
    """The law with a policy that names these people too."""
    return Law(LAW.rules, Policy(powers=Powers((*PEOPLE, *people), ROLES)))


def answer(desk: Desk, fact: str, value: str) -> None:
    with desk.ledger.step(REVIEW, OCTOBER, ACTOR) as step:
        row = {"item_kind": "IMPORTER", "item_key": "0388000037", "fact": fact, "value": value}
        step.add(tables.answers, [row])


def settle_all(desk: Desk) -> None:
    desk.settle("IBA26100000001/0009001", OWE, 50_000)


def nothing(_: Desk) -> None:
    """Comes between."""


NOBODY = Law(LAW.rules, Policy())
REFUSED = [
    ("the maker himself", nothing, law_of(), ACTOR, "maker proposed it: another person approves"),
    ("the maker under other letters", nothing, law_of(), replace(ACTOR, user="MAKER"), "MAKER proposed it: another"),
    (
        "more than the person's limit",
        nothing,
        law_of(),
        replace(ACTOR, user="small"),
        "INR 45,000.00 is over the role's 1,000.00",
    ),
    (
        "a role that has ended",
        nothing,
        law_of(Person("former", "checker", date(2026, 10, 30))),
        replace(ACTOR, user="former"),
        "the role of former ended on 30-Oct-2026",
    ),
    (
        "a person of another branch",
        nothing,
        law_of(Person("other", "checker", branches=("0009002",))),
        replace(ACTOR, user="other"),
        "other acts for AD 0009002, this is of 0009001",
    ),
    ("somebody whom nobody named", nothing, law_of(), replace(ACTOR, user="mallory"), "does not name mallory"),
    ("anybody, where the policy names nobody", nothing, NOBODY, CHECKER, "names nobody who may approve"),
    (
        "a fact given since",
        lambda desk: answer(desk, "suit_pending", "Y"),
        law_of(),
        CHECKER,
        "what was seen when it was proposed has changed",
    ),
    ("the amount settled otherwise since", settle_all, law_of(), CHECKER, "500.00 is asked for, 0.00 of it is open"),
    (
        "a clock that was set back",
        nothing,
        law_of(),
        replace(CHECKER, at=ACTOR.at - timedelta(hours=10)),
        "is the clock right?",
    ),
]


@pytest.mark.parametrize(
    ("between", "law", "who", "said"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED]
)
def test_an_approval_that_may_not_be_is_told_in_words_and_moves_nothing(
    tmp_path: Path, between: Callable[[Desk], None], law: Law, who: Actor, said: str
) -> None:
    desk = made(tmp_path)
    assert put(desk).number
    between(desk)
    before, acts = left(desk), kinds(desk.path)
    told = approve(desk.ledger, OCTOBER, law, who, lambda one: True)
    assert not told.posted
    ((_, why),) = told.barred
    assert said in why
    assert (left(desk), kinds(desk.path)) == (before, acts)
    assert broken(desk) == []


def test_what_was_proposed_by_a_clock_that_is_ahead_is_returned_and_made_anew(tmp_path: Path) -> None:
    """Nobody need wait for that moment."""
    desk = made(tmp_path)
    ahead = replace(ACTOR, at=ACTOR.at + timedelta(days=400))
    match(Maker(desk.ledger, OCTOBER, LAW, ahead), Asked("IBA26100000001", ((OWE, None),), "by letter"))
    assert "is the clock right?" in passed(desk).barred[0][1]
    assert decline(desk.ledger, OCTOBER, LAW, CHECKER, lambda one: Said("RETURNED", "the clock was wrong")).done
    assert put(desk).number
    assert passed(desk).posted


@pytest.mark.parametrize("before", [1, 600])
def test_a_signature_is_not_before_the_one_it_rests_on(tmp_path: Path, before: int) -> None:
    desk = Desk(signed_month(tmp_path, roles=1).parent)
    early = Actor("checker", ACTOR.at - timedelta(minutes=before))
    with pytest.raises(DeskError, match="is the clock right"):
        sign(desk.ledger, OCTOBER, HEADS, early, SIGNERS[1])
    sign(desk.ledger, OCTOBER, HEADS, replace(early, at=ACTOR.at), SIGNERS[1], reason="kept elsewhere")


OVER = [
    ("of the invoice", "500.01", "500.01 is asked for, 500.00 of it is open"),
    ("of both", "1000.01", "1,000.01 is asked for, 1,000.00 of it is open"),
]


@pytest.mark.parametrize(("amount", "said"), [row[1:] for row in OVER], ids=[row[0] for row in OVER])
def test_an_amount_over_what_is_open_is_not_proposed(tmp_path: Path, amount: str, said: str) -> None:
    desk = made(tmp_path)
    told = put(desk, (OWE, amount))
    assert told.number is None
    assert any(said in bar for bar in told.one.bars)


# --- two at once ---


def by(home: Path, act: Callable[[Ledger, Callable[[str], None]], object]) -> Callable[[Callable[[str], None]], object]:
    """An act on the ledger of a folder, opened anew as another process does."""
    return lambda say: act(open_ledger(str(home / "ledger.db"), tell=say), say)


@forks
def test_case_71_of_several_approvals_at_once_one_counts(tmp_path: Path) -> None:
    desk = made(tmp_path)
    put(desk)
    desk.ledger.close()
    before = len(kinds(desk.path))

    def act(ledger: Ledger) -> object:
        told = approve(ledger, OCTOBER, LAW, CHECKER, lambda one: True)
        return len(told.posted)

    ended = at_once(desk.path, act)
    assert sorted(one.gave for one in ended if one.gave) in (["0"] * n + ["1"] for n in range(MANY))
    told = {(*one.error,) for one in ended if one.error}
    assert told <= {overtaken(desk.path)}
    assert kinds(desk.path)[before:] == ["APPROVE"]
    desk = Desk(tmp_path)
    assert len(desk.rows_posted()) == 1
    assert left(desk) == [50_000, 0]
    assert broken(desk) == []


MANY = 3


def overtaken(path: Path) -> tuple[str, str, str]:
    """Read aloud: what happened, where, what to do."""
    return (
        "Another run wrote to the ledger in the meantime.",
        f"Ledger {path}.",
        "Nothing of this step was kept; run the command again.",
    )


def at_once(path: Path, act: Callable[[Ledger], object]) -> list[Ended]:
    """The same act in several processes that begin at once."""
    runs = [Run(lambda say: act(open_ledger(str(path), tell=say))) for _ in range(MANY)]
    return [run.ended() for run in runs]


def signed_month(tmp_path: Path, *, roles: int = 3, asked: bool = False) -> Path:
    """A month signed in so many roles; at will asked to be opened again."""
    desk = made(tmp_path)
    lying = as_it_lies(desk.ledger, OCTOBER, HEADS)
    record_closing(desk.ledger, lying.month, ACTOR, lying.head)
    for role, name in [*zip(SIGNERS, ("maker", "checker", "head"), strict=True)][:roles]:
        sign(desk.ledger, OCTOBER, HEADS, replace(ACTOR, user=name), role, reason="kept elsewhere")
    if asked:
        propose_reopening(desk.ledger, OCTOBER, HEADS, ACTOR, "a late extract")
    desk.ledger.close()
    return desk.path


HEADS = Law(
    LAW.rules,
    Policy(
        powers=Powers(
            (*PEOPLE, *(Person(name, "head") for name in ("head", "head2"))),
            (*ROLES, Power("head", LIMITS, sign=True, reopen_month=True)),
        )
    ),
)


def kinds(path: Path) -> list[str]:
    """The acts of a ledger in order."""
    with closing(sqlite3.connect(path)) as connection:
        return [kind for (kind,) in connection.execute("SELECT kind FROM actions ORDER BY seq")]


def _ask(ledger: Ledger) -> object:
    return propose_reopening(ledger, OCTOBER, HEADS, ACTOR, "a late extract")


def _open(ledger: Ledger) -> object:
    told = approve(ledger, OCTOBER, HEADS, replace(ACTOR, user="head2"), lambda one: True)
    return len(told.months)


@forks
@pytest.mark.parametrize(("act", "asked", "kind"), [(_ask, False, "PROPOSE"), (_open, True, "APPROVE")])
def test_case_71_a_month_is_opened_again_once_by_several_processes_at_once(
    tmp_path: Path, act: Callable[[Ledger], object], asked: bool, kind: str
) -> None:
    path = signed_month(tmp_path, asked=asked)
    before = len(kinds(path))
    ended = at_once(path, act)
    assert kinds(path)[before:] == [kind]
    for one in ended:
        if one.error:
            assert one.error[0].startswith(("Another run wrote to the ledger", "That is proposed already"))
    assert broken(Desk(tmp_path)) == []


# --- the ledger under an approval ---


@forks
@pytest.mark.parametrize("how", ["moved away", "another one in its place"])
def test_the_ledger_is_gone_in_mid_approval(tmp_path: Path, how: str) -> None:
    desk = made(tmp_path)
    put(desk)
    desk.ledger.close()
    path, away = tmp_path / "ledger.db", tmp_path / "away.db"
    aside = [path, anchors.file_of(path)]

    def act(ledger: Ledger, say: Callable[[str], None]) -> object:
        return len(approve(ledger, OCTOBER, LAW, CHECKER, lambda one: True, progress=say).posted)

    run = Run(by(tmp_path, act), stop_at="Deciding")
    run.until_stopped()
    for one in aside:
        one.rename(away if one == path else anchors.file_of(away))
    if how == "another one in its place":
        open_ledger(str(path)).close()
    run.go_on()
    ended = run.ended()
    assert ended.error is not None, ended.gave
    assert ended.error == (
        "The ledger could not be written: its file was moved, removed or replaced while this ran.",
        f"Ledger {path}.",
        "Put it back, or name the place where it lies now, then run this again; nothing of this step was kept.",
    )
    path.unlink(missing_ok=True)
    away.rename(path)
    anchors.file_of(away).rename(anchors.file_of(path))
    assert Run(by(tmp_path, act)).ended().gave == "1"
    assert broken(Desk(tmp_path)) == []


# --- written past the program ---

FORGED = [
    "UPDATE verdicts SET word = 'APPROVED'",
    "UPDATE proposals SET amount_minor = 1",
    "DELETE FROM verdicts",
    "UPDATE actions SET user = 'somebody'",
]


@pytest.mark.parametrize("statement", FORGED)
def test_what_stands_is_not_changed_by_any_program(tmp_path: Path, statement: str) -> None:
    desk = made(tmp_path)
    put(desk)
    decline(desk.ledger, OCTOBER, LAW, CHECKER, lambda one: Said("RETURNED", "late"))
    desk.ledger.close()
    with (
        sqlite3.connect(desk.path) as connection,
        pytest.raises(sqlite3.IntegrityError, match="the ledger is append-only"),
    ):
        connection.execute(statement)


def not_holding(path: Path) -> str:
    ledger = open_ledger(str(path), reading=True)
    try:
        return "; ".join(f"{check.question}: {check.detail}" for check in verify(ledger) if not check.holds)
    finally:
        ledger.close()


def test_an_approval_that_was_written_past_the_program_is_found(tmp_path: Path) -> None:
    desk = made(tmp_path)
    number = put(desk).number
    assert number
    desk.ledger.close()
    row = (number.seq, number.seq, 1, "APPROVED", "", "powers.checker")
    with closing(sqlite3.connect(desk.path)) as connection, connection:
        connection.execute(
            "INSERT INTO verdicts (seq, proposal_seq, proposal_place, word, reason, power) VALUES (?, ?, ?, ?, ?, ?)",
            row,
        )
    assert "the rows it wrote were changed" in not_holding(desk.path)


def test_a_whole_act_with_right_hashes_that_was_written_past_the_program_is_found(tmp_path: Path) -> None:
    """Somebody who can do the sums makes the approval of another person: nobody noted it beside the ledger."""
    desk = made(tmp_path)
    put(desk)
    noted = anchors.file_of(desk.path).read_bytes()
    passed(desk)
    desk.ledger.close()
    anchors.file_of(desk.path).write_bytes(noted)
    assert "not noted" in not_holding(desk.path)
