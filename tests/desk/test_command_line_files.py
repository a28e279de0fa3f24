"""Words on files from the command line: hidden rows, kinds that are not due, a password that is asked for."""

from __future__ import annotations

import io
import sys
from datetime import date
from pathlib import Path

import pytest

from tests.desk.intake.desk_folder import csv_text, orm
from tests.desk.test_command_line import run
from tests.workbook.extracts.books import Page, xlsx

ORM = orm()
RATES = "date,currency,inr_per_unit\n30/10/2026,USD,84.10\n"


def folder(home: Path, **files: str | bytes) -> Path:
    """A folder of files, their dots written as two underscores."""
    home.mkdir(exist_ok=True)
    for name, content in files.items():
        path = home / name.replace("__", ".")
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return home


def take(home: Path, on: date, *words: str) -> tuple[int, str]:
    done = run("take-in", home, "--as-on", on.isoformat(), "--ledger", home.parent / "l.sqlite", *words)
    return done.returncode, done.stdout + done.stderr


def book(*, hidden: tuple[int, ...] = ()) -> bytes:
    return xlsx(Page([list(ORM), list(ORM.values()), list(orm(number="IBA26100000002").values())], hidden=hidden))


def test_hidden_rows_end_with_1_until_the_desk_has_said_whether_they_count(tmp_path: Path) -> None:
    files = folder(tmp_path / "in", orm__xlsx=book(hidden=(3,)))
    october = date(2026, 10, 31)
    assert take(files, october)[0] == 1
    code, told = take(files, october, "--hidden-rows", "include")
    assert (code, "INFO  ROWS_HIDDEN" in told) == (0, False), "answered; nothing new was read"


def test_hidden_rows_may_be_left_out_by_the_desks_file(tmp_path: Path) -> None:
    files = folder(tmp_path / "in", orm__xlsx=book(hidden=(3,)))
    (tmp_path / "desk.toml").write_text('hidden_rows = "leave out"\n')
    code, told = take(files, date(2026, 10, 31), "--desk", str(tmp_path / "desk.toml"))
    assert "2 rows = 1 kept + 1 refused" in told
    assert code == 0


def test_a_kind_that_is_not_due_is_waived_by_a_word(tmp_path: Path) -> None:
    take(folder(tmp_path / "october", orm__csv=csv_text([ORM]), rates__csv=RATES), date(2026, 10, 31))
    later = csv_text([orm(number="IBA26110000001", paid="05/11/2026")])
    files, november = folder(tmp_path / "november", orm__csv=later), date(2026, 11, 30)
    code, told = take(files, november)
    assert (code, "BLOCK EXTRACT_MISSING" in told) == (1, True)
    assert take(files, november, "--not-expected", "rates")[0] == 0
    code, told = take(files, november, "--not-expected", "rate")
    assert (code, "'rate' names no kind of extract" in told) == (2, True)


def test_case_55_at_a_terminal_the_password_is_asked_for_without_an_echo_and_kept_nowhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    crypto = pytest.importorskip("msoffcrypto.format.ooxml")
    made, asked = io.BytesIO(), list[str]()
    crypto.OOXMLFile(io.BytesIO(book())).encrypt("tr0ub4dor", made)
    files = folder(tmp_path / "in", orm__xlsx=made.getvalue())

    def answer(prompt: str) -> str:
        asked.append(prompt)
        return "tr0ub4dor"

    monkeypatch.setattr("getpass.getpass", answer)
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    code, told = take(files, date(2026, 10, 31))
    assert (code, "2 rows = 2 kept" in told) == (0, True), told
    assert asked == ["Password of orm.xlsx (it is not kept): "]
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and b"tr0ub4dor" in path.read_bytes()]


def test_case_55_where_nobody_sits_the_book_is_refused_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    crypto = pytest.importorskip("msoffcrypto.format.ooxml")
    made = io.BytesIO()
    crypto.OOXMLFile(io.BytesIO(book())).encrypt("x", made)
    monkeypatch.setattr(sys.stdin, "isatty", lambda: False, raising=False)
    code, told = take(folder(tmp_path / "in", orm__xlsx=made.getvalue()), date(2026, 10, 31))
    assert (code, "remove the password" in told) == (2, True)
