"""What may be typed into cells of an open book: written block by block, rows that take the same together.

A column that takes the same words in all rows has them since the book was made: it is written where a bank has other
words by now. Checks that differ from row to row move with their rows, and are written each time.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from xl_addin.domain.dates import serial_of
from xl_addin.domain.errors import DeskError
from xl_addin.hosts.live.patience import Patience
from xl_addin.workbook.checks import EARLIEST, TEXT_MOST, Check, Rule

STOP = 1  # xlValidAlertStop
BETWEEN, NOT_BELOW, NOT_ABOVE = 1, 7, 8  # xlBetween, xlGreaterEqual, xlLessEqual
# Excel's number of each rule, its comparison, and with what: a day as its number, which every language reads alike.
KINDS: dict[Rule, tuple[int, int, str]] = {
    Rule.LIST: (3, BETWEEN, ""),
    Rule.INTEGER: (1, NOT_BELOW, "0"),
    Rule.DECIMAL: (2, NOT_BELOW, "0"),
    Rule.DATE: (4, NOT_BELOW, f"{serial_of(EARLIEST)}"),
    Rule.LENGTH: (6, NOT_ABOVE, f"{TEXT_MOST}"),
}


def put_checks(sheet: Any, column: int, rows: tuple[int, int], checks: Sequence[Check], ask: Patience) -> None:
    """Writes the checks of the rows from the first to the last; rows behind the last check are left alone."""
    top, bottom = rows
    if len(checks) == 1:
        if checks[0].rule is not Rule.LIST or _offered(sheet, top, column, ask) != ",".join(checks[0].words):
            _put(sheet, column, top, bottom, checks[0], ask)
        return
    for check, block in groupby(enumerate(checks, top), key=itemgetter(1)):
        at = [row for row, _ in block]
        _put(sheet, column, at[0], at[-1], check, ask)


def _offered(sheet: Any, row: int, column: int, ask: Patience) -> str:
    """The words that a cell offers now, with commas between them; "" where it has no check: Excel refuses then."""
    try:
        return ask(lambda: str(sheet.range((row, column)).api.Validation.Formula1))
    except DeskError:
        return ""


def _put(sheet: Any, column: int, first: int, last: int, check: Check, ask: Patience) -> None:
    kind, compares, with_what = KINDS[check.rule]
    words = ",".join(check.words) if check.rule is Rule.LIST else with_what

    def assigned() -> None:
        found = sheet.range((first, column), (last, column)).api.Validation
        found.Delete()
        found.Add(kind, STOP, compares, words)
        found.IgnoreBlank = True
        found.InputTitle, found.InputMessage = check.title, check.help
        found.ErrorTitle, found.ErrorMessage = check.error_title, check.error

    ask(assigned)
