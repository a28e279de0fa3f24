"""Exceptions: all findings of the run, worst first; and the file findings.csv."""

from __future__ import annotations

from xl_addin.desk.lists import changes
from xl_addin.workbook.lists import Column, List, Sheet, long, status, text, whole

LIST = List(
    "tblExceptions",
    rows=lambda told: told.findings,
    key=("Code", "Source file", "Sheet", "Row", "Column", "Found"),
    empty="nothing in this period: every source row was read without a finding",
    first=("Sign", "Severity", "Code", "Source file", "Row", "Found", "Expected", "What to do"),
    columns=(
        *status("Severity", lambda f: str(f.severity), width=10),
        Column("Code", text, lambda f: f.code, 22),
        Column("Source file", long, lambda f: f.source, 26),
        Column("Sheet", text, lambda f: f.sheet, 14),
        Column("Row", whole, lambda f: f.row or None),
        Column("Column", text, lambda f: f.column, 16),
        Column("Found", long, lambda f: f.found, 40),
        Column("Expected", long, lambda f: f.expected, 40),
        Column("What to do", long, lambda f: f.action, 44),
    ),
)

SHEET = Sheet(
    "Exceptions",
    "proof",
    "All findings of the run, worst first; in the closing book below them what changed since the closing before.",
    "BLOCK stops the sign-off; WARN is to be looked at; INFO was done by a stated rule.",
    (LIST, changes.LIST),
    3,
)

FILE = List(
    "findings.csv",
    rows=lambda told: told.findings,
    columns=(
        Column("code", text, lambda f: f.code),
        Column("severity", text, lambda f: str(f.severity)),
        Column("source", text, lambda f: f.source),
        Column("sheet", text, lambda f: f.sheet),
        Column("row", whole, lambda f: f.row or ""),
        Column("column", text, lambda f: f.column),
        Column("found", text, lambda f: f.found),
        Column("expected", text, lambda f: f.expected),
        Column("action", text, lambda f: f.action),
    ),
)
