"""What the parts of a closed workbook say that the fast reader leaves out: day system, names, tables, faults."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from typing import Any

from lxml import etree

from xl_addin.workbook.books.port import NEVER_CALCULATED, SHOWS_NOTHING, Fault

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_TABLE_PARTS, _HEADERS = "xl/tables", "headerRowCount"
_AT_FAULT = re.compile(rb"""\st=(?:"e"|'e')|<(?:\w+:)?f[\s/>]""")
_MERGED = re.compile(rb"""<(?:\w+:)?mergeCell\s+ref=["']([A-Z0-9:]+)["']""")
_ROW, _WIDE = re.compile(rb"""\sr=["'][A-Z]*([0-9]+)["']"""), re.compile(rb"""\sr=["']([A-Z]{2,3})[0-9]+["']""")
_PLACE = re.compile(r"([A-Z]{1,3})([0-9]+)")


class Parts:
    """A package in memory; the caller has checked it (`package.check_package`)."""

    def __init__(self, content: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            book = _xml(package.read("xl/workbook.xml"))
            relations = _xml(package.read("xl/_rels/workbook.xml.rels"))
            parts = [one for one in package.namelist() if posixpath.dirname(one) == _TABLE_PARTS]
            tables = [_xml(package.read(part)) for part in sorted(parts, key=_number)]
        self._names = [str(table.get("name")) for table in tables]
        self._headless = {name for name, one in zip(self._names, tables, strict=True) if one.get(_HEADERS) == "0"}
        self._areas = {name: str(one.get("ref")) for name, one in zip(self._names, tables, strict=True)}
        self.columns = {
            name: tuple(str(column.get("name")) for column in one.iterfind(f"{_MAIN}tableColumns/{_MAIN}tableColumn"))
            for name, one in zip(self._names, tables, strict=True)
        }
        self._content = content
        self._extents: dict[str, tuple[int, int]] = {}
        targets = {one.get("Id"): one.get("Target", "") for one in relations.iterchildren(f"{_PACKAGE}Relationship")}
        self._sheets = {
            str(one.get("name")): posixpath.normpath(posixpath.join("xl", targets.get(one.get(_RELATION), ""))).lstrip(
                "/"
            )
            for one in book.iterfind(f"{_MAIN}sheets/{_MAIN}sheet")
        }
        settings = book.find(f"{_MAIN}workbookPr")
        self.date1904 = settings is not None and settings.get("date1904") in ("1", "true")
        self.names = {
            str(one.get("name")): one.text or ""
            for one in book.iterfind(f"{_MAIN}definedNames/{_MAIN}definedName")
            if one.get("localSheetId") is None and not str(one.get("name")).startswith("_xl")
        }
        self.tables = list(dict.fromkeys(self._names))

    def count(self, name: str) -> int:
        """How many tables go by a name, in any case of its letters."""
        return sum(one.casefold() == name.casefold() for one in self._names)

    def shows_headers(self, name: str) -> bool:
        """Whether the table has its header row on the sheet."""
        return name not in self._headless

    def rows(self, name: str) -> int:
        """Rows that the area of a table has."""
        ends = [int(place[2]) for end in self._areas[name].split(":") if (place := _PLACE.fullmatch(end))]
        return max(ends) - min(ends) + 1 if ends else 0

    def extent(self, sheet: str) -> tuple[int, int]:
        """The last row and column of a sheet that hold a cell, looked for once."""
        if sheet not in self._extents:
            self._extents[sheet] = extent(self.sheet(sheet))
        return self._extents[sheet]

    def has_table(self, sheet: str) -> bool:
        """Whether a table lies on the sheet, as its own relations say."""
        folder, part = posixpath.split(self._sheets[sheet])
        relations = f"{folder}/_rels/{part}.rels"
        with zipfile.ZipFile(io.BytesIO(self._content)) as package:
            return relations in package.namelist() and b"/relationships/table" in package.read(relations)

    def sheet(self, name: str) -> bytes:
        """The sheet as it stands in the package."""
        with zipfile.ZipFile(io.BytesIO(self._content)) as package:
            return package.read(self._sheets[name])


def extent(sheet: bytes) -> tuple[int, int]:
    """The last row and column that hold a cell, as its addresses say: looked at before anything is laid out."""
    rows = max((int(one[1]) for one in _ROW.finditer(sheet, max(0, sheet.rfind(b"<row ")))), default=0)
    letters = {one[1] for one in _WIDE.finditer(sheet)}
    return rows, max((column_of(one.decode()) + 1 for one in letters), default=26)


def faults(sheet: bytes) -> dict[tuple[int, int], Fault]:
    """Cells that give no value, by row and column from 1; a sheet without formula or error is searched, not parsed."""
    if not _AT_FAULT.search(sheet):
        return {}
    found = {}
    options: Any = {"resolve_entities": False, "no_network": True, "load_dtd": False}
    for _, cell in etree.iterparse(io.BytesIO(sheet), tag=f"{_MAIN}c", **options):
        place, fault = _PLACE.fullmatch(cell.get("r", "")), _fault(cell)
        if fault is not None and place:
            found[int(place[2]), column_of(place[1]) + 1] = fault
        cell.clear()
    return found


def _fault(cell: Any) -> Fault | None:
    value, kind = cell.findtext(f"{_MAIN}v") or "", cell.get("t")
    if kind == "e":
        return Fault(value or "#ERROR")
    if value or cell.find(f"{_MAIN}f") is None:
        return None
    return SHOWS_NOTHING if kind == "str" else NEVER_CALCULATED  # a result that is an empty text says so by its type


def merged(sheet: bytes) -> list[tuple[int, int, int, int]]:
    """First row, first column, last row, last column of merged cells, counted from 1."""
    found = []
    for one in _MERGED.finditer(sheet):
        ends = [_PLACE.fullmatch(end) for end in one[1].decode().split(":")]
        if len(ends) == 2 and ends[0] and ends[1]:
            (left, top), (right, bottom) = ends[0].groups(), ends[1].groups()
            found.append((int(top), column_of(left) + 1, int(bottom), column_of(right) + 1))
    return found


def column_of(letters: str) -> int:
    """A is 0."""
    place = 0
    for letter in letters:
        place = place * 26 + ord(letter) - ord("A") + 1
    return place - 1


def _xml(content: bytes) -> etree._Element:
    return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))


def _number(part: str) -> int:
    """table12.xml comes after table9.xml."""
    return int("".join(filter(str.isdigit, posixpath.basename(part))) or 0)
