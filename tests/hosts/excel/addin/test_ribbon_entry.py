"""A press of a button as it reaches Python: what is answered, never raised; the book is the one that was sent along."""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from xl_addin import __version__
from xl_addin.buttons import run as macros
from xl_addin.buttons.card import Card
from xl_addin.buttons.table import BUTTONS
from xl_addin.buttons.work import Shell
from xl_addin.domain.errors import DeskError
from xl_addin.hosts.excel.ribbon import entry as ribbon_entry
from xl_addin.hosts.excel.server import desk as server_desk
from xl_addin.hosts.excel.server.transport import BUTTON, UNASKED


class FakeDialog:
    """Excel's box for a folder; the person picks `picked`, or nothing."""

    def __init__(self, picked: str) -> None:
        self.picked = picked

    def Show(self) -> int:
        return -1 if self.picked else 0

    def SelectedItems(self, place: int) -> str:
        assert place == 1
        return self.picked


def caller(fullname: str, picked: str = "", answer: str = "no", asked: list[tuple[str, ...]] | None = None) -> Any:
    """Stands for xlwings' book, only as far as a press looks at it before the macros do."""

    def alert(prompt: str, title: str, buttons: str) -> str:
        if asked is not None:
            asked.append((prompt, title, buttons))
        return answer

    dialogs = SimpleNamespace(FileDialog=lambda kind: FakeDialog(picked) if kind == 4 else None)
    app = SimpleNamespace(api=dialogs, alert=alert)
    return SimpleNamespace(name=Path(fullname).name, api=SimpleNamespace(FullName=fullname), app=app)


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str, Shell]]:
    """What the macros are asked for; they answer with a card."""
    seen: list[tuple[str, str, Shell]] = []

    def run(command: str, book: Any, shell: Shell) -> Card:
        seen.append((command, book.name, shell))
        return Card(f"Did {command}", (("Rows", "12"), ("", "none refused")), is_shown=command == "verify")

    monkeypatch.setattr(macros, "run", run)
    return seen


def test_a_press_runs_the_macro_on_the_book_that_was_sent_and_tells_the_card(
    runs: list[tuple[str, str, Shell]], tmp_path: Path
) -> None:
    told = ribbon_entry.pressed("match", __version__, caller(f"{tmp_path}/month.xlsx", picked="/extracts"))
    assert told == ("done", "Did match\nRows: 12\nnone refused")
    ((command, name, shell),) = runs
    assert (command, name, shell.home) == ("match", "month.xlsx", tmp_path)
    assert shell.actor.user
    assert shell.choose_folder() == "/extracts"


def test_no_folder_is_chosen_when_the_box_is_left(runs: list[tuple[str, str, Shell]], tmp_path: Path) -> None:
    ribbon_entry.pressed("match", __version__, caller(f"{tmp_path}/month.xlsx"))
    assert runs[0][2].choose_folder() == ""


@pytest.mark.parametrize(("answer", "agrees"), [("yes", True), ("no", False)])
def test_a_question_is_asked_in_a_box_of_excel(
    answer: str, agrees: bool, runs: list[tuple[str, str, Shell]], tmp_path: Path
) -> None:
    asked: list[tuple[str, ...]] = []
    ribbon_entry.pressed("undo", __version__, caller(f"{tmp_path}/month.xlsx", answer=answer, asked=asked))
    assert runs[0][2].agrees("Take back?\n\n4 lines") is agrees
    assert asked == [("Take back?\n\n4 lines", "Import Desk", "yes_no")]
    runs[0][2].agrees("x" * 3000)
    assert len(asked[1][0]) <= ribbon_entry.MESSAGE_LENGTH_MAX


def test_where_a_program_presses_nobody_is_asked(runs: list[tuple[str, str, Shell]], tmp_path: Path) -> None:
    """As the acceptance kit does: a box would wait for ever."""
    asked: list[tuple[str, ...]] = []
    pressed = ribbon_entry.pressed(f"undo{UNASKED}", __version__, caller(f"{tmp_path}/month.xlsx", asked=asked))
    assert pressed[0] == "done"
    assert runs[0][0] == "undo"
    assert runs[0][2].agrees("Take back?")
    assert asked == []
    assert ribbon_entry.pressed(f"help{UNASKED}", __version__, None)[0] == "done"


@pytest.mark.parametrize("command", ["verify", "go_to_exception"])
def test_where_the_person_is_taken_to_the_result_no_box_is_shown(
    command: str, runs: list[tuple[str, str, Shell]], tmp_path: Path
) -> None:
    assert ribbon_entry.pressed(command, __version__, caller(f"{tmp_path}/month.xlsx")) == ("done", "")


