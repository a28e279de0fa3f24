"""The VBA behind the ribbon: one Sub for each button, and what all share. It decides nothing and knows no sheet."""

from __future__ import annotations

from collections.abc import Sequence

from xl_addin.buttons.button import Button, Needs
from xl_addin.buttons.table import BUTTONS
from xl_addin.hosts.excel.functions.vba import literal, module_text
from xl_addin.hosts.excel.server.transport import BUTTON_ENTRY, BUTTON_MODULE
from xl_addin.workbook.month.layout import LEDGER

MODULE = "ImportDeskRibbon"
LOADED, ENABLED, TIP, STATE, STATE_TIP = "RibbonLoaded", "ButtonEnabled", "ButtonTip", "StateLabel", "StateTip"
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
            f'    RunImportDesk "{button.command}"',
            "End Sub",
        ]
    )


# The state is asked for when the tab is shown, and again when another workbook comes to the front.
# A Python call that takes long would make Excel ask again and again whether to wait for "another application";
# DisplayAlerts holds that back. A press that comes while another is at work does nothing. What Python answers: "done"
# or "refused", and a text to show or nothing.
_SHARED = f"""\
Private ribbon As IRibbonUI
Private trouble As String
Private atWork As Boolean

Public Sub {LOADED}(ui As IRibbonUI)
    Set ribbon = ui
End Sub

Public Sub RefreshRibbon()
    If Not ribbon Is Nothing Then ribbon.Invalidate
End Sub

Public Sub {ENABLED}(control As IRibbonControl, ByRef returned As Variant)
    returned = (WhyDisabled(Split(control.Tag, "|")(0)) = "")
End Sub

Public Sub {TIP}(control As IRibbonControl, ByRef returned As Variant)
    Dim parts As Variant, reason As String
    parts = Split(control.Tag, "|")
    reason = WhyDisabled(parts(0))
    returned = parts(1)
    If reason <> "" Then returned = "Not now: " & reason & vbLf & vbLf & returned
End Sub

Public Sub {STATE}(control As IRibbonControl, ByRef returned As Variant)
    returned = "{READY}"
    If trouble <> "" Then returned = "Python does not answer"
    If WhyNoPython() <> "" Then returned = "Python is missing"
End Sub

Public Sub {STATE_TIP}(control As IRibbonControl, ByRef returned As Variant)
    returned = WhyNoPython()
    If returned = "" Then returned = trouble
    If returned = "" Then returned = "Import Desk " & ADDIN_VERSION
End Sub

Private Function WhyDisabled(ByVal needs As String) As String
    If needs = "{Needs.NOTHING.value}" Then Exit Function
    If atWork Then WhyDisabled = "Another button is at work."
    If WhyDisabled = "" Then WhyDisabled = WhyNoPython()
    If WhyDisabled = "" And Not IsMonthBook() Then WhyDisabled = {literal(NO_MONTH)}
End Function

Private Function IsMonthBook() As Boolean
    On Error GoTo No
    IsMonthBook = (ActiveWorkbook.Names("{LEDGER}").Name <> "")
No:
End Function

Public Sub RunImportDesk(ByVal act As String)
    Dim told As Variant, alerts As Boolean
    If atWork Then Exit Sub
    alerts = Application.DisplayAlerts
    On Error GoTo Failed
    atWork = True
    Application.DisplayAlerts = False
    told = CallPython("{BUTTON_MODULE}", "{BUTTON_ENTRY}", Array(act, ADDIN_VERSION), ActiveWorkbook)
    Application.DisplayAlerts = alerts
    atWork = False
    trouble = ""
    RefreshRibbon
    ShowTold CStr(told(1)), IIf(told(0) = "done", vbInformation, vbExclamation)
    Exit Sub
Failed:
    trouble = Err.Description
    atWork = False
    Application.DisplayAlerts = alerts
    RefreshRibbon
    MsgBox trouble, vbExclamation, "Import Desk"
End Sub

Private Sub ShowTold(ByVal said As String, ByVal style As Long)
    Dim part As Variant
    If said = "" Then Exit Sub
    For Each part In Split(said, vbFormFeed)
        MsgBox part, style, "Import Desk"
    Next part
End Sub"""
