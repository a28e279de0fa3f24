Attribute VB_Name = "ImportDeskCall"
' generated; do not edit
Option Explicit
Option Private Module

Public Function Answer(ByVal name As String, ByRef arguments As Variant) As Variant
    On Error Resume Next
    Application.EnableCancelKey = 0
    On Error GoTo Failed
    Answer = Shown(CallPython("cells", Array(name, arguments, Context())))
    Exit Function
Failed:
    Answer = CVErr(2042)
End Function

Public Function Given(Optional ByRef argument As Variant) As Variant
    If TypeName(argument) <> "Range" Then
        Given = argument
    ElseIf argument.Areas.Count > 1 Then
        Given = CVErr(2015)
    ElseIf argument.Row + argument.Rows.Count - 1 = argument.Parent.Rows.Count Then
        Given = argument.Resize(UsedRows(argument)).Value2
    Else
        Given = argument.Value2
    End If
End Function

' Columns down to the end of the sheet end with the last used row of any sheet of their book, so that all of a call that
' begin in one row have one length.
Private Function UsedRows(ByVal columns As Object) As Long
    Dim sheet As Object, last As Long
    UsedRows = 1
    For Each sheet In columns.Parent.Parent.Worksheets
        last = sheet.UsedRange.Row + sheet.UsedRange.Rows.Count - columns.Row
        If last > UsedRows Then UsedRows = last
    Next sheet
End Function

Public Function Context() As String
    Context = "1900|"
    If TypeName(Application.Caller) <> "Range" Then Exit Function
    If Application.Caller.Parent.Parent.Date1904 Then Context = "1904|"
    Context = Context & Application.Caller.Address(External:=True)
End Function

' Errors come as tags in one cell, a row, or rows of columns. A text of more than 255 characters would be
' #VALUE! in an array of mixed kinds and is whole in an array of texts alone; so among other kinds it is cut.
Public Function Shown(ByRef result As Variant) As Variant
    Dim i As Long, j As Long, allTexts As Boolean
    allTexts = True
    Select Case Dimensions(result)
        Case 0
            Shown = Native(result)
            Exit Function
        Case 1
            For i = LBound(result) To UBound(result)
                result(i) = Native(result(i))
                If VarType(result(i)) <> vbString Then allTexts = False
            Next i
            If allTexts Then Shown = TextRow(result) Else Shown = CutRow(result)
        Case Else
            For i = LBound(result, 1) To UBound(result, 1)
                For j = LBound(result, 2) To UBound(result, 2)
                    result(i, j) = Native(result(i, j))
                    If VarType(result(i, j)) <> vbString Then allTexts = False
                Next j
            Next i
            If allTexts Then Shown = Texts(result) Else Shown = CutTexts(result)
    End Select
End Function

Private Function TextRow(ByRef cells As Variant) As Variant
    Dim found() As String, i As Long
    ReDim found(LBound(cells) To UBound(cells))
    For i = LBound(cells) To UBound(cells)
        found(i) = cells(i)
    Next i
    TextRow = found
End Function

Private Function Texts(ByRef cells As Variant) As Variant
    Dim found() As String, i As Long, j As Long
    ReDim found(LBound(cells, 1) To UBound(cells, 1), LBound(cells, 2) To UBound(cells, 2))
    For i = LBound(cells, 1) To UBound(cells, 1)
        For j = LBound(cells, 2) To UBound(cells, 2)
            found(i, j) = cells(i, j)
        Next j
    Next i
    Texts = found
End Function

Private Function CutRow(ByRef cells As Variant) As Variant
    Dim i As Long
    For i = LBound(cells) To UBound(cells)
        cells(i) = Cut(cells(i))
    Next i
    CutRow = cells
End Function

Private Function CutTexts(ByRef cells As Variant) As Variant
    Dim i As Long, j As Long
    For i = LBound(cells, 1) To UBound(cells, 1)
        For j = LBound(cells, 2) To UBound(cells, 2)
            cells(i, j) = Cut(cells(i, j))
        Next j
    Next i
    CutTexts = cells
End Function

Private Function Cut(ByVal cell As Variant) As Variant
    Cut = cell
    If VarType(cell) <> vbString Then Exit Function
    If Len(cell) > 255 Then Cut = Left$(cell, 255 - 4) & " ..."
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

' Formulas keep the place of the add-in of whoever made a book: here they get the place of this one. A protected sheet
' keeps what it has.
Public Sub OwnLinks(ByVal book As Object, ByVal here As String)
    Dim links As Variant, link As Variant, wasSaved As Boolean
    On Error Resume Next
    links = book.LinkSources(1)
    If Not IsArray(links) Then Exit Sub
    wasSaved = book.Saved
    For Each link In links
        If IsOther(CStr(link), here) Then book.ChangeLink CStr(link), here, 1
    Next link
    If wasSaved Then book.Saved = True
End Sub

Private Function IsOther(ByVal link As String, ByVal here As String) As Boolean
    If LCase$(link) = LCase$(here) Then Exit Function
    IsOther = (LCase$(FileName(link)) = LCase$(FileName(here)))
End Function

Private Function FileName(ByVal path As String) As String
    path = Replace(path, "/", "\")
    FileName = Mid$(path, InStrRev(path, "\") + 1)
End Function

Private Function Dimensions(ByRef value As Variant) As Long
    If Not IsArray(value) Then Exit Function
    Dimensions = 1
    On Error GoTo Done
    If UBound(value, 2) >= LBound(value, 2) Then Dimensions = 2
Done:
End Function
