"""What the parts of a closed workbook say beside the cells of its sheets: day system, names, tables."""

from __future__ import annotations

import io
import posixpath
import zipfile

from lxml import etree

from xl_addin.workbook.books.closed_sheet import Area, area_of

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_TABLE_PARTS = "xl/tables"


class Parts:
    """A package in memory; the caller has checked it (`package.check_package`)."""

    def __init__(self, content: bytes) -> None:
        self._package = zipfile.ZipFile(io.BytesIO(content))
        book = xml(self._package.read("xl/workbook.xml"))
        relations = xml(self._package.read("xl/_rels/workbook.xml.rels"))
        parts = [one for one in self._package.namelist() if posixpath.dirname(one) == _TABLE_PARTS]
        tables = [xml(self._package.read(part)) for part in sorted(parts, key=_number)]
        self._names = [str(table.get("name")) for table in tables]
        self._tables = dict(zip(self._names, tables, strict=True))
        self._part_of = dict(zip(self._names, sorted(parts, key=_number), strict=True))
        self.columns = {
            name: tuple(str(column.get("name")) for column in one.iterfind(f"{MAIN}tableColumns/{MAIN}tableColumn"))
            for name, one in self._tables.items()
        }
        targets = {one.get("Id"): one.get("Target", "") for one in relations.iterchildren(f"{PACKAGE}Relationship")}
        self._sheets = {
            str(one.get("name")): posixpath.normpath(posixpath.join("xl", targets.get(one.get(RELATION), ""))).lstrip(
                "/"
            )
            for one in book.iterfind(f"{MAIN}sheets/{MAIN}sheet")
        }
        settings = book.find(f"{MAIN}workbookPr")
        self.date1904 = settings is not None and settings.get("date1904") in ("1", "true")
        self.names = {
            str(one.get("name")): one.text or ""
            for one in book.iterfind(f"{MAIN}definedNames/{MAIN}definedName")
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

    def part_of_sheet(self, sheet: str) -> str:
        """The name of the part that holds a sheet."""
        return self._sheets[sheet]

    def has_table(self, sheet: str) -> bool:
        """Whether a table lies on the sheet, as its own relations say."""
        return b"/relationships/table" in self._relations(sheet)

    def _relations(self, sheet: str) -> bytes:
        folder, part = posixpath.split(self._sheets[sheet])
        relations = f"{folder}/_rels/{part}.rels"
        return self._package.read(relations) if relations in self._package.NameToInfo else b""


def xml(content: bytes) -> etree._Element:
    """A part as XML; nothing outside it is read."""
    return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))


def child_of(parent: etree._Element, name: str) -> etree._Element:
    """The first child of a name; KeyError where there is none."""
    found = parent.find(name)
    if found is None:
        raise KeyError(f"{parent.tag} without {name}")
    return found


def written(part: etree._Element) -> bytes:
    """A part as a package holds it."""
    return etree.tostring(part, encoding="UTF-8", xml_declaration=True, standalone=True)


def place_of(address: str) -> tuple[int, int] | None:
    """Row and column of a cell, counted from 1; None for what is no address."""
    area = area_of(address)
    return (area.top, area.left) if area else None


def _number(part: str) -> int:
    """table12.xml comes after table9.xml."""
    return int("".join(filter(str.isdigit, posixpath.basename(part))) or 0)
