"""Reads a rectangle of text from a CSV, pipe-delimited or Excel file: nothing is typed here, no row is lost.

Decoding order: UTF-16 when its mark is there, UTF-8, then windows-1252. Cells of Excel files come as the text a person
would type; a number that has lost digits (more than 15) is refused where it stands.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from xl_addin.domain.errors import DeskError

LOST_DIGITS = "#LOST-DIGITS"  # stands in for a number Excel has already cut
_DELIMITERS = ",|;\t"
_MAGIC = {
    b"\xd0\xcf\x11\xe0": "an old .xls book or a password-protected file; save it as .xlsx without a password",
    b"<htm": "a web page saved as Excel; open it and save it as .xlsx",
    b"<!DO": "a web page saved as Excel; open it and save it as .xlsx",
}


@dataclass(frozen=True, slots=True)
class TextTable:
    """Headers and rows as text; each row carries the line or sheet row a person counts to."""

    name: str
    sheet: str
    headers: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    encoding: str


def read_table(path: Path) -> TextTable:
    """The one table of the file; DeskError when the file is not what its ending says or cannot be decoded."""
    if path.suffix.lower() in (".xlsx", ".xlsm"):
        return _read_excel(path)
    return _read_text(path)


def _read_text(path: Path) -> TextTable:
    text, encoding = _decode(path)
    lines = text.splitlines()
    if not lines:
        raise DeskError("The file is empty.", f"File {path.name}.", "Export it again from the source system.")
    delimiter = max(_DELIMITERS, key=lines[0].count)
    rows = tuple(_csv_rows(path, text, delimiter))
    if not rows:
        raise DeskError("The file has no header row.", f"File {path.name}.", "Export it again with its headers.")
    return TextTable(path.name, "", tuple(rows[0][1]), rows[1:], encoding)


def _csv_rows(path: Path, text: str, delimiter: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    # The manual BoE layout knows no quoting; a quotation mark there is part of a name.
    plain = delimiter == "|"
    lines = io.StringIO(text, newline="")
    reader = csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE if plain else csv.QUOTE_MINIMAL, strict=True)
    line = 1
    try:
        for row in reader:
            if any(row):
                yield line, tuple(row)
            line = reader.line_num + 1
    except csv.Error as error:
        raise DeskError(
            f"The rows cannot be told apart: {error}.",
            f"File {path.name}, from line {line}.",
            "A quotation mark is open or doubled wrongly there: correct that line or export the file again.",
        ) from None


def _decode(path: Path) -> tuple[str, str]:
    raw = path.read_bytes()
    if raw[:4] in _MAGIC or raw[:2] == b"PK":
        kind = _MAGIC.get(raw[:4], "an Excel book with another ending; give it the ending .xlsx")
        raise DeskError("The file is not a text extract.", f"File {path.name} is {kind}.", "Then take in again.")
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return raw.decode("utf-16"), "utf-16"
    try:
        return raw.decode("utf-8-sig"), "utf-8-sig" if raw[:3] == b"\xef\xbb\xbf" else "utf-8"
    except UnicodeDecodeError:
        return _decode_cp1252(path, raw), "windows-1252"


def _decode_cp1252(path: Path, raw: bytes) -> str:
    try:
        return raw.decode("cp1252")
    except UnicodeDecodeError as error:
        raise DeskError(
            "The text is neither UTF-8 nor windows-1252.",
            f"File {path.name}, byte {error.start}.",
            "Export the file again as UTF-8.",
        ) from None


def _read_excel(path: Path) -> TextTable:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_path(path)
        sheet = book.sheet_names[0]
        grid = book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    except (CalamineError, OSError) as error:
        kind = _MAGIC.get(path.read_bytes()[:4], f"not a complete .xlsx book ({error})")
        raise DeskError("The book cannot be read.", f"File {path.name} is {kind}.", "Then take in again.") from None
    rows = [(n, tuple(_text(value) for value in row)) for n, row in enumerate(grid, 1)]
    rows = [(n, row) for n, row in rows if any(row)]
    if not rows:
        raise DeskError("The first sheet is empty.", f"File {path.name}, sheet {sheet}.", "Put the table on it.")
    return TextTable(path.name, sheet, rows[0][1], tuple(rows[1:]), "xlsx")


def _text(value: object) -> str:
    """The text a person would type for a sheet's value: dates day first, whole numbers without a point."""
    if isinstance(value, bool):
        return "Y" if value else "N"
    if isinstance(value, datetime | date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, float):
        return _number_text(value)
    return "" if value is None or isinstance(value, timedelta) else str(value)


def _number_text(value: float) -> str:
    if abs(value) >= 10**15:
        return LOST_DIGITS
    return str(int(value)) if value == int(value) else repr(value)
