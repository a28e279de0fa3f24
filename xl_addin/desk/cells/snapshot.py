"""The month as cells answer from it: items, lists and sentences at one act of the ledger, as plain values.

No library beside Python's own is needed to read one: a cell's first call is quick.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

SCHEMA = 1
DAY, AMOUNT = "d", "n"  # marks of a value that is no text
Cell = date | Decimal | str | None
Kept = Any  # a cell as it is kept: text, nothing, or [mark, text]
OUTSTANDING, TODAY = "outstanding", "today"  # lists


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What cells answer from. Values are kept as JSON has them; `cell` reads one."""

    ledger: str
    head: str
    as_on: date
    made_at: datetime
    fields: list[str]
    items: Mapping[str, list[Kept]]  # by key, in the order of the fields
    names: Mapping[str, list[str]]  # keys by the shorter names that people use
    headers: Mapping[str, list[str]]  # by list
    lists: Mapping[str, list[list[Kept]]]
    subjects: list[str]
    why: Mapping[str, Mapping[str, str]]  # by key and subject, the sentence

    def as_json(self) -> dict[str, Any]:
        """What is written into the file."""
        return {**asdict(self), "schema": SCHEMA, "as_on": str(self.as_on), "made_at": self.made_at.isoformat()}


_AS_THEY_ARE = ("ledger", "head", "fields", "items", "names", "headers", "lists", "subjects", "why")


def of_json(found: Mapping[str, Any]) -> Snapshot:
    """What a file holds; KeyError, TypeError or ValueError where it is not of this program."""
    if found["schema"] != SCHEMA:
        raise ValueError(found["schema"])
    given = {name: found[name] for name in _AS_THEY_ARE}
    as_on, made_at = date.fromisoformat(found["as_on"]), datetime.fromisoformat(found["made_at"])
    return Snapshot(**given, as_on=as_on, made_at=made_at)


def kept(value: Cell) -> Kept:
    """A value as JSON has it."""
    if isinstance(value, date):
        return [DAY, value.isoformat()]
    return [AMOUNT, f"{value:f}"] if isinstance(value, Decimal) else value


def cell(value: Kept) -> Cell:
    """The value again."""
    if not isinstance(value, list):
        return value  # type: ignore[no-any-return]
    mark, text = value
    return date.fromisoformat(text) if mark == DAY else Decimal(text)
