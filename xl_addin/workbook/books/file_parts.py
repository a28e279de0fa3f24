"""What the parts of a closed workbook say beside the cells of its sheets: day system, names, tables."""

from __future__ import annotations

import io
import posixpath
import zipfile

from lxml import etree

from xl_addin.workbook.books.closed_sheet import Area, area_of

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_TABLE_PARTS = "xl/tables"


class Parts:
    """A package in memory; the caller has checked it (`package.check_package`)."""

    def __init__(self, content: bytes) -> None:
        self._package = zipfile.ZipFile(io.BytesIO(content))
        book = _xml(self._package.read("xl/workbook.xml"))
        relations = _xml(self._package.read("xl/_rels/workbook.xml.rels"))
        parts = [one for one in self._package.namelist() if posixpath.dirname(one) == _TABLE_PARTS]
        tables = [_xml(self._package.read(part)) for part in sorted(parts, key=_number)]
        self._names = [str(table.get("name")) for table in tables]
        self._tables = dict(zip(self._names, tables, strict=True))
        self._part_of = dict(zip(self._names, sorted(parts, key=_number), strict=True))
        self.columns = {
            name: tuple(str(column.get("name")) for column in one.iterfind(f"{_MAIN}tableColumns/{_MAIN}tableColumn"))
            for name, one in self._tables.items()
        }
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
        return self._tables[name].get("headerRowCount") != "0"

    def body(self, name: str) -> Area:
        """The rows of a table between its header and its totals, an only blank one left out; KeyError for no area."""
        table = self._tables[name]
        area = area_of(str(table.get("ref")))
        if area is None or area.right - area.left + 1 != len(self.columns[name]):
            raise KeyError(f"the table {name} has another width than columns")
        last = area.bottom - int(table.get("totalsRowCount") or 0) - (table.get("insertRow") in ("1", "true"))
        return area._replace(top=area.top + self.shows_headers(name), bottom=last)

    def rows(self, name: str) -> int:
        """Rows that the area of a table has."""
        area = area_of(str(self._tables[name].get("ref")))
        return area.bottom - area.top + 1 if area else 0

    def sheet_of(self, name: str) -> str:
        """The sheet on which a table lies, as the sheets' own relations say; KeyError where none does."""
        part = posixpath.basename(self._part_of[name])
        for sheet in self._sheets:
            if f"/{part}".encode() in self._relations(sheet):
                return sheet
        raise KeyError(f"the table {name} lies on no sheet")

    def has_table(self, sheet: str) -> bool:
        """Whether a table lies on the sheet, as its own relations say."""
        return b"/relationships/table" in self._relations(sheet)

    def _relations(self, sheet: str) -> bytes:
        folder, part = posixpath.split(self._sheets[sheet])
        relations = f"{folder}/_rels/{part}.rels"
        return self._package.read(relations) if relations in self._package.NameToInfo else b""


def _xml(content: bytes) -> etree._Element:
    return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))


def _number(part: str) -> int:
    """table12.xml comes after table9.xml."""
    return int("".join(filter(str.isdigit, posixpath.basename(part))) or 0)
