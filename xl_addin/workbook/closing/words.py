"""Columns that hold a person's own words: no facts of the rules, kept beside the item they were written to."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from datetime import date
from typing import Any

import pandas as pd

# (table, item key, column) -> text; dates as 2026-10-31
Words = Mapping[tuple[str, str, str], str]

IMPORTER_TABLE = "tblImportLicence"
# Words about an importer: the last two columns serve to look his certificate up.
IMPORTER_WORDS = ("iec_linked", "iec_last_checked", "certificate_reference", "certificate_date")
WORD_COLUMNS: dict[str, tuple[str, ...]] = {
    "tblSettlements": ("answer_remarks",),
    "tblWriteOffs": ("papers", "remarks"),
    "tblSmallValue": ("remarks",),
    "tblExtensions": ("reason", "ad_satisfied", "papers", "remarks"),
    "tblAdvances": ("remarks",),
    "tblFollowUp": ("remarks",),
    IMPORTER_TABLE: IMPORTER_WORDS,
    "tblReferrals": ("regional_office", "memo_number", "memo_date", "memo_status", "remarks"),
}
DATES = ("memo_date", "iec_last_checked", "certificate_date")


def importer_key(iec: str) -> str:
    """Names an importer, where words are about him and not about an item of his."""
    return f"IEC/{iec}"


def item_key(row: Mapping[str, Any] | Mapping[Hashable, Any]) -> str:
    """Names the item of a row: subject (of a referral), ORM number, bill of entry with its invoice; or an importer."""
    if "iec_last_updated" in row:
        return importer_key(str(row["iec"]))
    boe_date = row.get("boe_date")
    parts = (
        row.get("subject") if "referred_to" in row else None,
        row.get("orm_number"),
        row.get("boe_number"),
        boe_date.isoformat() if isinstance(boe_date, date) else None,
        row.get("port_code"),
        row.get("invoice_serial"),
    )
    return "/".join(str(part) for part in parts if part not in (None, "", 0))


def with_words(table: str, frame: pd.DataFrame, words: Words) -> pd.DataFrame:
    """`frame` with the word columns of `table` filled from what was written; blank where nothing was."""
    names = WORD_COLUMNS.get(table, ())
    if not names or not len(frame):
        return frame
    keys = [item_key(row) for row in frame.to_dict("records")]
    columns = {name: pd.Series(_column(table, keys, name, words), index=frame.index, dtype=object) for name in names}
    return frame.assign(**columns)


def _column(table: str, keys: list[str], name: str, words: Words) -> list[object]:
    said = [words.get((table, key, name), "") for key in keys]
    return [date.fromisoformat(word) if word else None for word in said] if name in DATES else list(said)
