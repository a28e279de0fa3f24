"""Help while typing, in the two forms that the Excel-DNA IntelliSense add-in reads: a sheet and an XML file."""

from __future__ import annotations

from collections.abc import Mapping
from xml.sax.saxutils import quoteattr

from udfs._registry import Function
from xl_addin.hosts.excel.functions.names import parameter_name

SHEET = "_IntelliSense_"  # the last sheet of the book; it may be hidden
NAMESPACE = "http://schemas.excel-dna.net/intellisense/1.0"


def sheet_rows(registry: Mapping[str, Function]) -> list[list[str]]:
    """Rows of the sheet: a mark and version, then name, description, help topic, and name and text of each argument."""
    rows = [["FunctionInfo", "1"]]
    for name, function in sorted(registry.items()):
        arguments = [
            text
            for argument in function.arguments
            for text in (_shown(argument.name, argument.required), argument.help)
        ]
        rows.append([name, function.help, "", *arguments])
    return rows


def xml(registry: Mapping[str, Function]) -> str:
    """The same as a file that stands beside the add-in: ADDIN.intellisense.xml."""
    lines = ['<?xml version="1.0" encoding="utf-8"?>', f'<IntelliSense xmlns="{NAMESPACE}">', "  <FunctionInfo>"]
    for name, function in sorted(registry.items()):
        lines.append(f'    <Function Name="{name}" Description={quoteattr(function.help)}>')
        for argument in function.arguments:
            shown = quoteattr(_shown(argument.name, argument.required))
            lines.append(f"      <Argument Name={shown} Description={quoteattr(argument.help)} />")
        lines.append("    </Function>")
    return "\n".join([*lines, "  </FunctionInfo>", "</IntelliSense>", ""])


def _shown(name: str, required: bool) -> str:
    """An optional argument stands in brackets, as in Excel's own tips."""
    return parameter_name(name) if required else f"[{parameter_name(name)}]"
