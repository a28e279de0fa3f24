"""The kit's Excel part over a stand-in for Excel's objects, and the report; Excel itself was not there."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import typer

from xl_addin import __version__
from xl_addin.buttons.table import BUTTONS
from xl_addin.cli.excel import add_commands
from xl_addin.domain.errors import DeskError
from xl_addin.hosts.excel import driver
from xl_addin.hosts.excel.by_hand import BY_HAND
from xl_addin.hosts.excel.driver import Excel
from xl_addin.hosts.excel.server.transport import BUTTON, UNASKED
from xl_addin.kit import presses as kit_presses
from xl_addin.kit import run as kit
from xl_addin.kit.report import FAIL, NOT_RUN, PASS, Outcome, Report

ROOT = Path(__file__).resolve().parents[2]
BEGAN = datetime(2026, 11, 22, 12, 0)  # noqa: DTZ001


class Api:
    """Excel's Application, as far as the kit asks it."""

    def __init__(self, *, is_addin: bool = True, missing: str = "") -> None:
        self.runs: list[tuple[Any, ...]] = []
        self.Workbooks = SimpleNamespace(Open=lambda path: SimpleNamespace(IsAddin=is_addin, Name=Path(path).name))
        self._missing = missing

    def Run(self, macro: str, *arguments: Any) -> Any:
        self.runs.append((macro, *arguments))
        answers = {"RegisterImportDeskHelp": 0.0, "WhyNoPython": self._missing, "CallPython": ("done", "text")}
        return answers[macro.rpartition(".")[2]]


def excel(tmp_path: Path, **more: Any) -> Excel:
    found = Excel(tmp_path / "ImportDesk.xlam")
    found.app = SimpleNamespace(api=Api(**more), pid=77)
    return found


# --- Excel ---


def test_a_press_goes_through_the_add_ins_own_transport(tmp_path: Path) -> None:
    found, book = excel(tmp_path), SimpleNamespace(api="the book")
    assert found.press("match", book) == ("done", "text")
    macro = "'ImportDesk.xlam'!ImportDeskTransport.CallPython"
    assert found.app.api.runs == [(macro, BUTTON, (f"match{UNASKED}", __version__), "the book")]


def test_an_add_in_that_loads_is_told(tmp_path: Path) -> None:
    assert excel(tmp_path).load() == "loaded; 0 functions without description in the wizard"


@pytest.mark.parametrize(("more", "words"), [({"is_addin": False}, "not as an add-in"), ({"missing": "no"}, "reach")])
def test_an_add_in_that_does_not_load_whole_is_a_fault(tmp_path: Path, more: dict[str, Any], words: str) -> None:
    with pytest.raises(DeskError, match=words):
        excel(tmp_path, **more).load()


def test_programs_below_excel_are_asked_for_by_its_number(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def answer(command: list[str], **_: Any) -> Any:
        asked.append(command[-1])
        return SimpleNamespace(stdout="cmd.exe\npython.exe\n")

    monkeypatch.setattr(subprocess, "run", answer)
    assert [one for one in excel(tmp_path).children() or [] if one] == ["cmd.exe", "python.exe"]
    assert "ParentProcessId=77'" in asked[0]
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: SimpleNamespace(stdout="\n"))
    assert excel(tmp_path).children() == []


@pytest.mark.skipif(sys.platform == "win32", reason="it would start Excel")
def test_without_windows_excel_is_refused_and_nothing_is_left(tmp_path: Path) -> None:
    with pytest.raises(DeskError, match="Windows only"), Excel(tmp_path / "ImportDesk.xlam"):
        pass
    app = typer.Typer()
    add_commands(app)
    with pytest.raises(DeskError, match="Windows only"):
        app(["acceptance-kit", "--host", "excel", "--out", str(tmp_path)], standalone_mode=False)
    with pytest.raises(DeskError, match="no host"):
        app(["acceptance-kit", "--host", "lotus", "--out", str(tmp_path)], standalone_mode=False)
    assert list(tmp_path.iterdir()) == []


