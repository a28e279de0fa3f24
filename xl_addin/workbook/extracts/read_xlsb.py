"""Reads an .xlsb book: the rows of an .xlsx as binary records, each with its kind and length."""

from __future__ import annotations

import posixpath
import struct
from collections.abc import Iterator
from functools import cached_property

from lxml import etree

from xl_addin.workbook.extracts.binary_cells import ERRORS, Cells, rk_number
from xl_addin.workbook.extracts.limits import MB, Limits
from xl_addin.workbook.extracts.number_forms import BUILT_IN
from xl_addin.workbook.extracts.package import check_package, open_package
from xl_addin.workbook.extracts.sheets import HIDDEN, VERY_HIDDEN, VISIBLE, BookFacts, Merged, Sheet, SheetRow

_HOME, _RELATIONS = "xl/workbook.bin", "xl/_rels/workbook.bin.rels"
_STATES = (VISIBLE, HIDDEN, VERY_HIDDEN)
_ROW, _MERGED, _SHEET, _BOOK_PROPERTIES, _CALCULATION, _TEXT, _FORM, _STYLE = 0, 176, 156, 153, 157, 19, 44, 47
_STYLES_BEGIN, _STYLES_END = 617, 618
_CELLS = range(1, 12)
_FORMULAS = range(8, 12)
_HIDDEN_BIT = 0x10
Record = tuple[int, bytes]


class XlsbBook:
    """An open .xlsb package, held in memory as it came."""

    def __init__(self, name: str, data: bytes, limits: Limits) -> None:
        self._package = open_package(data)
        file = self._package.fp
        check_package(file, name, limits.unpacked_mb_max * MB)  # type: ignore[arg-type]
        self._home = list(_records(self._package.read(_HOME)))

    @cached_property
    def facts(self) -> BookFacts:
        """What the workbook part says: its day system, and whether it is calculated by hand."""
        flags = next((_long(body) for kind, body in self._home if kind == _BOOK_PROPERTIES), 0)
        # Its calculation mode stands behind the version: 0 is by hand.
        modes = [struct.unpack_from("<I", body, 4)[0] for kind, body in self._home if kind == _CALCULATION]
        return BookFacts("a binary Excel book (.xlsb)", 1904 if flags & 1 else 1900, by_hand=0 in modes)

    @cached_property
    def sheets(self) -> list[Sheet]:
        """Worksheets in the order of their tabs."""
        return [sheet for sheet, _ in self._parts]

    @cached_property
    def _parts(self) -> list[tuple[Sheet, str]]:
        relations = etree.fromstring(self._package.read(_RELATIONS), etree.XMLParser(resolve_entities=False))
        targets = {node.get("Id"): (node.get("Type", ""), node.get("Target", "")) for node in relations}
        found = []
        for body in (body for kind, body in self._home if kind == _SHEET):
            state = _long(body)
            relation, end = _wide(body, 8)
            kind, target = targets.get(relation, ("", ""))
            if kind.endswith("/worksheet"):
                path = posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")
                found.append((Sheet(_wide(body, end)[0], _STATES[min(state, 2)]), path))
        return found

    def rows(self, sheet: Sheet) -> Iterator[SheetRow]:
        """Rows of the sheet that hold anything."""
        part = next(path for one, path in self._parts if one is sheet)
        row = SheetRow(0, False, [])
        cells = Cells(sheet, self._forms, self.facts.system)
        for kind, body in _records(self._package.read(part)):
            if kind in _CELLS and kind > 1:
                column, style = _long(body), _long(body, 4) & 0xFFFFFF
                if text := self._text(cells, kind, body, style):
                    row.cells.append((column, text))
            elif kind == _ROW:
                if row.cells:
                    yield row
                row = SheetRow(_long(body) + 1, bool(body[11] & _HIDDEN_BIT), [])
            elif kind == _MERGED:
                first, last, column, _ = struct.unpack_from("<IIII", body)
                sheet.merged.append(Merged(first + 1, last + 1, column + 1))
        if row.cells:
            yield row

    def _text(self, cells: Cells, kind: int, body: bytes, style: int) -> str:
        value = self._value(kind, body)
        if kind in _FORMULAS:
            cells.sheet.formulas.count += 1
        return cells.text(value, style)

    def _value(self, kind: int, body: bytes) -> str | float | bool | bytes:
        """A cell's value by its kind of record; an error is its name as bytes."""
        if kind == 2:
            return rk_number(_long(body, 8))
        if kind in (5, 9):
            number: float = struct.unpack_from("<d", body, 8)[0]
            return number
        if kind in (4, 10):
            return bool(body[8])
        if kind in (3, 11):
            return ERRORS.get(body[8], b"#ERROR")
        return self._strings[_long(body, 8)] if kind == 7 else _wide(body, 8)[0]

    @cached_property
    def _strings(self) -> list[str]:
        if "xl/sharedStrings.bin" not in self._package.namelist():
            return []
        records = _records(self._package.read("xl/sharedStrings.bin"))
        return [_wide(body, 1)[0] for kind, body in records if kind == _TEXT]

    @cached_property
    def _forms(self) -> list[str]:
        """Number format of each cell style, by its place."""
        if "xl/styles.bin" not in self._package.namelist():
            return [""]
        own, forms, within = dict(BUILT_IN), list[str](), False
        for kind, body in _records(self._package.read("xl/styles.bin")):
            if kind == _FORM:
                own[struct.unpack_from("<H", body)[0]] = _wide(body, 2)[0]
            elif kind in (_STYLES_BEGIN, _STYLES_END):
                within = kind == _STYLES_BEGIN
            elif kind == _STYLE and within:
                forms.append(own.get(struct.unpack_from("<H", body, 2)[0], ""))
        return forms


def _records(data: bytes) -> Iterator[Record]:
    """Records of a part: kind and length in groups of seven bits, then the body."""
    place, end = 0, len(data)
    while place < end:
        kind, place = _seven(data, place, 2)
        size, place = _seven(data, place, 4)
        if place + size > end:
            raise ValueError("a record is cut off")
        yield kind, data[place : place + size]
        place += size


def _seven(data: bytes, place: int, most: int) -> tuple[int, int]:
    value = 0
    for n in range(most):
        byte = data[place]
        place += 1
        value |= (byte & 0x7F) << (7 * n)
        if not byte & 0x80:
            break
    return value, place


def _long(body: bytes, place: int = 0) -> int:
    return int(struct.unpack_from("<I", body, place)[0])


def _wide(body: bytes, place: int) -> tuple[str, int]:
    """A text with its length before it, and where it ends; a length of all ones is no text."""
    length = _long(body, place)
    if length == 0xFFFFFFFF:
        return "", place + 4
    end = place + 4 + 2 * length
    return body[place + 4 : end].decode("utf-16-le", "replace"), end
