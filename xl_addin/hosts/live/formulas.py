"""Formulas that a person has in columns of his own: read column by column, written back where their rows stand now.

R1C1 says of a reference how far it lies from the cell, so that the same text is right in every row.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby
from typing import Any

from xl_addin.hosts.live.patience import Patience
from xl_addin.workbook.books.own_formula import Formula
from xl_addin.workbook.books.port import CellValue


def formulas(sheet: Any, column: int, first: int, last: int, ask: Patience) -> list[str]:
    """The formulas of a column's rows from `first` to `last`; "" where a cell holds none.

    A block that is mixed is halved: what a person fills down lies together.
    """
    if last < first:
        return []
    cells = sheet.range((first, column), (last, column))
    has = ask(lambda: cells.api.HasFormula)
    if has is False:
        return [""] * (last - first + 1)
    if has:
        found = ask(lambda: cells.api.FormulaR1C1)
        return [str(row[0]) for row in found] if isinstance(found, tuple | list) else [str(found)]
    middle = (first + last) // 2
    return [*formulas(sheet, column, first, middle, ask), *formulas(sheet, column, middle + 1, last, ask)]


def shown(column: Sequence[CellValue]) -> Sequence[CellValue]:
    """A column as the one assignment takes it: of a formula what it shows."""
    if Formula not in set(map(type, column)):
        return column
    return [one.shows if isinstance(one, Formula) else one for one in column]


def put_formulas(
    sheet: Any, corner: tuple[int, int], rows: Sequence[Sequence[CellValue]], order: Sequence[int], ask: Patience
) -> None:
    """Each run of formulas in a column by one assignment, over the values that stand there."""
    top, left = corner
    runs = [(left + at, run) for at, source in enumerate(order) for run in _runs([row[source] for row in rows], top)]
    if not runs:
        return
    with _no_filling_down(sheet, ask):
        for column, run in runs:
            _assign(sheet.range((run[0][0], column), (run[-1][0], column)), [[text] for _, text in run], ask)


def _runs(column: Sequence[CellValue], top: int) -> Iterator[list[tuple[int, str]]]:
    """Rows and texts of formulas that lie together."""
    if Formula not in set(map(type, column)):
        return
    for is_formula, run in groupby(enumerate(column, top), lambda one: isinstance(one[1], Formula)):
        if is_formula:
            yield [(row, str(text)) for row, text in run]


@contextmanager
def _no_filling_down(sheet: Any, ask: Patience) -> Iterator[None]:
    """Excel fills a formula down the blank cells of a table's column; not while a person's own are put back."""
    correct = ask(lambda: sheet.book.app.api.AutoCorrect)
    was = ask(lambda: correct.AutoFillFormulasInLists)

    def fills(word: bool) -> None:
        ask(lambda: setattr(correct, "AutoFillFormulasInLists", word))

    fills(False)
    try:
        yield
    finally:
        fills(was)


def _assign(cells: Any, texts: list[list[str]], ask: Patience) -> None:
    def assigned() -> None:
        cells.api.FormulaR1C1 = texts

    ask(assigned)
