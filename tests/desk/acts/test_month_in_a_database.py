"""A month of several people in one PostgreSQL database, each at the command line under his own name, from take-in to
backup: who is barred, what the history says, what a colleague finds in the folder of the closing."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy import event

from tests.desk.acts.test_match import CHECKER, OWE, broken, left, made, passed, put
from tests.desk.intake.desk_folder import Desk
from tests.desk.month_fixture import SMALL
from tests.desk.test_command_line import run
from tests.ledger.places import Everybody, in_databases
from tests.postgres import Server
from xl_addin.desk.acts.approve import Approved
from xl_addin.desk.person import person
from xl_addin.domain.errors import DeskError

POLICY = """
[people.asha]
role = "maker"
[people.ravi]
role = "checker"
[people.mira]
role = "head"
[powers.checker]
write_off_inr = 10000000
[powers.head]
sign = true
reopen_month = true
"""
PEOPLE = {"asha": "desk_maker", "ravi": "desk_checker", "mira": "desk_checker", "audit": "desk_reader"}
Done = subprocess.CompletedProcess[str]


@pytest.fixture(scope="module")
def desk(postgres: Server, tmp_path_factory: pytest.TempPathFactory) -> tuple[Callable[..., Done], Path, Server, str]:
    """A command of a person in a database of its own, and the folder of the closing."""
    name, home = postgres.new(), tmp_path_factory.mktemp("month")
    (home / "policy.toml").write_text(POLICY, "utf-8")
    (home / "desk.toml").write_text('policy = "policy.toml"\n', "utf-8")
    assert run("begin", "--ledger", postgres.address(name)).returncode == 0
    for one, roles in PEOPLE.items():
        postgres.welcome(one, roles)

    def by(who: str, *words: object) -> Done:
        day = () if words[0] in ("history", "verify", "backup") else ("--as-on", "2026-10-31")
        return run(*words, *day, "--desk", home / "desk.toml", "--ledger", postgres.address(name, who))

    return by, home, postgres, name


def test_a_month_from_take_in_to_backup(desk: tuple[Callable[..., Done], Path, Server, str]) -> None:
    by, home, postgres, name = desk
    out = home / "out"

    # a checker takes nothing in; a maker closes
    barred = by("ravi", "close", SMALL, "--out", home / "other")
    assert (barred.returncode, "Your role in the database does not allow it" in barred.stderr) == (2, True)
    assert by("asha", "close", SMALL, "--out", out).returncode == 0, "the maker closes"

    # he proposes and may not approve, whatever the computer calls him
    proposed = by("asha", "propose", "write-off")
    assert proposed.returncode == 0, proposed.stderr
    own = by("asha", "approve", "--all")
    assert own.returncode != 0
    assert "asha" in own.stdout + own.stderr
    assert by("audit", "proposals").returncode == 0
    assert by("audit", "approve", "--all").returncode != 0
    done = by("ravi", "approve", "--all")
    assert done.returncode == 0, done.stderr

    # the folder of a colleague's closing is the same ledger's, though the address names another person
    assert by("asha", "close", SMALL, "--out", out).returncode == 0
    run_json = (out / "run.json").read_text("utf-8")
    assert json.loads(run_json)["ledger"].startswith("postgresql:///")
    assert "asha@" not in run_json
    assert json.loads(run_json)["made_by"] == "asha"
    for role, who in (("prepared", "asha"), ("checked", "ravi"), ("approved", "mira")):
        signed = by(who, "sign", role, "--out", out, "--reason", "kept elsewhere")
        assert signed.returncode == 0, signed.stderr
        assert f"by {who}:" in signed.stdout
    book = openpyxl.load_workbook(out / "closing-2026-10.xlsx", read_only=True)
    told = [row for row in book["Sign-off"].iter_rows(values_only=True) if row and row[0] in ("Prepared", "Checked")]
    assert [row[2] for row in told] == ["asha", "ravi"]

    # all of it stands in the history by the names that the database proved, and holds
    history = by("audit", "history").stdout
    assert f", by ravi (user {person()} of the computer) at" in history
    assert f", by {person()} " not in history
    verified = by("audit", "verify", "--out", out)
    assert verified.returncode == 0, verified.stdout
    kept = by("audit", "backup", "--to", home / "kept")
    assert kept.returncode == 0, kept.stderr
    (file,) = (home / "kept").glob("*.sqlite")
    assert run("verify", "--ledger", file, "--out", out).returncode == 0
    postgres.run("ALTER TABLE verdicts DISABLE TRIGGER ALL", database=name)
    assert by("audit", "verify").returncode == 1


def test_a_server_that_goes_away_at_any_statement_of_an_approval_keeps_nothing_and_the_next_try_posts_it_once(
    tmp_path: Path, postgres: Server, empty_ledger: str
) -> None:
    with in_databases(postgres, empty_ledger):
        desk = made(tmp_path)
        put(desk, (OWE, "120.50"))
        assert isinstance(desk.ledger, Everybody)
        engine, asked, reached = desk.ledger.of(CHECKER).engine, 0, 1

        def go_away(*_: object) -> None:
            nonlocal asked
            asked += 1
            if asked == reached:
                postgres.cut(desk.ledger.engine.url.database or "")

        event.listen(engine, "before_cursor_execute", go_away)
        faults: list[DeskError] = []
        while (done := tried(desk, faults)) is None:
            assert left(desk) == [100000, 50000]
            asked, reached = 0, reached + 1
        assert reached > 4  # the lock, the head, the rows, the act
        lost = re.compile("stopped meanwhile|connection to the database was lost")
        assert all(lost.search(one.what) and "history" in one.todo for one in faults)
        assert not done.barred
        assert left(desk) == [87950, 37950]
        assert len(desk.rows_posted()) == 1
        assert broken(desk) == []


def tried(desk: Desk, faults: list[DeskError]) -> Approved | None:
    """The approval; None where the server went away."""
    try:
        return passed(desk)
    except DeskError as error:
        faults.append(error)
        return None
