"""The sheets of the closing book, in order."""

from __future__ import annotations

from xl_addin.workbook.closing import columns_decisions as d
from xl_addin.workbook.closing import columns_items as i
from xl_addin.workbook.closing.schema import Sheet

SCHEMA_VERSION = "1"

SHEETS = (
    Sheet(
        "About", "run", "What this book is, what it was made from and by which versions.",
        "Read this first; then Control. Compare the SHA-256 of a source file to see that it is the file used here.", (i.SOURCES,),
    ),
    Sheet(
        "Checklist", "run", "Tasks of the close with owner, due date and proof.",
        "Every task needs a name, a time and evidence before the month is signed.", (i.CHECKLIST,), 1,
    ),
    Sheet(
        "Control", "proof", "Every tie-out of the month; tolerance zero.",
        "All rows must read TRUE. Where one reads FALSE, follow its link to the rows and correct the source, not the book.",
    ),
    Sheet(
        "Summary", "proof", "The month in counts, currencies and INR.",
        "Figures are formulas over the tables of this book; follow the links to the rows behind them.",
    ),
    Sheet(
        "Roll-forward", "proof", "From the last closing to this one, per currency, in amounts and in items.",
        "Closing = opening + new − cancelled − settled − written off − closed + reversed − cleared. Closing is a formula; the ledger's own figure stands beside it.",
    ),
    Sheet("ORM", "items", "Open outward remittances, oldest first.", "Look at Status and the due dates; the decision is on the decision sheets.", (i.ORM,), 1),
    Sheet(
        "BoE invoices", "items", "Open invoices of bills of entry, with the payment-due decision.",
        "Where both Payment due and Old due date are shown the entry is in transition: neither date is hidden.", (i.INVOICES,), 5,
    ),
    Sheet(
        "Settlements", "items", "Lines proposed for a person, then lines posted in the period.",
        "Choose Accept or Reject on each proposed line (blue); nothing is posted without a person.", (i.SETTLEMENTS,), 4,
    ),
    Sheet("Write-offs", "decisions", "Differences that may be written off, with decision and citation.",
          "Fill the blue facts; only OK means allowed now. An empty fact leads to CHECK.", (d.WRITE_OFFS,), 2),
    Sheet("Small value", "decisions", "Entries that may be closed under the small-value facility.",
          "Fill the importer's declaration (blue); only OK means allowed now.", (d.SMALL_VALUE,), 2),
    Sheet("Extensions", "decisions", "Payment dates: extended, to be extended or in transition.",
          "Fill the blue facts; old and new due date stand side by side.", (d.EXTENSIONS,), 4),
    Sheet("Advances", "decisions", "Advance remittances and their evidence of import.",
          "Look at Evidence due; fill whether documents came in (blue).", (d.ADVANCES,), 1),
    Sheet("Follow-up", "decisions", "Remittances whose evidence of import is awaited.",
          "Enter the dates of letters sent (blue).", (d.FOLLOW_UP,), 1),
    Sheet("Referrals", "decisions", "Decisions above the desk: RBI under the old rules, the bank's authority under the new.",
          "Enter memo number, date and where it stands (blue).", (d.REFERRALS,), 3),
    Sheet("Import licence", "lists", "IEC status of importers and licence or monitoring status of bills of entry.",
          "Look at every row that is neither ACTIVE nor OK.", (d.IMPORT_LICENCE,), 3),
    Sheet("Messages", "lists", "Files for IDPMS with count, control sum, hash and status.",
          "Filled by the desk when messages are produced; not filled at the close itself.", (d.MESSAGES,), 1),
    Sheet("Exceptions", "proof", "All findings of the run, worst first.",
          "BLOCK stops the sign-off; WARN is to be looked at; INFO was done by a stated rule.", (i.EXCEPTIONS,), 3),
    Sheet("Audit sample", "proof", "Write-offs drawn for internal audit, with method and seed so that the draw can be repeated.",
          "Filled by internal audit after the write-offs are posted.", (d.AUDIT_SAMPLE,), 2),
    Sheet("Sign-off", "run", "Who prepared, checked and approved the month.",
          "Not filled yet: the desk signs through the add-in. Without three signatures the month is not complete.", (d.SIGN_OFF,), 1),
    Sheet("Rules", "lists", "Every rule this book relies on, and below it the bank's own policy.",
          "Look at Confidence: M and L rest on a secondary source or a reading.", (i.RULES, i.POLICY), 1),
)  # fmt: skip
