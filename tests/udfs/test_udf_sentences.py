"""Sentences that tell no decision, word for word: what is wrong with an argument, rates, codes, parameters."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

import udfs

MAY, ON = date(2026, 5, 4), date(2026, 10, 5)
AMOUNT = "Type digits with a decimal point and no currency or sign, such as 12500.50."
DATE = "Type the date such as 2026-05-04 or 4-May-2026."
PERCENT = "Type 5 for five percent; a share of one percent as text with its sign, such as 0.5 %."
# what WRITEOFF_WHY is given in one argument, and what it says behind "WRITEOFF: #VALUE!; " or, for a day, "#NUM!"
CELLS: list[tuple[str, Any, str]] = [
    ("invoice_value", "USD 5,000", f"holds 'USD 5,000', which is no number as this desk reads it. {AMOUNT}"),
    ("invoice_value", "-5", f"holds '-5', which is below zero, or no number. {AMOUNT}"),
    ("invoice_value", " - 5", f"holds ' - 5', which is below zero, or no number. {AMOUNT}"),
    ("invoice_value", -5, f"holds -5, which is below zero. {AMOUNT}"),
    ("invoice_value", True, f"holds TRUE, which is no number. {AMOUNT}"),
    ("invoice_value", 1234567890123456, f"holds 1234567890123456, which has more than 15 digits that count. {AMOUNT}"),
    (
        "difference",
        "x",
        "holds 'x', which is no number. Type digits with a decimal point, with at most a minus before them, such as "
        "-12500.50.",
    ),
    (
        "difference",
        1234567890123456,
        "holds 1234567890123456, which has more than 15 digits that count. Type digits with a decimal point, with at "
        "most a minus before them, such as -12500.50.",
    ),
    ("action_date", "31-Jun-2026", f"holds '31-Jun-2026', which is no date. {DATE}"),
    ("action_date", "04-05-2026", f"holds '04-05-2026', which has two readings: 2026-05-04 or 2026-04-05. {DATE}"),
    ("action_date", "4-May-26", f"holds '4-May-26', which has a year of two digits, perhaps 2026-05-04. {DATE}"),
    ("action_date", "2026-13-05", f"holds '2026-13-05', which has year, day, month, perhaps 2026-05-13. {DATE}"),
    ("action_date", "4-May-2026 10:30", f"holds '4-May-2026 10:30', which has a time of day. {DATE}"),
    ("action_date", 7, f"holds 7, which is no day of the years 2000 to 2099. {DATE}"),
    ("policy_pct", 0.05, f"holds 0.05, as a cell that shows 5 % holds 0.05; or it is below one percent. {PERCENT}"),
    ("policy_pct", 0.999, f"holds 0.999, as a cell that shows 5 % holds 0.05; or it is below one percent. {PERCENT}"),
    ("policy_pct", 101, f"holds 101, which is no percentage. {PERCENT}"),
    ("policy_pct", "-1 %", f"holds '-1 %', which is no percentage. {PERCENT}"),
    (
        "satisfied",
        "perhaps",
        "holds 'perhaps', which is neither yes nor no. Type Y or N, or leave it blank if it is not known. "
        "Example: TRUE.",
    ),
    ("reason", 5, "holds 5, which is no word. Type one word of at most 255 characters."),
]


@pytest.mark.parametrize(("argument", "cell", "said"), CELLS, ids=[f"{name} {cell!r}" for name, cell, _ in CELLS])
def test_what_is_wrong_with_an_argument_is_said_word_for_word(argument: str, cell: Any, said: str) -> None:
    given: dict[str, Any] = {"invoice_value": 100000, "difference": 5000, "action_date": MAY, argument: cell}
    assert udfs.WRITEOFF_WHY(**given).partition("; ")[2] == f"{argument} {said}"


RATES = [
    ["date", "currency", "INR per unit", "units"],
    [date(2026, 10, 1), "USD", 88.335, None],
    [date(2026, 9, 1), "JPY", 61.23, 100],
    [date(2026, 10, 1), "EUR", 0, 1],
    [date(2026, 10, 1), "GBP", 1.5, 1],
    [date(2026, 10, 1), "CHF", 100, 1],
    [date(2026, 10, 1), "CHF", 101, 1],
]
SAID: list[tuple[str, tuple[Any, ...], str]] = [
    ("TO_INR", (5, "INR", ON, RATES), "INR 5: rupees need no rate."),
    ("TO_INR", (2, "USD", ON, RATES), "USD 2 at INR 88.335, rate of 2026-10-01, 4 days before 2026-10-05: INR 176.67."),
    (
        "TO_INR",
        (2, "USD", date(2026, 10, 2), RATES),
        "USD 2 at INR 88.335, rate of 2026-10-01, 1 day before 2026-10-02: INR 176.67.",
    ),
    ("TO_INR", (2, "USD", date(2026, 10, 1), RATES), "USD 2 at INR 88.335, rate of 2026-10-01: INR 176.67."),
    (
        "TO_INR",
        (1000, "JPY", date(2026, 9, 1), RATES),
        "JPY 1000 at INR 61.23 for 100, rate of 2026-09-01: INR 612.30.",
    ),
    (
        "TO_INR",
        (1000, "JPY", ON, RATES),
        "TO_INR: #N/A; the last rate of JPY before 2026-10-05 is of 2026-09-01, 34 days old; at most 10 are allowed. "
        "Give a later one.",
    ),
    (
        "TO_INR",
        (1, "AED", ON, RATES),
        "TO_INR: #N/A; rates has no rate of AED on or before 2026-10-05. Give one with its day.",
    ),
    ("TO_INR", (1, "EUR", ON, RATES), "TO_INR: #VALUE!; rates: row 4 has no rate. Give it, or take the row out."),
    ("TO_INR", (1, "CHF", ON, RATES), "TO_INR: #VALUE!; found '100 and 101'; expected one rate for CHF on 2026-10-01."),
    ("TO_INR", (None, "USD", ON, RATES), "TO_INR: #N/A; amount is not given."),
    ("TO_INR", (1, None, ON, RATES), "TO_INR: #N/A; currency is not given."),
    ("TO_INR", (1, "USD", None, RATES), "TO_INR: #N/A; on_date is not given."),
    ("IEC", ("0388000037",), "0388000037 has the form of an IEC."),
    ("PAN", ("aaaca1234a",), "AAACA1234A has the form of a PAN."),
    ("PORT", ("INNSA1",), "INNSA1 has the form of a port of discharge."),
    (
        "PORT",
        ("INXYZ1",),
        "INXYZ1 has the form of a port of discharge. It is not on the register of main ports: check it on the bill of "
        "entry.",
    ),
    ("IFSC", ("ABCD0123456",), "ABCD0123456 has the form of an IFSC."),
    ("AD_CODE", ("0510005",), "0510005 has the form of an AD code."),
    (
        "RULE",
        ("small_value.limit_inr", date(2026, 9, 30)),
        "small_value.limit_inr: largest entry that may be closed on the importer's declaration: 1000000 INR equivalent "
        "of one entry, inclusive; in force from 2025-10-01 to 2026-09-30; by AP 12/2025 para 3; "
        "basis: A.P. (DIR Series) Circular No. 12 of "
        "2025-10-01, para 3 (project convention: the value of the entry is tested, not its open balance).",
    ),
    ("RULE", (None, ON), "RULE: #N/A; parameter is not given."),
    ("RULE", ("small_value.limit_inr", None), "RULE: #N/A; on_date is not given."),
    (
        "EXTENSION_CAP_USD",
        ([["2024-25"], ["2025-26"]], [[1], [2], [3]], MAY),
        "EXTENSION_CAP_USD: #VALUE!; found '3'; expected 2 remittances, one for each year.",
    ),
    (
        "EXTENSION_CAP_USD",
        ([["2024-25"], ["2024-25"]], [[1], [2]], MAY),
        "EXTENSION_CAP_USD: #VALUE!; found '2024-25'; expected a financial year such as 2024-25, once.",
    ),
    (
        "EXTENSION_CAP_USD",
        ([["2024-25"], [None]], [[1], [2]], MAY),
        "EXTENSION_CAP_USD: #VALUE!; found 'a blank'; expected a financial year such as 2024-25, once.",
    ),
]


@pytest.mark.parametrize(("name", "given", "said"), SAID, ids=[f"{name} {at}" for at, (name, _, _) in enumerate(SAID)])
def test_a_function_says_how_it_came_to_its_answer_word_for_word(name: str, given: tuple[Any, ...], said: str) -> None:
    assert getattr(udfs, f"{name}_WHY")(*given) == said


def test_a_moment_in_a_cell_is_shown_as_it_is_written() -> None:
    assert "holds '2026-05-04 10:30'" in udfs.REGIME_WHY("2026-05-04 10:30")
    assert "holds 2026-05-04 10:30:00," in udfs.WRITEOFF_WHY(datetime(2026, 5, 4, 10, 30), 5, MAY)  # noqa: DTZ001


def test_a_long_text_is_cut_in_the_sentence() -> None:
    why = udfs.WRITEOFF_WHY("x" * 300, 5, MAY)
    assert "x…" in why
    assert len(why) <= 250
