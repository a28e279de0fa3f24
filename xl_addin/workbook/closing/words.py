"""Blue cells and answers: which fact a column asks for, and of which item, decision or importer it is said."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from datetime import date
from typing import Any, TypeAlias

import pandas as pd

from xl_addin.domain.identifiers import BoeKey
from xl_addin.rulebook.facts import BOE, IMPORTER, INVOICE, ORM, REFERRAL, SETTLEMENT, Value, fact, facts, taken_from

# (kind, key) of what was asked about -> fact -> value
Answers: TypeAlias = Mapping[tuple[str, str], Mapping[str, Value]]
Row: TypeAlias = Mapping[str, Any] | Mapping[Hashable, Any]
OF_THE_ENTRY = ("tblSmallValue", "tblExtensions")  # their rows stand for whole bills of entry

# Columns that ask about the decision (or importer) of the row itself: table -> what is asked about, column -> fact.
OWN: dict[str, tuple[str, dict[str, str]]] = {
    "tblSettlements": (SETTLEMENT, {"answer_remarks": "remarks"}),
    "tblWriteOffs": ("WRITEOFF", {"papers": "papers", "remarks": "remarks"}),
    "tblSmallValue": ("SMALLVALUE", {"remarks": "remarks"}),
    "tblExtensions": (
        "EXTENSION",
        {"reason": "extension_reason", "ad_satisfied": "extension_satisfied", "papers": "papers", "remarks": "remarks"},
    ),
    "tblAdvances": ("ADVANCE", {"remarks": "remarks"}),
    "tblFollowUp": ("FOLLOWUP", {"remarks": "remarks"}),
    "tblImportLicence": (
        IMPORTER,
        {
            "iec_linked": "linked",
            "iec_last_checked": "last_checked",
            "certificate_reference": "certificate_reference",
            "certificate_date": "certificate_date",
        },
    ),
    "tblReferrals": (
        REFERRAL,
        {name: name for name in ("regional_office", "memo_number", "memo_date", "memo_status", "remarks")},
    ),
}
# Other blue columns ask about the item: the column as the desk's files spell it.
SPELT = {one.column: one.name for one in (*taken_from("facts"), *taken_from("importers"))}


def fact_of(column: str) -> str:
    """The fact behind a column of items, which lists and files may spell otherwise; the column itself if none."""
    return column if column in facts() else SPELT.get(column, column)


def asked(table: str, column: str, row: Row) -> tuple[str, str, str]:
    """(kind, key, fact) of the question that a blue cell asks."""
    kind, own = OWN[table]
    if column in own:
        return kind, own_key(kind, row), own[column]
    name = fact_of(column)
    if fact(name).about == IMPORTER:
        return IMPORTER, str(row["iec"]), name
    return *_item(table, row), name


def own_key(kind: str, row: Row) -> str:
    """Names what a row's own columns are about: its item, with the subject where it is referred, or its importer."""
    if kind == IMPORTER:
        return str(row["iec"])
    if kind == SETTLEMENT:
        return f"{_orm_key(row)} {_boe_key(row)}"
    item = _orm_key(row) if row["orm_number"] else _boe_key(row)
    return f"{row['subject']} {item}" if kind == REFERRAL else item


def with_words(table: str, frame: pd.DataFrame, answers: Answers) -> pd.DataFrame:
    """`frame` with the own columns of `table` filled from what was answered; blank where nothing was."""
    if table not in OWN or not len(frame):
        return frame
    kind, own = OWN[table]
    mine = {key: known for (about, key), known in answers.items() if about == kind}
    said = [mine.get(own_key(kind, row), {}) for row in frame.to_dict("records")] if mine else [{}] * len(frame)
    columns = {
        column: pd.Series([shown(one.get(name), name) for one in said], index=frame.index, dtype=object)
        for column, name in own.items()
    }
    return frame.assign(**columns)


def shown(value: Value | None, name: str) -> object:
    """An answer as a sheet shows it: Y or N, a date, a text; blank where it is not known."""
    if isinstance(value, date):
        return value
    return fact(name).text(value) or (None if fact(name).kind == "date" else "")


def _item(table: str, row: Row) -> tuple[str, str]:
    if row.get("orm_number"):
        return ORM, _orm_key(row)
    return (BOE if table in OF_THE_ENTRY else INVOICE), _boe_key(row, whole=table in OF_THE_ENTRY)


def _orm_key(row: Row) -> str:
    return f"{row['orm_number']}/{row['orm_ad_code']}"


def _boe_key(row: Row, *, whole: bool = False) -> str:
    """Key of the invoice of a row, or of its bill of entry where the row has none; "" without a bill of entry."""
    if not isinstance(row["boe_date"], date):
        return ""
    boe, serial = BoeKey(row["boe_number"], row["boe_date"], row["port_code"]), row.get("invoice_serial")
    return str(boe) if whole or not serial else boe.invoice_key(serial)
