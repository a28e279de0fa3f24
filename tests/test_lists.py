"""The two lists for developers are made from the tests and the source themselves."""

from __future__ import annotations

import re

import pytest

from tests.bad_inputs import NUMBERS, Carried, lines, numbers_of
from tests.messages_list import messages


@pytest.mark.parametrize(
    ("name", "numbers"),
    [
        ("test_case_22_a_day", {22}),
        ("test_case_5_09_both", {5, 9}),
        ("test_a_row[case 10: half a yen]", {10}),
        ("test_case_44_69_a_cell[case 81: stray]", {44, 69, 81}),
        ("test_cases_7_8_both", {7, 8}),
        ("test_in_any_case", set()),
        ("test_case_of_2026_orders", set()),
        ("test_case_118_is_none", set()),
        ("test_a_showcase_12", set()),
    ],
)
def test_a_test_carries_the_numbers_in_its_name(name: str, numbers: set[int]) -> None:
    assert numbers_of(name) == numbers


def test_the_table_has_a_line_for_each_number_and_says_which_have_none() -> None:
    carried = Carried()
    carried.tests.update({number: [f"t.py::test_case_{number}"] for number in NUMBERS if number != 7})
    carried.waiting[9] = "waits for slips"
    said = lines(carried)
    assert len(said) == len(NUMBERS) + 4
    assert said[-3:] == ["116 of 117 numbers have a test.", "Without: 7.", "Waiting: 9."]


def test_every_error_of_the_source_is_listed_with_its_parts() -> None:
    told = list(messages())
    assert sum(bool(re.match(r"\S+\.py:\d+", one)) for one in told) > 150
    (ledger,) = [one for one in told if "No ledger is named." in one]
    assert "What:" in ledger
    assert "Todo:" in ledger


def test_an_error_says_what_happened_in_a_sentence() -> None:
    """Errors that are texts alone end as sentences do, so that they can be read aloud."""
    said = [line[11:].strip() for one in messages() for line in one.splitlines() if line.startswith("  What:")]
    bad = [text for text in said if text and not text.endswith((".", "}", "?", ":")) and "\n" not in text]
    assert [text for text in bad if "{" not in text] == []
