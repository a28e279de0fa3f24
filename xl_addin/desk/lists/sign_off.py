"""Sign-off: who prepared, checked and approved the month."""

from __future__ import annotations

from typing import NamedTuple

from xl_addin.workbook.lists import Column, List, Sheet, long, moment, status, text


class Signature(NamedTuple):
    """A signature that is asked for; blank until it is given."""

    role: str
    meaning: str


ASKED = (
    Signature("Prepared", "The book was made from the source files listed on About."),
    Signature("Checked", "Every tie-out on Control reads TRUE and every exception was looked at."),
    Signature("Approved", "The month may be signed off; the hash freezes the content."),
)

LIST = List(
    "tblSignOff",
    rows=lambda _: ASKED,
    keeps_widths=True,
    columns=(
        Column("Role", text, lambda s: s.role, 14),
        Column("What the signature says", long, lambda s: s.meaning, 58),
        Column("Name", text, lambda s: "", 24),
        Column("Staff id", text, lambda s: "", 14),
        Column("Signed at", moment, lambda s: "", 18),
        Column("Hash signed", text, lambda s: "", 62),
        *status("Status", lambda s: "NOT SIGNED", width=13),
    ),
)

SHEET = Sheet(
    "Sign-off",
    "run",
    "Who prepared, checked and approved the month.",
    "Not filled by this version: without three signatures the month is open.",
    (LIST,),
    1,
)
