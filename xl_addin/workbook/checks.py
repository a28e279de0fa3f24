"""What may be typed into a cell of an input, and what is told beside it: said once for new files and open books."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from xl_addin.workbook.layout.styles import RIGHT
from xl_addin.workbook.lists import Column, Filled, Kind

EARLIEST = date(2000, 1, 1)
TEXT_MOST = 250
TITLE_LIMIT, MESSAGE_LIMIT = 32, 255  # what a box beside a cell can hold
_LIST_LIMIT = 255  # signs of a list that stands in the rule itself, its commas with it


class Rule(StrEnum):
    """What a cell takes: a word of a list, a day from the earliest on, a number from zero on, a text up to a length."""

    LIST = "list"
    DATE = "date"
    INTEGER = "integer"
    DECIMAL = "decimal"
    LENGTH = "length"


@dataclass(frozen=True, slots=True)
class Check:
    """The rule of a cell with its words, the help that appears with the cell, the text where it is broken."""

    rule: Rule
    words: tuple[str, ...]
    title: str
    help: str
    error_title: str
    error: str


def check_of(column: Column[Any]) -> Check:
    """The check of an input column, with its words as the registers have them now."""
    return Check(
        _rule(column),
        column.choices,
        column.header[:TITLE_LIMIT],
        column.help[:MESSAGE_LIMIT],
        f"{column.header} not taken"[:TITLE_LIMIT],
        _error_text(column)[:MESSAGE_LIMIT],
    )


def checks_of(column: Column[Any], filled: Filled[Any]) -> Sequence[Check]:
    """The check of each row of a list, in an input column; one alone where it is the same in all."""
    if column.like is None:
        return (check_of(column),)
    as_which = [column.like(row) for row in filled.rows]
    known = {id(one): check_of(one) for one in as_which}
    return [known[id(one)] for one in as_which]


def _rule(column: Column[Any]) -> Rule:
    if column.choices and _fits(column.choices):
        return Rule.LIST
    if column.kind is Kind.DATE:
        return Rule.DATE
    if column.kind in RIGHT:
        return Rule.INTEGER if column.kind is Kind.INT else Rule.DECIMAL
    return Rule.LENGTH


def _fits(words: Sequence[str]) -> bool:
    """Whether they can stand in the rule itself, with commas between them."""
    return len(",".join(words)) < _LIST_LIMIT and not any("," in word or '"' in word for word in words)


def _error_text(column: Column[Any]) -> str:
    if column.choices:
        words = "Expected one of: " + ", ".join(column.choices) + ". Choose from the list or leave empty."
        return words if len(words) <= MESSAGE_LIMIT else "Expected a word of the list. Choose from it or leave empty."
    if column.kind is Kind.DATE:
        return "Expected a date as dd-mmm-yyyy, not before 1-Jan-2000. Type the date or leave empty."
    if column.kind in RIGHT:
        return "Expected a number, zero or more. Type the number or leave empty."
    return "Expected at most 250 characters. Shorten the text."
