"""Facts and words that people filled in: each finds the item it is about, and the importer where it is his."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from xl_addin.desk.month import Month
from xl_addin.domain.findings import Finding, Place, finding
from xl_addin.ledger import tables
from xl_addin.ledger.rows import plain_row
from xl_addin.workbook.closing.columns_decisions import EXTENSIONS, SMALL_VALUE
from xl_addin.workbook.closing.words import WORD_COLUMNS, item_key
from xl_addin.workbook.inputs import Change

IMPORTER_FLAGS = ("suit_pending", "adverse_notice", "under_investigation")
RENAMED = {"reason": "difference_reason"}  # column of a sheet -> fact of the ledger, where the two differ
OF_THE_ENTRY = (SMALL_VALUE.name, EXTENSIONS.name)  # their rows stand for whole bills of entry
FLAGS = {"Y": True, "N": False, "": None}
BLANKS: dict[str, object] = {"invoice_serial": 0, "boe_date": None}
Row = dict[str, Any]


@dataclass(slots=True)
class FactRows:
    """Rows for the ledger, each the whole last word on its item or importer, and what contradicts itself."""

    facts: list[Row] = field(default_factory=list)
    importers: list[Row] = field(default_factory=list)
    words: list[Row] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def fact_rows(changes: Iterable[Change], month: Month, book: str) -> FactRows:
    """Turns changed inputs into rows; two different answers to one question keep neither."""
    found = FactRows()
    facts: dict[tuple[str, str], dict[str, list[Change]]] = {}
    importers: dict[str, dict[str, list[Change]]] = {}
    for change in changes:
        if change.column in WORD_COLUMNS[change.table]:
            found.words.append(_word(change))
        elif change.column in IMPORTER_FLAGS:
            importers.setdefault(change.row["iec"], {}).setdefault(change.column, []).append(change)
        elif change.column != "answer":
            facts.setdefault(_item(change), {}).setdefault(change.column, []).append(change)
    for (kind, key), told in facts.items():
        values = _settled_on(told, book, found.findings)
        if values:
            found.facts.append(_fact(month, kind, key, next(iter(told.values()))[0].row, values))
    for iec, told in importers.items():
        values = _settled_on(told, book, found.findings)
        if values:
            found.importers.append(_importer(month, iec, next(iter(told.values()))[0].row, values))
    return found


def _settled_on(told: Mapping[str, list[Change]], book: str, findings: list[Finding]) -> Row:
    """Column -> value, where all rows that answer the question say the same."""
    values: Row = {}
    for column, changes in told.items():
        if len({change.new for change in changes}) == 1:
            values[RENAMED.get(column, column)] = _value(changes[0].new)
            continue
        said = ", ".join(f"row {change.sheet_row}: {change.new or 'blank'}" for change in changes)
        findings.append(finding("ANSWERS_DIFFER", book, said, Place(changes[0].sheet, changes[0].sheet_row, column)))
    return values


def _value(new: object) -> object:
    """A cell's word as the ledger keeps it."""
    return FLAGS[new] if isinstance(new, str) and new in FLAGS else new


def _item(change: Change) -> tuple[str, str]:
    """(kind, key) of the item that a fact is about, as the ledger's facts name it."""
    row = change.row
    if row.get("orm_number"):
        return "ORM", f"{row['orm_number']}/{row['orm_ad_code']}"
    boe = f"{row['boe_number']}/{row['boe_date']:%Y-%m-%d}/{row['port_code']}"
    if change.table in OF_THE_ENTRY:
        return "BOE", boe
    return "INV", f"{boe}#{row['invoice_serial']}"


def _fact(month: Month, kind: str, key: str, shown: Mapping[str, Any], values: Row) -> Row:
    """The whole fact line: what was known, with the changed answers in it."""
    known = month.fact(kind, key)
    if known is not None:
        row: Row = {c.name: known[c.name] for c in tables.facts.columns if c.name not in ("id", "seq")}
    else:
        is_orm, is_invoice = kind == "ORM", kind == "INV"
        row = {
            **_blank_fact(),
            "item_kind": kind,
            "orm_number": shown["orm_number"] if is_orm else "",
            "boe_number": "" if is_orm else shown["boe_number"],
            "boe_date": None if is_orm else shown["boe_date"],
            "port_code": "" if is_orm else shown["port_code"],
            "invoice_serial": shown["invoice_serial"] if is_invoice else 0,
        }
    return {**row, **{name: _blank_as(name) if value is None else value for name, value in values.items()}}


def _blank_fact() -> Row:
    return {c.name: _blank_as(c.name) for c in tables.facts.columns if c.name not in ("id", "seq")}


def _blank_as(name: str) -> object:
    """What stands for "not known" in a column of the facts: "" in text that may not be null, else nothing."""
    if name in BLANKS:
        return BLANKS[name]
    return None if tables.facts.c[name].nullable else ""


def _importer(month: Month, iec: str, shown: Mapping[str, Any], values: Row) -> Row:
    known = month.importers.get(iec)
    if known is not None:
        return plain_row(replace(known, **values))
    columns = [c.name for c in tables.importers.columns if c.name not in ("id", "seq")]
    blank: Row = dict.fromkeys(columns) | {"address": "", "pan": ""}
    return {**blank, "iec": iec, "name": shown.get("importer") or "", **values}


def _word(change: Change) -> Row:
    new = change.new
    text = new.isoformat() if isinstance(new, date) else str(new if new is not None else "")
    return {"sheet": change.table, "item_key": item_key(change.row), "name": change.column, "value": text}
