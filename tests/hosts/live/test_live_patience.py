"""A busy host: bounded tries with growing pauses, then a sentence; other faults at once; xlwings' own habits ended."""

from __future__ import annotations

import contextlib
import ctypes
import gc
import sys
import weakref
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from tests.hosts.live.faulty import (
    APPLICATION_ERROR,
    CALL_REJECTED,
    DISP_E_EXCEPTION,
    IN_EDIT_MODE,
    SERVER_RETRY_LATER,
    com_error,
)
from xl_addin.domain.errors import DeskError
from xl_addin.hosts.live import patience as live_patience
from xl_addin.hosts.live.keys import escape_pressed
from xl_addin.hosts.live.patience import Patience, tame_xlwings


class ExcelBusyError(Exception):
    """xlwings' name for it."""


BUSY = [
    com_error(CALL_REJECTED),
    com_error(SERVER_RETRY_LATER),
    com_error(IN_EDIT_MODE),
    com_error(DISP_E_EXCEPTION, IN_EDIT_MODE, "a cell is being edited"),
    ExcelBusyError("Excel application is not responding"),
]


class Host:
    """Answers after it has raised `times` times."""

    def __init__(self, error: Exception, times: int) -> None:
        self.error, self.times, self.calls = error, times, 0

    def __call__(self) -> str:
        self.calls += 1
        if self.calls <= self.times:
            raise self.error
        return "answer"


@pytest.fixture
def waited() -> list[float]:
    return []


@pytest.fixture
def ask(waited: list[float]) -> Patience:
    return Patience("month.xlsx", waited.append)


@pytest.mark.parametrize("error", BUSY, ids=lambda error: str(error)[:30])
@pytest.mark.parametrize("times", [1, 6])
def test_case_86_a_busy_host_is_asked_again(ask: Patience, waited: list[float], error: Exception, times: int) -> None:
    assert ask(Host(error, times)) == "answer"
    assert len(waited) == times
    assert waited == sorted(waited)


@pytest.mark.parametrize("error", BUSY, ids=lambda error: str(error)[:30])
def test_case_86_after_two_and_a_half_seconds_the_person_is_told(
    ask: Patience, waited: list[float], error: Exception
) -> None:
    host = Host(error, 99)
    with pytest.raises(DeskError, match="a cell is being edited, or a box is open") as told:
        ask(host)
    assert (host.calls, round(sum(waited), 2)) == (7, 2.5)
    assert told.value.where == "Book month.xlsx."
    assert "Press Enter or Esc" in told.value.todo


def test_what_excel_says_is_passed_on_at_once(ask: Patience, waited: list[float]) -> None:
    with pytest.raises(DeskError, match="The spreadsheet refused: No room on the sheet") as told:
        ask(Host(com_error(DISP_E_EXCEPTION, APPLICATION_ERROR, "No room\non the sheet."), 1))
    assert "month.xlsx" in told.value.where
    assert waited == []


@pytest.mark.parametrize("code", sorted(live_patience.GONE))
def test_a_book_or_a_program_that_is_gone(ask: Patience, code: int) -> None:
    with pytest.raises(DeskError, match="was closed while"):
        ask(Host(com_error(code), 1))


def test_a_sentence_of_our_own_passes(ask: Patience) -> None:
    with pytest.raises(DeskError, match=r"^ours$"):
        ask(Host(DeskError("ours"), 1))


@pytest.mark.parametrize("error", [TypeError("x"), KeyError("x"), AssertionError("x"), AttributeError("x")])
def test_a_fault_of_ours_stays_as_it_is(ask: Patience, waited: list[float], error: Exception) -> None:
    with pytest.raises(type(error)):
        ask(Host(error, 1))
    assert waited == []


@pytest.mark.parametrize("error", [KeyError("x"), DeskError("ours"), com_error(CALL_REJECTED)], ids=repr)
def test_no_error_is_its_own_cause(ask: Patience, error: Exception) -> None:
    with pytest.raises(type(error) if not isinstance(error, type(BUSY[0])) else DeskError) as told:
        ask(Host(error, 99))
    assert told.value.__cause__ is not told.value


def test_nothing_of_the_workbook_is_kept_after_a_fault(ask: Patience) -> None:
    """A circle of errors would keep the workbook until somebody collects, and Excel would not end."""

    class Held:
        pass

    def press() -> weakref.ref[Held]:
        held = Held()

        def act() -> None:
            raise TypeError(str(held))

        with contextlib.suppress(TypeError):
            ask(act)
        return weakref.ref(held)

    gc.disable()
    try:
        assert press()() is None
    finally:
        gc.enable()


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> Any:
    """xlwings' module for Windows, as far as it is touched."""
    module = SimpleNamespace(N_COM_ATTEMPTS=0, cleanup=lambda: None)
    monkeypatch.setitem(sys.modules, "xlwings._xlwindows", module)
    return module


def test_on_windows_a_missing_attribute_may_be_a_busy_excel(ask: Patience, waited: list[float], windows: Any) -> None:
    assert ask(Host(AttributeError("Value2"), 2)) == "answer"
    with pytest.raises(AttributeError):
        ask(Host(AttributeError("Value2"), 99))


def test_case_96_xlwings_neither_tries_for_ever_nor_ends_other_excels(
    windows: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone: list[Callable[..., Any]] = []
    monkeypatch.setattr(live_patience.atexit, "unregister", gone.append)
    tame_xlwings()
    assert windows.N_COM_ATTEMPTS == 1
    assert gone == [windows.cleanup]


def test_without_excel_there_is_nothing_to_tame() -> None:
    tame_xlwings()


# --- Esc on Windows ---

EXCEL, OTHER_WINDOW = 77, 78


@pytest.mark.parametrize(
    ("front", "state", "asked"),
    [(EXCEL, 0x8000, True), (EXCEL, 0x0001, True), (EXCEL, 0, False), (OTHER_WINDOW, 0x8001, False)],
)
def test_case_93_esc_counts_while_excel_is_in_front(
    monkeypatch: pytest.MonkeyPatch, front: int, state: int, asked: bool
) -> None:
    user32 = SimpleNamespace(GetForegroundWindow=lambda: front, GetAsyncKeyState=lambda key: state)
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(user32=user32), raising=False)
    assert escape_pressed(EXCEL) is asked


def test_without_windows_nobody_presses_esc() -> None:
    assert escape_pressed(EXCEL) is False
