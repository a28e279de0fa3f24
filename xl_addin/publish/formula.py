"""Formulas of one call: an example read into the cells it gives, and cells written as a formula."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from xlsxwriter.utility import xl_cell_to_rowcol

from udfs._registry import MISSING, Block, Cell, CellError, Missing
from xl_addin.domain.dates import serial_of

_CALL = re.compile(r"=([A-Z][A-Z0-9_]*)\((.*)\)", re.DOTALL)
_TOKEN = re.compile(
    r'\s*(?:(?P<text>"(?:[^"]|"")*")|(?P<date>DATE\(\s*\d+\s*,\s*\d+\s*,\s*\d+\s*\))|(?P<error>#[A-Z0-9/]+[!?]?)'
    r"|(?P<range>[A-Za-z]+!\$?[A-Z]+\$?\d+:\$?[A-Z]+\$?\d+)|(?P<flag>TRUE|FALSE)|(?P<number>-?\d+(?:\.\d+)?)|(?P<mark>[,;{}]))\s*"
)
TEXT_IN_FORMULA_MAX, DIGITS_IN_FORMULA = 255, 15


Tables = Mapping[str, Sequence[Sequence[Any]]]


def read_call(formula: str, tables: Tables | None = None) -> tuple[str, list[Cell | Block | Missing]]:
    """Name and arguments of a call: numbers, texts, flags, errors, DATE(y,m,d), {1,2;3,4}.

    A range is read from the table of its sheet, which begins in A1; below it all is blank.
    """
    matched = _CALL.fullmatch(formula.strip())
    if matched is None:
        raise ValueError(f"{formula!r} is no formula of one call")
    return matched[1], list(_arguments(_tokens(matched[2]), tables or {})) if matched[2].strip() else []


def written(name: str, arguments: Sequence[str]) -> str:
    """The formula of a call; arguments are written already, "" for one that is left out."""
    return f"={name}({','.join(arguments)})"


def constant(one: Any) -> str:
    """A date, number, flag, text or error as a formula spells it; what a formula cannot hold is a ValueError."""
    for kinds, spell in _SPELLED:
        if isinstance(one, kinds):
            return spell(one)
    raise ValueError(f"no formula can spell {one!r}")


def _text(one: str) -> str:
    if len(one) > TEXT_IN_FORMULA_MAX or not one.isprintable():
        raise ValueError(f"no formula can spell {one!r}")
    return '"' + one.replace('"', '""') + '"'


# In this order: an error is a text, TRUE a number, a moment a day.
_SPELLED: tuple[tuple[Any, Callable[[Any], str]], ...] = (
    (Missing, lambda _: ""),
    (CellError, lambda one: str(one.value)),
    (bool, lambda one: str(one).upper()),
    (datetime, lambda one: f"{constant(one.date())}+TIME({one.hour},{one.minute},{one.second})"),
    (date, lambda one: f"DATE({one.year},{one.month},{one.day})"),
    (float | int, lambda one: f"{one:.{DIGITS_IN_FORMULA}g}".upper()),
    (str, _text),
)


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    at = 0
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None or found.lastgroup is None:
            raise ValueError(f"cannot read {text[at:]!r} of a formula")
        yield found.lastgroup, found[found.lastgroup]
        at = found.end()


def _arguments(tokens: Iterator[tuple[str, str]], tables: Tables) -> Iterator[Cell | Block | Missing]:
    given: Cell | Block | Missing = MISSING
    for kind, spelled in tokens:
        if spelled == "," and kind == "mark":
            yield given
            given = MISSING
        elif kind == "range":
            given = _range(spelled, tables)
        else:
            given = _array(tokens) if spelled == "{" and kind == "mark" else _constant(kind, spelled)
    yield given


def _array(tokens: Iterator[tuple[str, str]]) -> Block:
    rows: list[list[Cell]] = [[]]
    for kind, spelled in tokens:
        if kind != "mark":
            rows[-1].append(_constant(kind, spelled))
        elif spelled == ";":
            rows.append([])
        elif spelled == "}":
            return tuple(map(tuple, rows))
    raise ValueError("an array without its end")


def _range(spelled: str, tables: Tables) -> Block:
    sheet, _, corners = spelled.replace("$", "").partition("!")
    if sheet not in tables:
        raise ValueError(f"there is no table for {spelled}")
    (top, left), (bottom, right) = (xl_cell_to_rowcol(corner) for corner in corners.split(":"))
    cells = {(row, column): cell for row, line in enumerate(tables[sheet]) for column, cell in enumerate(line)}
    wide, tall = range(left, right + 1), range(top, bottom + 1)
    return tuple(tuple(_serial(cells.get((row, column))) for column in wide) for row in tall)


def _serial(cell: Any) -> Cell:
    """A cell of a table as a book that counts from 1900 has it."""
    return float(serial_of(cell)) if isinstance(cell, date) else cell


def _constant(kind: str, spelled: str) -> Cell:
    if kind == "text":
        return spelled[1:-1].replace('""', '"')
    if kind == "date":
        return float(serial_of(date(*map(int, re.findall(r"\d+", spelled)))))
    if kind == "flag":
        return spelled == "TRUE"
    if kind == "error":
        return CellError(spelled)
    if kind == "number":
        return float(spelled)
    raise ValueError(f"{spelled} stands where a value must be")
