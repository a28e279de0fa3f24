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
from xl_addin.desk.lists.rules import ACTS, CODES
from xl_addin.desk.produce.outgoing import NO_OUTGOING
from xl_addin.domain.movements import Balance, Movement
from xl_addin.domain.statuses import statuses
from xl_addin.ledger.acts import TAKE_IN
from xl_addin.workbook.lists import Filled, List
from xl_addin.workbook.proof.view import ClosingView, RunStamp

# A column of a list has its header as its name in the frames, unless it is another one, everywhere or in one list. A
# name that a frame has not is a blank column.
NAMES = {
    "Port": "port_code",
    "Serial": "invoice_serial",
    "Amount": "amount_minor",
    "Settled": "settled_minor",
    "Written off": "written_off_minor",
    "Outstanding": "outstanding_minor",
    "Contract due": "contract_due_date",
    "Sign": "status",
}
OWN_NAMES: dict[str, dict[str, str]] = {
    "tblSources": {"Source file": "file", "SHA-256": "sha256"},
    "tblChecklist": {},
    "tblOrm": {
        "Country": "beneficiary_country",
        "Purpose": "purpose_code",
        "INR lakh": "outstanding_inr",
        "Sign": "stage_status",
        "Status": "stage_status",
    },
    "tblInvoices": {"Invoice value": "value_minor", "Payment due": "due_date", "Sign": "payment_status"},
    "tblSettlements": {
        "Accept or Reject": "answer",
        "Remarks": "answer_remarks",
        "AD code": "orm_ad_code",
        "ORM currency": "currency",
        "ORM amount": "amount_minor",
        "Invoice amount": "amount_invoice_minor",
        "Group": "group_id",
    },
    "tblWriteOffs": {"Invoice value": "base_minor", "Difference": "amount_minor", "Difference pct": "ratio_pct"},
    "tblSmallValue": {
        "Entry value": "base_minor",
        "Entry value INR": "amount_inr",
        "Open balance": "amount_minor",
    },
    "tblExtensions": {"New due date": "due_date", "Extended to": "extension_granted_to"},
    "tblAdvances": {"Evidence due": "due_date"},
    "tblFollowUp": {"Evidence due": "due_date"},
    "tblReferrals": {"To be referred to": "referred_to"},
    "tblEvidence": {},
    "tblMissingFacts": {},
    "tblPaymentChecks": {},
    "tblGoods": {},
    "tblManualBoes": {},
    "tblAuditSample": {},
    "tblImportLicence": {"Linked with DGFT": "iec_linked", "Last checked": "iec_last_checked"},
    "tblExceptions": {"Sign": "severity", "Source file": "source", "What to do": "action"},
    "tblRules": {"Rule": "parameter", "In force from": "effective_from", "In force to": "effective_to"},
    "tblPolicy": {"Bank parameter": "parameter", "Meaning of the parameter": "meaning", "Bank value": "value"},
}
OF_NOBODY = SimpleNamespace(period="2026-10", said=lambda kind, key: {})
# a month that nobody has signed
NOBODY = SimpleNamespace(signatures={}, content="", month=OF_NOBODY, outgoing=NO_OUTGOING)
# Lists of business that these months have none of.
UNUSED = (
    "tblApprovals",
    "tblAuditDraws",
    "tblAuthorisations",
    "tblChanges",
    "tblHistory",
    "tblIecHistory",
    "tblMerchanting",
    "tblMerchantingDefaults",
    "tblNotices",
    "tblReferralReasons",
    "tblRetained",
    "tblRuns",
)
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
        if table.name in (CODES.name, ACTS.name):
            return table.filled(self._told())
        if table.name in UNUSED:
            return table.with_rows(())
        if table.name not in OWN_NAMES:
            return table.filled(NOBODY)
        known = NAMES | OWN_NAMES[table.name]
        names = [known.get(c.header) or c.header.lower().replace(" ", "_") for c in table.columns]
        cells = [replace(c, of=itemgetter(name), like=None) for c, name in zip(table.columns, names, strict=True)]
        rows = [dict.fromkeys(names, "") | row for row in self._frame(table.name).to_dict("records")]
        return Filled(replace(table, columns=tuple(cells)), rows)

    def _told(self) -> Any:
        findings = [SimpleNamespace(code=code) for code in self.findings["code"]]
        cases = [SimpleNamespace(decision=SimpleNamespace(findings=t.split())) for t in self.decisions["findings"]]
        return SimpleNamespace(findings=findings, cases=cases, acts=[(TAKE_IN, 2, 1)] if cases else [])

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
            "tblEvidence": cited[cited["subject"] == "SMALLVALUE"].assign(subject="EVIDENCE"),
            "tblPaymentChecks": cited[cited["subject"] == "SMALLVALUE"].assign(subject="THIRD_PARTY"),
            "tblMissingFacts": cited[cited["subject"] == "SMALLVALUE"].assign(fact="declared", asked_of="REMITTANCE"),
            "tblGoods": cited[cited["subject"] == "SMALLVALUE"].assign(subject="IMS"),
            "tblManualBoes": cited[cited["subject"] == "SMALLVALUE"].assign(subject="IDPMS"),
            "tblAuditSample": cited[cited["subject"] == "SMALLVALUE"],
            "tblExceptions": self.findings,
            "tblRules": self.rules,
            "tblPolicy": self.policy,
        }
        return frames[name]
