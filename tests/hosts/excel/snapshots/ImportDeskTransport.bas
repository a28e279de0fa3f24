Attribute VB_Name = "ImportDeskTransport"
' generated; do not edit
Option Explicit
Option Private Module

' The declaration of XLPyDLLActivateAuto, and how it is called, are those of xlwings 0.37.8:
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
' SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.

Public Const ADDIN_VERSION As String = "0.3.0"
Private Const SERVER As String = "{6C5F3B0E-8D0A-4B57-9E0C-2A7D41F6B9C3}"
Private Const FOLDER As String = "%LOCALAPPDATA%\ImportDesk\python"

#If Win64 Then
Private Const LIBRARY As String = "xlwings64-0.37.8.dll"
Private Declare PtrSafe Function XLPyDLLActivateAuto Lib "xlwings64-0.37.8.dll" ( _
    ByRef result As Variant, Optional ByVal config As String = "", Optional ByVal mode As Long = 1) As Long
#Else
Private Const LIBRARY As String = "xlwings32-0.37.8.dll"
Private Declare PtrSafe Function XLPyDLLActivateAuto Lib "xlwings32-0.37.8.dll" ( _
    ByRef result As Variant, Optional ByVal config As String = "", Optional ByVal mode As Long = 1) As Long
#End If
Private Declare PtrSafe Function LoadLibraryW Lib "kernel32" (ByVal path As LongPtr) As LongPtr
Private loaded As LongPtr

Public Function CallPython(ByVal module As String, ByVal entry As String, ByRef arguments As Variant, _
        Optional ByVal book As Object) As Variant
    Dim python As Variant
    If WhyNoPython() <> "" Then Err.Raise vbObjectError + 1, "Import Desk", WhyNoPython()
    If XLPyDLLActivateAuto(python, SERVER, 1) <> 0 Then
        Err.Raise vbObjectError + 2, "Import Desk", "Import Desk's Python does not answer. Sign out of Windows " & _
            "and in again; if that does not help, ask IT support." & vbLf & vbLf & python
    End If
    CallPython = python.CallUDF(module, entry, arguments, book)
End Function

Public Function WhyNoPython() As String
    Dim path As String, code As Long
    If loaded <> 0 Then Exit Function
    path = Replace(FOLDER, "%LOCALAPPDATA%", Environ$("LOCALAPPDATA")) & "\" & LIBRARY
    On Error GoTo Refused
    loaded = LoadLibraryW(StrPtr(path))
    code = Err.LastDllError
    If loaded <> 0 Then Exit Function
Refused:
    WhyNoPython = "Import Desk's Python is not on this PC, or Windows does not let Excel load it (error " & _
        code & "). Install Import Desk, or ask IT support." & vbLf & vbLf & path
End Function
