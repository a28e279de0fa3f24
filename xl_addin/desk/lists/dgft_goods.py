"""DGFT goods: what DGFT asks of goods, by bill of entry and before an advance; and gold paid through the exchange."""

from __future__ import annotations

from collections.abc import Sequence

from xl_addin.desk.lists.order import worst_first
from xl_addin.desk.lists.parts import (
    A_DECISION,
    A_PARTY,
    AN_AMOUNT,
    AN_INVOICE,
    AN_ORM,
    INVOICE_KEY,
    ORM_KEY,
    REMARKS,
    of_item,
)
from xl_addin.desk.lists.told import Told
from xl_addin.desk.month.case import Case
from xl_addin.desk.month.cases_goods import goods_subjects
from xl_addin.workbook.lists import Column, List, Sheet, day, text


def goods(told: Told) -> Sequence[Case]:
    """Decisions on goods in the order in which they were made."""
    asked = goods_subjects()
    return [case for case in told.cases if case.subject in asked]


LIST = List(
    "tblGoods",
    rows=worst_first(goods),
    key=("Subject", *ORM_KEY, *INVOICE_KEY),
    first=("Subject", "ORM number", "BoE number", "Currency", "Amount", "Sign", "Status", "Why"),
    seldom=("Confidence",),
    empty="nothing in this period: no goods were named that DGFT asks about",
    columns=(
        Column("Subject", text, lambda d: d.subject, 10, "DGFT's system, a licence, or gold through IIBX."),
        *AN_ORM,
        *AN_INVOICE,
        *A_PARTY,
        *AN_AMOUNT,
        of_item("hs"),
        of_item("item"),
        of_item("quantity", "Pieces in the consignment, a whole number."),
        of_item("purpose"),
        of_item("mode"),
        of_item("restricted"),
        of_item("licence_number", "Number of the authorisation, as authorisations.csv has it."),
        of_item("listed"),
        of_item("register_number"),
        of_item("register_date"),
        of_item("eta"),
        of_item("expected_boe_date"),
        of_item("iibx_returned_on"),
        Column("Last day", day, lambda d: d.due_date, help="Of the authorisation, the registration, the return."),
        *A_DECISION,
        REMARKS,
    ),
)

SHEET = Sheet(
    "DGFT goods",
    "decisions",
    "Goods that need DGFT's authorisation, licence or registration, asked before the advance too; gold through IIBX.",
    "Name goods by their HS code on BoE invoices or Advances. Fill the blue cells, then press Read answers back.",
    (LIST,),
    1,
)
