"""What reads each kind of a range that is taken as a whole, and which kinds hold days."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from udfs._ranges import Rows, Table, amounts, dates, texts, used
from udfs._rates import Rates
from udfs._registry import Argument

RANGES: dict[str, Callable[[Rows, bool], Any]] = {
    "dates": dates,
    "texts": texts,
    "amounts": amounts,
    "rates": Rates,
    "table": lambda rows, date1904: Table(rows[: used(rows)], date1904),
}

DATED = frozenset({"date", "written_date", "dates", "rates", "table", "row", "any"})


def is_dated(arguments: Sequence[Argument], returns: str) -> bool:
    """Whether a function reads or gives serial dates, and so must know how its book counts days."""
    return returns in DATED or any(argument.kind in DATED for argument in arguments)
