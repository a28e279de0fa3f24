"""Sign: three people in order over one content; what shuts a month, what voids a signature, how it is opened again."""

from __future__ import annotations

import shutil
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy import select

from tests.desk.month_fixture import MAKER, OCTOBER, SMALL, close, close_of
from tests.desk.test_command_line import run
from tests.ledger.acts import A_TEST
from xl_addin import rulebook
from xl_addin.desk.acts.approve import approve
from xl_addin.desk.acts.decline import Said, decline
from xl_addin.desk.acts.proposable import Wanted
from xl_addin.desk.acts.propose import propose
from xl_addin.desk.acts.sign import propose_reopening, sign
from xl_addin.desk.answers.undo import undo
from xl_addin.desk.close.verify import verify
from xl_addin.desk.intake.take_in import take_in
from xl_addin.desk.lists.checklist import tasks
from xl_addin.desk.lists.sign_off import about_role
from xl_addin.desk.month.now import month_now
from xl_addin.desk.month.settle import settle
from xl_addin.domain.errors import DeskError
from xl_addin.engine.law import Law
from xl_addin.ledger import Ledger, open_ledger, signed, tables
from xl_addin.ledger.acts import REVIEW
from xl_addin.ledger.proposed import proposals
from xl_addin.ledger.signed import CHECKED, PREPARED, ROLES, SIGNED_OFF
from xl_addin.ledger.store import Actor
from xl_addin.rulebook.policy import Policy
from xl_addin.rulebook.powers import Person, Power, Powers

PEOPLE = (Person("maker1", "maker"), Person("checker1", "checker"), Person("head1", "head"), Person("head2", "head"))
ROLE_POWERS = (
    Power("checker", (("WRITE_OFF", Decimal(10_000_000)),)),
    Power("head", (), sign=True, reopen_month=True),
)
LAW = Law(rulebook.load(), Policy(powers=Powers(PEOPLE, ROLE_POWERS)))
POLICY = """
[people.maker1]
role = "maker"
[people.checker1]
role = "checker"
[people.head1]
role = "head"
[powers.checker]
write_off_inr = 10000000
[powers.head]
sign = true
reopen_month = true
"""

THREE = ("maker1", "checker1", "head1")
WHY = "the tasks were kept in a file of the desk"


def person(name: str) -> Actor:
    return replace(MAKER, user=name)


def signs(ledger: Ledger, *people: str) -> None:
    for role, name in zip(ROLES, people, strict=False):
        sign(ledger, OCTOBER, LAW, person(name), role, reason=WHY)


def given(ledger: Ledger) -> dict[str, str]:
    with ledger.read() as connection:
        return {role: one.person for role, one in signed.signatures(connection, "2026-10").items()}


@pytest.mark.parametrize(
    ("before", "role", "name", "said"),
    [
        ((), CHECKED, "checker1", "Nobody has signed as Prepared"),
        ((), SIGNED_OFF, "head1", "Nobody has signed as Prepared"),
        (("maker1",), SIGNED_OFF, "head1", "Nobody has signed as Checked"),
        (("maker1",), CHECKED, "maker1", "has signed as Prepared already"),
        (("maker1",), CHECKED, "MAKER1", "has signed as Prepared already"),
        (("maker1", "checker1"), SIGNED_OFF, "checker1", "has no power over this act"),
        (("head1", "checker1"), SIGNED_OFF, "head1", "head1 proposed it"),
        (("maker1", "head1"), SIGNED_OFF, "head1", "has signed as Checked already"),
        ((), PREPARED, "mallory", "does not name mallory"),
    ],
)
def test_who_may_not_sign_yet_or_at_all(
    ledger: Ledger, before: tuple[str, ...], role: str, name: str, said: str
) -> None:
    signs(ledger, *before)
    kept = given(ledger)
    with pytest.raises(DeskError, match=said):
        sign(ledger, OCTOBER, LAW, person(name), role, reason=WHY)
    assert given(ledger) == kept


