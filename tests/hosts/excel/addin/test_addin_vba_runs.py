"""The add-in's VBA run by pyOpenVBA's interpreter: error values and left-out arguments, which LibreOffice cannot show.

An imitation of VBA, not Excel. It knows no Application.Caller: a function of the test answers in its place.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from pyopenvba.apps.excel import ExcelApplication
from pyopenvba.apps.excel._model import Application
from pyopenvba.interpreter import EMPTY, VBAArray, VBAErrorValue, VBAObject, VBARuntimeError, member, setter
from pyopenvba.interpreter._objects import MemberSpec

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
Public spoils As Boolean
Public found As String
Public calls As Long

Public Function CallPython(ByVal entry As String, ByRef arguments As Variant, Optional ByVal book As Object) As Variant
    sent = arguments
    calls = calls + 1
    found = Application.Interactive & "|" & Application.DisplayAlerts & "|" & Application.EnableCancelKey
    If spoils Then
        Application.EnableEvents = False
        Application.ScreenUpdating = False
        Application.Calculation = -4105
        Application.StatusBar = "Matching"
        Application.Cursor = 1
    End If
    If twice Then
        twice = False
        RunImportDesk arguments(0)
    End If
    If missing <> "" Then Err.Raise 1000, "Import Desk", missing
    CallPython = reply
End Function

Public Function LastTrouble() As String
    LastTrouble = missing
End Function

Public Function TestCaller() As Variant
    TestCaller = Empty
End Function

Public Sub Prepare(ByVal given As Variant, ByVal why As String)
    reply = given
    missing = why
End Sub

Public Sub Spoil()
    spoils = True
End Sub

Public Function WhileAtWork() As String
    WhileAtWork = found
End Function

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

Public Function KindOf() As String
    KindOf = TypeName(Shown(reply))
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

Public Function WholeColumns(ByVal place As String) As Variant
    Range("A1").Value = 7
    Range("B3").Value = "x"
    WholeColumns = Given(Range(place))
End Function
"""


def _setting(name: str, value: object) -> MemberSpec:
    """A setting of Excel's that the interpreter does not know."""
    return MemberSpec(
        name, "property", getter=lambda app: vars(app).get(name, value), setter=lambda app, new: setattr(app, name, new)
    )


SETTINGS = {
    name: _setting(name, value) for name, value in (("Interactive", True), ("EnableCancelKey", 1), ("Cursor", 2))
}
NORMAL = {
    "DisplayAlerts": True,
    "Interactive": True,
    "EnableEvents": True,
    "ScreenUpdating": True,
    "Calculation": -4135,
    "StatusBar": False,
    "Cursor": 2,
}


class Vba:
    """Our modules in an Excel of the test; `while_at_work` runs in place of Python."""

    def __init__(self) -> None:
        self.app: Any = ExcelApplication()
        self.app.interpreter.host.application.calculation = NORMAL["Calculation"]
        self.app.add_workbook()
        modules = addin_modules(REGISTRY, "")
        for name in ("ImportDeskTransport", "ImportDeskCall", "ImportDeskFunctions", "ImportDeskRibbon"):
            text = modules[name] or STAND_IN
            lines = [line for line in text.replace("\r\n", "\n").split("\n") if not line.startswith("Attribute ")]
            self.app.add_module("\n".join(lines).replace("Application.Caller", "TestCaller()"), name=name)

    def prepare(self, reply: object, *, missing: str = "") -> None:
        self.app.run("Prepare", reply, missing)

    def settings(self) -> dict[str, object]:
        return {name: self.app.evaluate(f"Application.{name}") for name in NORMAL}

    def sent(self) -> list[Any]:
        return list(self.app.run("LastSent"))


@pytest.fixture
def vba(monkeypatch: pytest.MonkeyPatch) -> Vba:
    for name, spec in SETTINGS.items():
        monkeypatch.setitem(Application._vba_members, name.lower(), spec)
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
    assert vba.app.run("WholeColumns", "A:B") == [[7.0, None], [None, None], [None, "x"]]


def test_columns_from_a_row_down_to_the_end_of_the_sheet_end_there_too(vba: Vba) -> None:
    """A2:A1048576 was handed over in a million cells."""
    assert vba.app.run("WholeColumns", "A2:B1048576") == [[None, None], [None, "x"]]
    assert vba.app.run("WholeColumns", "A9:B1048576") == [[None, None]]


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


@pytest.mark.parametrize("missing", ["", "Import Desk's Python ended while the button was at work."])
def test_whatever_python_leaves_changed_is_put_back(vba: Vba, missing: str) -> None:
    """A server that is ended in mid-press left events off, calculation automatic and the screen still."""
    assert vba.settings() == NORMAL
    vba.prepare(row("done", ""), missing=missing)
    vba.app.run("Spoil")
    vba.app.run("RunImportDesk", "match")
    assert vba.settings() == NORMAL
    assert [box[1] for box in vba.app.dialogs] == ([missing] if missing else [])


