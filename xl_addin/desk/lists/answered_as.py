"""What an answer to a fact looks like, in words, and as which blue cell it is checked."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

from xl_addin.desk.lists.parts import answer_column
from xl_addin.rulebook.facts import fact
from xl_addin.workbook.lists import Column

ONE_FOR_ALL = "One answer for every item of the row that has none. Another answer on an item's own sheet stands."
_KINDS = {
    "flag": "Y or N",
    "date": "a date",
    "count": "a whole number",
    "iec": "an IEC",
    "currency": "a currency code",
    "text": "words",
}


def form_of(name: str) -> str:
    """What an answer looks like."""
    asked = fact(name)
    if asked.choices and asked.kind != "flag":
        return f"one of {', '.join(asked.choices)}"
    return _KINDS.get(asked.kind, "a number")


def answered_as(name: str) -> Column[Any]:
    """The blue column of a fact, with its words to choose from, as which an answer of Missing facts is checked."""
    return _of_form(name, form_of(name))


@cache
def _of_form(name: str, form: str) -> Column[Any]:
    """Kept by its words too: a bank may have others by now."""
    return replace(answer_column(name), help=f"{form}. {ONE_FOR_ALL}")
