"""What the command line says is plain: no words of a programming language, days day first, and nothing asked twice."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.main import get_command

from tests.desk.month_fixture import SMALL
from tests.desk.test_command_line import ROOT, run
from xl_addin.cli.main import app

# Words of those who write programs; a place of a kind (<str>) and a day with its year first are such words too.
FOREIGN = re.compile(
    r"\bNone\b(?!\W+(is|are|of|was)\b)"
    r"|(?i:\b(null|invalid|pars(e|ing)|exception|traceback|boolean|arguments?|positional|string|integer|args)\b)"
    r"|<[a-z]+(\[[a-z]+\])?>"
    r"|(?<!-)\b20[0-9]{2}-[0-9]{2}-[0-9]{2}\b",
)
# A command that help shows is typed with the year first, as scripts do; both forms are read.
TYPED = re.compile(r"^.*(import-desk|desk\.py|xl_addin|ledger-|=20|_date|\.\.2026).*$", re.MULTILINE)


def foreign(text: str) -> list[str]:
    return [found[0] for found in FOREIGN.finditer(TYPED.sub("", text))]


def commands() -> Iterator[tuple[str, ...]]:
    def below(command: object, path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        yield path
        for name, one in getattr(command, "commands", {}).items():
            yield from below(one, (*path, name))

    return below(get_command(app), ())


# They do their work without another word; what they print has its own tests.
WORK = {"build", "make", "sbom", "wheelhouse", "demo", "diagnose", "desk", "findings", "functions", "version", "guide"}


def test_no_page_of_help_speaks_of_kinds_of_a_programming_language() -> None:
    found = {words: foreign(run(*words, "--help").stdout) for words in commands()}
    assert {words: one for words, one in found.items() if one} == {}


def test_no_command_without_its_words_speaks_so_either() -> None:
    found = {words: foreign(run(*words).stderr) for words in commands() if words and words[0] not in WORK}
    assert {words: one for words, one in found.items() if one} == {}


SAID = {
    "all that is lacking": (
        ("rules", "diff"),
        ["DAY: The earlier day", "DAY: The later day", "Add to the command: DAY"],
    ),
    "what is lacking alone": (
        ("refused", "A1", "--reason", "x"),
        ["lacks:\n              --as-on DAY", "command: --as-on DAY. All"],
    ),
    "several of a kind": (("match",), ["ORM: The remittance", "INVOICE[=AMOUNT] …: BoE number", "--as-on DAY: Day"]),
    "a command that is none": (("clse",), ["'clse' is no command. Did you mean close"]),
    "a command of a group": (("rules", "shw"), ["'shw' is no command. Did you mean show?", "rules --help"]),
    "an option that is none": (("today", "--as-no", "x"), ["There is no option --as-no here. Did you mean --as-on?"]),
    "nothing behind it": (("today", "--as-on"), ["--as-on is followed by nothing; it takes DAY.", "today --help"]),
    "something behind a switch": (("approve", "--list=3"), ["--list takes nothing after it."]),
    "a word too many": (("demo", "a", "b"), ["Nothing more is taken here than was said before: a b."]),
    "no number": (
        ("papers", "letters", "--as-on", "31-Oct-2026", "--older-than", "x"),
        ["--older-than DAYS: write a whole number."],
    ),
    "a day with two readings": (
        ("today", "--as-on", "05/10/2026"),
        ["'05/10/2026' is not a date with one reading, as 31-Oct-2026 or 2026-10-31; this may be 05-Oct-2026 or"],
    ),
    "an engine that is none": (("settle", "--engine", "x"), ["--engine: 'x' is none of ledger, local, spark."]),
    "options of another engine": (("settle", "--orm", "x"), ["What:       --orm goes with --engine local"]),
}


@pytest.mark.parametrize(("words", "told"), SAID.values(), ids=SAID)
def test_what_was_typed_amiss_is_told_as_a_colleague_would(words: tuple[str, ...], told: list[str]) -> None:
    done = run(*words)
    assert done.returncode == 2
    assert [part for part in told if part not in done.stderr] == []


def test_the_front_page_shows_each_command_under_a_heading() -> None:
    page = run("--help").stdout
    places = [page.index(f"─ {one} ─") for one in ("Begin", "The month", "What waits", "Two people", "For IT")]
    assert places == sorted(places)
    assert "─ Commands ─" not in page


# --- close remembers ---


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user with a record of his own."""
    for name in ("XDG_CONFIG_HOME", "APPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    return tmp_path


ORDER = ("close", SMALL, "--as-on", "31-Oct-2026", "--out", "2026 10")


def test_close_alone_is_the_last_close_again_from_any_folder_and_says_so(home: Path) -> None:
    assert run(*ORDER, "--bank", "Our Bank", cwd=home).returncode == 0
    again = run("close", cwd=ROOT)
    assert again.returncode == 0, again.stderr
    first = again.stdout.splitlines()[0]
    assert first.startswith("Closing again as said last: ")
    assert first.endswith(f'close {SMALL} --as-on 31-Oct-2026 --out "{home / "2026 10"}" --bank "Our Bank"')
    assert "(0 now)" in again.stdout


def test_what_is_said_now_wins_over_what_was_said_last(home: Path) -> None:
    assert run(*ORDER, "--bank", "Our Bank", cwd=home).returncode == 0
    assert '--bank "New Bank"' in run("close", "--bank", "New Bank", cwd=home).stdout.splitlines()[0]


def test_a_close_that_says_a_part_is_never_filled_up_in_silence(home: Path) -> None:
    """A new day with last month's folder would be another month's close: it is asked, with what was said last."""
    assert run(*ORDER, cwd=home).returncode == 0
    asked = run("close", "--as-on", "30-Nov-2026", cwd=home)
    assert asked.returncode == 2
    assert "EXTRACTS, the folder with the month's extracts; --out FOLDER." in asked.stderr
    assert "Last time it was:" in asked.stderr


def test_a_close_that_could_not_run_is_not_remembered(home: Path) -> None:
    assert run("close", "nowhere", *ORDER[2:], cwd=home).returncode == 2
    asked = run("close", cwd=home)
    assert asked.returncode == 2
    assert "Last time" not in asked.stderr


@pytest.mark.parametrize("kept", ["", "{", "[]", '{"source": 5}', '{"source": null, "as_on": "2026-10-31"}'])
def test_a_damaged_record_of_the_last_close_is_as_none(home: Path, kept: str) -> None:
    (home / "home" / "ImportDesk").mkdir(parents=True)
    (home / "home" / "ImportDesk" / "last-close.json").write_text(kept, "utf-8")
    assert "It is not said what to close" in run("close", cwd=home).stderr


# --- a reader that has gone: `| head` ---

PRINTING = [
    ("--help",),
    ("close", "--help"),
    ("history", "--ledger", "LEDGER"),
    ("verify", "--ledger", "LEDGER"),
    ("today", "--as-on", "31-Oct-2026", "--ledger", "LEDGER"),
    ("decide", "--as-on", "31-Oct-2026", "--ledger", "LEDGER"),
    ("facts", "--as-on", "31-Oct-2026", "--ledger", "LEDGER"),
    ("proposals", "--as-on", "31-Oct-2026", "--ledger", "LEDGER"),
    ("papers", "list", "--as-on", "31-Oct-2026", "--ledger", "LEDGER"),
    ("findings",),
    ("functions",),
    ("rules", "list"),
    ("rules", "diff", "30-Sep-2026", "01-Oct-2026"),
    ("messages", "list"),
    ("desk",),
    ("close", "SMALL", "--as-on", "31-Oct-2026", "--ledger", "LEDGER", "--out", "OUT"),
]
GONE = """
import os, sys
from xl_addin.cli import main
reader, writer = os.pipe(); os.close(reader); os.dup2(writer, 1)
codes = []
for words in {printing!r}:
    child = os.fork()
    if not child:
        sys.argv = ["import-desk", *words]
        try: main.main()
        except SystemExit as ended: sys.stdout.flush(); os._exit(ended.code)
    codes.append(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
print(codes, file=sys.stderr)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="each command in a child of one process")
def test_a_reader_that_goes_loses_no_file_and_shows_no_fault_in_any_command(home: Path) -> None:
    assert run(*ORDER, cwd=home).returncode == 0
    names = {"LEDGER": str(home / "2026 10" / "ledger.sqlite"), "OUT": str(home / "again"), "SMALL": str(SMALL)}
    printing = [[names.get(word, word) for word in words] for words in PRINTING]
    done = subprocess.run(
        [sys.executable, "-P", "-c", GONE.format(printing=printing)],
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT), "PATH": "", "XDG_CONFIG_HOME": str(home / "home"), "HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr.splitlines() == [str([0] * len(PRINTING))]
    same = {path.name for path in (home / "2026 10").iterdir()} - {path.name for path in (home / "again").iterdir()}
    assert {name for name in same if not name.startswith("ledger.")} == set()
