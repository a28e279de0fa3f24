"""What the parts of a closed workbook say that the fast reader leaves out: date system, names, tables, error values."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from typing import Any

from lxml import etree

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_TABLE_PARTS = "xl/tables"
_ERROR_CELL = re.compile(rb"""\st=(?:"e"|'e')""")
_MERGED = re.compile(rb"""<(?:\w+:)?mergeCell\s+ref=["']([A-Z0-9:]+)["']""")
_PLACE = re.compile(r"([A-Z]{1,3})([0-9]+)")


class Parts:
    """A package in memory; the caller has checked it (`read_book.check_package`)."""

    def __init__(self, content: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            book = _xml(package.read("xl/workbook.xml"))
            relations = _xml(package.read("xl/_rels/workbook.xml.rels"))
            parts = [one for one in package.namelist() if posixpath.dirname(one) == _TABLE_PARTS]
            self._names = [str(_xml(package.read(part)).get("name")) for part in sorted(parts, key=_number)]
        self._content = content
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

    def sheet(self, name: str) -> bytes:
        """The sheet as it stands in the package."""
        with zipfile.ZipFile(io.BytesIO(self._content)) as package:
            return package.read(self._sheets[name])


def errors(sheet: bytes) -> dict[tuple[int, int], str]:
    """Error values by row and column, counted from 1; a sheet without any is only searched, not parsed."""
    if not _ERROR_CELL.search(sheet):
        return {}
    found = {}
    options: Any = {"resolve_entities": False, "no_network": True, "load_dtd": False}
    for _, cell in etree.iterparse(io.BytesIO(sheet), tag=f"{_MAIN}c", **options):
        place = _PLACE.fullmatch(cell.get("r", ""))
        if cell.get("t") == "e" and place:
            found[int(place[2]), column_of(place[1]) + 1] = cell.findtext(f"{_MAIN}v") or "#ERROR"
        cell.clear()
    return found


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
