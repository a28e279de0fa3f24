"""Puts the month together as the closing workbook shows it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from xl_addin.desk import boe_lists
from xl_addin.desk import tables as month_tables
from xl_addin.desk.case import IEC, Case
from xl_addin.desk.month import Month
from xl_addin.desk.month_checks import law_findings, master_findings, other_ad_codes
from xl_addin.desk.month_findings import month_findings
from xl_addin.desk.movements import movements
from xl_addin.desk.rules_used import rule_rows
from xl_addin.desk.settle import Flag, Settled
from xl_addin.domain.dates import add_working_days
from xl_addin.domain.findings import Finding
from xl_addin.domain.identifiers import masked_pan
from xl_addin.engine.law import Law
from xl_addin.ledger import Ledger, lines, state
from xl_addin.ledger.answers import IMPORTER_FLAGS
from xl_addin.rulebook.facts import IMPORTER, fact
from xl_addin.rulebook.policy import policy_rows
from xl_addin.workbook.closing import view
from xl_addin.workbook.closing.view import ClosingView, RunStamp

_TASKS = (
    ("Take in the month's extracts", "Maker", "every source read = kept + refused (Control)"),
    ("Mend and re-take refused rows", "Maker", "no BLOCK line left on Exceptions"),
    ("Review suggested settlements: accept or reject", "Maker", "Settlements, column Accept / Reject"),
    ("Complete facts of items with CHECK", "Maker", "blue columns of the decision sheets"),
    ("Decide differences, extensions and referrals", "Checker", "decision sheets"),
    ("Tie out", "Checker", "every line of Control reads TRUE"),
    ("Sign off", "Approver", "Sign-off (filled by a later version)"),
)


@dataclass(frozen=True, slots=True)
class Closing:
    """The view, and what the command line and the CSV files need of the same month."""

    view: ClosingView
    findings: list[Finding]
    manual_boes: list[dict[str, Any]]  # columns of desk.boe_lists
    other_ad_boes: list[dict[str, Any]]


def build_closing(
    ledger: Ledger, month: Month, law: Law, settled: Settled, cases: list[Case], stamp: RunStamp
) -> Closing:
    """Everything the closing shows, from the ledger and this run's decisions and suggestions."""
    with ledger.read() as connection:
        files = state.files_of(connection, month.period)
        taken = state.findings_of(connection, month.period)
        posted = lines.settlement_lines(connection, month.period)
        previous = state.last_closing_before(connection, month.period)
        importers = state.importer_lines(connection, month.period)
    more = [*law_findings(month, law, cases), *master_findings(importers, month.period)]
    findings = month_findings(month, taken, settled.flags, previous, more)
    flags = _flags(settled.flags)
    shown = ClosingView(
        stamp=stamp,
        rates=month.rates,
        sources=month_tables.tuples(files, view.SOURCES),
        checklist=_checklist(month.as_on, law),
        movements=month_tables.tuples(movements(month), view.MOVEMENTS),
        previous=month_tables.tuples(previous, view.PREVIOUS),
        orms=month_tables.orm_table(month, cases, flags),
        invoices=month_tables.invoice_table(month, cases, flags),
        settlements=month_tables.settlement_table(month, posted, settled.suggestions),
        decisions=month_tables.decision_table(cases),
        importers=_importers(month, cases),
        findings=_findings(findings),
        rules=month_tables.frame(rule_rows(cases, law), view.RULES),
        policy=pd.DataFrame(policy_rows(law.policy), columns=["parameter", "value", "meaning"]),
        answers=month.answers,
    )
    others = boe_lists.other_ad_boes(month, other_ad_codes(month, law))
    return Closing(shown, findings, boe_lists.manual_boes(month), others)


def _flags(flags: Iterable[Flag]) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    for flag in flags:
        for key in (flag.orm_key, flag.invoice_key):
            if key and flag.flag not in found.setdefault(key, []):
                found[key].append(flag.flag)
    return {key: " ".join(words) for key, words in found.items()}


def _checklist(as_on: date, law: Law) -> pd.DataFrame:
    """Tasks of the close; due dates are bank working days after the month's end, a suggestion of the add-in."""
    rows = [
        {
            "task": task,
            "owner": owner,
            "done_by": "",
            "done_at": "",
            "evidence": evidence,
            "due": add_working_days(as_on, place, law.policy.holiday_list, law.policy.working_saturdays),
        }
        for place, (task, owner, evidence) in enumerate(_TASKS, 1)
    ]
    return month_tables.frame([*rows, *expiries(as_on, law)], view.CHECKLIST)


def expiries(as_on: date, law: Law) -> list[dict[str, Any]]:
    """The day on which import authorisations of the year end, so that new ones are applied for in time."""
    last = law.rules.find("ims.valid_to", as_on)
    if last is None:
        return []
    task = f"IT hardware: authorisations of {last.value.year} end on {last.value:%d-%b-%Y}; ask importers for new ones"
    evidence = f"no bill of entry after that day on an old one. {last.instrument}, {last.paragraph}"
    return [{"task": task, "owner": "Maker", "done_by": "", "done_at": "", "evidence": evidence, "due": last.value}]


def _importers(month: Month, cases: list[Case]) -> pd.DataFrame:
    rows = [_importer_row(month, case) for case in cases if case.subject == IEC]
    return month_tables.frame(rows, view.IMPORTERS)


def _importer_row(month: Month, case: Case) -> dict[str, Any]:
    known = month.importers.get(case.iec)
    said = month.said(IMPORTER, case.iec)
    return {
        "iec": case.iec,
        "name": known.name if known else "",
        "pan": masked_pan(known.pan) if known else "",
        "iec_last_updated": known.iec_last_updated if known else None,
        "iec_status": case.decision.status,
        "why": f"{case.decision.grounds}.",
        "citation": case.decision.citation,
        **{name: fact(name).text(said.get(name)) for name in IMPORTER_FLAGS},
    }


def _findings(findings: list[Finding]) -> pd.DataFrame:
    rows = [{name: getattr(finding, name) for name in view.FINDINGS} for finding in findings]
    for row in rows:
        row["severity"], row["row"] = str(row["severity"]), row["row"] or ""
    return month_tables.frame(rows, view.FINDINGS)
