"""What a column tells of a part of its rows is worked out once where rows share the part."""

from __future__ import annotations

import pytest

from xl_addin.workbook.lists import Column, List, OfPart, text

SHARED = ("late",)


@pytest.mark.parametrize(
    ("rows", "worked_out"),
    [
        ([], 0),
        ([(SHARED,), (SHARED,)], 1),
        ([(("late",),), ((" ".join(["la", "te"]),),)], 2),
    ],
)
def test_a_part_that_rows_share_is_told_once(rows: list[tuple[tuple[str]]], worked_out: int) -> None:
    got = []
    column = Column("Why", text, OfPart(lambda row: row[0], lambda part: got.append(part) or part[0]))
    filled = List("tbl", (column,)).with_rows(rows)
    assert filled["Why"] == [row[0][0] for row in rows]
    assert filled["Why"] == [column.of(row) for row in rows]
    assert len(got) == worked_out + len(rows)  # by the list, then row by row


def test_a_part_that_each_row_makes_anew_is_told_for_each() -> None:
    column = Column("Half", text, OfPart(lambda row: [row], lambda part: part[0] // 2))
    assert column.each(range(1000)) == [row // 2 for row in range(1000)]


def test_what_was_forgotten_is_worked_out_anew() -> None:
    filled = List("tbl", (Column("Word", text, str),)).with_rows([1, 2])
    before = filled["Word"]
    for one in (None, *filled.table.columns):
        filled.forget(one)
        assert filled["Word"] == before == ["1", "2"]
        assert filled["Word"] is not before
