"""The text of a cell of a book that was not stored as text: readers must know what it was before they trust it."""

from __future__ import annotations

from typing import Literal, get_args

Stored = Literal["number", "date", "bool", "error", "no-value"]
STORED: tuple[str, ...] = get_args(Stored)


class CellText(str):
    """What a person would type for a cell, with what the book stored and the number format that it showed it in.

    `form` is the format's code as the book spells it; "" where it is General or not known.
    """

    __slots__ = ("form", "stored")

    stored: Stored
    form: str

    def __new__(cls, text: str, stored: Stored, form: str = "") -> CellText:
        """`text` with what the book says of the cell."""
        made = super().__new__(cls, text)
        made.stored, made.form = stored, form
        return made
