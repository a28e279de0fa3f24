"""Reads an .xlsx or .xlsm book, plain or Strict, row by row: only what holds anything, wherever it stands.

Names of elements are read without their namespace, since a Strict book has others. Nothing is resolved or loaded from
outside. What a book of another format has in common with it stands in `sheets`.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from lxml import etree

from xl_addin.workbook.extracts.blank_cells import Unblanked
from xl_addin.workbook.extracts.limits import MB, Limits, too_large
from xl_addin.workbook.extracts.number_forms import BUILT_IN
from xl_addin.workbook.extracts.package import check_package, open_package
from xl_addin.workbook.extracts.sheets import HIDDEN, VERY_HIDDEN, VISIBLE, BookFacts, Sheet, SheetRow
from xl_addin.workbook.extracts.xlsx_sheet import TRUE, SheetReader, nodes, string_of

_STATES = {"hidden": HIDDEN, "veryHidden": VERY_HIDDEN}
_SST_MB_MAX = 200
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
            system=1904 if properties is not None and properties.get("date1904") in TRUE else 1900,
            by_hand=told.get("calcMode") == "manual",
            asks_to_calculate=told.get("fullCalcOnLoad") in TRUE or told.get("calcId") == _WRITES_ONLY,
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
        reader = SheetReader(sheet, self.facts.system, self.strings, self.forms)
        with self.stream(sheet) as stream:
            yield from reader.rows(Unblanked(stream), self._name)

    def stream(self, sheet: Sheet) -> Any:
        """The XML of a sheet."""
        return self._open(next(target for target, one in self._sheet_parts.items() if one is sheet))

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
    def strings(self) -> list[str]:
        """The shared texts, by their place."""
        part = self._related("sharedStrings")
        if not part:
            return []
        size = self._package.getinfo(self._parts[part.lower()]).file_size
        if size > _SST_MB_MAX * MB:
            found = f"The texts of the book come to {size // MB} MB."
            raise too_large(found, f"File {self._name}.", "unpacked_mb_max", self._limits.unpacked_mb_max)
        with self._open(part) as stream:
            return [string_of(node) for _, node in nodes(stream, ("{*}si",))]

    @cached_property
    def forms(self) -> list[str]:
        """Number format of each cell style, by its place."""
        part = self._related("styles")
        if not part:
            return [""]
        styles = self._xml(part)
        own = {node.get("numFmtId"): node.get("formatCode", "") for node in _all(styles, "numFmt")}
        cells = _first(styles, "cellXfs")
        return [_form(node.get("numFmtId", "0"), own) for node in (cells if cells is not None else ())]


def _form(number: str, own: dict[str | None, str]) -> str:
    form = own[number] if number in own else BUILT_IN.get(int(number), "")
    return "" if form.lower() == "general" else form


def _all(root: etree._Element, name: str) -> Iterator[Any]:
    return root.iter(f"{{*}}{name}")


def _first(root: etree._Element, name: str) -> Any:
    return next(_all(root, name), None)


def _attribute(node: Any, name: str) -> str:
    """An attribute of another namespace by its own name, such as r:id."""
    return next((str(value) for key, value in node.attrib.items() if key.endswith("}" + name)), "")


def _target(folder: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")
