"""Reads an .xlsx or .xlsm book, plain or Strict, row by row: only what holds anything, wherever it stands.

Names of elements are read without their namespace, since a Strict book has others. Nothing is resolved or loaded from
outside. What a book of another format has in common with it stands in `sheets`.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import cached_property
from typing import Any

from lxml import etree

from xl_addin.domain.errors import DeskError
from xl_addin.workbook.extracts.blank_cells import Unblanked
from xl_addin.workbook.extracts.cell_text import CellText
from xl_addin.workbook.extracts.limits import MB, Limits, too_large
from xl_addin.workbook.extracts.number_forms import BUILT_IN, day_text, number_cell
from xl_addin.workbook.extracts.package import check_package, open_package
from xl_addin.workbook.extracts.sheets import HIDDEN, NO_VALUE, VERY_HIDDEN, VISIBLE, BookFacts, Merged, Sheet, SheetRow

_STATES = {"hidden": HIDDEN, "veryHidden": VERY_HIDDEN}
_SST_MB_MAX = 200
_CELL = re.compile("([A-Z]{1,3})([0-9]{1,7})")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_TRUE = ("1", "true")
# A program that writes books and calculates none of them says so by this version of "Excel".
_WRITES_ONLY = "124519"


class XlsxBook:
    """An open .xlsx package, held in memory as it came."""

    def __init__(self, name: str, data: bytes, limits: Limits) -> None:
        self._name, self._limits, self._package = name, limits, open_package(data)
        file = self._package.fp
        check_package(file, name, limits.unpacked_mb_max * MB)  # type: ignore[arg-type]
        self._parts = {part.lower(): part for part in self._package.namelist()}
        self._home, self._book = self._find_book()
        self._relations = self._relations_of(self._home)

    @cached_property
    def facts(self) -> BookFacts:
        """What workbook and document properties say."""
        calculation = _first(self._book, "calcPr")
        properties = _first(self._book, "workbookPr")
        told = dict(calculation.attrib) if calculation is not None else {}
        strict = "purl.oclc.org" in str(self._book.tag)
        return BookFacts(
            form="an Excel book saved as Strict Open XML" if strict else "an Excel book",
            system=1904 if properties is not None and properties.get("date1904") in _TRUE else 1900,
            by_hand=told.get("calcMode") == "manual",
            asks_to_calculate=told.get("fullCalcOnLoad") in _TRUE or told.get("calcId") == _WRITES_ONLY,
            uncalculated="xl/calcchain.xml" not in self._parts and "LibreOffice" not in self._application,
            links=tuple(self._links()),
        )

    @cached_property
    def sheets(self) -> list[Sheet]:
        """Worksheets in the order of their tabs."""
        return list(self._sheet_parts.values())

    @cached_property
    def _sheet_parts(self) -> dict[str, Sheet]:
        found: dict[str, Sheet] = {}
        for node in _all(self._book, "sheet"):
            kind, target = self._relations.get(_attribute(node, "id"), ("", ""))
            if kind == "worksheet":
                state = _STATES.get(node.get("state", ""), VISIBLE)
                found[target] = Sheet(node.get("name", ""), state)
        if not found:
            raise KeyError("the book names no sheet")
        return found

    def rows(self, sheet: Sheet) -> Iterator[SheetRow]:
        """Rows that hold anything; what is told of formulas and merged cells is filled in on the way."""
        part = next(target for target, one in self._sheet_parts.items() if one is sheet)
        reader = _SheetReader(sheet, self.facts.system, self._strings, self._forms)
        with self._open(part) as stream:
            yield from reader.rows(Unblanked(stream), self._name)

    def _open(self, part: str) -> Any:
        return self._package.open(self._parts[part.lower()], mode="r")

    def _xml(self, part: str) -> etree._Element:
        with self._open(part) as stream:
            return etree.parse(stream, etree.XMLParser(resolve_entities=False, no_network=True)).getroot()

    def _find_book(self) -> tuple[str, etree._Element]:
        for kind, target in self._relations_of("").values():
            if kind == "officeDocument" and target.lower() in self._parts:
                return target, self._xml(target)
        raise KeyError("the package holds no workbook")

    def _relations_of(self, part: str) -> dict[str, tuple[str, str]]:
        """Kind and part of each relation of a part by its identifier; a Strict book spells kinds in another place."""
        folder, name = posixpath.split(part)
        path = posixpath.join(folder, "_rels", f"{name}.rels")
        if path.lower() not in self._parts:
            return {}
        return {
            node.get("Id", ""): (node.get("Type", "").rsplit("/", 1)[-1], _target(folder, node.get("Target", "")))
            for node in _all(self._xml(path), "Relationship")
        }

    @cached_property
    def _application(self) -> str:
        part = next((target for kind, target in self._relations_of("").values() if kind == "extended-properties"), "")
        found = _first(self._xml(part), "Application") if part.lower() in self._parts else None
        return (found.text or "") if found is not None else ""

    def _links(self) -> Iterator[str]:
        for kind, target in self._relations.values():
            if kind == "externalLink":
                yield from (posixpath.basename(name) for _, name in self._relations_of(target).values())

    def _related(self, wanted: str) -> str:
        """The part of the book of this kind; "" where it has none."""
        found = (target for kind, target in self._relations.values() if kind == wanted)
        return next((target for target in found if target.lower() in self._parts), "")

    @cached_property
    def _strings(self) -> list[str]:
        part = self._related("sharedStrings")
        if not part:
            return []
        size = self._package.getinfo(self._parts[part.lower()]).file_size
        if size > _SST_MB_MAX * MB:
            found = f"The texts of the book come to {size // MB} MB."
            raise too_large(found, f"File {self._name}.", "unpacked_mb_max", self._limits.unpacked_mb_max)
        with self._open(part) as stream:
            return [_string(node) for _, node in _nodes(stream, ("{*}si",))]

    @cached_property
    def _forms(self) -> list[str]:
        """Number format of each cell style, by its place."""
        part = self._related("styles")
        if not part:
            return [""]
        styles = self._xml(part)
        own = {node.get("numFmtId"): node.get("formatCode", "") for node in _all(styles, "numFmt")}
        cells = _first(styles, "cellXfs")
        return [_form(node.get("numFmtId", "0"), own) for node in (cells if cells is not None else ())]


class _SheetReader:
    """Reads the rows of one sheet part."""

    def __init__(self, sheet: Sheet, system: int, strings: list[str], forms: list[str]) -> None:
        self._sheet, self._system, self._strings, self._forms = sheet, system, strings, forms
        self._columns: dict[str, int] = {}
        self._all_hidden = False
        self._texts: dict[str | None, Callable[[str, str], str]] = {
            None: self._number,
            "n": self._number,
            "s": lambda text, _: strings[int(text)],
            "str": lambda text, _: _unescaped(text),
            "b": lambda text, form: CellText("TRUE" if text in _TRUE else "FALSE", "bool", form),
            "e": lambda text, form: CellText(text or "#ERROR", "error", form),
            "d": self._iso_day,
        }

    def rows(self, stream: Any, file: str) -> Iterator[SheetRow]:
        """The rows that hold anything."""
        last = 0
        for _, node in _nodes(stream, ("{*}row", "{*}mergeCell", "{*}sheetFormatPr"), file):
            kind = etree.QName(node).localname
            if kind == "row":
                number = int(node.get("r") or last + 1)
                last = number
                if cells := list(self._cells(node, number)):
                    yield SheetRow(number, self._hidden(node), cells)
            elif kind == "mergeCell":
                self._sheet.merged += _merged(node.get("ref", ""))
            else:
                self._all_hidden = node.get("zeroHeight") in _TRUE

    def _hidden(self, row: Any) -> bool:
        """Hidden by a person or a filter, or made as low as nothing."""
        told = row.get("hidden")
        return told in _TRUE or (told is None and (self._all_hidden or _no_height(row.get("ht"))))

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
            return self._calculated(cell, kind, value or "", formula, (row, column))
        if inline is not None:
            return _string(inline)
        return self._stored(cell, kind, value) if value else ""

    def _stored(self, cell: Any, kind: str | None, value: str) -> str:
        place = int(cell.get("s") or 0)
        form = self._forms[place] if place < len(self._forms) else ""
        return self._texts.get(kind, self._number)(value, form)

    def _calculated(self, cell: Any, kind: str | None, value: str, formula: Any, place: tuple[int, int]) -> str:
        """A formula's stored result; one whose result is an empty text says so by its type."""
        seen = self._sheet.formulas
        seen.count += 1
        seen.has_links = seen.has_links or "[" in (formula.text or "")
        if not value:
            return (
                "" if kind == "str" else CellText("#ERROR", "error") if kind == "e" else CellText(NO_VALUE, "no-value")
            )
        text = self._stored(cell, kind, value)
        if kind in (None, "n") and float(value) == 0:
            seen.zeros.append(place)
        else:
            seen.has_results = True
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
    for letter in letters.upper():
        if not "A" <= letter <= "Z":
            raise KeyError(f"a cell has no column: {letters}")
        place = place * 26 + ord(letter) - ord("A") + 1
    return place - 1


