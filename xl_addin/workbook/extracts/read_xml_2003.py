"""Reads a spreadsheet in the XML of Excel 2003, which many systems save under the name of an Excel book."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from lxml import etree

from xl_addin.domain.errors import DeskError
from xl_addin.workbook.extracts.cell_text import CellText
from xl_addin.workbook.extracts.number_forms import day_text, number_cell
from xl_addin.workbook.extracts.sheets import HIDDEN, NO_VALUE, VERY_HIDDEN, VISIBLE, BookFacts, Merged, Sheet, SheetRow

_SS = "{urn:schemas-microsoft-com:office:spreadsheet}"
_STATES = {"SheetHidden": HIDDEN, "SheetVeryHidden": VERY_HIDDEN}


class Xml2003Book:
    """A spreadsheet in the XML of Excel 2003."""

    facts = BookFacts("an XML spreadsheet of Excel 2003")

    def __init__(self, name: str, data: bytes) -> None:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
        root: Any = etree.fromstring(data, parser)
        if root.getroottree().docinfo.doctype:
            raise DeskError(
                "The book carries a document type declaration (DTD), which Excel never writes.",
                f"File {name}.",
                "Do not use this file; ask where it came from.",
            )
        self._forms = {
            style.get(f"{_SS}ID"): next((n.get(f"{_SS}Format", "") for n in style.iter(f"{_SS}NumberFormat")), "")
            for style in root.iter(f"{_SS}Style")
        }
        self._sheets = [
            (Sheet(node.get(f"{_SS}Name", ""), _state(node)), node) for node in root.iter(f"{_SS}Worksheet")
        ]
        self.sheets = [sheet for sheet, _ in self._sheets]

    def rows(self, sheet: Sheet) -> Iterator[SheetRow]:
        """Rows of a sheet that hold anything."""
        node, number = next(node for one, node in self._sheets if one is sheet), 0
        for row in node.iter(f"{_SS}Row"):
            number = int(row.get(f"{_SS}Index", number + 1))
            if cells := list(self._cells(sheet, row, number)):
                yield SheetRow(number, row.get(f"{_SS}Hidden") == "1", cells)

    def _cells(self, sheet: Sheet, row: Any, number: int) -> Iterator[tuple[int, str]]:
        column = -1
        for cell in row.iterchildren(f"{_SS}Cell"):
            column = int(cell.get(f"{_SS}Index", column + 2)) - 1
            down, across = (int(cell.get(f"{_SS}Merge{name}", "0")) for name in ("Down", "Across"))
            if down or across:
                sheet.merged.append(Merged(number, number + down, column + 1))
            text = self._text(cell, row)
            if text:
                yield column, text
            column += across

    def _text(self, cell: Any, row: Any) -> str:
        data = cell.find(f"{_SS}Data")
        if data is None:
            return CellText(NO_VALUE, "no-value") if cell.get(f"{_SS}Formula") else ""
        text, kind = "".join(data.itertext()), data.get(f"{_SS}Type")
        form = self._forms.get(cell.get(f"{_SS}StyleID") or row.get(f"{_SS}StyleID") or "", "")
        if kind == "Number":
            return number_cell(text, _spelt(form), 1900)
        if kind == "DateTime":
            return CellText(day_text(datetime.fromisoformat(text).replace(tzinfo=None, microsecond=0)), "date", form)
        if kind == "Boolean":
            return CellText("TRUE" if text == "1" else "FALSE", "bool")
        return CellText(text, "error") if kind == "Error" else text


def _state(sheet: Any) -> str:
    return next((_STATES.get((node.text or "").strip(), VISIBLE) for node in sheet.iter("{*}Visible")), VISIBLE)


# Excel 2003 names some formats by words.
_WORDS = {"General": "", "General Number": "", "Fixed": "0.00", "Standard": "#,##0.00", "Percent": "0.00%"}


def _spelt(form: str) -> str:
    return _WORDS.get(form, "" if form.endswith("Date") else form)
