"""Whatever goes wrong on the command line: three parts and the code 2, never a traceback, on any console (K12)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.main import get_command

from tests.desk.month_fixture import DESK
from tests.desk.test_command_line import ROOT, run
from xl_addin.cli.main import app
from xl_addin.domain.addresses import of_nobody
from xl_addin.domain.errors import DeskError
from xl_addin.ledger.anchors import file_of


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small month, closed: a ledger and its closing folder."""
    out = tmp_path_factory.mktemp("faults") / "closed"
    assert run("demo", "--out", out).returncode == 0
    return out


def in_three_parts(done: subprocess.CompletedProcess[str]) -> str:
    """What was said, after it was seen to be no traceback and no fault that the program does not know."""
    assert done.returncode == 2, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert "does not know" not in done.stderr
    assert [line[:5] for line in done.stderr.splitlines() if line[:1].strip()][:1] == ["What:"]
    assert "What to do:" in done.stderr
    return done.stderr


# --- a run.json that was damaged or edited ---

BROKEN = {
    "no object": "[]",
    "cut off": '{"as_on": "2026-10-31", "out',
    "nothing in it": "",
    "not UTF-8": "\udcff\udcfe{",
    "without the day": {"as_on": None},
    "a day that is none": {"as_on": "2026-13-01"},
    "without outputs": {"outputs": None},
    "outputs that are no names": {"outputs": {"../../x": "0"}},
    "totals that are a text": {"control_totals": "x"},
    "totals without figures": {"control_totals": [{"side": "ORM", "currency": "USD"}]},
    "a head that is a number": {"ledger_head": 5},
    "a ledger that is a number": {"ledger": 5},
}


@pytest.mark.parametrize("said", BROKEN.values(), ids=BROKEN)
@pytest.mark.parametrize("command", ["verify", "close"])
def test_a_damaged_run_json_is_told(tmp_path: Path, closed: Path, command: str, said: object) -> None:
    content = json.loads((closed / "run.json").read_text("utf-8"))
    text = json.dumps({**content, **said}) if isinstance(said, dict) else str(said)
    (tmp_path / "run.json").write_bytes(text.encode("utf-8", "surrogateescape"))
    words = {
        "verify": ("verify", "--ledger", closed / "ledger.sqlite", "--out", tmp_path),
        "close": ("close", DESK, "--as-on", "2026-10-31", "--out", tmp_path / "o", "--previous", tmp_path),
    }[command]
    assert "run.json" in in_three_parts(run(*words))


# --- what the system, a library or a person stops ---


def test_every_command_answers_a_word_it_does_not_know_in_three_parts() -> None:
    names = sorted(get_command(app).commands)  # type: ignore[attr-defined]
    assert len(names) > 20
    for name in names:
        assert "--nope" in in_three_parts(run(name, "--nope")), name


STOPS = [
    (OSError(28, "No space left on device", "x.csv"), "No space left on device", "File x.csv."),
    (PermissionError(13, "Permission denied", "a/b"), "Permission denied", "File a/b."),
    (RuntimeError(OSError(2, "No such file or directory", "p.xlsx")), "No such file or directory", "File p.xlsx."),
    (KeyboardInterrupt(), "Stopped.", ""),
    (MemoryError(), "memory of this PC", ""),
    (ZeroDivisionError("x"), "a fault that it does not know: ZeroDivisionError: x", ""),
    (ModuleNotFoundError("No module named 'x'"), "a fault that it does not know", ""),
    (DeskError("a", "b", "c"), "a", "b"),
]


@pytest.mark.parametrize(("error", "what", "where"), STOPS, ids=[type(r[0]).__name__ + r[1][:9] for r in STOPS])
def test_whatever_stops_a_command_is_told_in_three_parts_with_two(
    tmp_path: Path, refusing: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException, what: str, where: str
) -> None:
    def stop(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr("xl_addin.desk.intake.take_in.take_in", stop)
    done = run("take-in", refusing, "--as-on", "2026-10-31", "--ledger", tmp_path / "l.sqlite")
    assert done.returncode == 2
    assert what in done.stderr
    assert where in done.stderr
    assert "Traceback" not in done.stderr
    assert "What to do:" in done.stderr


def test_the_library_s_own_words_for_a_file_it_cannot_make_are_those_of_the_system() -> None:
    said = in_three_parts(run("rules", "annex", "--out", "/proc/nowhere.xlsx"))
    assert "/proc/" in said


def test_a_command_without_words_teaches_and_says_no_more() -> None:
    done = run()
    assert done.returncode == 2
    assert "What" not in done.stderr


# --- what is printed reaches any console ---


def printed(encoding: str, *words: object) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "0", "PYTHONIOENCODING": encoding}
    command = [sys.executable, "-m", "xl_addin.cli.main", *map(str, words)]
    return subprocess.run(command, env=environment, capture_output=True, timeout=120, check=False)


@pytest.mark.parametrize("encoding", ["ascii", "ascii:strict", "cp1252", "cp437:strict", "latin-1", "utf-16", "cp874"])
def test_the_marks_of_verify_reach_a_console_without_them(closed: Path, encoding: str) -> None:
    done = printed(encoding, "verify", "--ledger", closed / "ledger.sqlite")
    assert done.returncode == 0, done.stderr
    assert done.stderr == b""
    assert len(done.stdout.splitlines()) >= 8


def test_a_name_that_the_console_lacks_is_printed_otherwise(closed: Path) -> None:
    done = printed("cp1252", "findings", "आयात ✓")
    assert done.returncode == 2
    assert b"OK" in done.stderr
    assert b"\\u0906" in done.stderr