def _no_height(height: str | None) -> bool:
    try:
        return height is not None and float(height) == 0
    except ValueError:
        return False


def _nodes(stream: Any, tags: tuple[str, ...], file: str = "") -> Iterator[tuple[str, Any]]:
    """Elements as they end; each is forgotten once it was used, with all that stood before it."""
    parsed = etree.iterparse(stream, tag=tags, resolve_entities=False, no_network=True, load_dtd=False)
    for event, node in parsed:
        if node.getroottree().docinfo.doctype:
            raise DeskError(
                "The book carries a document type declaration (DTD), which Excel never writes.",
                f"File {file}.",
                "Do not use this file; ask where it came from.",
            )
        yield event, node
        node.clear()
        while node.getprevious() is not None:
            del node.getparent()[0]


def _string(node: Any) -> str:
    """Text of a shared or inline string; how it sounds (rPh) is not part of it."""
    texts = [child.text or "" for child in node.iter("{*}t") if etree.QName(child.getparent()).localname != "rPh"]
    return _unescaped("".join(texts))


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def _form(number: str, own: dict[str | None, str]) -> str:
    form = own[number] if number in own else BUILT_IN.get(int(number), "")
    return "" if form.lower() == "general" else form


def _merged(reference: str) -> Iterator[Merged]:
    cells = _CELL.findall(reference.replace("$", ""))
    if len(cells) == 2:
        (column, first), (_, last) = cells
        yield Merged(int(first), int(last), column_of(column) + 1)


def _all(root: etree._Element, name: str) -> Iterator[Any]:
    return root.iter(f"{{*}}{name}")


def _first(root: etree._Element, name: str) -> Any:
    return next(_all(root, name), None)


def _attribute(node: Any, name: str) -> str:
    """An attribute of another namespace by its own name, such as r:id."""
    return next((str(value) for key, value in node.attrib.items() if key.endswith("}" + name)), "")


def _target(folder: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")
