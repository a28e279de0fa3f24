"""Import Desk in a user's LibreOffice: what stands against it is told; a real one is installed, used and cleaned."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from tests.office.office import Office
from xl_addin import __version__
from xl_addin.cli.main import app
from xl_addin.domain.errors import DeskError
from xl_addin.hosts.calc.engine.connect import bridge
from xl_addin.hosts.calc.functions import describe
from xl_addin.hosts.calc.functions.menu import CALC
from xl_addin.hosts.calc.headless import Headless
from xl_addin.hosts.calc.install import do, plan
from xl_addin.hosts.calc.install import office as install_office
from xl_addin.hosts.calc.install.look import calc_rows
from xl_addin.hosts.calc.install.office import Installed
from xl_addin.hosts.calc.install.places import Places
from xl_addin.hosts.rows import FAIL, OK, WARN, Row

WORKBOOKS = Path(__file__).resolve().parents[3] / "workbooks"


# --- machines that nobody has here ---


def an_office(folder: Path, version: str = "25.2.3.2", python: str = "3.11", loader: bool = True) -> Installed:
    """An office as its files tell it."""
    program = folder / "program"
    program.mkdir(parents=True)
    start = program / "soffice"
    start.write_text(f"#!/bin/sh\necho 'LibreOffice {version} 520(Build:2)'\n", encoding="utf-8")
    start.chmod(0o755)
    if loader:
        (program / "pythonloader.py").touch()
    (program / "libpyuno.so").write_bytes(b"\x7fELF libpython%s.so.1.0" % python.encode())
    return Installed(start)


def a_machine(folder: Path, **office: Any) -> plan.Machine:
    """One on which everything is as it should be, but for what `office` says."""
    site = folder / "site"
    (site / plan.NEEDED).mkdir(parents=True)
    return plan.Machine(an_office(folder, **office), Places(folder / "profile"), site, (3, 11), False)


def test_a_machine_that_has_everything_is_not_refused(tmp_path: Path) -> None:
    machine = a_machine(tmp_path)
    assert plan.refused(machine) is None
    assert machine.office is not None
    assert (machine.office.version, machine.office.python) == ((25, 2, 3), (3, 11))


@pytest.mark.parametrize(
    ("office", "changed", "what", "todo"),
    [
        ({}, {"office": None}, "LibreOffice is not on this machine", "Install LibreOffice 24.8 or later"),
        ({}, {"is_running": True}, "LibreOffice is running", "Close all of its windows"),
        ({"version": "7.4.7.2"}, {}, "LibreOffice 7.4.7 is too old", "24.8 or later"),
        ({"version": "?"}, {}, "of an unknown version is too old", "24.8 or later"),
        ({"loader": False}, {}, "Err:504", "Install python3-uno"),
        ({"python": "3.13"}, {}, "LibreOffice runs Python 3.13, this is Python 3.11", "python3.13 desk.py"),
        ({}, {"site": None}, "lacks the libraries", "install --calc"),
        ({}, {"has_bridge": False}, "no bridge to LibreOffice (no module uno)", "Install python3-uno"),
    ],
)
def test_what_stands_against_an_installation_is_said_with_what_to_do(
    tmp_path: Path, office: dict[str, Any], changed: dict[str, Any], what: str, todo: str
) -> None:
    refused = plan.refused(replace(a_machine(tmp_path, **office), **changed))
    assert refused is not None
    assert what in refused.what
    assert todo in refused.todo


@pytest.mark.parametrize(("place", "kind"), [("snap/bin", "snap"), ("lib/flatpak/exports/bin", "Flatpak")])
def test_an_office_that_is_sealed_off_is_told_by_its_kind(tmp_path: Path, place: str, kind: str) -> None:
    sealed = Installed(tmp_path / place / "libreoffice")
    refused = plan.refused(replace(a_machine(tmp_path), office=sealed))
    assert refused is not None
    assert f"LibreOffice is a {kind} here" in refused.what


def test_a_profile_that_cannot_be_made_is_refused_before_anything_is_started(tmp_path: Path) -> None:
    (tmp_path / "a file").touch()
    refused = plan.refused(replace(a_machine(tmp_path), places=Places(tmp_path / "a file" / "profile")))
    assert refused is not None
    assert "cannot be written to" in refused.what


def test_an_office_that_does_not_start_is_told_with_the_profile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, profile: Path
) -> None:
    monkeypatch.setattr("xl_addin.hosts.calc.headless.START_SECONDS", 0.1)
    with pytest.raises(DeskError, match="LibreOffice did not start") as told, Headless(Path("/bin/false"), tmp_path):
        pass
    assert str(tmp_path) in told.value.where


def test_a_removal_where_nothing_is_needs_no_office(tmp_path: Path) -> None:
    said: list[str] = []
    do.remove(plan.Machine(None, Places(tmp_path), None, (3, 11), False), said.append)
    assert [one[:3] for one in said] == ["1/2", "2/2"]


def test_a_mark_that_a_crash_has_left_is_no_running_office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".lock").touch()
    for runs in (True, False):
        monkeypatch.setattr(install_office, "_runs_an_office", lambda runs=runs: runs)
        assert install_office.is_running(tmp_path) is runs
        assert not install_office.is_running(tmp_path / "another profile")


def states(machine: plan.Machine) -> dict[str, Row]:
    """What a diagnosis sees, by its names."""
    return {row.name: row for row in calc_rows(machine)}


def test_a_diagnosis_names_what_lacks_and_how_files_are_exchanged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Places, "versions", ("0.2.0",))
    machine = a_machine(tmp_path, loader=False)
    found = states(machine)
    assert (found["its Python"].state, found["extension"].state) == (FAIL, FAIL)
    assert "Err:504" in found["its Python"].found
    assert f"this program is {__version__}" in found["extension"].found
    assert found["libraries of the buttons"].state == FAIL
    assert ".xlsx" in found["files"].found
    assert states(replace(machine, office=None))["LibreOffice"].state == WARN
    machine.places.libraries.parent.mkdir(parents=True)
    assert machine.site is not None
    machine.places.libraries.write_text(machine.places.told(machine.site), encoding="utf-8")
    assert states(machine)["libraries of the buttons"].state == OK
    assert machine.office is not None
    upgraded = tmp_path / "lib" / "python3.9" / "site-packages"
    (upgraded / plan.NEEDED).mkdir(parents=True)
    machine.places.libraries.write_text(machine.places.told(upgraded), encoding="utf-8")
    found = states(machine)
    assert found["libraries of the buttons"].state == FAIL
    assert "LibreOffice runs Python 3.11 now" in found["libraries of the buttons"].found
    shutil.rmtree(upgraded)
    assert "is gone" in states(machine)["libraries of the buttons"].found


def test_nothing_is_wrong_where_nobody_has_installed_it(tmp_path: Path) -> None:
    assert FAIL not in {row.state for row in calc_rows(a_machine(tmp_path, loader=False, version="7.4"))}


@pytest.mark.parametrize("words", [["install"], ["install", "--excel", "--calc"]])
def test_an_installation_asks_into_what(words: list[str]) -> None:
    done = CliRunner().invoke(app, words)
    assert isinstance(done.exception, DeskError)
    assert "Excel or LibreOffice Calc" in done.exception.what


# --- a real one ---


@pytest.fixture(scope="module")
def profile(office: Office, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A throw-away profile into which an older version, then this one was installed, twice."""
    try:
        bridge()
    except DeskError as error:
        pytest.skip(str(error))
    found = tmp_path_factory.mktemp("calc") / "a profile with ₹"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(describe, "__version__", "0.2.9")
        do.install(plan.this_machine(found), lambda line: None)
    assert Places(found).versions == ("0.2.9",)
    for _ in range(2):
        do.install(plan.this_machine(found), lambda line: None)
        assert Places(found).versions == (__version__,)
    return found


