"""The VBA of the add-in's own workbook: what happens when Excel loads it and when another book comes to the front."""

from __future__ import annotations

from xl_addin.hosts.excel.functions.vba import REGISTER
from xl_addin.hosts.excel.functions.vba_call import NO_CANCEL, OWN_LINKS

MODULE = "ThisWorkbook"


def workbook_code() -> str:
    """The code below the module's attributes, which belong to Excel."""
    return _CODE.replace("\n", "\r\n")


# Excel takes descriptions of functions only while a book is open, which at its start is not sure: more tries later.
# An error here, or Esc, would show VBA's box, whose button End stops the whole add-in.
_CODE = f"""\
Option Explicit

Private WithEvents host As Application
Private triesLeft As Long

Private Sub Workbook_Open()
    Dim book As Workbook
    On Error Resume Next
    Application.EnableCancelKey = {NO_CANCEL}
    Set host = Application
    triesLeft = 3
    Describe
    For Each book In Application.Workbooks
        {OWN_LINKS} book, ThisWorkbook.FullName
    Next book
    ThisWorkbook.Saved = True
End Sub

Private Sub Describe()
    If triesLeft = 0 Then Exit Sub
    triesLeft = triesLeft - 1
    If {REGISTER}() = 0 Then triesLeft = 0
End Sub

Private Sub host_WorkbookOpen(ByVal book As Workbook)
    On Error Resume Next
    {OWN_LINKS} book, ThisWorkbook.FullName
End Sub

Private Sub host_WorkbookActivate(ByVal book As Workbook)
    On Error Resume Next
    Application.EnableCancelKey = {NO_CANCEL}
    Describe
    RefreshRibbon
End Sub

Private Sub host_WorkbookDeactivate(ByVal book As Workbook)
    On Error Resume Next
    RefreshRibbon
End Sub
"""
