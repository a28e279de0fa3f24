"""The VBA that reaches Python, in place of xlwings' own module: it attaches to the waiting server and does no more.

Nothing that a workbook or its folder holds can choose a library, an interpreter or code: there is no setting to read.
The twin for LibreOffice has the same faces and answers by itself.
"""

from __future__ import annotations

from importlib import metadata
from textwrap import dedent

from xl_addin import __version__
from xl_addin.hosts.excel.functions.vba import module_text
from xl_addin.hosts.excel.server.transport import LIBRARIES, PYTHON_FOLDER, SERVER_ID, XLWINGS_VERSION, checked_folder

MODULE = "ImportDeskTransport"
# What the module offers: the call, and why it cannot be made ("" where it can).
CALL, WHY = "CallPython", "WhyNoPython"


def transport_module(folder: str = PYTHON_FOLDER) -> str:
    """The module's text; `folder` is where the library lies, written into it."""
    installed = metadata.version("xlwings")
    if installed != XLWINGS_VERSION:
        raise AssertionError(f"the add-in is written for xlwings {XLWINGS_VERSION}; installed is {installed}")
    return module_text(MODULE, [_LICENCE, _HEAD.replace("{folder}", checked_folder(folder)), _CALLS])


def stub_module() -> str:
    """The module's text for the twin: it answers what it was asked."""
    return module_text(MODULE, [_STUB])


def _declared(kind: str) -> str:
    library = LIBRARIES[kind]
    return (
        f'Private Const LIBRARY As String = "{library}"\n'
        f'Private Declare PtrSafe Function XLPyDLLActivateAuto Lib "{library}" ( _\n'
        '    ByRef result As Variant, Optional ByVal config As String = "", Optional ByVal mode As Long = 1) As Long'
    )


_VERSION = f'Public Const ADDIN_VERSION As String = "{__version__}"'
_LICENCE = dedent(
    f"""\
    ' The declaration of XLPyDLLActivateAuto, and how it is called, are those of xlwings {XLWINGS_VERSION}:
    '
    ' Copyright (C) 2014-present, Zoomer Analytics LLC.
    ' All rights reserved.
    '
    ' Redistribution and use in source and binary forms, with or without modification,
    ' are permitted provided that the following conditions are met:
    '
    ' * Redistributions of source code must retain the above copyright notice, this
    '   list of conditions and the following disclaimer.
    '
    ' * Redistributions in binary form must reproduce the above copyright notice, this
    '   list of conditions and the following disclaimer in the documentation and/or
    '   other materials provided with the distribution.
    '
    ' * Neither the name of the copyright holder nor the names of its
    '   contributors may be used to endorse or promote products derived from
    '   this software without specific prior written permission.
    '
    ' THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND
    ' ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED
    ' WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE
    ' DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE FOR
    ' ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL DAMAGES
    ' (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR SERVICES;
    ' LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER CAUSED AND ON
    ' ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY, OR TORT
    ' (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE OF THIS
    ' SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE."""
)
_HEAD = f"""\
{_VERSION}
Private Const SERVER As String = "{SERVER_ID}"
Private Const FOLDER As String = "{{folder}}"

#If Win64 Then
{_declared("Win64")}
#Else
{_declared("Win32")}
#End If
Private Declare PtrSafe Function LoadLibraryW Lib "kernel32" (ByVal path As LongPtr) As LongPtr
Private loaded As LongPtr"""
_CALL_HEAD = f"""\
Public Function {CALL}(ByVal module As String, ByVal entry As String, ByRef arguments As Variant, _
        Optional ByVal book As Object) As Variant"""
_WHY_HEAD = f"Public Function {WHY}() As String"
# Given only a class, the library attaches to the server that waits under it and starts nothing. It is loaded by its
# full path first, so that Windows does not look for it elsewhere.
_CALLS = f"""\
{_CALL_HEAD}
    Dim python As Variant
    If {WHY}() <> "" Then Err.Raise vbObjectError + 1, "Import Desk", {WHY}()
    If XLPyDLLActivateAuto(python, SERVER, 1) <> 0 Then
        Err.Raise vbObjectError + 2, "Import Desk", "Import Desk's Python does not answer. Sign out of Windows " & _
            "and in again; if that does not help, ask IT support." & vbLf & vbLf & python
    End If
    {CALL} = python.CallUDF(module, entry, arguments, book)
End Function

{_WHY_HEAD}
    Dim path As String, code As Long
    If loaded <> 0 Then Exit Function
    path = Replace(FOLDER, "%LOCALAPPDATA%", Environ$("LOCALAPPDATA")) & "\\" & LIBRARY
    On Error GoTo Refused
    loaded = LoadLibraryW(StrPtr(path))
    code = Err.LastDllError
    If loaded <> 0 Then Exit Function
Refused:
    {WHY} = "Import Desk's Python is not on this PC, or Windows does not let Excel load it (error " & _
        code & "). Install Import Desk, or ask IT support." & vbLf & vbLf & path
End Function"""
# It answers with its arguments, so that a test can see what arrived.
_STUB = f"""\
{_VERSION}
Private calls As String

{_CALL_HEAD}
    calls = calls & module & "." & entry & ":" & arguments(0) & ";"
    If IsArray(arguments(1)) Then
        {CALL} = arguments(1)
    Else
        {CALL} = Array("done", "")
    End If
End Function

{_WHY_HEAD}
    {WHY} = ""
End Function

Public Function Asked() As String
    Asked = calls
End Function"""
