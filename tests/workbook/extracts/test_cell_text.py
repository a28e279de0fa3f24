"""A cell of a book as text: equal to the text, and still what the book stored."""

from __future__ import annotations

from xl_addin.workbook.extracts.cell_text import STORED, CellText


def test_a_cell_is_its_text_and_says_what_was_stored() -> None:
    cell = CellText("46300", "number", "0000000")
    assert (cell, cell.stored, cell.form) == ("46300", "number", "0000000")
    assert isinstance(cell, str)
    assert CellText("46300", "number").form == ""
    assert "".join(cell) == "46300"


def test_what_a_book_can_store_beside_text() -> None:
    assert STORED == ("number", "date", "bool", "error", "no-value")
