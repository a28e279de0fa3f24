"""Whether what was typed into a blue cell can be an answer to its fact: of its kind, and of a day that can be."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from xl_addin.rulebook.facts import AS_ON, TYPED, fact
from xl_addin.workbook.books.normal import Unreadable
from xl_addin.workbook.lists import Column

WHOSE = {AS_ON: "the as-on date", TYPED: "today"}


def of_its_kind(column: Column[Any], new: object) -> None:
    """Unreadable where the ledger could not read the answer back, such as half a piece of a count, or less than 0."""
    asked = fact(column.fact)
    if asked.kind == "amount" and isinstance(new, Decimal) and new < 0:
        raise Unreadable(column.header, new, "an amount, zero or more")
    try:
        asked.value(asked.text(new))
    except ValueError:
        raise Unreadable(column.header, new, "a whole number" if asked.kind == "count" else f"a {asked.kind}") from None


def in_time(column: Column[Any], new: object, last: object, days: Mapping[str, date]) -> None:
    """Unreadable where a day lies after the last one that it can be in its row, or has happened and is to come."""
    if not isinstance(new, date):
        return
    if isinstance(last, date) and new > last:
        told = f"a day up to {last:%d-%b-%Y}, the day of the bill of entry"
        raise Unreadable(column.header, f"{new:%d-%b-%Y}", told)
    happened = fact(column.fact).happened
    if happened and new > days[happened]:
        raise Unreadable(column.header, f"{new:%d-%b-%Y}", f"a day up to {days[happened]:%d-%b-%Y}, {WHOSE[happened]}")
