"""A bank's own form: a workbook with {field} in its cells and [table] where a table begins.

It is filled by openpyxl, which keeps cells, looks, widths, merged cells, pictures, names and print settings. What it
would lose (charts, shapes, controls, macros, sparklines …) is looked for part by part, and such a form is refused.
"""

from __future__ import annotations

import base64
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from xl_addin.documents.template import FORM, Template
from xl_addin.domain.errors import DeskError

_FIELD = re.compile(r"\{([^{}]*)\}")
_TABLE = re.compile(r"\[([^\[\]]*)\]")
_KEPT = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|docProps/(core|app|custom)\.xml|xl/workbook\.xml|xl/_rels/workbook\.xml\.rels"
    r"|xl/(styles|sharedStrings|calcChain|metadata)\.xml|xl/theme/[^/]+|xl/worksheets/(sheet\d+\.xml|_rels/[^/]+\.rels)"
    r"|xl/tables/[^/]+|xl/printerSettings/[^/]+|xl/media/[^/]+\.(png|jpe?g)|xl/drawings/(drawing\d+\.xml|_rels/[^/]+)"
)
# What openpyxl passes over without a word within a part that it keeps otherwise.
_LOST_IN_DRAWING = (b"<xdr:sp ", b"<xdr:sp>", b"<xdr:graphicFrame", b"<xdr:cxnSp", b"<xdr:grpSp")
_LOST_IN_SHEET = (b"<extLst", b"<controls", b"<oleObjects", b"<legacyDrawing", b"<customSheetViews")
SIZE_MAX = 5_000_000  # bytes: a form is kept in the ledger with the papers that were made of it


def form_of(source: str, content: bytes, fields: Iterable[str], tables: Iterable[str]) -> Template:
    """A bank's form as a template; DeskError names the cell that cannot be filled, and what would be lost."""
    if lost := _lost(source, content):
        raise DeskError(
            f"The form has what would be lost when it is filled: {', '.join(lost)}.",
            f"Form {source}.",
            "Take that out of the form (under another name), or leave the form out: a plain sheet is made then.",
        )
    known, grids, shown = sorted(fields), sorted(tables), 0
    for sheet, cell, table in places(opened(content)):
        shown += 1
        names = [table] if table else _FIELD.findall(text_of_cell(cell))
        for name in names:
            if name not in (grids if table else known):
                raise DeskError(
                    f"{name!r} is no {'table' if table else 'field'} of this paper.",
                    f"Form {source}, cell {sheet.title}!{cell.coordinate}.",
                    f"It has: {', '.join(grids if table else known)}. No paper was made.",
                )
    if not shown:
        raise DeskError(
            "The form has no place to be filled.", f"Form {source}.", "Write {importer} or [open_boe] into its cells."
        )
    return Template(source, FORM + base64.b64encode(content).decode(), ())


def opened(content: bytes) -> Any:
    """The workbook, with its formulas and its rich texts."""
    from openpyxl import load_workbook  # type: ignore[import-untyped]

    return load_workbook(io.BytesIO(content), rich_text=True)


def places(book: Any) -> Iterator[tuple[Any, Any, str]]:
    """Every cell to be filled, with the name of the table that begins there, "" where fields stand in it."""
    for sheet in book.worksheets:
        for cell in [cell for row in sheet.iter_rows() for cell in row]:
            text = text_of_cell(cell)
            if found := _TABLE.fullmatch(text.strip()):
                yield sheet, cell, found[1].strip()
            elif _FIELD.search(text):
                yield sheet, cell, ""


def text_of_cell(cell: Any) -> str:
    """The text of a cell; "" for a formula and for what is no text."""
    return "" if cell.value is None or cell.data_type in ("f", "n", "d", "b") else str(cell.value)


def values_of(text: str, fields: Mapping[str, str]) -> str:
    """A text with its fields filled."""
    return _FIELD.sub(lambda at: fields[at[1]], text)


def _lost(source: str, content: bytes) -> list[str]:
    if len(content) > SIZE_MAX:
        return [f"all of it, which has {len(content):,} bytes; a form has at most {SIZE_MAX:,}"]
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return [*_lost_parts(package)]
    except (zipfile.BadZipFile, OSError) as error:
        raise DeskError(
            f"The form is no workbook: {error}.", f"Form {source}.", "Save it as .xlsx without a password."
        ) from None


def _lost_parts(package: zipfile.ZipFile) -> Iterator[str]:
    for name in package.namelist():
        if not _KEPT.fullmatch(name):
            yield name
            continue
        look = _LOST_IN_DRAWING if name.startswith("xl/drawings/drawing") else ()
        look = _LOST_IN_SHEET if name.startswith("xl/worksheets/sheet") else look
        if look:
            content = package.read(name)
            yield from (f"{name}: {mark.decode().strip('< >')}" for mark in look if mark in content)
