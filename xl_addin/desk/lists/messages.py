"""Messages: files for IDPMS."""

from __future__ import annotations

from typing import Never

from xl_addin.workbook.lists import Column, List, Sheet, long, money, status, text, whole


def _nothing(_: Never) -> str:
    return ""


LIST: List[Never] = List(
    "tblMessages",
    keeps_widths=True,
    empty="not filled by this version: it makes no message files",
    columns=(
        Column("File", long, _nothing, 42),
        Column("Message", text, _nothing, 14),
        Column("Records", whole, _nothing, 10),
        Column("Currency", text, _nothing, 8.5),
        Column("Control sum", money, _nothing, 20),
        Column("SHA-256", text, _nothing, 62),
        *status("Status", _nothing, width=14),
        Column("Acknowledgement code", text, _nothing, 18),
    ),
)

SHEET = Sheet(
    "Messages",
    "lists",
    "Files for IDPMS with count, control sum, hash and status.",
    "Not filled by this version: it makes no message files.",
    (LIST,),
    1,
)
