"""The server that waits for Excel: what it trusts, what it refuses, what it lets Excel call, what it notes."""

from __future__ import annotations

import json
import logging
import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.rulebook.test_bank_instruments import DIGEST, IMS_2027, NAME
from udfs import _law as functions_law
from xl_addin import rulebook
from xl_addin.desk.settings_record import record_path
from xl_addin.engine.dgft.ims import ImsValid
from xl_addin.hosts.desks_law import use_the_desks_law
from xl_addin.hosts.excel.install.do import Doer
from xl_addin.hosts.excel.install.places import LINK, MANIFEST, SERVER_FLAGS
from xl_addin.hosts.excel.install.plan import PARTS
from xl_addin.hosts.excel.install.steps import CopyFiles
from xl_addin.hosts.excel.server import checks as server_checks
from xl_addin.hosts.excel.server import log as server_log
from xl_addin.hosts.excel.server import pywin32
from xl_addin.hosts.excel.server import serve as server
from xl_addin.hosts.excel.server.transport import SERVER_ID
from xl_addin.rulebook.registers_bank import use_bank_registers

ROOT = Path(__file__).resolve().parents[4]
CHILD = "tests.hosts.excel.install.server_child"
XLWINGS_OWN_ID = "{506e67c3-55b5-48c3-a035-eed5deea7d6d}"
# Names that our code imports, ours, and those that Python looks for by itself.
PLANTED = (
    "openpyxl",
    "decimal",
    "pandas",
    "numpy",
    "xlwings",
    "lxml",
    "sqlalchemy",
    "xl_addin",
    "udfs",
    "json",
    "logging",
    "datetime",
    "typing",
    "sitecustomize",
    "usercustomize",
    "win32api",
    "pythoncom",
    "tomllib",
    "rich",
    "xlsxwriter",
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation as the plan lays it out, with the libraries of this environment by links."""
    folder = tmp_path_factory.mktemp("home")
    app, python = folder / "app", folder / "python"
    Doer(None, None).one(CopyFiles(str(ROOT), str(app), PARTS, str(app / MANIFEST)))  # type: ignore[arg-type]
    base = getattr(sys, "_base_executable", sys.executable)
    subprocess.run([base, "-I", "-m", "venv", "--without-pip", str(python)], check=True)
    packages = next(python.rglob("site-packages"))
    for path in Path(sysconfig.get_path("purelib")).iterdir():
        if path.suffix != ".pth" and path.name != "__pycache__" and not (packages / path.name).exists():
            (packages / path.name).symlink_to(path)
    (packages / LINK).write_text(f"{app}\n", encoding="utf-8")
    return folder


def checked(home: Path, cwd: Path, *flags: str) -> subprocess.CompletedProcess[str]:
    """The server's own look at itself, started in a folder."""
    python = home / "python" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    environment = {**os.environ, "PYTHONPATH": str(cwd), "PYTHONHOME": ""}
    return subprocess.run(
        [str(python), *(flags or SERVER_FLAGS), "--check"],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )


@pytest.fixture
def planted(tmp_path: Path) -> Path:
    """A folder in which every name is laid that Python might take; each would leave a mark."""
    for name in PLANTED:
        text = f"import pathlib\npathlib.Path({str(tmp_path / 'caught')!r}).touch()\n"
        (tmp_path / f"{name}.py").write_text(text, encoding="utf-8")
    shutil.make_archive(str(tmp_path / "book"), "zip", tmp_path)
    return tmp_path


# --- an installation as it starts ---


def test_an_installation_answers_and_nothing_planted_beside_it_is_imported(home: Path, planted: Path) -> None:
    done = checked(home, planted)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "would answer Excel" in done.stdout
    assert not (planted / "caught").exists()


def test_without_its_flags_it_refuses(home: Path, tmp_path: Path) -> None:
    done = checked(home, tmp_path, "-m", "xl_addin.hosts.excel.server.serve")
    assert done.returncode == server.REFUSED
    assert "without -I and -B" in done.stdout
    assert f"Python would look for code in {tmp_path}" in done.stdout
    shutil.rmtree(home / "app" / "xl_addin" / "__pycache__", ignore_errors=True)
    for folder in list((home / "app").rglob("__pycache__")):
        shutil.rmtree(folder)


CHANGES = [
    ("a changed file", "app/xl_addin/engine/writeoff/difference.py", "changed after"),
    ("a changed rule", "app/xl_addin/rulebook/parameters.toml", "changed after"),
    ("an added file", "app/xl_addin/decimal.py", "xl_addin/decimal.py was added"),
    ("a compiled file in place of a source", "app/udfs/__pycache__/dates.cpython-311.pyc", "was added"),
    ("a file that runs at the start", "python/lib/SITE/x.pth", "would run whenever Python starts"),
]


@pytest.mark.parametrize(("case", "name", "words"), CHANGES, ids=[case for case, _, _ in CHANGES])
def test_a_changed_installation_is_refused(home: Path, tmp_path: Path, case: str, name: str, words: str) -> None:
    place = next((home / "python").rglob("site-packages")) / "x.pth" if "SITE" in name else home / name
    before = place.read_bytes() if place.exists() else None
    place.parent.mkdir(exist_ok=True)
    place.write_bytes((before or b"") + b"\n# changed\n")
    try:
        done = checked(home, tmp_path)
        assert done.returncode == server.REFUSED
        assert words in done.stdout
    finally:
        place.unlink() if before is None else place.write_bytes(before)
        if place.parent.name == "__pycache__":
            place.parent.rmdir()


def test_a_changed_workbook_is_no_fault(home: Path, tmp_path: Path) -> None:
    (home / "app" / "workbooks" / "mine.xlsx").write_bytes(b"work")
    assert checked(home, tmp_path).returncode == 0


# --- what is trusted ---


@pytest.fixture
def trusted(tmp_path: Path) -> server_checks.Trust:
    return server_checks.trust(tmp_path / "app")


def test_the_current_folder_and_others_are_no_part_of_the_path(trusted: server_checks.Trust, tmp_path: Path) -> None:
    good = [str(tmp_path / "app"), sysconfig.get_path("stdlib"), sysconfig.get_path("purelib")]
    assert list(server_checks.path_faults(trusted, good)) == []
    assert len(list(server_checks.path_faults(trusted, ["", ".", str(tmp_path), str(tmp_path / "app2")]))) == 4


def test_a_module_from_elsewhere_is_found(trusted: server_checks.Trust, tmp_path: Path) -> None:
    def module(place: Path) -> Any:
        return SimpleNamespace(__file__=str(place))

    there = {
        "good": module(tmp_path / "app" / "good.py"),
        "built_in": SimpleNamespace(),
        "beside": module(tmp_path / "decimal.py"),
        "prefix_only": module(tmp_path / "app-evil" / "x.py"),
        "up": module(tmp_path / "app" / ".." / "x.py"),
        "beside_python": module(Path(sys.prefix) / "openpyxl.py"),
    }
    found = list(server_checks.module_faults(trusted, there))
    assert sorted(line.split()[2] for line in found) == ["beside", "beside_python", "prefix_only", "up"]


# --- what Excel may call: xlwings' own server code over stubs ---


def started(folder: Path, *arguments: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", CHILD, str(folder), *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=120,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
    )
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def test_the_server_waits_under_its_own_class_and_kills_no_excel(tmp_path: Path) -> None:
    told = started(tmp_path)
    assert told["served"] == [SERVER_ID]
    assert SERVER_ID.lower() != XLWINGS_OWN_ID
    assert (told["code"], told["killed"], told["tries"]) == (server.SERVED, [], 1)
    assert "serves" in (tmp_path / server_log.LOG_NAME).read_text(encoding="utf-8")


def test_excel_may_call_our_two_doors_and_nothing_else(tmp_path: Path) -> None:
    told = started(tmp_path)
    assert told["methods"] == ["Ask"]
    assert told["answered"] == "REG2026"
    assert told["refused"] == ["os.system", "_cells", ""]


def test_a_press_looks_at_nothing_of_the_users_book_before_our_code_does(tmp_path: Path) -> None:
    """A sheet named x.py ended a press in xlwings' words about its licence, and a changed file was loaded anew."""
    told = started(tmp_path)
    assert told["looked_at"] == []
    assert told["pressed"] == "refused"


def test_a_second_server_of_the_session_waits_until_the_first_answers_and_ends(tmp_path: Path) -> None:
    """Windows starts one for an Excel that asks while the one of the log-on is still loading."""
    told = started(tmp_path, "another")
    assert (told["code"], told["served"], told["waited"]) == (server.SERVED, [], [60_000])


# --- the log ---

CANARIES = (
    "ABCDE1234F",
    "27ABCDE1234F1Z5",
    "123456789012",
    "person@example.com",
    "RAMESH TRADERS",
    "Ramesh Traders Oct.xlsx",
)


@pytest.fixture
def log(tmp_path: Path) -> Any:
    root = logging.getLogger()
    before, hook = (root.handlers[:], root.level), sys.excepthook
    handler = server_log.start(tmp_path)
    yield logging.getLogger("xl_addin.test")
    handler.close()
    root.handlers[:], sys.excepthook = before[0], hook
    root.setLevel(before[1])


def test_no_data_comes_into_the_log(log: logging.Logger, tmp_path: Path) -> None:
    def fails() -> None:
        raise ValueError(f"found {CANARIES}")

    try:
        try:
            fails()
        except ValueError as first:
            raise KeyError(f"importer {CANARIES[4]}") from first
    except KeyError:
        log.exception("REGIME failed in [%s]Sheet1!$A$1", CANARIES[5])
    log.warning("PAN %s GSTIN %s account %s mail %s in '%s'", *CANARIES[:4], CANARIES[5])
    text = (tmp_path / server_log.LOG_NAME).read_text(encoding="utf-8")
    assert [canary for canary in CANARIES if canary in text] == []
    assert "REGIME failed in [book]Sheet1!$A$1" in text
    assert "ValueError" in text
    assert "KeyError" in text
    assert "test_server.py:" in text
    assert "XXXXX1234F" in text
    assert "...9012" in text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("C:\\Users\\ramesh.k\\AppData\\x", "C:\\Users\\(user)\\AppData\\x"),
        ("/home/ramesh/x", "/home/(user)/x"),
        ("2026-10-31 12:00:01,123", "2026-10-31 12:00:01,123"),
        ("ORM0001234567", "ORM0001234567"),
        ("invoice 1234", "invoice 1234"),
        ("account 12345678901", "account ...8901"),
        ("pan abcde1234f", "pan XXXXX1234f"),
        ("'Ramesh & Sons.xlsm'!A1", "'book'!A1"),
    ],
)
def test_what_is_masked(text: str, shown: str) -> None:
    assert server_log.masked(text) == shown


