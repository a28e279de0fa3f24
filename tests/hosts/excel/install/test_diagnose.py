"""The diagnosis: what it reads, what it calls wrong, that it tells no customer; and what the guide promises."""

from __future__ import annotations

import ast
import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path, PureWindowsPath
from typing import Any

import pytest
import typer

from tests.udfs.vectors import vectors
from xl_addin.cli.commands import add_commands
from xl_addin.hosts.excel.diagnose import cases as diagnose_cases
from xl_addin.hosts.excel.diagnose.report import Diagnosis, diagnosed, lines
from xl_addin.hosts.excel.diagnose.windows import windows_rows
from xl_addin.hosts.excel.install import plan as install_plan
from xl_addin.hosts.excel.install import steps as install_steps
from xl_addin.hosts.excel.install.pc import Pc
from xl_addin.hosts.excel.install.places import CLASS_KEYS, CLASS_NAME, EXCEL, OPTIONS, RUN, TRUSTED, UNINSTALL, Places
from xl_addin.hosts.excel.server import log as server_log
from xl_addin.hosts.excel.server.transport import SERVER_ID
from xl_addin.hosts.rows import FAIL, OK, WARN, Row
from xl_addin.hosts.trial import as_cell

ROOT = Path(__file__).resolve().parents[4]
LOCAL = r"C:\Users\ramesh.k\AppData\Local"
PC = Pc("Windows", r"C:\Python311\python.exe", LOCAL, r"C:\src", r"C:\src\build\ImportDesk.xlam")
OFFICE = r"SOFTWARE\Microsoft\Office\ClickToRun\Configuration"
POLICIES = r"Software\Policies\Microsoft\Office\16.0\Excel\Security"
OFFICE_POLICIES = r"Software\Policies\Microsoft\Office\16.0\Common"
EXCEL_PROGRAM = r"SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe"
ASR = r"SOFTWARE\Policies\Microsoft\Windows Defender\Windows Defender Exploit Guard\ASR\Rules"
STOPS = "92e97fa1-2edf-4476-bdd6-9dd0b4dddc7b"


class Machine:
    """A Windows as the installation leaves it, and what a test changes in it."""

    def __init__(self) -> None:
        self.held: dict[tuple[str, str], dict[str, Any]] = {
            ("HKLM", OFFICE): {"VersionToReport": "16.0.19000.20000", "Platform": "x64"}
        }
        self.runs = True
        for step in install_plan.install_plan(PC):
            if isinstance(step, install_steps.SetValue):
                self.held.setdefault(("HKCU", step.key), {})[step.name] = step.value

    def values(self, hive: str, key: str) -> Mapping[str, Any]:
        return self.held.get((hive, key), {})

    def is_server_running(self) -> bool:
        return self.runs


@pytest.fixture
def machine() -> Machine:
    return Machine()


def wrong(machine: Machine) -> list[str]:
    return [row.name for row in windows_rows(machine, PC.places) if row.state == FAIL]


# --- the self-test ---


def test_twelve_cases_stand_in_the_golden_tables() -> None:
    golden = {(one.function, repr(one.cells(date1904=False)), repr(one.expected)) for one in vectors()}
    assert len(diagnose_cases.CASES) == 12
    for one in diagnose_cases.CASES:
        given = [as_cell(cell, False) for cell in one.given]
        assert (one.function, repr(given), repr(as_cell(one.expected, False))) in golden, one.case


def test_the_cases_hold_and_a_wrong_one_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    assert diagnose_cases.failures() == []
    changed = tuple(one._replace(expected="NEVER") for one in diagnose_cases.CASES)
    monkeypatch.setattr(diagnose_cases, "CASES", changed)
    assert len(diagnose_cases.failures()) == 12


def test_the_product_reads_no_tests() -> None:
    assert "tests" not in (ROOT / "xl_addin/hosts/excel/diagnose/cases.py").read_text("utf-8").split("import", 1)[1]


# --- Windows ---


def test_a_pc_as_installed_has_nothing_wrong(machine: Machine) -> None:
    assert wrong(machine) == []
    told = {row.name: row.found for row in windows_rows(machine, PC.places)}
    assert told["version"] == "16.0.19000.20000, 64-bit"
    assert told["add-in in Excel's list"] == "OPEN"


