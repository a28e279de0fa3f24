Attribute VB_Name = "ImportDeskRibbon"
' generated; do not edit
Option Explicit

Private ribbon As IRibbonUI
Private atWork As Boolean

Public Sub RibbonLoaded(ui As IRibbonUI)
    Set ribbon = ui
End Sub

Public Sub RefreshRibbon()
    On Error Resume Next
    If Not ribbon Is Nothing Then ribbon.Invalidate
End Sub

Public Sub ButtonEnabled(control As IRibbonControl, ByRef returned As Variant)
    On Error Resume Next
    returned = True
    returned = (WhyDisabled(Split(control.Tag, "|")(0)) = "")
End Sub

Public Sub ButtonTip(control As IRibbonControl, ByRef returned As Variant)
    Dim parts As Variant, reason As String
    On Error Resume Next
    parts = Split(control.Tag, "|")
    reason = WhyDisabled(parts(0))
    returned = parts(1)
    If reason <> "" Then returned = "Not now: " & reason & vbLf & vbLf & returned
End Sub

Public Sub StateLabel(control As IRibbonControl, ByRef returned As Variant)
    On Error Resume Next
    returned = "Ready"
    If LastTrouble() <> "" Then returned = "Python does not answer"
End Sub

Public Sub StateTip(control As IRibbonControl, ByRef returned As Variant)
    On Error Resume Next
    returned = LastTrouble()
    If returned = "" Then returned = "Import Desk " & ADDIN_VERSION
End Sub

Private Function WhyDisabled(ByVal needs As String) As String
    If needs = "nothing" Then Exit Function
    If Not IsMonthBook() Then WhyDisabled = "Open the month's workbook, or the guided sample. Both are made from the month template."
End Function

Private Function IsMonthBook() As Boolean
    On Error GoTo No
    IsMonthBook = (ActiveWorkbook.Names("ImportDeskLedger").Name <> "")
No:
End Function

Public Sub RunImportDesk(ByVal act As String)
    Dim told As Variant, before As Variant, trouble As String
    If atWork Then Exit Sub
    On Error GoTo Failed
    atWork = True
    before = Kept()
    BeQuiet
    told = CallPython("button", Array(act, ADDIN_VERSION), ActiveWorkbook)
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
    Application.EnableCancelKey = 0
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
End Sub

Public Sub Press_take_in(control As IRibbonControl)
    RunImportDesk "take_in"
End Sub

Public Sub Press_help(control As IRibbonControl)
    RunImportDesk "help"
End Sub
