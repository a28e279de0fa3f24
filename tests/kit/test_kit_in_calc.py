"""The acceptance kit in a real Calc: it passes on what we ship, and finds what was made wrong on purpose."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tests.office.office import Office
from xl_addin.buttons.card import Card
from xl_addin.buttons.table import BY_COMMAND
from xl_addin.buttons.work import Work
from xl_addin.domain.errors import DeskError
from xl_addin.hosts.calc.driver import CalcHost
from xl_addin.hosts.calc.engine.connect import bridge
from xl_addin.kit import checks as kit_checks
from xl_addin.kit import press as kit_press
from xl_addin.kit import presses as kit_presses
from xl_addin.kit.checks import Bench
from xl_addin.kit.report import FAIL, NOT_RUN, PASS, Outcome
from xl_addin.kit.run import Order, _all, gone, run_kit

WORKBOOKS = Path(__file__).resolve().parents[2] / "workbooks"
PNG = b"\x89PNG"
BEGAN = datetime(2026, 11, 22, 12, 0)  # noqa: DTZ001


@pytest.fixture(scope="module", autouse=True)
def _bridge(office: Office) -> None:
    try:
        bridge()
    except DeskError as error:
        if os.environ.get("CI", "").lower() == "true":
            pytest.fail(str(error))
        pytest.skip(str(error))


@pytest.fixture(scope="module")
def host(office: Office) -> Iterator[CalcHost]:
    """An office for the faults."""
    with CalcHost() as found:
        found.load()
        yield found


def test_what_we_ship_passes_and_the_report_says_on_what(office: Office, tmp_path: Path) -> None:
    """One whole run, hence one test: test workers share nothing."""
    run = run_kit(Order("calc", WORKBOOKS, Path("none"), tmp_path), BEGAN)
    assert [one for one in run.outcomes if one.state == FAIL] == []
    assert run.passed
    assert [one.what for one in run.outcomes if one.state == NOT_RUN] == [
        "a book with another user's path of the add-in",
        "Python is ended while Close month works",
        "Excel has started no program",
    ]

    parts = {one.part for one in run.outcomes}
    assert parts == {"Loading", "Worksheet functions", "Cells", "Buttons on the guided sample", "Security", "Closing"}
    pressed = [one for one in run.outcomes if one.what[0].isdigit()]
    assert len(pressed) == len(kit_presses.PRESSES) + 1
    assert all(one.seconds is not None for one in pressed)

    text = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "<b>Not Excel</b>" in text
    assert "By hand" not in text
    pictures = [one for one in run.outcomes if one.what.startswith("picture of the sheet ")]
    assert len(pictures) == 7
    assert all(one.picture.startswith(PNG) for one in pictures)
    assert text.count('src="data:image/png;base64,') == 7
    told = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert set(told["facts"]) == {"LibreOffice", "Import Desk", "Extension, SHA-256", "Python", "Rules"}
    assert told["passed"] is True
    assert len(told["outcomes"]) == len(run.outcomes)


# --- faults ---


def found(host: CalcHost, folder: Path, check: kit_checks.Check, workbooks: Path = WORKBOOKS) -> list[Outcome]:
    return list(_all(Bench(host, workbooks, folder), (check,), lambda _: None))


def failed(outcomes: list[Outcome]) -> list[str]:
    return [one.what for one in outcomes if one.state == FAIL]


def test_buttons_that_do_wrong_are_found(host: CalcHost, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def says_another_thing(work: Work) -> Card:
        return Card("Something else")

    def leaves_a_setting(work: Work) -> Card:
        host.app.calculation = "manual"
        return Card("Diagnostics", (("Book", "Lists: all there"),))

    def refuses(work: Work) -> Card:
        raise DeskError("No.", "Here.", "Stop.")

    def breaks(work: Work) -> Card:
        raise ZeroDivisionError("a fault of ours")

    wrong: dict[str, Any] = {"help": says_another_thing, "diagnostics": leaves_a_setting, "take_in": refuses}
    for command, does in {**wrong, "match": breaks}.items():
        monkeypatch.setitem(BY_COMMAND, command, replace(BY_COMMAND[command], run=does))
    outcomes = found(host, tmp_path, kit_checks.guided_sample)
    host.app.calculation = "automatic"
    assert failed(outcomes) == ["1. What the buttons do", "2. Diagnostics", "3. Take in files", "guided sample"]
    told = {one.what: one.told for one in outcomes}
    assert "does not say" in told["1. What the buttons do"]
    assert "settings were" in told["2. Diagnostics"]
    assert "refused" in told["3. Take in files"]
    assert "No." in told["3. Take in files"]
    assert "ZeroDivisionError: a fault of ours (test_kit_in_calc.py:" in told["guided sample"]
    assert len(list(host.app.books)) == 0


def test_an_answer_that_is_not_kept_is_found(host: CalcHost, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same presses, but nothing is typed: the card and the lists say other things than they must."""
    takes = [one for one in kit_presses.PRESSES if one.command in ("take_in", "match")]
    review = next(one for one in kit_presses.PRESSES if one.command == "review")
    monkeypatch.setattr(kit_press, "PRESSES", (*takes, review))
    monkeypatch.setattr(kit_press, "_type", lambda *_: None)
    (told,) = [one for one in found(host, tmp_path, kit_checks.guided_sample) if one.what == "3. Read answers back"]
    assert told.state == FAIL
    assert "Status of IBA26100000014 is 'PROPOSED', not 'POSTED'" in told.told


