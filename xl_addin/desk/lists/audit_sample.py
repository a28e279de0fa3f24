"""Audit sample: write-offs drawn for internal audit."""

from __future__ import annotations

from typing import Never

from xl_addin.workbook.lists import Column, List, Sheet, day, inr, long, moment, money, text, whole


def _nothing(_: Never) -> str:
    return ""


LIST: List[Never] = List(
    "tblAuditSample",
    keeps_widths=True,
    empty="not filled by this version: no write-offs are posted",
    columns=(
        Column("Item", whole, _nothing, 7),
        Column("ORM number", text, _nothing, 18),
        Column("BoE number", text, _nothing, 10.5),
        Column("BoE date", day, _nothing),
        Column("Port", text, _nothing, 8.5),
        Column("IEC", text, _nothing, 11.5),
        Column("Importer", long, _nothing, 16),
        Column("Currency", text, _nothing, 8.5),
        Column("Amount", money, _nothing),
        Column("Amount INR", inr, _nothing),
        Column("Method", text, _nothing, 18),
        Column("Seed", text, _nothing, 14),
        Column("Population items", whole, _nothing, 11),
        Column("Population INR", inr, _nothing),
        Column("Drawn by", text, _nothing, 16),
        Column("Drawn at", moment, _nothing),
        Column("Audit result", long, _nothing, 28),
    ),
)

SHEET = Sheet(
    "Audit sample",
    "proof",
    "Write-offs drawn for internal audit, with method and seed so that the draw can be repeated.",
    "Not filled by this version: it posts no write-offs to draw from.",
    (LIST,),
    2,
)