def test_the_latest_errors_are_told_without_the_notes_between(log: logging.Logger, tmp_path: Path) -> None:
    for number in range(15):
        log.info("note %d", number)
        log.error("error %d", number)
    told = server_log.last_errors(tmp_path, 10)
    assert [line.rpartition(" ")[2] for line in told] == [str(number) for number in range(5, 15)]


def test_an_error_that_nobody_caught_is_noted(log: logging.Logger, tmp_path: Path) -> None:
    try:
        raise RuntimeError("RAMESH TRADERS")
    except RuntimeError as error:
        sys.excepthook(RuntimeError, error, error.__traceback__)
    (told,) = server_log.last_errors(tmp_path)
    assert "RuntimeError" in told
    assert "RAMESH" not in told


def test_an_entry_is_not_lost_where_errors_lead_to_each_other(log: logging.Logger, tmp_path: Path) -> None:
    first, second, alone = ValueError("a"), KeyError("b"), TypeError("c")
    first.__cause__, second.__cause__, alone.__cause__ = second, first, alone
    for error in (first, alone):
        log.error("failed", exc_info=(type(error), error, None))
    text = (tmp_path / server_log.LOG_NAME).read_text(encoding="utf-8")
    assert [line.strip() for line in text.splitlines() if line.startswith("  ")] == [
        "KeyError",
        "ValueError",
        "TypeError",
    ]