REFUSED = [
    ("0.0.1", "/a/month.xlsx", "The add-in is of version 0.0.1, its Python of"),
    (__version__, "", "No workbook is open for work."),
    (__version__, "Book1", "never been saved"),
    (__version__, "https://bank.example/month.xlsx", "lies in the cloud"),
]


@pytest.mark.parametrize(("version", "fullname", "said"), REFUSED)
def test_what_cannot_be_done_is_told_in_three_parts(
    version: str, fullname: str, said: str, runs: list[tuple[str, str, Shell]]
) -> None:
    how, told = ribbon_entry.pressed("match", version, caller(fullname) if fullname else None)
    assert how == "refused"
    assert said in told
    assert "\n\nWhere: " in told
    assert "\n\nWhat to do: " in told
    assert runs == []


def test_a_refusal_of_the_desk_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def run(*_: Any) -> Card:
        raise DeskError("As-on date is needed.", "Cell ImportDeskAsOn.", "Fill it.")

    monkeypatch.setattr(macros, "run", run)
    told = ribbon_entry.pressed("match", __version__, caller(f"{tmp_path}/month.xlsx"))
    assert told == ("refused", "As-on date is needed.\n\nWhere: Cell ImportDeskAsOn.\n\nWhat to do: Fill it.")


def test_a_fault_of_ours_goes_to_the_log_and_not_to_the_screen(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    def run(*_: Any) -> Card:
        raise KeyError("IEC 0388012345")

    monkeypatch.setattr(macros, "run", run)
    with caplog.at_level(logging.ERROR):
        how, told = ribbon_entry.pressed("match", __version__, caller(f"{tmp_path}/month.xlsx"))
    assert how == "refused"
    assert "KeyError" in told
    assert "0388012345" not in told
    assert "match failed" in caplog.text


def test_a_long_card_is_cut_to_what_a_box_shows(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(macros, "run", lambda *_: Card("Long", (("Line", "x" * 5000),)))
    _, told = ribbon_entry.pressed("match", __version__, caller(f"{tmp_path}/month.xlsx"))
    assert max(map(len, told.split(ribbon_entry.NEXT_BOX))) <= ribbon_entry.MESSAGE_LENGTH_MAX
    assert told.endswith(" …")


def test_a_card_of_many_lines_is_shown_in_boxes_one_after_another(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    lines = tuple((f"Line {at}", "x" * 90) for at in range(25))
    monkeypatch.setattr(macros, "run", lambda *_: Card("Many", lines))
    _, told = ribbon_entry.pressed("match", __version__, caller(f"{tmp_path}/month.xlsx"))
    boxes = told.split(ribbon_entry.NEXT_BOX)
    assert (len(boxes), max(map(len, boxes)) <= ribbon_entry.MESSAGE_LENGTH_MAX) == (3, True)
    assert [f"Line {at}: " in told for at in range(25)] == [True] * 25


def test_help_answers_without_a_workbook() -> None:
    how, told = ribbon_entry.pressed("help", __version__, None)
    assert how == "done"
    assert told.startswith("What the buttons do\n")
    assert [button.label for button in BUTTONS if f"{button.label}: {button.tip}." not in told] == []


def test_a_press_gets_the_book_that_vba_sent_along_and_none_without(monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[Any] = []
    stand_in = {
        "xlwings": SimpleNamespace(Book=lambda impl: f"book of {impl}"),
        "xlwings._xlwindows": SimpleNamespace(Book=lambda xl: xl),
        "win32com.client": SimpleNamespace(Dispatch=lambda found: f"dispatched {found}"),
    }
    for name, module in stand_in.items():
        monkeypatch.setitem(sys.modules, name, module)
    monkeypatch.setattr(server_desk, "pressed", lambda *told: sent.append(told) or ("done", ""))
    asked = [server_desk.Desk().Ask(BUTTON, ("match", __version__), book) for book in ("com", None)]
    assert asked == [["done", ""]] * 2
    assert sent == [("match", __version__, "book of dispatched com"), ("match", __version__, None)]


def test_a_workbook_that_cannot_be_reached_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    """Raised, it would be told as a Python that ended while the button was at work."""

    def gone(book: Any) -> Any:
        raise OSError("no such object")

    monkeypatch.setattr(server_desk, "_workbook", gone)
    how, said = server_desk.Desk().Ask(BUTTON, ("match", __version__), "com")
    assert (how, "nothing was done" in said, "What to do:" in said) == ("refused", True, True)


@pytest.mark.parametrize(
    ("said", "shown"),
    [("Limit ₹ 10 lakh", "Limit INR 10 lakh"), ("✓ tied – 5 ≤ 6", "yes tied - 5 <= 6"), ("Müller", "Müller")],
)
def test_a_box_of_vba_gets_the_signs_that_it_has(said: str, shown: str) -> None:
    """It shows the signs of one code page: a tick came out as the sign of the rupee."""
    assert ribbon_entry._boxes(said) == shown
