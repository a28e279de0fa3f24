"""The VBA of the add-in's own workbook: what happens when Excel loads it and when another book comes to the front."""

from __future__ import annotations

MODULE = "ThisWorkbook"


def workbook_code() -> str:
    """The code below the module's attributes, which belong to Excel."""
    return _CODE.replace("\n", "\r\n")


# Excel takes descriptions of functions only while a book is open, which at its start is not sure: one more try later.
_CODE = """\
Option Explicit

Private WithEvents host As Application
Private mustDescribe As Boolean

Private Sub Workbook_Open()
    Set host = Application
    mustDescribe = (RegisterImportDeskHelp() > 0)
    ThisWorkbook.Saved = True
End Sub

Private Sub host_WorkbookActivate(ByVal book As Workbook)
    If mustDescribe Then
        mustDescribe = False
        RegisterImportDeskHelp
    End If
    RefreshRibbon
End Sub

Private Sub host_WorkbookDeactivate(ByVal book As Workbook)
    RefreshRibbon
End Sub
"""
