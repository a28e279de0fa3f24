"""What shows where a function could not answer: an error value, or the sentence about it."""

from __future__ import annotations

import logging

from udfs._cellwise import NA, NUM, VALUE
from udfs._ranges import RangeRefused
from udfs._refused import explains, fault, sentence
from udfs._registry import Cell, CellError, Function
from xl_addin.domain.errors import ValueRefused
from xl_addin.rulebook import NotInForce, OutsideHorizon

log = logging.getLogger("importdesk.udfs")


def refused(function: Function, error: Exception) -> Cell:
    """What shows for a refusal: its error value, or the sentence about it."""
    shown = _error_value(function, error)
    said = error.said if isinstance(error, RangeRefused) else fault(error)
    return sentence(function, shown, said) if said and explains(function) else shown


def _error_value(function: Function, error: Exception) -> CellError:
    """The error value of a refusal; a fault of ours goes to the log, with its place and without any cell."""
    if isinstance(error, RangeRefused):
        return error.error
    if isinstance(error, ValueRefused):
        return VALUE
    if isinstance(error, OutsideHorizon | OverflowError):
        return NUM
    if isinstance(error, NotInForce):
        return NA
    if isinstance(error, ImportError):  # a host without pandas, as LibreOffice's own Python
        log.error("%s gives #N/A: %s", function.name, error)
        return NA
    log.error("%s failed: %s at %s", function.name, type(error).__name__, _place(error))
    return VALUE


def _place(error: Exception) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_name}:{trace.tb_lineno}" if trace else ""
