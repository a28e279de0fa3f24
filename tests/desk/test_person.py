"""Who acts is the operating system's word, not the environment's (case 117)."""

from __future__ import annotations

import os
import sys

import pytest

from tests.desk.test_command_line import run
from xl_addin.desk import person as system
from xl_addin.desk.person import NAME_MAX, person, tidy

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the effective user of POSIX")


@pytest.mark.parametrize("name", ["LOGNAME", "USER", "LNAME", "USERNAME"])
def test_case_117_an_environment_variable_does_not_name_the_person(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    before = person()
    monkeypatch.setenv(name, "a colleague")
    assert person() == before
    assert "colleague" not in person()


def test_case_117_an_account_without_a_name_is_its_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 4_000_000_123)
    assert person() == "uid 4000000123"


def test_case_117_the_effective_user_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(os, "getuid", lambda: 12345)
    assert person() == "root"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("maker", "maker"),
        (" BANK\\maker ", "BANK\\maker"),
        ("a\nb\x1b[31mc", "a?b?[31mc"),
        ("a\u202eb", "a?b"),
        ("", "unknown"),
        ("x" * 64, "x" * 64),
        ("x" * 65, "x" * 63 + "…"),
        ("राम", "राम"),
    ],
)
def test_case_117_a_name_is_of_one_line_and_bounded(name: str, shown: str) -> None:
    assert tidy(name) == shown
    assert len(tidy(name)) <= NAME_MAX


def test_case_117_the_act_bears_the_person(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOGNAME", "a colleague")
    monkeypatch.setattr(system, "_posix", lambda: "the one who acts")
    assert run("demo", "--out", f"{tmp_path}/d").returncode == 0
    said = run("history", "--ledger", f"{tmp_path}/d/ledger.sqlite").stdout
    assert "by the one who acts" in said
    assert "colleague" not in said