# --- pywin32 ---


def test_no_code_is_taken_from_the_folder_for_temporary_files() -> None:
    """As win32com.client.gencache goes by these two: a path to import from, and whether there is an archive."""
    win32com = SimpleNamespace(gen_py=SimpleNamespace(__path__=[r"C:\Temp\gen_py"]), __loader__=None)
    pywin32.shut_generated(win32com)
    assert win32com.gen_py.__path__ == []
    assert hasattr(win32com.__loader__, "archive")


def test_pywin32s_own_libraries_are_loaded_before_others_of_their_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded: list[str] = []
    monkeypatch.setitem(sys.modules, "ctypes", SimpleNamespace(WinDLL=loaded.append))
    names = [f"{name}{sys.version_info[0]}{sys.version_info[1]}.dll" for name in ("pywintypes", "pythoncom")]
    for name in names:
        (tmp_path / name).touch()
    pywin32.load_own(tmp_path)
    assert loaded == [str(tmp_path / name) for name in names]
    pywin32.load_own(tmp_path / "none")
    assert len(loaded) == 2


# --- the law that cells answer by ---


@pytest.fixture
def record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The record of the user that the server runs as; the functions go back to the shipped law afterwards."""
    monkeypatch.setenv("APPDATA", str(tmp_path))
    yield record_path()
    functions_law.use(rulebook.load())
    use_bank_registers(None)


def test_cells_answer_by_what_the_bank_has_loaded(record: Path, tmp_path: Path) -> None:
    (tmp_path / "instruments").mkdir()
    (tmp_path / "instruments" / NAME).write_text(IMS_2027, encoding="utf-8")
    record.parent.mkdir()
    record.write_text('instruments = "../instruments"\n', encoding="utf-8")
    asked = {"authorisation_year": 2027, "boe_date": date(2027, 1, 1)}
    assert functions_law.law_with().ask(ImsValid, **asked).status == "REFUSE"
    use_the_desks_law(server.LOG)
    found = functions_law.law_with().ask(ImsValid, **asked)
    assert found.ok
    assert f"loaded by the bank, {DIGEST}" in found.why


def test_a_record_that_cannot_be_used_leaves_the_shipped_law_and_a_line_in_the_log(
    record: Path, caplog: pytest.LogCaptureFixture
) -> None:
    record.parent.mkdir()
    record.write_text('instruments = "gone"\n', encoding="utf-8")
    use_the_desks_law(server.LOG)
    assert functions_law.rules() is rulebook.load()
    assert "as shipped" in caplog.text
