"""The add-in's VBA run by pyOpenVBA's interpreter: error values and left-out arguments, which LibreOffice cannot show.

An imitation of VBA, not Excel. It knows no Application.Caller: a function of the test answers in its place.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from pyopenvba.apps.excel import ExcelApplication
from pyopenvba.interpreter import VBAArray, VBAErrorValue

from udfs._registry import REGISTRY, CellError
from xl_addin import __version__
from xl_addin.hosts.excel.addin.build import addin_modules
from xl_addin.hosts.excel.functions.raw import TAG
from xl_addin.hosts.live.errors import ERROR_NUMBERS

STAND_IN = f"""\
Public Const ADDIN_VERSION As String = "{__version__}"
Public sent As Variant
Public reply As Variant
Public missing As String
Public twice As Boolean
Public calls As Long

Public Function CallPython(ByVal module As String, ByVal entry As String, ByRef arguments As Variant, _
        Optional ByVal book As Object) As Variant
    sent = arguments
    calls = calls + 1
    If twice Then
        twice = False
        RunImportDesk arguments(0)
    End If
    If missing <> "" Then Err.Raise 1000, "Import Desk", missing
    CallPython = reply
End Function

Public Function WhyNoPython() As String
    WhyNoPython = missing
End Function

Public Function TestCaller() As Variant
    TestCaller = Empty
End Function

Public Sub Prepare(ByVal given As Variant, ByVal why As String)
    reply = given
    missing = why
End Sub

Public Sub PressTwice(ByVal act As String)
    twice = True
    RunImportDesk act
End Sub

Public Function CallCount() As Long
    CallCount = calls
End Function

Public Function LastSent() As Variant
    LastSent = sent
End Function

Public Function LeftOut() As Long
    Dim one As Variant
    For Each one In sent(1)
        If IsMissing(one) Then LeftOut = LeftOut + 1
    Next one
End Function

Public Function WrittenRange() As Variant
    Range("A1").Value = 7
    Range("B2").Value = "x"
    WrittenRange = Given(Range("A1:B2"))
End Function

Public Function WholeColumns() As Variant
    Range("A1").Value = 7
    Range("B3").Value = "x"
    WholeColumns = Given(Range("A:B"))
End Function
"""


class Vba:
    """Our modules in an Excel of the test."""

    def __init__(self) -> None:
        self.app: Any = ExcelApplication()
        self.app.add_workbook()
        modules = addin_modules(REGISTRY, "")
        for name in ("ImportDeskTransport", "ImportDeskCall", "ImportDeskFunctions", "ImportDeskRibbon"):
            text = modules[name] or STAND_IN
            lines = [line for line in text.replace("\r\n", "\n").split("\n") if not line.startswith("Attribute ")]
            self.app.add_module("\n".join(lines).replace("Application.Caller", "TestCaller()"), name=name)

    def prepare(self, reply: object, *, missing: str = "") -> None:
        self.app.run("Prepare", reply, missing)

    def sent(self) -> list[Any]:
        return list(self.app.run("LastSent"))


@pytest.fixture
def vba() -> Vba:
    return Vba()


def row(*cells: object) -> VBAArray:
    return VBAArray([(0, len(cells) - 1)], items=list(cells))


def rows(cells: Sequence[Sequence[object]]) -> VBAArray:
    """As VBA keeps it: column after column."""
    flat = [line[at] for at in range(len(cells[0])) for line in cells]
    return VBAArray([(0, len(cells) - 1), (0, len(cells[0]) - 1)], items=flat)


@pytest.mark.parametrize("error", list(CellError))
def test_case_91_a_tag_becomes_the_error_value_of_its_name(vba: Vba, error: CellError) -> None:
    vba.prepare(TAG + error.value)
    assert vba.app.run("WRITEOFF_OK", 1000.0) == VBAErrorValue(ERROR_NUMBERS[error])


def test_tags_in_a_row_and_in_rows_become_error_values_and_all_else_stays(vba: Vba) -> None:
    vba.prepare(row(1.5, TAG + "#N/A", "text", True, ""))
    assert vba.app.run("WRITEOFF_OK", 1.0) == [1.5, VBAErrorValue(2042), "text", True, ""]
    vba.prepare(rows([[1.0, TAG + "#NUM!"], ["#N/A", TAG + "unknown"]]))
    assert vba.app.run("WRITEOFF_OK", 1.0) == [[1.0, VBAErrorValue(2036)], ["#N/A", VBAErrorValue(2015)]]


def test_an_argument_that_is_left_out_is_handed_on_as_such(vba: Vba) -> None:
    vba.prepare("OK")
    assert vba.app.run("WRITEOFF_STATUS", 1000.0, 40.0) == "OK"
    name, arguments, context = vba.sent()
    assert (name, context) == ("WRITEOFF_STATUS", "1900|")
    assert arguments[:2] == [1000.0, 40.0]
    assert vba.app.run("LeftOut") == len(REGISTRY["WRITEOFF_STATUS"].arguments) - 2


def test_case_89_a_range_is_handed_on_as_plain_values_with_its_blanks(vba: Vba) -> None:
    assert vba.app.run("WrittenRange") == [[7.0, None], [None, "x"]]


def test_whole_columns_end_with_the_last_used_row(vba: Vba) -> None:
    assert vba.app.run("WholeColumns") == [[7.0, None], [None, None], [None, "x"]]


def test_case_92_a_server_that_is_down_is_na_in_the_cell(vba: Vba) -> None:
    vba.prepare("OK", missing="Import Desk's Python does not answer.")
    assert vba.app.run("WRITEOFF_OK", 1.0) == VBAErrorValue(2042)


def test_a_button_shows_what_python_says_and_whether_it_was_done(vba: Vba) -> None:
    for how, text in (("done", "Matched: 12"), ("refused", "As-on date is needed."), ("done", "")):
        vba.prepare(row(how, text))
        vba.app.run("RunImportDesk", "match")
    assert vba.sent() == ["match", __version__]
    assert [(box[1], box[3]) for box in vba.app.dialogs] == [("Matched: 12", 64), ("As-on date is needed.", 48)]
    assert vba.app.evaluate("Application.DisplayAlerts") is True


def test_case_73_a_press_while_another_is_at_work_does_nothing(vba: Vba) -> None:
    """Python's call lets a second click through: the procedure is entered again and leaves at once."""
    vba.prepare(row("done", "Matched: 12"))
    vba.app.run("PressTwice", "match")
    assert vba.app.run("CallCount") == 1
    assert [box[1] for box in vba.app.dialogs] == ["Matched: 12"]
    vba.app.run("RunImportDesk", "match")
    assert vba.app.run("CallCount") == 2, "and the next press is taken again"


def test_case_92_a_button_without_python_says_why_and_leaves_excel_as_it_was(vba: Vba) -> None:
    vba.prepare("", missing="Import Desk's Python is not on this PC.")
    vba.app.run("RunImportDesk", "help")
    assert [(box[1], box[3]) for box in vba.app.dialogs] == [("Import Desk's Python is not on this PC.", 48)]
    assert vba.app.evaluate("Application.DisplayAlerts") is True
