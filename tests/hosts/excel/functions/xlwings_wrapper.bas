Function IDPMS_CALL(name, args, ctx)
    If (Not Application.CommandBars("Standard").Controls(1).Enabled) Then Exit Function
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        IDPMS_CALL = XLPy.CallUDF("xl_addin.hosts.excel.functions.entry", "IDPMS_CALL", Array(name, args, ctx), ActiveWorkbook, Application.Caller)
        Exit Function
    #Else
        IDPMS_CALL = XLPy.CallUDF("xl_addin.hosts.excel.functions.entry", "IDPMS_CALL", Array(name, args, ctx))
        Exit Function
    #End If
failed:
    IDPMS_CALL = Err.Description
End Function
