Attribute VB_Name = "ImportDeskRibbon"
' generated; do not edit
Option Explicit

Private ribbon As IRibbonUI
Private trouble As String
Private atWork As Boolean

Public Sub RibbonLoaded(ui As IRibbonUI)
    Set ribbon = ui
End Sub

Public Sub RefreshRibbon()
    If Not ribbon Is Nothing Then ribbon.Invalidate
End Sub

Public Sub ButtonEnabled(control As IRibbonControl, ByRef returned As Variant)
    returned = (WhyDisabled(Split(control.Tag, "|")(0)) = "")
End Sub

Public Sub ButtonTip(control As IRibbonControl, ByRef returned As Variant)
    Dim parts As Variant, reason As String
    parts = Split(control.Tag, "|")
    reason = WhyDisabled(parts(0))
    returned = parts(1)
    If reason <> "" Then returned = "Not now: " & reason & vbLf & vbLf & returned
End Sub

Public Sub StateLabel(control As IRibbonControl, ByRef returned As Variant)
    returned = "Ready"
    If trouble <> "" Then returned = "Python does not answer"
    If WhyNoPython() <> "" Then returned = "Python is missing"
End Sub

Public Sub StateTip(control As IRibbonControl, ByRef returned As Variant)
    returned = WhyNoPython()
    If returned = "" Then returned = trouble
    If returned = "" Then returned = "Import Desk " & ADDIN_VERSION
End Sub

Private Function WhyDisabled(ByVal needs As String) As String
    If needs = "nothing" Then Exit Function
    If atWork Then WhyDisabled = "Another button is at work."
    If WhyDisabled = "" Then WhyDisabled = WhyNoPython()
    If WhyDisabled = "" And Not IsMonthBook() Then WhyDisabled = "Open the month's workbook, or the guided sample. Both are made from the month template."
End Function

Private Function IsMonthBook() As Boolean
    On Error GoTo No
    IsMonthBook = (ActiveWorkbook.Names("ImportDeskLedger").Name <> "")
No:
End Function

Public Sub RunImportDesk(ByVal act As String)
    Dim told As Variant, alerts As Boolean
    If atWork Then Exit Sub
    alerts = Application.DisplayAlerts
    On Error GoTo Failed
    atWork = True
    Application.DisplayAlerts = False
    told = CallPython("xl_addin.hosts.excel.ribbon.entry", "IDPMS_RUN", Array(act, ADDIN_VERSION), ActiveWorkbook)
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
End Sub

Public Sub Press_take_in(control As IRibbonControl)
    RunImportDesk "take_in"
End Sub

Public Sub Press_help(control As IRibbonControl)
    RunImportDesk "help"
End Sub
