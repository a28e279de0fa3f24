"""A synthetic month as frames, whose every cell a test may change, and the book that it makes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from operator import itemgetter
from types import SimpleNamespace
from typing import Any

import pandas as pd

from xl_addin.desk.lists.book import LISTS, SHEETS
from xl_addin.desk.lists.rules import CODES
from xl_addin.domain.movements import Balance, Movement
from xl_addin.domain.statuses import statuses
from xl_addin.workbook.lists import Filled, List
from xl_addin.workbook.proof.view import ClosingView, RunStamp

# What stands in each column of a list, by its name in the frames; a name that a frame has not is a blank column.
CELLS: dict[str, str] = {
    "tblSources": "file kind rows_read rows_kept rows_refused taken_in_at sha256",
    "tblChecklist": "task owner due done_by done_at evidence",
    "tblOrm": """
        orm_number ad_code iec importer beneficiary beneficiary_country payment_date purpose_code currency
        amount_minor settled_minor written_off_minor outstanding_minor outstanding_inr outstanding_inr age_days
        age_bucket evidence_due documents_due stage stage_status stage_status remarks flags
    """,
    "tblInvoices": """
        boe_number boe_date port_code invoice_serial invoice_number iec importer supplier terms currency
        value_minor settled_minor written_off_minor outstanding_minor outstanding_inr shipment_date
        contract_due_date due_date old_due_date payment_status payment_status why citation age_days age_bucket
        flags
    """,
    "tblSettlements": """
        status status answer answer_remarks orm_number orm_ad_code boe_number boe_date port_code invoice_serial
        invoice_number iec currency amount_minor invoice_currency amount_invoice_minor rate pass tier reason
        evidence group_id
    """,
    "tblWriteOffs": """
        orm_number boe_number boe_date port_code invoice_serial iec importer currency base_minor amount_minor
        ratio_pct amount_inr reason documents_received ad_satisfied suit_pending adverse_notice status status
        findings why citation confidence papers remarks
    """,
    "tblSmallValue": """
        orm_number boe_number boe_date port_code iec importer currency base_minor amount_inr amount_minor
        importer_declaration status status findings why citation confidence remarks
    """,
    "tblExtensions": """
        boe_number boe_date port_code invoice_serial iec importer currency amount_minor shipment_date
        contract_due_date old_due_date due_date extension_granted_to reason under_investigation ad_satisfied
        status status findings why citation confidence papers remarks
    """,
    "tblAdvances": """
        orm_number iec importer currency amount_minor amount_inr due_date old_due_date documents_received status
        status findings why citation confidence remarks
    """,
    "tblFollowUp": """
        orm_number iec importer currency amount_minor amount_inr due_date old_due_date letter_1_date
        letter_2_date registered_letter_date status status findings why citation confidence remarks
    """,
    "tblReferrals": """
        referred_to through regional_office subject orm_number boe_number boe_date port_code invoice_serial iec
        importer currency amount_minor status status findings why citation memo_number memo_date memo_status
        remarks
    """,
    "tblImportLicence": """
        subject iec importer boe_number boe_date port_code status status why citation iec_last_updated iec_linked
        iec_last_checked certificate_reference certificate_date suit_pending adverse_notice under_investigation
        caution_listed
    """,
    "tblExceptions": "severity severity code source sheet row column found expected action",
    "tblRules": """
        parameter meaning value effective_from effective_to instrument paragraph confidence note
    """,
    "tblPolicy": "parameter meaning value",
}
SUBJECTS = {
    "tblWriteOffs": "WRITEOFF",
    "tblSmallValue": "SMALLVALUE",
    "tblExtensions": "EXTENSION",
    "tblAdvances": "ADVANCE",
    "tblFollowUp": "FOLLOWUP",
}


@dataclass(frozen=True)
class SyntheticMonth:
    """The frames of a month; dates are dates, amounts whole minor units of the currency beside them."""

    stamp: RunStamp
    rates: Mapping[str, tuple[Decimal, date]]
    sources: pd.DataFrame
    checklist: pd.DataFrame
    movements: Sequence[Movement]
    previous: Sequence[Balance]
    orms: pd.DataFrame
    invoices: pd.DataFrame
    settlements: pd.DataFrame
    decisions: pd.DataFrame
    importers: pd.DataFrame
    findings: pd.DataFrame
    rules: pd.DataFrame
    policy: pd.DataFrame

    def book(self) -> ClosingView:
        """The book with every list filled from the frames."""
        lists = {table.name: self._filled(table) for table in LISTS}
        return ClosingView(self.stamp, self.rates, SHEETS, lists, self.movements, self.previous)

    def _filled(self, table: List[Any]) -> Filled[Any]:
        if table.name == CODES.name:
            return table.filled(self._told())
        if table.name not in CELLS:
            return table.filled(None)
        names = CELLS[table.name].split()
        cells = [replace(c, of=itemgetter(name)) for c, name in zip(table.columns, names, strict=True)]
        rows = [dict.fromkeys(names, "") | row for row in self._frame(table.name).to_dict("records")]
        return Filled(replace(table, columns=tuple(cells)), rows)

    def _told(self) -> Any:
        findings = [SimpleNamespace(code=code) for code in self.findings["code"]]
        cases = [SimpleNamespace(decision=SimpleNamespace(findings=t.split())) for t in self.decisions["findings"]]
        return SimpleNamespace(findings=findings, cases=cases)

    def _frame(self, name: str) -> pd.DataFrame:
        cited = self.decisions
        if name in SUBJECTS:
            return cited[cited["subject"] == SUBJECTS[name]]
        if name == "tblReferrals":
            return cited[[bool(statuses()[word].referred_to) for word in cited["status"]]]
        frames = {
            "tblSources": self.sources,
            "tblChecklist": self.checklist,
            "tblOrm": self.orms,
            "tblInvoices": self.invoices,
            "tblSettlements": self.settlements,
            "tblImportLicence": self.importers.assign(subject="IEC"),
            "tblExceptions": self.findings,
            "tblRules": self.rules,
            "tblPolicy": self.policy,
        }
        return frames[name]
