"""What only a person can see in Excel: the list at the end of the acceptance report."""

from __future__ import annotations

from xl_addin.hosts.driven import Look

BY_HAND: tuple[Look, ...] = (
    Look(
        "Start Excel as users do. Alt+F11, project ImportDesk: Tools, References, then Debug, Compile.",
        "no repair prompt, no module ThisWorkbook1, no MISSING reference, nothing to report from Compile",
    ),
    Look(
        "Tab Import Desk: look at each group; press Alt, then the letters.",
        "seven groups in the order of the month, every button with a picture, key tips right, none twice",
    ),
    Look(
        "Close all workbooks; open one that is no month's; open the guided sample. Look at the tips of grey buttons.",
        "buttons are grey with the reason in the tip, and come alive in the sample",
    ),
    Look(
        "In the guided sample follow the Tour by the ribbon, all seven steps.",
        "what the column 'What you should see' says; one message after each button; the status bar moves, Esc stops",
    ),
    Look(
        "Insert a function (fx), category Import Desk, WRITEOFF_STATUS.",
        "description and argument texts; the result stands in the box as soon as the arguments are there",
    ),
    Look(
        'In an empty workbook, saved once, type =DESK("","as of") and =DESKLIST("overdue"); press Refresh desk cells.',
        "#N/A before it where nothing was read yet; then the day and a list that spills; a box with what was read",
    ),
    Look(
        "End pythonw.exe in the Task Manager; recalculate (Ctrl+Alt+F9); press a button. End it while Close works.",
        "cells answer after some seconds (Windows starts it); ended at work: a sentence says so, Excel calculates and "
        "reacts as before",
    ),
    Look(
        "In regedit rename HKCU\\Software\\Classes\\ImportDesk.Server; recalculate; press Help; name it back.",
        "cells show #N/A, the press says that Import Desk is not installed and what to do, Excel does not hang",
    ),
    Look(
        "Save a book with =REGIME(A1) on a PC of another user and open it here; open a saved book and look at once.",
        "cells show their values as soon as the book is open, none shows 0 or #NAME?; note it where Excel asks about "
        "links",
    ),
    Look(
        "Fill =WRITEOFF_WHY over 20 rows at once (one array formula); press Esc during Close; close Excel, look at the "
        "Task Manager.",
        "whole sentences, no #VALUE!; no box 'Code execution has been interrupted'; EXCEL.EXE is gone",
    ),
    Look(
        "Start editing a cell (F2) and press a button; then with a box open; then with a protected sheet; then in "
        "Protected View; then with manual calculation.",
        "a clear message each time, nothing half-written, manual calculation still manual",
    ),
    Look(
        "Empty the folder on Start and press Take in files; press Undo; while a button works click into the sheet.",
        "the box for a folder and the question can be used; the sheet takes no click until the button has ended",
    ),
    Look(
        "Open a second Excel window (hold Alt while starting Excel) and use functions in both.",
        "both answer; closing one leaves the other and every hidden Excel alone",
    ),
    Look(
        "Press Match, then Ctrl+Z, then Undo last action.",
        "Ctrl+Z does nothing; Undo last action shows the lines and amounts and asks; at Yes it takes the act back",
    ),
    Look(
        "Double-click Match, then double-click Undo last action; look at Diagnostics.",
        "one act each: the second click does nothing",
    ),
    Look(
        "Install a copy signed with the bank's certificate under the bank's policy; read the ASR and WDAC events.",
        "it loads; no event blocks it; note the policy's name here",
    ),
    Look(
        "Look at amounts of -1, 1,23,456.78, 1,00,00,000.00 and 100,00,00,000.00 on ORM and in the closing workbook.",
        "grouping in lakh and crore as the format says, the minus sign shown, no ####",
    ),
    Look(
        "Save the add-in from the VBA editor under another name and compare its modules with the build's text files.",
        "the same text",
    ),
)
