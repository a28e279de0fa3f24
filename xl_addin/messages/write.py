"""Writes a message: `write(layout("BES"), records, stream)` puts its bytes into `stream` and gives the counts.

Records are asked for one by one and may be any number; they must be in wire form (`typed.to_wire`, then `check`). What
the format cannot hold is a DeskError here, so that no file with it can come into being. The same records give the same
bytes. Written into a path by `desk.atomic.atomic_write`.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from xl_addin.domain.errors import DeskError
from xl_addin.messages.model import Field, Layout, elements
from xl_addin.messages.record import Counts, Record, Texts

# Signs that XML cannot hold or that a reader of it would change, and those of a line of text.
NOT_IN_XML = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
NOT_IN_PIPE = re.compile("[|\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_TO_ESCAPE = re.compile("[&<>]")
_PIECE = 1 << 20


def write(layout: Layout, records: Iterable[Record], stream: BinaryIO) -> Counts:
    """Writes the records in their order; DeskError for a text or an element that the message cannot hold."""
    return _write_xml(layout, records, stream) if layout.form == "xml" else _write_pipe(layout, records, stream)


# --- XML ---


def _write_xml(layout: Layout, records: Iterable[Record], stream: BinaryIO) -> Counts:
    """The counts stand before what they count: the records wait packed."""
    waiting, pack = list[bytes](), zlib.compressobj(1)
    number, invoices = 0, 0
    for piece, count in _pieces(_Template(layout), records):
        waiting.append(pack.compress(piece))
        number, invoices = number + count.records, invoices + count.invoices
    waiting.append(pack.flush())
    counts = Counts(number, invoices)
    stream.write(_opening(layout, counts))
    unpack = zlib.decompressobj()
    stream.writelines(unpack.decompress(part) for part in waiting)
    stream.write(f"  </{layout.list}>\n</bank>\n".encode())
    return counts


def _pieces(template: _Template, records: Iterable[Record]) -> Iterator[tuple[bytes, Counts]]:
    """The records as bytes, many at a time."""
    texts, size, number, invoices = list[str](), 0, 0, 0
    for record in records:
        texts.append(text := template.record(record))
        size, number, invoices = size + len(text), number + 1, invoices + len(record.invoices)
        if size > _PIECE:
            yield "".join(texts).encode(), Counts(number, invoices)
            texts, size, number, invoices = [], 0, 0, 0
    yield "".join(texts).encode(), Counts(number, invoices)


def _opening(layout: Layout, counts: Counts) -> bytes:
    told = "".join(f"    <{one.element}>{getattr(counts, one.field)}</{one.element}>\n" for one in layout.head)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<bank>\n  <checkSum>\n{told}  </checkSum>\n  <{layout.list}>\n'
    ).encode()


class _Template:
    """The text of a record with places for its values, made once a message."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        before, behind = layout.around_invoices
        known = frozenset(elements(layout.of_record))
        self._before, self._behind = (_Elements(layout, one, "      ", known) for one in (before, behind))
        of_invoice = layout.of_invoice
        self._invoice = _Elements(layout, of_invoice, "          ", frozenset(elements(of_invoice)))

    def record(self, record: Record) -> str:
        inner = self._before.filled(record.values, record)
        if self._layout.has_invoices:
            inside = "".join(
                f"        <invoice>\n{self._invoice.filled(one, record)}        </invoice>\n" for one in record.invoices
            )
            inner += f"      <invoices>\n{inside}      </invoices>\n"
        elif record.invoices:
            raise DeskError(f"{self._layout.message} has no invoices.", *_place(self._layout, record))
        if self._layout.is_reply:
            inner += self._behind.filled(record.values, record)
        return f"    <{self._layout.record}>\n{inner}    </{self._layout.record}>\n"


class _Elements:
    """Elements of one level as a text with places; `known` are all that may stand there."""

    def __init__(self, layout: Layout, fields: Iterable[Field], indent: str, known: frozenset[str]) -> None:
        self._layout, self._elements, self._known = layout, elements(fields), known
        self._text = "".join(f"{indent}<{one}>%s</{one}>\n" for one in self._elements)

    def filled(self, values: Texts, record: Record) -> str:
        if not values.keys() <= self._known:
            raise _no_place(_place(self._layout, record), self._layout, values, self._known)
        texts = [values.get(one, "") for one in self._elements]
        together = "".join(texts)
        if NOT_IN_XML.search(together):
            raise _no_sign(_place(self._layout, record), values, NOT_IN_XML)
        if _TO_ESCAPE.search(together):
            texts = [one.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") for one in texts]
        return self._text % tuple(texts)


# --- text with bars ---


def _write_pipe(layout: Layout, records: Iterable[Record], stream: BinaryIO) -> Counts:
    before, behind = (elements(one) for one in layout.around_invoices)
    rec, inv = elements(layout.of_record), elements(layout.of_invoice)
    number, invoices = 0, 0
    stream.write(("|".join((*before, *inv, *behind)) + "\n").encode())
    for record in records:
        _refuse_unknown(layout, record, rec, inv)
        rows = [{**record.values, **one} for one in record.invoices] if layout.has_invoices else [record.values]
        if not rows or (record.invoices and not layout.has_invoices):
            raise DeskError(
                f"{layout.message} has a line for each invoice, and the record has {len(record.invoices)}.",
                *_place(layout, record),
            )
        stream.writelines(_line(layout, record, row, (*before, *inv, *behind)) for row in rows)
        number, invoices = number + 1, invoices + len(record.invoices)
    return Counts(number, invoices)


def _refuse_unknown(layout: Layout, record: Record, rec: tuple[str, ...], inv: tuple[str, ...]) -> None:
    for values, known in ((record.values, frozenset(rec)), *((one, frozenset(inv)) for one in record.invoices)):
        if not values.keys() <= known:
            raise _no_place(_place(layout, record), layout, values, known)


def _line(layout: Layout, record: Record, values: Texts, names: tuple[str, ...]) -> bytes:
    texts = [values.get(name, "") for name in names]
    if NOT_IN_PIPE.search("".join(texts)):
        raise _no_sign(_place(layout, record), values, NOT_IN_PIPE)
    return ("|".join(texts) + "\n").encode()


# --- what cannot be written ---


def _place(layout: Layout, record: Record) -> tuple[str, str]:
    key = ", ".join(f"{element} {record.values[element]}" for element in layout.key if element in record.values)
    return f"{layout.message}, {key or 'a record'}.", "Check the record before it is written; nothing was written."


def _no_place(place: tuple[str, str], layout: Layout, values: Texts, known: frozenset[str]) -> DeskError:
    return DeskError(f"{layout.message} has no element {', '.join(sorted(values.keys() - known))} here.", *place)


def _no_sign(place: tuple[str, str], values: Texts, bad: re.Pattern[str]) -> DeskError:
    element, found = next((name, hit[0]) for name, text in values.items() if (hit := bad.search(text)))
    return DeskError(f"{element} holds the sign {found!r}, which the message cannot hold.", *place)
