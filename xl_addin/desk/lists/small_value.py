"""Small value: entries and remittances under the small-value facility."""

from __future__ import annotations

from xl_addin.desk.lists.order import closable_first
from xl_addin.desk.lists.parts import (
    A_BOE,
    A_CURRENCY,
    A_DECISION,
    A_PARTY,
    AN_ORM,
    BOE_KEY,
    ORM_KEY,
    REMARKS,
    of_item,
)
from xl_addin.desk.lists.proposed import PROPOSAL, proposable
from xl_addin.desk.lists.told import paise
from xl_addin.desk.month.case import SMALLVALUE
from xl_addin.workbook.lists import Column, List, Sheet, inr, money

LIST = List(
    "tblSmallValue",
    rows=closable_first(proposable(SMALLVALUE)),
    key=(*ORM_KEY, *BOE_KEY),
    total="Entry value INR",
    first=(
        "ORM number",
        "BoE number",
        "Importer",
        "Currency",
        "Open balance",
        "Sign",
        "Status",
        "Why",
        "Entry value INR",
    ),
    seldom=("Confidence",),
    columns=(
        *AN_ORM,
        *A_BOE,
        *A_PARTY,
        A_CURRENCY,
        Column("Entry value", money, lambda d: d.base_minor),
        Column("Entry value INR", inr, lambda d: paise(d.amount_inr)),
        Column("Open balance", money, lambda d: d.amount_minor),
        of_item("declared"),
        *A_DECISION,
        REMARKS,
        *PROPOSAL,
    ),
)

SHEET = Sheet(
    "Small value",
    "decisions",
    "Entries under the small-value facility: what may be closed first, then by INR.",
    "Only OK means allowed now. Fill the blue cells and press Read answers back. Propose Y, then press Propose.",
    (LIST,),
    2,
    tells="closure advice",
)
