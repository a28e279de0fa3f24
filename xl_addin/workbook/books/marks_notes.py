"""Notes of cells added to a sheet in its package: the notes themselves, the boxes in which they show, the ways to both.

Notes that are there stay. A cell that has one of its own keeps that one alone, which is told.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lxml import etree

from xl_addin.workbook.books.file_parts import MAIN, PACKAGE, RELATION, child_of, written, xml

AUTHOR = "Import Desk"
_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES, _TYPES_PART = "{http://schemas.openxmlformats.org/package/2006/content-types}", "[Content_Types].xml"
_NOTES_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_VML_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
# What follows the way to the boxes of notes in a sheet, by the schema of SpreadsheetML.
_AFTER = (
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
)
_NO_NOTES = f'<comments xmlns="{MAIN[1:-1]}"><authors/><commentList/></comments>'.encode()
_NO_BOXES = (
    b'<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    b'xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/>'
    b'</o:shapelayout><v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" '
    b'path="m,l,21600r21600,l21600,xe">'
    b'<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype></xml>'
)
_BOX = (
    '<v:shape id="{name}" type="#_x0000_t202" style="position:absolute;visibility:hidden" fillcolor="#ffffe1" '
    'o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path '
    'o:connecttype="none"/><v:textbox/><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>'
    "{right}, 15, {top}, 2, {end}, 31, {bottom}, 9</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row>"
    "<x:Column>{column}</x:Column></x:ClientData></v:shape>"
)
_WIDE, _HIGH = 4, 8  # columns and rows that a box covers


class Noted(NamedTuple):
    """A cell by its address and by row and column counted from 1, with what is noted."""

    address: str
    row: int
    column: int
    text: str


def add_notes(
    package: zipfile.ZipFile, part: str, sheet: etree._Element, notes: Sequence[Noted], changed: dict[str, bytes]
) -> Iterator[str]:
    """Adds the notes to a sheet; `changed` takes every part that is new or another."""
    ways = _Ways(package, part, changed)
    at, content = ways.to("comments", "xl/comments{}.xml", _NO_NOTES, _NOTES_TYPE)
    changed[at], own = _with_notes(content, notes)
    boxed = [note for note in notes if note.address not in own]
    drawn = sheet.find(f"{MAIN}legacyDrawing")
    at, content = ways.to("vmlDrawing", "xl/drawings/vmlDrawing{}.vml", _NO_BOXES, _VML_TYPE, _way(drawn))
    changed[at] = _with_boxes(content, boxed)
    if drawn is None:
        _put(sheet, ways.last)
    ways.keep()
    if own:
        yield f"Cells with a note of their own kept it: {', '.join(sorted(own))} of {posixpath.basename(part)}."


def _way(drawn: etree._Element | None) -> str:
    return "" if drawn is None else drawn.get(RELATION, "")


def _put(sheet: etree._Element, way: str) -> None:
    """The way to the boxes, at its place among what a sheet holds."""
    made = etree.Element(f"{MAIN}legacyDrawing", nsmap={"r": _KINDS})
    made.set(RELATION, way)
    later = [one for one in sheet if isinstance(one.tag, str) and one.tag.rpartition("}")[2] in _AFTER]
    if later:
        later[0].addprevious(made)
    else:
        sheet.append(made)


def _with_notes(content: bytes, notes: Sequence[Noted]) -> tuple[bytes, set[str]]:
    """The notes with ours among them, and the cells that have one of their own."""
    root = xml(content)
    authors, listed = child_of(root, f"{MAIN}authors"), child_of(root, f"{MAIN}commentList")
    own = {str(one.get("ref")) for one in listed} & {note.address for note in notes}
    etree.SubElement(authors, f"{MAIN}author").text = AUTHOR
    for note in notes:
        if note.address not in own:
            made = etree.SubElement(listed, f"{MAIN}comment", ref=note.address, authorId=str(len(authors) - 1))
            run = etree.SubElement(etree.SubElement(made, f"{MAIN}text"), f"{MAIN}r")
            etree.SubElement(run, f"{MAIN}t").text = note.text
    return written(root), own


def _with_boxes(content: bytes, notes: Sequence[Noted]) -> bytes:
    """The boxes with ours last; written as text, for what Excel writes there is not always XML."""
    known = [int(n) for n in re.findall(rb'id="_x0000_s(\d+)"', content)]
    first = max([1024, *known]) + 1
    made = "".join(
        _BOX.format(
            name=f"_x0000_s{number}",
            row=note.row - 1,
            column=note.column - 1,
            right=note.column,
            end=note.column + _WIDE,
            top=max(note.row - 2, 0),
            bottom=max(note.row - 2, 0) + _HIGH,
        )
        for number, note in enumerate(notes, first)
    )
    end = content.rindex(b"</xml>")
    return content[:end] + made.encode() + content[end:]


class _Ways:
    """The relations of a sheet, and the table of what its parts are."""

    def __init__(self, package: zipfile.ZipFile, part: str, changed: dict[str, bytes]) -> None:
        self._package, self._changed = package, changed
        folder, name = posixpath.split(part)
        self._folder, self._at = folder, f"{folder}/_rels/{name}.rels"
        empty = f'<Relationships xmlns="{PACKAGE[1:-1]}"/>'.encode()
        self._root = xml(self._read(self._at, empty))
        self._types = xml(self._read(_TYPES_PART, b""))
        self.last = ""  # the way that was made last

    def _read(self, name: str, none: bytes) -> bytes:
        if name in self._changed:
            return self._changed[name]
        return self._package.read(name) if name in self._package.NameToInfo else none

    def to(self, kind: str, form: str, none: bytes, content_type: str, way: str = "") -> tuple[str, bytes]:
        """The part of a kind to which the sheet leads, by its `way` where there is one; a new one where none is."""
        for one in self._root:
            if one.get("Type", "").endswith(f"/{kind}") and (not way or one.get("Id") == way):
                at = posixpath.normpath(posixpath.join(self._folder, one.get("Target", ""))).lstrip("/")
                return at, self._read(at, none)
        at = self._free(form)
        self._lead(kind, at)
        self._name(at, content_type)
        return at, none

    def _free(self, form: str) -> str:
        there = {*self._package.NameToInfo, *self._changed}
        return next(name for n in range(1, len(there) + 2) if (name := form.format(n)) not in there)

    def _lead(self, kind: str, at: str) -> None:
        known = {one.get("Id") for one in self._root}
        self.last = next(name for n in range(1, len(known) + 2) if (name := f"rId{n}") not in known)
        etree.SubElement(self._root, f"{PACKAGE}Relationship", Id=self.last, Type=f"{_KINDS}/{kind}", Target=f"/{at}")

    def _name(self, at: str, content_type: str) -> None:
        """Says what a new part is: of boxes once for all, by the end of their names, as Excel does."""
        if content_type == _VML_TYPE:
            known = {one.get("Extension") for one in self._types.iterfind(f"{_TYPES}Default")}
            if "vml" not in known:
                self._types.insert(
                    0, self._types.makeelement(f"{_TYPES}Default", Extension="vml", ContentType=_VML_TYPE)
                )
            return
        etree.SubElement(self._types, f"{_TYPES}Override", PartName=f"/{at}", ContentType=content_type)

    def keep(self) -> None:
        """Puts both tables among what is changed."""
        for name, root in ((self._at, self._root), (_TYPES_PART, self._types)):
            self._changed[name] = written(root)
