"""A record as the ledger keeps it: its texts on the wire, and which of its amounts were rounded by the bank's rule."""

from __future__ import annotations

import json
from collections.abc import Sequence

from xl_addin.desk.produce.rounding import Rounded
from xl_addin.messages.record import Record

_ROUNDED = "rounded"


def packed(record: Record, rounded: Sequence[Rounded] = ()) -> str:
    """A record as text that the ledger keeps."""
    told: dict[str, object] = {"values": dict(record.values), "invoices": [dict(one) for one in record.invoices]}
    if rounded:
        told[_ROUNDED] = rounded
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def unpacked(content: str) -> Record:
    """The record behind such a text."""
    told = json.loads(content)
    return Record(told["values"], tuple(told["invoices"]))


def rounded_of(content: str) -> tuple[Rounded, ...]:
    """Which amounts of it were rounded; within a text of the record the word's quotation marks are escaped."""
    if f'"{_ROUNDED}":' not in content:
        return ()
    return tuple(Rounded(*one) for one in json.loads(content).get(_ROUNDED, ()))
