"""Tie-outs of rows: each row of the run stands on its sheet."""

from __future__ import annotations

from collections.abc import Iterator

from xl_addin.workbook.layout.grid import Calc
from xl_addin.workbook.proof import about
from xl_addin.workbook.proof.sides import SETTLEMENTS
from xl_addin.workbook.proof.tie import Figure, TieOut
from xl_addin.workbook.proof.view import ClosingView

# List, a column that is never blank in a row, the sheet, and what a row is called.
_LISTED = (
    ("tblOrm", "Currency", "ORM", "open ORMs"),
    ("tblInvoices", "Currency", "BoE invoices", "open invoices"),
    ("tblManualBoes", "Status", "Manual BoEs", "manual bills of entry"),
    (SETTLEMENTS, "Status", "Settlements", "settlement lines"),
    ("tblWriteOffs", "Status", "Write-offs", "write-off decisions"),
    ("tblSmallValue", "Status", "Small value", "small-value decisions"),
    ("tblExtensions", "Status", "Extensions", "extension decisions"),
    ("tblAdvances", "Status", "Advances", "advance decisions"),
    ("tblFollowUp", "Status", "Follow-up", "follow-up decisions"),
    ("tblEvidence", "Status", "Evidence", "decisions on evidence"),
    ("tblPaymentChecks", "Status", "Payment checks", "decisions on payments"),
    ("tblReferrals", "Status", "Referrals", "decisions to be referred"),
    ("tblImportLicence", "IEC", "Import licence", "licence and IEC checks"),
    ("tblGoods", "Status", "DGFT goods", "decisions on goods"),
)


def rows_are_complete(view: ClosingView) -> Iterator[TieOut]:
    """Every row of the run stands on its sheet; a row deleted by hand shows here."""
    for table, header, sheet, words in _LISTED:
        number = len(view.lists[table])
        yield TieOut(
            f"Rows on {sheet} = {words} in the run",
            Figure("rows on the sheet", Calc(f'COUNTIFS({table}[{header}],"?*")', number)),
            Figure("rows in the run", number),
            sheet,
        )
    row, number = about.fact_row(view, about.FINDINGS_LABEL) + 1, len(view.lists[about.EXCEPTIONS])
    yield TieOut(
        "Findings on Exceptions = findings in the run",
        Figure("rows on the sheet", Calc(f'COUNTIFS({about.EXCEPTIONS}[Severity],"?*")', number)),
        Figure("findings in the run", Calc(f"About!$B${row}", number)),
        "Exceptions",
    )
