"""Reads the tables of a web page, which many systems save under the name of an Excel book."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import html

from xl_addin.domain.errors import DeskError
from xl_addin.workbook.extracts.sheets import HIDDEN, VISIBLE, BookFacts, Merged, Sheet, SheetRow

_CHARSET = re.compile(rb"""charset\s*=\s*["']?([\w-]+)""", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_NOT_SHOWN = re.compile(r"display\s*:\s*none", re.IGNORECASE)


class HtmlBook:
    """The tables of a web page as sheets; a cell is text, as the page shows it."""

    facts = BookFacts("a web page")

    def __init__(self, name: str, data: bytes) -> None:
        self._name = name
        root = html.document_fromstring(_decoded(name, data), parser=html.HTMLParser(no_network=True, huge_tree=False))
        for line in root.iter("br"):
            line.tail = "\n" + (line.tail or "")
        self._tables = {f"table {n}": table for n, table in enumerate(root.iter("table"), 1)}
        self.sheets = [Sheet(title, HIDDEN if _not_shown(table) else VISIBLE) for title, table in self._tables.items()]

    def rows(self, sheet: Sheet) -> Iterator[SheetRow]:
        """Rows of a table that hold anything; a table within a cell is a table of its own."""
        table = self._tables[sheet.name]
        own = (row for row in table.iter("tr") if next(row.iterancestors("table")) is table)
        for number, row in enumerate(own, 1):
            cells = list(self._cells(sheet, row, number))
            if cells:
                yield SheetRow(number, _not_shown(row), cells)

    def _cells(self, sheet: Sheet, row: Any, number: int) -> Iterator[tuple[int, str]]:
        column = 0
        for cell in row.iterchildren("td", "th"):
            wide, high = (_count(cell.get(name)) for name in ("colspan", "rowspan"))
            if wide > 1 or high > 1:
                sheet.merged.append(Merged(number, number + high - 1, column + 1))
            text = _shown_text(cell)
            if text:
                yield column, text
            column += wide


def _decoded(name: str, data: bytes) -> str:
    """By the mark, by what the page declares, else UTF-8, else windows-1252."""
    declared = _CHARSET.search(data[:4096])
    marks = ["utf-16"] if data[:2] in (b"\xff\xfe", b"\xfe\xff") else []
    for encoding in (*marks, "utf-8-sig", declared[1].decode() if declared else "windows-1252", "windows-1252"):
        try:
            return re.sub(r"^\s*<\?xml[^>]*\?>", "", data.decode(encoding))
        except (UnicodeDecodeError, LookupError):
            continue
    raise DeskError("The web page's letters cannot be read.", f"File {name}.", "Open it in Excel and save it as .xlsx.")


def _not_shown(node: Any) -> bool:
    return any(_NOT_SHOWN.search(one.get("style") or "") for one in (node, *node.iterancestors()))


def _count(text: str | None) -> int:
    return min(int(text), 20_000) if text and text.strip().isdecimal() and int(text) > 0 else 1


def _shown_text(cell: Any) -> str:
    return "\n".join(_BLANKS.sub(" ", part).strip(" ") for part in cell.text_content().split("\n")).strip()