def test_while_python_works_excel_asks_nothing_and_esc_stops_no_vba(vba: Vba) -> None:
    """No "waiting for another application", no "Code execution has been interrupted" whose End stops the add-in."""
    vba.prepare(row("done", ""))
    vba.app.run("RunImportDesk", "match")
    assert vba.app.run("WhileAtWork") == "False|False|0"
    vba.app.evaluate("Application").EnableCancelKey = 1
    vba.prepare("OK")
    vba.app.run("WRITEOFF_OK", 1.0)
    assert vba.app.run("WhileAtWork").endswith("|0")


def test_no_trouble_makes_a_button_grey_for_ever(vba: Vba) -> None:
    """Excel asks again only when told to: a button that is grey for another that works, or for a lost Python, stays."""
    vba.prepare("", missing="Import Desk's Python does not answer.")
    text = addin_modules(REGISTRY, "")["ImportDeskRibbon"]
    body = text.partition("Private Function WhyDisabled")[2].partition("End Function")[0]
    assert "IsMonthBook" in body
    assert "atWork" not in body
    assert "Python" not in body


LONG = "The bank may write off up to 5 per cent of the invoice. " * 10


def test_a_spilled_sentence_is_whole_in_a_block_of_texts(vba: Vba) -> None:
    """Excel shows #VALUE! for a text of more than 255 characters in a block of Variants; a block of String it takes."""
    vba.prepare(rows([[LONG], [""], ["short"]]))
    assert vba.app.run("WRITEOFF_WHY", 1.0) == [[LONG], [""], ["short"]]
    assert vba.app.run("KindOf") == "String()"
    vba.prepare(row(LONG, "short"))
    assert vba.app.run("WRITEOFF_WHY", 1.0) == [LONG, "short"]
    assert vba.app.run("KindOf") == "String()"


def test_among_other_kinds_it_is_cut_to_what_excel_takes(vba: Vba) -> None:
    at_limit = "x" * 255
    vba.prepare(rows([[LONG, 1.5], [TAG + "#N/A", at_limit], [at_limit + "y", True]]))
    shown = vba.app.run("WRITEOFF_WHY", 1.0)
    assert [len(line[0]) for line in (shown[0], shown[2])] == [255, 255]
    assert shown[0][0] == LONG[:251] + " ..."
    assert shown[1] == [VBAErrorValue(2042), at_limit]
    assert (shown[0][1], shown[2][1]) == (1.5, True)
    vba.prepare(row(LONG, 1.0))
    assert vba.app.run("WRITEOFF_WHY", 1.0) == [LONG[:251] + " ...", 1.0]


def test_one_cell_takes_the_whole_sentence(vba: Vba) -> None:
    vba.prepare(LONG)
    assert vba.app.run("WRITEOFF_WHY", 1.0) == LONG


# --- a book that was made with another user's add-in ---

HERE = r"C:\Users\asha\AppData\Local\ImportDesk\addin\ImportDesk.xlam"
THERE = r"C:\Users\ravi\AppData\Local\ImportDesk\addin\IMPORTDESK.XLAM"


class Book(VBAObject):
    """A workbook with links."""

    vba_type_name = "Workbook"

    def __init__(self, *links: str, is_locked: bool = False) -> None:
        self.links, self.changed, self.is_locked, self.saved = links, list[tuple[str, str]](), is_locked, True

    @member
    def LinkSources(self, kind: object) -> object:
        return row(*self.links) if self.links else EMPTY

    @member
    def ChangeLink(self, name: object, new: object, kind: object) -> None:
        self.saved = False
        if self.is_locked:
            raise VBARuntimeError(1004, "The sheet is protected.")
        self.changed.append((str(name), str(new)))

    @member
    def Saved(self) -> object:
        return self.saved

    @setter("Saved")
    def _set_saved(self, value: object) -> None:
        self.saved = bool(value)


LINKS = [
    ("no link", Book(), []),
    ("ours", Book(HERE.upper()), []),
    ("another user's", Book(THERE), [(THERE, HERE)]),
    ("another add-in", Book(r"C:\Rates\rates.xlam"), []),
    ("ours among others", Book(r"C:\b.xlsx", THERE, HERE), [(THERE, HERE)]),
    ("by an address", Book("https://x.example/a/ImportDesk.xlam"), [("https://x.example/a/ImportDesk.xlam", HERE)]),
    ("a name that only ends so", Book(r"C:\x\OldImportDesk.xlam"), []),
    ("a protected sheet", Book(THERE, is_locked=True), []),
]


@pytest.mark.parametrize(("case", "book", "changed"), LINKS, ids=[case for case, *_ in LINKS])
def test_formulas_of_another_users_add_in_are_led_to_this_one(
    vba: Vba, case: str, book: Book, changed: list[tuple[str, str]]
) -> None:
    vba.app.run("OwnLinks", book, HERE)
    assert book.changed == changed
    assert book.saved, "opening a book asks nobody to save it"


def test_case_92_a_button_without_python_says_why_and_leaves_excel_as_it_was(vba: Vba) -> None:
    vba.prepare("", missing="Import Desk's Python is not on this PC.")
    vba.app.run("RunImportDesk", "help")
    assert [(box[1], box[3]) for box in vba.app.dialogs] == [("Import Desk's Python is not on this PC.", 48)]
    assert vba.app.evaluate("Application.DisplayAlerts") is True
