"""The object that the add-in's VBA calls: worksheet functions and buttons, and nothing else that Python knows."""

from __future__ import annotations

import gc
import importlib
import logging
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from xl_addin.hosts.excel.functions.dispatch import answer
from xl_addin.hosts.excel.ribbon.entry import REFUSED, pressed
from xl_addin.hosts.excel.server.transport import BUTTON, CELLS

LOG = logging.getLogger(__name__)
NOT_REACHED = (
    "Excel does not let Import Desk reach the workbook; nothing was done.\n\nWhat to do: close boxes, finish the cell "
    "that is being edited, and press the button again."
)
Rows = list[list[Any]]


def _cells(arguments: Sequence[Any], book: Any) -> Rows:
    name, given, context = arguments
    return answer(name, given or (), context or "")


def _button(arguments: Sequence[Any], book: Any) -> Rows:
    command, version = arguments
    try:
        caller = _workbook(book)
    except Exception:
        LOG.exception("the workbook of %s cannot be reached", command)
        return [[REFUSED, NOT_REACHED]]
    told = pressed(command, version, caller)
    del caller
    gc.collect()  # after a fault, what was found of the workbook hangs in a circle: Excel could not end
    return [list(told)]


def _workbook(book: Any) -> Any:
    """What VBA sent along, as xlwings' book; None where it sent none."""
    if book is None:
        return None
    xlwings, windows = importlib.import_module("xlwings"), importlib.import_module("xlwings._xlwindows")
    client: Any = importlib.import_module("win32com.client")
    return xlwings.Book(impl=windows.Book(client.Dispatch(book)))


ENTRIES: Mapping[str, Callable[[Sequence[Any], Any], Rows]] = {CELLS: _cells, BUTTON: _button}


class Desk:
    """One door. COM reaches no other method."""

    _public_methods_ = ("Ask",)

    def Ask(self, entry: str, arguments: Sequence[Any], book: Any = None) -> Any:  # noqa: N802  # as VBA writes it
        """The answer of an entry: one cell, one row, or rows."""
        if entry not in ENTRIES:
            LOG.warning("refused a call of something that is no function or button of Import Desk")
            raise PermissionError("Import Desk answers its own add-in only.")
        return _in_its_shape(ENTRIES[entry](arguments, book))


def _in_its_shape(rows: Rows) -> Any:
    """VBA takes a cell for a cell and a row for a row."""
    if len(rows) > 1:
        return rows
    return rows[0][0] if len(rows[0]) == 1 else rows[0]
