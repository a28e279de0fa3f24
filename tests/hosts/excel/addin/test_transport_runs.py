"""The VBA that reaches Python, run by pyOpenVBA's interpreter: what it asks of Windows, when, and what it tells.

The server and CreateObject are the test's. An imitation of VBA, not Excel.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from pyopenvba.apps.excel import ExcelApplication
from pyopenvba.interpreter import VBAObject, VBARuntimeError, member

from xl_addin.hosts.excel.server.transport import BUTTON, CELLS, SERVER_NAME
from xl_addin.hosts.excel.server.vba import QUIET_SECONDS, transport_module

NOT_REGISTERED, NOT_STARTED, GONE = 429, -2146959355, -2147023174
NOON = datetime(2026, 11, 2, 12, 0)  # noqa: DTZ001  # as VBA's Now


class Desk(VBAObject):
    """A server's object; the first `faults` calls find it gone."""

    vba_type_name = "Desk"

    def __init__(self, faults: int = 0) -> None:
        self.faults, self.asked = faults, list[str]()

    @member
    def Ask(self, entry: object, arguments: object, book: object = None) -> object:
        if self.faults:
            self.faults -= 1
            raise VBARuntimeError(GONE, "The RPC server is unavailable.")
        self.asked.append(str(entry))
        return "answer"


class Vba:
    """Our transport in an Excel of the test; `outcomes` are what CreateObject gives, one after another: an object, or
    the number of an error."""

    def __init__(self, *outcomes: Desk | int) -> None:
        self.app: Any = ExcelApplication()
        self.app.add_workbook()
        lines = transport_module().replace("\r\n", "\n").split("\n")
        text = "\n".join(line for line in lines if not line.startswith("Attribute "))
        self.app.add_module(text + CALLER, name="ImportDeskTransport")
        self.outcomes, self.made = list(outcomes), list[str]()
        self.app.interpreter.create_com = self._create
        self.now = NOON
        self.wait(0)

    def _create(self, name: str) -> Desk:
        self.made.append(name)
        outcome = self.outcomes.pop(0) if len(self.outcomes) > 1 else self.outcomes[0]
        if isinstance(outcome, int):
            raise VBARuntimeError(outcome, "Windows says no")
        return outcome

    def wait(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)
        self.app.freeze_clock(self.now)

    def call(self, entry: str = CELLS) -> str:
        """What a call answers, or "! " and what is told."""
        return str(self.app.run("Called", entry))


CALLER = """
Public Function Called(ByVal entry As String) As String
    On Error GoTo Failed
    Called = CallPython(entry, Array("x"))
    Exit Function
Failed:
    Called = "! " & Err.Description
End Function
"""


def test_the_object_is_asked_for_once_and_kept() -> None:
    desk = Desk()
    vba = Vba(desk)
    assert [vba.call() for _ in range(3)] == ["answer"] * 3
    assert vba.made == [SERVER_NAME]


def test_a_cell_whose_server_was_started_anew_gets_its_answer_from_the_new_one() -> None:
    old, new = Desk(), Desk()
    vba = Vba(old, new)
    vba.call()
    old.faults = 1
    assert vba.call() == "answer"
    assert (len(vba.made), new.asked) == (2, [CELLS])


def test_a_cell_whose_server_is_lost_for_good_tries_once_and_says_so() -> None:
    """It went round for ever between the lost object and the failure to have a new one."""
    old = Desk()
    vba = Vba(old, NOT_REGISTERED)
    vba.call()
    old.faults = 99
    assert "is not installed" in vba.call()
    assert len(vba.made) == 2
    again = Vba(Desk(faults=1), Desk(faults=1))
    assert "does not answer" in again.call()
    assert "does not answer" in again.call()
    assert len(again.made) == 2


def test_case_92_a_press_is_never_sent_twice() -> None:
    """What a press has done whose answer is lost, nobody knows: the person is told to look."""
    desk, new = Desk(faults=1), Desk()
    vba = Vba(desk, new)
    told = vba.call(BUTTON)
    assert told.startswith("! Import Desk's Python ended while the button was at work (")
    assert "press Verify" in told
    assert (len(vba.made), new.asked) == (1, [])
    assert vba.app.run("LastTrouble") == told.removeprefix("! ")


def test_a_press_asks_for_an_object_of_its_own() -> None:
    """So that a server which was ended since is no failed press."""
    gone, new = Desk(), Desk()
    vba = Vba(gone, new)
    vba.call()
    gone.faults = 99
    assert vba.call(BUTTON) == "answer"
    assert new.asked == [BUTTON]


@pytest.mark.parametrize(
    ("error", "tries", "words"),
    [
        (NOT_REGISTERED, 1, "is not installed for this Windows user"),
        (NOT_STARTED, 2, f"does not answer (error {NOT_STARTED}"),
    ],
)
def test_without_python_the_cell_says_why_and_the_others_do_not_try(error: int, tries: int, words: str) -> None:
    vba = Vba(error)
    told = [vba.call() for _ in range(100)]
    assert words in told[0]
    assert set(told) == {told[0]}
    assert "What to do:" in told[0]
    assert len(vba.made) == tries


def test_a_server_that_is_just_starting_is_asked_once_more() -> None:
    desk = Desk()
    vba = Vba(NOT_STARTED, desk)
    assert vba.call() == "answer"
    assert vba.app.run("LastTrouble") == ""


def test_after_five_seconds_a_cell_tries_again() -> None:
    vba = Vba(NOT_REGISTERED, Desk())
    assert vba.call().startswith("! ")
    vba.wait(QUIET_SECONDS - 1)
    assert vba.call().startswith("! ")
    assert len(vba.made) == 1
    vba.wait(2)
    assert vba.call() == "answer"
    assert vba.app.run("LastTrouble") == ""


def test_a_press_tries_at_once() -> None:
    vba = Vba(NOT_REGISTERED, Desk())
    assert vba.call().startswith("! ")
    assert vba.call(BUTTON) == "answer"


def test_a_try_that_took_long_is_not_made_again_soon() -> None:
    """Ten seconds for each five would stop a sheet of thousands of cells."""
    vba = Vba(NOT_REGISTERED)
    create: Callable[[str], Desk] = vba._create

    def slow(name: str) -> Desk:
        vba.wait(10)
        return create(name)

    vba.app.interpreter.create_com = slow
    vba.call()
    vba.wait(40)
    vba.call()
    assert len(vba.made) == 1
    vba.wait(6)
    vba.call()
    assert len(vba.made) == 2


def test_whether_python_is_there_is_tried_and_what_was_the_matter_is_not() -> None:
    vba = Vba(NOT_REGISTERED, Desk())
    assert (vba.app.run("LastTrouble"), vba.made) == ("", [])
    assert "not installed" in vba.app.run("WhyNoPython")
    assert vba.app.run("WhyNoPython") == ""
    assert len(vba.made) == 2
