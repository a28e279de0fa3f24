"""The sheets of the closing book, in order."""

from __future__ import annotations

from xl_addin.workbook.closing import columns_decisions as d
from xl_addin.workbook.closing import columns_items as i
from xl_addin.workbook.closing.legend import CODES, STATUS_WORDS
from xl_addin.workbook.closing.schema import Sheet

SCHEMA_VERSION = "1"

SHEETS = (
    Sheet(
        "About",
        "run",
        "What this book is, what it was made from and by which versions.",
        "Read this first; then Control. The SHA-256 of a source file shows that it is the file used here.",
        (i.SOURCES,),
    ),
    Sheet(
        "Checklist",
        "run",
        "Tasks of the close with owner, due date and proof.",
        "Every task needs a name, a time and evidence before the month is signed.",
        (i.CHECKLIST,),
        1,
    ),
    Sheet(
        "Control",
        "proof",
        "Every tie-out of the month; tolerance zero.",
        "All rows must read TRUE. Where one reads FALSE, follow its link and correct the source, not the book.",
    ),
    Sheet(
        "Summary",
        "proof",
        "The month in counts, currencies and INR.",
        "Figures are formulas over the tables of this book; follow the links to the rows behind them.",
    ),
    Sheet(
        "Roll-forward",
        "proof",
        "From the last closing to this one, per currency, in amounts and in items.",
        "Closing = opening + new + amended − cancelled − settled − written off − closed + reversed; items: − cleared.",
    ),
    Sheet(
        "ORM",
        "items",
        "Open outward remittances, oldest first.",
        "Look at Status and the due dates; the decision is on the decision sheets.",
        (i.ORM,),
        1,
    ),
    Sheet(
        "BoE invoices",
        "items",
        "Open invoices of bills of entry, with the payment-due decision.",
        "Where both Payment due and Old due date are shown the entry is in transition: neither date is hidden.",
        (i.INVOICES,),
        5,
    ),
    Sheet(
        "Settlements",
        "items",
        "Lines proposed for a person, then lines posted in the period.",
        "A proposal is never posted without a person: answer in the blue cells, then press Read answers back.",
        (i.SETTLEMENTS,),
        4,
    ),
    Sheet(
        "Write-offs",
        "decisions",
        "Differences that may be written off, with decision and citation.",
        "Only OK means allowed now. Fill the blue cells, then press Read answers back and decide again.",
        (d.WRITE_OFFS,),
        2,
    ),
    Sheet(
        "Small value",
        "decisions",
        "Entries that may be closed under the small-value facility.",
        "Only OK means allowed now. Fill the blue cells, then press Read answers back and decide again.",
        (d.SMALL_VALUE,),
        2,
    ),
    Sheet(
        "Extensions",
        "decisions",
        "How far one extension of each open entry may reach on this day; a request itself is not decided here.",
        "OK means the law sets no bound of its own. Fill the blue cells, then press Read answers back.",
        (d.EXTENSIONS,),
        4,
    ),
    Sheet(
        "Advances",
        "decisions",
        "Advance remittances and their evidence of import.",
        "Look at Evidence due. Fill the blue cells, then press Read answers back.",
        (d.ADVANCES,),
        1,
    ),
    Sheet(
        "Follow-up",
        "decisions",
        "Remittances whose evidence of import is awaited.",
        "Write the dates of letters into the blue cells, then press Read answers back.",
        (d.FOLLOW_UP,),
        1,
    ),
    Sheet(
        "Referrals",
        "decisions",
        "Decisions above the desk: RBI under the old rules, the bank's authority under the new.",
        "References to RBI go through the Compliance Head. The blue cells are kept when read back (Review).",
        (d.REFERRALS,),
        3,
    ),
    Sheet(
        "Import licence",
        "lists",
        "IEC status of importers. Licence and monitoring checks of bills of entry are not part of this version.",
        "Look at every row that is neither ACTIVE nor OK. Fill the blue cells, then press Read answers back.",
        (d.IMPORT_LICENCE,),
        3,
    ),
    Sheet(
        "Messages",
        "lists",
        "Files for IDPMS with count, control sum, hash and status.",
        "Not filled by this version: it makes no message files.",
        (d.MESSAGES,),
        1,
    ),
    Sheet(
        "Exceptions",
        "proof",
        "All findings of the run, worst first.",
        "BLOCK stops the sign-off; WARN is to be looked at; INFO was done by a stated rule.",
        (i.EXCEPTIONS,),
        3,
    ),
    Sheet(
        "Audit sample",
        "proof",
        "Write-offs drawn for internal audit, with method and seed so that the draw can be repeated.",
        "Not filled by this version: it posts no write-offs to draw from.",
        (d.AUDIT_SAMPLE,),
        2,
    ),
    Sheet(
        "Sign-off",
        "run",
        "Who prepared, checked and approved the month.",
        "Not filled by this version: without three signatures the month is open.",
        (d.SIGN_OFF,),
        1,
    ),
    Sheet(
        "Rules",
        "lists",
        "Every rule this book relies on; below it the bank's own policy, the codes of findings and the status words.",
        "Look at Confidence: M and L rest on a secondary source or a reading.",
        (i.RULES, i.POLICY, CODES, STATUS_WORDS),
        1,
    ),
)
