"""What an extension says of itself to LibreOffice: interface, function descriptions, contents."""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from udfs._kinds import is_dated
from udfs._registry import Argument, Function
from xl_addin import __version__
from xl_addin.hosts.calc.functions.used_cells import REFERENCES

IDENTIFIER = "importdesk.calc"
IMPLEMENTATION = "importdesk.calc.ImportDesk"
DISPLAY_NAME = "Import Desk: worksheet functions, menu and toolbar"
OLDEST_LIBREOFFICE = "24.8"
GENERATED = "Generated from the registry of worksheet functions; do not edit."
CELLS = "sequence< sequence<any> >"
RANGE = "com::sun::star::table::XCellRange"
DOCUMENT = "com::sun::star::beans::XPropertySet"  # hidden from the user: the calling document
XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
WRITE_NO = ". In Calc write N for no: FALSE reads as blank"
_IDENTIFIER = re.compile("[a-z][a-z0-9]*")  # the interface language refuses underscores here
SETTINGS = "application/vnd.sun.star.configuration-data"
MEDIA_TYPES = {
    "functions.idl": "application/vnd.sun.star.uno-typelibrary;type=RDB",
    "component.py": "application/vnd.sun.star.uno-component;type=Python",
    "CalcAddIns.xcu": SETTINGS,
    "Addons.xcu": SETTINGS,
    "CalcCommands.xcu": SETTINGS,
    "CalcWindowState.xcu": SETTINGS,
    "ProtocolHandler.xcu": SETTINGS,
}


def method(name: str) -> str:
    """The method of a worksheet function; the prefix keeps it from being a word of the interface language."""
    return "f" + name.lower().replace("_", "")


def methods(functions: Iterable[Function]) -> list[tuple[str, str, bool]]:
    """Method, worksheet name, and whether it takes the calling document, of each function."""
    found = [(method(f.name), f.name, is_dated(f.arguments, f.returns)) for f in functions]
    if len({one for one, _, _ in found}) != len(found):
        raise AssertionError("two worksheet functions would have one method")
    return found


def parameter(argument: Argument) -> str:
    """An argument's name in the interface."""
    name = "a" + argument.name.lower().replace("_", "")
    if not _IDENTIFIER.fullmatch(name):
        raise AssertionError(f"argument {argument.name!r} cannot be named in an interface")
    return name


def interface(functions: Iterable[Function]) -> str:
    """The interface in IDL: every result is rows of cells, every argument `any`, which Calc takes as optional.

    Only tables, which are never left out, are ranges of the book: see `used_cells`.
    """
    lines = [f"// {GENERATED}", "module importdesk { module calc {", "interface XImportDesk {"]
    for function in functions:
        takes = [f"[in] {DOCUMENT} document"] if is_dated(function.arguments, function.returns) else []
        takes += [f"[in] {_type(argument)} {parameter(argument)}" for argument in function.arguments]
        lines.append(f"  {CELLS} {method(function.name)}({', '.join(takes)});")
    return "\n".join([*lines, "};", "}; };", ""])


def _type(argument: Argument) -> str:
    return RANGE if argument.kind in REFERENCES else "any"


def _text(name: str, value: str) -> str:
    return f'<prop oor:name="{name}"><value xml:lang="en">{escape(value)}</value></prop>'


def argument_node(argument: Argument) -> str:
    """What the function wizard shows of an argument."""
    help = f"{argument.help}{WRITE_NO}" if argument.kind == "flag" else argument.help
    told = _text("DisplayName", argument.name) + _text("Description", help)
    return f'<node oor:name="{parameter(argument)}" oor:op="replace">{told}</node>'


def function_node(function: Function) -> str:
    """What the function wizard shows of a function, and its name in .xlsx files."""
    told = _text("DisplayName", function.name) + _text("Description", function.help)
    # LibreOffice 25.2 knows its own categories only and shows any other name as "Add-in".
    told += '<prop oor:name="Category"><value>Import Desk</value></prop>'
    # Without this name a formula of an .xlsx loads as #NAME?.
    told += _text("CompatibilityName", function.name)
    arguments = "".join(argument_node(argument) for argument in function.arguments)
    parameters = f'<node oor:name="Parameters">{arguments}</node>'
    return f'<node oor:name="{method(function.name)}" oor:op="replace">{told}{parameters}</node>\n'


def calc_add_ins(functions: Iterable[Function]) -> str:
    """CalcAddIns.xcu: names, help and arguments of all functions."""
    return (
        f"{XML}<!-- {GENERATED} -->\n"
        '<oor:component-data xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" oor:name="CalcAddIns" oor:package="org.openoffice.Office">\n'
        f'<node oor:name="AddInInfo"><node oor:name="{IMPLEMENTATION}" oor:op="replace">'
        '<node oor:name="AddInFunctions">\n'
        f"{''.join(map(function_node, functions))}</node></node></node>\n</oor:component-data>\n"
    )


def description() -> str:
    """description.xml: identity and version."""
    return (
        f'{XML}<description xmlns="http://openoffice.org/extensions/description/2006" '
        'xmlns:l="http://libreoffice.org/extensions/description/2011">\n'
        f"<identifier value={quoteattr(IDENTIFIER)}/><version value={quoteattr(__version__)}/>\n"
        f'<display-name><name lang="en">{DISPLAY_NAME}</name></display-name>\n'
        f'<dependencies><l:LibreOffice-minimal-version value="{OLDEST_LIBREOFFICE}" '
        f'l:name="LibreOffice {OLDEST_LIBREOFFICE}"/></dependencies>\n</description>\n'
    )


def manifest() -> str:
    """META-INF/manifest.xml: the parts that LibreOffice registers."""
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="{kind}"/>\n'
        for name, kind in MEDIA_TYPES.items()
    )
    return f'{XML}<manifest:manifest xmlns:manifest="http://openoffice.org/2001/manifest">\n{entries}</manifest:manifest>\n'
