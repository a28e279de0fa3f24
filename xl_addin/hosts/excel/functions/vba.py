"""The add-in's VBA from the registry: one Public Function each, what they share, and the help of the wizard."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from textwrap import indent

from udfs._registry import Function
from xl_addin.hosts.excel.functions.names import parameter_name, plain
from xl_addin.hosts.excel.functions.vba_call import CALL_CODE

FUNCTIONS, CALL, HELP = "ImportDeskFunctions", "ImportDeskCall", "ImportDeskHelp"
REGISTER = "RegisterImportDeskHelp"  # in HELP: describes every function to the wizard
ENCODING = "cp1252"
_NOTE = "' generated; do not edit"


def modules(registry: Mapping[str, Function]) -> dict[str, str]:
    """Every module's text by its name, CRLF ends; encode as `ENCODING`, import as .bas."""
    functions = [registry[name] for name in sorted(registry)]
    parts = {
        FUNCTIONS: [wrapper(function) for function in functions],
        CALL: [CALL_CODE],
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
