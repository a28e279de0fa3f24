' VBScript is the nearest to VBA that Wine has: late binding, arrays of Variants, Nothing for no workbook.
Option Explicit
Dim desk, answer
Set desk = CreateObject("ImportDesk.Server")
WScript.Echo "object" & vbTab & TypeName(desk)
answer = desk.Ask("cells", Array("REGIME", Array(46296.0), "1900|"), Nothing)
WScript.Echo "cell" & vbTab & TypeName(answer) & " " & answer
answer = desk.Ask("cells", Array("RULES_VERSION", Array(), "1900|"), Nothing)
WScript.Echo "no arguments" & vbTab & TypeName(answer) & " " & Left(answer, 2)
answer = desk.Ask("button", Array("match", "0.0.0"), Nothing)
WScript.Echo "button" & vbTab & UBound(answer) & " " & answer(0) & ": " & Left(answer(1), 30)
On Error Resume Next
answer = desk.Ask("os.system", Array("echo"), Nothing)
WScript.Echo "refused" & vbTab & (Err.Number <> 0)