def test_every_setting_tells_where_it_comes_from(machine: Machine) -> None:
    for row in windows_rows(machine, PC.places):
        assert row.source.startswith(("HKCU\\", "HKLM\\", "this session"))


WRONG: list[tuple[str, tuple[str, str], dict[str, Any], str]] = [
    ("the location is another", ("HKCU", TRUSTED), {"Path": "C:\\Temp\\"}, "trusted location"),
    ("the add-in is not listed", ("HKCU", OPTIONS), {"OPEN": "other.xlam"}, "add-in in Excel's list"),
    ("another program starts at log-on", ("HKCU", RUN), {"ImportDesk": "evil.exe"}, "server at log-on"),
    ("macros are off", ("HKCU", POLICIES), {"VBAWarnings": 4}, "macros"),
    ("VBA is off in all of Office", ("HKLM", OFFICE_POLICIES), {"VBAOff": 1}, "macros"),
    ("the class is another's", ("HKCU", CLASS_NAME + r"\CLSID"), {"": "{0}"}, "server's name"),
    (
        "the class starts another program",
        ("HKCU", CLASS_KEYS[0] + r"\LocalServer32"),
        {"": "evil.exe"},
        "server when Excel asks",
    ),
    ("Office from the Store", ("HKLM", EXCEL_PROGRAM), {"": r"C:\Program Files\WindowsApps\x\EXCEL.EXE"}, "version"),
    (
        "turned off after a crash",
        ("HKCU", EXCEL + r"\Resiliency\DisabledItems"),
        {"A1": b"\x01\x00" + str(PC.places.addin).encode("utf-16-le")},
        "turned off by Excel after a crash",
    ),
]


@pytest.mark.parametrize(("case", "place", "values", "name"), WRONG, ids=[case for case, *_ in WRONG])
def test_what_stands_against_the_add_in_is_found(
    machine: Machine, case: str, place: tuple[str, str], values: dict[str, Any], name: str
) -> None:
    machine.held[place] = values
    assert wrong(machine) == [name]


@pytest.mark.parametrize("mode", ["0", "1", "2", "6"])
def test_the_rule_against_calls_of_windows_from_macros_stops_nothing(machine: Machine, mode: str) -> None:
    """The add-in's VBA declares none; it is told, since IT asks."""
    machine.held["HKLM", ASR] = {STOPS: mode}
    assert wrong(machine) == []
    assert f"attack surface rule {STOPS[:8]}" in [row.name for row in windows_rows(machine, PC.places)]


def test_a_server_that_does_not_run_is_to_be_looked_at(machine: Machine) -> None:
    """Windows starts it when Excel asks, so that by itself it is no fault."""
    machine.runs = False
    assert [row.name for row in windows_rows(machine, PC.places) if row.state == WARN] == ["server"]
    assert wrong(machine) == []


