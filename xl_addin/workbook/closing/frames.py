"""The view's frames cut to the tables of the book: one frame per table, in reading order, with derived columns."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from xl_addin.domain.findings import SEVERITY_ORDER
from xl_addin.domain.statuses import statuses
from xl_addin.workbook.closing.columns_decisions import AUDIT_SAMPLE, MESSAGES
from xl_addin.workbook.closing.legend import legend_frames
from xl_addin.workbook.closing.schema import Table
from xl_addin.workbook.closing.view import ClosingView
from xl_addin.workbook.closing.words import with_words

SUBJECTS = {
    "tblWriteOffs": "WRITEOFF",
    "tblSmallValue": "SMALLVALUE",
    "tblExtensions": "EXTENSION",
    "tblAdvances": "ADVANCE",
    "tblFollowUp": "FOLLOWUP",
}
LICENCE_SUBJECTS = ("IMS", "MONITORING")  # beside the IEC rows, which the importers bring
_INVOICE_KEY = ["boe_number", "boe_date", "port_code", "invoice_serial"]
_NO_BOUND = "no bound set"


def table_frames(view: ClosingView) -> dict[str, pd.DataFrame]:
    """Every table of values by its name; tables of formulas (Control, Roll-forward) are laid out elsewhere."""
    cited = view.decisions
    frames = {name: cited[cited["subject"] == subject] for name, subject in SUBJECTS.items()}
    frames |= {
        "tblSources": view.sources,
        "tblChecklist": view.checklist,
        "tblOrm": view.orms,
        "tblInvoices": _with_payment_reason(view.invoices, cited),
        "tblSettlements": _proposals_first(view.settlements),
        "tblReferrals": _referrals(cited),
        "tblImportLicence": _licence(view.importers, cited),
        "tblExceptions": _worst_first(view.findings),
        "tblRules": view.rules,
        "tblPolicy": view.policy.assign(value=view.policy["value"].where(view.policy["value"] != "", _NO_BOUND)),
        **legend_frames(view),
        "tblMessages": _none_of(MESSAGES),
        "tblAuditSample": _none_of(AUDIT_SAMPLE),
        "tblSignOff": _signatures(),
    }
    return {name: with_words(name, frame, view.answers) for name, frame in frames.items()}


def complete(table: Table, frame: pd.DataFrame) -> pd.DataFrame:
    """`frame` with a blank column for each input that the run does not know yet."""
    asked = {column.key for column in table.columns} - set(frame.columns)
    return frame.assign(**dict.fromkeys(sorted(asked), "")) if asked else frame


def _none_of(table: Table) -> pd.DataFrame:
    keys = [column.key for column in table.columns] + ["currency"]
    return pd.DataFrame(columns=list(dict.fromkeys(keys)))


def _with_payment_reason(invoices: pd.DataFrame, cited: pd.DataFrame) -> pd.DataFrame:
    """Open invoices with the sentence of their payment decision."""
    payments = cited[cited["subject"] == "PAYMENT"]
    said = dict(zip(_keys(payments), zip(payments["why"], payments["citation"], strict=True), strict=True))
    found = [said.get(key, ("", "")) for key in _keys(invoices)]
    return invoices.assign(why=[why for why, _ in found], citation=[citation for _, citation in found])


def _keys(frame: pd.DataFrame) -> list[tuple[Any, ...]]:
    return list(zip(*(frame[key].tolist() for key in _INVOICE_KEY), strict=True))


def _proposals_first(settlements: pd.DataFrame) -> pd.DataFrame:
    """What waits for a person stands above what is done."""
    return _ordered(settlements, settlements["status"] != "PROPOSED").assign(answer="")


def _worst_first(findings: pd.DataFrame) -> pd.DataFrame:
    rank: dict[str, int] = {str(word): place for word, place in SEVERITY_ORDER.items()}
    ordered = _ordered(findings, findings["severity"].map(lambda word: rank.get(word, len(rank))))
    # Row 0 is "no row": a person counts from 1.
    return ordered.assign(
        row=pd.Series([row or None for row in ordered["row"].tolist()], index=ordered.index, dtype=object)
    )


def _ordered(frame: pd.DataFrame, rank: pd.Series) -> pd.DataFrame:
    return frame.loc[rank.sort_values(kind="stable").index] if len(frame) else frame


def _referrals(cited: pd.DataFrame) -> pd.DataFrame:
    """Decisions that someone above the desk must take."""
    to = {word: one.referred_to for word, one in statuses().items() if one.referred_to}
    through = {word: statuses()[word].through for word in to}
    chosen = cited[cited["status"].isin(list(to))]
    return chosen.assign(referred_to=chosen["status"].map(to), through=chosen["status"].map(through))


def _licence(importers: pd.DataFrame, cited: pd.DataFrame) -> pd.DataFrame:
    """IEC status of each importer, then the licence and monitoring decisions of bills of entry."""
    owners = importers.rename(columns={"name": "importer", "iec_status": "status"}).assign(
        subject="IEC", boe_number="", boe_date=None, port_code=""
    )
    decided = cited[cited["subject"].isin(LICENCE_SUBJECTS)]
    facts = ["iec_last_updated", "caution_listed"]
    decided = decided.assign(**dict.fromkeys(facts))[
        [key for key in owners.columns if key in {*decided.columns, *facts}]
    ]
    return pd.concat([owners.astype(object), decided.astype(object)], ignore_index=True) if len(decided) else owners


def _signatures() -> pd.DataFrame:
    blank: dict[str, Callable[[str], str] | str] = {"name": "", "id": "", "signed_at": "", "hash_signed": ""}
    roles = {
        "Prepared": "The book was made from the source files listed on About.",
        "Checked": "Every tie-out on Control reads TRUE and every exception was looked at.",
        "Approved": "The month may be signed off; the hash freezes the content.",
    }
    rows = [{"role": role, "meaning": meaning, **blank, "status": "NOT SIGNED"} for role, meaning in roles.items()]
    return pd.DataFrame(rows)