def test_three_people_shut_the_month_for_every_act(ledger: Ledger, tmp_path: Path) -> None:
    signs(ledger, "maker1", "checker1", "head1")
    assert given(ledger) == dict(zip(ROLES, ("maker1", "checker1", "head1"), strict=True))
    acts = (
        lambda: take_in(ledger, SMALL, OCTOBER, MAKER),
        lambda: settle(ledger, OCTOBER, MAKER),
        lambda: propose(ledger, OCTOBER, LAW, MAKER, Wanted("WRITE_OFF")),
        lambda: approve(ledger, OCTOBER, LAW, person("checker1"), lambda one: True),
        lambda: sign(ledger, OCTOBER, LAW, person("head2"), SIGNED_OFF),
    )
    for act in acts:
        with pytest.raises(DeskError, match="is signed: head1 approved it"):
            act()
    with pytest.raises(DeskError, match="approval or a signature"):
        undo(ledger, MAKER)
    assert not [check.question for check in verify(ledger) if not check.holds]
    again = close_of(ledger, SMALL, tmp_path / "again")
    assert again.closing.view.lists["tblSignOff"]["Status"] == ["SIGNED"] * 3
    assert given(ledger)[SIGNED_OFF] == "head1"


def test_two_people_open_it_again_and_the_signatures_are_gone(ledger: Ledger) -> None:
    signs(ledger, "maker1", "checker1", "head1")
    number = propose_reopening(ledger, OCTOBER, LAW, person("head1"), "a late extract")
    with pytest.raises(DeskError, match="proposed already"):
        propose_reopening(ledger, OCTOBER, LAW, person("maker1"), "")
    own = approve(ledger, OCTOBER, LAW, person("head1"), lambda one: True)
    assert [one.number for one, _ in own.barred] == [number]
    weak = approve(ledger, OCTOBER, LAW, person("checker1"), lambda one: True)
    assert not weak.months
    assert approve(ledger, OCTOBER, LAW, person("head2"), lambda one: True).months
    assert given(ledger) == {}
    assert settle(ledger, OCTOBER, MAKER).posted == 0
    with pytest.raises(DeskError, match="is not signed"):
        propose_reopening(ledger, OCTOBER, LAW, person("maker1"), "")


def test_a_month_that_was_opened_again_is_signed_anew_though_its_balances_are_the_same(ledger: Ledger) -> None:
    signs(ledger, "maker1", "checker1", "head1")
    propose_reopening(ledger, OCTOBER, LAW, person("maker1"), "")
    approve(ledger, OCTOBER, LAW, person("head2"), lambda one: True)
    signs(ledger, "maker1", "checker1", "head1")
    assert given(ledger) == dict(zip(ROLES, ("maker1", "checker1", "head1"), strict=True))


def test_opening_a_month_again_may_be_refused_and_it_stays_shut(ledger: Ledger) -> None:
    signs(ledger, "maker1", "checker1", "head1")
    propose_reopening(ledger, OCTOBER, LAW, person("maker1"), "")
    done = decline(ledger, OCTOBER, LAW, person("head2"), lambda one: Said("REFUSED", "nothing was late"))
    assert len(done.done) == 1
    assert given(ledger)[SIGNED_OFF] == "head1"
    assert not still_waits(ledger)


def still_waits(ledger: Ledger) -> bool:
    with ledger.read() as connection:
        return any(one.waits for one in proposals(connection, "2026-10"))


def test_answers_alone_between_close_and_signature_need_the_book_anew_and_no_more(tmp_path: Path) -> None:
    policy, ledger, out = tmp_path / "policy.toml", tmp_path / "training.sqlite", tmp_path / "out"
    policy.write_text(POLICY, "utf-8")
    at = ("--as-on", "2026-10-31", "--ledger", ledger, "--policy", policy)
    assert run("training", *at[:4]).returncode == 0
    assert run("close", SMALL, *at, "--out", out).returncode == 0
    opened = open_ledger(str(ledger))
    with opened.step(REVIEW, OCTOBER, MAKER) as step:
        step.add(tables.answers, [{"item_kind": "IMPORTER", "item_key": "X", "fact": "remarks", "value": "seen"}])
    opened.close()
    early = run("sign", "prepared", *at, "--out", out, "--person", "maker1")
    assert (early.returncode, "does not show the ledger as it is now" in early.stderr) == (2, True)
    assert run("close", SMALL, *at, "--out", out).returncode == 0
    assert run("sign", "prepared", *at, "--out", out, "--person", "maker1").returncode == 0
    assert run("sign", "checked", *at, "--out", out, "--person", "checker1", "--reason", WHY).returncode == 0


