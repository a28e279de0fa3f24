Attribute VB_Name = "ImportDeskHelp"
' generated; do not edit
Option Explicit
Option Private Module

Private failures As Long

' From Workbook_Open: descriptions are forgotten when Excel ends. Gives how many functions could not be described;
' above 0 Excel was not ready (no book open): call it again when a book is.
Public Function RegisterImportDeskHelp() As Long
    failures = 0
    Describe_DISCOUNTED_AMOUNT
    Describe_TINY_VERSION
    RegisterImportDeskHelp = failures
End Function

Private Sub Describe(ByVal name As String, ByVal text As String, ByVal category As String, ByVal arguments As Variant)
    Dim macro As String
    macro = "'" & ThisWorkbook.Name & "'!" & name
    On Error GoTo Failed
    If IsArray(arguments) Then
        Application.MacroOptions Macro:=macro, Description:=text, Category:=category, ArgumentDescriptions:=arguments
    Else
        Application.MacroOptions Macro:=macro, Description:=text, Category:=category
    End If
    Exit Sub
Failed:
    failures = failures + 1
End Sub

Private Sub Describe_DISCOUNTED_AMOUNT()
    Describe "DISCOUNTED_AMOUNT", _
        "What is owed after a discount, in the invoice's currency.", _
        "Import Desk", Array( _
        "Invoice value, e.g. 1,00,000.00; not ""about"".", _
        "Three letters: USD - not 'dollar'.", _
        "Discount in percent, e.g. 5.")
End Sub

Private Sub Describe_TINY_VERSION()
    Describe "TINY_VERSION", _
        "Version of the rules.", _
        "Import Desk", Empty
End Sub
