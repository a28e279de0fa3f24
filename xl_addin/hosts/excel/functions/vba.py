"""The add-in's VBA from the registry: one Public Function each, what they share, and the help of the wizard."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from textwrap import indent

from udfs._registry import CellError, Function
from xl_addin.hosts.excel.functions.names import parameter_name, plain
from xl_addin.hosts.excel.functions.raw import TAG
from xl_addin.hosts.live.errors import ERROR_NUMBERS

ENTRY_MODULE, ENTRY = "xl_addin.hosts.excel.functions.entry", "IDPMS_CALL"
FUNCTIONS, CALL, HELP = "ImportDeskFunctions", "ImportDeskCall", "ImportDeskHelp"
REGISTER = "RegisterImportDeskHelp"  # in HELP: describes every function to the wizard
ENCODING = "cp1252"
_NOTE = "' generated; do not edit"


def modules(registry: Mapping[str, Function]) -> dict[str, str]:
    """Every module's text by its name, CRLF ends; encode as `ENCODING`, import as .bas."""
    functions = [registry[name] for name in sorted(registry)]
    parts = {
        FUNCTIONS: [wrapper(function) for function in functions],
        CALL: [_CALL],
        HELP: [_registration(functions), *(_described(function) for function in functions)],
    }
    return {name: module_text(name, texts, is_private=name != FUNCTIONS) for name, texts in parts.items()}


def wrapper(function: Function) -> str:
    """One worksheet function; every argument optional, so that a missing one is refused by the same rule everywhere."""
    names = [parameter_name(argument.name) for argument in function.arguments]
    parameters = _wrapped([f"Optional {name} As Variant" for name in names])
    given = _wrapped([f"Given({name})" for name in names])
    return "\n".join(
        [
            f"Public Function {function.name}({parameters}) As Variant",
            f"Attribute {function.name}.VB_Description = {literal(function.help)}",
            "    If InWizard() Then Exit Function",
            f'    {function.name} = Answer("{function.name}", Array({given}))',
            "End Function",
        ]
    )


def literal(text: str) -> str:
    """A VBA string."""
    return '"' + plain(text).replace('"', '""') + '"'


def _wrapped(parts: Iterable[str], each: int = 4) -> str:
    """A list over several lines, since a line of VBA has at most 1,023 characters."""
    listed = list(parts)
    lines = [", ".join(listed[at : at + each]) for at in range(0, len(listed), each)]
    return ", _\n        ".join(lines)


def _described(function: Function) -> str:
    texts = ", _\n        ".join(literal(argument.help) for argument in function.arguments)
    arguments = f"Array( _\n        {texts})" if texts else "Empty"
    return "\n".join(
        [
            f"Private Sub Describe_{function.name}()",
            f'    Describe "{function.name}", _',
            f"        {literal(function.help)}, _",
            f"        {literal(function.category)}, {arguments}",
            "End Sub",
        ]
    )


def _registration(functions: list[Function]) -> str:
    calls = indent("\n".join(f"Describe_{function.name}" for function in functions), " " * 4)
    return _REGISTER.replace("{calls}", calls)


def module_text(name: str, texts: Iterable[str], *, is_private: bool = True) -> str:
    """A module as the VBA editor imports it; what is private to the project stays out of Excel's list of functions."""
    private = ["Option Private Module"] if is_private else []
    head = [f'Attribute VB_Name = "{name}"', _NOTE, "Option Explicit", *private]
    text = "\n".join([*head, *("\n" + part for part in texts), ""])
    return text.replace("\n", "\r\n")


_CASES = "\n".join(f'        Case "{error.value}": Native = CVErr({number})' for error, number in ERROR_NUMBERS.items())

# Application.Caller is a Range only when a cell asks. `Given` hands an omitted argument on as it is; Value2 keeps
# currency and dates as plain numbers and a blank apart from "". A server that is down is #N/A: nothing was decided.
_CALL = f"""\
Public Function Answer(ByVal name As String, ByRef arguments As Variant) As Variant
    On Error GoTo Failed
    Answer = Shown(CallPython("{ENTRY_MODULE}", "{ENTRY}", Array(name, arguments, Context())))
    Exit Function
Failed:
    Answer = CVErr({ERROR_NUMBERS[CellError.NA]})
End Function

Public Function InWizard() As Boolean
    If TypeName(Application.Caller) <> "Range" Then Exit Function
    InWizard = Not Application.CommandBars("Standard").Controls(1).Enabled
End Function

Public Function Given(Optional ByRef argument As Variant) As Variant
    If TypeName(argument) <> "Range" Then
        Given = argument
    ElseIf argument.Areas.Count > 1 Then
        Given = CVErr({ERROR_NUMBERS[CellError.VALUE]})
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
    If Left$(cell, 1) <> ChrW$(&H{ord(TAG):X}) Then Exit Function
    Select Case Mid$(cell, 2)
{_CASES}
        Case Else: Native = CVErr({ERROR_NUMBERS[CellError.VALUE]})
    End Select
End Function

Private Function Dimensions(ByRef value As Variant) As Long
    If Not IsArray(value) Then Exit Function
    Dimensions = 1
    On Error GoTo Done
    If UBound(value, 2) >= LBound(value, 2) Then Dimensions = 2
Done:
End Function"""

_REGISTER = f"""\
Private failures As Long

' From Workbook_Open: descriptions are forgotten when Excel ends. Gives how many functions could not be described;
' above 0 Excel was not ready (no book open): call it again when a book is.
Public Function {REGISTER}() As Long
    failures = 0
{{calls}}
    {REGISTER} = failures
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
End Sub"""