# --- what is pressed, and what a person looks at ---


def test_the_presses_follow_the_tour() -> None:
    from xl_addin.sample.tour import STEPS

    tour = [step.command for step in STEPS]
    pressed = [press.command for press in kit_presses.PRESSES if press.command in tour]
    assert pressed == tour
    told = {step.command: step.see for step in STEPS}
    assert kit_presses.PRESSES[2].says in told["take_in"]


def test_the_list_for_a_person_has_every_point_that_only_excel_shows() -> None:
    text = " ".join(f"{one.do} {one.see}" for one in BY_HAND).lower()
    for word in (
        "repair",
        "missing",
        "key tips",
        "insert a function",
        "task manager",
        "protected view",
        "hidden excel",
        "signed",
        "asr",
        "crore",
        "undo",
        "ctrl+z",
        "esc",
    ):
        assert word in text
    assert len({one.do for one in BY_HAND}) == len(BY_HAND)
    assert len({button.group for button in BUTTONS}) == 7  # as the list says
    assert "seven groups" in text


# --- the report ---


def a_report(host: str, *states: str) -> Report:
    outcomes = tuple(Outcome("Part", f"look {at} | 2", state, "a\nb") for at, state in enumerate(states))
    return Report(
        host,
        (("Excel", "16.0"), ("Add-in, SHA-256", "ab" * 32)),
        BEGAN,
        12.3,
        outcomes,
        BY_HAND if host == "excel" else (),
    )


@pytest.mark.parametrize(
    ("states", "passed"),
    [((PASS,), True), ((PASS, NOT_RUN), True), ((PASS, FAIL), False), ((NOT_RUN,), False), ((), False)],
)
def test_a_run_passes_when_something_was_seen_and_nothing_failed(states: tuple[str, ...], passed: bool) -> None:
    report = a_report("excel", *states)
    assert report.passed is passed
    assert json.loads(report.as_json())["passed"] is passed
    assert report.as_markdown().startswith(f"# Acceptance of Import Desk in Excel: {'PASS' if passed else 'FAIL'}")


def test_the_report_for_excel_ends_with_the_list_to_tick() -> None:
    text = a_report("excel", PASS).as_markdown()
    assert text.count("- [ ] ") == len(BY_HAND)
    assert "ab" * 32 in text
    assert "Not Excel" not in text
    assert len(json.loads(a_report("excel", PASS).as_json())["by_hand"]) == len(BY_HAND)


def test_failures_come_first_and_cells_stay_in_their_column() -> None:
    lines = [line for line in a_report("excel", PASS, FAIL).as_markdown().splitlines() if "look" in line]
    assert lines[0].startswith("| **FAIL** | look 1 \\| 2 | a b |")


def test_a_check_that_breaks_is_a_failure_and_the_next_goes_on() -> None:
    closed: list[str] = []
    host = SimpleNamespace(app=SimpleNamespace(books=[SimpleNamespace(close=lambda: closed.append("x"))]))

    def breaks(bench: Any) -> Any:
        """Breaks."""
        yield Outcome("Part", "one", PASS)
        raise ValueError("why")

    def goes_on(bench: Any) -> Any:
        """Goes on."""
        yield Outcome("Part", "two", PASS)

    said: list[str] = []
    bench: Any = SimpleNamespace(host=host)
    outcomes = list(kit._all(bench, (breaks, goes_on), said.append))
    assert [(one.what, one.state) for one in outcomes] == [("one", PASS), ("breaks", FAIL), ("two", PASS)]
    assert "ValueError: why (test_kit_for_excel.py:" in outcomes[1].told
    assert said == ["Breaks.", "Goes on."]
    assert len(closed) == 2


def test_the_page_says_that_excel_was_not_seen() -> None:
    page = (ROOT / "docs" / "acceptance-kit.md").read_text(encoding="utf-8")
    assert "has not been seen in real Excel yet" in page
    assert "acceptance-kit --out" in page
    assert driver.__doc__ is not None
    assert "has not been run yet" in driver.__doc__
