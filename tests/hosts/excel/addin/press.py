"""A module that stands in for Excel's ribbon: it calls the callbacks with a control that has a Tag, and asks a cell."""

from __future__ import annotations

from pathlib import Path

from xl_addin.hosts.excel.addin.build import addin_modules
from xl_addin.hosts.excel.addin.project import package
from xl_addin.hosts.excel.addin.vba import workbook_code
from xl_addin.hosts.excel.server.vba import stub_module
from xl_addin.hosts.ledger_cells import EVERY
from xl_addin.hosts.zipped import archive

MODULE = "TestRibbon"
_SHARED = """\
Attribute VB_Name = "TestRibbon"
Option Explicit

Private Function Control(ByVal tag As String) As Object
    Set Control = CreateUnoService("com.sun.star.form.component.CommandButton")
    Control.Tag = tag
End Function

Public Function Enabled(ByVal tag As String) As Variant
    Dim answer As Variant
    ButtonEnabled Control(tag), answer
    Enabled = answer
End Function

Public Function Tip(ByVal tag As String) As Variant
    Dim answer As Variant
    ButtonTip Control(tag), answer
    Tip = answer
End Function

Public Function State() As Variant
    Dim answer As Variant
    StateLabel Nothing, answer
    State = answer
    StateTip Nothing, answer
    State = State & "|" & answer
End Function
"""
_PRESS = """
Public Function Pressed_{command}() As String
    Press_{command} Control("month|Text")
    Pressed_{command} = Asked()
End Function
"""


def with_test_module(path: Path, commands: tuple[str, ...]) -> Path:
    """The twin with one module more, in which each button can be pressed."""
    text = _SHARED + "".join(_PRESS.replace("{command}", command) for command in commands)
    modules = addin_modules(EVERY, stub_module()) | {MODULE: text.replace("\n", "\r\n")}
    archive(path, package("xlsm", modules, workbook_code()))
    return path
