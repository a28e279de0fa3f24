"""The command line as a person at the desk meets it: exit codes, messages in three parts, help, quick start-up."""

from __future__ import annotations

import gc
import io
import os
import shutil
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from tests.desk.month_fixture import SMALL
from xl_addin.cli import main

ROOT = Path(__file__).resolve().parents[2]


def started(*words: object, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """A process of its own, as a person starts it: once for each exit code, and where starting is the question."""
    command = [sys.executable, "-m", "xl_addin.cli.main", *map(str, words)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, timeout=120, check=False)


def run(*words: object, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """The same entry, called in this process: a start costs more than most commands."""
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.chdir(cwd)
        patch.setattr(sys, "argv", [main.__file__, *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            main.main()
    gc.unfreeze()
    gc.enable()
    return subprocess.CompletedProcess(words, int(ended.value.code or 0), out.getvalue(), err.getvalue())


def test_demo_closes_the_sample_and_names_the_workbook(tmp_path: Path) -> None:
    done = started("demo", "--out", tmp_path / "demo")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "demo" / "closing-2026-10.xlsx").is_file()
    assert "rows = 4,448 kept + 0 refused" in done.stdout
    assert "What waits, the gravest first" in done.stdout
    again = run("demo", "--out", tmp_path / "demo")
    assert again.returncode == 0, again.stderr
    assert "rows = 4,448 kept + 0 refused" in again.stdout


def test_each_step_by_itself_gives_what_close_gives(tmp_path: Path) -> None:
    ledger = tmp_path / "desk.sqlite"
    assert run("take-in", SMALL, "--as-on", "2026-10-31", "--ledger", ledger).returncode == 0
    settled = run("settle", "--as-on", "31-Oct-2026", "--ledger", ledger)
    assert settled.returncode == 0, settled.stderr
    decided = run("decide", "--as-on", "31/10/2026", "--ledger", ledger)
    assert "PAYMENT" in decided.stdout
    closed = run("close", SMALL, "--as-on", "2026-10-31", "--ledger", ledger, "--out", tmp_path / "out")
    assert closed.returncode == 0, closed.stderr
    assert "(0 now)" in closed.stdout
    verified = run("verify", "--ledger", ledger, "--out", tmp_path / "out")
    assert verified.returncode == 0, verified.stdout
    assert ", 0 broken." in verified.stdout


def test_refused_rows_end_with_one(tmp_path: Path, refusing: Path) -> None:
    done = started("take-in", refusing, "--as-on", "2026-10-31", "--ledger", tmp_path / "l.sqlite")
    assert done.returncode == 1, done.stderr
    assert "1 refused" in done.stdout
    (told,) = [line for line in done.stdout.splitlines() if "BAD_AMOUNT at" in line]
    assert "orm.csv, row 3, " in told  # below the header and the row that was kept
    assert "'much'" in told


NO_LEDGER = ("verify", "--ledger", "nowhere.sqlite")
BAD = {
    "no such folder": (("close", "nowhere", "--as-on", "2026-10-31", "--out", "o"), "folder of extracts was not found"),
    "no such ledger": (NO_LEDGER, "ledger was not found"),
    "no such former closing": (
        ("close", SMALL, "--as-on", "2026-10-31", "--out", "o", "--previous", "nowhere"),
        "former closing was not found",
    ),
    "no such policy": (
        ("close", SMALL, "--as-on", "2026-10-31", "--out", "o", "--policy", "nowhere.toml"),
        "policy file cannot be read",
    ),
    "no number in law": (("rules", "show", "writeoff.limit_pct", "--on", "2026-10-01"), "In its place: how closing"),
    "case_25: a day with two readings": (
        ("rules", "show", "writeoff.limit_pct", "--on", "05/10/2026"),
        "may be 05-Oct-2026 or 10-May-2026",
    ),
    "case_25: a year of two digits": (("settle", "--as-on", "31/10/26"), "may be 31-Oct-2026 or"),
    "case_25: a year beyond all law": (("settle", "--as-on", "9999-12-31"), "in 2000 to 2099"),
    "case_25: digits alone": (("settle", "--as-on", "46326"), "a date with one reading"),
    "no such parameter": (("rules", "show", "writeoff.limit", "--on", "2026-10-01"), "knows no parameter"),
}


@pytest.mark.parametrize(("words", "says"), BAD.values(), ids=BAD)
def test_what_cannot_run_ends_with_two_and_says_what_where_and_what_to_do(
    tmp_path: Path, words: tuple[object, ...], says: str
) -> None:
    done = (started if words == NO_LEDGER else run)(*words, cwd=tmp_path)
    assert done.returncode == 2, done.stdout
    assert says in done.stderr
    assert "What to do:" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "o" / "run.json").exists()


@pytest.mark.parametrize(
    "words", [("take-in", SMALL), ("settle",), ("close", SMALL, "--out", "out")], ids=lambda w: w[0]
)
def test_a_day_outside_the_law_makes_no_ledger_and_no_folder(tmp_path: Path, words: tuple[object, ...]) -> None:
    told = run(*words, "--as-on", "2030-10-31", "--ledger", "l.sqlite", cwd=tmp_path)
    assert told.returncode == 2
    assert "As-on date 31-Oct-2030" in told.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_rule_is_shown_with_its_value_dates_source_and_confidence() -> None:
    shown = run("rules", "show", "writeoff.limit_pct", "--on", "2026-09-30").stdout
    for part in (
        "= 5",
        "28-Apr-2016 until 30-Sep-2026",
        "Circular No. 65 of 2016-04-28",
        "H: the primary text was read",
    ):
        assert part in shown
    assert "until 30-Sep-2026" in run("rules", "history", "payment.method").stdout


def test_version_names_the_program_and_its_rulebook() -> None:
    assert "Import Desk 0.3.0, rules 2026-11-22" in run("version").stdout


HEAVY = ("pandas", "numpy", "sqlalchemy", "lxml", "xlsxwriter")


@pytest.mark.parametrize(
    ("words", "not_loaded"),
    [
        (["--help"], HEAVY),
        (["rules", "show", "writeoff.limit_pct", "--on", "2026-09-30"], HEAVY),
        (["functions", "WRITEOFF"], HEAVY[:3]),
        (["diagnose"], HEAVY),
        (["install", "--calc", "--dry-run"], HEAVY),
    ],
    ids=["help", "rules show", "functions", "diagnose", "install"],
)
def test_help_and_a_question_to_the_law_load_no_heavy_library(words: list[str], not_loaded: tuple[str, ...]) -> None:
    code = (
        f"import sys; sys.argv = ['desk', *{words}]\n"
        "from xl_addin.cli import main\n"
        "try: main.main()\n"
        "except SystemExit: pass\n"
        f"print([m for m in {not_loaded} if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.stdout.rstrip().endswith("[]"), done.stdout[-300:]


@pytest.mark.parametrize("command", ["demo", "take-in", "settle", "decide", "close", "verify", "rules"])
def test_every_command_teaches_with_help(command: str) -> None:
    done = run(command, "--help")
    assert done.returncode == 0
    assert len(done.stdout.split()) > 15


def test_the_second_month_never_begins_an_empty_ledger_by_accident(tmp_path: Path) -> None:
    """Without a ledger named, a folder beside the first month's is refused with both ways on, and nothing is made."""
    assert run("close", SMALL, "--as-on", "2026-10-31", "--out", tmp_path / "2026-10").returncode == 0
    november = tmp_path / "extracts"
    november.mkdir()
    (november / "rates.csv").write_text("date,currency,inr_per_unit\n2026-11-30,USD,90.25\n", "utf-8")
    order = ("close", november, "--as-on", "30-Nov-2026", "--out", tmp_path / "2026-11")
    refused = run(*order)
    assert refused.returncode == 2
    assert f"--previous {tmp_path / '2026-10'}" in " ".join(refused.stderr.split())
    misspelt = run(*order, "--ledger", tmp_path / "2026-10" / "leger.sqlite")
    assert misspelt.returncode == 2
    assert "is not there yet" in misspelt.stderr
    assert not (tmp_path / "2026-11").exists()
    assert not (tmp_path / "2026-10" / "leger.sqlite").exists()
    gone_on = run(*order, "--previous", tmp_path / "2026-10")
    assert gone_on.returncode in (0, 1), gone_on.stderr
    assert "First month" not in gone_on.stdout
    anew = run(*order[:-1], tmp_path / "other" / "2026-11", "--ledger", tmp_path / "own.sqlite")
    assert anew.returncode in (0, 1), anew.stderr
    assert "First month" in anew.stdout
    book = tmp_path / "2026-10" / "closing-2026-10.xlsx"
    other = run("review", book, "--as-on", "30-Nov-2026", "--ledger", tmp_path / "2026-10" / "ledger.sqlite")
    assert other.returncode == 2
    assert "The book is of Oct 2026, and Nov 2026 was said." in " ".join(other.stderr.split())


@pytest.mark.parametrize("said", ["", "{", '{"as_on": 7}'])
def test_a_damaged_closing_beside_bars_nobody(tmp_path: Path, said: str) -> None:
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "run.json").write_text(said, "utf-8")
    assert run("close", SMALL, "--as-on", "2026-10-31", "--out", tmp_path / "2026-10").returncode == 0


@pytest.mark.parametrize("command", ["close", "take-in"])
def test_a_folder_without_extracts_begins_no_ledger(tmp_path: Path, command: str) -> None:
    (tmp_path / "photos").mkdir()
    more = ("--out", tmp_path / "out") if command == "close" else ()
    done = run(command, tmp_path / "photos", "--as-on", "2026-10-31", "--ledger", tmp_path / "new.sqlite", *more)
    assert done.returncode == 2
    assert "no extract" in done.stderr
    assert not (tmp_path / "new.sqlite").exists()


@pytest.mark.parametrize("mark", ["~$closing-2026-10.xlsx", ".~lock.closing-2026-10.xlsx#"])
def test_a_book_that_is_open_elsewhere_is_read_as_it_was_saved_and_told(
    small_out: Path, tmp_path: Path, mark: str
) -> None:
    shutil.copytree(small_out, tmp_path / "out")
    book = tmp_path / "out" / "closing-2026-10.xlsx"
    order = ("review", book, "--as-on", "31-Oct-2026", "--ledger", tmp_path / "out" / "ledger.sqlite", "--preview")
    assert "seems to be open" not in run(*order).stdout
    (book.parent / mark).touch()
    assert "seems to be open in Excel or LibreOffice" in run(*order).stdout
