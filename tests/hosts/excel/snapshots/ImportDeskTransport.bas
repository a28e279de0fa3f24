Attribute VB_Name = "ImportDeskTransport"
' generated; do not edit
Option Explicit
Option Private Module

Public Const ADDIN_VERSION As String = "0.3.0"
Private Const SERVER As String = "ImportDesk.Server"
Private Const NOT_REGISTERED As Long = 429
Private Const QUIET_SECONDS As Double = 5
Private python As Object
Private why As String
Private quietUntil As Double

' A cell may ask twice: where the server was started anew, its object is renewed. A press goes once, to an object that
' was asked for just now: what a press has done whose answer is lost, nobody knows.
Public Function CallPython(ByVal entry As String, ByRef arguments As Variant, Optional ByVal book As Object) As Variant
    Dim isPress As Boolean
    isPress = (entry = "button")
    If isPress Then Forget
    If Not Reached() Then Err.Raise vbObjectError + 1, "Import Desk", why
    On Error GoTo Lost
    CallPython = python.Ask(entry, arguments, book)
    Exit Function
Lost:
    Set python = Nothing
    If isPress Then
        why = "Import Desk's Python ended while the button was at work (" & Err.Description & ")." & vbLf & vbLf & _
            "What to do: press Verify, then look at the last acts in Diagnostics before you press the button again."
        Err.Raise vbObjectError + 2, "Import Desk", why
    End If
    Resume Again
Again:
    On Error GoTo 0
    If Not Reached() Then Err.Raise vbObjectError + 1, "Import Desk", why
    On Error GoTo LostAgain
    CallPython = python.Ask(entry, arguments, book)
    Exit Function
LostAgain:
    Set python = Nothing
    Missed Err.Number, Err.Description, Clock()
    Err.Raise vbObjectError + 1, "Import Desk", why
End Function

Public Function WhyNoPython() As String
    Forget
    If Not Reached() Then WhyNoPython = why
End Function

Public Function LastTrouble() As String
    LastTrouble = why
End Function

Private Sub Forget()
    Set python = Nothing
    quietUntil = 0
End Sub

' Windows starts the server where there is none, which takes some seconds; one that is just starting at log-on may
' turn the first request away. After a failure all is quiet for a while: a sheet has thousands of cells.
Private Function Reached() As Boolean
    Dim began As Double, code As Long, said As String
    Reached = Not (python Is Nothing)
    If Reached Or Clock() < quietUntil Then Exit Function
    began = Clock()
    On Error Resume Next
    Set python = CreateObject(SERVER)
    If Err.Number <> 0 And Err.Number <> NOT_REGISTERED Then
        Err.Clear
        Set python = CreateObject(SERVER)
    End If
    code = Err.Number
    said = Err.Description
    On Error GoTo 0
    Reached = (code = 0)
    If Reached Then why = "" Else Missed code, said, began
End Function

Private Sub Missed(ByVal code As Long, ByVal said As String, ByVal began As Double)
    quietUntil = Clock() + QUIET_SECONDS + 4 * (Clock() - began)
    If code = NOT_REGISTERED Then
        why = "Import Desk's Python is not installed for this Windows user, or Excel runs as administrator." & _
            vbLf & vbLf & "What to do: install Import Desk (py desk.py install --excel), or ask IT support."
    Else
        why = "Import Desk's Python does not answer (error " & code & ": " & said & ")." & vbLf & vbLf & _
            "What to do: press the button again in half a minute; it may be starting. If that does not help, " & _
            "py desk.py diagnose tells why; ask IT support."
    End If
End Sub

Private Function Clock() As Double
    Clock = CDbl(Now) * 86400
End Function
