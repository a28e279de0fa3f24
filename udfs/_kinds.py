"""What reads each kind of a range that is taken as a whole."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from udfs._ranges import Rows, Table, amounts, dates, texts, used
from udfs._rates import Rates

RANGES: dict[str, Callable[[Rows, bool], Any]] = {
    "dates": dates,
    "texts": texts,
    "amounts": amounts,
    "rates": Rates,
    "table": lambda rows, date1904: Table(rows[: used(rows)], date1904),
}
