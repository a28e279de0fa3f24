Attribute VB_Name = "ImportDeskCall"
' generated; do not edit
Option Explicit
Option Private Module

Public Function Answer(ByVal name As String, ByRef arguments As Variant) As Variant
    On Error GoTo Failed
    Answer = Shown(CallPython("xl_addin.hosts.excel.functions.entry", "IDPMS_CALL", Array(name, arguments, Context())))
    Exit Function
Failed:
    Answer = CVErr(2042)
End Function

Public Function InWizard() As Boolean
    If TypeName(Application.Caller) <> "Range" Then Exit Function
    InWizard = Not Application.CommandBars("Standard").Controls(1).Enabled
End Function

Public Function Given(Optional ByRef argument As Variant) As Variant
    If TypeName(argument) <> "Range" Then
        Given = argument
    ElseIf argument.Areas.Count > 1 Then
        Given = CVErr(2015)
    ElseIf argument.Rows.Count = argument.Parent.Rows.Count Then
        Given = argument.Resize(UsedRows(argument.Parent.Parent)).Value2
    Else
        Given = argument.Value2
    End If
End Function

' Whole columns end where the last used row of any sheet of their book ends, so that all of a call have one length.
Private Function UsedRows(ByVal book As Object) As Long
    Dim sheet As Object, last As Long
    UsedRows = 1
    For Each sheet In book.Worksheets
        last = sheet.UsedRange.Row + sheet.UsedRange.Rows.Count - 1
        If last > UsedRows Then UsedRows = last
    Next sheet
End Function

Public Function Context() As String
    Context = "1900|"
    If TypeName(Application.Caller) <> "Range" Then Exit Function
    If Application.Caller.Parent.Parent.Date1904 Then Context = "1904|"
    Context = Context & Application.Caller.Address(External:=True)
End Function

' Errors come as tags in one cell, a row, or rows of columns.
Public Function Shown(ByRef result As Variant) As Variant
    Dim i As Long, j As Long
    Select Case Dimensions(result)
        Case 0
            result = Native(result)
        Case 1
            For i = LBound(result) To UBound(result)
                result(i) = Native(result(i))
            Next i
        Case Else
            For i = LBound(result, 1) To UBound(result, 1)
                For j = LBound(result, 2) To UBound(result, 2)
                    result(i, j) = Native(result(i, j))
                Next j
            Next i
    End Select
    Shown = result
End Function

Public Function Native(ByVal cell As Variant) As Variant
    Native = cell
    If VarType(cell) <> vbString Then Exit Function
    If Left$(cell, 1) <> ChrW$(&HE000) Then Exit Function
    Select Case Mid$(cell, 2)
        Case "#NULL!": Native = CVErr(2000)
        Case "#DIV/0!": Native = CVErr(2007)
        Case "#VALUE!": Native = CVErr(2015)
        Case "#REF!": Native = CVErr(2023)
        Case "#NAME?": Native = CVErr(2029)
        Case "#NUM!": Native = CVErr(2036)
        Case "#N/A": Native = CVErr(2042)
        Case Else: Native = CVErr(2015)
    End Select
End Function

Private Function Dimensions(ByRef value As Variant) As Long
    If Not IsArray(value) Then Exit Function
    Dimensions = 1
    On Error GoTo Done
    If UBound(value, 2) >= LBound(value, 2) Then Dimensions = 2
Done:
End Function
