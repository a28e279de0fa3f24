"""Reads the first sheet of an Excel book as text; a cell that was no text says so (`CellText`).

Outside books are not trusted: what they unpack to is counted before anything is unpacked (limits below).
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from lxml import etree

from xl_addin.domain.errors import DeskError
from xl_addin.workbook.extracts.cell_text import CellText

LOST_DIGITS = "#LOST-DIGITS"  # stands in for a number Excel has already cut
NO_VALUE = "#NO-VALUE"  # stands in for a formula whose result was never stored
UNPACKED_BYTES_MAX, PARTS_MAX = 200 * 2**20, 2_000
# The last row that the old and the new format can hold: a full sheet was probably cut.
FULL_SHEETS = (65_536, 1_048_576)

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_CELL = re.compile(r"([A-Z]{1,3})([0-9]+)")

Rows = list[tuple[int, tuple[str, ...]]]


def read_book(path: Path) -> tuple[str, Rows]:
    """Name of the first sheet, and its rows that hold anything with their numbers; DeskError when it cannot be read."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        check_package(path)
        book = CalamineWorkbook.from_path(path)
        sheet = book.get_sheet_by_index(0)
        grid = [[_text(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
        for row, column, marker in _markers(path):
            grid[row][column] = CellText(marker, "no-value" if marker == NO_VALUE else "error")
    except (CalamineError, OSError, zipfile.BadZipFile, KeyError, IndexError, etree.XMLSyntaxError) as error:
        raise DeskError(
            "The book cannot be read.",
            f"File {path.name} is not a complete .xlsx book ({error}).",
            "Open it in Excel, save it as .xlsx without a password, then take in again.",
        ) from None
    rows = [(n, tuple(row)) for n, row in enumerate(grid, 1) if any(row)]
    _check_merged(path, sheet, rows[0][0] if rows else 0)
    return sheet.name, rows


def check_package(path: Path) -> None:
    """Refuses a package that unpacks to too much, has too many parts, or names of parts that no Excel writes."""
    with zipfile.ZipFile(path) as package:
        parts = package.infolist()
        names = [part.filename for part in parts]
        odd = len(set(names)) != len(names) or any(name.startswith("/") or ".." in name.split("/") for name in names)
        if odd or len(parts) > PARTS_MAX or sum(part.file_size for part in parts) > UNPACKED_BYTES_MAX:
            raise DeskError(
                "The book is built as no Excel builds one, or is far too large unpacked.",
                f"File {path.name}.",
                "Do not open it; ask where it came from, and take in an export made by the source system.",
            )
        for name in names:
            if name.endswith((".xml", ".rels")) and b"<!doctype" in _head(package, name):
                raise DeskError(
                    "The book carries a document type declaration (DTD), which Excel never writes.",
                    f"File {path.name}, part {name}.",
                    "Do not use this file; ask where it came from.",
                )


def _head(package: zipfile.ZipFile, name: str) -> bytes:
    with package.open(name, mode="r") as part:
        return part.read(4096).replace(b"\0", b"").lower()


def _markers(path: Path) -> Iterator[tuple[int, int, str]]:
    """Row and column (from 0) of cells that hold an error, or a formula without its result."""
    with zipfile.ZipFile(path) as package, package.open(_first_sheet(package), mode="r") as part:
        tags = (f"{_MAIN}c", f"{_MAIN}row")
        for _, node in etree.iterparse(part, tag=tags, resolve_entities=False, no_network=True, load_dtd=False):
            if node.tag == f"{_MAIN}c":
                marker, place = _marker(node), _CELL.fullmatch(node.get("r", ""))
                if marker and place:
                    yield int(place[2]) - 1, _column(place[1]), marker
            else:
                node.clear()


def _marker(cell: Any) -> str:
    value, kind = cell.findtext(f"{_MAIN}v") or "", cell.get("t")
    if kind == "e":
        return value or "#ERROR"
    # A formula whose result is an empty text says so by its type.
    unread = cell.find(f"{_MAIN}f") is not None and not value and kind != "str"
    return NO_VALUE if unread else ""


def _column(letters: str) -> int:
    place = 0
    for letter in letters:
        place = place * 26 + ord(letter) - ord("A") + 1
    return place - 1


def _first_sheet(package: zipfile.ZipFile) -> str:
    """Name of the part that holds the first sheet, by the book's own relations."""
    book = etree.fromstring(package.read("xl/workbook.xml"), etree.XMLParser(resolve_entities=False, no_network=True))
    relations = etree.fromstring(package.read("xl/_rels/workbook.xml.rels"))
    sheet = book.find(f"{_MAIN}sheets/{_MAIN}sheet")
    wanted = sheet.get(_RELATION) if sheet is not None else None
    for relation in relations.iterchildren(f"{_PACKAGE}Relationship"):
        if relation.get("Id") == wanted:
            return posixpath.normpath(posixpath.join("xl", relation.get("Target", ""))).lstrip("/")
    raise KeyError("the book names no sheet")


def _check_merged(path: Path, sheet: Any, header: int) -> None:
    """Merged cells among the data say nothing about the rows they cover: refused with their address."""
    for (first, column), (last, _) in sheet.merged_cell_ranges or ():
        if last + 1 > header:
            raise DeskError(
                "Cells are merged among the data.",
                f"File {path.name}, sheet {sheet.name}, rows {first + 1} to {last + 1}, column {column + 1}.",
                "Unmerge them and fill each row, then take in again.",
            )


def _text(value: object) -> str:
    """The text a person would type for a sheet's value: dates day first, whole numbers without a point."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return CellText("TRUE" if value else "FALSE", "bool")
    if isinstance(value, datetime):
        form = "%d/%m/%Y" if value.time() == value.min.time() else "%d/%m/%Y %H:%M:%S"
        return CellText(value.strftime(form), "date")
    if isinstance(value, date):
        return CellText(value.strftime("%d/%m/%Y"), "date")
    if isinstance(value, float | int):
        return CellText(_number_text(value), "number")
    return "" if value is None else str(value)


def _number_text(value: float) -> str:
    if abs(value) >= 10**15:
        return LOST_DIGITS
    return str(int(value)) if value == int(value) else repr(value)
