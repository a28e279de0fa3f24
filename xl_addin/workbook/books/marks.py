"""Cells marked in a copy of a closed workbook: a fill each, and a note where there is something to say.

The copy is made in the package: the sheets that have marks, the styles and the notes are changed, and every other part
(charts, pictures, what another program left there) is the same byte for byte. The book that is given stays as it is.
"""

from __future__ import annotations

import io
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from lxml import etree

from xl_addin.domain.texts import number_of
from xl_addin.workbook.books.file_parts import MAIN, Parts, child_of, place_of, written, xml
from xl_addin.workbook.books.marks_notes import Noted, add_notes

GREEN, RED = "FFA9D8A0", "FFF8B9BB"
STYLES = "xl/styles.xml"
_SIGNED = "_xmlsignatures/"


class Mark(NamedTuple):
    """A cell by its sheet, row and column, counted from 1; whether what stands in it was taken, and what is noted."""

    sheet: str
    row: int
    column: int
    is_taken: bool
    note: str = ""


class MarkedCopy(NamedTuple):
    """The bytes of the copy, and what of the marks or of the book it could not keep."""

    content: bytes
    lost: tuple[str, ...]


def marked_copy(content: bytes, marks: Sequence[Mark]) -> MarkedCopy:
    """The package with its marks; it was read as a book before, so that its parts are sound."""
    parts, lost = Parts(content), list[str]()
    by_sheet: dict[str, list[Mark]] = defaultdict(list)
    for mark in marks:
        by_sheet[mark.sheet].append(mark)
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        styles = _Styles(xml(package.read(STYLES)))
        changed: dict[str, bytes] = {}
        for sheet, of_sheet in by_sheet.items():
            lost += _mark_sheet(package, parts.part_of_sheet(sheet), of_sheet, styles, changed)
        changed[STYLES] = styles.content()
        if any(name.startswith(_SIGNED) for name in package.namelist()):
            lost.append("The digital signature of the book does not hold for the copy.")
        return MarkedCopy(_packed(package, changed), tuple(lost))


def _packed(package: zipfile.ZipFile, changed: dict[str, bytes]) -> bytes:
    """The parts in their order, those that are new last."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for one in package.infolist():
            target.writestr(one, changed.pop(one.filename, b"") or package.read(one), zipfile.ZIP_DEFLATED)
        for name, content in changed.items():
            target.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _mark_sheet(
    package: zipfile.ZipFile, part: str, marks: Sequence[Mark], styles: _Styles, changed: dict[str, bytes]
) -> Iterator[str]:
    """Colours the cells of a sheet and lays the notes beside it; tells what could not be marked."""
    sheet = xml(package.read(part))
    cells = dict(_cells(sheet, {mark.row for mark in marks}))
    found = [mark for mark in marks if (mark.row, mark.column) in cells]
    for mark in found:
        cell = cells[mark.row, mark.column]
        cell.set("s", str(styles.filled(int(cell.get("s", "0")), GREEN if mark.is_taken else RED)))
    if len(found) < len(marks):
        yield f"{number_of(len(marks) - len(found), 'blank cell')} of sheet {marks[0].sheet} could not be coloured."
    notes = [Noted(cells[one.row, one.column].get("r", ""), one.row, one.column, one.note) for one in found if one.note]
    if notes:
        yield from add_notes(package, part, sheet, notes, changed)
    changed[part] = written(sheet)


def _cells(sheet: etree._Element, wanted: Iterable[int]) -> Iterator[tuple[tuple[int, int], etree._Element]]:
    """The cells of some rows by row and column."""
    rows = set(wanted)
    for row in sheet.iterfind(f"{MAIN}sheetData/{MAIN}row"):
        if int(row.get("r", "0")) in rows:
            for cell in row.iterfind(f"{MAIN}c"):
                place = place_of(cell.get("r", ""))
                if place is not None:
                    yield place, cell


class _Styles:
    """The formats of the book; a format with another fill is made once."""

    def __init__(self, root: etree._Element) -> None:
        self._root = root
        self._fills, self._formats = child_of(root, f"{MAIN}fills"), child_of(root, f"{MAIN}cellXfs")
        self._places = {colour: self._fill(colour) for colour in (GREEN, RED)}
        self._made: dict[tuple[int, str], int] = {}

    def _fill(self, colour: str) -> int:
        fill = etree.SubElement(etree.SubElement(self._fills, f"{MAIN}fill"), f"{MAIN}patternFill", patternType="solid")
        etree.SubElement(fill, f"{MAIN}fgColor", rgb=colour)
        etree.SubElement(fill, f"{MAIN}bgColor", indexed="64")
        return len(self._fills) - 1

    def filled(self, style: int, colour: str) -> int:
        """The number of the format that is `style` with another fill."""
        if (style, colour) not in self._made:
            made = etree.fromstring(etree.tostring(self._formats[style]))
            made.set("fillId", str(self._places[colour]))
            made.set("applyFill", "1")
            self._formats.append(made)
            self._made[style, colour] = len(self._formats) - 1
        return self._made[style, colour]

    def content(self) -> bytes:
        """The part, with its lists counted anew."""
        for one in (self._fills, self._formats):
            one.set("count", str(len(one)))
        return written(self._root)