class Window:
    """An office on the profile, and the guided sample open in it."""

    def __init__(self, office: Headless, path: Path) -> None:
        self.office = office
        desktop = office.service("com.sun.star.frame.Desktop")
        self.document = desktop.loadComponentFromURL(path.as_uri(), "_blank", 0, ())
        self.frame = self.document.getCurrentController().getFrame()

    def choose(self, url: str) -> None:
        """Carries out an entry of the menu, as LibreOffice does."""
        self.office.service("com.sun.star.frame.DispatchHelper").executeDispatch(self.frame, url, "", 0, ())

    def named(self, name: str) -> str:
        """What a named cell shows."""
        return str(self.document.NamedRanges.getByName(name).getReferredCells().getCellByPosition(0, 0).String)

    def shown(self) -> str:
        """All that stands on Start."""
        page = self.document.Sheets.getByName("Start")
        cursor = page.createCursor()
        cursor.gotoEndOfUsedArea(False)
        last = cursor.getRangeAddress()
        cells = page.getCellRangeByPosition(0, 0, last.EndColumn, last.EndRow).getDataArray()
        return "\n".join(" ".join(str(cell) for cell in row if cell != "") for row in cells)

    def entries(self) -> list[str]:
        """The addresses of the menu, as LibreOffice has read them."""
        asked = bridge().createUnoStruct("com.sun.star.beans.NamedValue")
        asked.Name, asked.Value = "nodepath", "/org.openoffice.Office.Addons/AddonUI/OfficeMenuBar/importdesk.calc.menu"
        settings = self.office.service("com.sun.star.configuration.ConfigurationProvider")
        top = settings.createInstanceWithArguments("com.sun.star.configuration.ConfigurationAccess", (asked,))
        groups = [top.Submenu.getByName(name) for name in top.Submenu.getElementNames()]
        return [one.Submenu.getByName(name).URL for one in groups for name in one.Submenu.getElementNames()]


