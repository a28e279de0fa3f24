"""The order of the lists: by consequence, then by INR; read from the closed months' books by another reader."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest

from tests.desk.lists.conftest import Row

STANDINGS = ("BREACH_BEFORE_SWITCH", "OVERDUE", "DUE_SOON", "CHECK", "NOT_DUE", None)
BY_STANDING = [
    ("tblInvoices", "Outstanding INR"),
    ("tblOrm", "Outstanding INR"),
    ("tblAdvances", "Amount INR"),
    ("tblFollowUp", "Amount INR"),
]
MAY_BE_CLOSED = ("tblWriteOffs", "tblSmallValue")


def figure(value: Any) -> Decimal:
    return Decimal(str(value or 0))


@pytest.mark.parametrize(("table", "inr"), BY_STANDING)
def test_missed_and_overdue_stand_on_top_then_the_largest(book: dict[str, list[Row]], table: str, inr: str) -> None:
    places = [(STANDINGS.index(row["Standing"]), -figure(row[inr])) for row in book[table]]
    assert len(places) > 5
    assert places == sorted(places)


@pytest.mark.parametrize("table", MAY_BE_CLOSED)
def test_what_may_be_closed_stands_on_top(book: dict[str, list[Row]], table: str) -> None:
    words = [row["Status"] for row in book[table]]
    allowed = words.count("OK")
    assert allowed
    assert words[:allowed] == ["OK"] * allowed
    assert "OK" not in words[allowed:]


def test_write_offs_of_one_answer_stand_by_their_inr(book: dict[str, list[Row]]) -> None:
    for one, other in pairwise(book["tblWriteOffs"]):
        if one["Status"] == other["Status"]:
            assert figure(one["Amount INR"]) >= figure(other["Amount INR"])


def test_extensions_that_are_asked_for_stand_on_top_then_the_earliest(book: dict[str, list[Row]]) -> None:
    rows = book["tblExtensions"]
    asked = [row["Asked to"] is not None for row in rows]
    assert asked == sorted(asked, reverse=True)
    days = [row["Due now"] or datetime.max for row in rows if row["Asked to"] is None]  # noqa: DTZ901 - no day
    assert days == sorted(days)


def test_proposed_lines_of_one_group_stand_together(book: dict[str, list[Row]]) -> None:
    groups = [row["Group"] for row in book["tblSettlements"] if row["Status"] == "PROPOSED" and row["Group"]]
    runs = [group for place, group in enumerate(groups) if not place or groups[place - 1] != group]
    assert len(runs) == len(set(runs))
