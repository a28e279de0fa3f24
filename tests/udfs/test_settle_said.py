"""SETTLE and its sentence: groups of a bill of entry, tiers counted, rows left out, the very day asked about."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

import udfs
from udfs._registry import CellError

PAID = ["orm_number", "payment_date", "amount", "currency", "iec", "beneficiary", "remarks"]
BILLED = [
    "boe_number",
    "boe_date",
    "port_code",
    "invoice_serial",
    "invoice_number",
    "invoice_value",
    "currency",
    "iec",
    "supplier",
]
IEC, MAY, APRIL = "0388012345", date(2026, 5, 4), date(2026, 4, 1)
NUMBER = "which is no number as this desk reads it. Type digits with a decimal point and no currency or sign, such as"


def orm(number: str, amount: Any, by: str = "ACME", remarks: str = "") -> list[Any]:
    return [number, MAY, amount, "USD", IEC, by, remarks]


def bill(number: str, serial: int, value: Any, by: str = "ACME", on: date = APRIL) -> list[Any]:
    return [number, on, "INNSA1", serial, f"{number}-{serial}", value, "USD", IEC, by]


# remittances, invoices, the lines (remittance, bill, serial, amount, pass, tier), the sentence
CASES: list[tuple[str, list[list[Any]], list[list[Any]], list[tuple[Any, ...]], str]] = [
    (
        "two invoices of one bill of entry, beside another bill",
        [orm("O1", 7000)],
        [bill("1000001", 1, 3000), bill("1000001", 2, 4000), bill("1000002", 1, 5000), bill("1000002", 2, 6500)],
        [("O1", "1000001", 1, 3000, "BOE_GROUP", "AUTO"), ("O1", "1000001", 2, 4000, "BOE_GROUP", "AUTO")],
        "settlement: 2 AUTO; every row was read.",
    ),
    (
        "two remittances for one invoice",
        [orm("O1", 3000), orm("O2", 4000)],
        [bill("1000001", 1, 7000)],
        [("O1", "1000001", 1, 3000, "SUM_N_1", "SUGGEST"), ("O2", "1000001", 1, 4000, "SUM_N_1", "SUGGEST")],
        "settlement: 2 SUGGEST; every row was read.",
    ),
    (
        "one exact, one that lacks bank charges",
        [orm("O2", 990, "BETA"), orm("O1", 3000)],
        [bill("1000001", 1, 3000), bill("1000002", 1, 1000, "BETA")],
        [("O2", "1000002", 1, 990, "TERMS", "SUGGEST"), ("O1", "1000001", 1, 3000, "AMOUNT_1_1", "AUTO")],
        "settlement: 1 AUTO, 1 SUGGEST; every row was read.",
    ),
    (
        "a remittance of a cent more than the invoice, which states no freight",
        [orm("O1", 1000.01)],
        [bill("1000001", 1, 1000)],
        [("O1", "1000001", 1, 1000, "TOLERANCE_1_1", "SUGGEST")],
        "settlement: 1 SUGGEST; every row was read.",
    ),
    ("no invoice", [orm("O1", 3000)], [], [], "settlement: no line; every row was read."),
    ("no remittance", [], [bill("1000001", 1, 3000)], [], "settlement: no line; every row was read."),
    (
        "a row of each table that cannot be read",
        [orm("O1", 3000), orm("O2", "x")],
        [bill("1000001", 1, "y")],
        [("O2", None, None, None, None, "NOT_READ"), (None, "1000001", 1, None, None, "NOT_READ")],
        f"settlement: no line; not settled: orm row 3: amount holds 'x', {NUMBER} 12500.50; "
        f"invoices row 2: invoice_value holds 'y', {NUMBER} 12500.50.",
    ),
]


@pytest.mark.parametrize(
    ("orms", "bills", "lines", "why"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_what_is_settled_and_what_is_said(
    orms: list[list[Any]], bills: list[list[Any]], lines: list[tuple[Any, ...]], why: str
) -> None:
    head, *found = udfs.SETTLE([PAID, *orms], [BILLED, *bills])
    assert head == [
        "orm_number",
        "boe_number",
        "boe_date",
        "port_code",
        "invoice_serial",
        "amount",
        "pass",
        "tier",
        "reason",
    ]
    assert [(row[0], row[1], row[4], *row[5:8]) for row in found] == lines
    assert udfs.SETTLE_WHY([PAID, *orms], [BILLED, *bills]) == why


def test_what_is_of_the_very_day_asked_about_is_there() -> None:
    tables = [PAID, orm("O1", 3000)], [BILLED, bill("1000001", 1, 3000, on=MAY)]
    assert udfs.SETTLE_WHY(*tables, MAY) == "settlement: 1 AUTO; every row was read."
    assert udfs.SETTLE_WHY(*tables, date(2026, 5, 3)) == "settlement: no line; every row was read."
    day_after = [BILLED, bill("1000001", 1, 3000, on=date(2026, 5, 5))]
    assert udfs.SETTLE_WHY(tables[0], day_after, MAY) == "settlement: no line; every row was read."


def test_too_many_rows_are_told() -> None:
    rows = [orm(f"O{n}", 1) for n in range(5001)]
    said = "SETTLE: #NUM!; {} has 5001 rows; at most 5000 are settled in a cell. Give fewer rows."
    assert udfs.SETTLE_WHY([PAID, *rows], [BILLED]) == said.format("orm")
    assert udfs.SETTLE_WHY([PAID], [BILLED, *(bill("1000001", n, 1) for n in range(5001))]) == said.format("invoices")
    assert udfs.SETTLE_WHY([PAID, *rows[:5000]], [BILLED]) == "settlement: no line; every row was read."


def test_columns_that_lack_or_stand_twice_are_told() -> None:
    said = "SETTLE: #VALUE!; {}."
    assert udfs.SETTLE_WHY([PAID], [BILLED[1:]]) == said.format(
        "invoices: no column is headed boe_number. Give one that heading"
    )
    twice = "orm: two columns are headed amount. Give one of them another heading"
    assert udfs.SETTLE_WHY([[*PAID, "amount"]], [BILLED]) == said.format(twice)
    assert udfs.SETTLE([[*PAID, "amount"]], [BILLED]) is CellError.VALUE
