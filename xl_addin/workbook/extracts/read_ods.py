"""Reads an OpenDocument spreadsheet row by row; what is said to stand there a million times is looked at first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import cached_property
from typing import Any

from lxml import etree

from xl_addin.domain.errors import DeskError
from xl_addin.workbook.extracts.cell_text import CellText
from xl_addin.workbook.extracts.limits import MB, Limits
from xl_addin.workbook.extracts.number_forms import day_text, number_cell
from xl_addin.workbook.extracts.ods_forms import forms_of
from xl_addin.workbook.extracts.package import check_package, open_package
from xl_addin.workbook.extracts.sheets import HIDDEN, NO_VALUE, VISIBLE, BookFacts, Merged, Sheet, SheetRow

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_KIND = f"{_OFFICE}value-type"
_CALC_KIND = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_ROW, _DEFAULT = f"{_TABLE}table-row", f"{_TABLE}default-cell-style-name"
_BODY, _BOTH = f"{_OFFICE}body", ("start", "end")
_STYLED_COLUMNS_MAX = 1_024
_REPEATED_MAX = 1_000  # copies of one row or cell with content: more were pulled down by mistake


class OdsBook:
    """An open OpenDocument package, held in memory as it came."""

    def __init__(self, name: str, data: bytes, limits: Limits) -> None:
        self._name, self._package = name, open_package(data)
        file = self._package.fp
        check_package(file, name, limits.unpacked_mb_max * MB)  # type: ignore[arg-type]
        if b"encryption-data" in self._package.read("META-INF/manifest.xml"):
            raise DeskError(
                "The book is protected by a password.",
                f"File {name}.",
                "Open it, save it without a password (Save as, untick Save with password), and take in again.",
            )

    @property
    def facts(self) -> BookFacts:
        """LibreOffice calculates whatever it saves; a day is written out, so that there is no day system."""
        return BookFacts("an OpenDocument spreadsheet")

    @cached_property
    def sheets(self) -> list[Sheet]:
        """Tables in the order of their tabs."""
        hidden = {
            style.get(f"{_STYLE}name")
            for styles in self._styles
            for style in styles
            for properties in style.iter(f"{_STYLE}table-properties")
            if properties.get(f"{_TABLE}display") == "false"
        }
        found: list[Sheet] = []
        for event, node in self._nodes(f"{_TABLE}table", _ROW, events=_BOTH):
            if node.tag == _ROW and event == "end":
                _forget(node)
            elif node.tag != _ROW and event == "start":
                state = HIDDEN if node.get(f"{_TABLE}style-name") in hidden else VISIBLE
                found.append(Sheet(node.get(f"{_TABLE}name", ""), state))
        return found

    def rows(self, sheet: Sheet) -> Iterator[SheetRow]:
        """Rows of the sheet that hold anything."""
        place, number, columns = -1, 0, list[str]()
        wanted = next(n for n, one in enumerate(self.sheets) if one is sheet)
        for event, node in self._nodes(f"{_TABLE}table", f"{_TABLE}table-column", _ROW, events=_BOTH):
            if node.tag == f"{_TABLE}table":
                place, number = place + (event == "start"), 0
                if place > wanted:
                    return
            elif event == "end" and node.tag == _ROW:
                if place == wanted:
                    yield from self._row(sheet, node, number + 1, columns)
                number += _repeated(node, "rows")
                _forget(node)
            elif event == "end" and place == wanted:
                columns += [node.get(_DEFAULT, "")] * min(_repeated(node, "columns"), _STYLED_COLUMNS_MAX)

    def _row(self, sheet: Sheet, node: Any, number: int, columns: list[str]) -> Iterator[SheetRow]:
        cells = list(self._cells(sheet, node, number, columns))
        if cells:
            count, hidden = _repeated(node, "rows"), node.get(f"{_TABLE}visibility") in ("collapse", "filter")
            self._check_repeated(sheet, "row", number, count)
            yield from (SheetRow(number + n, hidden, cells) for n in range(count))

    def _check_repeated(self, sheet: Sheet, what: str, number: int, count: int) -> None:
        if count > _REPEATED_MAX:
            raise DeskError(
                f"One {what} is said to stand {count:,} times: it was probably pulled down by mistake.",
                f"File {self._name}, sheet {sheet.name}, {what} {number}.",
                "Delete the copies in the book, save it, and take in again.",
            )

    def _cells(self, sheet: Sheet, row: Any, number: int, columns: list[str]) -> Iterator[tuple[int, str]]:
        column = 0
        for cell in row.iterchildren(*_CELLS):
            count = _repeated(cell, "columns")
            style = columns[column] if column < len(columns) else ""
            text = self._text(cell, sheet, cell.get(f"{_TABLE}style-name") or row.get(_DEFAULT) or style)
            _note_merged(sheet, cell, number, column)
            if text.strip():
                self._check_repeated(sheet, "cell of row", number, count)
                yield from ((column + n, text) for n in range(count))
            column += count

    def _text(self, cell: Any, sheet: Sheet, style: str) -> str:
        kind, said = cell.get(_KIND), "\n".join(_paragraph(p) for p in cell.iterchildren(f"{_TEXT}p"))
        formula = cell.get(f"{_TABLE}formula")
        if formula is not None:
            sheet.formulas.count += 1
        if cell.get(_CALC_KIND) == "error" or (formula is not None and said.startswith(("Err:", "#"))):
            return CellText(said if said.startswith("#") else "#ERROR", "error")
        if kind in ("float", "currency", "percentage"):
            return number_cell(cell.get(f"{_OFFICE}value", ""), self._forms.get(style, ""), 1900)
        if kind == "date":
            return CellText(_day(cell.get(f"{_OFFICE}date-value", "")), "date", self._forms.get(style, ""))
        if kind == "boolean":
            return CellText("TRUE" if cell.get(f"{_OFFICE}boolean-value") == "true" else "FALSE", "bool")
        if kind is None and formula is not None:
            return CellText(NO_VALUE, "no-value")
        return cell.get(f"{_OFFICE}string-value") or said

    @cached_property
    def _styles(self) -> list[list[Any]]:
        """Styles, number formats among them: those of the book, then those of the content alone."""
        parts = [part for part in ("styles.xml", "content.xml") if part in self._package.namelist()]
        return [list(self._styles_of(part)) for part in parts]

    def _styles_of(self, part: str) -> Iterator[Any]:
        for _, node in self._nodes(f"{_OFFICE}styles", f"{_OFFICE}automatic-styles", _BODY, events=_BOTH, part=part):
            if node.tag == _BODY:
                return
            yield from (style for style in node if isinstance(style.tag, str))

    @cached_property
    def _forms(self) -> dict[str, str]:
        """Number format of each cell style, spelt as Excel would."""
        return forms_of(self._styles)

    def _nodes(self, *tags: str, events: tuple[str, ...], part: str = "content.xml") -> Iterator[tuple[str, Any]]:
        with self._package.open(part, mode="r") as stream:
            yield from etree.iterparse(
                stream, events=events, tag=tags, resolve_entities=False, no_network=True, load_dtd=False
            )


def _forget(node: Any) -> None:
    node.clear()
    while node.getprevious() is not None:
        del node.getparent()[0]


def _repeated(node: Any, what: str) -> int:
    return int(node.get(f"{_TABLE}number-{what}-repeated", "1"))


def _paragraph(node: Any) -> str:
    """A paragraph's text; runs of blanks and tabs are elements of their own."""
    parts = [node.text or ""]
    for child in node:
        if child.tag == f"{_TEXT}s":
            parts.append(" " * int(child.get(f"{_TEXT}c", "1")))
        elif child.tag == f"{_TEXT}tab":
            parts.append("\t")
        elif child.tag == f"{_TEXT}line-break":
            parts.append("\n")
        elif child.tag != f"{_OFFICE}annotation":
            parts.append(_paragraph(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _note_merged(sheet: Sheet, cell: Any, row: int, column: int) -> None:
    rows = int(cell.get(f"{_TABLE}number-rows-spanned", "1"))
    if rows > 1 or int(cell.get(f"{_TABLE}number-columns-spanned", "1")) > 1:
        sheet.merged.append(Merged(row, row + rows - 1, column + 1))


def _day(value: str) -> str:
    try:
        return day_text(datetime.fromisoformat(value).replace(tzinfo=None, microsecond=0))
    except ValueError:
        return value
