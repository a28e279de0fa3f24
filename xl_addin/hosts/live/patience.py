"""Patience with a host that is busy: a few tries with growing pauses, then a sentence for the person.

Excel turns calls away while a cell is being edited or a box is open; xlwings by itself would try for ever.
"""

from __future__ import annotations

import atexit
import sys
from collections.abc import Callable
from typing import Any, NoReturn, TypeVar

from xl_addin.domain.errors import DeskError
from xl_addin.workbook.books.port import AGAIN

T = TypeVar("T")

PAUSES = (0.05, 0.1, 0.2, 0.4, 0.75, 1.0)  # seconds; 2.5 in all
# Call rejected, try again later, and Excel's own "not now" while a cell is edited or a box is open.
BUSY = frozenset((-2147418111, -2147417846, -2146777998))
# Object disconnected, object not connected, server gone.
GONE = frozenset((-2147417848, -2147220995, -2147221080, -2147023174))
_BUSY_NAMES, _GONE_NAMES = ("ExcelBusyError",), ("DisposedException",)
_XLWINGS_WINDOWS = "xlwings._xlwindows"


class Patience:
    """Makes calls to the host of one book; what the host answers is a DeskError, what we do wrong stays as it is."""

    def __init__(self, book: str, pause: Callable[[float], None]) -> None:
        self.book, self._pause = book, pause

    def __call__(self, act: Callable[[], T]) -> T:
        """The result of `act`, which may be called again: it has to be a step that can be repeated."""
        for pause in PAUSES:
            try:
                return act()
            except Exception as error:
                if not is_busy(error):
                    self._raise(error)
            self._pause(pause)
        try:
            return act()
        except Exception as error:
            self._raise(error)

    def _raise(self, error: Exception) -> NoReturn:
        """What is told of it; an error that is its own cause would break whoever walks its causes."""
        told = self._told(error)
        try:
            if told is error:
                raise error
            raise told from error
        finally:
            del told, error  # this frame hangs on the error: it would hold on to the workbook, and Excel not end

    def _told(self, error: Exception) -> Exception:
        where = f"Book {self.book}."
        if isinstance(error, DeskError):
            return error
        if is_gone(error):
            return DeskError("The workbook was closed while it was being worked on.", where, f"Open it and {AGAIN}.")
        if isinstance(error, AttributeError):
            return error  # a fault of ours, or a busy Excel that pywin32 could not tell from one
        if is_busy(error):
            return DeskError(
                "The spreadsheet does not answer: a cell is being edited, or a box is open.",
                where,
                f"Press Enter or Esc in the cell, close the box, and {AGAIN}.",
            )
        return (
            error
            if not is_of_the_host(error)
            else DeskError(
                f"The spreadsheet refused: {said(error)}.",
                where,
                f"Look at the place named, then {AGAIN}.",
            )
        )


def codes(error: BaseException) -> set[int]:
    """Every COM code that an error carries: of the call, and of what Excel says about it."""
    detail = error.args[2] if len(error.args) > 2 else None
    found = [getattr(error, "hresult", None), *error.args[:1], *(detail[5:6] if isinstance(detail, tuple) else ())]
    return {one for one in found if isinstance(one, int)}


def is_busy(error: BaseException) -> bool:
    """Whether the same call may succeed a moment later."""
    if isinstance(error, AttributeError):  # so pywin32 answers for a busy object
        return _XLWINGS_WINDOWS in sys.modules
    return bool(codes(error) & BUSY) or type(error).__name__ in _BUSY_NAMES


def is_gone(error: BaseException) -> bool:
    """Whether there is nothing left to call."""
    return bool(codes(error) & GONE) or type(error).__name__.rpartition(".")[2] in _GONE_NAMES


def is_of_the_host(error: BaseException) -> bool:
    """Whether Excel or Calc raised it, rather than our own code."""
    kind = type(error)
    return (
        kind.__name__ == "com_error"
        or "com.sun.star" in f"{kind.__module__}.{kind.__name__}"
        or hasattr(error, "hresult")
    )


def said(error: BaseException) -> str:
    """What the host itself says, in one line."""
    detail = error.args[2] if len(error.args) > 2 else None
    text = detail[2] if isinstance(detail, tuple) and len(detail) > 2 else getattr(error, "Message", None) or str(error)
    return " ".join(str(text).split()).rstrip(".") or type(error).__name__


def tame_xlwings() -> None:
    """Ends xlwings' endless retries, and its habit of ending every hidden Excel when Python ends."""
    windows: Any = sys.modules.get(_XLWINGS_WINDOWS)
    if windows is not None:
        windows.N_COM_ATTEMPTS = 1
        atexit.unregister(windows.cleanup)
