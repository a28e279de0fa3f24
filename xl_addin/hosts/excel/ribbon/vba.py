"""The VBA behind the ribbon: one Sub for each button, and what all share. It decides nothing and knows no sheet."""

from __future__ import annotations

from collections.abc import Sequence

from xl_addin.buttons.button import Button, Needs
from xl_addin.buttons.table import BUTTONS
from xl_addin.hosts.excel.functions.vba import literal, module_text
from xl_addin.hosts.excel.functions.vba_call import NO_CANCEL
from xl_addin.hosts.excel.server.transport import BUTTON
from xl_addin.hosts.excel.server.vba import CALL, TROUBLE
from xl_addin.workbook.month.layout import LEDGER

MODULE = "ImportDeskRibbon"
LOADED, ENABLED, TIP, STATE, STATE_TIP = "RibbonLoaded", "ButtonEnabled", "ButtonTip", "StateLabel", "StateTip"
RUN = "RunImportDesk"
READY = "Ready"
NO_MONTH = "Open the month's workbook, or the guided sample. Both are made from the month template."


def callback(button: Button) -> str:
    """The Sub that a button calls."""
    return f"Press_{button.command}"


def tag(button: Button) -> str:
    """What the VBA needs to know of a button, so that its texts stand in the ribbon alone."""
    return f"{button.needs.value}|{button.details}"


def ribbon_module(buttons: Sequence[Button] = BUTTONS) -> str:
    """The module's text."""
    return module_text(MODULE, [_SHARED, *(_press(button) for button in buttons)], is_private=False)


def _press(button: Button) -> str:
    return "\n".join(
        [
            f"Public Sub {callback(button)}(control As IRibbonControl)",
            f'    {RUN} "{button.command}"',
            "End Sub",
        ]
    )


# The state is asked for when the tab is shown, and again when another workbook comes to the front: it tries nothing,
# so that the tab never waits. A button is grey only for want of a month's workbook, which the next one in front mends;
# what else stands against it is told when it is pressed. A press that comes while another is at work does nothing.
# While Python works: no box of Excel that asks to wait for another application (DisplayAlerts, Interactive), and no
# box of VBA at Esc (EnableCancelKey), which our Python reads by itself. What a server that is ended meanwhile leaves
# changed, events, calculation, screen and the like, is put back here. What Python answers: "done" or "refused", and a
# text to show or nothing.
_SHARED = f"""\
Private ribbon As IRibbonUI
Private atWork As Boolean

Public Sub {LOADED}(ui As IRibbonUI)
    Set ribbon = ui
End Sub

Public Sub RefreshRibbon()
    On Error Resume Next
    If Not ribbon Is Nothing Then ribbon.Invalidate
End Sub

Public Sub {ENABLED}(control As IRibbonControl, ByRef returned As Variant)
    On Error Resume Next
    returned = True
    returned = (WhyDisabled(Split(control.Tag, "|")(0)) = "")
End Sub

Public Sub {TIP}(control As IRibbonControl, ByRef returned As Variant)
    Dim parts As Variant, reason As String
    On Error Resume Next
    parts = Split(control.Tag, "|")
    reason = WhyDisabled(parts(0))
    returned = parts(1)
    If reason <> "" Then returned = "Not now: " & reason & vbLf & vbLf & returned
End Sub

Public Sub {STATE}(control As IRibbonControl, ByRef returned As Variant)
    On Error Resume Next
    returned = "{READY}"
    If {TROUBLE}() <> "" Then returned = "Python does not answer"
End Sub

Public Sub {STATE_TIP}(control As IRibbonControl, ByRef returned As Variant)
    On Error Resume Next
    returned = {TROUBLE}()
    If returned = "" Then returned = "Import Desk " & ADDIN_VERSION
End Sub

Private Function WhyDisabled(ByVal needs As String) As String
    If needs = "{Needs.NOTHING.value}" Then Exit Function
    If Not IsMonthBook() Then WhyDisabled = {literal(NO_MONTH)}
End Function

Private Function IsMonthBook() As Boolean
    On Error GoTo No
    IsMonthBook = (ActiveWorkbook.Names("{LEDGER}").Name <> "")
No:
End Function

Public Sub {RUN}(ByVal act As String)
    Dim told As Variant, before As Variant, trouble As String
    If atWork Then Exit Sub
    On Error GoTo Failed
    atWork = True
    before = Kept()
    BeQuiet
    told = {CALL}("{BUTTON}", Array(act, ADDIN_VERSION), ActiveWorkbook)
    atWork = False
    PutBack before
    RefreshRibbon
    ShowTold CStr(told(1)), IIf(told(0) = "done", vbInformation, vbExclamation)
    Exit Sub
Failed:
    trouble = Err.Description
    atWork = False
    PutBack before
    RefreshRibbon
    MsgBox trouble, vbExclamation, "Import Desk"
End Sub

Private Function Kept() As Variant
    Dim found(5) As Variant
    On Error Resume Next
    found(0) = Application.DisplayAlerts
    found(1) = Application.EnableEvents
    found(2) = Application.ScreenUpdating
    found(3) = Application.Calculation
    found(4) = Application.StatusBar
    found(5) = Application.Cursor
    Kept = found
End Function

Private Sub BeQuiet()
    On Error Resume Next
    Application.EnableCancelKey = {NO_CANCEL}
    Application.DisplayAlerts = False
    Application.Interactive = False
End Sub

Private Sub PutBack(ByRef before As Variant)
    On Error Resume Next
    Application.Interactive = True
    If Not IsArray(before) Then Exit Sub
    Application.DisplayAlerts = before(0)
    Application.EnableEvents = before(1)
    Application.ScreenUpdating = before(2)
    If Not IsEmpty(before(3)) Then Application.Calculation = before(3)
    Application.StatusBar = before(4)
    Application.Cursor = before(5)
End Sub

Private Sub ShowTold(ByVal said As String, ByVal style As Long)
    Dim part As Variant
    If said = "" Then Exit Sub
    For Each part In Split(said, vbFormFeed)
        MsgBox part, style, "Import Desk"
    Next part
End Sub"""
