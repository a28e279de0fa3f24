"""Reads messages of text with bars: a row of headers, then a line for each record or for each of its invoices."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from xl_addin.domain.content import Readable
from xl_addin.domain.errors import DeskError
from xl_addin.messages.encoding import first_wrong_byte
from xl_addin.messages.model import ERROR_CODE, Layout, elements
from xl_addin.messages.read_xml import Told
from xl_addin.messages.record import Record, Stray, Texts

_AGAIN = "Load the file again from where it came; do not edit it by hand."


_ERRORS = ("errorcode", "errorcodes", "error", "errors")


class _Line(NamedTuple):
    line: int
    values: Texts
    invoice: Texts


def read_pipe(layout: Layout, file: Readable, told: Told) -> Iterator[Record]:
    """Each record in file order; lines that follow each other and differ in the invoice alone are one record.

    `told` hears of headers that the layout does not have. Raises DeskError when the file cannot be trusted.
    """
    for _, lines in groupby(
        _lines(layout, file, told), lambda one: (one.values, 0 if layout.has_invoices else one.line)
    ):
        first, *more = lines
        every = (first, *more) if layout.has_invoices else ()
        yield Record(first.values, tuple(one.invoice for one in every), first.line, tuple(one.line for one in every))


def _lines(layout: Layout, file: Readable, told: Told) -> Iterator[_Line]:
    header: tuple[str, ...] = ()
    of_invoice = frozenset(elements(layout.of_invoice))
    for line, text in _texts(file):
        cells = text.split("|")
        if not header:
            header = _header(layout, cells, file.name, told)
            continue
        if len(cells) != len(header):
            raise DeskError(
                f"The line has {len(cells)} cells, but there are {len(header)} headers: a bar may stand in a value.",
                f"File {file.name}, line {line}.",
                _AGAIN,
            )
        row = dict(zip(header, cells, strict=True))
        invoice = {name: row.pop(name) for name in header if name in of_invoice}
        yield _Line(line, row, invoice)
    if not header:
        raise DeskError("The file is empty.", f"File {file.name}.", _AGAIN)


def _header(layout: Layout, cells: list[str], file: str, told: Told) -> tuple[str, ...]:
    """The headers; DeskError where one of the layout is not there or one stands twice.

    A reply need hold no more than its keys and what IDPMS says, under a header in any spelling of its words.
    """
    known = elements((*layout.of_record, *layout.of_invoice))
    if layout.is_reply:
        spelt = {_folded(name): name for name in known} | dict.fromkeys(_ERRORS, ERROR_CODE)
        cells = [spelt.get(_folded(name), name) for name in cells]
    needed = (*layout.key, ERROR_CODE) if layout.is_reply else known
    lacking = [name for name in needed if name not in cells]
    twice = [name for name in cells if cells.count(name) > 1]
    if lacking or twice:
        fault = f"the header {lacking[0]} is missing" if lacking else f"the header {twice[0]} stands twice"
        raise DeskError(f"The file is no {layout.message} message: {fault}.", f"File {file}, line 1.", _AGAIN)
    for name in cells:
        if name not in known:
            told(Stray(1, name, ""))
    return tuple(cells)


def _folded(name: str) -> str:
    return re.sub("[ _.-]", "", name).casefold()


def _texts(file: Readable) -> Iterator[tuple[int, str]]:
    """The lines that hold anything, without their ends, with their numbers."""
    try:
        with io.TextIOWrapper(file.open(), "utf-8-sig", newline=None) as stream:
            for line, text in enumerate(stream, 1):
                if text := text.rstrip("\n"):
                    yield line, text
    except UnicodeDecodeError:
        place = first_wrong_byte(file)
        where = place.where if place else f"File {file.name}, at its end."
        raise DeskError("The file is not UTF-8 text, as this message is.", where, _AGAIN) from None