def test_what_is_done_after_a_signature_voids_it(ledger: Ledger, tmp_path: Path) -> None:
    signs(ledger, "maker1")
    item = next(iter(close_of(ledger, SMALL, tmp_path / "one").closing.told.of("WRITEOFF"))).item
    with ledger.step(REVIEW, OCTOBER, MAKER) as step:
        row = {"item_kind": item.kind, "item_key": item.key, "fact": "reason", "value": "QUALITY"}
        step.add(tables.answers, [row])
    with pytest.raises(DeskError, match="says something else than maker1 signed"):
        sign(ledger, OCTOBER, LAW, person("checker1"), CHECKED, reason=WHY)
    done = close_of(ledger, SMALL, tmp_path / "two")
    assert done.closing.view.lists["tblSignOff"]["Status"] == ["BROKEN", "NOT SIGNED", "NOT SIGNED"]


def test_a_month_that_is_blocked_is_not_signed(tmp_path: Path) -> None:
    folder = tmp_path / "month"
    shutil.copytree(SMALL, folder)
    rates = (folder / "rates.csv").read_text("utf-8-sig").splitlines()
    (folder / "rates.csv").write_text("\n".join([*rates, "2026-10-31,USD,not a rate"]), "utf-8")
    assert close(folder, tmp_path / "out").blocking
    opened = open_ledger(str(tmp_path / "out" / "ledger.sqlite"))
    with pytest.raises(DeskError, match="block the sign-off"):
        sign(opened, OCTOBER, LAW, person("maker1"), PREPARED)
    opened.close()


def test_a_signature_written_past_the_program_is_found(ledger: Ledger) -> None:
    with ledger.step(A_TEST, OCTOBER, MAKER) as step:
        step.add(tables.signatures, [{"role": SIGNED_OFF, "content": "x", "closing": "y"}])
    assert any("nobody as Prepared" in check.detail for check in verify(ledger) if not check.holds)


def test_the_command_signs_and_makes_the_book_anew(tmp_path: Path) -> None:
    policy, ledger, out = tmp_path / "policy.toml", tmp_path / "training.sqlite", tmp_path / "out"
    policy.write_text(POLICY, "utf-8")
    at = ("--as-on", "2026-10-31", "--ledger", ledger, "--policy", policy)
    assert run("training", *at[:4]).returncode == 0
    assert run("close", SMALL, *at, "--out", out).returncode == 0
    assert "is no role" in run("sign", "late", *at, "--out", out).stderr
    for role, name in (("prepared", "maker1"), ("checked", "checker1"), ("Approved", "head1")):
        done = run("sign", role, *at, "--out", out, "--person", name, "--reason", WHY)
        assert done.returncode == 0, done.stderr
    book = openpyxl.load_workbook(out / "closing-2026-10.xlsx", read_only=True)
    told = [row for row in book["Sign-off"].iter_rows(values_only=True) if row and row[0] in ROLES]
    assert [row[2] for row in told] == ["maker1", "checker1", "head1"]
    assert len({row[6] for row in told}) == 1
    assert "no extract was read" in run("close", SMALL, *at, "--out", out).stdout
    assert "before another person approves" in run("reopen", *at, "--person", "maker1").stdout
    assert run("verify", "--ledger", ledger, "--out", out).returncode == 0


CLOSE_TASKS = ("EXTRACTS", "MEND", "MATCH", "FACTS", "DECIDE", "TIE_OUT", "AUDIT_SAMPLE")
DONE = {"task_done_by": "asha", "task_done_at": "2026-11-02", "task_evidence": "Control"}


