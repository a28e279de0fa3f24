"""The blue cells by which a row of a remittance proposes an act, said once for Follow-up and for ORM."""

from __future__ import annotations

from xl_addin.desk.lists.parts import of_item
from xl_addin.desk.lists.proposed import proposal_of

REFUND, SET_OFF, CLOSE, REPORT = ACTS = ("Refund", "Set-off", "Close", "Report")
NOT_MADE = of_item("orm_generated", "N: no ORM message was made; nothing of it is settled until there is one.")
ACT_CELLS = (
    of_item("act_amount", "What came back, is set off or closed, in the remittance's currency; blank: all of it."),
    of_item("act_code", "Adjustment indicator of IDPMS, 1 to 7; of a refund and a set-off it follows by itself."),
    of_item("act_document", "Of the inward remittance, the bill of export or what else closes it."),
    of_item("act_document_date"),
    of_item("act_export_date", "Of a set-off: day of the export."),
    of_item("act_setoff_date", "Of a set-off: day on which it was done."),
    of_item("act_export_currency", "Of a set-off: ISO code."),
    of_item("act_same_group", "Of a set-off: Y where both counterparties are one, or of one group."),
    of_item("act_swift", "Of a report: SWIFT code of the beneficiary's bank."),
    *proposal_of("Which act the row proposes, with its remarks; another person approves it.", ACTS),
)
# Empty again as soon as they were read: they stand last, off paper.
ACT_HEADINGS = tuple(column.header for column in ACT_CELLS)
