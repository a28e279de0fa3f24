"""About: the source files of the period with their hashes."""

from __future__ import annotations

from xl_addin.workbook.lists import Column, List, Sheet, long, moment, text, whole

LIST = List(
    "tblSources",
    rows=lambda told: told.files,
    empty="nothing in this period: no source file was taken in",
    columns=(
        Column("Source file", long, lambda f: f.file, 38),
        Column("Kind", text, lambda f: f.kind, 16),
        Column("Rows read", whole, lambda f: f.rows_read, 11),
        Column("Rows kept", whole, lambda f: f.rows_kept, 11),
        Column("Rows refused", whole, lambda f: f.rows_refused, 11),
        Column("Taken in at", moment, lambda f: f.taken_in_at, 18),
        Column("SHA-256", text, lambda f: f.sha256, 62),
    ),
)

SHEET = Sheet(
    "About",
    "run",
    "What this book is, what it was made from and by which versions.",
    "Read this first; then Control. The SHA-256 of a source file shows that it is the file used here.",
    (LIST,),
)
