"""Reads a rectangle of text from a CSV, pipe-delimited or Excel file: nothing is typed here, no row is lost.

Decoding order: UTF-16 when its mark is there, UTF-8, then windows-1252. Cells of Excel files come as the text a person
would type; a number that has lost digits (more than 15) is refused where it stands.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from xl_addin.domain.errors import DeskError
from xl_addin.workbook.extracts.read_book import FULL_SHEETS, LOST_DIGITS, NO_VALUE, read_book

_DELIMITERS = ",|;\t"
_HEAD = 512

# A cell that says that its value is not there: what to tell, what to do.
_UNREAD = {
    LOST_DIGITS: ("a number that has lost digits", "Format the column as text; export again."),
    NO_VALUE: ("a formula that was never calculated", "Open the book in Excel, save it, and take it in again."),
}
_ERRORS = ("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#ERROR", "#SPILL!", "#CALC!")


@dataclass(frozen=True, slots=True)
class TextTable:
    """Headers and rows as text; each row carries the line or sheet row a person counts to.

    `delimiter` is what stands between the cells of a text file; `date1904` says from which day a book counts.
    """

    name: str
    sheet: str
    headers: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    encoding: str
    delimiter: str = ""
    date1904: bool = False


def read_table(path: Path) -> TextTable:
    """The one table of the file; DeskError when the file is not what its ending says or cannot be decoded."""
    table = _read_excel(path) if path.suffix.lower() in (".xlsx", ".xlsm") else _read_text(path)
    if len(table.rows) + 1 in FULL_SHEETS:
        raise DeskError(
            f"The table ends at row {len(table.rows) + 1:,}, the last that a sheet can hold: it was probably cut.",
            f"File {path.name}.",
            "Export it in two parts.",
        )
    return table


def unread(text: str) -> tuple[str, str] | None:
    """What is wrong with a cell that says its value is not there, and what to do; None for any other text."""
    if not text.startswith("#"):
        return None
    if text in _ERRORS:
        return f"the sheet's error {text}", "Correct the formula in the book and take it in again."
    return _UNREAD.get(text)


def _read_text(path: Path) -> TextTable:
    text, encoding = _decode(path)
    header = next((line for line in text.splitlines() if line.strip()), "")
    if not header:
        raise DeskError("The file is empty.", f"File {path.name}.", "Export it again from the source system.")
    delimiter = max(_DELIMITERS, key=header.count)
    rows = tuple(_csv_rows(path, text, delimiter))
    if not rows:
        raise DeskError("The file has no header row.", f"File {path.name}.", "Export it again with its headers.")
    return TextTable(path.name, "", tuple(rows[0][1]), rows[1:], encoding, delimiter)


def _csv_rows(path: Path, text: str, delimiter: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    # The manual BoE layout knows no quoting; a quotation mark there is part of a name.
    plain = delimiter == "|"
    lines = io.StringIO(text, newline="")
    reader = csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE if plain else csv.QUOTE_MINIMAL, strict=True)
    line = 1
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
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
    kind = "an Excel book with another ending; give it the ending .xlsx" if raw[:2] == b"PK" else _kind(raw[:_HEAD])
    if kind:
        raise DeskError("The file is not a text extract.", f"File {path.name} is {kind}.", "Then take in again.")
    text, encoding = _decoded(path, raw)
    if "\0" in text:
        raise DeskError(
            "The text holds NUL characters: it is UTF-16 without its mark, or is damaged.",
            f"File {path.name}, line {text.count(chr(10), 0, text.index(chr(0))) + 1}.",
            "Export the file again as UTF-8.",
        )
    return text, encoding


def _decoded(path: Path, raw: bytes) -> tuple[str, str]:
    """The text by the first encoding of the order that fits; a mark at the start decides at once."""
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encodings = ["utf-16"]
    elif raw[:3] == b"\xef\xbb\xbf":
        encodings = ["utf-8-sig"]
    else:
        encodings = ["utf-8", "windows-1252"]
    place = 0
    for encoding in encodings:
        try:
            return raw.decode(encoding), encoding
        except UnicodeDecodeError as error:
            place = error.start
    raise DeskError(
        f"The text is not {' or '.join(encodings)}.", f"File {path.name}, byte {place}.", "Export it again as UTF-8."
    )


def _read_excel(path: Path) -> TextTable:
    kind = _kind(path.read_bytes()[:_HEAD])
    if kind:
        raise DeskError("The book cannot be read.", f"File {path.name} is {kind}.", "Then take in again.")
    sheet, rows = read_book(path)
    if not rows:
        raise DeskError("The first sheet is empty.", f"File {path.name}, sheet {sheet}.", "Put the table on it.")
    return TextTable(path.name, sheet, rows[0][1], tuple(rows[1:]), "xlsx")


def _kind(head: bytes) -> str:
    """What a file really is, by its first bytes, when it is neither text nor a new Excel book; "" otherwise."""
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return "an old .xls book or a password-protected file; save it as .xlsx without a password"
    if head.removeprefix(b"\xef\xbb\xbf").replace(b"\0", b"").lstrip(b"\xff\xfe \t\r\n").startswith(b"<"):
        return "a web page saved as Excel; open it and save it as .xlsx"
    return ""
