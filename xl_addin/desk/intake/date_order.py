"""The declared order of dates: day first, or month first where the desk has said so of a kind of extract.

A file that is declared month first is turned round as soon as it is read, so that everything behind it knows one order.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from xl_addin.desk.intake.file_names import SourceKind
from xl_addin.desk.intake.journal import Journal
from xl_addin.desk.intake.raw import RawRow, Texts
from xl_addin.desk.intake.terms import word_of
from xl_addin.domain.errors import DeskError
from xl_addin.domain.written_days import Order, written_day
from xl_addin.workbook.extracts.cell_text import CellText
from xl_addin.workbook.extracts.day_cells import DIGITS_ALONE, is_counted
from xl_addin.workbook.extracts.schema import Column, Kind

_FIRST_TWO = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})(?=\2)")


def day_first_rows(
    rows: Iterable[RawRow], columns: Collection[Column], kind: SourceKind, journal: Journal
) -> Iterator[RawRow]:
    """The rows with their texts of dates day first; DeskError for one that cannot be month first, as was declared."""
    dated = {column.field for column in columns if column.kind in (Kind.DATE, Kind.ISO_DATE)}
    journal.tell("DATES_MONTH_FIRST", 1, "", f"month_first names {word_of(kind)}")
    for row in rows:
        cells = [
            _turned(text, kind, row.line, journal.source) if field in dated else text
            for field, text in row.texts.items()
        ]
        yield replace(row, texts=Texts({field: at for at, field in enumerate(row.texts)}, tuple(cells)))


def _turned(text: str, kind: SourceKind, line: int, source: str) -> str:
    """A month-first text with its day first; what has no order, and what is no date, as it is."""
    if (isinstance(text, CellText) and text.stored == "number") or is_counted(text):
        _refuse_digits(text, line, source)
    if isinstance(text, CellText):  # a date, or a number, of the book itself
        return text
    written = written_day(text)
    orders = {order for order, _ in written.readings} if written else set()
    if Order.MONTH in orders:
        return _FIRST_TWO.sub(r"\3\2\1", text, count=1)
    if Order.DAY in orders:
        raise DeskError(
            f"{text!r} can only be a date with its day first, but {word_of(kind)} is declared month first.",
            f"File {source}, row {line}.",
            f"Take {word_of(kind)} out of month_first in desk.toml, or export dates as yyyy-mm-dd, and take in again. "
            "Nothing of the file was taken in.",
        )
    return text


def _refuse_digits(text: str, line: int, source: str) -> None:
    """DeskError for 43026 where the month stands first: the 30th of April, or a day of 2017 that a book counts."""
    digits = text.partition(".")[0].zfill(6)
    written = written_day(f"{digits[:2]}/{digits[2:4]}/{digits[4:]}") if len(digits) == 6 else None
    on = written.by(Order.MONTH) if written else None
    if on is not None:
        what = f"{text!r} may be {on:%d-%b-%Y} without its strokes, or a day counted by a book."
        raise DeskError(what, f"File {source}, row {line}.", DIGITS_ALONE.replace("dd/mm/yyyy", "yyyy-mm-dd"))
