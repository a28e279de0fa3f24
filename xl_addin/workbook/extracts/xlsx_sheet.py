"""Reads one sheet of an .xlsx book row by row; a row is forgotten once it was used."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any

from lxml import etree

from xl_addin.domain.errors import DeskError
from xl_addin.workbook.extracts.cell_text import CellText
from xl_addin.workbook.extracts.number_forms import day_text, number_cell
from xl_addin.workbook.extracts.sheets import NO_VALUE, Merged, Sheet, SheetRow

TRUE = ("1", "true")
_CELL = re.compile("([A-Z]{1,3})([0-9]{1,7})")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


class SheetReader:
    """Reads the rows of one sheet part."""

    def __init__(self, sheet: Sheet, system: int, strings: list[str], forms: list[str]) -> None:
        self._sheet, self._system, self._strings, self._forms = sheet, system, strings, forms
        self._columns: dict[str, int] = {}
        self._all_hidden = False
        self._texts: dict[str | None, Callable[[str, str], str]] = {
            None: self._number,
            "n": self._number,
            "s": lambda text, _: strings[int(text)],
            "str": lambda text, _: unescaped(text),
            "b": lambda text, form: CellText("TRUE" if text in TRUE else "FALSE", "bool", form),
            "e": lambda text, form: CellText(text or "#ERROR", "error", form),
            "d": self._iso_day,
        }

    def rows(self, stream: Any, file: str) -> Iterator[SheetRow]:
        """The rows that hold anything."""
        last = 0
        for _, node in nodes(stream, ("{*}row", "{*}mergeCell", "{*}sheetFormatPr"), file):
            kind = etree.QName(node).localname
            if kind == "row":
                number = int(node.get("r") or last + 1)
                last = number
                if cells := list(self._cells(node, number)):
                    yield SheetRow(number, self._hidden(node), cells)
            elif kind == "mergeCell":
                self._sheet.merged += _merged(node.get("ref", ""))
            else:
                self._all_hidden = node.get("zeroHeight") in TRUE

    def _hidden(self, row: Any) -> bool:
        """Hidden by a person or a filter, or made as low as nothing."""
        told = row.get("hidden")
        return told in TRUE or (told is None and (self._all_hidden or _no_height(row.get("ht"))))

    def _cells(self, row: Any, number: int) -> Iterator[tuple[int, str]]:
        column = -1
        for cell in row:
            place = cell.get("r")
            column = self._column(place) if place else column + 1
            if len(cell) and (text := self._text(cell, number, column)):
                yield column, text

    def _column(self, place: str) -> int:
        letters = place.rstrip("0123456789")
        found = self._columns.get(letters)
        if found is None:
            found = self._columns[letters] = column_of(letters)
        return found

    def _text(self, cell: Any, row: int, column: int) -> str:
        kind, value, formula, inline = cell.get("t"), None, None, None
        for child in cell:
            name = child.tag.rpartition("}")[2] if isinstance(child.tag, str) else ""
            if name == "v":
                value = child.text or ""
            elif name == "f":
                formula = child
            elif name == "is":
                inline = child
        if formula is not None:
            return self._calculated(cell, kind, value or "", (row, column))
        if inline is not None:
            return string_of(inline)
        return self._stored(cell, kind, value) if value else ""

    def _stored(self, cell: Any, kind: str | None, value: str) -> str:
        place = int(cell.get("s") or 0)
        form = self._forms[place] if place < len(self._forms) else ""
        return self._texts.get(kind, self._number)(value, form)

    def _calculated(self, cell: Any, kind: str | None, value: str, place: tuple[int, int]) -> str:
        """A formula's stored result; one whose result is an empty text says so by its type."""
        seen = self._sheet.formulas
        seen.count += 1
        if not value:
            return (
                "" if kind == "str" else CellText("#ERROR", "error") if kind == "e" else CellText(NO_VALUE, "no-value")
            )
        text = self._stored(cell, kind, value)
        if kind != "e":  # an error stays one
            seen.stored.append(place)
        seen.has_results = seen.has_results or kind not in (None, "n") or Decimal(value) != 0
        return text

    def _number(self, text: str, form: str) -> str:
        return number_cell(text.strip(), form, self._system)

    def _iso_day(self, text: str, form: str) -> str:
        """A day of a Strict book, written as ISO says; a time of day alone stays as it is."""
        try:
            moment = datetime.fromisoformat(text.strip()).replace(tzinfo=None)
        except ValueError:
            return CellText(text, "date", form)
        return CellText(day_text(moment), "date", form)


def column_of(letters: str) -> int:
    """The place of a column from 0, by its letters."""
    place = 0
    for letter in letters.upper() or " ":
        if not "A" <= letter <= "Z":
            raise KeyError(f"a cell has no column: {letters}")
        place = place * 26 + ord(letter) - ord("A") + 1
    return place - 1


def _no_height(height: str | None) -> bool:
    """Less than a point is nothing that a person sees."""
    return height is not None and re.fullmatch(r"0+(\.\d*)?", height) is not None


def nodes(stream: Any, tags: tuple[str, ...], file: str = "") -> Iterator[tuple[str, Any]]:
    """Elements as they end; each is forgotten once it was used, with all that stood before it."""
    parsed = etree.iterparse(stream, tag=tags, resolve_entities=False, no_network=True, load_dtd=False)
    is_first = True
    for event, node in parsed:
        if is_first and node.getroottree().docinfo.doctype:  # it stands before the first element, or nowhere
            raise DeskError(
                "The book carries a document type declaration (DTD), which Excel never writes.",
                f"File {file}.",
                "Do not use this file; ask where it came from.",
            )
        is_first = False
        yield event, node
        node.clear()
        while node.getprevious() is not None:
            del node.getparent()[0]


def string_of(node: Any) -> str:
    """Text of a shared or inline string; how it sounds (rPh) is not part of it."""
    if len(node) == 1 and isinstance(node[0].tag, str) and node[0].tag.endswith("}t"):
        return unescaped(node[0].text or "")
    texts = [child.text or "" for child in node.iter("{*}t") if etree.QName(child.getparent()).localname != "rPh"]
    return unescaped("".join(texts))


def unescaped(text: str) -> str:
    """Text in which signs that XML cannot hold are written as _x000D_."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def _merged(reference: str) -> Iterator[Merged]:
    cells = _CELL.findall(reference.replace("$", ""))
    if len(cells) == 2:
        (column, first), (_, last) = cells
        yield Merged(int(first), int(last), column_of(column) + 1)
