"""The one function that the VBA wrappers call: name and raw arguments in, raw answer out."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any

from udfs._adapter import evaluate
from udfs._registry import CellError
from xl_addin.hosts.excel.functions.raw import TAG, Sent, argument, result
from xl_addin.hosts.ledger_cells import EVERY

LOG = logging.getLogger(__name__)


def answer(name: str, raw: Sequence[Any], context: str = "1900|", *, every_cell: bool = False) -> list[list[Sent]]:
    """What Excel shows for a call. `context` is "1900" or "1904" (how the book counts days), a bar, the calling cell.

    Never raises, never gives text for an error: a fault of ours is #VALUE! in the cell and an entry in the log.
    """
    try:
        arguments = [argument(value, every_cell=every_cell) for value in raw]
        return result(evaluate(name, arguments, date1904=context.startswith("1904"), registry=EVERY))
    except Exception:
        LOG.exception("%s failed in %s", name, context.partition("|")[2] or "a call without a cell")
        return [[TAG + CellError.VALUE]]