def tell_tasks(ledger: Ledger, filled: dict[str, tuple[str, ...]], cell: str = "") -> None:
    """What is written into the Checklist, by task, and into the row of Checked on Sign-off."""
    rows = [
        {"item_kind": "TASK", "item_key": f"2026-10 {task}", "fact": name, "value": DONE[name]}
        for task, names in filled.items()
        for name in names
    ]
    if cell:
        about = dict(zip(("item_kind", "item_key"), about_role("2026-10", CHECKED), strict=True))
        rows.append({**about, "fact": "open_tasks_reason", "value": cell})
    with ledger.step(REVIEW, OCTOBER, MAKER) as step:
        step.add(tables.answers, rows)


ALL_DONE = {task: tuple(DONE) for task in CLOSE_TASKS}
# tasks with what is written of them, the cell of Sign-off, the reason given; the tasks that are told ("": it is signed)
OPEN_TASKS = [
    ("nothing is written", {}, "", "", ", ".join(CLOSE_TASKS)),
    ("a blank reason", {}, "", "   ", ", ".join(CLOSE_TASKS)),
    ("a reason", {}, "", WHY, ""),
    ("a reason in the cell", {}, WHY, "", ""),
    ("all are done", ALL_DONE, "", "", ""),
    ("one lacks its evidence", {**ALL_DONE, "FACTS": ("task_done_by", "task_done_at")}, "", "", "FACTS"),
    ("one lacks its time", {**ALL_DONE, "MEND": ("task_done_by", "task_evidence")}, "", "", "MEND"),
]


@pytest.mark.parametrize(("case", "filled", "cell", "reason", "said"), OPEN_TASKS, ids=[row[0] for row in OPEN_TASKS])
def test_a_month_with_open_tasks_is_checked_with_a_reason_only(
    ledger: Ledger, case: str, filled: dict[str, tuple[str, ...]], cell: str, reason: str, said: str
) -> None:
    tell_tasks(ledger, filled, cell)
    first = sign(ledger, OCTOBER, LAW, person("maker1"), PREPARED)
    if not said:
        done = sign(ledger, OCTOBER, LAW, person("checker1"), CHECKED, reason=reason)
        assert done.reason == ("" if filled else WHY)
        told = {row["value"] for row in said_of(ledger) if row["fact"] == "open_tasks_reason"}
        assert told == ({WHY} if reason or cell else set())
        return
    assert ", ".join(first.tasks_open) == said, "prepared is signed with them, and names them"
    with pytest.raises(DeskError) as told_so:
        sign(ledger, OCTOBER, LAW, person("checker1"), CHECKED, reason=reason)
    assert f"lack a name, a time or evidence: {said}." in told_so.value.what
    assert given(ledger) == {PREPARED: "maker1"}


def said_of(ledger: Ledger) -> list[dict[str, str]]:
    with ledger.read() as connection:
        return [dict(row) for row in connection.execute(select(tables.answers)).mappings()]


def test_a_task_that_is_due_after_the_sign_off_keeps_nobody_from_signing(ledger: Ledger) -> None:
    """Authorisations for IT hardware end on 31-Dec-2026: that task is open in October, and due later."""
    tell_tasks(ledger, ALL_DONE)
    known = {one.key: one for one in tasks(month_now(ledger, OCTOBER, LAW).closing.told)}
    assert known["IT_HARDWARE"].is_open
    assert known["IT_HARDWARE"].due > known["SIGN_OFF"].due
    signs_plainly = [sign(ledger, OCTOBER, LAW, person(name), role) for role, name in zip(ROLES, THREE, strict=True)]
    assert [one.tasks_open for one in signs_plainly] == [()] * 3


@pytest.mark.parametrize("reason", ["x" * 251, "two\nlines"])
def test_a_reason_that_cannot_stand_is_told(ledger: Ledger, reason: str) -> None:
    with pytest.raises(DeskError, match="signs or one that cannot be printed"):
        sign(ledger, OCTOBER, LAW, person("maker1"), PREPARED, reason=reason)
    assert given(ledger) == {}
