"""Reads an .xls book of Excel 97 to 2003 record by record; a sheet holds only what its records name."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from xl_addin.domain.errors import DeskError
from xl_addin.workbook.extracts.binary_cells import ERRORS, Cells, Value, rk_number
from xl_addin.workbook.extracts.compound import Compound
from xl_addin.workbook.extracts.number_forms import BUILT_IN
from xl_addin.workbook.extracts.sheets import HIDDEN, VERY_HIDDEN, VISIBLE, BookFacts, Merged, Sheet, SheetRow
from xl_addin.workbook.extracts.xls_texts import long_text, shared_texts

_BEGIN, _END, _SHEET, _DAYS_1904, _CALCULATION, _FORM, _STYLE, _PASSWORD = (
    0x809,
    0x0A,
    0x85,
    0x22,
    0x0D,
    0x41E,
    0xE0,
    0x2F,
)
_ROW, _MERGED, _FORMULA, _NUMBER, _RK, _RKS, _FLAG = 0x208, 0xE5, 0x06, 0x203, 0x27E, 0xBD, 0x205
_SHARED, _TEXTS, _RESULT = 0xFD, (0x204, 0xD6), 0x207
_EXCEL_97 = 0x600
_STATES = (VISIBLE, HIDDEN, VERY_HIDDEN)
_HIDDEN_BIT = 0x20
Record = tuple[int, bytes]


@dataclass(slots=True)
class _Outline:
    """What the records of a sheet say: values with their styles by row and column from 0, hidden rows, merged cells."""

    values: dict[int, dict[int, tuple[Value, int]]] = field(default_factory=dict)
    hidden: set[int] = field(default_factory=set)
    formulas: int = 0
    merged: list[Merged] = field(default_factory=list)


class XlsBook:
    """An open .xls file, held in memory as it came."""

    def __init__(self, name: str, data: bytes) -> None:
        compound = Compound(data)
        self._stream = compound.stream("Workbook" if "Workbook" in compound.names else "Book")
        if _short(self._stream, 4) != _EXCEL_97:
            raise DeskError(
                "The book is older than Excel 97.", f"File {name}.", "Open it, save it as .xlsx, and take in again."
            )
        self._globals = list(_substream(self._stream, 0))
        self._sheets = list(self._found_sheets())

    @property
    def has_password(self) -> bool:
        """True where the book is encrypted."""
        return any(kind == _PASSWORD for kind, _ in self._globals)

    @cached_property
    def facts(self) -> BookFacts:
        """What the records of the book say: its day system, and whether it is calculated by hand."""
        days = next((_short(body) for kind, body in self._globals if kind == _DAYS_1904), 0)
        first = next((offset for _, offset in self._sheets), 0)
        modes = [_short(body) for kind, body in _substream(self._stream, first) if kind == _CALCULATION]
        return BookFacts("an old Excel book (.xls)", 1904 if days else 1900, by_hand=0 in modes)

    @cached_property
    def sheets(self) -> list[Sheet]:
        """Worksheets in the order of their tabs."""
        return [sheet for sheet, _ in self._sheets]

    def rows(self, sheet: Sheet) -> Iterator[SheetRow]:
        """Rows of the sheet that hold anything."""
        offset = next(place for one, place in self._sheets if one is sheet)
        outline = _outline(_substream(self._stream, offset), self._strings)
        cells = Cells(sheet, self._forms, self.facts.system)
        sheet.merged += outline.merged
        sheet.formulas.count += outline.formulas
        for row, values in sorted(outline.values.items()):
            found = [(column, cells.text(value, style)) for column, (value, style) in sorted(values.items())]
            yield SheetRow(row + 1, row in outline.hidden, found)

    @cached_property
    def _strings(self) -> list[str]:
        return shared_texts(self._globals)

    @cached_property
    def _forms(self) -> list[str]:
        own = {**BUILT_IN, **dict(_format(body) for kind, body in self._globals if kind == _FORM)}
        return [own.get(_short(body, 2), "") for kind, body in self._globals if kind == _STYLE]

    def _found_sheets(self) -> Iterator[tuple[Sheet, int]]:
        for kind, body in self._globals:
            if kind == _SHEET and body[5] == 0:
                offset, state = struct.unpack_from("<IB", body)
                yield Sheet(_short_text(body, 6, body[6]), _STATES[min(state & 3, 2)]), offset


def _records(data: bytes, place: int) -> Iterator[Record]:
    while place + 4 <= len(data):
        kind, size = struct.unpack_from("<HH", data, place)
        if place + 4 + size > len(data):
            raise ValueError("a record is cut off")
        yield kind, data[place + 4 : place + 4 + size]
        place += 4 + size


def _substream(data: bytes, place: int) -> Iterator[Record]:
    """Records from here to the end of the part that begins here; charts within it are passed over."""
    depth = 0
    for kind, body in _records(data, place):
        depth += (kind & 0xFF == _BEGIN & 0xFF and kind in (0x809, 0x409, 0x209, 0x009)) - (kind == _END)
        if depth <= 0:
            return
        if depth == 1:
            yield kind, body


def _outline(records: Iterator[Record], strings: list[str]) -> _Outline:
    outline, waiting = _Outline(), (0, 0)
    for kind, body in records:
        if kind == _ROW:
            if _short(body, 12) & _HIDDEN_BIT:
                outline.hidden.add(_short(body))
        elif kind == _MERGED:
            boxes = struct.iter_unpack("<HHHH", body[2 : 2 + 8 * _short(body)])
            outline.merged += [Merged(first + 1, last + 1, column + 1) for first, last, column, _ in boxes]
        elif kind == _RESULT:  # the text of the formula before it
            row, column = waiting
            outline.values.setdefault(row, {})[column] = (long_text(body, 0), 0)
        else:
            for row, column, style, value in _values(kind, body, strings):
                outline.values.setdefault(row, {})[column] = (value, style)
                outline.formulas += kind == _FORMULA
                waiting = row, column
    return outline


def _values(kind: int, body: bytes, strings: list[str]) -> Iterator[tuple[int, int, int, Value]]:
    """Row, column, style and value of the cells of a record."""
    if kind == _RKS:
        row, column = struct.unpack_from("<HH", body)
        for n, (style, packed) in enumerate(struct.iter_unpack("<HI", body[4:-2])):
            yield row, column + n, style, rk_number(packed)
    elif kind in (_FORMULA, _NUMBER, _RK, _FLAG, _SHARED, *_TEXTS):
        row, column, style = struct.unpack_from("<HHH", body)
        yield row, column, style, _value(kind, body, strings)


def _value(kind: int, body: bytes, strings: list[str]) -> Value:
    if kind == _SHARED:
        place: int = struct.unpack_from("<I", body, 6)[0]
        return strings[place]
    if kind in _TEXTS:
        return long_text(body, 6)
    if kind == _RK:
        return rk_number(struct.unpack_from("<I", body, 6)[0])
    if kind == _FLAG:
        return ERRORS.get(body[6], b"#ERROR") if body[7] else bool(body[6])
    if kind == _FORMULA and body[12:14] == b"\xff\xff":
        return ("", bool(body[8]), ERRORS.get(body[8], b"#ERROR"), "")[min(body[6], 3)]
    value: float = struct.unpack_from("<d", body, 6)[0]
    return value


def _format(body: bytes) -> tuple[int, str]:
    return _short(body), _short_text(body, 3, _short(body, 2))


def _short_text(body: bytes, place: int, length: int) -> str:
    """A text whose length stands before it, one byte or two a letter."""
    wide = body[place + 1] & 1
    text = body[place + 2 : place + 2 + length * (2 if wide else 1)]
    return text.decode("utf-16-le" if wide else "latin-1", "replace")


def _short(body: bytes, place: int = 0) -> int:
    return int(struct.unpack_from("<H", body, place)[0])
