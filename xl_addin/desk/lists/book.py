"""The sheets of the closing book in order, the lists that the month's live workbook has, and the files beside them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from xl_addin.desk.lists import (
    advances,
    approvals,
    audit_sample,
    boe_invoices,
    changes,
    checklist,
    decisions,
    dgft_goods,
    evidence,
    exceptions,
    extensions,
    follow_up,
    history,
    import_licence,
    manual_boes,
    messages,
    missing_facts,
    orm,
    payment_checks,
    referrals,
    rules,
    settlements,
    sign_off,
    small_value,
    sources,
    today,
    write_offs,
)
from xl_addin.desk.lists.told import Told
from xl_addin.workbook.lists import Filled, List, Sheet

CONTROL = Sheet(
    "Control",
    "proof",
    "Every tie-out of the month; tolerance zero.",
    "All rows must read TRUE. Where one reads FALSE, follow its link and correct the source, not the book.",
)
SUMMARY = Sheet(
    "Summary",
    "proof",
    "The month in counts, currencies and INR.",
    "Figures are formulas over the tables of this book; follow the links to the rows behind them.",
)
ROLL_FORWARD = Sheet(
    "Roll-forward",
    "proof",
    "From the last closing to this one, per currency, in amounts and in items.",
    "Closing = opening + new + amended − cancelled − settled − written off − closed + reversed; items: − cleared.",
)
SHEETS: tuple[Sheet, ...] = (
    today.SHEET,
    sources.SHEET,
    checklist.SHEET,
    CONTROL,
    SUMMARY,
    ROLL_FORWARD,
    orm.SHEET,
    boe_invoices.SHEET,
    manual_boes.SHEET,
    settlements.SHEET,
    missing_facts.SHEET,
    write_offs.SHEET,
    small_value.SHEET,
    extensions.SHEET,
    advances.SHEET,
    follow_up.SHEET,
    evidence.SHEET,
    payment_checks.SHEET,
    referrals.SHEET,
    import_licence.SHEET,
    dgft_goods.SHEET,
    approvals.SHEET,
    messages.SHEET,
    exceptions.SHEET,
    audit_sample.SHEET,
    history.SHEET,
    sign_off.SHEET,
    rules.SHEET,
)
LISTS: tuple[List[Any], ...] = tuple(table for sheet in SHEETS for table in sheet.tables)


def _worked_on(*sheets: Sheet) -> tuple[Sheet, ...]:
    """Sheets as the month's live workbook has them: with the one list that a person works on."""
    return tuple(replace(sheet, tables=(_the_list(sheet),)) for sheet in sheets)


def _the_list(sheet: Sheet) -> List[Any]:
    """The first list of a sheet in which a person may write, or its first."""
    return next((table for table in sheet.tables if table.has_inputs), sheet.tables[0])


# Sheets of the month's live workbook in work order; each has one list, the one of the closing book.
DECISION_SHEETS: tuple[Sheet, ...] = _worked_on(
    missing_facts.SHEET,
    write_offs.SHEET,
    small_value.SHEET,
    extensions.SHEET,
    advances.SHEET,
    follow_up.SHEET,
    evidence.SHEET,
    payment_checks.SHEET,
    referrals.SHEET,
    import_licence.SHEET,
    dgft_goods.SHEET,
)
MONTH_SHEETS: tuple[Sheet, ...] = (
    *_worked_on(today.SHEET),
    *_worked_on(settlements.SHEET),
    *DECISION_SHEETS,
    *_worked_on(approvals.SHEET),
    *_worked_on(orm.SHEET, boe_invoices.SHEET, manual_boes.SHEET, audit_sample.SHEET),
    *_worked_on(checklist.SHEET, exceptions.SHEET, history.SHEET, sign_off.SHEET),
)
MONTH_LISTS: Mapping[str, List[Any]] = {sheet.tables[0].name: sheet.tables[0] for sheet in MONTH_SHEETS}
DECISION_LISTS: tuple[str, ...] = tuple(sheet.tables[0].name for sheet in DECISION_SHEETS)
INPUT_SHEETS: tuple[Sheet, ...] = tuple(sheet for sheet in MONTH_SHEETS if sheet.tables[0].has_inputs)
INPUT_LISTS: Mapping[str, List[Any]] = {sheet.tables[0].name: sheet.tables[0] for sheet in INPUT_SHEETS}

# Written beside the book.
FILES: tuple[List[Any], ...] = (
    settlements.FILE,
    decisions.FILE,
    follow_up.FILE,
    exceptions.FILE,
    manual_boes.MANUAL,
    manual_boes.OTHER_AD,
    changes.FILE,
)


def filled(told: Told) -> dict[str, Filled[Any]]:
    """Every list of the book with its rows, by name."""
    return {table.name: table.filled(told) for table in LISTS}