@pytest.fixture
def window(profile: Path, tmp_path: Path) -> Iterator[Window]:
    shutil.copy(WORKBOOKS / "guided_sample.xlsx", tmp_path)
    shutil.copytree(WORKBOOKS / "guided_sample", tmp_path / "guided_sample")
    machine = plan.this_machine(profile)
    assert machine.office is not None
    with Headless(machine.office.program, profile) as office:
        found = Window(office, tmp_path / "guided_sample.xlsx")
        yield found
        found.document.close(True)


def test_entries_of_the_menu_work_on_the_open_month_book(window: Window, profile: Path, tmp_path: Path) -> None:
    """By the addresses that LibreOffice itself keeps in its menu, dispatched in the book's own window."""
    take_in, today, match, *_ = window.entries()
    window.choose(take_in)
    assert "92 rows = 89 kept + 3 refused" in window.shown()
    window.choose(match)
    assert "20 lines posted" in window.shown()
    window.choose(today)
    assert "Today" in window.shown()

    window.choose("vnd.import-desk:undo")  # nobody can be asked in an office without a window: nothing is done
    assert "Nobody can be asked here" in window.shown()
    window.choose("vnd.import-desk:verify")
    assert "0 broken" in window.shown()
    assert (tmp_path / "guided-sample-ledger.sqlite").is_file()
    assert not Places(profile).log.exists()  # no fault of ours
    tips = window.office.context.getValueByName("/singletons/com.sun.star.frame.theUICommandDescription")
    told = {one.Name: one.Value for one in tips.getByName(CALC).getByName(match)}
    assert told["TooltipLabel"] == "Match remittances with bills of entry"


def test_a_press_in_another_book_is_refused_and_a_command_that_nobody_knows_does_nothing(
    window: Window, tmp_path: Path
) -> None:
    desktop = window.office.service("com.sun.star.frame.Desktop")
    other = desktop.loadComponentFromURL("private:factory/scalc", "_blank", 0, ())
    mine, window.frame = window.frame, other.getCurrentController().getFrame()
    window.choose("vnd.import-desk:match")
    window.choose("vnd.import-desk:help")
    window.choose("vnd.import-desk:no_such_button")
    assert other.Sheets.getByIndex(0).getCellByPosition(0, 0).String == ""
    other.close(True)
    window.frame = mine
    assert not list(tmp_path.glob("*.sqlite"))


def test_libraries_that_are_gone_leave_the_functions_and_are_noted(profile: Path, tmp_path: Path) -> None:
    copied = tmp_path / "profile"
    shutil.copytree(profile, copied)
    places = Places(copied)
    places.libraries.write_text(places.told(tmp_path / "gone"), encoding="utf-8")
    machine = plan.this_machine(copied)
    assert machine.office is not None
    shutil.copy(WORKBOOKS / "guided_sample.xlsx", tmp_path)
    with Headless(machine.office.program, copied) as office:
        found = Window(office, tmp_path / "guided_sample.xlsx")
        found.choose("vnd.import-desk:help")
        cell = found.document.Sheets.getByIndex(0).getCellByPosition(30, 0)
        cell.setFormula("=RULES_VERSION()")
        assert cell.String.startswith("20")
        found.document.close(True)
    assert "ModuleNotFoundError" in places.log.read_text(encoding="utf-8")


def test_a_removal_leaves_nothing_of_ours_and_may_be_repeated(profile: Path, tmp_path: Path) -> None:
    copied = tmp_path / "profile"
    shutil.copytree(profile, copied)
    for _ in range(2):
        done = CliRunner().invoke(app, ["uninstall", "--calc", "--profile", str(copied)])
        assert done.exception is None
        assert "was removed from LibreOffice" in done.output
        assert Places(copied).versions == ()
        assert not Places(copied).libraries.exists()


def test_a_dry_run_shows_the_steps_and_does_nothing(tmp_path: Path) -> None:
    for words in ("install", "uninstall"):
        done = CliRunner().invoke(app, [words, "--calc", "--dry-run", "--profile", str(tmp_path / "none")])
        assert done.exit_code == 0
        assert "nothing is done now" in done.output
    assert list(tmp_path.iterdir()) == []