@pytest.mark.parametrize("target", ["gone", "closed"])
def test_a_reader_that_has_gone_changes_no_exit_code(tmp_path: Path, refusing: Path, target: str) -> None:
    """A take-in with a refused row ends with 1, whoever reads the output."""
    command = [sys.executable, "-P", "-m", "xl_addin", "take-in", str(refusing), "--as-on", "2026-10-31"]
    command += ["--ledger", str(tmp_path / "l.sqlite")]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    reader, writer = os.pipe()
    os.close(reader)
    out = writer if target == "gone" else None
    close = (lambda: os.close(1)) if target == "closed" else None
    done = subprocess.run(
        command, env=environment, stdout=out, stderr=subprocess.PIPE, preexec_fn=close, timeout=120, check=False
    )
    os.close(writer)
    assert (done.returncode, done.stderr) == (1, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a disk that is always full")
def test_output_that_finds_no_room_is_told_with_what_was_kept(tmp_path: Path, refusing: Path) -> None:
    command = [sys.executable, "-P", "-m", "xl_addin", "take-in", str(refusing), "--as-on", "2026-10-31"]
    command += ["--ledger", str(tmp_path / "l.sqlite")]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            command, env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 2
    assert b"could not be printed" in done.stderr
    assert b"is kept" in done.stderr


def test_errors_that_nobody_can_be_told_still_end_with_two(tmp_path: Path) -> None:
    command = [sys.executable, "-P", "-m", "xl_addin", "history", "--ledger", str(tmp_path / "none.sqlite")]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(command, env={**os.environ, "PYTHONPATH": str(ROOT)}, stderr=full, check=False)
    assert done.returncode == 2


# --- passwords ---


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("postgresql://desk:geheim@host/db", "postgresql://desk:…@host/db"),
        ("postgresql+psycopg://desk:ge:he@im@host:5432/db", "postgresql+psycopg://desk:…@host:5432/db"),
        ("mysql://:geheim@host/db", "mysql://:…@host/db"),
        ("postgresql://host/db?user=a&password=geheim", "postgresql://host/db?user=a&password=…"),
        ("mssql://host/db?PWD=geheim;x=1", "mssql://host/db?PWD=…;x=1"),
        ("Ledger postgresql://desk:geheim@host/db.", "Ledger postgresql://desk:…@host/db."),
        ("postgresql://desk@host/db", "postgresql://desk@host/db"),
        ("mail a:b@c is no address", "mail a:b@c is no address"),
        ("C:/desk/l.sqlite", "C:/desk/l.sqlite"),
    ],
)
def test_no_error_shows_the_password_of_an_address(text: str, shown: str) -> None:
    told = DeskError(text, text, text)
    assert (told.what, told.where, told.todo, str(told)) == (shown, shown, shown, "\n".join([shown] * 3))
    assert told.args == (shown,)


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("postgresql://asha@host/db", "postgresql://host/db"),
        ("postgresql://asha:geheim@host/db", "postgresql://…@host/db"),
        ("postgresql://asha:ge:h/e@im@host:5432/db", "postgresql://…@host:5432/db"),
        ("postgresql://host/db", "postgresql://host/db"),
        ("postgresql://asha@/db?host=/run/p&password=geheim", "postgresql:///db?host=/run/p&password=…"),
        ("C:/desk/a@b.sqlite", "C:/desk/a@b.sqlite"),
    ],
)
def test_an_address_that_others_may_keep_names_nobody(address: str, kept: str) -> None:
    assert of_nobody(address) == kept


def test_a_closing_of_a_database_with_a_password_asks_for_its_address_again(tmp_path: Path, closed: Path) -> None:
    content = json.loads((closed / "run.json").read_text("utf-8"))
    (tmp_path / "run.json").write_text(json.dumps({**content, "ledger": "postgresql://desk:…@host/db"}), "utf-8")
    done = run("close", DESK, "--as-on", "2026-10-31", "--out", tmp_path / "o", "--previous", tmp_path)
    assert "password, which is never kept" in in_three_parts(done)


ADDRESSES = ["postgresql://desk:geheim@127.0.0.1:1/x", "mysql://desk:geheim@h/x", "x://", "oracle+cx://a:geheim@b"]
ADDRESSES += [
    "postgresql://a:geheim@h:bad/x",
    "sqlite:///nofolder/geheim/x",
    "sqlite://",
    "postgresql:///?password=geheim",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_that_cannot_be_used_is_told_without_its_password(tmp_path: Path, address: str) -> None:
    said = in_three_parts(run("take-in", DESK / "none", "--as-on", "2026-10-31", "--ledger", address, cwd=tmp_path))
    assert "geheim" not in said.replace("nofolder/geheim", "")


NAMES = ["q?x", "l?mode=ro", "%41", "h#h", "a b;c", "it's", "a&b", "50%", "%TEMP%", "आयात", "a+b=c", "sqlite:x", "~"]


@pytest.mark.parametrize("name", NAMES)
def test_case_60_the_ledger_is_the_very_file_that_was_named(tmp_path: Path, refusing: Path, name: str) -> None:
    folder = tmp_path / name
    folder.mkdir()
    ledger = folder / f"{name}.sqlite"
    taken = run("take-in", refusing, "--as-on", "2026-10-31", "--ledger", f"{name}/{name}.sqlite", cwd=tmp_path)
    assert taken.returncode == 1, taken.stderr
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert sorted(path.name for path in folder.iterdir()) == [ledger.name, file_of(ledger).name]
    assert run("history", "--ledger", ledger).returncode == 0


def test_case_60_a_path_that_is_too_long_is_told(tmp_path: Path) -> None:
    said = in_three_parts(run("history", "--ledger", "x" * 300 + ".sqlite", cwd=tmp_path))
    assert "too long" in said.lower()