def test_a_function_that_answers_wrong_is_found(
    host: CalcHost, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import openpyxl

    (tmp_path / "books").mkdir()
    for name in kit_checks.ACCEPTANCE:
        shutil.copy(WORKBOOKS / name, tmp_path / "books")
    book = openpyxl.load_workbook(tmp_path / "books" / kit_checks.ACCEPTANCE[0])
    row = next(row for row in book["Tests"].iter_rows(min_row=7) if row[5].value == "be text")
    row[6].value = "wrong on purpose"
    book.save(tmp_path / "books" / kit_checks.ACCEPTANCE[0])
    outcomes = found(host, tmp_path, kit_checks.functions, tmp_path / "books")
    assert failed(outcomes) == [kit_checks.ACCEPTANCE[0]]
    assert next(one.told for one in outcomes if one.state == FAIL).count("FAIL") == 1


def test_cells_that_show_another_thing_are_found(
    host: CalcHost, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(host, "calculate", lambda: None)
    monkeypatch.setattr(kit_checks.kit_books, "SPILLED", ("MD2016", "MD2016", "REG2026"))
    changed = [(cell, formula, what, "another") for cell, formula, what, _ in kit_checks.kit_books.CELLS]
    monkeypatch.setattr(kit_checks.kit_books, "CELLS", changed)
    monkeypatch.setattr(kit_checks.kit_books, "why_said", lambda: ("another sentence",) * kit_checks.kit_books.WHY_ROWS)
    told = failed(found(host, tmp_path, kit_checks.cells))
    assert len(told) == len(changed) + 3
    assert told[0] == "as opened, before anything was calculated anew"
    assert "sentences that spill are whole" in told


def test_a_machine_that_makes_no_pictures_fails_nothing(
    host: CalcHost, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None)
    outcomes = found(host, tmp_path, kit_checks.cells)
    assert failed(outcomes) == []
    told = [one.told for one in outcomes if one.state == NOT_RUN]
    assert told == ["pdftoppm is not on this machine."] * 2


def test_a_host_whose_process_stays_is_found(host: CalcHost) -> None:
    (told,) = gone(host)  # it runs still
    assert (told.state, told.told) == (FAIL, "its process is still there")


def test_planted_modules_that_are_imported_are_found(
    host: CalcHost, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    press = host.press

    def imports(command: str, book: Any) -> tuple[str, str]:
        (tmp_path / "hostile" / "caught").touch()
        return press(command, book)

    monkeypatch.setattr(host, "press", imports)
    assert failed(found(host, tmp_path, kit_checks.hostile)) == ["nothing planted was imported"]


def test_a_host_that_starts_programs_is_found(host: CalcHost, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(host, "children", lambda: ["cmd.exe"])
    assert failed(found(host, tmp_path, kit_checks.programs)) == ["Excel has started no program"]
    monkeypatch.setattr(host, "children", list)
    assert [one.state for one in found(host, tmp_path, kit_checks.programs)] == [PASS]
