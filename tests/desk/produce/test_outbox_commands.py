"""The commands of the outbox, from the cut-over to a file that was sent, each by its own person."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.desk.intake.desk_folder import ACTOR, OCTOBER, boe, csv_text, invoice, orm
from tests.desk.produce.outgoing import BOE, PAY, Out
from tests.desk.test_command_line import run
from xl_addin.desk.acts.four_eyes import begin_training

POLICY = """
[people.asha]
role = "maker"
[people.bala]
role = "checker"

[powers.checker]
messages = true
release = true
"""
STEPS = [
    ("produce", (), "asha", 1, "1: AD code 0009001 has no cut-over"),
    (
        "propose",
        ("cut-over", "--item", "0009001", "--say", "reported_until=06-Oct-2026", "--remarks", "the old desk sent it"),
        "asha",
        0,
        "Proposed as P",
    ),
    ("approve", ("--all",), "bala", 0, "Approved and posted: 1 proposals"),
    ("produce", ("--list",), "asha", 0, "Would be drafted: 0009001_RBI3110202601.bes.xml, 1 records, USD 500.00."),
    ("outbox", (), "", 0, "Waits to be drafted: 1 records, USD 500.00 (BES 1); the oldest since 0 days"),
    ("produce", (), "asha", 0, "Nothing is sent before another person lets it go"),
    ("produce", (), "asha", 0, "Nothing waits to be drafted."),
    ("outbox", (), "", 0, "Drafts, to be let go: 1"),
    ("release", ("M99",), "bala", 1, "No file of the outbox is meant"),
    ("release", (), "asha", 1, "another person approves"),
    ("sent", ("M7",), "bala", 1, "it is DRAFT, not RELEASED"),
    ("release", ("--list",), "bala", 0, "May be let go: M7-1"),
    ("release", (), "bala", 0, "Let go: M7-1 0009001_RBI3110202601.bes.xml, 1 records."),
    ("drop", ("M7", "--reason", "too late"), "asha", 1, "it is RELEASED, not DRAFT"),
    ("sent", ("M7-1", "--on", "01-Nov-2026"), "bala", 2, "lies after the as-on date"),
    ("sent", ("M7-1", "--reference", "UP/7"), "bala", 0, "Sent: M7-1"),
    ("outbox", (), "", 0, "Sent, not answered: 1"),
    ("sent", ("M7-1",), "bala", 1, "it is SENT, not RELEASED"),
]


def test_from_the_cut_over_to_a_file_that_was_sent(tmp_path: Path) -> None:
    desk = Out(tmp_path)
    begin_training(desk.ledger, OCTOBER, ACTOR)
    desk.take({"orm.csv": csv_text([orm(amount="1000.00")])})
    desk.boes(boe(invoice(amount="500.00")))
    desk.settle(PAY, f"{BOE}#1", 50000)
    desk.ledger.close()
    (tmp_path / "policy.toml").write_text(POLICY, "utf-8")
    for command, more, person, code, said in STEPS:
        found = _done(tmp_path, desk, command, more, person)
        told = found.stdout + found.stderr
        assert (found.returncode, said in " ".join(told.split())) == (code, True), (command, more, told)


def _done(home: Path, desk: Out, command: str, more: tuple[str, ...], person: str) -> subprocess.CompletedProcess[str]:
    shared = ("--as-on", "31-Oct-2026", "--ledger", desk.path, "--policy", home / "policy.toml")
    who = ("--person", person) if person else ()
    folder = ("--outgoing", desk.folder_out) if command in ("produce", "release", "drop", "sent") else ()
    return run(command, *more, *shared, *who, *folder)


@pytest.mark.parametrize("command", ["produce", "release", "sent"])
def test_a_folder_must_be_named(tmp_path: Path, command: str) -> None:
    Out(tmp_path).ledger.close()
    found = run(
        command, *(["M1"] if command == "sent" else []), "--as-on", "31-Oct-2026", "--ledger", tmp_path / "ledger.db"
    )
    assert found.returncode == 2
    assert "No folder for the files of IDPMS is named" in found.stderr


def test_a_look_at_what_would_be_drafted_needs_no_folder(tmp_path: Path) -> None:
    desk = Out(tmp_path)
    desk.take({"orm.csv": csv_text([orm(amount="1000.00")])})
    desk.ledger.close()
    told = run("produce", "--list", "--as-on", "31-Oct-2026", "--ledger", desk.path)
    assert (told.returncode, told.stdout) == (0, "Nothing waits to be drafted.\n")


@pytest.mark.parametrize("words", [("produce", "--list"), ("produce",), ("outbox",)])
def test_a_ledger_that_holds_nothing_yet_does_not_say_that_nothing_waits(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    desk = Out(tmp_path)
    desk.ledger.close()
    at = (
        "--as-on",
        "31-Oct-2026",
        "--ledger",
        desk.path,
        *(("--outgoing", tmp_path / "out") if words[0] == "produce" else ()),
    )
    told = run(*words, *at)
    assert told.returncode == 2
    assert "The ledger holds nothing yet" in told.stderr
