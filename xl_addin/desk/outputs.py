"""The files beside the workbook: the lists as CSV (settlements, decisions, findings and others), and run.json."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, TextIO

import pandas as pd

from xl_addin.desk import boe_lists
from xl_addin.desk.atomic import atomic_lines, atomic_text
from xl_addin.desk.closing_view import Closing
from xl_addin.domain.money import plain
from xl_addin.workbook.closing.view import FINDINGS

_SETTLEMENTS = (
    "orm_number",
    "orm_ad_code",
    "boe_number",
    "boe_date",
    "port_code",
    "invoice_serial",
    "invoice_number",
    "iec",
    "currency",
    "amount",
    "invoice_currency",
    "amount_invoice_currency",
    "rate",
    "pass",
    "tier",
    "reason",
    "evidence",
    "group_id",
)
_DECISIONS = (
    "subject",
    "orm_number",
    "boe_number",
    "boe_date",
    "port_code",
    "invoice_serial",
    "iec",
    "currency",
    "amount",
    "status",
    "why",
    "instrument",
    "paragraph",
    "confidence",
    "due_date",
    "old_due_date",
)
_FOLLOWUPS = (
    "orm_number",
    "iec",
    "importer",
    "beneficiary",
    "payment_date",
    "currency",
    "outstanding",
    "age_days",
    "stage",
    "evidence_due",
    "documents_due",
    "why",
)
# What makes a spreadsheet run a text as a formula.
_FORMULA_LEADS = ("=", "+", "-", "@", "\t", "\r")
FILES = (
    "settlements.csv",
    "decisions.csv",
    "followups.csv",
    "findings.csv",
    "manual-boe.csv",
    "other-ad-boe.csv",
)


def write_lists(closing: Closing, folder: Path) -> None:
    """Writes the CSV files of the contract into `folder`, each atomically."""
    view = closing.view
    lists: dict[str, tuple[Sequence[str], Iterable[dict[str, Any]]]] = {
        "settlements.csv": (_SETTLEMENTS, (_settlement(row) for row in _records(view.settlements))),
        "decisions.csv": (_DECISIONS, (_with_amount(row) for row in _records(view.decisions, _DECISIONS))),
        "followups.csv": (_FOLLOWUPS, _follow_ups(view.orms, view.decisions)),
        "findings.csv": (FINDINGS, _records(view.findings)),
        "manual-boe.csv": (boe_lists.COLUMNS, closing.manual_boes),
        "other-ad-boe.csv": (boe_lists.COLUMNS, closing.other_ad_boes),
    }
    for name, (columns, rows) in lists.items():
        atomic_lines(folder / name, partial(write_csv, columns, rows), "utf-8-sig")


def write_run_json(path: Path, content: dict[str, Any]) -> None:
    """Writes run.json, sorted and indented, atomically: the last file of a closing."""
    atomic_text(path, json.dumps(content, indent=1, sort_keys=True, ensure_ascii=False, default=str) + "\n")


def file_hash(path: Path) -> str:
    """SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _records(table: pd.DataFrame, wanted: Sequence[str] = ()) -> Iterable[dict[str, Any]]:
    """Rows as mappings; of a wide table only the wanted columns and amounts."""
    names = [name for name in table.columns if not wanted or name in wanted or name.endswith("_minor")]
    columns = [table[name].tolist() for name in names]
    return (dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True))


def _settlement(row: dict[str, Any]) -> dict[str, Any]:
    row["amount"] = plain(row["amount_minor"], row["currency"])
    row["amount_invoice_currency"] = plain(row["amount_invoice_minor"], row["invoice_currency"])
    return row


def _with_amount(row: dict[str, Any]) -> dict[str, Any]:
    row["amount"] = plain(row["amount_minor"], row["currency"]) if row["currency"] else ""
    return row


def _follow_ups(orms: pd.DataFrame, decisions: pd.DataFrame) -> Iterable[dict[str, Any]]:
    asked = decisions[decisions["subject"] == "FOLLOWUP"]
    why = dict(zip(zip(asked["orm_number"], asked["orm_ad_code"], strict=True), asked["why"], strict=True))
    for row in _records(orms):
        place = row["orm_number"], row["ad_code"]
        yield {**row, "outstanding": plain(row["outstanding_minor"], row["currency"]), "why": why[place]}


def write_csv(columns: Sequence[str], rows: Iterable[dict[str, Any]], out: TextIO) -> None:
    """Rows under a header; no cell can be run as a formula."""
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_cell(row.get(name)) for name in columns] for row in rows)


def _cell(value: Any) -> str:
    """Text of a cell; text that a spreadsheet would run as a formula is led by an apostrophe."""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_FORMULA_LEADS) else value
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else str(value)
