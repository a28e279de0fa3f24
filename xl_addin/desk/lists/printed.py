"""The print set of a closing: what needs a person and what proves the month, narrow enough for paper.

Tie-outs and the roll-forward come first after Today; then the lists of printed.toml, each with the rows that it names.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from xl_addin.documents.plain import amount, day
from xl_addin.documents.print_set import Printed
from xl_addin.domain.money import grouped
from xl_addin.workbook.layout.cells import is_blank, moment_of
from xl_addin.workbook.lists import Column, Filled, Kind
from xl_addin.workbook.proof.rollforward import MOVE_HEADERS, MOVES, RollRow, roll_rows
from xl_addin.workbook.proof.sides import SIDES
from xl_addin.workbook.proof.tie import TieOut
from xl_addin.workbook.proof.view import ClosingView

REGISTER = Path(__file__).with_name("printed.toml")
_RIGHT = (Kind.AMOUNT, Kind.INR, Kind.LAKH, Kind.INT, Kind.RATIO)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the register: the list, its headings, the sentence below, and which rows go on paper."""

    table: str
    headings: tuple[str, ...]
    sentence: str = ""
    rows: str = ""
    words: tuple[str, ...] = ()


@cache
def register() -> Mapping[str, Row]:
    """What goes on paper, by its title."""
    said = tomllib.loads(REGISTER.read_text("utf-8"))
    lists = {
        title: {**row, "headings": tuple(row["headings"]), "words": tuple(row.get("words", ()))}
        for title, row in said.items()
    }
    return {title: Row(**row) for title, row in lists.items()}


def printed_lists(view: ClosingView, ties: Sequence[TieOut]) -> list[Printed]:
    """Every list for print, in the order of the book."""
    whats = {table.name: sheet.what for sheet in view.sheets for table in sheet.tables}
    first, *others = [
        _printed(title, row, view.lists[row.table], whats[row.table]) for title, row in register().items()
    ]
    return [first, _tied(ties), *_rolled(view), *others]


def _printed(title: str, row: Row, filled: Filled[Any], what: str) -> Printed:
    places = [at for at in range(len(filled)) if _is_meant(row, filled, at)]
    columns = [filled.table.column(heading) for heading in row.headings]
    cells = [_texts(column, filled, places) for column in columns]
    sentences = _texts(filled.table.column(row.sentence), filled, places) if row.sentence else [""] * len(places)
    rows = [(tuple(texts), sentence) for *texts, sentence in zip(*cells, sentences, strict=True)]
    right = tuple(at for at, column in enumerate(columns) if column.kind in _RIGHT)
    return Printed(
        title, f"{what} {_left_out(row, len(filled), len(rows))}".strip(), row.headings, right, rows, "Nothing."
    )


def _is_meant(row: Row, filled: Filled[Any], at: int) -> bool:
    if not row.rows:
        return True
    value = filled[row.rows][at]
    return value in row.words if row.words else not is_blank(value)


def _left_out(row: Row, known: int, shown: int) -> str:
    """Says which rows stand here where not all do, so that nobody takes a part for the whole."""
    if shown == known:
        return ""
    words = " or ".join(row.words) or "filled"
    return f"Here {shown:,} of {known:,} rows: {row.rows} is {words}. All of them stand in the workbook."


def _texts(column: Column[Any], filled: Filled[Any], places: Sequence[int]) -> list[str]:
    values = filled.values(column)
    if column.kind is Kind.AMOUNT:
        currencies = filled.currencies(column)
        return [
            "" if is_blank(values[at]) or not currencies[at] else amount(values[at], currencies[at]) for at in places
        ]
    return [_text(column.kind, values[at]) for at in places]


def _text(kind: Kind, value: Any) -> str:
    if is_blank(value):
        return ""
    if kind is Kind.MOMENT:
        value = moment_of(value)
    if isinstance(value, datetime):
        return f"{value:%d-%b-%Y %H:%M}"
    if isinstance(value, date):
        return day(value)
    if kind is Kind.INR:
        return amount(int(Decimal(value) * 100), "INR")
    return f"{value:,}" if kind is Kind.INT else str(value)


def _tied(ties: Sequence[TieOut]) -> Printed:
    headings = ("Tie-out", "Currency", "Left is", "Left figure", "Right is", "Right figure", "Tied", "Rows")
    rows = [
        (
            (
                *(tie.check, tie.currency, tie.left.words, _figure(tie.left.number, tie.places)),
                *(tie.right.words, _figure(tie.right.number, tie.places), "TRUE" if tie.ties else "FALSE", tie.sheet),
            ),
            "",
        )
        for tie in ties
    ]
    wrong = sum(not tie.ties for tie in ties)
    what = f"Every tie-out of the month, tolerance zero: {len(ties) - wrong:,} read TRUE, {wrong:,} FALSE."
    return Printed("Control", what, headings, (3, 5), rows)


def _figure(number: float, places: int) -> str:
    return f"{number:,.{places}f}"


def _rolled(view: ClosingView) -> Iterator[Printed]:
    shown = [move for move in MOVES if move != "cleared"]
    heads = ["Settled, items cleared" if head == "Settled" else head for head in MOVE_HEADERS if head != "Cleared"]
    headings = ("Currency", "Measure", *heads, "Closing", "Tied")
    for side in SIDES:
        rows = [(tuple(_roll_cells(row, shown)), "") for row in roll_rows(side, view)]
        what = "From the last closing to this one; closing = opening + new + amended − what left + reversed."
        yield Printed(f"Roll-forward: {side.sheet}", what, headings, tuple(range(2, 11)), rows)


def _roll_cells(row: RollRow, shown: Sequence[str]) -> Iterator[str]:
    yield from (row.currency, row.measure)
    for move in shown:
        known = row.moves.get("cleared" if move == "settled" and "settled" not in row.moves else move)
        yield "" if known is None else _rolled_figure(row, known)
    yield _rolled_figure(row, row.closing)
    yield "TRUE" if row.closing == row.ledger else "FALSE"


def _rolled_figure(row: RollRow, minor: int) -> str:
    return grouped(minor, row.currency) if row.places or row.measure == "Amount" else f"{minor:,}"