def test_an_environment_whose_python_was_removed_is_wrong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two Pythons, and the one that it was made from is gone."""
    monkeypatch.chdir(tmp_path)
    at = Places(PureWindowsPath("home"))
    Path(str(at.python)).mkdir(parents=True)
    settings = Path(str(at.python)) / "pyvenv.cfg"
    for home, state in ((tmp_path, OK), (tmp_path / "gone", FAIL)):
        settings.write_text(f"home = {home}\nversion = 3.11.9\n", encoding="utf-8")
        rows = {row.name: row for row in diagnosed(at, None, ROOT).rows}
        assert rows["Python of the environment"].state == state
    assert "install Import Desk again" in rows["Python of the environment"].found


def test_an_office_that_tells_no_version_is_no_fault(machine: Machine) -> None:
    machine.held["HKLM", OFFICE] = {}
    assert wrong(machine) == []


def test_the_users_name_is_not_told(machine: Machine, tmp_path: Path) -> None:
    found = diagnosed(PC.places, machine, tmp_path)
    text = "\n".join(lines(found)) + json.dumps(found.as_data())
    assert "ramesh" not in text
    assert "(user)" in text


# --- the whole ---


def test_the_last_errors_are_shown_masked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # elsewhere than on Windows the place is a name with backslashes in this folder
    at = Places(PureWindowsPath(str(tmp_path)))
    logs = Path(str(at.logs))
    logs.mkdir(parents=True, exist_ok=True)
    entry = (
        "2026-11-02 10:00:00,000 ERROR xl_addin.hosts.excel.functions.dispatch "
        "IEC_WHY failed for ABCDE1234F\n  ValueError\n"
    )
    (logs / server_log.LOG_NAME).write_text(entry, encoding="utf-8")
    told = list(lines(diagnosed(at, None, ROOT)))
    assert "Last errors in the log: 1" in told
    assert any("XXXXX1234F" in line for line in told)
    assert not any("ABCDE1234F" in line for line in told)


def test_wrong_things_are_named_last_and_in_the_exit_code(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    app = typer.Typer()
    add_commands(app)
    assert app(["diagnose"], standalone_mode=False) == 0
    assert "Excel was not looked at" in capsys.readouterr().out.splitlines()[-1]
    monkeypatch.setattr(diagnose_cases, "failures", lambda: ["REGIME, a case"])
    assert app(["diagnose", "--json"], standalone_mode=False) == 1
    assert json.loads(capsys.readouterr().out)["well"] is False


def test_lines_name_what_is_wrong() -> None:
    found = Diagnosis((Row("A", "one", "x", "y", FAIL), Row("A", "two", "x", "y")), ())
    assert list(lines(found))[-1] == "WRONG: one."
    assert not found.is_well


# --- the guide for IT says what the plan does ---


def test_the_guide_names_every_place_and_policy() -> None:
    guide = (ROOT / "docs" / "it-guide.md").read_text(encoding="utf-8")
    for key in (TRUSTED, RUN, UNINSTALL):
        assert key.rpartition("\\")[0].split("\\")[-1] in guide
    for words in (
        "LocalServer32",
        "OPENn",
        STOPS,
        "d4f940ab-401b-4efc-aadc-ad5f3c50688a",
        "-I -B -m",
        "RequireAddinSig",
        "has been run on Windows",
        "QuietUninstallString",
    ):
        assert words in guide
    for name in ("app", "python", "addin", "logs"):
        assert rf"%LOCALAPPDATA%\ImportDesk\{name}" in guide
    assert SERVER_ID not in guide  # a detail that IT needs not


NETWORK = {"socket", "ssl", "http", "urllib", "urllib3", "requests", "httpx", "ftplib", "smtplib", "asyncio", "aiohttp"}


def test_nothing_of_ours_opens_a_network_connection() -> None:
    found = []
    for path in [*(ROOT / "xl_addin").rglob("*.py"), *(ROOT / "udfs").rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            # urllib.parse takes addresses apart and opens none.
            found += [f"{path.name}: {one}" for one in names if one.split(".")[0] in NETWORK and one != "urllib.parse"]
    assert found == []


def test_the_starter_calls_what_there_is() -> None:
    text = (ROOT / "xl_addin/hosts/excel/install/install.ps1").read_text(encoding="utf-8")
    assert text.isascii()
    assert "'install', '--excel'" in text
    assert (ROOT / "xl_addin/hosts/excel/install/remove.py").is_file()
    assert r"xl_addin\hosts\excel\install\remove.py" in text
    steps_up = len(Path("xl_addin/hosts/excel/install").parts)
    assert f"(Get-Item -LiteralPath $PSScriptRoot){'.Parent' * steps_up}.FullName" in text
    for word in ("Invoke-WebRequest", "Invoke-Expression", "DownloadString", "RunAs"):
        assert word not in text


def test_a_pc_of_another_user_has_other_places() -> None:
    assert replace(PC, local_app_data=r"D:\L").places.home == PureWindowsPath(r"D:\L\ImportDesk")


def test_a_diagnosis_tells_what_the_desk_has_set_and_what_cannot_be_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.delenv("APPDATA", raising=False)
    record = tmp_path / "import-desk" / "desk.toml"
    record.parent.mkdir()
    record.write_text('bank = "Our Bank"\n', encoding="utf-8")
    rows = {row.name: row for row in diagnosed(PC.places, None, ROOT).rows if row.part == "Desk"}
    assert (rows["bank"].found, rows["bank"].source) == ("Our Bank", f"{record}, line 1")
    assert rows["rules with what the bank has loaded"].state == OK
    record.write_text('instruments = "gone"\n', encoding="utf-8")
    found = diagnosed(PC.places, None, ROOT)
    assert [row.state for row in found.rows if row.name == "desk.toml"] == [FAIL]
    assert not found.is_well
