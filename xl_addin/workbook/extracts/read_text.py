"""Reads text whose cells a comma, semicolon, bar, tab, caret or tilde parts: no row is lost.

A file in two encodings is not guessed at.

Decoding order: UTF-16 when its mark is there, UTF-8, then windows-1252.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator

from xl_addin.domain.errors import DeskError
from xl_addin.domain.texts import Once
from xl_addin.workbook.extracts.head import HEAD_ROWS, delimiter_of, header_place, titles_of
from xl_addin.workbook.extracts.limits import Limits, too_large
from xl_addin.workbook.extracts.parting import refuse_other_parting
from xl_addin.workbook.extracts.sheets import column_letters
from xl_addin.workbook.extracts.text_table import Note, Reading, Row, TextTable

_DELIMITERS, _RARE = ",|;\t", "^~¦"  # a rare one counts only where it parts headers that are known
OLD = "windows-1252"
_CHUNK, _LARGE = 2**20, 32 * 2**20
_PROOF_ROWS = 2  # header and one row, of which one alone may be longer by mistake
_STROKES = "-=_+*~"
_BINARY = re.compile(rb"[\x01-\x08\x0e-\x1f]\0|\0[\x01-\x08\x0e-\x1f\0]")
_END_OF_TEXT = b"\x1a"  # with which old programs end a file
_WRAPPED = re.compile(r'\s*="((?:[^"]|"")*)"\s*')  # ="0451": how programs keep Excel from dropping zeros
# What Excel writes above a header, or reads there, to say which character parts the cells.
_HINT = re.compile(r'"?sep=(.)"?\s*', re.IGNORECASE)


def text_table(name: str, data: bytes, reading: Reading) -> TextTable:
    """The table of a text file; DeskError when it cannot be decoded, or its rows cannot be told apart."""
    encoding = _encoding(name, data)
    if not encoding.startswith("utf-16"):
        data = data.rstrip(_END_OF_TEXT)
    first, hint = _first_lines(data, encoding)
    if not first:
        raise DeskError("The file is empty.", f"File {name}.", "Export it again from the source system.")
    delimiter = hint or delimiter_of(first, _DELIMITERS, _RARE, reading.fields)
    if not hint:
        refuse_other_parting(name, first, delimiter, reading.fields)
    rows = list(_rows(name, data, encoding, delimiter, reading.limits))
    if hint or (rows and _HINT.fullmatch(delimiter.join(rows[0][1]))):
        rows = rows[1:]
    if not rows:
        raise DeskError("The file has no header row.", f"File {name}.", "Export it again with its headers.")
    place = header_place([row for _, row in rows[:HEAD_ROWS]], reading.fields)
    titles, headers = titles_of([row for _, row in rows[:place]]), rows[place][1]
    rows = _without_blank_ends(headers, rows[place:])
    headers = rows.pop(0)[1]
    notes = tuple(_headless(headers, rows))
    return TextTable(name, "", headers, tuple(rows), encoding, delimiter, notes=notes, titles=titles)


def _without_blank_ends(headers: tuple[str, ...], rows: list[Row]) -> list[Row]:
    """The rows without blank cells beyond the last header, as programs write them that end rows by a separator.

    All rows have as many of them, else a separator within a value may have moved what follows it.
    """
    width = max((n for n, header in enumerate(headers, 1) if header.strip()), default=len(headers))
    lengths = {len(row) for _, row in rows[1:]}
    length = lengths.pop() if len(lengths) == 1 else 0
    ends = length > width and (len(headers) > width or len(rows) > _PROOF_ROWS)
    if not ends and not (length == width < len(headers)):
        return rows
    if any(cell.strip() for _, row in rows for cell in row[width:]):
        return rows
    return [(line, row[:width]) for line, row in rows]


def _lines(data: bytes, encoding: str) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(data), encoding, newline="")


def _first_lines(data: bytes, encoding: str) -> tuple[list[str], str]:
    """The first lines that hold anything, and the delimiter that a line above them names; "" where none does."""
    hint, first = "", list[str]()
    for line in _lines(data, encoding):
        told = _HINT.fullmatch(line)
        if told and not hint and not first:
            hint = told[1]
        elif line.strip():
            first.append(line)
        if len(first) == HEAD_ROWS:
            break
    return first, hint


def _rows(name: str, data: bytes, encoding: str, delimiter: str, limits: Limits) -> Iterator[Row]:
    # The manual BoE layout knows no quoting; a quotation mark there is part of a name.
    plain, lines = delimiter == "|", _lines(data, encoding)
    reader = csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE if plain else csv.QUOTE_MINIMAL, strict=True)
    # Of a large file, cells that are alike are held once.
    line, count, is_large, once = 1, 0, len(data) > _LARGE, Once()
    may_wrap = b'="' in data or encoding.startswith(("utf-16", "utf-32"))
    try:
        for cells in reader:
            row = [_unwrapped(cell) for cell in cells] if may_wrap else cells
            if any(cell.strip() for cell in row) and not _is_of_strokes(row):
                _check_size(f"File {name}, line {line}.", count, row, limits)
                count += 1
                yield line, once.row(row) if is_large else tuple(row)
            line = reader.line_num + 1
    except csv.Error as error:
        raise _torn(name, line, error, limits) from None


def _unwrapped(cell: str) -> str:
    """A text that stands in the file as a formula which says only that text."""
    wrapped = _WRAPPED.fullmatch(cell) if '="' in cell else None
    return wrapped[1].replace('""', '"') if wrapped else cell


def _is_of_strokes(row: list[str]) -> bool:
    """A line that a report draws between its parts."""
    first = (row[0] or next(filter(None, row))).lstrip()[:1]
    return first in _STROKES and not any(sign.isalnum() for cell in row for sign in cell)


def _torn(name: str, line: int, error: csv.Error, limits: Limits) -> DeskError:
    if "field limit" in str(error):
        return too_large(
            "A cell is longer than any cell may be.", f"File {name}, line {line}.", "text_max", limits.text_max
        )
    return DeskError(
        f"The rows cannot be told apart: {error}.",
        f"File {name}, from line {line}.",
        "A quotation mark is open or doubled wrongly there: correct that line or export the file again.",
    )


def _check_size(where: str, count: int, row: list[str], limits: Limits) -> None:
    if count > limits.rows_max:
        raise too_large("The file has more rows than are read.", where, "rows_max", limits.rows_max)
    if len(row) > limits.columns_max:
        raise too_large(f"A row has {len(row):,} cells.", where, "columns_max", limits.columns_max)
    longest = max(map(len, row))
    if longest > limits.text_max:
        raise too_large(f"A cell holds {longest:,} characters.", where, "text_max", limits.text_max)


def _headless(headers: tuple[str, ...], rows: list[Row]) -> Iterator[Note]:
    """Columns without a header that hold something."""
    for column in (n for n, header in enumerate(headers) if not header.strip()):
        cells = [(line, row[column]) for line, row in rows if column < len(row) and row[column].strip()]
        if cells:
            (line, text), found = cells[0], len(cells)
            yield Note(
                "COLUMN_WITHOUT_HEADER", f"{found} cell(s); the first: {text[:60]!r}", line, column_letters(column)
            )


def _encoding(name: str, data: bytes) -> str:
    """The first encoding of the order that fits; a mark at the start decides at once."""
    if data[:4] in (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE):
        return _checked(name, data, "utf-32")
    if data[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return _checked(name, data, "utf-16")
    if _BINARY.search(data[:_CHUNK]):
        raise DeskError(
            "The file is not text: it holds signs that no text has.",
            f"File {name}.",
            "Export the list again as .csv or .xlsx.",
        )
    if b"\0" in data:
        raise DeskError(
            "The text holds NUL characters: it is UTF-16 without its mark, or is damaged.",
            f"File {name}, line {data.count(10, 0, data.index(0)) + 1}.",
            "Export the file again as UTF-8.",
        )
    if data[:3] == codecs.BOM_UTF8:
        return _checked(name, data, "utf-8-sig")
    if _misfit(data, "utf-8") is None:
        return "utf-8"
    _check_mixed(name, data)
    return _checked(name, data, OLD, "utf-8 or windows-1252")


def _checked(name: str, data: bytes, encoding: str, tried: str = "") -> str:
    place = _misfit(data, encoding)
    if place is None:
        return encoding
    raise DeskError(f"The text is not {tried or encoding}.", f"File {name}, byte {place}.", "Export it again as UTF-8.")


def _misfit(data: bytes, encoding: str) -> int | None:
    """The first byte that is not of the encoding; None where all are. Nothing decoded is kept."""
    decoder, start = codecs.getincrementaldecoder(encoding)(), 0
    view = memoryview(data)
    for start in range(0, len(data), _CHUNK):
        waiting = len(decoder.getstate()[0])
        try:
            decoder.decode(bytes(view[start : start + _CHUNK]), final=start + _CHUNK >= len(data))
        except UnicodeDecodeError as error:
            return start - waiting + error.start
    return None


def _check_mixed(name: str, data: bytes) -> None:
    """Refuses a file of which some lines are UTF-8 and others are not: read as one of them, names would be wrong."""
    kinds: dict[bool, list[int]] = {True: [], False: []}
    for number, line in enumerate(data.splitlines(), 1):
        if not line.isascii():
            kinds[_misfit(line, "utf-8") is None].append(number)
    if kinds[True] and kinds[False]:
        modern, old = (", ".join(map(str, lines[:5])) for lines in (kinds[True], kinds[False]))
        raise DeskError(
            f"Some lines are UTF-8 (line {modern}), others are not (line {old}): two exports were put into one file.",
            f"File {name}.",
            "Export the file again as a whole, as UTF-8.",
        )
