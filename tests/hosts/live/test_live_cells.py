"""Values for one block of cells, without any host: the table of what is sent and what is read."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xl_addin.hosts.live.cells import from_block, to_cell, to_column
from xl_addin.workbook.books.port import Fault

SENT = [
    # value, number format of the cell, what goes to Value2
    (None, "@", ""),
    (None, "General", ""),
    ("", "General", ""),
    ("plain", "@", "plain"),
    ("plain", "General", "'plain"),
    ("plain", None, "'plain"),
    ("=A1", "@", "=A1"),
    ("=A1", "#,##0.00", "'=A1"),
    ("'x", "@", "''x"),
    ("'x", "General", "''x"),
    ("00123", "General", "'00123"),
    (True, "@", True),
    (7, "#,##0", 7.0),
    (7.25, "#,##0.00", 7.25),
    (date(2026, 10, 31), "dd-mmm-yyyy", 46326.0),
    (datetime(2026, 10, 31, 12), "dd-mmm-yyyy", 46326.5),  # noqa: DTZ001 - a cell knows no zone
    (date(1900, 3, 1), "dd-mmm-yyyy", 61.0),
]


@pytest.mark.parametrize(("value", "form", "sent"), SENT)
def test_case_14_numbers_go_by_value2_which_cuts_no_digits(value: Any, form: str | None, sent: Any) -> None:
    found = to_cell(value, lambda: form, date1904=False)
    assert (found, type(found)) == (sent, type(sent))


def test_dates_of_a_book_that_counts_from_1904() -> None:
    assert to_column([date(2026, 10, 31), date(1904, 1, 1), None], lambda: "General", date1904=True) == [
        44864.0,
        0.0,
        "",
    ]


def test_the_format_is_asked_for_only_where_there_is_text() -> None:
    def asked() -> str:
        raise AssertionError("asked")

    assert to_column([1, None, date(2026, 10, 31), True], asked, date1904=False) == [1.0, "", 46326.0, True]


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 10**15, -(10**15), b"", (1,), object()])
def test_what_no_cell_can_hold_is_a_fault_of_the_caller(value: Any) -> None:
    with pytest.raises(AssertionError):
        to_cell(value, lambda: "@", date1904=False)


READ = [
    (5.0, ((5.0,),)),
    (None, ((None,),)),
    (((1.5, "a"), (None, True)), ((1.5, "a"), (None, True))),
    ((("", "a"),), ((Fault(""), "a"),)),  # a formula that shows nothing; a blank cell comes as None
    (((-2146826246, 1.0), (-2146826281, -2146826265)), ((Fault("#N/A"), 1.0), (Fault("#DIV/0!"), Fault("#REF!")))),
    (((-2146826243,),), ((Fault("#ERROR"),),)),  # #SPILL! and other new ones
    (((False, -2146826273),), ((False, Fault("#VALUE!")),)),
]


@pytest.mark.parametrize(("block", "rows"), READ)
def test_what_is_read(block: Any, rows: Any) -> None:
    found = from_block(block)
    assert found == rows
    assert [[type(cell) for cell in row] for row in found] == [[type(cell) for cell in row] for row in rows]


@given(st.text(min_size=1, max_size=40), st.sampled_from(["@", "General", None]))
def test_text_goes_as_itself_or_behind_one_apostrophe(text: str, form: str | None) -> None:
    sent = to_cell(text, lambda: form, date1904=False)
    assert not sent or form == "@" or sent[0] == "'"
    assert not sent.startswith("'") or sent[1:] in (text, sent[1:])
