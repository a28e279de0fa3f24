"""Extensions: how far one extension of each open entry may reach."""

from __future__ import annotations

from xl_addin.desk.lists.order import asked_first
from xl_addin.desk.lists.parts import (
    A_DECISION,
    A_PARTY,
    AN_AMOUNT,
    AN_INVOICE,
    BOE_KEY,
    IN_INR,
    OLD_RULES,
    PAPERS,
    REMARKS,
    THE_REASON,
    of_item,
    own,
)
from xl_addin.desk.lists.proposed import proposable, proposal_of
from xl_addin.desk.month.case import EXTENSION
from xl_addin.desk.month.cases_extension import requested
from xl_addin.workbook.lists import Column, List, Sheet, day

LIST = List(
    "tblExtensions",
    rows=asked_first(proposable(EXTENSION), lambda case: requested(case.item.answers)),
    key=BOE_KEY,
    total="Amount INR",
    first=("BoE number", "Importer", "Currency", "Amount", "Due now", "Sign", "Status", "Why", "Amount INR"),
    seldom=("Serial", "Confidence"),
    columns=(
        *AN_INVOICE,
        *A_PARTY,
        *AN_AMOUNT,
        IN_INR,
        of_item("shipment_date"),
        of_item("contract_due"),
        Column(
            "Due now",
            day,
            lambda d: d.current_due,
            help="Payment due of the entry, as extended so far; blank while it is not known.",
        ),
        Column("Old due date", day, lambda d: d.old_due_date, help=OLD_RULES),
        Column("New due date", day, lambda d: d.due_date, help="Under the rules in force on the as-on date."),
        of_item("requested_to", "The importer's request: the last payment date asked for. Blank: none."),
        of_item("extended_until"),
        of_item("extension_granted_on"),
        of_item("extension_by", "Who extends: RBI, AD or OTHERS."),
        of_item("extension_letter_no", "Letter of whoever extends; asked when it is proposed."),
        of_item("extension_letter_date"),
        of_item("commodity"),
        of_item("clean_credit"),
        own("extension_reason", help=THE_REASON),
        of_item("under_investigation"),
        own("extension_satisfied"),
        own("outstanding_usd", help="All import dues of the importer; asked beyond a year, or by the bank's cap."),
        *A_DECISION,
        PAPERS,
        REMARKS,
        *proposal_of("Y proposes to extend to the day asked for; another person approves it."),
    ),
)

SHEET = Sheet(
    "Extensions",
    "decisions",
    "How far one extension of each open entry may reach; where a date is asked for, whether it may be granted.",
    "Fill the blue cells, press Read answers back. Propose Y, press Propose: once approved it stands in Extended to.",
    (LIST,),
    2,
)
